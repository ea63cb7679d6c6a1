"""What a paste would change: values for cells, rows to add, and all that does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from lattice.model.rows import Row
from lattice.model.schema import Column
from lattice.model.values import ColumnType, Misfit, Value, parse
from lattice.tui.widgets.editors.drafts import explain
from lattice.tui.widgets.table.block import PastedBlock

#: What texts in a reference column mean: by column name, the ids of rows that are called so or are that.
Names = Mapping[str, Mapping[str, Sequence[str]]]


class Unfit(NamedTuple):
    """A cell of the paste that stays out."""

    line: int
    """Of the paste, from 1."""
    column: str
    text: str
    words: str
    """What is wrong with it."""


class PastePlan(msgspec.Struct, frozen=True):
    """What is to be done; nothing is done yet."""

    changes: tuple[tuple[Row, dict[str, Value]], ...] = ()
    """Rows that are there, each with the values it gets; values that it has already are left out."""
    added: tuple[dict[str, Value], ...] = ()
    """Values of rows beyond the last one."""
    unfit: tuple[Unfit, ...] = ()
    columns: tuple[str, ...] = ()
    """Names of the columns that get something."""
    cut: int = 0
    """Columns of the paste for which there is none on the screen."""
    blank: int = 0
    """Rows of the paste with nothing in them, which change nothing and add nothing."""
    same: int = 0
    """Rows of the paste that say what is there already."""
    out: int = 0
    """Rows of the paste of which nothing fits."""

    @property
    def fits(self) -> bool:
        """Whether all of it goes into cells that are there."""
        return not (self.added or self.unfit or self.cut)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.changes or self.added)


def plan_paste(
    block: PastedBlock, columns: Sequence[Column], rows: Sequence[Row], names: Names, *, first: int = 1
) -> PastePlan:
    """Put a block over `rows` (from the cursor's on) and `columns` (from the cursor's on).

    `first` is the number of the block's first line in what was pasted.
    """
    changes: list[tuple[Row, dict[str, Value]]] = []
    added: list[dict[str, Value]] = []
    unfit: list[Unfit] = []
    blank = same = out = 0
    for index, line in enumerate(block.rows):
        row = rows[index] if index < len(rows) else None
        values, wrong = _values(columns, line, names, first + index)
        unfit += wrong
        there = row.values if row is not None else {}
        new = {name: value for name, value in values.items() if there.get(name) != value}
        if new and row is not None:
            changes.append((row, new))
        elif new:
            added.append(new)
        elif not any(text.strip() for text in line):
            blank += 1
        elif wrong or row is None:
            out += 1
        else:
            same += 1
    reached = tuple(column.name for column in columns[: block.width])
    cut = max(0, block.width - len(columns))
    return PastePlan(tuple(changes), tuple(added), tuple(unfit), reached, cut, blank, same, out)


def _values(
    columns: Sequence[Column], line: Sequence[str], names: Names, number: int
) -> tuple[dict[str, Value], list[Unfit]]:
    """What the cells of one line mean, and those that mean nothing in their column."""
    values: dict[str, Value] = {}
    unfit: list[Unfit] = []
    for column, text in zip(columns, line, strict=False):
        try:
            values[column.name] = value_of(column, text, names)
        except Misfit as misfit:
            unfit.append(Unfit(number, column.name, text, str(misfit)))
    return values, unfit


def blank_words(count: int) -> str:
    """`1 empty row is left out`, `43 empty rows are left out`."""
    return "1 empty row is left out" if count == 1 else f"{count:,} empty rows are left out"


def value_of(column: Column, text: str, names: Names) -> Value:
    """The value of one cell; nothing for an empty one. Raises Misfit with words for people."""
    if column.masked:
        raise Misfit("This column is not for you to change.")
    if text == "":
        return None
    if column.type is ColumnType.REFERENCE:
        return _referred(column, text.strip(), names)
    try:
        return parse(column.type, text)
    except Misfit as misfit:
        raise Misfit(explain(column.type, str(misfit))) from None


def _referred(column: Column, text: str, names: Names) -> Value:
    if not text:
        return None
    found = names.get(column.name, {}).get(text, ())
    if len(found) == 1:
        return found[0]
    if found:
        raise Misfit(f"{len(found)} rows are called that. Paste the id of the one that is meant.")
    raise Misfit("No row there is called that.")
