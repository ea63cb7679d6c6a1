"""Tables and columns: what a workspace is made of."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Risk, Runs, action
from lattice.model.schema import Column, NewColumn, Schema, Table
from lattice.model.values import ColumnType, Value


class TableInfo(msgspec.Struct, frozen=True):
    """A table with what people want to know at a glance."""

    table: Table
    rows: int
    """Living rows that the caller may see."""
    trashed: int
    """Rows in the trash."""


class TableList(msgspec.Struct, frozen=True):
    """All tables of the workspace, by name."""

    tables: tuple[TableInfo, ...]
    schema: Schema


class Misfits(msgspec.Struct, frozen=True):
    """Values that would not survive a retype, a page of them."""

    count: int
    """All of them, not only those of this page."""
    rows: int
    """How many rows have a value in the column."""
    examples: tuple[Misfitting, ...]
    """Those of this page, in the order of the rows' ids."""
    next: str | None = None
    """Cursor of the next page; None at the end."""


class Misfitting(msgspec.Struct, frozen=True):
    """One value that does not fit."""

    row_id: str
    value: Value
    reason: str
    label: str = ""
    """What people call the row."""
    trashed: bool = False
    """Whether the row is in the trash; its value would change all the same."""


class DroppedItem(msgspec.Struct, frozen=True):
    """A dropped table or column that can come back."""

    table: str
    column: str | None
    rows: int
    dropped_at: str
    change_id: str


@action("table.list")
class ListTables(Action[TableList], frozen=True):
    """All tables with their columns, definitions and counts."""

    native: bool = False
    """Also those that belong to Lattice, such as `_files`."""


@action("table.create", risk=Risk.WRITE)
class CreateTable(Action[Table], frozen=True):
    """Make a table."""

    name: str
    columns: tuple[NewColumn, ...] = ()
    definition: str = ""
    key: tuple[str, ...] = ()
    """Names of the columns that say which row is meant."""


@action("table.rename", risk=Risk.WRITE)
class RenameTable(Action[Table], frozen=True):
    """Give a table another name."""

    table: str
    name: str


@action("table.define", risk=Risk.WRITE)
class DefineTable(Action[Table], frozen=True):
    """Say in one line what a table holds; an empty text takes the definition away."""

    table: str
    definition: str
    expect: str | None = None
    """Refuse when it is defined otherwise by now."""


@action("table.drop", risk=Risk.WRITE)
class DropTable(Action[Table], frozen=True):
    """Take a table out of the workspace, with its rows; it is kept aside and can be undone."""

    table: str


@action("table.dropped", runs=Runs.SERVER)
class ListDropped(Action[tuple[DroppedItem, ...]], frozen=True):
    """Dropped tables and columns that are kept aside; undo of their change brings them back."""


@action("column.add", risk=Risk.WRITE)
class AddColumn(Action[Column], frozen=True):
    """Add a column at the end of a table."""

    table: str
    column: NewColumn


@action("column.rename", risk=Risk.WRITE)
class RenameColumn(Action[Column], frozen=True):
    """Give a column another name."""

    table: str
    column: str
    name: str


@action("column.define", risk=Risk.WRITE)
class DefineColumn(Action[Column], frozen=True):
    """Say in one line what a column holds."""

    table: str
    column: str
    definition: str
    expect: str | None = None
    """Refuse when it is defined otherwise by now."""


@action("column.check_retype")
class CheckRetype(Action[Misfits], frozen=True):
    """Which values would not fit if the column had another type."""

    table: str
    column: str
    type: ColumnType
    target: str | None = None
    after: str | None = None
    """Cursor of the page before; the counts are then as they were at the first page."""
    limit: int = 100
    """At most 1,000."""


@action("column.retype", risk=Risk.WRITE)
class RetypeColumn(Action[Column], frozen=True):
    """Change the type of a column; refused when a value does not fit, unless those may become empty."""

    table: str
    column: str
    type: ColumnType
    target: str | None = None
    """Name of the table that a reference points into."""
    empty_misfits: bool = False
    """Leave values that do not fit empty; undo brings them back."""


@action("column.drop", risk=Risk.WRITE)
class DropColumn(Action[Column], frozen=True):
    """Take a column out of a table; its values are kept aside and can be undone."""

    table: str
    column: str
