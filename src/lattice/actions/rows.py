"""Rows: reading and changing them, one and many."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Risk, action
from lattice.model.ids import RowId
from lattice.model.rows import BulkResult, LoadReport, Page, Row
from lattice.model.values import Value


class Count(msgspec.Struct, frozen=True):
    """How many rows match."""

    total: int


class Position(msgspec.Struct, frozen=True):
    """Where a row stands under a filter and sort; None when it is not among them."""

    offset: int | None


class ExportStart(msgspec.Struct, frozen=True):
    """Leave to read a whole table out, audited; the rows then come from `row.list`."""

    table: str
    total: int


@action("row.list")
class ListRows(Action[Page], frozen=True):
    """Rows of a table: filtered, sorted, by cursor or by position."""

    table: str
    where: str = ""
    """Filter, as `city = Oslo and joined >= 2024-01-01`."""
    sort: tuple[str, ...] = ()
    """Columns in order of weight, `-` before a name for descending; then by id."""
    columns: tuple[str, ...] = ()
    """Columns wanted; all when empty."""
    limit: int = 100
    """At most 1,000."""
    after: str | None = None
    """Cursor of an earlier page with the same filter and sort."""
    offset: int = 0
    """Position of the first row, for a grid; not together with `after`."""
    deleted: bool = False
    """The trash instead of the living."""
    count: bool = False
    """Also count all that match."""


@action("row.count")
class CountRows(Action[Count], frozen=True):
    """How many rows match a filter."""

    table: str
    where: str = ""
    deleted: bool = False


@action("row.locate")
class LocateRow(Action[Position], frozen=True):
    """The position of a row under a filter and sort."""

    table: str
    id: RowId
    where: str = ""
    sort: tuple[str, ...] = ()


@action("row.get")
class GetRow(Action[Row], frozen=True):
    """One row, also from the trash."""

    table: str
    id: RowId


@action("row.insert", risk=Risk.WRITE)
class InsertRow(Action[Row], frozen=True):
    """Add one row."""

    table: str
    values: dict[str, Value]
    source: str | None = None


@action("row.insert_many", risk=Risk.WRITE)
class InsertRows(Action[BulkResult], frozen=True):
    """Add many rows as one change; all of them or none."""

    table: str
    rows: tuple[dict[str, Value], ...]
    source: str | None = None


@action("row.update", risk=Risk.WRITE)
class UpdateRow(Action[Row], frozen=True):
    """Change some columns of one row."""

    table: str
    id: RowId
    values: dict[str, Value]
    expect_version: int | None = None
    """Refuse if someone changed it meanwhile."""


@action("row.update_many", risk=Risk.WRITE)
class UpdateRows(Action[BulkResult], frozen=True):
    """Set the same columns of many rows as one change; rows by ids or by filter."""

    table: str
    values: dict[str, Value]
    ids: tuple[RowId, ...] | None = None
    where: str | None = None


class RowEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one row gets."""

    id: RowId
    values: dict[str, Value]
    """Columns that are not named stay as they are."""
    expect_version: int | None = None
    """Refuse if someone changed it meanwhile."""


@action("row.edit_many", risk=Risk.WRITE)
class EditRows(Action[BulkResult], frozen=True):
    """Give each of several rows values of its own and add further rows, as one change; all or nothing."""

    table: str
    edits: tuple[RowEdit, ...] = ()
    rows: tuple[dict[str, Value], ...] = ()
    """Values of the rows to add; their ids come last in the result."""


@action("row.delete", risk=Risk.WRITE)
class DeleteRow(Action[Row], frozen=True):
    """Move one row to the trash."""

    table: str
    id: RowId
    expect_version: int | None = None


@action("row.delete_many", risk=Risk.WRITE)
class DeleteRows(Action[BulkResult], frozen=True):
    """Move many rows to the trash as one change; rows by ids or by filter."""

    table: str
    ids: tuple[RowId, ...] | None = None
    where: str | None = None


@action("row.restore", risk=Risk.WRITE)
class RestoreRows(Action[BulkResult], frozen=True):
    """Bring rows back from the trash."""

    table: str
    ids: tuple[RowId, ...]


@action("row.purge", risk=Risk.DESTRUCTIVE)
class PurgeRows(Action[BulkResult], frozen=True):
    """Remove rows of the trash for good: their values also leave the log. Cannot be undone."""

    table: str
    ids: tuple[RowId, ...]


@action("row.export", audited=True)
class ExportRows(Action[ExportStart], frozen=True):
    """Begin to read a table out; written into the audit chain."""

    table: str
    where: str = ""
    format: str = "csv"


@action("row.import", risk=Risk.WRITE)
class ImportRows(Action[LoadReport], frozen=True):
    """Bring many rows into one table as one change; the rows come as a stream through `client.load`."""

    table: str
    columns: tuple[str, ...]
    mode: str = "append"
    key: tuple[str, ...] = ()
    source: str | None = None
