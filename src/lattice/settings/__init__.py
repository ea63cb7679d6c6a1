"""This person's settings: one documented tree, kept as TOML in the home folder."""

from lattice.settings.environment import web_rules
from lattice.settings.file import (
    Loaded,
    Problem,
    derived_person,
    expected_type,
    load_settings,
    need_settings,
    person_or_derived,
    set_person,
    set_setting,
    setting_value,
    settings_path,
    usable_part,
)
from lattice.settings.tree import BOUNDS, CHOICES, SECTIONS, Files, Search, Secrets, Settings

__all__ = [
    "BOUNDS",
    "CHOICES",
    "SECTIONS",
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
    "person_or_derived",
    "set_person",
    "set_setting",
    "setting_value",
    "settings_path",
    "usable_part",
    "web_rules",
]
