"""The settings in their file: read with whatever is usable, written key by key."""

from __future__ import annotations

import getpass
import re
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.people import Person
from lattice.places import locked, write_whole
from lattice.settings.fitting import Problem, check_handle, parse_setting, usable_part
from lattice.settings.tree import Settings


class Loaded(NamedTuple):
    """Settings with what was wrong about their file."""

    settings: Settings
    problems: tuple[Problem, ...]


def settings_path(home: Path) -> Path:
    """Where the settings stand."""
    return home / "settings.toml"


def load_settings(home: Path) -> Loaded:
    """The settings, with the default wherever the file cannot be used, and what is wrong with it."""
    try:
        tree = _read(settings_path(home))
    except LatticeError as error:
        return Loaded(Settings(), (Problem("", error.message),))
    problems: list[Problem] = []
    usable = usable_part(tree, problems)
    return Loaded(msgspec.convert(usable, Settings), tuple(problems))


def need_settings(home: Path) -> Settings:
    """The settings; raises `usage` when the file holds something that cannot be used, unknown keys aside."""
    loaded = load_settings(home)
    wrong = [problem for problem in loaded.problems if not problem.unknown]
    if wrong and not wrong[0].key:
        raise LatticeError("usage", wrong[0].message, "Mend or remove the file.")
    if wrong:
        raise LatticeError(
            "usage",
            f"{settings_path(home)}: {'; '.join(problem.message for problem in wrong)}",
            "Mend the file, or write the key anew with `lattice settings set KEY VALUE`.",
        )
    return loaded.settings


def set_setting(home: Path, key: str, text: str) -> Settings:
    """Write one setting from what a person typed, and keep all else; raises `usage`, `unwritable`."""
    return _write(home, {key: parse_setting(key, text)})


def unset_setting(home: Path, key: str) -> Settings:
    """Take one setting out of the file, so that its default holds; raises `usage`, `unwritable`."""
    from lattice.toml_text import drop_key

    path = settings_path(home)
    with locked(path):
        tree = _read(path)
        section, _, name = key.partition(".")
        inside = tree.get(section) if name else tree
        if isinstance(inside, dict) and (name or section) in inside:
            text = drop_key(path.read_text("utf-8"), section if name else "", name or section)
            write_whole(path, text.encode())
    return load_settings(home).settings


def set_person(home: Path, person: Person) -> Settings:
    """Keep who uses this machine; raises `usage` for a handle that cannot be one."""
    check_handle(person.handle)
    return _write(home, {"person.handle": person.handle, "person.name": person.name})


def person_or_derived(home: Path) -> Person:
    """Who uses this machine; the first time it is taken from the operating system, and kept."""
    known = need_settings(home).person
    if known is not None:
        return known
    person = derived_person()
    set_person(home, person)
    return person


def derived_person() -> Person:
    """A person from the name of the operating system's user."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    handle = re.sub(r"[^a-z0-9._-]+", "-", user.lower()).strip("._-")[:40].strip("._-")
    return Person(handle=handle or "me", name=user.strip() or "me")


def setting_value(settings: Settings, key: str) -> object:
    """The value of a dotted key; None where it is not set."""
    value: object = settings
    for part in key.split("."):
        value = getattr(value, part, None)
    return value


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LatticeError(
            "unwritable", f"{path} cannot be read: {error.strerror}.", "Check who owns it."
        ) from None
    except UnicodeDecodeError as error:
        raise LatticeError(
            "usage", f"{path} is not UTF-8 text (byte {error.start:,}).", "Mend or remove the file."
        ) from None
    except (ValueError, RecursionError) as error:
        raise LatticeError("usage", f"{path} is not TOML: {error}.", "Mend or remove the file.") from None


def _write(home: Path, values: dict[str, object]) -> Settings:
    from lattice.toml_text import put_key

    path = settings_path(home)
    with locked(path):
        tree = _read(path)
        text = path.read_text("utf-8") if path.exists() else ""
        for key, value in values.items():
            section, _, name = key.partition(".")
            if name and not isinstance(tree.get(section, {}), dict):
                raise LatticeError(
                    "usage", f"{section} in {path} must be a table, as [{section}].", "Mend the file."
                )
            text = put_key(text, section if name else "", name or section, value)
        write_whole(path, text.encode())
    return load_settings(home).settings
