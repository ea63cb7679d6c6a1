"""What is kept beside the rows: counts, indexes, the numbering of the log, links, imports under way."""

from __future__ import annotations

from lattice.databases.base import Transaction
from lattice.databases.migrations import FORMAT, format_of
from lattice.databases.names import quote
from lattice.engine import searching, tablestore, textindex
from lattice.engine.catalog import Catalog, Layout, live_index_name, text_index_name, trash_index_name
from lattice.engine.doctor.told import indexed_rows, told
from lattice.engine.load.sweep import abandoned, stage_name, sweep
from lattice.model.findings import Finding

#: Rows of each table whose text is looked up in the search index.
SAMPLE = 100
_CHANGED = "The file was changed outside of Lattice. Compare it with a backup."


async def check(tx: Transaction, catalog: Catalog, *, repair: bool) -> list[Finding]:
    """Every check of the bookkeeping; with `repair` the transaction writes."""
    found = [await _format(tx), await _log(tx), await _changes(tx)]
    found.append(await _counts(tx, catalog, repair=repair))
    found.append(await _row_indexes(tx, catalog, repair=repair))
    found.append(await _search(tx, catalog, repair=repair))
    found.append(await _links(tx, catalog))
    found.append(await _loads(tx, repair=repair))
    return found


async def _number(tx: Transaction, sql: str) -> int:
    row = await tx.one(sql)
    return int(row[0] or 0) if row else 0


async def _format(tx: Transaction) -> Finding:
    found = await format_of(tx)
    if found == FORMAT:
        return Finding("format", ok=True, message=f"The format is {found}.")
    return Finding("format", ok=False, message=f"The format is {found}, not {FORMAT}.", hint=_CHANGED)


async def _log(tx: Transaction) -> Finding:
    row = await tx.one("SELECT count(*), coalesce(min(seq), 1), coalesce(max(seq), 0) FROM lattice_events")
    count, first, last = (int(v or 0) for v in row) if row else (0, 1, 0)
    if first == 1 and last == count:
        return Finding("log", ok=True, message=f"The log has no gap: {count:,} events.")
    return Finding(
        "log",
        ok=False,
        message=f"The log has gaps: {count:,} events, numbered {first:,} to {last:,}.",
        hint=_CHANGED,
    )


async def _changes(tx: Transaction) -> Finding:
    wrong = await tx.one(
        "SELECT id FROM (SELECT id, events, first_seq, last_seq,"
        " lag(last_seq, 1, 0) OVER (ORDER BY first_seq) AS before FROM lattice_changes)"
        " WHERE last_seq - first_seq + 1 != events OR first_seq != before + 1 LIMIT 1"
    )
    told = await _number(tx, "SELECT coalesce(sum(events), 0) FROM lattice_changes")
    there = await _number(tx, "SELECT count(*) FROM lattice_events")
    if wrong is None and told == there:
        return Finding("changes", ok=True, message="Every event belongs to a change.")
    what = (
        f"change {wrong[0]} does not follow the one before it" if wrong else f"they tell of {told:,} events"
    )
    return Finding(
        "changes",
        ok=False,
        message=f"Changes and events do not agree: {what}; the log has {there:,}.",
        hint=_CHANGED,
    )


async def _counts(tx: Transaction, catalog: Catalog, *, repair: bool) -> Finding:
    wrong: list[str] = []
    for layout in catalog.every:
        table_id = layout.table.id
        real, kept = await tx.script(
            [
                (f"SELECT count(*) - count(_deleted_at), count(_deleted_at) FROM {layout.sql}", ()),
                ("SELECT live, trashed FROM lattice_tables WHERE id = ?", (table_id,)),
            ]
        )
        if real[0] == kept[0]:
            continue
        wrong.append(f"{layout.table.name} has {real[0][0]:,} rows and not {kept[0][0]:,}")
        if repair:
            await tx.run("UPDATE lattice_tables SET live = ?, trashed = ? WHERE id = ?", (*real[0], table_id))
    return told("counts", wrong, "The counts of rows are true.", repair=repair)


async def _names(tx: Transaction, prefix: str) -> set[str]:
    rows = await tx.all(tx.dialect.names_like, (prefix.replace("_", "\\_") + "%",))
    return {str(row[0]) for row in rows}


async def _row_indexes(tx: Transaction, catalog: Catalog, *, repair: bool) -> Finding:
    there = await _names(tx, "lattice_live_") | await _names(tx, "lattice_trash_")
    wrong: list[str] = []
    for layout in catalog.every:
        table_id, name = layout.table.id, layout.table.name
        makers = {
            live_index_name(table_id): tablestore.live_index_sql,
            trash_index_name(table_id): tablestore.trash_index_sql,
        }
        for index, make in makers.items():
            if index in there:
                continue
            wrong.append(f"table {name} has lost an index")
            if repair:
                await tx.run(make(table_id, name))
    return told("indexes", wrong, "Every table has its indexes.", repair=repair)


async def _search(tx: Transaction, catalog: Catalog, *, repair: bool) -> Finding:
    if tx.indexes_text:
        return Finding("search", ok=True, message="The database keeps the search indexes itself.")
    there = await _names(tx, "lattice_text_")
    wrong: list[str] = []
    for layout in catalog.every:
        what = await _search_problem(tx, layout, there)
        if not what:
            continue
        wrong.append(f"search of {layout.table.name}: {what}")
        if repair:
            table_id = layout.table.id
            await tx.run(f"DROP TABLE IF EXISTS {layout.text_sql}")
            await tx.run(textindex.create_sql(table_id, layout.slot_count))
            await tx.script(textindex.fill_sql(layout))
    return told("search", wrong, "The search indexes agree with the rows.", repair=repair)


async def _search_problem(tx: Transaction, layout: Layout, there: set[str]) -> str:
    """What is wrong with a search index: it must hold as many rows as live, and words of a sample of them."""
    if text_index_name(layout.table.id) not in there:
        return "the index is missing"
    indexed = await indexed_rows(tx, text_index_name(layout.table.id))
    live = await _number(tx, f"SELECT count(*) FROM {layout.sql} WHERE _deleted_at IS NULL")
    if indexed != live:
        return f"the index holds {indexed:,} rows, the table {live:,}"
    for slot, sql_name in layout.slots.items():
        rows = await tx.all(
            f"SELECT _rowid_, substr({quote(sql_name)}, 1, 200) FROM {layout.sql} WHERE _deleted_at IS NULL"
            f" AND {quote(sql_name)} IS NOT NULL AND _rowid_ % ? = 0 LIMIT ?",
            (max(1, live // SAMPLE), SAMPLE),
        )
        for rowid, text in rows:
            # the last word may be cut
            terms = searching.terms_of(f"{text} ")[:1]
            # which other characters make words depends on SQLite's version
            if not terms or len(str(text)) == 200 or not str(text).isascii():
                continue
            match = searching.expression(terms, [slot])
            sql = f"SELECT 1 FROM {layout.text_sql} WHERE {layout.text_sql} MATCH ? AND rowid = ?"
            if await tx.one(sql, (match, rowid)) is None:
                return "the index does not hold the words of its rows"
    return ""


async def _links(tx: Transaction, catalog: Catalog) -> Finding:
    wrong: list[str] = []
    for end in ("from", "to"):
        for (table_id,) in await tx.all(f"SELECT DISTINCT {end}_table FROM lattice_links"):
            layout = catalog.by_id(str(table_id))
            if layout is None:
                continue
            rows = await tx.all(
                f"SELECT id FROM lattice_links l WHERE {end}_table = ?"
                f" AND NOT EXISTS (SELECT 1 FROM {layout.sql} t WHERE t._id = l.{end}_row) LIMIT 10",
                (table_id,),
            )
            wrong += [f"link {row[0]} has lost a row of {layout.table.name}" for row in rows]
    return told("links", wrong, "Every link has both its rows.", repair=False, hint=_CHANGED)


async def _loads(tx: Transaction, *, repair: bool) -> Finding:
    gone = await abandoned(tx)
    known = {stage_name(str(row[0])) for row in await tx.all("SELECT id FROM lattice_loads")}
    strays = sorted(await _names(tx, "lattice_load_") - known)
    wrong = [f"import {load_id} was abandoned" for load_id, _ in gone]
    wrong += [f"table {name} is left from an import" for name in strays]
    if repair:
        await sweep(tx, gone)
        for name in strays:
            await tx.run(f"DROP TABLE {quote(name)}")
    return told(
        "imports",
        wrong,
        "No import was left half-way.",
        repair=repair,
        hint="`lattice doctor --repair` sweeps it away.",
    )
