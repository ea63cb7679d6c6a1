from __future__ import annotations

from typing import Any

import mcp_types as types
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp.shared.exceptions import MCPError

from lattice.actions import (
    AddFile,
    AddLink,
    CreateArtifact,
    CreateTable,
    DefineTable,
    UpdateRow,
)
from lattice.mcp.addresses import INDEX, Address, parse_address
from lattice.mcp.resources import FILE_CHARS
from lattice.model.schema import NewColumn
from tests.mcp.serving import ERAS, Ground, agent_on, page, until

#: The older way to watch an address, which clients of today still use.
OLD_WAY = pytest.mark.filterwarnings("ignore:.*resources/(un)?subscribe")


@given(table=st.text(min_size=1, max_size=30), row=st.text(alphabet="0123456789ABCDEF", max_size=26))
def test_an_address_leads_back_to_what_it_was_made_for(table: str, row: str) -> None:
    try:
        table.encode()
    except UnicodeEncodeError:
        return
    address = Address(table, row)
    found = parse_address(str(address))
    if table == "index" and not row:
        assert found is None
    else:
        assert found == address


def test_a_table_called_index_has_an_address_of_its_own() -> None:
    assert parse_address(INDEX) is None
    assert parse_address("lattice://index/") == Address("index")


async def test_the_index_leads_to_tables_rows_and_files(ground: Ground) -> None:
    await ground.person.run(DefineTable(table="people", definition="Who works here"))
    row_id = await ground.add("people", name="Bo")
    artifact = (await ground.person.run(CreateArtifact(title="Plan", text="# Plan\n\nBuild it."))).value
    async with agent_on(ground) as client:
        index = await page(client, INDEX)
        assert "| people | lattice://people | 1 | Who works here |" in index
        assert f"lattice://people/{row_id}" in await page(client, "lattice://people")
        assert "Bo" in await page(client, f"lattice://people/{row_id}")
        assert f"lattice://_files/{artifact.id}" in await page(client, "lattice://_files")
        assert "Build it." in await page(client, f"lattice://_files/{artifact.id}")
        listed = {one.uri for one in (await client.list_resources()).resources}
        assert listed >= {INDEX, "lattice://people", "lattice://_files", f"lattice://_files/{artifact.id}"}
        forms = {one.uri_template for one in (await client.list_resource_templates()).resource_templates}
        assert forms == {"lattice://{table}/{id}", "lattice://{table}", "lattice://_files/{id}"}


async def test_a_row_names_what_it_is_tied_to_by_address(ground: Ground) -> None:
    first, second = await ground.add("people", name="Bo"), await ground.add("people", name="Cy")
    await ground.person.run(AddLink(table="people", id=first, to_table="people", to_id=second, name="knows"))
    async with agent_on(ground) as client:
        assert f"Cy: lattice://people/{second}" in await page(client, f"lattice://people/{first}")
        assert f"Bo: lattice://people/{first}" in await page(client, f"lattice://people/{second}")


async def test_a_name_with_spaces_and_letters_of_all_scripts_is_an_address(ground: Ground) -> None:
    await ground.person.run(CreateTable(name="Straße 7 / ключ", columns=(NewColumn("name"),)))
    row_id = await ground.add("Straße 7 / ключ", name="here")
    async with agent_on(ground) as client:
        listed = (await client.list_resources()).resources
        (uri,) = [one.uri for one in listed if one.name.startswith("Straße")]
        assert "here" in await page(client, uri)
        assert "here" in await page(client, f"{uri}/{row_id}")


@pytest.mark.parametrize(
    "uri",
    [
        "lattice://nowhere",
        "lattice://people/nobody",
        "lattice://people/01K0000000000000000000000A",
        "lattice://_files/01K0000000000000000000000A",
        "lattice://people/../_messages",
        "lattice://",
        "file:///etc/passwd",
        "lattice://people/%2e%2e%2f",
        "lattice://lattice_events",
        "lattice://" + "x" * 100_000,
    ],
)
async def test_what_is_not_there_is_said_with_code_and_hint(ground: Ground, uri: str) -> None:
    async with agent_on(ground) as client:
        with pytest.raises(MCPError) as caught:
            await client.read_resource(uri)
        assert caught.value.error.code == types.INVALID_PARAMS
        assert caught.value.error.data["code"] in ("not_found", "invalid_value", "invalid_action")
        assert len(caught.value.error.message) < 1000


async def test_a_long_text_is_cut_and_says_where_to_read_on(ground: Ground) -> None:
    text = "word " * 100_000
    file = (await ground.person.run(AddFile(name="long.txt", text=text))).value.row
    async with agent_on(ground) as client:
        read = await page(client, f"lattice://_files/{file.id}")
    assert len(read) < FILE_CHARS + 1000
    assert f"read_file, start={FILE_CHARS}." in read
    assert "of 500,000" in read


async def test_a_table_of_many_rows_shows_the_newest_and_says_how_many_there_are(ground: Ground) -> None:
    for n in range(103):
        await ground.add("people", name=f"n{n:03}")
    async with agent_on(ground) as client:
        read = await page(client, "lattice://people")
    assert "| n102 |" in read
    assert "| n000 |" not in read
    assert "and 3 more rows" in read


@OLD_WAY
@pytest.mark.parametrize("mode", ERAS)
async def test_a_client_hears_of_the_pages_it_watches_and_of_no_others(ground: Ground, mode: str) -> None:
    row_id, other = await ground.add("people", name="Bo"), await ground.add("people", name="Cy")
    watched = f"lattice://people/{row_id}"
    heard: list[Any] = []
    async with agent_on(ground, mode=mode, heard=heard) as client:
        if mode == "legacy":
            await client.subscribe_resource(watched)
            await ground.person.run(UpdateRow(table="people", id=other, values={"name": "Di"}))
            await ground.person.run(UpdateRow(table="people", id=row_id, values={"name": "Ed"}))
            await until(lambda: heard)
            assert {one.params.uri for one in heard} == {watched}
            return
        async with client.listen(resource_subscriptions=[watched]) as events:
            await ground.person.run(UpdateRow(table="people", id=other, values={"name": "Di"}))
            await ground.person.run(UpdateRow(table="people", id=row_id, values={"name": "Ed"}))
            async for event in events:
                assert event.uri == watched  # type: ignore[union-attr]
                break


async def test_a_client_hears_of_new_tables(ground: Ground) -> None:
    heard: list[Any] = []
    async with agent_on(ground, heard=heard):
        await ground.person.run(CreateTable(name="cars", columns=(NewColumn("name"),)))
        await until(lambda: any("resources/list_changed" in one.method for one in heard))


@OLD_WAY
async def test_who_no_longer_watches_is_not_told(ground: Ground) -> None:
    heard: list[Any] = []
    async with agent_on(ground, heard=heard) as client:
        await client.subscribe_resource("lattice://people")
        await client.unsubscribe_resource("lattice://people")
        await ground.add("people", name="Bo")
        await ground.person.run(CreateTable(name="cars", columns=(NewColumn("name"),)))
        await until(lambda: heard)
        assert all("list_changed" in one.method for one in heard)
