"""The sample workspace: fills a workspace with Nordlys, through the client like anybody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from lattice.actions.links import AddLink
from lattice.actions.rows import DeleteRow, ListRows, UpdateRow
from lattice.actions.tables import CreateTable
from lattice.client import Client, LoadBatch, LoadColumn, LoadPlan
from lattice.model.ids import new_id
from lattice.sample.documents import write_documents
from lattice.sample.organisation import Sheet, Tie, nordlys

__all__ = ["fill"]

#: Where each row of the sample says it came from.
SOURCE = "sample"
_BATCH = 500
_PAGE = 1_000


async def fill(client: Client, progress: Callable[[float], None] | None = None) -> None:
    """Make the tables of Nordlys, with a few thousand rows, links, some documents, a little
    history and a row in the trash.

    `progress` is called with the part that is done, 0 to 1. Raises `exists` when a table of that name is
    there; what was made until then stays and can be undone. Cancelling stops between two changes.
    """
    sample = nordlys()
    group_id = new_id()
    done, total = 0, sum(len(sheet.rows) for sheet in sample.sheets) + len(sample.ties)

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(min(1.0, done / total))

    for sheet in sample.sheets:
        await client.run(
            CreateTable(name=sheet.table, columns=sheet.columns, definition=sheet.definition, key=sheet.key),
            group_id=group_id,
        )
        await client.load(_plan(sheet), _batches(sheet), group_id=group_id)
        advance(len(sheet.rows))
    ids = {
        sheet.table: await _ids_by_name(client, sheet)
        for sheet in sample.sheets
        if _is_tied(sheet, sample.ties)
    }
    for tie in sample.ties:
        await client.run(
            AddLink(
                table=tie.table,
                id=ids[tie.table][tie.name],
                to_table=tie.to_table,
                to_id=ids[tie.to_table][tie.to_name],
                name=tie.kind,
            ),
            group_id=group_id,
        )
        advance(1)
    await write_documents(client, ids["people"], ids["projects"], group_id)
    await _live_a_little(client, ids["people"])


def _plan(sheet: Sheet) -> LoadPlan:
    columns = tuple(
        LoadColumn(
            name=column.name,
            type=column.type,
            target=column.target,
            via=_NAMED_BY.get(column.target or ""),
            definition=column.definition,
        )
        for column in sheet.columns
    )
    return LoadPlan(table=sheet.table, columns=columns, key=sheet.key, strict=True, source=SOURCE)


#: The column that references go by, for each table that is referred to.
_NAMED_BY = {"companies": "name", "people": "name", "projects": "title"}


def _batches(sheet: Sheet) -> Iterator[LoadBatch]:
    rows = iter(sheet.rows)
    line = 1
    while batch := list(islice(rows, _BATCH)):
        yield LoadBatch(range(line, line + len(batch)), batch)
        line += len(batch)


def _is_tied(sheet: Sheet, ties: list[Tie]) -> bool:
    return any(sheet.table in (tie.table, tie.to_table) for tie in ties)


async def _ids_by_name(client: Client, sheet: Sheet) -> dict[str, str]:
    """Ids of all rows of a sheet by its first key."""
    name, ids, after = sheet.key[0], {}, None
    while True:
        page = (
            await client.run(ListRows(table=sheet.table, columns=(name,), limit=_PAGE, after=after))
        ).value
        ids.update({str(row.values[name]): row.id for row in page.rows})
        if page.next is None:
            return ids
        after = page.next


async def _live_a_little(client: Client, people: dict[str, str]) -> None:
    """Some changes of their own, so that history, undo and trash have something to show."""
    movers = sorted(people)[:4]
    for name, city in zip(movers, ("Bergen", "Tromsø", "Porto"), strict=False):
        await client.run(UpdateRow(table="people", id=people[name], values={"city": city}))
    await client.run(
        UpdateRow(table="people", id=people[movers[0]], values={"role": "coordinator", "city": "Oslo"})
    )
    await client.run(DeleteRow(table="people", id=people[movers[3]]))
