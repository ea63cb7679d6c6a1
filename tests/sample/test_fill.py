"""The sample in a real workspace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from lattice.actions.audit import VerifyAudit
from lattice.actions.links import ListLinks
from lattice.actions.log import ListChanges
from lattice.actions.rows import ListRows
from lattice.actions.search import SearchText
from lattice.actions.tables import ListTables
from lattice.actions.trash import ListTrash
from lattice.client import Client, create_local
from lattice.model.files import FILES
from lattice.model.people import Caller
from lattice.model.values import ColumnType
from lattice.sample import fill
from lattice.sample.organisation import nordlys


@pytest.fixture
async def filled(tmp_path: Path) -> AsyncIterator[tuple[Client, list[float]]]:
    client = await create_local(tmp_path / "n.lattice", name="Nordlys", caller=Caller(actor="human:ada"))
    seen: list[float] = []
    await fill(client, seen.append)
    yield client, seen
    await client.close()


async def test_everything_of_the_sample_is_in_the_workspace(filled: tuple[Client, list[float]]) -> None:
    client, seen = filled
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    tables = {info.table.name: info for info in (await client.run(ListTables())).value.tables}
    for sheet in nordlys().sheets:
        info = tables[sheet.table]
        assert info.rows + info.trashed == len(sheet.rows)
        assert info.table.definition == sheet.definition
        assert [c.type for c in info.table.columns] == [c.type for c in sheet.columns]
        assert [c.definition for c in info.table.columns] == [c.definition for c in sheet.columns]

    projects = (await client.run(ListRows(table="projects", limit=3))).value
    lead = projects.rows[0].values["lead"]
    assert projects.labels[lead] in {row[0] for row in nordlys().sheets[1].rows}

    links = (await client.run(ListLinks(table="projects", id=projects.rows[0].id))).value
    assert {link.name for link in links.links} == {"works on"}
    assert {ref.table for ref in links.references} >= {"tasks"}

    found = (await client.run(SearchText(text="hydrophones"))).value
    assert {hit.table for hit in found.hits} == {"tasks"}

    files = (await client.run(ListRows(table=FILES))).value.rows
    assert [row.values["name"] for row in files] == [
        "field-handbook.md",
        "season-report.md",
        "harbour-office.txt",
    ]
    about = (await client.run(ListLinks(table=FILES, id=files[1].id))).value.links
    assert {(link.table, link.name) for link in about} == {("projects", "reports on")}
    (hit,) = (await client.run(SearchText(text="sleet in june"))).value.hits
    assert (hit.row_id, hit.place) == (files[1].id, "Season report › Weather")

    assert (await client.run(ListTrash())).value.total == 1
    assert (await client.run(ListChanges(limit=5))).value.changes[0].action == "row.delete"
    assert (await client.run(VerifyAudit())).value.ok


async def test_the_sample_has_a_column_of_every_type() -> None:
    used = {column.type for sheet in nordlys().sheets for column in sheet.columns}
    assert used == set(ColumnType)
