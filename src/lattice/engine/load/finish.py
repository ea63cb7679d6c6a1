"""The end of an import: staged rows become visible, in the one change that it is."""

from __future__ import annotations

from lattice.databases.names import quote
from lattice.engine import columnstore, rowstore, tablestore, textindex
from lattice.engine.catalog import Layout
from lattice.engine.load.stage import Stage
from lattice.engine.load.sweep import stage_name
from lattice.engine.load.tally import Tally
from lattice.engine.load.upsert import upsert
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError
from lattice.model.loads import LoadMode, LoadPlan
from lattice.model.rows import SYSTEM_COLUMNS, LoadReport
from lattice.model.sharing import Visibility

#: Rows of the old contents that `replace` moves to the trash at a time.
BATCH = 1000


async def finish(work: Writing, stage: Stage, plan: LoadPlan, tally: Tally) -> LoadReport:
    """Make staged rows part of their table; raises `conflict` when the table changed meanwhile."""
    if stage.makes_table:
        report = await _make_table(work, stage, plan, tally)
    elif plan.mode is LoadMode.UPSERT:
        layout = await _widened(work, stage)
        added, changed, unchanged = await upsert(work, stage, layout, plan, tally)
        tally.check_strict(plan)
        report = tally.report(layout.table.name, added=added, changed=changed, unchanged=unchanged)
    else:
        layout = await _widened(work, stage)
        if plan.mode is LoadMode.REPLACE:
            await _empty(work, layout)
        added = await _append(work, stage, layout)
        report = tally.report(layout.table.name, added=added)
    await stage.close(work.tx)
    words = [f"{report.added:,} added"] + ([f"{report.changed:,} changed"] if report.changed else [])
    work.summary = f"imported {report.table}: {', '.join(words)}"
    return report


async def _make_table(work: Writing, stage: Stage, plan: LoadPlan, tally: Tally) -> LoadReport:
    table = stage.target.table
    tablestore.check_free(work, table.name)
    if stage.becomes_table:
        await work.tx.run(f"ALTER TABLE {quote(stage_name(stage.load_id))} RENAME TO {quote(table.name)}")
    else:
        await work.tx.run(tablestore.create_table_sql(table.name, table.columns))
    # built at once from sorted rows, it costs a fifth of keeping it row by row
    await work.tx.run(tablestore.live_index_sql(table.id, table.name))
    await work.tx.run(tablestore.trash_index_sql(table.id, table.name))
    await tablestore.enter(
        work,
        table.id,
        table.name,
        table.columns,
        definition=table.definition,
        key=table.key,
        text_slots=stage.slot_count,
    )
    if stage.becomes_table:
        added = await _log_inserts(work, stage)
        work.count(table.id, live=added)
        await work.schema_changed()
    else:
        await work.schema_changed()
        added = await _append(work, stage, work.layout(table.name))
    return tally.report(table.name, added=added)


async def _widened(work: Writing, stage: Stage) -> Layout:
    """The table as it was when the import began, with the columns that it brings."""
    before = stage.target.before
    now = work.catalog.by_id(stage.target.table.id)
    if before is None or now is None or now.table != before.table:
        raise LatticeError(
            "conflict",
            f"Table {stage.target.table.name} got other columns or another name during the import;"
            " nothing was imported.",
            "Import again.",
        )
    for column in stage.target.added:
        given = await columnstore.next_id(work, now)
        if given != column.id:
            raise LatticeError(
                "conflict", "Columns were added during the import; nothing was imported.", "Import again."
            )
        now = await columnstore.add(work, now, column)
    return now


async def _empty(work: Writing, layout: Layout) -> None:
    while True:
        records = await work.tx.all(
            f"SELECT {', '.join(layout.fields)} FROM {layout.seen} WHERE _deleted_at IS NULL LIMIT ?",
            (BATCH,),
        )
        if not records:
            return
        await rowstore.trash(work, layout, records)


async def _append(work: Writing, stage: Stage, layout: Layout) -> int:
    names = ", ".join((*SYSTEM_COLUMNS, *(quote(c.name) for c in stage.target.table.columns)))
    row = await work.tx.one(f"SELECT coalesce(max(_rowid_), 0) FROM {layout.sql}")
    last = int(row[0] or 0) if row else 0
    await work.tx.run(
        f"INSERT INTO {layout.sql} ({names}) SELECT {names} FROM {stage.rows_sql} ORDER BY _rowid_"
    )
    await work.tx.script(textindex.fill_sql(layout, last))
    added = await _log_inserts(work, stage)
    work.count(layout.table.id, live=added)
    return added


async def _log_inserts(work: Writing, stage: Stage) -> int:
    """Number the staged events and take them into the log; how many they are."""
    events = work.events
    await events.flush()
    stamp = events.stamp
    await work.tx.run(
        "INSERT INTO lattice_events (seq, id, change_id, group_id, at, actor, on_behalf_of, origin, op,"
        " table_id, row_id, before, after, salt, hash)"
        " SELECT ? + n, id, ?, ?, ?, ?, ?, ?, 'row.insert', ?, row_id, NULL, after, salt, hash"
        f" FROM {stage.events_sql} ORDER BY n",
        (events.next_seq - 1, *stamp, stage.target.table.id),
    )
    table = stage.target.table
    if work.visibility_in(table) is not Visibility.EVERYONE:
        await work.note_visibility(table, f"SELECT row_id FROM {stage.events_sql}")
    count = 0
    async for batch in work.tx.stream(f"SELECT hash FROM {stage.events_sql} ORDER BY n", size=10_000):
        events.took_over(len(batch), b"".join(bytes(row[0]) for row in batch))  # type: ignore[arg-type]
        count += len(batch)
    return count
