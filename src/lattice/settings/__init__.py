"""This person's settings: one documented tree, kept as TOML in the home folder."""

from lattice.settings.environment import web_rules
from lattice.settings.file import (
    Loaded,
    derived_person,
    load_settings,
    need_settings,
    person_or_derived,
    set_person,
    set_setting,
    setting_value,
    settings_path,
    unset_setting,
)
from lattice.settings.fitting import Problem, expected_type, parse_setting, usable_part
from lattice.settings.tree import BOUNDS, CHOICES, SECTIONS, Display, Files, Search, Secrets, Settings

__all__ = [
    "BOUNDS",
    "CHOICES",
    "SECTIONS",
    "Display",
    "Files",
    "Loaded",
    "Problem",
    "Search",
    "Secrets",
    "Settings",
    "derived_person",
    "expected_type",
    "load_settings",
    "need_settings",
    "parse_setting",
    "person_or_derived",
    "set_person",
    "set_setting",
    "setting_value",
    "settings_path",
    "unset_setting",
    "usable_part",
    "web_rules",
]
