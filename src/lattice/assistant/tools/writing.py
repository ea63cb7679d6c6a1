"""Tools that write rows."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from lattice.actions import (
    DeleteRow,
    DeleteRows,
    EditRows,
    InsertRow,
    InsertRows,
    Outcome,
    PurgeRows,
    RestoreRows,
    RowEdit,
    UpdateRow,
    UpdateRows,
)
from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.schema import Input, RowId, RowIds, TableName, bare_id, wrong
from lattice.model.references import ref
from lattice.model.rows import BulkResult

#: Ids that a result names at most.
_NAMED = 50

Values = dict[str, Any]
_Rows = Annotated[
    tuple[Values, ...],
    Meta(
        description="Each an object of column names and values; a reference is the id of a row.", min_length=1
    ),
]
_Ids = Annotated[tuple[str, ...], Meta(description="Ids of the rows; either these or `where`.")]
_Filter = Annotated[str | None, Meta(description="Instead of ids: a filter; an empty text means all rows.")]


class InsertInput(Input, frozen=True):
    """Add rows to a table, as one change: all or none."""

    table: TableName
    rows: _Rows


@tool(InsertInput, "row.insert", "row.insert_many")
async def insert_rows(using: Using, ask: InsertInput) -> ToolOutcome:
    """One row or many; each has an action of its own."""
    if len(ask.rows) == 1:
        one = await using.write(InsertRow(table=ask.table, values=ask.rows[0]))
        return _done(using, ask.table, (one.value.id,), one, f"{_of(1, 1)} added")
    many = await using.write(InsertRows(table=ask.table, rows=ask.rows))
    return _done(using, ask.table, many.value.ids, many, f"{_of(many.value.count, len(ask.rows))} added")


class _Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one row gets."""

    id: RowId
    values: Annotated[
        Values, Meta(description="Column names and new values; null empties a column.", min_length=1)
    ]
    expect_version: Annotated[
        int | None, Meta(description="Refuse if it is not at this _version any more.")
    ] = None


class UpdateInput(Input, frozen=True):
    """Set the same columns of rows to the same values, as one change: by ids, or all that match a filter.
    For different values in different rows there is edit_rows."""

    table: TableName
    values: Annotated[
        Values, Meta(description="Column names and new values; null empties a column.", min_length=1)
    ]
    ids: _Ids = ()
    where: _Filter = None
    expect_version: Annotated[
        int | None, Meta(description="Of a single row: refuse if it is not at this _version any more.")
    ] = None


@tool(UpdateInput, "row.update", "row.update_many")
async def update_rows(using: Using, ask: UpdateInput) -> ToolOutcome:
    """One row, named rows or those that match."""
    ids = _chosen("update_rows", ask.ids, ask.where)
    if ids is not None and len(ids) == 1:
        one = await using.write(
            UpdateRow(table=ask.table, id=ids[0], values=ask.values, expect_version=ask.expect_version)
        )
        changed = (one.value.id,) if one.change_id else ()
        return _done(using, ask.table, changed, one, f"{_of(len(changed), 1)} changed", _same(one, ids))
    _single_version(ask.expect_version)
    many = await using.write(UpdateRows(table=ask.table, values=ask.values, ids=ids, where=ask.where))
    said = f"{_of(many.value.count, None if ids is None else len(ids))} changed"
    return _done(using, ask.table, many.value.ids, many, said, _same(many, ids))


class EditInput(Input, frozen=True):
    """Set different values in different rows, as one change: all or none. `add` puts further rows behind."""

    table: TableName
    rows: Annotated[
        tuple[_Edit, ...], Meta(description="Each a row that is there, with what it gets.", min_length=1)
    ]
    add: Annotated[
        tuple[Values, ...], Meta(description="Rows to add: objects of column names and values.")
    ] = ()


@tool(EditInput, "row.edit_many")
async def edit_rows(using: Using, ask: EditInput) -> ToolOutcome:
    """Rows that get values of their own."""
    edits = tuple(RowEdit(bare_id(one.id), one.values, one.expect_version) for one in ask.rows)
    done = await using.write(EditRows(table=ask.table, edits=edits, rows=ask.add))
    added = f", {_of(len(ask.add), len(ask.add))} added" if ask.add else ""
    said = f"{_of(done.value.count - len(ask.add), len(edits))} changed{added}"
    note = "" if done.value.count == len(edits) + len(ask.add) else "The others had these values already."
    return _done(using, ask.table, done.value.ids, done, said, note)


class DeleteInput(Input, frozen=True):
    """Move rows (or files, in _files) to the trash: by ids, or all that match a filter."""

    table: TableName
    ids: _Ids = ()
    where: _Filter = None


@tool(DeleteInput, "row.delete", "row.delete_many")
async def delete_rows(using: Using, ask: DeleteInput) -> ToolOutcome:
    """One row, named rows or those that match."""
    ids = _chosen("delete_rows", ask.ids, ask.where)
    if ids is not None and len(ids) == 1:
        one = await using.write(DeleteRow(table=ask.table, id=ids[0]))
        return _done(using, ask.table, (one.value.id,), one, f"{_of(1, 1)} moved to the trash")
    many = await using.write(DeleteRows(table=ask.table, ids=ids, where=ask.where))
    said = f"{_of(many.value.count, None if ids is None else len(ids))} moved to the trash"
    return _done(using, ask.table, many.value.ids, many, said)


class RestoreInput(Input, frozen=True):
    """Bring rows back from the trash."""

    table: TableName
    ids: RowIds


@tool(RestoreInput, "row.restore")
async def restore_rows(using: Using, ask: RestoreInput) -> ToolOutcome:
    """Rows that were deleted."""
    ids = _distinct(ask.ids)
    done = await using.write(RestoreRows(table=ask.table, ids=ids))
    return _done(using, ask.table, done.value.ids, done, f"{_of(done.value.count, len(ids))} brought back")


class PurgeInput(Input, frozen=True):
    """Remove rows of the trash for good, with their history. Cannot be undone: the person is always asked."""

    table: TableName
    ids: RowIds


@tool(PurgeInput, "row.purge")
async def purge_rows(using: Using, ask: PurgeInput) -> ToolOutcome:
    """Rows that shall be gone."""
    ids = _distinct(ask.ids)
    done = await using.write(PurgeRows(table=ask.table, ids=ids))
    said = f"{_of(done.value.count, len(ids))} removed for good"
    change_ids = (done.change_id,) if done.change_id else ()
    return ToolOutcome(f"{said}.", f"{said}: {ask.table}", change_ids)


def _chosen(tool: str, ids: tuple[str, ...], where: str | None) -> tuple[str, ...] | None:
    """The rows that are named, or None for those of a filter; raises `invalid_action`."""
    if bool(ids) == (where is not None):
        raise wrong(
            tool, "name the rows by `ids` or by `where`, one of the two", "An empty `where` means all."
        )
    return _distinct(ids) or None


def _distinct(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bare_id(one) for one in ids))


def _single_version(version: int | None) -> None:
    if version is not None:
        raise wrong("update_rows", "expect_version is for a single row", "Name one id.")


def _of(count: int, wanted: int | None) -> str:
    """`4 of 4 rows`, or `4 rows` when it was not known how many there would be."""
    of = f" of {wanted:,}" if wanted is not None else ""
    return f"{count:,}{of} row{'' if (wanted if wanted is not None else count) == 1 else 's'}"


def _same(done: Outcome[Any], ids: tuple[str, ...] | None) -> str:
    changed = done.value.count if isinstance(done.value, BulkResult) else int(done.change_id is not None)
    if ids is None:
        return "Rows that match and had these values already are not counted."
    return "" if changed == len(ids) else "The others had these values already."


def _done(
    using: Using, table: str, ids: tuple[str, ...], done: Outcome[Any], said: str, note: str = ""
) -> ToolOutcome:
    """What a write came to, from its outcome alone."""
    refs = tuple(ref(table, one) for one in ids[: min(_NAMED, using.max_chars // 150)])
    using.known.add(ref(table, one) for one in ids)
    lines = [f"{said}. {note}".rstrip()]
    if refs:
        more = f" and {len(ids) - len(refs):,} more" if len(ids) > len(refs) else ""
        lines.append(" ".join(refs) + more)
    if isinstance(version := getattr(done.value, "version", None), int):
        lines.append(f"It is at version {version}.")
    if done.change_id:
        lines.append(f"Change {done.change_id}; undo takes it back.")
    change_ids = (done.change_id,) if done.change_id else ()
    return ToolOutcome("\n".join(lines), f"{said}: {table}", change_ids, refs)
