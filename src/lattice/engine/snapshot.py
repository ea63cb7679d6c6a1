"""A workspace as a mirror takes it in, as one caller sees it: the catalog, then rows and links by pages."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lattice.actions import ListTables, spec_of
from lattice.databases.base import Record
from lattice.engine import handlers, registry
from lattice.engine.catalog import SYSTEM_COUNT, Layout, stored_event_value
from lattice.engine.engine import Engine
from lattice.engine.tail import where_it_stands
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import ActorKind, Caller
from lattice.model.stream import MIRRORED_ROWS, RawCatalog, RawColumn, RawLink, RawRow, RawTable
from lattice.model.values import Value, now

#: Rows and links of one page, at most.
PAGE = 5_000

_LINK = "id, name, from_table, from_row, to_table, to_row, created_at, created_by"


def need_person(caller: Caller) -> None:
    """Refuse a mirror to agents, whose every request passes the gates; raises `forbidden`."""
    if caller.kind is ActorKind.HUMAN:
        return
    raise LatticeError(
        "forbidden",
        f"{caller.actor} keeps no copy of the workspace.",
        "Agents ask for what they need, action by action.",
        stage=Stage.AUTHORIZATION,
    )


async def raw_catalog(engine: Engine, caller: Caller) -> RawCatalog:
    """The tables that the caller may know of, and where the log stands. Conversations stay on the server."""
    need_person(caller)
    async with engine.database.reading(caller) as tx:
        work = await engine.reading(tx, await engine.catalog(tx), caller, now())
        epoch, seq = await where_it_stands(tx)
        known = await tx.all(
            "SELECT key, value FROM lattice_meta WHERE key IN ('workspace_id', 'name', 'description')"
        )
        counts = await _counts(work)
    meta = {str(key): str(value) for key, value in known}
    tables = tuple(_raw_table(layout, counts.get(layout.table.id, (0, 0))) for layout in work.catalog.layouts)
    return RawCatalog(
        epoch=epoch,
        seq=seq,
        version=work.catalog.schema.version,
        workspace_id=meta.get("workspace_id", ""),
        name=meta.get("name", ""),
        description=meta.get("description", ""),
        tables=tables,
    )


async def _counts(work: Reading) -> dict[str, tuple[int, int]]:
    """Living and trashed rows that the caller may see, by table: as `table.list` counts them."""
    action = ListTables(native=True)
    handlers.register(spec_of(action))
    reader = registry.reader(ListTables)
    assert reader is not None
    return {info.table.id: (info.rows, info.trashed) for info in (await reader(work, action)).tables}


def _raw_table(layout: Layout, counts: tuple[int, int]) -> RawTable:
    table = layout.table
    live, trashed = counts
    return RawTable(
        id=table.id,
        name=table.name,
        definition=table.definition,
        key=table.key,
        native=table.native,
        columns=tuple(
            RawColumn(c.id, c.name, c.type.value, c.target, c.definition, c.audience.value, c.masked)
            for c in table.columns
        ),
        default_visibility=table.default_visibility.value,
        live=live,
        trashed=trashed,
        mirrored=live + trashed <= MIRRORED_ROWS,
    )


async def raw_rows(engine: Engine, caller: Caller, table_id: str, after: str, limit: int) -> list[RawRow]:
    """A page of a table, living and trashed, in order of id from behind `after`; raises `not_found`."""
    need_person(caller)
    return await _rows(engine, caller, table_id, "_id > ?", after, limit)


async def raw_rows_of(engine: Engine, caller: Caller, table_id: str, ids: Sequence[str]) -> list[RawRow]:
    """These rows of a table, without those that are not there; raises `not_found`."""
    need_person(caller)
    return await _rows(
        engine, caller, table_id, "_id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)), len(ids)
    )


async def _rows(
    engine: Engine, caller: Caller, table_id: str, where: str, param: str, limit: int
) -> list[RawRow]:
    async with engine.database.reading(caller) as tx:
        work = await engine.reading(tx, await engine.catalog(tx), caller, now())
        layout = work.catalog.by_id(table_id)
        if layout is None or layout in work.catalog.private:
            raise LatticeError("not_found", "There is no such table.", "It may have been dropped.")
        return await read_rows(work, layout, where, (param,), min(limit, PAGE))


async def read_rows(
    work: Reading, layout: Layout, where: str, params: Sequence[str], limit: int
) -> list[RawRow]:
    """Rows of one table that the caller may see, what is masked as empty."""
    fields = ", ".join(
        "NULL" if place >= SYSTEM_COUNT and layout.table.columns[place - SYSTEM_COUNT].masked else field
        for place, field in enumerate(layout.fields)
    )
    records = await work.tx.all(
        f"SELECT {fields} FROM {layout.seen} WHERE {where} ORDER BY _id LIMIT ?", (*params, limit)
    )
    return [raw_row(layout, record) for record in records]


def raw_row(layout: Layout, record: Record) -> RawRow:
    """A record with its values by column id, the empty ones left out."""
    values: dict[str, Value] = {
        column.id: stored_event_value(column.type, stored)
        for column, stored in zip(layout.table.columns, record[SYSTEM_COUNT:], strict=True)
        if stored is not None
    }
    id_, version, created_at, created_by, updated_at, updated_by, deleted_at, owner, visibility, source = (
        record[:SYSTEM_COUNT]
    )
    return RawRow(
        id=str(id_),
        version=int(version or 0),
        created_at=str(created_at),
        created_by=str(created_by),
        updated_at=str(updated_at),
        updated_by=str(updated_by),
        deleted_at=None if deleted_at is None else str(deleted_at),
        owner=str(owner),
        visibility=str(visibility),
        source=None if source is None else str(source),
        values=values,
    )


async def raw_links(engine: Engine, caller: Caller, after: str, limit: int) -> list[RawLink]:
    """A page of the links both of whose ends the caller may see, in order of id."""
    need_person(caller)
    async with engine.database.reading(caller) as tx:
        records = await tx.all(
            f"SELECT {_LINK} FROM lattice_links WHERE id > ? ORDER BY id LIMIT ?", (after, min(limit, PAGE))
        )
    return [_link(record) for record in records]


async def links_of(work: Reading, row_id: str) -> tuple[RawLink, ...]:
    """The links of one row, both ways, whose other end the caller may see."""
    records = await work.tx.all(
        f"SELECT {_LINK} FROM lattice_links WHERE from_row = ? UNION ALL"
        f" SELECT {_LINK} FROM lattice_links WHERE to_row = ? AND from_row <> ?",
        (row_id, row_id, row_id),
    )
    return tuple(_link(record) for record in records)


def _link(record: Record) -> RawLink:
    return RawLink(*(str(value) for value in record))
