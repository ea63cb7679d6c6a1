"""A mirror on disk: made, begun from a catalog, filled by pages, kept up to date by frames, read."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from lattice.actions import QuerySql
from lattice.actions.base import Action, Outcome, check_action, spec_of
from lattice.databases.sqlite import SqliteDatabase
from lattice.engine import handlers, registry
from lattice.engine.catalog import load_catalog
from lattice.engine.engine import Engine
from lattice.engine.gates.audit import HeadFile
from lattice.engine.gates.constraints import constrain
from lattice.engine.mirror import events, rows
from lattice.engine.mirror.covering import Cover, cover, missing_tables
from lattice.engine.mirror.frames import Applied, Data, Fetched, apply, tables_to_refill
from lattice.engine.mirror.schema import converge
from lattice.engine.mirror.state import (
    CREATE_FILLS,
    LINKS,
    Fill,
    MirrorState,
    TableFill,
    read_state,
    set_fill,
    set_role,
    set_state,
)
from lattice.engine.opening import check_workspace, create_workspace, head_path
from lattice.model.errors import LatticeError
from lattice.model.limits import Limits
from lattice.model.people import Caller, Role
from lattice.model.schema import fold
from lattice.model.stream import MIRRORED_ROWS, RawCatalog, RawLink, RawRow
from lattice.model.values import now

R = TypeVar("R")

#: Under these keys the mirror keeps what the server said last about the workspace and the member.
_ASIDE = "aside_"


class Mirror:
    """A SQLite workspace that follows one on a server. One process at a time writes to it."""

    def __init__(self, database: SqliteDatabase, limits: Limits | None = None) -> None:
        self.database = database
        self.engine = Engine(database, HeadFile(head_path(database.path)), limits=limits)
        self._known: tuple[tuple[int, int, int], MirrorState] | None = None

    async def state(self) -> MirrorState:
        """Where it stands; read again only when somebody has written since."""
        mark = self.database.mark()
        if self._known is not None and self._known[0] == mark:
            return self._known[1]
        async with self.database.reading() as tx:
            state = await read_state(tx)
        if self._known is not None and self._known[1].generation != state.generation:
            self.engine.forget_catalog()
        self._known = (mark, state)
        return state

    async def begin(self, raw: RawCatalog) -> None:
        """Begin anew from a catalog: what is here is gone through again, events are forgotten."""
        async with self.database.writing() as tx:
            state = await read_state(tx)
            again = frozenset(state.fills)
            await tx.run("DELETE FROM lattice_events")
            await tx.script(set_state(epoch=raw.epoch, seq=raw.seq, floor=raw.seq, complete=True))
            await converge(tx, raw, state, again=again)
            if links := state.fills.get(LINKS):
                whole = links.state in (Fill.WHOLE, Fill.AGAIN)
                await tx.script([set_fill(LINKS, TableFill(Fill.AGAIN if whole else Fill.FILLING, "", 0, 0))])
        self.engine.forget_catalog()

    async def apply(
        self,
        frames: Sequence[Data],
        *,
        seq: int,
        complete: bool,
        catalog: RawCatalog | None = None,
        fetched: Fetched | None = None,
    ) -> Applied:
        """Bring it to where the frames lead, `seq` at the end; nothing when rows are needed for that.

        `catalog` is the server's as it was after the last of the frames, needed when one of them changes
        the schema. `complete` says that no more frames of `seq` follow.
        """
        try:
            return await self._apply(frames, seq, complete, catalog, fetched or {})
        except _IncompleteError as missing:
            return missing.applied
        finally:
            if catalog is not None:
                self.engine.forget_catalog()

    async def _apply(
        self, frames: Sequence[Data], seq: int, complete: bool, catalog: RawCatalog | None, fetched: Fetched
    ) -> Applied:
        async with self.database.writing() as tx:
            state = await read_state(tx)
            frames = [frame for frame in frames if frame.seq >= state.seq]
            if catalog is not None:
                await converge(tx, catalog, state, again=tables_to_refill(frames))
                state = await read_state(tx)
            known = await load_catalog(tx)
            applied = await apply(tx, known, state, frames, fetched)
            if applied.needed:
                raise _IncompleteError(applied)
            await events.keep_events(tx, frames)
            floor = None
            if seq - state.floor > 2 * events.KEPT_EVENTS:
                floor = await events.forget_old(tx, seq)
            await tx.script(set_state(seq=max(seq, state.seq), complete=complete, floor=floor))
        return applied

    async def take_page(self, table_id: str, page: Sequence[RawRow], *, last: bool) -> None:
        """Take the next rows of a table in: all there are behind the last ones, in order of id."""
        async with self.database.writing() as tx:
            fill = (await read_state(tx)).fills.get(table_id)
            layout = (await load_catalog(tx)).by_id(table_id)
            if fill is None or layout is None or fill.state not in (Fill.FILLING, Fill.AGAIN):
                return
            upto = None if last else page[-1].id
            left = await rows.ids_between(tx, layout, fill.after_id, upto)
            read = rows.values_reader(layout)
            await rows.take_out(tx, layout, sorted(left - {raw.id for raw in page}))
            await rows.put(tx, layout, [read(raw) for raw in page])
            taken = fill.taken + len(page)
            # a place in a table that is whole would name a row for longer than it can be seen
            after = "" if last else page[-1].id
            state = Fill.WHOLE if last else fill.state
            await tx.script([set_fill(table_id, TableFill(state, after, max(fill.expected, taken), taken))])
            if last:
                await tx.run(
                    "UPDATE lattice_tables SET (live, trashed) = (SELECT count(*) - count(_deleted_at),"
                    f" count(_deleted_at) FROM {layout.sql}) WHERE id = ?",
                    (table_id,),
                )

    async def take_links(self, page: Sequence[RawLink], *, last: bool) -> None:
        """Take the next links in: all there are behind the last ones, in order of id."""
        async with self.database.writing() as tx:
            fill = (await read_state(tx)).fills.get(LINKS)
            if fill is None or fill.state not in (Fill.FILLING, Fill.AGAIN):
                return
            end, params = ("", (fill.after_id,)) if last else (" AND id <= ?", (fill.after_id, page[-1].id))
            await tx.run(f"DELETE FROM lattice_links WHERE id > ?{end}", params)
            await rows.put_links(tx, page)
            # a place in a table that is whole would name a row for longer than it can be seen
            after = "" if last else page[-1].id
            state = Fill.WHOLE if last else fill.state
            await tx.script([set_fill(LINKS, TableFill(state, after, 0, fill.taken + len(page)))])

    async def tidy(self) -> None:
        """Write over what rows that were taken out left behind: in search indexes and in the WAL file."""
        async with self.database.writing() as tx:
            await tx.run("PRAGMA secure_delete = ON")
            for layout in (await load_catalog(tx)).layouts:
                await tx.run(f"INSERT INTO {layout.text_sql} ({layout.text_sql}) VALUES ('optimize')")
        await self.database.shed_wal()

    @property
    def known(self) -> MirrorState:
        """Where it stood when it was last looked at."""
        return MirrorState() if self._known is None else self._known[1]

    async def cover(self, action: Action[Any]) -> Cover:
        """How well the mirror can answer a reading action."""
        state = await self.state()
        async with self.database.reading() as tx:
            catalog = await self.engine.catalog(tx)
        return cover(action, catalog, state)

    async def answer(self, action: Action[R], caller: Caller) -> Outcome[R]:
        """What the mirror says to a reading action; nothing is written down about it.

        The caller's role is the one that the server gave them, whatever it was when they were made.
        """
        caller = as_member(caller, await self.state())
        spec = spec_of(action)
        check_action(action)
        constrain(action, spec, self.engine.limits)
        handlers.register(spec)
        reader = registry.reader(type(action))
        assert reader is not None, spec.name
        async with self.database.reading() as tx:
            catalog = await self.engine.catalog(tx)
            missing = missing_tables(catalog, await read_state(tx)) if isinstance(action, QuerySql) else {}
            work = await self.engine.reading(tx, catalog, caller, now())
            work.keeps_texts = False
            if missing:
                here = {fold(o.table.name) for o in work.catalog.layouts if o.table.name not in missing}
                work.catalog = work.catalog.only(here)
            try:
                return Outcome(value=await reader(work, action))
            except LatticeError as error:
                raise _not_here(error, missing) from None

    async def become(self, role: Role) -> None:
        """Note what the member is there."""
        if (await self.state()).role is not role:
            async with self.database.writing() as tx:
                await tx.script([set_role(role)])

    async def aside(self, name: str) -> bytes | None:
        """What was kept beside the rows under a name."""
        async with self.database.reading() as tx:
            row = await tx.one("SELECT value FROM lattice_meta WHERE key = ?", (_ASIDE + name,))
        return None if row is None else str(row[0]).encode()

    async def keep_aside(self, name: str, value: msgspec.Struct) -> None:
        """Keep something the server said, such as what one may do, for when it cannot be asked."""
        text = msgspec.json.encode(value)
        if await self.aside(name) == text:
            return
        async with self.database.writing() as tx:
            await tx.run(
                "INSERT OR REPLACE INTO lattice_meta (key, value) VALUES (?, ?)",
                (_ASIDE + name, text.decode()),
            )

    async def close(self) -> None:
        """Let go of the file."""
        await self.database.close()


def as_member(caller: Caller, state: MirrorState) -> Caller:
    """The caller with the role that the server gave them."""
    return msgspec.structs.replace(caller, role=state.role)


def _not_here(error: LatticeError, missing: Mapping[str, Fill]) -> LatticeError:
    """The refusal of SQL, naming the table that it asked for and that is not in the mirror."""
    words = error.message.casefold()
    name = next((name for name in missing if error.code == "invalid_sql" and name.casefold() in words), None)
    if name is None:
        return error
    if missing[name] is Fill.AWAY:
        why = f"{name} has more than {MIRRORED_ROWS:,} rows and stays on the server; SQL reads the copy here."
        return LatticeError("invalid_sql", why, "Use filters, `lattice rows` or row.aggregate for it.")
    return LatticeError(
        "invalid_sql", f"{name} is still being copied to this machine.", "Try again in a moment."
    )


class _IncompleteError(Exception):
    """Something is missing for a batch: the transaction is rolled back."""

    def __init__(self, applied: Applied) -> None:
        super().__init__()
        self.applied = applied


async def open_mirror(
    path: Path, *, workspace_id: str, name: str, limits: Limits | None = None, poll_s: float = 0.05
) -> Mirror:
    """Open the mirror at `path`, an empty one when there is none; raises what opening a file raises.

    One that is damaged or was made by a newer Lattice is not used: there is nothing in it that the server
    does not have.
    """
    if not os.path.lexists(path):  # noqa: ASYNC240 - one look, before anything else can be done
        await _make(path, workspace_id=workspace_id, name=name)
    # what it loses with the power, the server tells again
    database = SqliteDatabase(path, poll_s=poll_s, durable=False)
    try:
        await check_workspace(database)
        async with database.reading() as tx:
            there = await tx.one("SELECT 1 FROM sqlite_master WHERE name = 'lattice_mirror'")
        if there is None:
            async with database.writing() as tx:
                await tx.run(CREATE_FILLS)
    except BaseException:
        await database.close()
        raise
    return Mirror(database, limits)


async def _make(path: Path, *, workspace_id: str, name: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    await create_workspace(path, name=name, description="")
    database = SqliteDatabase(path)
    try:
        async with database.writing() as tx:
            await tx.run("UPDATE lattice_meta SET value = ? WHERE key = 'workspace_id'", (workspace_id,))
            await tx.run(CREATE_FILLS)
            await tx.script(set_state(generation=0))
    finally:
        await database.close()
