"""What a row is tied to, read by the client's actions: by kind of tie, counted, as much as is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from lattice.actions import GetRow, ListLinks
from lattice.model.rows import Link, Links, Reference, Row, TieCount
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType
from lattice.tui.bench import Bench
from lattice.tui.words import row_label, short_id

#: Ties that are read at first of the links and of each column; and links in one further reading.
FIRST, FURTHER = 100, 1_000
#: Further readings, at most, to have some of every kind of link in sight.
READINGS = 10
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
    start: int = 0
    column: Column | None = None
    """Of references to the row: the column that they are in."""
    next: str | None = None
    """Of links: the cursor behind those that were read."""


class Around(NamedTuple):
    """A row and what it is tied to."""

    table: Table
    row: Row
    label: str
    groups: tuple[Group, ...]


async def read_around(bench: Bench, table: Table, row_id: str) -> AsyncIterator[Around]:
    """The row among its neighbours: soon what fits on a screen, then with some of every kind of link.

    Raises LatticeError, `not_found` when the row is gone.
    """
    row = (await bench.run(GetRow(table=table.name, id=row_id))).value
    own = await _references(bench, table, row)
    found: Links = (await bench.run(ListLinks(table=table.name, id=row_id, limit=FIRST))).value
    links, after = list(found.links), found.next
    back = _back(bench, found)
    yield Around(table, row, row_label(table, row), (*own, *_linked(bench, found.kinds, links, after), *back))
    readings = 0
    while after is not None and _is_short(found.kinds, links) and readings < READINGS:
        page = (await bench.run(ListLinks(table=table.name, id=row_id, after=after, limit=FURTHER))).value
        links, after, readings = [*links, *page.links], page.next, readings + 1
    if readings:
        linked = _linked(bench, found.kinds, links, after)
        yield Around(table, row, row_label(table, row), (*own, *linked, *back))


def _is_short(kinds: Iterable[TieCount], links: Iterable[Link]) -> bool:
    """Whether there is a kind of link of which less than a page is there, though there is more."""
    read = Counter(map(kind_of, links))
    return any(read[key] < min(PAGE, total) for key, total in _totals(kinds).items())


def kind_of(link: Link | TieCount) -> tuple[str, bool]:
    """What links of one kind have in common: links without a name have no direction."""
    return link.name, link.outgoing or not link.name


def group_id(kind: tuple[str, bool]) -> str:
    """What the group of links of one kind is called."""
    name, outgoing = kind
    return f"{'⇢' if outgoing else '⇠'}:{name}"


def neighbour(ids: Mapping[str, str], link: Link) -> Neighbour:
    """The row at the other end of a link; `ids` are those of tables by name."""
    return Neighbour(ids.get(link.table, ""), link.row_id, link.label)


def _totals(kinds: Iterable[TieCount]) -> Counter[tuple[str, bool]]:
    """How many links there are of each kind."""
    totals: Counter[tuple[str, bool]] = Counter()
    for kind in kinds:
        if not kind.table:
            totals[kind_of(kind)] += kind.count
    return totals


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


def _linked(bench: Bench, kinds: Iterable[TieCount], links: Iterable[Link], after: str | None) -> list[Group]:
    """Links by kind, those that were made first in front; `after` is the cursor behind them."""
    totals = _totals(kinds)
    several: dict[tuple[str, bool], list[Neighbour]] = {}
    ids = table_ids(bench)
    for link in links:
        several.setdefault(kind_of(link), []).append(neighbour(ids, link))
    found = []
    for key in (*several, *(key for key in totals if key not in several)):
        name, outgoing = key
        mark, way = ("⇢", Way.OUT) if outgoing else ("⇠", Way.IN)
        ties = tuple(several.get(key, ()))
        total = max(totals[key], len(ties))
        found.append(Group(group_id(key), way, mark if name else "↔", name, ties, total, next=after))
    return found


def table_ids(bench: Bench) -> dict[str, str]:
    """Ids of the tables that are known here, by name."""
    return {info.table.name: info.table.id for info in bench.known}


def _back(bench: Bench, links: Links) -> list[Group]:
    """What refers to the row, by column."""
    columns: dict[tuple[str, str], list[Reference]] = {}
    for back in links.references:
        columns.setdefault((back.table, back.column), []).append(back)
    totals = {(kind.table, kind.name): kind.count for kind in links.kinds if kind.table}
    found = []
    for (name, column_name), several in columns.items():
        table = bench.find(name)
        column = table.find(column_name) if table is not None else None
        if table is None or column is None:
            continue  # the schema that is known here is older than the answer: it is read again soon
        ties = tuple(Neighbour(table.id, o.row_id, o.label) for o in several)
        title = f"{table.name}.{column.name}"
        total = max(totals.get((name, column_name), 0), len(ties))
        found.append(Group(f"in:{table.id}:{column.id}", Way.IN, "←", title, ties, total, column=column))
    return found
