"""Whether a value fits its setting: what is usable of a tree, and what a typed text means."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import msgspec

from lattice.model.errors import LatticeError, Stage
from lattice.model.people import parse_actor
from lattice.model.values import Misfit, check_text
from lattice.settings.tree import BOUNDS, CHOICES, SECTIONS, Settings


class Problem(NamedTuple):
    """Something in the settings file that could not be used; the default holds instead."""

    key: str
    """Dotted; empty when it is the whole file."""
    message: str
    """What is wrong and what was expected."""
    unknown: bool = False
    """The key means nothing here; it is kept."""


_WORDS = {bool: "true or false", int: "a whole number", str: "text"}
_LIST = "a list of texts"


def usable_part(tree: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """The part of a tree that fits the settings; the rest becomes problems."""
    known = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    usable: dict[str, Any] = {}
    for name, value in tree.items():
        if name not in known:
            problems.append(_unknown(name))
        elif name in SECTIONS or name == "keys":
            if not isinstance(value, dict):
                problems.append(Problem(name, f"{name} must be a table, as [{name}]"))
                continue
            usable[name] = _usable_section(name, value, problems)
        elif _fits(name, known[name], value, problems):
            usable[name] = value
    _complete_person(usable, problems)
    return usable


def _complete_person(usable: dict[str, Any], problems: list[Problem]) -> None:
    """A person is their handle; the name they are called by is the handle unless it is said."""
    person = usable.get("person")
    if person is None:
        return
    if "handle" in person:
        person.setdefault("name", person["handle"])
        return
    del usable["person"]
    if not any(problem.key == "person.handle" for problem in problems):
        problems.append(Problem("person.handle", "person needs a handle"))


def _usable_section(section: str, tree: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    if section == "keys":
        known: dict[str, Any] = dict.fromkeys(tree, str)
    else:
        known = {field.name: field.type for field in msgspec.structs.fields(SECTIONS[section])}
    usable = {}
    for name, value in tree.items():
        key = f"{section}.{name}"
        if name not in known:
            problems.append(_unknown(key))
        elif _fits(key, known[name], value, problems):
            usable[name] = value
    return usable


def _unknown(key: str) -> Problem:
    return Problem(key, f"{key} is not a setting of this Lattice; it is kept", unknown=True)


def _fits(key: str, type_: Any, value: object, problems: list[Problem]) -> bool:
    try:
        msgspec.convert(value, type_, strict=True)
        _check(key, value)
    except msgspec.ValidationError:
        problems.append(Problem(key, f"{key} must be {expected_type(type_)}, not {_shortened(value)}"))
        return False
    except LatticeError as error:
        problems.append(Problem(key, error.message.rstrip(".")))
        return False
    return True


def _check(key: str, value: object) -> None:
    """Raise `usage` where the type is right and the value is not."""
    if key == "person.handle":
        check_handle(str(value))
    choices = CHOICES.get(key)
    if choices is not None and value not in choices:
        raise LatticeError(
            "usage",
            f"{key} must be {' or '.join(choices)}, not {_shortened(value)}.",
            stage=Stage.CONSTRAINTS,
        )
    bounds = BOUNDS.get(key)
    if bounds is not None and isinstance(value, int) and not bounds[0] <= value <= bounds[1]:
        raise LatticeError(
            "usage",
            f"{key} must be from {bounds[0]:,} to {bounds[1]:,}, not {value:,}.",
            stage=Stage.CONSTRAINTS,
        )


def check_handle(handle: str) -> None:
    """Raise `usage` for what no handle can be."""
    try:
        parse_actor(f"human:{handle}")
    except LatticeError:
        raise LatticeError(
            "usage",
            f"person.handle must be lower-case letters, digits, . _ - (at most 40), not {handle!r}.",
            stage=Stage.IDENTITY,
        ) from None


def parse_setting(key: str, text: str) -> object:
    """The value that `text` means for a key; raises `usage`."""
    type_ = _type_of(key)
    try:
        check_text(key)
        check_text(text)
    except Misfit as reason:
        raise LatticeError(
            "usage", f"{key}: the value {reason}.", "Write it as text.", stage=Stage.CONSTRAINTS
        ) from None
    value: object = text
    if type_ is bool and text.strip().lower() in ("true", "false"):
        value = text.strip().lower() == "true"
    elif type_ is int and re.fullmatch(r"-?[0-9][0-9_,]{0,24}", text.strip()):
        value = int(text.replace(",", "").replace("_", ""))
    elif type_ not in (bool, int, str):
        value = [part.strip() for part in text.split(",") if part.strip()]
    try:
        msgspec.convert(value, type_, strict=True)
    except msgspec.ValidationError:
        raise LatticeError(
            "usage", f"{key} must be {expected_type(type_)}, not {_shortened(text)}.", stage=Stage.CONSTRAINTS
        ) from None
    _check(key, value)
    return value


def _type_of(key: str) -> Any:
    """The type of a dotted key; raises `usage` for one that is not a setting."""
    section, _, name = key.partition(".")
    if section == "keys" and name:
        return str
    owner: type[msgspec.Struct] | None = SECTIONS.get(section) if name else Settings
    if owner is not None and not (owner is Settings and (section in SECTIONS or section == "keys")):
        for field in msgspec.structs.fields(owner):
            if field.name == (name or section):
                return field.type
    raise LatticeError(
        "usage", f"{key!r} is not a setting.", "`lattice settings` lists them all.", stage=Stage.CONSTRAINTS
    )


def expected_type(type_: object) -> str:
    """What a value of this type is called."""
    return _WORDS.get(type_, _LIST) if isinstance(type_, type) else _LIST


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"
