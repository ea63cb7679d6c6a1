"""What a row is tied to, read by the client's actions: by kind of tie, counted, as much as is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from enum import StrEnum
from typing import NamedTuple

from lattice.actions import CountRows, GetRow, ListLinks, ListRows
from lattice.model.query import format_filter
from lattice.model.rows import Link, Links, Reference, Row
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType
from lattice.tui.bench import Bench
from lattice.tui.words import row_label, short_id

#: Ties of one kind that are read at first, and at most; more references are read page by page.
FIRST, MOST = 100, 1_000
#: Rows on one page of a kind that is listed.
PAGE = 50


class Way(StrEnum):
    """Where a tie is drawn: what points at the row at the left, what it points at at the right."""

    IN = "in"
    OUT = "out"


class Neighbour(NamedTuple):
    """A row at the other end of a tie."""

    table_id: str
    row_id: str
    label: str


class Group(NamedTuple):
    """All ties of one kind."""

    id: str
    way: Way
    mark: str
    """`→` and `←` for references, `⇢` and `⇠` for links with a name, `↔` for those without."""
    name: str
    """Of the column or the link; empty for links without a name."""
    ties: tuple[Neighbour, ...]
    """As many as were read, from `start` on."""
    total: int
    """How many there are, as far as known."""
    more: bool = False
    """Whether there are more than `total`."""
    start: int = 0
    column: Column | None = None
    """Of references to the row: the column that they are in."""


class Around(NamedTuple):
    """A row and what it is tied to."""

    table: Table
    row: Row
    label: str
    groups: tuple[Group, ...]


async def read_around(bench: Bench, table: Table, row_id: str, *, whole: bool) -> AsyncIterator[Around]:
    """The row among its neighbours: soon what fits on a screen, then with all that can be counted.

    With `whole` at once with all, for those who know that there are many. Raises LatticeError, `not_found`
    when the row is gone.
    """
    row = (await bench.run(GetRow(table=table.name, id=row_id))).value
    own = await _references(bench, table, row)
    if not whole:
        links = (await bench.run(ListLinks(table=table.name, id=row_id, limit=FIRST))).value
        yield Around(table, row, row_label(table, row), (*own, *_groups(bench, links, FIRST)))
        if not links.truncated:
            return
    links = (await bench.run(ListLinks(table=table.name, id=row_id, limit=MOST))).value
    groups = [await _counted(bench, group, row_id) for group in _groups(bench, links, MOST)]
    yield Around(table, row, row_label(table, row), (*own, *groups))


async def _references(bench: Bench, table: Table, row: Row) -> list[Group]:
    """What the row points at by its columns."""
    found = []
    for column in table.columns:
        value = row.values.get(column.name)
        if column.type is not ColumnType.REFERENCE or not isinstance(value, str) or column.masked:
            continue
        label = await bench.name_of(column.target or "", value)
        neighbour = Neighbour(column.target or "", value, label or short_id(value))
        found.append(Group(f"out:{column.id}", Way.OUT, "→", column.name, (neighbour,), 1))
    return found


def _groups(bench: Bench, links: Links, limit: int) -> list[Group]:
    """Links and what refers to the row, by kind; `limit` is what was asked for."""
    ids = {info.table.name: info.table.id for info in bench.known}
    kinds: dict[tuple[str, bool], list[Link]] = {}
    for link in links.links:
        kinds.setdefault((link.name, link.outgoing or not link.name), []).append(link)
    full = links.truncated and len(links.links) >= limit
    found = []
    for (name, outgoing), several in kinds.items():
        mark = "⇢" if outgoing else "⇠"
        ties = tuple(Neighbour(ids.get(o.table, ""), o.row_id, o.label) for o in several)
        way = Way.OUT if outgoing else Way.IN
        found.append(Group(f"{mark}:{name}", way, mark if name else "↔", name, ties, len(ties), full))
    return found + _back(bench, links.references, limit)


def _back(bench: Bench, references: Iterable[Reference], limit: int) -> list[Group]:
    columns: dict[tuple[str, str], list[Reference]] = {}
    for back in references:
        columns.setdefault((back.table, back.column), []).append(back)
    found = []
    for (name, column_name), several in columns.items():
        table = bench.find(name)
        column = table.find(column_name) if table is not None else None
        if table is None or column is None:
            continue  # the schema that is known here is older than the answer: it is read again soon
        ties = tuple(Neighbour(table.id, o.row_id, o.label) for o in several)
        title = f"{table.name}.{column.name}"
        more = len(ties) >= limit
        found.append(
            Group(f"in:{table.id}:{column.id}", Way.IN, "←", title, ties, len(ties), more, column=column)
        )
    return found


async def _counted(bench: Bench, group: Group, row_id: str) -> Group:
    """The group with how many there really are; of links nobody knows without listing them all."""
    if group.column is None or not group.more or not group.ties:
        return group
    table = bench.table(group.ties[0].table_id)
    if table is None:
        return group
    where = format_filter(group.column, "=", row_id)
    total = (await bench.run(CountRows(table=table.name, where=where))).value.total
    return group._replace(total=total, more=False)


async def read_page(bench: Bench, group: Group, row_id: str, page: int) -> Group:
    """One page of a kind of tie, from 0 on; the last one when there are not so many. Raises LatticeError."""
    last = max(0, (group.total - 1) // PAGE)
    start = min(max(page, 0), last) * PAGE
    ties = group.ties[start : start + PAGE]
    table = bench.table(group.ties[0].table_id) if group.ties else None
    if group.column is not None and table is not None and len(ties) < min(PAGE, group.total - start):
        where = format_filter(group.column, "=", row_id)
        action = ListRows(table=table.name, where=where, limit=PAGE, offset=start)
        rows = (await bench.run(action)).value.rows
        ties = tuple(Neighbour(table.id, row.id, row_label(table, row)) for row in rows)
    return group._replace(ties=ties, start=start)
