"""Full-text search over the text of all tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from lattice.actions import Hits, SearchText
from lattice.databases.base import Record, Statement
from lattice.databases.names import quote
from lattice.engine import searching
from lattice.engine.catalog import Layout
from lattice.engine.registry import reads
from lattice.engine.searching import Term
from lattice.engine.work import Reading
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.files import FILES
from lattice.model.ids import is_id
from lattice.model.rows import Hit
from lattice.model.schema import Column
from lattice.model.values import RULES

#: Rows that are ranked, of one table and of all: ranking all that match would read the whole table.
CANDIDATES = 200
ALL_CANDIDATES = 2_000
#: Characters of a text in which the words are looked for when its beginning does not hold them.
FAR_CHARS = 200_000
#: Score of the row whose id was typed: above every text.
ID_SCORE = 1_000.0


class _Found(NamedTuple):
    layout: Layout
    row_id: str
    label: str
    texts: dict[str, str]
    """The beginnings of its texts by column."""
    column: str
    score: float


@reads(SearchText)
async def search_text(work: Reading, action: SearchText) -> Hits:
    """The best rows that hold all the words."""
    text = action.text.encode("utf-8", "replace").decode()
    layouts = [work.private_layout(name) for name in dict.fromkeys(action.tables)] or list(work.catalog.every)
    hits = await _by_id(work, layouts, text.strip().upper())
    terms = searching.terms_of(text)
    found = await _by_text(work, layouts, terms) if terms else []
    in_files = await _in_files(work, layouts, terms) if terms else []
    best_of_file = {hit.row_id: hit for hit in in_files}
    for one in found:
        if (hit := best_of_file.get(one.row_id)) and hit.score < one.score:
            del best_of_file[one.row_id]
    found = [one for one in found if one.row_id not in best_of_file]
    wanted = action.limit - len(hits)
    ranked: list[_Found | Hit] = [*found, *best_of_file.values()]
    # of equals the newer first: ids grow with time
    ranked.sort(key=lambda one: (one.score, one.row_id), reverse=True)
    for best in ranked[:wanted]:
        hits.append(best if isinstance(best, Hit) else await _hit(work, terms, best))
    return Hits(tuple(hits), more=len(ranked) > wanted)


def _mine(work: Reading, layout: Layout) -> tuple[str, tuple[str, ...]]:
    """The condition that keeps the rows of a private table to their owner, with its parameters."""
    if layout.table.id not in PRIVATE_TABLES:
        return "", ()
    return " AND _owner = ?", (work.caller.principal,)


async def _in_files(work: Reading, layouts: Sequence[Layout], terms: Sequence[Term]) -> list[Hit]:
    """Files whose text holds the words, where they are among what is searched and there are any."""
    files = next((layout for layout in layouts if layout.table.name == FILES), None)
    if files is None or await work.tx.one("SELECT 1 FROM lattice_parts LIMIT 1") is None:
        return []
    from lattice.engine.files import search  # 3 ms that a workspace without files does not pay

    return await search.find(work, files, terms)


async def _by_id(work: Reading, layouts: Sequence[Layout], row_id: str) -> list[Hit]:
    """The row that has what was typed as its id."""
    if not is_id(row_id):
        return []
    fields = [", ".join(layout.fields) for layout in layouts]
    answers = await work.tx.script(
        [
            (
                f"SELECT {names} FROM {layout.seen} WHERE _id = ? AND _deleted_at IS NULL{mine}",
                (row_id, *params),
            )
            for names, layout in zip(fields, layouts, strict=True)
            for mine, params in [_mine(work, layout)]
        ]
    )
    shown = f"{searching.BEGIN}{row_id}{searching.END}"
    return [
        Hit(layout.table.name, row_id, layout.label_of(records[0]), "_id", shown, ID_SCORE)
        for layout, records in zip(layouts, answers, strict=True)
        if records
    ]


async def _by_text(work: Reading, layouts: Sequence[Layout], terms: Sequence[Term]) -> list[_Found]:
    searched = [(layout, columns) for layout in layouts if (columns := _searched(layout))]
    if not searched:
        return []
    each = max(20, min(CANDIDATES, ALL_CANDIDATES // len(searched)))
    rowids = await _candidates(work, searched, terms, each)
    statements: list[Statement] = []
    asked: list[tuple[Layout, dict[int, Column]]] = []
    for (layout, columns), numbers in zip(searched, rowids, strict=True):
        if numbers:
            statements.append(_texts_sql(work, layout, list(columns.values()), numbers))
            asked.append((layout, columns))
    found: list[_Found] = []
    for (layout, columns), records in zip(asked, await work.tx.script(statements), strict=True):
        found += [_scored(layout, list(columns.values()), terms, record) for record in records]
    return found


def _searched(layout: Layout) -> dict[int, Column]:
    """The slots of the search index that hold the text of living columns."""
    slots = {slot: layout.table.find(name) for slot, name in layout.slots.items()}
    return {slot: column for slot, column in slots.items() if column is not None and not column.masked}


async def _candidates(
    work: Reading, searched: Sequence[tuple[Layout, dict[int, Column]]], terms: Sequence[Term], each: int
) -> list[set[int]]:
    """Rows to rank by table: all that match, or when there are more than `each`, the most promising.

    These are the newest with the words in the label, with whole words, and those with beginnings.
    """
    anywhere = await work.tx.script(
        [_match_sql(layout, terms, list(columns), each, exact=False) for layout, columns in searched]
    )
    found = [{int(row[0] or 0) for row in rows} for rows in anywhere]
    for (layout, columns), rowids in zip(searched, found, strict=True):
        if len(rowids) == each:
            better = await work.tx.script(_better(layout, columns, terms, each))
            rowids.update(int(row[0] or 0) for rows in better for row in rows)
    return found


def _better(layout: Layout, columns: dict[int, Column], terms: Sequence[Term], each: int) -> list[Statement]:
    label = layout.table.label
    in_label = [slot for slot, column in columns.items() if label is not None and column.id == label.id]
    exact = [True] if any(term.prefix for term in terms) else []
    statements = [_match_sql(layout, terms, list(columns), each, exact=e) for e in exact]
    if in_label and len(columns) > 1:
        # beginnings of one letter are not indexed: finding them costs 50 ms in a million rows, so only once
        forms = exact if any(t.prefix and len(t.words[-1]) == 1 for t in terms) else [*exact, False]
        statements += [_match_sql(layout, terms, in_label, each, exact=e) for e in forms]
    return statements


def _match_sql(
    layout: Layout, terms: Sequence[Term], slots: Sequence[int], limit: int, *, exact: bool
) -> Statement:
    if layout.indexed:
        columns = json.dumps([layout.slots[slot] for slot in slots])
        wanted = json.dumps(searching.queries(terms, exact=exact))
        return "SELECT place FROM lattice_find(?, ?, ?, ?)", (layout.table.id, columns, wanted, limit)
    # what may not be seen must not stand in the way of what may
    seen = f" AND rowid IN (SELECT _rowid_ FROM {layout.seen})" if layout.seen_by else ""
    # newest first, which is the index backwards: the walk ends with the limit
    return (
        f"SELECT rowid FROM {layout.text_sql} WHERE {layout.text_sql} MATCH ?{seen}"
        " ORDER BY rowid DESC LIMIT ?",
        (searching.expression(terms, slots, exact=exact), limit),
    )


def _texts_sql(work: Reading, layout: Layout, columns: Sequence[Column], rowids: set[int]) -> Statement:
    texts = ", ".join(f"substr({quote(c.name)}, 1, {searching.SCORED_CHARS})" for c in columns)
    label = layout.table.label
    shown = quote(label.name) if label else "NULL"
    marks = ", ".join(str(rowid) for rowid in sorted(rowids))
    mine, params = _mine(work, layout)
    return (
        f"SELECT _id, {shown}, {texts} FROM {layout.seen} WHERE _rowid_ IN ({marks})"
        f" AND _deleted_at IS NULL{mine}",
        params,
    )


def _scored(layout: Layout, columns: Sequence[Column], terms: Sequence[Term], record: Record) -> _Found:
    row_id, stored, *beginnings = record
    texts = {c.name: str(text) for c, text in zip(columns, beginnings, strict=True) if text is not None}
    label = layout.table.label
    score = searching.score(terms, texts, label.name if label else None)
    called = str(row_id) if label is None or stored is None else RULES[label.type].show(stored)
    return _Found(layout, str(row_id), called, texts, score.column, score.value)


async def _hit(work: Reading, terms: Sequence[Term], one: _Found) -> Hit:
    column, piece = one.column, ""
    if one.score:
        piece = searching.snippet(terms, one.texts[column])
    else:
        column, piece = await _far_snippet(work, terms, one)
    return Hit(one.layout.table.name, one.row_id, one.label, column, piece, one.score)


async def _far_snippet(work: Reading, terms: Sequence[Term], one: _Found) -> tuple[str, str]:
    """Column and snippet where words stand further inside a text than scoring looked."""
    names = list(one.texts)
    columns = ", ".join(f"substr({quote(name)}, 1, {FAR_CHARS})" for name in names)
    record = await work.tx.one(f"SELECT {columns} FROM {one.layout.seen} WHERE _id = ?", (one.row_id,))
    pieces = {
        name: searching.snippet(terms, str(text))
        for name, text in zip(names, record or (), strict=True)
        if text is not None
    }
    best = max(pieces, key=lambda name: pieces[name].count(searching.BEGIN), default="")
    return best, pieces.get(best, "")
