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
    many = "several rows of the table have this key"
    reasons = (
        ("the key is empty", empty),
        (
            "the key came before on an earlier line",
            f"EXISTS (SELECT 1 FROM {stage.rows_sql} o WHERE {same} AND o._rowid_ < s._rowid_)",
        ),
        (many, f"{several} > 1"),
    )
    found = [(reason, await _where(work, stage, condition)) for reason, condition in reasons]
    # a row that is hidden from the caller is met like one of several
    found.append((many, await _hidden(work, stage, layout, met)))
    refusals: list[Refusal] = []
    gone: dict[int, str] = {}
    for reason, lines in found:
        for rowid, line in lines.items():
            # a line is refused once, for the first of its reasons
            if rowid not in gone:
                gone[rowid] = reason
                refusals.append(Refusal(line, names, reason))
    await work.tx.many(f"DELETE FROM {stage.rows_sql} WHERE _rowid_ = ?", [(g,) for g in gone])
    return refusals


async def _where(work: Writing, stage: Stage, condition: str) -> dict[int, int]:
    """Staged rows `s` of which a condition holds, with their lines."""
    rows = await work.tx.all(
        f"SELECT s._rowid_, l.line FROM {stage.rows_sql} s JOIN {stage.lines_sql} l"
        f" ON l._rowid_ = s._rowid_ WHERE {condition}"
    )
    return {int(rowid or 0): int(line or 0) for rowid, line in rows}


async def _hidden(work: Writing, stage: Stage, layout: Layout, met: str) -> dict[int, int]:
    """Staged rows whose key is that of a row that the caller may not see."""
    if layout.seen_by:
        return await _where(work, stage, f"EXISTS ({met} AND NOT {seen_rows(layout.seen_by, 't')})")
    if not work.database.keeps_rows:
        return {}
    seen = await _where(work, stage, f"EXISTS ({met})")
    async with work.tx.steward():
        there = await _where(work, stage, f"EXISTS ({met})")
    return {rowid: line for rowid, line in there.items() if rowid not in seen}


async def _batch(work: Writing, stage: Stage, layout: Layout, keys: list[str], last: int) -> list[Record]:
    """Staged rows after a rowid, each with the id of the row that has its key, or None."""
    there = " AND ".join(f"t.{k} = s.{k}" for k in keys)
    fields = ", ".join(f"s.{field}" for field in layout.fields)
    return await work.tx.all(
        f"SELECT s._rowid_, t._id, {fields} FROM {stage.rows_sql} s LEFT JOIN {layout.sql} t"
        f" ON {there} AND t._deleted_at IS NULL WHERE s._rowid_ > ? ORDER BY s._rowid_ LIMIT ?",
        (last, BATCH),
    )
