"""Upsert: staged rows matched by key with those that are there; changed, added, or refused."""

from __future__ import annotations

from lattice.databases.base import Record
from lattice.databases.names import quote
from lattice.engine import rowstore
from lattice.engine.catalog import SYSTEM_COUNT, Layout
from lattice.engine.load.stage import Stage
from lattice.engine.load.tally import Tally
from lattice.engine.visibility import seen_rows
from lattice.engine.work import Writing
from lattice.model.loads import LoadPlan
from lattice.model.rows import Refusal
from lattice.model.values import Stored

#: Staged rows that are matched at a time.
BATCH = 1000


async def upsert(
    work: Writing, stage: Stage, layout: Layout, plan: LoadPlan, tally: Tally
) -> tuple[int, int, int]:
    """How many rows were added, changed, and were the same already."""
    keys = [quote(c.name) for c in stage.target.key]
    await _index_keys(work, stage, layout, keys)
    tally.refuse(await _refused(work, stage, layout, keys))
    added = changed = same = last = 0
    while True:
        staged = await _batch(work, stage, layout, keys, last)
        if not staged:
            await work.tx.run("DROP INDEX lattice_load_keys")
            return added, changed, same
        last = int(staged[-1][0] or 0)
        there = await rowstore.fetch(work, layout, [str(s[1]) for s in staged if s[1] is not None])
        updates: list[tuple[Record, rowstore.Changes]] = []
        inserts: list[rowstore.Changes] = []
        for _, row_id, *values in staged:
            new = _incoming(stage, values)
            if row_id is None:
                inserts.append(new)
            else:
                updates.append((there[str(row_id)], new))
        touched = len(await rowstore.update(work, layout, updates))
        if inserts:
            await rowstore.insert(work, layout, inserts, source=plan.source)
        added += len(inserts)
        changed += touched
        same += len(updates) - touched


def _incoming(stage: Stage, values: list[Stored]) -> dict[str, Stored]:
    """Of a staged row only the columns that came in; the others stay as they are."""
    own = dict(zip((c.id for c in stage.target.table.columns), values[SYSTEM_COUNT:], strict=True))
    return {c.id: own[c.id] for c in stage.target.incoming}


async def _index_keys(work: Writing, stage: Stage, layout: Layout, keys: list[str]) -> None:
    """Both sides find a key without reading everything; they are dropped again before the commit."""
    columns = ", ".join(keys)
    await work.tx.run(stage.key_index_sql(columns))
    await work.tx.run(f"CREATE INDEX lattice_load_keys ON {layout.sql} ({columns}) WHERE _deleted_at IS NULL")


async def _refused(work: Writing, stage: Stage, layout: Layout, keys: list[str]) -> list[Refusal]:
    """Take out staged rows whose key is empty, comes again, or is that of several rows."""
    names = ", ".join(c.name for c in stage.target.key)
    empty = " OR ".join(f"s.{k} IS NULL" for k in keys)
    same = " AND ".join(f"o.{k} = s.{k}" for k in keys)
    there = " AND ".join(f"t.{k} = s.{k}" for k in keys)
    met = f"SELECT 1 FROM {layout.sql} t WHERE {there} AND t._deleted_at IS NULL"
    several = f"(SELECT count(*) FROM ({met} LIMIT 2))"
    hidden = ""
    if layout.seen_by:
        hidden = f" OR EXISTS ({met} AND NOT {seen_rows(layout.seen_by, 't')})"
    reasons = (
        ("the key is empty", empty),
        (
            "the key came before on an earlier line",
            f"EXISTS (SELECT 1 FROM {stage.rows_sql} o WHERE {same} AND o._rowid_ < s._rowid_)",
        ),
        # one that is hidden from the caller is met like one of several
        ("several rows of the table have this key", f"{several} > 1{hidden}"),
    )
    refusals: list[Refusal] = []
    gone: dict[int, str] = {}
    for reason, condition in reasons:
        rows = await work.tx.all(
            f"SELECT s._rowid_, l.line FROM {stage.rows_sql} s JOIN {stage.lines_sql} l"
            f" ON l._rowid_ = s._rowid_ WHERE {condition}"
        )
        for rowid, line in rows:
            # a line is refused once, for the first of its reasons
            if gone.setdefault(int(rowid or 0), reason) == reason:
                refusals.append(Refusal(int(line or 0), names, reason))
    await work.tx.many(f"DELETE FROM {stage.rows_sql} WHERE _rowid_ = ?", [(g,) for g in gone])
    return refusals


async def _batch(work: Writing, stage: Stage, layout: Layout, keys: list[str], last: int) -> list[Record]:
    """Staged rows after a rowid, each with the id of the row that has its key, or None."""
    there = " AND ".join(f"t.{k} = s.{k}" for k in keys)
    fields = ", ".join(f"s.{field}" for field in layout.fields)
    return await work.tx.all(
        f"SELECT s._rowid_, t._id, {fields} FROM {stage.rows_sql} s LEFT JOIN {layout.sql} t"
        f" ON {there} AND t._deleted_at IS NULL WHERE s._rowid_ > ? ORDER BY s._rowid_ LIMIT ?",
        (last, BATCH),
    )
