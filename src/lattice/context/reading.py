"""Reading rows and links through the client, in portions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from lattice.actions import ListAllLinks, ListRows
from lattice.client import Client
from lattice.context.scene import Place
from lattice.model.files import FILES
from lattice.model.rows import Row, Tie
from lattice.model.schema import Table

#: Rows that are read at a time, and rows that are asked for by their ids.
PORTION = 1000
ASKED = 200


def columns_to_learn(place: Place) -> tuple[str, ...]:
    """The columns that say what a row is called, where it stands and what it refers to."""
    label = place.label_column
    names = [label.name] if label else []
    names += [c.name for c in place.references if c is not label]
    return (*names, "kind") if place.table.name == FILES else tuple(names)


async def rows_of(
    client: Client, table: Table, columns: tuple[str, ...] = ()
) -> AsyncIterator[tuple[Row, ...]]:
    """All living rows of a table in the order of their ids; all columns when none is named."""
    after: str | None = None
    while True:
        page = (
            await client.run(ListRows(table=table.name, columns=columns, limit=PORTION, after=after))
        ).value
        if page.rows:
            yield page.rows
        if page.next is None:
            return
        after = page.next


async def rows_with(client: Client, table: Table, ids: Iterable[str]) -> list[Row]:
    """The living rows of a table among these ids, in the order of their ids."""
    found: list[Row] = []
    wanted = sorted(ids)
    for start in range(0, len(wanted), ASKED):
        some = wanted[start : start + ASKED]
        where = f"_id in ({', '.join(some)})" if len(some) > 1 else f"_id = {some[0]}"
        found += (await client.run(ListRows(table=table.name, where=where, limit=PORTION))).value.rows
    return found


async def all_ties(client: Client) -> list[Tie]:
    """Every link there is."""
    found: list[Tie] = []
    after: str | None = None
    while True:
        page = (await client.run(ListAllLinks(after=after))).value
        found += page.ties
        if page.next is None:
            return found
        after = page.next
