"""Taking home: a new workspace file from what a member sees of a workspace on a server, in one change.

Ids, versions, times and authors stay; the history begins here. Rows of others, which one may see, are for
everyone in the copy; rows of one's own that were for some are private again.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Protocol

import msgspec

from lattice.actions import Description
from lattice.actions.base import Action, ActionSpec, Effects, Risk, Runs
from lattice.databases.sqlite import SqliteDatabase
from lattice.engine import linkstore, rowstore, tablestore, textindex
from lattice.engine.catalog import Layout
from lattice.engine.engine import Engine
from lattice.engine.files import blobs, texts
from lattice.engine.gates.audit import HeadFile
from lattice.engine.log import Draft
from lattice.engine.mirror.rows import DELETED_AT, OWNER, VISIBILITY, values_reader
from lattice.engine.opening import create_workspace, head_path
from lattice.engine.work import Writing
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.files import FILES, Part
from lattice.model.limits import Limits
from lattice.model.people import Caller
from lattice.model.schema import Column
from lattice.model.sharing import Visibility
from lattice.model.stream import RawCatalog, RawLink, RawRow, RawTable
from lattice.model.values import SEARCHED, ColumnType, Stored

#: Hears how many rows of how many are here.
Progress = Callable[[int, int], None]
#: Hears in words what begins now.
Step = Callable[[str], None]


class Source(Protocol):
    """What a member sees of a workspace, as its server hands it out."""

    async def catalog(self) -> RawCatalog:
        """The tables."""
        ...

    def rows(self, table_id: str) -> AsyncIterator[list[RawRow]]:
        """All rows of a table, in order of id."""
        ...

    def links(self) -> AsyncIterator[list[RawLink]]:
        """All links, in order of id."""
        ...

    def blob(self, sha256: str) -> AsyncIterator[bytes]:
        """The bytes of a file; nothing when they are not kept there."""
        ...

    async def parts(self, file_id: str) -> list[Part]:
        """The text of a file in its parts."""
        ...


class FetchWorkspace(Action[Description], frozen=True):
    """Make a copy of a workspace on a server; only ever the first change of a new workspace."""

    server: str
    workspace: str
    seq: int


#: Not in the vocabulary: nobody asks it of a workspace.
_SPEC = ActionSpec(
    name="workspace.fetch",
    cls=FetchWorkspace,
    returns=dict,
    risk=Risk.WRITE,
    effects=Effects.OUTSIDE,
    runs=Runs.SERVER,
    audited=True,
    summary="Make a copy of a workspace on a server.",
)


async def take_home(
    source: Source,
    path: Path,
    *,
    server: str,
    name: str,
    member: str,
    caller: Caller,
    limits: Limits,
    progress: Progress | None = None,
    step: Step | None = None,
) -> RawCatalog:
    """Make the workspace at `path`; what the server said of its tables. Nothing is left when it fails.

    `member` is who the caller is there: what belongs to them belongs to the caller's
    person here. Raises `exists`, `unwritable`, `unreachable`, and what the server refuses.
    """
    say = step or _unheard
    say(f"asking {server}")
    catalog = await source.catalog()
    tables = [table for table in catalog.tables if table.id not in PRIVATE_TABLES]
    await create_workspace(path, name=name, description=catalog.description)
    database = SqliteDatabase(path)
    engine = Engine(database, HeadFile(head_path(path)), limits=limits)
    try:
        files = [page async for page in _files(source, tables)]
        if files:
            say(f"bringing the contents of files, {sum(map(len, files)):,} of them")
        for page in files:
            await _contents(engine, source, page)
        request = FetchWorkspace(server=server, workspace=catalog.workspace_id, seq=catalog.seq)

        async def work(writing: Writing) -> dict[str, int]:
            say(f"bringing rows, {sum(table.live + table.trashed for table in tables):,} of them")
            return await _copy(writing, source, tables, files, member, server, progress)

        await engine.write(request, _SPEC, msgspec.json.encode(request), caller, work)
    except BaseException:
        await database.close()
        for suffix in ("", "-wal", "-shm", ".head"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise
    await database.close()
    return catalog


def _unheard(words: str) -> None:
    """Nobody listens to what begins."""


async def _files(source: Source, tables: Sequence[RawTable]) -> AsyncIterator[list[RawRow]]:
    for table in tables:
        if table.name == FILES:
            async for page in source.rows(table.id):
                yield page


async def _contents(engine: Engine, source: Source, files: Sequence[RawRow]) -> None:
    """Bring the bytes and the texts of files in, before the change that uses them."""
    for row in files:
        sha256, text_id = row.values.get(_SHA256), row.values.get(_TEXT)
        if sha256 is not None:
            with tempfile.TemporaryFile() as held:
                async for piece in source.blob(str(sha256)):
                    held.write(piece)
                if held.tell():
                    held.seek(0)
                    await blobs.put(engine.database, _pieces(held), engine.limits)
        if text_id is not None:
            parts = await source.parts(row.id)
            if parts:
                await texts.put(engine.database, parts, engine.limits)


#: Columns of `_files`: the native table has the same ids everywhere.
_SHA256, _TEXT = "c12", "c13"


def _pieces(held: IO[bytes]) -> Iterator[bytes]:
    while piece := held.read(blobs.PIECE):
        yield piece


async def _copy(
    work: Writing,
    source: Source,
    tables: Sequence[RawTable],
    files: Sequence[list[RawRow]],
    member: str,
    server: str,
    progress: Progress | None,
) -> dict[str, int]:
    total = sum(table.live + table.trashed for table in tables)
    done = 0
    work.undoable = False
    for table in tables:
        if not table.native:
            await _make(work, table)
    for table in tables:
        layout = work.catalog.by_id(table.id)
        if layout is None:
            continue
        async for page in _pages(source, table, files):
            await _put(work, layout, page, member)
            done += len(page)
            if progress is not None:
                progress(done, max(total, done))
    links = 0
    async for some in source.links():
        links += len(some)
        for link in some:
            await linkstore.add(
                work,
                linkstore.Tie(link.id, link.name, link.from_table, link.from_row, link.to_table, link.to_row),
            )
    work.summary = f"fetched {done:,} rows from {server}"
    return {"rows": done, "links": links}


async def _pages(
    source: Source, table: RawTable, files: Sequence[list[RawRow]]
) -> AsyncIterator[list[RawRow]]:
    """The rows of a table; files as they were when their contents were fetched."""
    if table.name == FILES:
        for page in files:
            yield page
        return
    async for page in source.rows(table.id):
        yield page


async def _make(work: Writing, table: RawTable) -> None:
    columns = [Column(c.id, c.name, ColumnType(c.type), c.target, c.definition) for c in table.columns]
    await work.tx.run(tablestore.create_table_sql(table.name, columns))
    await work.tx.run(tablestore.live_index_sql(table.id, table.name))
    await work.tx.run(tablestore.trash_index_sql(table.id, table.name))
    await tablestore.enter(work, table.id, table.name, columns, definition=table.definition, key=table.key)
    await work.schema_changed()
    slots = sum(column.type in SEARCHED for column in columns) + textindex.SPARE_SLOTS
    await textindex.rebuild(work, table.id, slots)
    await work.schema_changed()


async def _put(work: Writing, layout: Layout, page: Sequence[RawRow], member: str) -> None:
    read = values_reader(layout)
    records = [_as_here(member, work.caller.principal, read(row)) for row in page]
    await work.tx.insert(rowstore.insert_sql(layout.sql, layout.table.columns), records)
    living = [str(record[0]) for record in records if record[DELETED_AT] is None]
    await work.tx.script(rowstore.index(layout, msgspec.json.encode(living).decode()))
    work.count(layout.table.id, live=len(living), trashed=len(records) - len(living))
    hidden = [record[0] for record in records if record[VISIBILITY] != Visibility.EVERYONE.value]
    if hidden:
        ids = msgspec.json.encode(hidden).decode()
        await work.note_visibility(layout.table, "SELECT value FROM json_each(?)", ids)
    await work.log(*(_event(layout, row, record) for row, record in zip(page, records, strict=True)))
    if layout.table.name == FILES:
        await work.tx.many(
            "INSERT OR IGNORE INTO lattice_contents (file_id, what, id) VALUES (?, ?, ?)",
            [
                (row.id, what, str(row.values[column]))
                for row in page
                for what, column in (("bytes", _SHA256), ("text", _TEXT))
                if row.values.get(column) is not None
            ],
        )


def _as_here(member: str, me: str, record: list[Stored]) -> list[Stored]:
    """A row with the owner and the visibility it has in the copy."""
    if record[OWNER] != member:
        record[VISIBILITY] = Visibility.EVERYONE.value
        return record
    record[OWNER] = me
    if record[VISIBILITY] == Visibility.CUSTOM.value:
        record[VISIBILITY] = Visibility.PRIVATE.value
    return record


def _event(layout: Layout, row: RawRow, record: Sequence[Stored]) -> Draft:
    system = {"_version": row.version, "_owner": record[OWNER], "_visibility": record[VISIBILITY]}
    if row.deleted_at is not None:
        system["_deleted_at"] = row.deleted_at
    if row.source is not None:
        system["_source"] = row.source
    return Draft("row.insert", layout.table.id, row.id, None, {**system, **row.values})
