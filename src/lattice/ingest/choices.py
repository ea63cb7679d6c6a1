"""What the person decides about columns: `--types zip=text,company=reference:companies.code`."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from lattice.client import LoadMode
from lattice.model.errors import LatticeError
from lattice.model.values import ColumnType


class TypeChoice(msgspec.Struct, frozen=True):
    """The type that someone gave a column."""

    type: ColumnType
    target: str | None = None
    """Name of the table that a reference points into."""
    via: str | None = None
    """Column of the target whose value stands for its row; None for its key."""


def parse_choice(text: str) -> TypeChoice:
    """A choice from `date`, `reference:companies` or `reference:companies.code`; raises `usage`."""
    word, _, target = text.strip().partition(":")
    try:
        type_ = ColumnType(word.strip().lower())
    except ValueError:
        raise LatticeError(
            "usage", f"There is no column type {word!r}.", f"Types are: {', '.join(ColumnType)}."
        ) from None
    if (type_ is ColumnType.REFERENCE) is not bool(target):
        raise LatticeError(
            "usage",
            f"{text!r} is not a type.",
            "A reference names its table: reference:TABLE, or reference:TABLE.COLUMN.",
        )
    table, _, via = target.partition(".")
    return TypeChoice(type_, table or None, via or None)


def parse_types(text: str) -> dict[str, TypeChoice]:
    """Choices by column from `col=type,col=type`; raises `usage`."""
    choices: dict[str, TypeChoice] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        name, equals, word = part.rpartition("=")
        if not equals or not name.strip():
            raise LatticeError(
                "usage", f"{part!r} is not COLUMN=TYPE.", "Such as --types zip=text,born=date."
            )
        choices[name.strip()] = parse_choice(word)
    return choices


class ImportOptions(msgspec.Struct, frozen=True):
    """What the person said about an import."""

    table: str | None = None
    """Name of the table; None for the file's name, the sheet's or the member's."""
    key: tuple[str, ...] = ()
    """Columns that say which row is meant."""
    mode: LoadMode = LoadMode.APPEND
    types: Mapping[str, TypeChoice] = {}
    """By column; as the file or as the workspace spells it."""
    strict: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    header: bool = True
    references: bool = True
    """Whether columns that hold the keys of another table become references."""
