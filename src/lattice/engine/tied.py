"""What a row is tied to: its links and the rows that refer to it, page by page, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from lattice.databases.names import quote
from lattice.engine import linkstore, rowstore
from lattice.engine.catalog import Layout
from lattice.engine.select import bad_cursor
from lattice.engine.work import Reading
from lattice.model.ids import is_id
from lattice.model.rows import Link, Links, Reference, TieCount
from lattice.model.schema import Column
from lattice.model.values import ColumnType

#: What the links are called among the streams of a page; the others are `table.column`, by ids.
_LINKS = "links"


class _Cursor(NamedTuple):
    """Where a page ends, and what the first one counted: nobody counts all ties for each page."""

    total: int
    ends: dict[str, str]
    """Of each stream that goes on: the id of what was listed last."""

    def written(self) -> str:
        return ",".join((str(self.total), *(f"{stream}={end}" for stream, end in self.ends.items())))


async def tied_to(work: Reading, layout: Layout, row_id: str, limit: int, after: str | None = None) -> Links:
    """A page of what a row is tied to: links, and of each column that refers to it; raises `invalid_cursor`.

    Rows in the trash are left out, and rows that the caller may not see.
    """
    begun = _read(after) if after is not None else None
    ends: dict[str, str] = {}
    links: list[Link] = []
    references: list[Reference] = []
    counts: dict[str, int] = {}
    if begun is None or _LINKS in begun.ends:
        ties = await linkstore.of_row(work, row_id, limit + 1, begun.ends[_LINKS] if begun else "")
        links = await _links(work, row_id, ties[:limit])
        if len(ties) > limit:
            ends[_LINKS] = ties[limit - 1].id
    for other, column in _referring(work, layout):
        stream = f"{other.table.id}.{column.id}"
        if begun is not None and stream not in begun.ends:
            continue
        found = await _references(work, other, column, row_id, begun.ends[stream] if begun else "", limit + 1)
        references += found[:limit]
        counts[stream] = len(found)
        if len(found) > limit:
            ends[stream] = found[limit - 1].row_id
    if begun is not None:
        kinds: tuple[TieCount, ...] = ()
        total = begun.total
    else:
        kinds = (
            *(await _link_counts(work, row_id) if _LINKS in ends else _counted(links)),
            *await _reference_counts(work, layout, row_id, counts, ends),
        )
        total = sum(kind.count for kind in kinds)
    cursor = _Cursor(total, ends).written() if ends else None
    return Links(tuple(links), tuple(references), cursor is not None, cursor, total, kinds)


def _read(cursor: str) -> _Cursor:
    total, *parts = cursor.split(",")
    ends = dict(part.rpartition("=")[::2] for part in parts)
    if not total.isdecimal() or len(total) > 15 or not parts or not all(map(is_id, ends.values())):
        raise bad_cursor()
    return _Cursor(int(total), ends)


def _referring(work: Reading, layout: Layout) -> list[tuple[Layout, Column]]:
    """The columns that refer to a table, but for those whose values are kept from the caller."""
    return [
        (other, column)
        for other in work.catalog.layouts
        for column in other.table.columns
        if column.type is ColumnType.REFERENCE and column.target == layout.table.id and not column.masked
    ]


# --- a page ---


async def _links(work: Reading, row_id: str, ties: Iterable[linkstore.Tie]) -> list[Link]:
    """Ties seen from a row, with what people call the other ends: asked for once a table."""
    ends: dict[str, list[str]] = {}
    seen: list[tuple[linkstore.Tie, bool, str, str]] = []
    for tie in ties:
        outgoing = tie.from_row == row_id
        table_id, other = (tie.to_table, tie.to_row) if outgoing else (tie.from_table, tie.from_row)
        ends.setdefault(table_id, []).append(other)
        seen.append((tie, outgoing, table_id, other))
    called: dict[str, tuple[str, dict[str, str]]] = {}
    for table_id, ids in ends.items():
        if (there := work.catalog.by_id(table_id)) is not None:
            called[table_id] = there.table.name, await _living_labels(work, there, ids)
    return [
        Link(tie.id, tie.name, called[table_id][0], other, called[table_id][1][other], outgoing=outgoing)
        for tie, outgoing, table_id, other in seen
        if table_id in called and other in called[table_id][1]
    ]


async def _living_labels(work: Reading, layout: Layout, ids: Iterable[str]) -> dict[str, str]:
    """What people call these rows; those in the trash are left out."""
    shown = _by_label(layout)
    records = await rowstore.fetch(work, shown, ids)
    return {id_: shown.label_of(r) for id_, r in records.items() if not rowstore.is_trashed(r)}


def _by_label(layout: Layout) -> Layout:
    """The table with the one column that its rows are called by: the others may hold much."""
    label = layout.table.label
    return layout.narrow([label.name] if label is not None else [])


async def _references(
    work: Reading, other: Layout, column: Column, row_id: str, after: str, limit: int
) -> list[Reference]:
    shown = _by_label(other)
    records = await work.tx.all(
        f"SELECT {', '.join(shown.fields)} FROM {other.seen} WHERE {quote(column.name)} = ?"
        " AND _deleted_at IS NULL AND _id > ? ORDER BY _id LIMIT ?",
        (row_id, after, limit),
    )
    return [Reference(other.table.name, column.name, str(r[0]), shown.label_of(r)) for r in records]


# --- counting ---


def _counted(links: Iterable[Link]) -> list[TieCount]:
    """Links that are all in the page."""
    return _of_kinds(Counter((link.name, link.outgoing) for link in links))


async def _link_counts(work: Reading, row_id: str) -> list[TieCount]:
    """Links by kind, those that are in no page yet as well."""
    kinds: Counter[tuple[str, bool]] = Counter()
    for table_id in await linkstore.other_tables(work, row_id):
        if (other := work.catalog.by_id(table_id)) is not None:
            kinds.update(await linkstore.count_living(work, row_id, other))
    return _of_kinds(kinds)


def _of_kinds(kinds: Counter[tuple[str, bool]]) -> list[TieCount]:
    """Links by name and whether they go out, in that order."""
    return [TieCount(kinds[name, outgoing], name, outgoing=outgoing) for name, outgoing in sorted(kinds)]


async def _reference_counts(
    work: Reading, layout: Layout, row_id: str, counts: dict[str, int], ends: dict[str, str]
) -> list[TieCount]:
    """References by column; counted are those alone of which the page has not all."""
    found: list[TieCount] = []
    for other, column in _referring(work, layout):
        stream = f"{other.table.id}.{column.id}"
        count = counts[stream]
        if stream in ends:
            record = await work.tx.one(
                f"SELECT count(*) FROM {other.seen} WHERE {quote(column.name)} = ? AND _deleted_at IS NULL",
                (row_id,),
            )
            count = int(record[0] or 0) if record else 0
        if count:
            found.append(TieCount(count, column.name, other.table.name))
    return found
