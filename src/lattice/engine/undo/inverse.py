"""The inverse of every kind of event, applied from the newest to the oldest."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lattice.databases.base import Record
from lattice.databases.names import quote
from lattice.engine import columnstore, linkstore, rowstore, tablestore
from lattice.engine.catalog import Layout
from lattice.engine.gates.roles import check_role, role_to_undo
from lattice.engine.handlers.columns import hidden_misfit, prepare
from lattice.engine.handlers.workspace import set_meta
from lattice.engine.history import ROW_OPS
from lattice.engine.log import values_of
from lattice.engine.undo.event import PAGE, StoredEvent, count_events, pages, runs
from lattice.engine.undo.rows import Conflicts, invert
from lattice.engine.undo.targets import refuse
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import ActorKind
from lattice.model.schema import Column, refuse_masked
from lattice.model.sharing import Audience, Visibility
from lattice.model.values import ColumnType, Value


async def take_back(work: Writing, changes: Sequence[Record], *, force: bool) -> None:
    """Append the inverse of these changes, newest first; raises `conflict` with nothing done."""
    conflicts = Conflicts(force=force)
    work.pulse.beat(of=await count_events(work, [str(change[0]) for change in changes]))
    vanishing = await _tables_made(work, changes)
    for table_id in vanishing:
        await _check_table_untouched(work, table_id, changes, conflicts)
    for change in changes:
        # what happened inside a table that vanishes goes aside with it, and comes back with it
        async for page in pages(work, str(change[0]), without=vanishing):
            for run in runs(page):
                try:
                    await _take_back_run(work, run, conflicts)
                    work.pulse.beat(len(run))
                except LatticeError as error:
                    if error.code != "exists":
                        raise
                    # a name that is to come back was given away meanwhile
                    raise LatticeError(
                        "conflict", f"Cannot undo: {error.message}", "Rename that, then undo again."
                    ) from None
    refuse(conflicts.found)


async def _tables_made(work: Writing, changes: Sequence[Record]) -> set[str]:
    """Tables that these changes made or brought back and did not drop again later."""
    rows = await work.tx.all(
        "SELECT table_id, op FROM lattice_events WHERE change_id IN (SELECT value FROM json_each(?))"
        " AND op IN ('table.create', 'table.restore', 'table.drop') ORDER BY seq",
        (json.dumps([str(change[0]) for change in changes]),),
    )
    ops: dict[str, list[str]] = {}
    for table_id, op in rows:
        ops.setdefault(str(table_id), []).append(str(op))
    return {id_ for id_, seen in ops.items() if seen == ["table.create"] or seen == ["table.restore"]}


async def _check_table_untouched(
    work: Writing, table_id: str, changes: Sequence[Record], conflicts: Conflicts
) -> None:
    layout = work.catalog.by_id(table_id)
    if layout is None:
        return
    # by ranges of seq, so that the events of a large import are not walked one by one
    row = await work.tx.one(
        "SELECT e.op, e.row_id, e.actor FROM lattice_changes c JOIN lattice_events e"
        " ON e.table_id = ? AND e.seq BETWEEN c.first_seq AND c.last_seq"
        " WHERE c.first_seq > ? AND c.undone_by IS NULL AND c.kind = 'do'"
        " AND c.id NOT IN (SELECT value FROM json_each(?)) LIMIT 1",
        (table_id, changes[-1][5], json.dumps([str(change[0]) for change in changes])),
    )
    if row is not None:
        conflicts.add(layout, str(row[1] or ""), f"{row[2]} worked on the table since ({row[0]})")


async def _take_back_run(work: Writing, run: list[StoredEvent], conflicts: Conflicts) -> None:
    event = run[0]
    check_role(work.caller, role_to_undo(event.op), f"Taking back {event.op}")
    if event.op in ROW_OPS:
        await invert(work, _layout(work, event), event.op, run, conflicts)
        return
    for single in run:
        if single.op.startswith("link."):
            await _link(work, single, conflicts)
        elif single.op.startswith("column."):
            await _column(work, single, conflicts)
        elif single.op.startswith("table."):
            await _table(work, single, conflicts)
        else:
            await _workspace(work, single, conflicts)


def _layout(work: Writing, event: StoredEvent) -> Layout:
    layout = work.catalog.by_id(event.table_id)
    if layout is None:
        raise LatticeError(
            "conflict",
            "The table of this change was dropped since.",
            "Bring the table back first: undo the change that dropped it.",
        )
    return layout


async def _table(work: Writing, event: StoredEvent, conflicts: Conflicts) -> None:
    if event.op == "table.drop":
        await tablestore.revive(work, event.table_id)
        return
    layout = _layout(work, event)
    if event.op in ("table.create", "table.restore"):
        await tablestore.drop(work, layout)
    elif event.op == "table.rename":
        _same(conflicts, layout.table.name, event.after["name"], "the table was renamed since")
        await tablestore.rename(work, layout, event.before["name"])
    elif event.op == "table.define":
        _same(
            conflicts, layout.table.definition, event.after["definition"], "the definition was changed since"
        )
        await tablestore.define(work, layout, event.before["definition"])
    elif event.op == "table.share":
        current = layout.table.default_visibility.value
        _same(conflicts, current, event.after["default"], "the table's default was changed since")
        await tablestore.share(work, layout, Visibility(str(event.before["default"])))


def _same(conflicts: Conflicts, current: object, expected: object, reason: str) -> None:
    if current != expected and not conflicts.force:
        raise LatticeError(
            "conflict",
            f"Cannot undo: {reason}.",
            "Undo the later change first.",
            details={
                "conflicts": [
                    {
                        "table": None,
                        "row_id": None,
                        "label": "",
                        "column": None,
                        "expected": expected,
                        "current": current,
                        "reason": reason,
                    }
                ]
            },
        )


async def _column(work: Writing, event: StoredEvent, conflicts: Conflicts) -> None:
    layout = _layout(work, event)
    if event.op == "column.drop":
        await columnstore.revive(work, layout, event.before["id"])
        return
    column = layout.table.by_id(event.after["id"])
    if column is None:
        raise LatticeError("conflict", "The column was dropped since.", "Undo that first.")
    if event.op in ("column.add", "column.restore"):
        if event.op == "column.add":
            await _check_empty(work, layout, column, conflicts)
        await columnstore.drop(work, layout, column)
    elif event.op == "column.rename":
        _same(conflicts, column.name, event.after["name"], "the column was renamed since")
        await columnstore.rename(work, layout, column, event.before["name"])
    elif event.op == "column.define":
        _same(conflicts, column.definition, event.after["definition"], "the definition was changed since")
        await columnstore.define(work, layout, column, event.before["definition"])
    elif event.op == "column.mask":
        refuse_masked(layout.table, column)
        _same(conflicts, column.audience.value, event.after["audience"], "the mask was changed since")
        await columnstore.mask(work, layout, column, Audience(str(event.before["audience"])))
    elif event.op == "column.retype":
        await _retype_back(work, layout, column, event, conflicts)


async def _check_empty(work: Writing, layout: Layout, column: Column, conflicts: Conflicts) -> None:
    """A column that was filled since is not taken away without asking."""
    place = quote(column.name)
    row = await work.tx.one(
        f"SELECT _id, {place} FROM {layout.seen} WHERE {place} IS NOT NULL AND _deleted_at IS NULL LIMIT 1"
    )
    if row is not None:
        conflicts.add(layout, str(row[0]), "the column was filled since", column=column.name, current=row[1])


async def _retype_back(
    work: Writing, layout: Layout, column: Column, event: StoredEvent, conflicts: Conflicts
) -> None:
    is_, was = (column.type.value, column.target), (event.after["type"], event.after["target"])
    _same(conflicts, is_, was, "the column was retyped since")
    wanted = Column(
        column.id, column.name, ColumnType(event.before["type"]), event.before["target"], column.definition
    )
    target = work.catalog.by_id(wanted.target) if wanted.target else None
    conversion = await prepare(work, layout, column, wanted.type, target, empty_misfits=True)
    exact = columnstore.Exact(event.before["aside"], await _values_since(work, column, event))
    if not conflicts.force:
        await _check_fits(work, layout, column, exact, wanted, conflicts)
    await columnstore.retype(work, layout, column, wanted, conversion, exact)


async def _values_since(work: Writing, column: Column, event: StoredEvent) -> dict[str, object]:
    """Of rows whose value in a column was changed after an event: what it was before that."""
    found: dict[str, object] = {}
    async with work.tx.steward():  # of every row, whoever sees it: else an older value would come back
        changed = work.tx.stream(
            "SELECT row_id, op, before FROM lattice_events WHERE table_id = ? AND seq > ?"
            " AND (op = 'row.insert' OR op = 'row.update' AND json_type(after, ?) IS NOT NULL) ORDER BY seq",
            (event.table_id, event.seq, f"$.{column.id}"),
        )
        async for batch in changed:
            for row_id, op, before in batch:
                was = values_of(before).get(column.id) if op == "row.update" else columnstore.NEVER
                found.setdefault(str(row_id), was)
    return found


async def _check_fits(
    work: Writing,
    layout: Layout,
    column: Column,
    exact: columnstore.Exact,
    wanted: Column,
    conflicts: Conflicts,
) -> None:
    """Values entered since the retype must fit the earlier type; of rows that are hidden none is named."""
    target = work.catalog.by_id(wanted.target) if wanted.target else None
    conversion = await prepare(work, layout, column, wanted.type, target)
    misfits: dict[str, Value] = {}
    async with work.tx.steward():
        rows = work.tx.stream(
            f"SELECT _id, {quote(column.name)} FROM {layout.whole} WHERE {quote(column.name)} IS NOT NULL"
        )
        async for batch in rows:
            for row_id, current in batch:
                changed = len(misfits) < PAGE and not exact.holds(str(row_id), current)
                if changed and conversion.misfits(current):
                    misfits[str(row_id)] = current
    seen = await rowstore.fetch(work, layout, misfits) if misfits else {}
    for row_id in seen:
        reason = f"its value does not fit {wanted.type.value}"
        conflicts.add(layout, row_id, reason, column=column.name, current=misfits[row_id])
    if misfits and not seen:
        raise hidden_misfit(layout, column)


async def _link(work: Writing, event: StoredEvent, conflicts: Conflicts) -> None:
    values = event.after or event.before
    tie = linkstore.Tie(
        values["id"],
        values["name"],
        event.table_id,
        event.row_id,
        values["to_table"],
        values["to_row"],
    )
    there = await linkstore.find(work, tie.from_row, tie.to_row, tie.name)
    if event.op == "link.add":
        if there is not None:
            await linkstore.remove(work, there)
        return
    if there is not None:
        return
    for table_id, row_id in ((tie.from_table, tie.from_row), (tie.to_table, tie.to_row)):
        layout = work.catalog.by_id(table_id)
        if layout is None or not await rowstore.fetch(work, layout, [row_id]):
            raise LatticeError("conflict", "A row at an end of the link is gone.", "It cannot be tied again.")
    await linkstore.add(work, tie)


async def _workspace(work: Writing, event: StoredEvent, conflicts: Conflicts) -> None:
    if work.caller.kind is not ActorKind.HUMAN:
        # the policy and the instructions stand there: an older one may allow what the newer one forbids
        raise LatticeError(
            "forbidden",
            "Only people may take back what was set for the workspace: its policy, instructions and name.",
            "Ask the person you act for.",
            stage=Stage.AUTHORIZATION,
        )
    meta = {str(k): str(v) for k, v in await work.tx.all("SELECT key, value FROM lattice_meta")}
    for key, value in event.after.items():
        _same(conflicts, meta.get(key), value, "the workspace was renamed since")
    await set_meta(work, {k: str(v) for k, v in event.before.items()}, event.op)
