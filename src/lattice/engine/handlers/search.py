"""Full-text search over the text of all tables."""

from __future__ import annotations

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
from lattice.model.ids import is_id
from lattice.model.rows import Hit
from lattice.model.schema import Column

#: Rows that are ranked, of one table and of all: ranking all that match would read the whole table.
CANDIDATES = 200
ALL_CANDIDATES = 2_000
#: Score of the row whose id was typed: above every text.
ID_SCORE = 1_000.0


class _Found(NamedTuple):
    layout: Layout
    record: Record
    column: str
    score: float


@reads(SearchText)
async def search_text(work: Reading, action: SearchText) -> Hits:
    """The best rows that hold all the words."""
    text = action.text.encode("utf-8", "replace").decode()
    layouts = [work.layout(name) for name in dict.fromkeys(action.tables)] or list(work.catalog.layouts)
    hits = await _by_id(work, layouts, text.strip().upper())
    terms = searching.terms_of(text)
    found = await _by_text(work, layouts, terms) if terms else []
    for one in found[: action.limit - len(hits)]:
        hits.append(await _hit(work, terms, one))
    return Hits(tuple(hits), more=len(found) > action.limit)


async def _by_id(work: Reading, layouts: Sequence[Layout], row_id: str) -> list[Hit]:
    """The row that has what was typed as its id."""
    if not is_id(row_id):
        return []
    fields = [", ".join(layout.fields) for layout in layouts]
    answers = await work.tx.script(
        [
            (f"SELECT {names} FROM {layout.sql} WHERE _id = ? AND _deleted_at IS NULL", (row_id,))
            for names, layout in zip(fields, layouts, strict=True)
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
            statements.append(_texts_sql(layout, list(columns.values()), numbers))
            asked.append((layout, columns))
    found: list[_Found] = []
    for (layout, columns), records in zip(asked, await work.tx.script(statements), strict=True):
        found += [_scored(layout, list(columns.values()), terms, record) for record in records]
    found.sort(key=lambda one: str(one.record[0]), reverse=True)
    found.sort(key=lambda one: -one.score)
    return found


def _searched(layout: Layout) -> dict[int, Column]:
    """The slots of the search index that hold the text of living columns."""
    slots = {slot: layout.table.find(name) for slot, name in layout.slots.items()}
    return {slot: column for slot, column in slots.items() if column is not None}


async def _candidates(
    work: Reading, searched: Sequence[tuple[Layout, dict[int, Column]]], terms: Sequence[Term], each: int
) -> list[set[int]]:
    """Rows to rank by table: first with the whole words in the label, then anywhere, then with beginnings."""
    statements: list[Statement] = []
    counts: list[int] = []
    for layout, columns in searched:
        label = layout.table.label
        in_label = [slot for slot, column in columns.items() if label is not None and column.id == label.id]
        wanted = [slots for slots in (in_label, list(columns)) if slots]
        matches = [
            searching.expression(terms, slots, exact=exact) for slots in wanted for exact in _exactness(terms)
        ]
        counts.append(len(matches))
        index = layout.text_sql
        statements += [
            # newest first; a plain LIMIT ends the walk through the index
            (f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?", (match, each))
            for match in matches
        ]
    answers = iter(await work.tx.script(statements))
    return [{int(row[0] or 0) for _ in range(count) for row in next(answers)} for count in counts]


def _exactness(terms: Sequence[Term]) -> tuple[bool, ...]:
    return (True, False) if any(term.prefix for term in terms) else (True,)


def _texts_sql(layout: Layout, columns: Sequence[Column], rowids: set[int]) -> Statement:
    texts = ", ".join(f"substr({quote(c.name)}, 1, {searching.SCORED_CHARS})" for c in columns)
    label = layout.table.label
    shown = quote(label.name) if label else "NULL"
    marks = ", ".join(str(rowid) for rowid in sorted(rowids))
    return (
        f"SELECT _id, {shown}, {texts} FROM {layout.sql} WHERE _rowid_ IN ({marks}) AND _deleted_at IS NULL",
        (),
    )


def _scored(layout: Layout, columns: Sequence[Column], terms: Sequence[Term], record: Record) -> _Found:
    texts = {c.name: str(text) for c, text in zip(columns, record[2:], strict=True) if text is not None}
    label = layout.table.label
    score = searching.score(terms, texts, label.name if label else None)
    return _Found(layout, record, score.column, score.value)


async def _hit(work: Reading, terms: Sequence[Term], one: _Found) -> Hit:
    layout = one.layout
    row_id = str(one.record[0])
    column, text = await _best_text(work, terms, one)
    label = layout.narrow([layout.table.label.name]) if layout.table.label else layout
    row = (await work.tx.all(f"SELECT {', '.join(label.fields)} FROM {layout.sql} WHERE _id = ?", (row_id,)))[
        0
    ]
    return Hit(
        layout.table.name, row_id, label.label_of(row), column, searching.snippet(terms, text), one.score
    )
