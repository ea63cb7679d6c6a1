"""An import from its first row to the change that makes it visible."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from lattice.actions import ImportRows
from lattice.actions.base import Outcome, check_action, check_shape, spec_of
from lattice.databases.base import Transaction
from lattice.engine.engine import Engine
from lattice.engine.incoming import resolve
from lattice.engine.load.finish import finish
from lattice.engine.load.plan import Target, aim, request
from lattice.engine.load.prepare import Prepared, Preparer
from lattice.engine.load.room import Room, room_for
from lattice.engine.load.stage import Stage
from lattice.engine.load.sweep import beat, sweep
from lattice.engine.load.tally import Tally
from lattice.engine.log import Stamp
from lattice.engine.receipts import check_ids, find, fingerprint, replayed
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError
from lattice.model.errors import Stage as Gate
from lattice.model.ids import new_id
from lattice.model.loads import LoadBatch, LoadMode, LoadPlan
from lattice.model.people import Caller
from lattice.model.rows import LoadReport
from lattice.model.schema import fold
from lattice.model.values import now

#: Rows that are staged in one transaction: 1 ms of fsync for 4,000 rows, 10 MB in memory.
ROWS_A_COMMIT = 4000


async def outcome_of(
    engine: Engine, caller: Caller, plan: LoadPlan, op_id: str
) -> Outcome[LoadReport] | None:
    """What an import under this `op_id` came to; None when none was carried out (yet).

    Raises `op_id_reused` for another plan, `conflict` when its report is not kept.
    """
    check_shape(plan, "row.import")
    action = request(plan)
    body = check_action(action)
    await engine.admit(action, spec_of(action), caller, body, op_id)
    return await _known(engine, caller, action, body, op_id)


async def _known(
    engine: Engine, caller: Caller, action: ImportRows, body: bytes, op_id: str
) -> Outcome[LoadReport] | None:
    async with engine.database.reading() as tx:
        known = await find(tx, caller.actor, op_id)
    if known is None:
        return None
    spec = spec_of(action)
    return replayed(known, op_id, fingerprint(spec.name, body), spec.returns)


async def load(
    engine: Engine,
    caller: Caller,
    plan: LoadPlan,
    batches: Iterable[LoadBatch],
    *,
    op_id: str | None = None,
    group_id: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Outcome[LoadReport]:
    """Stream rows into one table; raises LatticeError and leaves the workspace as before."""
    check_shape(plan, "row.import")
    action = request(plan)
    spec = spec_of(action)
    body = check_action(action)
    check_ids(op_id, group_id)
    await engine.admit(action, spec, caller, body)
    if op_id is not None and (known := await _known(engine, caller, action, body, op_id)) is not None:
        return known
    stamp = Stamp(new_id(), group_id, now(), caller.actor, caller.on_behalf_of, caller.origin)
    target, visibility = await _aim(engine, caller, plan)
    preparer = Preparer(target, stamp, caller.principal, visibility, plan.source, engine.limits)
    tally = Tally()
    async with room_for(engine.database, caller) as room:
        stage = Stage(stamp.change_id, target, engine.database.dialect, aside=room.aside is not None)
        try:
            async with room.step() as tx:
                await stage.open(tx, stamp.at)
            with _taking_turns():
                await _fill(engine, caller, plan, batches, room, stage, preparer, tally, progress)
            tally.check_strict(plan)

            async def become_visible(work: Writing) -> LoadReport:
                return await finish(work, stage, plan, tally)

            outcome: Outcome[LoadReport] = await engine.write(
                action,
                spec,
                body,
                caller,
                become_visible,
                op_id=op_id,
                group_id=group_id,
                change_id=stamp.change_id,
                at=stamp.at,
                within=room.aside,
            )
            return outcome
        except BaseException:
            # also when cancelled: what was staged goes, the workspace is as before
            if room.aside is None:
                await asyncio.shield(_give_up(engine, stage))
            raise


@contextmanager
def _taking_turns() -> Iterator[None]:
    """Threads hand over every half millisecond while rows are prepared in one and inserted in another.

    With Python's 5 ms SQLite's thread, which asks for its turn after each statement, would mostly wait:
    an import takes a sixth less so, and the screen of an importing workbench stays quick.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, 0.0005))
    try:
        yield
    finally:
        sys.setswitchinterval(before)


async def _aim(engine: Engine, caller: Caller, plan: LoadPlan) -> tuple[Target, str]:
    """Where the rows go, and who will see them."""
    async with engine.database.reading(caller) as tx:
        work = await engine.reading(tx, await engine.catalog(tx), caller, now())
        next_column = await _next_column(tx, plan.table)
        target = aim(work.catalog, plan, next_column, engine.limits)
        return target, work.visibility_in(target.table).value


async def _next_column(tx: Transaction, table: str) -> int:
    """The number that the next column of a table gets."""
    row = await tx.one(
        "SELECT next_column FROM lattice_tables WHERE dropped_at IS NULL AND folded = ?", (fold(table),)
    )
    return int(row[0] or 1) if row else 1


async def _fill(
    engine: Engine,
    caller: Caller,
    plan: LoadPlan,
    batches: Iterable[LoadBatch],
    room: Room,
    stage: Stage,
    preparer: Preparer,
    tally: Tally,
    progress: Callable[[int], None] | None,
) -> None:
    """Read, prepare and stage; the next batch is prepared while SQLite takes the last one in."""
    iterator = iter(batches)
    known: dict[int, dict[str, str]] = {r.place: {} for r in stage.target.resolutions}
    with_events = plan.mode is not LoadMode.UPSERT or stage.makes_table
    staging: asyncio.Task[None] | None = None
    try:
        while (batch := await asyncio.to_thread(_next, iterator)) is not None:
            await _resolve(engine, caller, stage.target, batch, known)
            prepared = await asyncio.to_thread(preparer.prepare, batch, known, with_events=with_events)
            if staging is not None:
                await staging
            tally.add(prepared)
            if tally.read > engine.limits.import_rows:
                raise LatticeError(
                    "too_large",
                    f"The import has more than {engine.limits.import_rows:,} rows; nothing was imported.",
                    "Raise the setting limits.import_rows, or split the file.",
                    stage=Gate.CONSTRAINTS,
                )
            staging = asyncio.create_task(_stage(room, stage, prepared))
            if progress is not None:
                progress(tally.read)
        if staging is not None:
            await staging
    except BaseException:
        if staging is not None:
            await asyncio.gather(staging, return_exceptions=True)
        raise


def _next(iterator: Iterator[LoadBatch]) -> LoadBatch | None:
    """The next batches as one, so that a commit serves several thousand rows."""
    taken: list[LoadBatch] = []
    count = 0
    for batch in iterator:
        taken.append(batch)
        count += len(batch.rows)
        if count >= ROWS_A_COMMIT:
            break
    if len(taken) < 2:
        return taken[0] if taken else None
    return LoadBatch([n for b in taken for n in b.lines], [row for b in taken for row in b.rows])


async def _stage(room: Room, stage: Stage, prepared: Prepared) -> None:
    async with room.step() as tx:
        await stage.add(tx, prepared)
        if room.aside is None:
            await beat(tx, stage.load_id, now())


async def _resolve(
    engine: Engine, caller: Caller, target: Target, batch: LoadBatch, known: dict[int, dict[str, str]]
) -> None:
    """Look up the rows that this batch's references stand for, those that are new to us."""
    for place, layout, via in target.resolutions:
        texts = {str(row[place]) for row in batch.rows if len(row) > place and row[place] is not None}
        unknown = [t for t in texts if t.strip() and t not in known[place]]
        if not unknown:
            continue
        async with engine.database.reading(caller) as tx:
            work = await engine.reading(tx, await engine.catalog(tx), caller, now())
            known[place] |= await resolve(work, layout, unknown, via)


async def _give_up(engine: Engine, stage: Stage) -> None:
    async with engine.database.writing() as tx:
        if await tx.one("SELECT 1 FROM lattice_changes WHERE id = ?", (stage.load_id,)):
            # cancelled while COMMIT was on its way: it is done, and its table must keep its index
            return
        await stage.close(tx)
        if stage.makes_table:
            await sweep(tx, [(stage.load_id, stage.target.table.id)])
