"""Search in the texts of files: the parts that hold the words, the best of each file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from lattice.databases.base import Record
from lattice.engine import searching
from lattice.engine.catalog import Layout
from lattice.engine.searching import Term
from lattice.engine.work import Reading
from lattice.model.rows import Hit

#: Parts that are looked through for their file, of one text and in all that are scored.
MATCHES = 2_000
OF_ONE_TEXT = 3
SCORED = 60
#: Words around a match that are scored and shown.
SNIPPET_WORDS = 40


class _Found(NamedTuple):
    text_key: int
    start: int
    place: str
    piece: str
    score: float


async def find(work: Reading, layout: Layout, terms: Sequence[Term]) -> list[Hit]:
    """The best part of each file whose text holds all the words: together, or in different places."""
    parts = _few_of_each(await _matching(work, layout, terms))
    found = await _scored(work, terms, parts, " AND ")
    if len(terms) > 1 and len(found) < SCORED // OF_ONE_TEXT:
        seen = {one.text_key for one in found}
        found += [one for one in await _spread(work, layout, terms) if one.text_key not in seen]
    best: dict[int, _Found] = {}
    for one in sorted(found, key=lambda one: -one.score):
        best.setdefault(one.text_key, one)
    return await _hits(work, layout, list(best.values()))


async def _matching(work: Reading, layout: Layout, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Part and text of what matches in files that live and may be seen, newest first."""
    if layout.indexed:
        query = " & ".join(f"({query})" for query in searching.queries(terms))
        rows = await work.tx.all("SELECT part, of_text FROM lattice_find_parts(?, ?)", (query, MATCHES))
        return [(int(part or 0), int(text or 0)) for part, text in rows]
    match = " AND ".join(term.match for term in terms)
    living = (
        f"EXISTS (SELECT 1 FROM lattice_texts t JOIN {layout.seen} f ON f.text_id = t.id"
        " WHERE t.key = p.text_key AND f._deleted_at IS NULL)"
    )
    rows = await work.tx.all(
        "SELECT p.id, p.text_key FROM lattice_parts_text x JOIN lattice_parts p ON p.id = x.rowid"
        f" WHERE lattice_parts_text MATCH ? AND {living} ORDER BY x.rowid DESC LIMIT ?",
        (match, MATCHES),
    )
    return [(int(part or 0), int(text or 0)) for part, text in rows]


def _few_of_each(parts: Sequence[tuple[int, int]]) -> list[int]:
    """Some parts of each text, its first ones, so that one long text does not crowd out all others."""
    by_text: dict[int, list[int]] = {}
    for part, text in reversed(parts):
        by_text.setdefault(text, []).append(part)
    few = [part for numbers in by_text.values() for part in numbers[:OF_ONE_TEXT]]
    return few[-SCORED:]


async def _scored(
    work: Reading, terms: Sequence[Term], parts: Sequence[int], word: str, *, discount: float = 0.0
) -> list[_Found]:
    """The parts with their scores; `word` is AND or OR, as the terms had to be in them."""
    found: list[_Found] = []
    for text_key, start, place, heading, piece in await _pieces(work, terms, parts, word) if parts else ():
        score = searching.score(terms, {"text": str(piece), "heading": str(heading)}, "heading")
        where = " · ".join(said for said in (str(place), str(heading)) if said)
        shown = searching.snippet(terms, str(piece))
        value = max(score.value - discount, 0.1)
        found.append(_Found(int(text_key or 0), int(start or 0), where, shown, value))
    return found


async def _pieces(work: Reading, terms: Sequence[Term], parts: Sequence[int], word: str) -> list[Record]:
    """Of each part its text's key, its place, and the words around what matched."""
    packed = json.dumps(list(parts))
    if work.tx.indexes_text:
        rows = await work.tx.all(
            "SELECT p.text_key, p.start, p.place, p.heading, p.text FROM lattice_parts p"
            " WHERE p.id IN (SELECT CAST(value AS bigint) FROM json_each(?))",
            (packed,),
        )
        marks = str.maketrans("", "", searching.BEGIN + searching.END)
        return [(*row[:4], searching.snippet(terms, str(row[4])).translate(marks)) for row in rows]
    # the plus keeps SQLite from asking the index anew for each part: 5 ms for a word's beginning
    return await work.tx.all(
        f"SELECT p.text_key, p.start, p.place, p.heading,"
        f" snippet(lattice_parts_text, 0, '', '', '…', {SNIPPET_WORDS})"
        " FROM lattice_parts_text x JOIN lattice_parts p ON p.id = x.rowid"
        " WHERE lattice_parts_text MATCH ? AND +x.rowid IN (SELECT value FROM json_each(?))",
        (word.join(term.match for term in terms), packed),
    )


async def _spread(work: Reading, layout: Layout, terms: Sequence[Term]) -> list[_Found]:
    """Texts that hold every word, but in different parts."""
    common: set[int] | None = None
    parts: list[tuple[int, int]] = []
    for term in terms:
        matching = await _matching(work, layout, [term])
        texts = {text for _, text in matching}
        common = texts if common is None else common & texts
        parts += matching
        if not common:
            return []
    chosen = _few_of_each(sorted((p for p in set(parts) if p[1] in (common or ())), reverse=True))
    return await _scored(work, terms, chosen, " OR ", discount=5.0)


async def _hits(work: Reading, layout: Layout, found: Sequence[_Found]) -> list[Hit]:
    """A hit for each living file that has one of these texts."""
    by_key = {one.text_key: one for one in found}
    label = layout.narrow(["name", "title"])
    rows = await work.tx.all(
        f"SELECT t.key, {', '.join('f.' + field for field in label.fields)} FROM lattice_texts t"
        f" JOIN {layout.seen} f ON f.text_id = t.id AND f._deleted_at IS NULL"
        " WHERE t.key IN (SELECT CAST(value AS bigint) FROM json_each(?))",
        (json.dumps(list(by_key)),),
    )
    hits: list[Hit] = []
    for key, *record in rows:
        one = by_key[int(key or 0)]
        row = label.row(tuple(record))
        name = str(row.values["name"] or row.values["title"] or row.id)
        hits.append(
            Hit(layout.table.name, row.id, name, "text", one.piece, one.score, place=one.place, at=one.start)
        )
    return hits
