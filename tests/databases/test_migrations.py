"""Workspaces of every format that was released open and work; migrations are numbered without a gap."""

from __future__ import annotations

import hashlib
import sqlite3
from importlib import resources
from pathlib import Path

import pytest

from lattice.actions import (
    CreateArtifact,
    Describe,
    InsertRow,
    ListDropped,
    ListEvents,
    ListLinks,
    ListRows,
    ListTables,
    ListThreads,
    ListTrash,
    ReadFile,
    ReadThread,
    Redo,
    SearchText,
    Undo,
    VerifyAudit,
)
from lattice.client import LocalClient, create_local, open_local
from lattice.databases import migrations
from lattice.databases.migrations import FORMAT
from lattice.model.chat import CallBlock, Role, TextBlock, ThinkingBlock, Usage
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.people import Caller
from lattice.model.people import Role as MemberRole
from lattice.model.values import ColumnType
from tests.engine.workspaces import ADA

FORMATS = Path(__file__).with_name("formats")
#: SHA-256 of each migration that was released: what has run on people's files is never changed.
RELEASED = {
    "0001.sql": "a654c47db9fae6faf46ffc66d4456b7edd0a4754f67fe18c457b182f3f9e44eb",
    "0002.sql": "ca7d1326c824f33fc3dd72fc70a1247a0129f06d137f4ebf3058ced6b71f5dfd",
    "0003.sql": "2726eefdf8efd406fbbbbf938284b68c650271240f00e087a19418506edc6970",
    "0004.sql": "30d94605b9831b89e9d607d20fa5f0029b5bca849257b93609420695004c8e3e",
}


def _made(folder: Path, number: int) -> Path:
    """A workspace file as that format had it."""
    path = folder / "w.lattice"
    connection = sqlite3.connect(path)
    connection.executescript((FORMATS / f"{number:04}.sql").read_text("utf-8"))
    connection.close()
    return path


@pytest.fixture(params=range(1, FORMAT + 1))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return _made(tmp_path, request.param)


async def _open(path: Path) -> LocalClient:
    return await open_local(path, caller=ADA)


def test_there_is_a_dump_of_every_format() -> None:
    assert sorted(p.name for p in FORMATS.iterdir()) == [f"{n:04}.sql" for n in range(1, FORMAT + 1)]


def test_migrations_are_numbered_without_a_gap_and_released_ones_are_as_they_were() -> None:
    folder = resources.files(migrations).joinpath("sqlite")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    assert names == [f"{n:04}.sql" for n in range(1, FORMAT + 1)]
    for name, digest in RELEASED.items():
        assert hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() == digest, name


async def test_an_old_workspace_shows_what_it_held(old: Path) -> None:
    client = await _open(old)
    tables = {i.table.name: i for i in (await client.run(ListTables())).value.tables}
    assert {name: (i.rows, i.trashed) for name, i in tables.items()} == {
        "imported": (10, 0),
        "people": (2, 1),
        "towns": (2, 0),
    }
    assert tables["people"].table.definition == "Who is here"
    assert tables["people"].table.key == ("c1",)
    assert tables["towns"].table.column("code").type is ColumnType.INTEGER
    page = (await client.run(ListRows(table="people"))).value
    ada, bob = page.rows
    town = ada.values["town"]
    assert ada.values == {
        "name": "Ada 🙂",
        "notes": "changed",
        "age": 2**63 - 1,
        "score": 0.1,
        "member": True,
        "born": "1815-12-10",
        "seen": "2024-12-31T23:59:59.123456Z",
        "data": {"a": [1, None]},
        "town": town,
    }
    assert page.labels[town] == "Oslo"
    links = (await client.run(ListLinks(table="people", id=ada.id))).value.links
    assert [(link.row_id, link.name) for link in links if link.table == "people"] == [(bob.id, "friend")]
    assert [i.label for i in (await client.run(ListTrash())).value.items] == ["Gone"]
    assert [d.column for d in (await client.run(ListDropped())).value] == ["dropped"]
    assert [h.label for h in (await client.run(SearchText(text="word7"))).value.hits] == ["word7"]
    assert [e.seq for e in (await client.run(ListEvents(limit=1))).value.events] == [
        (await client.run(Describe())).value.seq
    ]
    await client.close()


async def test_an_old_workspace_shows_the_files_it_held(tmp_path: Path) -> None:
    client = await _open(_made(tmp_path, 2))
    plan, paper = (await client.run(ListRows(table=FILES))).value.rows
    assert (await client.run(ReadFile(id=plan.id))).value.text == "# Plan\nsecond thoughts\n"
    assert (await client.run(ReadFile(id=plan.id, version=1))).value.text == "# Plan\nfirst thoughts\n"
    assert (await client.run(ReadFile(id=paper.id, page=2))).value.text == "page two"
    assert [piece async for piece in client.read_bytes(paper.id)] == [b"%PDF"]
    (link,) = (await client.run(ListLinks(table=FILES, id=plan.id))).value.links
    assert (link.table, link.name) == ("people", "about")
    assert [h.row_id for h in (await client.run(SearchText(text="page two"))).value.hits] == [paper.id]
    await client.close()


async def test_an_old_workspace_shows_the_conversations_it_held(tmp_path: Path) -> None:
    client = await _open(_made(tmp_path, 3))
    (thread,) = (await client.run(ListThreads())).value.threads
    assert (thread.title, thread.messages, thread.usage) == ("Who lives in Oslo", 4, Usage(1, 2, 3, 4, 5))
    page = (await client.run(ReadThread(id=thread.id))).value
    assert [m.role for m in page.messages] == [Role.PERSON, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT]
    assert [type(b) for b in page.messages[1].blocks] == [ThinkingBlock, TextBlock, CallBlock]
    assert page.messages[3].text == "Ada does."
    assert [h.row_id for h in (await client.run(SearchText(text="Ada does"))).value.hits] == [
        page.messages[3].id
    ]
    await client.close()


async def test_an_old_workspace_keeps_from_others_what_it_kept(tmp_path: Path) -> None:
    path = _made(tmp_path, 4)
    for handle, people, role in (
        ("bob", 2, MemberRole.EDITOR),
        ("zoe", 1, MemberRole.EDITOR),
        ("zoe", 1, MemberRole.ADMIN),
    ):
        client = await open_local(path, caller=Caller(f"human:{handle}", role=role))
        rows = (await client.run(ListRows(table="people"))).value.rows
        assert len(rows) == people
        assert rows[0].values["score"] == (0.1 if role is MemberRole.ADMIN else None)
        new = (await client.run(InsertRow(table="towns", values={"name": "Mine"}))).value
        assert new.visibility == "private"
        await client.close()


async def test_rows_that_agents_made_private_in_an_older_format_are_hidden(tmp_path: Path) -> None:
    path = _made(tmp_path, 3)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE people SET _visibility = 'private' WHERE name = 'Bob'")
    connection.execute(
        "UPDATE lattice_events SET after = json_set(after, '$._visibility', 'private')"
        " WHERE op = 'row.insert' AND json_extract(after, '$.c1') = 'Bob'"
    )
    connection.commit()
    connection.close()
    client = await open_local(path, caller=Caller("human:zoe"))
    assert len((await client.run(ListRows(table="people"))).value.rows) == 1
    await client.close()
    ada = await _open(path)
    assert len((await ada.run(ListRows(table="people"))).value.rows) == 2
    await ada.close()


async def test_an_old_workspace_takes_files(old: Path) -> None:
    client = await _open(old)
    new = (await client.run(CreateArtifact(title="New", text="never seen before"))).value
    assert (await client.run(SearchText(text="never seen"))).value.hits[0].row_id == new.id
    assert all(finding.ok for finding in await client.check() if finding.name not in ("permissions", "audit"))
    await client.close()


async def test_an_old_workspace_is_sound(old: Path) -> None:
    client = await _open(old)
    verdict = (await client.run(VerifyAudit())).value
    assert verdict.ok, verdict.reason
    # permissions are those of this machine, and the head of the chain is not in a dump
    wrong = [f for f in await client.check() if not f.ok and f.name not in ("permissions", "audit")]
    assert wrong == []
    await client.close()


async def test_one_works_on_in_an_old_workspace(old: Path) -> None:
    client = await _open(old)
    again = await client.run(InsertRow(table="people", values={"name": "Bob", "town": None}), op_id="new")
    assert not again.replayed
    assert len((await client.run(SearchText(text="bob"))).value.hits) == 2
    await client.run(Undo())
    await client.run(Redo())
    await client.run(Undo())
    # everything that was done in it can be taken back, down to nothing
    code = ""
    while not code:
        try:
            await client.run(Undo())
        except LatticeError as error:
            code = error.code
    assert code == "nothing_to_undo"
    assert (await client.run(ListTables())).value.tables == ()
    assert (await client.run(VerifyAudit())).value.ok
    await client.close()


async def test_an_old_workspace_opened_twice_is_migrated_once(old: Path) -> None:
    for _ in range(2):
        await (await _open(old)).close()
    connection = sqlite3.connect(old)
    assert connection.execute("SELECT value FROM lattice_meta WHERE key = 'format'").fetchone() == (
        str(FORMAT),
    )
    connection.close()


async def test_an_old_workspace_gets_the_schema_of_a_new_one(old: Path, tmp_path: Path) -> None:
    await (await _open(old)).close()
    await (await create_local(tmp_path / "new.lattice", name="New", caller=ADA)).close()
    assert _bookkeeping(old) == _bookkeeping(tmp_path / "new.lattice")


def _bookkeeping(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE name GLOB 'lattice_*' AND sql IS NOT NULL"
        " AND NOT (name GLOB 'lattice_text_*' OR name GLOB 'lattice_live_*' OR name GLOB 'lattice_trash_*'"
        " OR name GLOB 'lattice_sort_*')"
    ).fetchall()
    connection.close()
    return {str(name): " ".join(str(sql).split()) for name, sql in rows}
