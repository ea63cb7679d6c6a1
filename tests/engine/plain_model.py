"""A workspace as plain Python: what is visible, what each change did, and how it is taken back.

Written from the words of the design alone, so that it can be held against the engine.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Cell = str | int | None


class ConflictError(Exception):
    """A change cannot be taken back as things are."""


@dataclass
class Column:
    """A column; dropped ones keep their values."""

    id: str
    name: str
    type: str
    definition: str = ""
    dropped: bool = False


@dataclass
class Row:
    """A row by column id; what is not there is empty."""

    values: dict[str, Cell]
    trashed: bool = False


@dataclass
class Table:
    """A table; dropped ones keep their rows."""

    name: str
    columns: list[Column]
    definition: str = ""
    rows: dict[str, Row] = field(default_factory=dict)
    dropped: bool = False

    def living(self) -> list[Column]:
        """The columns that people see."""
        return [c for c in self.columns if not c.dropped]

    def column(self, id_: str) -> Column:
        """A column by id, dropped or not."""
        return next(c for c in self.columns if c.id == id_)


@dataclass
class World:
    """All that is visible, and what is kept aside."""

    tables: dict[str, Table] = field(default_factory=dict)
    links: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    """From row, to row, name; to the tables of both."""

    def living(self) -> dict[str, Table]:
        """Tables that people see, by id."""
        return {id_: t for id_, t in self.tables.items() if not t.dropped}


@dataclass
class Op:
    """One thing that a change did."""

    kind: str
    table: str
    row: str = ""
    data: Any = None


@dataclass
class Change:
    """One change; `order` is its place among all."""

    id: str
    kind: str
    ops: list[Op]
    order: int
    targets: list[Change] = field(default_factory=list)
    undone_by: Change | None = None


def as_type(type_: str, value: Cell) -> Cell:
    """A value of any time as a column of that type holds it; raises ValueError."""
    if value is None:
        return None
    if type_ == "integer":
        text = str(value).strip()
        return int(text) if text else None
    return str(value)


def logged_as_type(type_: str, value: Cell) -> Cell:
    """The same for a value from the log: what is empty text was no number."""
    if type_ == "integer" and value == "":
        raise ValueError("not a number")
    return as_type(type_, value)


def take_back(
    world: World, changes: Iterable[Change], history: list[Change], *, force: bool
) -> tuple[World, list[Op]]:
    """The world without these changes, and what doing that did; raises ConflictError."""
    changes = list(changes)
    after = copy.deepcopy(world)
    done: list[Op] = []
    for change in changes:
        made = [op.table for op in change.ops if op.kind in ("table.create", "table.restore")]
        for id_ in made:
            later = (c for c in history if c.order > change.order and c.kind == "do" and c.undone_by is None)
            if not force and any(op.table == id_ for c in later for op in c.ops):
                raise ConflictError("somebody worked on the table since")
        for op in reversed(change.ops):
            if op.table in made and op.kind not in ("table.create", "table.restore"):
                continue
            done += _INVERSES[op.kind](after, op, force)
    return after, done


def settle(change: Change, targets: list[Change]) -> None:
    """Note that a change took others back; what those had taken back holds again."""
    change.targets = targets
    for target in targets:
        _take_away(target, change)


def _take_away(change: Change, by: Change) -> None:
    change.undone_by = by
    for target in change.targets:
        target.undone_by = None
        for further in target.targets:
            _take_away(further, target)


def _table(world: World, op: Op) -> Table:
    table = world.tables[op.table]
    if table.dropped:
        raise ConflictError("the table was dropped")
    return table


def _name_free(world: World, name: str) -> None:
    if any(t.name.casefold() == name.casefold() for t in world.living().values()):
        raise ConflictError("the table's name is taken")


def _column_name_free(table: Table, name: str) -> None:
    if any(c.name.casefold() == name.casefold() for c in table.living()):
        raise ConflictError("the column's name is taken")


def _table_made(world: World, op: Op, force: bool) -> list[Op]:
    _table(world, op).dropped = True
    return [Op("table.drop", op.table)]


def _table_drop(world: World, op: Op, force: bool) -> list[Op]:
    table = world.tables[op.table]
    if not table.dropped:
        raise ConflictError("the table is back already")
    _name_free(world, table.name)
    table.dropped = False
    return [Op("table.restore", op.table)]


def _table_rename(world: World, op: Op, force: bool) -> list[Op]:
    table = _table(world, op)
    old, new = op.data
    if table.name != new and not force:
        raise ConflictError("renamed since")
    was = table.name
    if old.casefold() != was.casefold():
        _name_free(world, old)
    table.name = old
    return [Op(op.kind, op.table, "", (was, old))]


def _table_define(world: World, op: Op, force: bool) -> list[Op]:
    table = _table(world, op)
    old, new = op.data
    if table.definition != new and not force:
        raise ConflictError("defined since")
    was, table.definition = table.definition, old
    return [Op(op.kind, op.table, "", (was, old))]


def _living_column(table: Table, id_: str) -> Column:
    column = table.column(id_)
    if column.dropped:
        raise ConflictError("the column was dropped")
    return column


def _column_add(world: World, op: Op, force: bool) -> list[Op]:
    table = _table(world, op)
    column = _living_column(table, op.row)
    filled = any(r.values.get(column.id) is not None for r in table.rows.values() if not r.trashed)
    if filled and op.kind == "column.add" and not force:
        raise ConflictError("filled since")
    column.dropped = True
    return [Op("column.drop", op.table, op.row)]


def _column_drop(world: World, op: Op, force: bool) -> list[Op]:
    table = _table(world, op)
    column = table.column(op.row)
    if not column.dropped:
        raise ConflictError("the column is back already")
    _column_name_free(table, column.name)
    column.dropped = False
    return [Op("column.restore", op.table, op.row)]


def _column_rename(world: World, op: Op, force: bool) -> list[Op]:
    table = _table(world, op)
    column = _living_column(table, op.row)
    old, new = op.data
    if column.name != new and not force:
        raise ConflictError("renamed since")
    was = column.name
    if was.casefold() != old.casefold():
        _column_name_free(table, old)
    column.name = old
    return [Op(op.kind, op.table, op.row, (was, old))]


def _column_define(world: World, op: Op, force: bool) -> list[Op]:
    column = _living_column(_table(world, op), op.row)
    old, new = op.data
    if column.definition != new and not force:
        raise ConflictError("defined since")
    was, column.definition = column.definition, old
    return [Op(op.kind, op.table, op.row, (was, old))]


def retype(
    table: Table, column: Column, type_: str, exact: dict[str, tuple[Cell, Cell]] | None, *, empty: bool
) -> dict[str, tuple[Cell, Cell]]:
    """Convert a column; what each row held and what it became. Raises ConflictError for a misfit."""
    became: dict[str, tuple[Cell, Cell]] = {}
    for id_, row in table.rows.items():
        current = row.values.get(column.id)
        if exact is not None and id_ in exact and exact[id_][1] == current:
            value = exact[id_][0]
        else:
            try:
                value = as_type(type_, current)
            except ValueError:
                if not empty:
                    raise ConflictError("a value does not fit") from None
                value = None
        became[id_] = (current, value)
    for id_, (_, value) in became.items():
        table.rows[id_].values[column.id] = value
    column.type = type_
    return became


def _column_retype(world: World, op: Op, force: bool) -> list[Op]:
    table = _table(world, op)
    column = _living_column(table, op.row)
    old, new, became = op.data
    if column.type != new and not force:
        raise ConflictError("retyped since")
    was = column.type
    again = retype(table, column, old, became, empty=force)
    return [Op(op.kind, op.table, op.row, (was, old, again))]


def _row_insert(world: World, op: Op, force: bool) -> list[Op]:
    table = _table(world, op)
    row = table.rows[op.row]
    if row.trashed:
        return []
    for column in table.living():
        try:
            same = logged_as_type(column.type, op.data.get(column.id)) == row.values.get(column.id)
        except ValueError:
            same = False
        if not same and not force:
            raise ConflictError("it has another value now")
    row.trashed = True
    return [Op("row.delete", op.table, op.row)]


def _row_update(world: World, op: Op, force: bool) -> list[Op]:
    table = _table(world, op)
    row = table.rows[op.row]
    back: dict[str, tuple[Cell, Cell]] = {}
    for id_, (old, new) in op.data.items():
        column = table.column(id_)
        if column.dropped:
            if not force:
                raise ConflictError("its column was dropped")
            continue
        current = row.values.get(id_)
        wanted = _wanted(column, current, old, new, force)
        if wanted != current:
            back[id_] = (current, wanted)
    for id_, (_, value) in back.items():
        row.values[id_] = value
    return [Op("row.update", op.table, op.row, back)] if back else []


def _wanted(column: Column, current: Cell, old: Cell, new: Cell, force: bool) -> Cell:
    try:
        before = logged_as_type(column.type, old)
    except ValueError:
        if force:
            return None
        raise ConflictError("the earlier value does not fit") from None
    if current == before:
        return current
    try:
        untouched = logged_as_type(column.type, new) == current
    except ValueError:
        untouched = False
    if untouched or force:
        return before
    raise ConflictError("it has another value now")


def _row_delete(world: World, op: Op, force: bool) -> list[Op]:
    row = _table(world, op).rows[op.row]
    if not row.trashed:
        return []
    row.trashed = False
    return [Op("row.restore", op.table, op.row)]


def _row_restore(world: World, op: Op, force: bool) -> list[Op]:
    row = _table(world, op).rows[op.row]
    if row.trashed:
        return []
    row.trashed = True
    return [Op("row.delete", op.table, op.row)]


def _link_add(world: World, op: Op, force: bool) -> list[Op]:
    if world.links.pop(op.data[0], None) is None:
        return []
    return [Op("link.remove", op.table, op.row, op.data)]


def _link_remove(world: World, op: Op, force: bool) -> list[Op]:
    key, tables = op.data
    if key in world.links:
        return []
    if any(world.tables[t].dropped for t in tables):
        raise ConflictError("an end of the link is gone")
    world.links[key] = tables
    return [Op("link.add", op.table, op.row, op.data)]


_INVERSES: dict[str, Callable[[World, Op, bool], list[Op]]] = {
    "table.create": _table_made,
    "table.restore": _table_made,
    "table.drop": _table_drop,
    "table.rename": _table_rename,
    "table.define": _table_define,
    "column.add": _column_add,
    "column.restore": _column_add,
    "column.drop": _column_drop,
    "column.rename": _column_rename,
    "column.define": _column_define,
    "column.retype": _column_retype,
    "row.insert": _row_insert,
    "row.update": _row_update,
    "row.delete": _row_delete,
    "row.restore": _row_restore,
    "link.add": _link_add,
    "link.remove": _link_remove,
}
