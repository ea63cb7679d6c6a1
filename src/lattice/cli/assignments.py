"""`col=value`: what someone typed, as values of a table's columns."""

from __future__ import annotations

from collections.abc import Iterable

from lattice.model.errors import LatticeError, Stage
from lattice.model.schema import Column, Table
from lattice.model.values import RULES, TEXTUAL, Misfit, Value, parse


def parse_assignments(table: Table, texts: Iterable[str]) -> dict[str, Value]:
    """Values by column name; raises `usage`, `not_found` (no such column), `invalid_value`.

    `col=` is empty; `col=""` is text without characters.
    """
    values: dict[str, Value] = {}
    for text in texts:
        column, typed = _split(table, text)
        if column.name in values:
            raise LatticeError(
                "usage", f"{column.name} is given twice.", "Give each column once.", stage=Stage.CONSTRAINTS
            )
        values[column.name] = parse_typed(column, typed)
    return values


def parse_typed(column: Column, typed: str) -> Value:
    """The value that `typed` means in a column; raises `invalid_value`."""
    if not typed:
        return None
    if typed == '""' and column.type in TEXTUAL:
        return ""
    try:
        return parse(column.type, typed)
    except Misfit as misfit:
        shown = typed if len(typed) <= 60 else typed[:59] + "…"
        raise LatticeError(
            "invalid_value",
            f"{column.name} ({column.type.value}): {shown!r} {misfit}.",
            f"Write it as {RULES[column.type].example}.",
            stage=Stage.CONSTRAINTS,
        ) from None


def _split(table: Table, text: str) -> tuple[Column, str]:
    """Column and typed value; a column whose own name holds `=` is found too."""
    places = [i for i, char in enumerate(text) if char == "="]
    if not places:
        raise LatticeError(
            "usage",
            f"{text!r} is not col=value.",
            "Write col=value, col= to leave it empty.",
            stage=Stage.CONSTRAINTS,
        )
    for at in places:
        column = table.find(text[:at])
        if column is not None:
            return column, text[at + 1 :]
    return table.column(text[: places[0]]), ""
