"""What the log says since the last pass: read newest first, in as few pages as may be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from lattice.actions import (
    AddLink,
    DefineTable,
    DeleteRow,
    InsertRows,
    PurgeRows,
    ReadHead,
    RemoveLink,
    Undo,
    UpdateRow,
)
from lattice.client import LocalClient
from lattice.context import changes, render
from lattice.context.changes import Changes, changes_since
from lattice.model.people import AgentRules
from tests.context.trees import SMALL, files_in, the_page
from tests.engine.workspaces import SCOUT, add, opened, table, workspace


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[LocalClient]:
    async with workspace(tmp_path) as opened_:
        await table(opened_, "t", name="text")
        yield opened_


async def head(client: LocalClient) -> int:
    return (await client.run(ReadHead())).value.seq


async def since(client: LocalClient, seq: int) -> Changes:
    return await changes_since(client, seq, await head(client), rows=0)


async def test_a_link_that_was_made_and_unmade_is_unmade(client: LocalClient) -> None:
    one, other = await add(client, "t", name="a"), await add(client, "t", name="b")
    seq = await head(client)
    link = AddLink(table="t", id=one, to_table="t", to_id=other)
    made = await client.run(link)
    key = f"link:{made.value.id}"
    assert set((await since(client, seq)).tied) == {key}
    removed = await client.run(RemoveLink(table="t", id=one, to_table="t", to_id=other))
    found = await since(client, seq)
    assert (found.tied, found.untied) == ({}, {key})
    await client.run(Undo(change_id=removed.change_id))
    found = await since(client, seq)
    assert len(found.tied) == 1
    assert {id_ for ids in found.rows.values() for id_ in ids} == {one, other}


async def test_more_events_than_one_page_are_all_seen(client: LocalClient) -> None:
    seq = await head(client)
    rows = tuple({"name": f"row {n}"} for n in range(1000))
    ids = {id_ for _ in range(3) for id_ in (await client.run(InsertRows(table="t", rows=rows))).value.ids}
    (found,) = (await since(client, seq)).rows.values()
    assert found == ids


async def test_what_concerns_an_index_alone_concerns_no_row(client: LocalClient) -> None:
    seq = await head(client)
    await client.run(DefineTable(table="t", definition="what it is"))
    found = await since(client, seq)
    assert (found.everything, found.tables, found.rows) == (False, set(), {})
    assert len(found.indexes) == 1


async def test_very_many_events_are_not_looked_at_one_by_one(
    client: LocalClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await render(client, tmp_path / "t", SMALL)
    monkeypatch.setattr(changes, "MANY", 5)
    row = await add(client, "t", name="first")
    for n in range(12):
        await client.run(UpdateRow(table="t", id=row, values={"name": f"name {n}"}))
    assert (await since(client, 0)).everything
    await render(client, tmp_path / "t", SMALL)
    await render(client, tmp_path / "fresh", SMALL)
    assert files_in(tmp_path / "t") == files_in(tmp_path / "fresh")


async def test_what_was_purged_leaves_nothing_in_the_tree(client: LocalClient, tmp_path: Path) -> None:
    one = await add(client, "t", name="Secret name")
    other = await add(client, "t", name="Other")
    await client.run(AddLink(table="t", id=other, to_table="t", to_id=one))
    await render(client, tmp_path / "t", SMALL)
    assert "Secret name" in the_page(tmp_path / "t", "other").read_text()
    await client.run(DeleteRow(table="t", id=one))
    await client.run(PurgeRows(table="t", ids=(one,)))
    await render(client, tmp_path / "t", SMALL)
    for path in (tmp_path / "t").rglob("*"):
        if path.is_file():
            assert b"Secret name" not in path.read_bytes(), path


async def test_an_agent_renders_only_what_it_may_see(client: LocalClient, tmp_path: Path) -> None:
    await table(client, "hidden", name="text")
    secret = await add(client, "hidden", name="Secret name")
    seen = await add(client, "t", name="Seen")
    await client.run(AddLink(table="t", id=seen, to_table="hidden", to_id=secret))
    async with opened(tmp_path, SCOUT, AgentRules(allowed_tables=("t",))) as scout:
        await render(scout, tmp_path / "t", SMALL)
        await client.run(UpdateRow(table="hidden", id=secret, values={"name": "Other secret name"}))
        await client.run(UpdateRow(table="t", id=seen, values={"name": "Still seen"}))
        await render(scout, tmp_path / "t", SMALL)
    words = b"".join(files_in(tmp_path / "t").values()).lower()
    assert b"still seen" in words
    assert b"secret" not in words
    assert b"hidden" not in words
