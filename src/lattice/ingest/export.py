"""Export: tables of a workspace become files, whole or not at all; what went in comes out."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from lattice.actions import ExportRows, ListRows, ListTables
from lattice.client.base import Client
from lattice.ingest.portion import EVERYTHING, Portion
from lattice.ingest.writers.base import OutColumn, Writer
from lattice.ingest.writers.opening import (
    BY_PATH,
    SUFFIXES,
    ExportFormat,
    format_for,
    opened,
    stream_writer,
)
from lattice.model.errors import LatticeError
from lattice.model.rows import Row
from lattice.model.schema import Column, Schema, Table, fold
from lattice.model.values import ColumnType, Value

__all__ = ["ExportFormat", "Exported", "export_table", "export_tables", "format_for", "format_rows", "pages"]

_PAGE = 1_000
#: A reference is written by the key of its row when its table has no more rows than this.
MOST_KEYS = 1_000_000

#: Formats that are read as well without the line of names.
_HEADED = frozenset({ExportFormat.CSV, ExportFormat.TSV})


class Exported(msgspec.Struct, frozen=True):
    """What was written for one table."""

    table: str
    rows: int
    path: str | None
    """The file; None for a stream."""
    notes: tuple[str, ...] = ()


async def export_tables(
    client: Client,
    tables: Sequence[str],
    out: Path | BinaryIO,
    format_: ExportFormat,
    *,
    where: str = "",
    portion: Portion = EVERYTHING,
    progress: Callable[[int, int], None] | None = None,
) -> list[Exported]:
    """Write `tables` to a file, a folder that exists (a file each) or a stream; `where` filters rows.

    `portion` says more nearly what of one table is wanted; its own filter counts, then.
    A file appears when it is complete and replaces what was there; on an error or a cancel nothing appears.
    `progress` gets rows written and rows in all. Raises LatticeError; BrokenPipeError passes through.
    """
    if isinstance(out, Path) and await asyncio.to_thread(os.path.isdir, out):
        done: list[Exported] = []
        taken: set[str] = set()
        for name in tables:
            path = out / (_file_stem(name, taken) + SUFFIXES[format_])
            done += await export_tables(
                client, [name], path, format_, where=where, portion=portion, progress=progress
            )
        return done
    if portion == EVERYTHING:
        portion = Portion(where)
    schema = (await client.run(ListTables())).value.schema
    found = [schema.table(name) for name in tables]
    starts = [
        (await client.run(ExportRows(table=t.name, where=portion.named, format=format_.value))).value
        for t in found
    ]
    total = sum(portion.count(start.total) for start in starts)
    done = []
    async with _writing(out, format_, several=len(found) > 1) as writer:
        for table in found:
            before = sum(e.rows for e in done)

            def said(rows: int, before: int = before) -> None:
                if progress:
                    progress(before + rows, total)

            done.append(await _write_table(client, schema, table, writer, out, portion, said))
        await asyncio.to_thread(writer.finish)
    return done


@asynccontextmanager
async def _writing(out: Path | BinaryIO, format_: ExportFormat, *, several: bool) -> AsyncIterator[Writer]:
    """`opened`, its waiting for the disk done in a thread."""
    opening = opened(out, format_, several=several)
    writer = await asyncio.to_thread(opening.__enter__)
    try:
        yield writer
    except BaseException as error:
        # also when cancelled: here nothing may wait
        opening.__exit__(type(error), error, error.__traceback__)
        raise
    await asyncio.to_thread(opening.__exit__, None, None, None)


async def export_table(
    client: Client,
    table: str,
    out: Path | BinaryIO,
    format_: ExportFormat,
    *,
    where: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Exported:
    """One table; see `export_tables`."""
    return (await export_tables(client, [table], out, format_, where=where, progress=progress))[0]


def _file_stem(table: str, taken: set[str]) -> str:
    """A table's name as a file name that leads nowhere else and is not among `taken`, which it joins."""
    plain = "".join("_" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in table)
    stem = first = plain if plain.strip(". ") else f"table_{plain}"
    n = 2
    while fold(stem) in taken:
        stem, n = f"{first}_{n}", n + 1
    taken.add(fold(stem))
    return stem


async def _write_table(
    client: Client,
    schema: Schema,
    table: Table,
    writer: Writer,
    out: Path | BinaryIO,
    portion: Portion,
    progress: Callable[[int], None],
) -> Exported:
    wanted = [table.column(name) for name in portion.columns] or table.columns
    columns, keys, notes = await _columns(client, schema, wanted)
    await asyncio.to_thread(writer.table, table.name, columns)
    names = tuple(column.name for column in wanted)
    count = 0
    async for found in pages(
        client, table.name, where=portion.named, sort=portion.sort, columns=portion.columns
    ):
        rows = [row for row in found if portion.holds(row.id)]
        values = [[_out(keys.get(name), row.values.get(name)) for name in names] for row in rows]
        await asyncio.to_thread(writer.rows, values)
        count += len(rows)
        progress(count)
        if portion.ids is not None and count == len(portion.ids):
            break
    if portion.ids is not None and count < len(portion.ids):
        notes.append(f"{len(portion.ids) - count:,} of the rows chosen are no longer there or do not match")
    path = str(out) if isinstance(out, Path) else None
    return Exported(table.name, count, path, tuple(notes))


def _out(keys: Mapping[str, Value] | None, value: Value) -> Value:
    return value if keys is None or value is None else keys.get(value, value)


async def pages(
    client: Client,
    table: str,
    *,
    where: str = "",
    sort: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
) -> AsyncIterator[tuple[Row, ...]]:
    """All rows of a table that match, a thousand at a time, sorted, else in the order of their ids."""
    after: str | None = None
    while True:
        action = ListRows(table=table, where=where, sort=sort, columns=columns, limit=_PAGE, after=after)
        page = (await client.run(action)).value
        if page.rows:
            yield page.rows
        if page.next is None:
            return
        after = page.next


async def _columns(
    client: Client, schema: Schema, wanted: Sequence[Column]
) -> tuple[list[OutColumn], dict[str, Mapping[str, Value]], list[str]]:
    """Columns as they go out, for references the keys of their rows, and what people should know."""
    columns: list[OutColumn] = []
    keys: dict[str, Mapping[str, Value]] = {}
    notes: list[str] = []
    for column in wanted:
        out = OutColumn(column.name, column.type)
        target = schema.by_id(column.target) if column.target else None
        key = _single_key(target)
        if target is not None and key is not None:
            found = await _keys_by_id(client, target.name, key.name)
            if found is not None:
                keys[column.name] = found
                out = OutColumn(column.name, key.type)
                notes.append(f"{column.name}: written as {key.name} of {target.name}")
        if out.type is ColumnType.REFERENCE:
            notes.append(f"{column.name}: written as row ids")
        columns.append(out)
    return columns, keys, notes


def _single_key(target: Table | None) -> Column | None:
    column = target.by_id(target.key[0]) if target is not None and len(target.key) == 1 else None
    return column if column is not None and column.type in (ColumnType.TEXT, ColumnType.INTEGER) else None


async def _keys_by_id(client: Client, table: str, column: str) -> dict[str, Value] | None:
    """Key of each row by its id; None when keys are missing, stand twice or are too many to say a row."""
    found: dict[str, Value] = {}
    async for rows in pages(client, table, columns=(column,)):
        for row in rows:
            value = row.values[column]
            if value is None or len(found) == MOST_KEYS:
                return None
            found[row.id] = value
    return found if len(set(found.values())) == len(found) else None


def format_rows(
    columns: Sequence[tuple[str, ColumnType]],
    rows: Sequence[Sequence[Value]],
    format_: ExportFormat,
    *,
    header: bool = True,
) -> str:
    """Some rows as text, for the clipboard: csv, tsv, json, ndjson or markdown; columns are (name, type).

    Without `header` csv and tsv do not begin with the names of the columns.
    """
    if format_ in BY_PATH:
        raise LatticeError("usage", f"{format_} is not text.", "Copy as csv, tsv, json or markdown.")
    out = io.BytesIO()
    writer = stream_writer(out, format_, several=False)
    writer.table("", [OutColumn(name, type_) for name, type_ in columns])
    start = 0 if header or format_ not in _HEADED else out.tell()
    writer.rows(rows)
    writer.finish()
    return out.getvalue()[start:].decode()
