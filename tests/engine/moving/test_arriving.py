from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from lattice.actions import (
    Describe,
    InsertRow,
    ListAllLinks,
    ListEvents,
    ListRows,
    ListTables,
    ListTrash,
    ReadFile,
    SearchText,
    ShareRow,
    Undo,
    VerifyAudit,
)
from lattice.actions.base import Action
from lattice.client import LocalClient
from lattice.databases.sqlite import SqliteDatabase
from lattice.engine.hosting import Hosting
from lattice.engine.moving import announced, arriving
from lattice.engine.moving.form import Field, Kind, Manifest, Part, join
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.people import Caller
from lattice.model.sharing import Visibility
from tests import hosting_place
from tests.engine.moving.moves import announce, file_of, lived_in, send
from tests.engine.workspaces import ADA, add, table, workspace

OWNER = {"name": "Team", "owner": "human:ada", "owner_name": "Ada"}


@pytest.fixture
async def hosting(tmp_path: Path) -> AsyncIterator[Hosting]:
    """The server's workspaces."""
    opened = await hosting_place.hosting(tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[LocalClient]:
    """A workspace that is lived in."""
    async with workspace(tmp_path) as client:
        await lived_in(client)
        yield client


@pytest.fixture
async def database(tmp_path: Path, home: LocalClient) -> AsyncIterator[SqliteDatabase]:
    """Its file."""
    opened = SqliteDatabase(file_of(tmp_path))
    yield opened
    await opened.close()


async def arrived(hosting: Hosting, database: SqliteDatabase) -> Manifest:
    """Send it whole, have it compared and open it."""
    manifest = await announce(database)
    await arriving.begin(hosting, manifest, **OWNER)
    async with database.reading() as tx:
        await send(tx, hosting, manifest)
    assert await arriving.verify(hosting, manifest.workspace_id) == ()
    await arriving.open_workspace(hosting, manifest.workspace_id, manifest.digest)
    return manifest


async def code_of(work: object) -> str:
    with pytest.raises(LatticeError) as refused:
        await work  # type: ignore[misc]
    return refused.value.code


ASKED: list[Action[object]] = [
    ListTables(native=True),
    ListRows(table="people"),
    ListRows(table="people", deleted=True),
    ListRows(table="notes"),
    ListRows(table=FILES),
    ListAllLinks(),
    ListEvents(limit=1000),
    ListTrash(),
]


async def test_a_workspace_arrives_with_all_it_has(
    hosting: Hosting, home: LocalClient, database: SqliteDatabase
) -> None:
    manifest = await arrived(hosting, database)
    engine = await hosting.engine(manifest.workspace_id)
    for action in ASKED:
        there = (await engine.run(action, ADA)).value
        assert msgspec.json.encode(there) == msgspec.json.encode((await home.run(action)).value)
    said = (await engine.run(Describe(), ADA)).value
    assert (said.name, said.id, said.seq) == ("Team", manifest.workspace_id, manifest.seq)
    assert (await engine.run(VerifyAudit(), ADA)).value.ok
    found = (await engine.run(SearchText(text="peas"), ADA)).value.hits
    assert [hit.table for hit in found] == [FILES]
    text = (await engine.run(ReadFile(id=found[0].row_id), ADA)).value.text
    assert text == "# Plan\n\nPeas.\n\n## Autumn\n\nRye.\n"


async def test_life_goes_on_where_it_was(
    hosting: Hosting, home: LocalClient, database: SqliteDatabase
) -> None:
    manifest = await arrived(hosting, database)
    engine = await hosting.engine(manifest.workspace_id)
    added = await engine.run(InsertRow(table="people", values={"name": "new"}), ADA)
    assert added.seq == manifest.seq + 1
    await engine.run(Undo(), ADA)
    # back to before the column was dropped, and before it was retyped
    for _ in range(4):
        await engine.run(Undo(), ADA)
    assert (await engine.run(VerifyAudit(), ADA)).value.ok


async def test_nobody_sees_it_before_it_is_open(hosting: Hosting, database: SqliteDatabase) -> None:
    manifest = await announce(database)
    await arriving.begin(hosting, manifest, **OWNER)
    assert await code_of(hosting.engine(manifest.workspace_id)) == "not_found"
    assert (
        await code_of(arriving.open_workspace(hosting, manifest.workspace_id, manifest.digest)) == "conflict"
    )
    differ = await arriving.verify(hosting, manifest.workspace_id)
    assert differ == tuple(part.name for part in manifest.parts)
    assert (
        await code_of(arriving.open_workspace(hosting, manifest.workspace_id, manifest.digest)) == "conflict"
    )
    await arriving.end(hosting, manifest.workspace_id)
    assert await code_of(announced.standing(hosting, manifest.workspace_id)) == "not_found"
    assert manifest.workspace_id not in {one.id for one in await hosting.workspaces()}


async def test_it_goes_on_after_each_batch_and_takes_none_twice(
    hosting: Hosting, home: LocalClient, database: SqliteDatabase
) -> None:
    manifest = await announce(database)
    async with database.reading() as tx:
        rounds = 0
        await arriving.begin(hosting, manifest, **OWNER)
        while await send(tx, hosting, manifest, only=1):
            rounds += 1
            if rounds % 5 == 0:
                await arriving.begin(hosting, manifest, **OWNER)
    assert rounds >= len(manifest.parts)
    part = next(p for p in manifest.parts if p.name == "people")
    again = await arriving.put(hosting, manifest.workspace_id, manifest.digest, "people", 0, join([]))
    assert again.rows == part.rows
    assert await arriving.verify(hosting, manifest.workspace_id) == ()


async def test_what_is_out_of_order_or_too_much_is_refused(
    hosting: Hosting, database: SqliteDatabase
) -> None:
    manifest = await announce(database)
    await arriving.begin(hosting, manifest, **OWNER)
    id_, digest = manifest.workspace_id, manifest.digest
    assert await code_of(arriving.put(hosting, id_, digest, "lattice_meta", 3, join([]))) == "conflict"
    assert await code_of(arriving.put(hosting, id_, "0" * 64, "lattice_meta", 0, join([]))) == "conflict"
    assert await code_of(arriving.put(hosting, id_, digest, "nothing", 0, join([]))) == "not_found"
    assert await code_of(arriving.put(hosting, id_, digest, "lattice_meta", 0, b"{}")) == "invalid_value"
    many = join([b"\x92\xa1" + bytes([n]) + b"\xa1v" for n in range(65, 105)])
    assert await code_of(arriving.put(hosting, id_, digest, "lattice_meta", 0, many)) == "invalid_value"
    # a table of rows before the catalog that names it
    assert await code_of(arriving.put(hosting, id_, digest, "people", 0, join([]))) == "invalid_value"


async def test_what_was_changed_meanwhile_is_sent_again_and_nothing_else(
    hosting: Hosting, home: LocalClient, database: SqliteDatabase
) -> None:
    before = await announce(database)
    await arriving.begin(hosting, before, **OWNER)
    async with database.reading() as tx:
        await send(tx, hosting, before)
    await add(home, "people", name="late")
    await table(home, "later", a="text")
    after = await announce(database)
    told = await arriving.begin(hosting, after, **OWNER)
    kept = {one.part for one in told.parts}
    assert {"lattice_pieces", "lattice_parts", "notes", FILES} <= kept
    assert not {"people", "later", "lattice_events"} & kept
    async with database.reading() as tx:
        await send(tx, hosting, after)
    assert await arriving.verify(hosting, after.workspace_id) == ()
    await arriving.open_workspace(hosting, after.workspace_id, after.digest)
    engine = await hosting.engine(after.workspace_id)
    rows = (await engine.run(ListRows(table="people"), ADA)).value
    assert msgspec.json.encode(rows) == msgspec.json.encode((await home.run(ListRows(table="people"))).value)


async def test_one_changed_value_there_is_found_and_sent_again(
    hosting: Hosting, database: SqliteDatabase
) -> None:
    manifest = await announce(database)
    await arriving.begin(hosting, manifest, **OWNER)
    async with database.reading() as tx:
        await send(tx, hosting, manifest)
        async with hosting.engine_of(manifest.workspace_id).database.writing() as there:
            await there.run("UPDATE people SET age = 37 WHERE name = 'Ada'")
        assert await arriving.verify(hosting, manifest.workspace_id) == ("people",)
        await send(tx, hosting, manifest)
    assert await arriving.verify(hosting, manifest.workspace_id) == ()


async def test_who_was_stopped_after_the_opening_opens_again(
    hosting: Hosting, home: LocalClient, database: SqliteDatabase
) -> None:
    manifest = await arrived(hosting, database)
    assert (await arriving.begin(hosting, manifest, **OWNER)).state == "open"
    again = await arriving.open_workspace(hosting, manifest.workspace_id, manifest.digest)
    assert (again.state, again.owner) == ("open", "human:ada")
    # they went on at home before they came back: nobody has entered, so it arrives anew
    await add(home, "people", name="late")
    later = await announce(database)
    assert (await arriving.begin(hosting, later, **OWNER)).state == "arriving"
    async with database.reading() as tx:
        await send(tx, hosting, later)
    assert await arriving.verify(hosting, later.workspace_id) == ()
    await arriving.open_workspace(hosting, later.workspace_id, later.digest)
    # once something was done there, it is theirs
    engine = await hosting.engine(later.workspace_id)
    await engine.run(InsertRow(table="people", values={"name": "there"}), ADA)
    await add(home, "people", name="later")
    assert await code_of(arriving.begin(hosting, await announce(database), **OWNER)) == "exists"


async def test_a_workspace_that_was_removed_can_come_again(
    hosting: Hosting, database: SqliteDatabase
) -> None:
    manifest = await arrived(hosting, database)
    await hosting.remove(manifest.workspace_id)
    await arrived(hosting, database)


PEOPLE = ("_id", "_version", "_created_at", "_created_by", "_updated_at", "_updated_by", "_deleted_at")
SYSTEM = (*PEOPLE, "_owner", "_visibility", "_source")


@pytest.mark.parametrize(
    "part",
    [
        Part("lattice_keys", (Field("key", Kind.BYTES),), ("key",)),
        Part("people", (Field("_id", Kind.TEXT),), ("_id",)),
        Part("people", tuple(Field(name, Kind.TEXT) for name in SYSTEM), ("_version",)),
        Part("people", tuple(Field(name, Kind.TEXT) for name in (*SYSTEM, "_id")), ("_id",)),
        Part("lattice_events", (Field("id", Kind.TEXT),), ("id",)),
    ],
)
async def test_a_manifest_of_something_else_is_refused(
    hosting: Hosting, database: SqliteDatabase, part: Part
) -> None:
    manifest = await announce(database)
    others = tuple(p for p in manifest.parts if p.name != part.name)
    wrong = msgspec.structs.replace(manifest, parts=(*others, part))
    assert await code_of(arriving.begin(hosting, wrong, **OWNER)) == "invalid_value"
    newer = msgspec.structs.replace(manifest, form=99)
    assert await code_of(arriving.begin(hosting, newer, **OWNER)) == "newer_workspace"
    assert await code_of(announced.standing(hosting, manifest.workspace_id)) == "not_found"


async def test_a_column_that_the_server_does_not_know_is_a_newer_workspace(
    hosting: Hosting, database: SqliteDatabase
) -> None:
    manifest = await announce(database)
    first, *rest = manifest.parts
    wider = msgspec.structs.replace(first, fields=(*first.fields, Field("tomorrow", Kind.TEXT)))
    newer = msgspec.structs.replace(manifest, parts=(wider, *rest))
    await arriving.begin(hosting, newer, **OWNER)
    put = arriving.put(hosting, newer.workspace_id, newer.digest, first.name, 0, join([]))
    assert await code_of(put) == "newer_workspace"
    await arriving.end(hosting, newer.workspace_id)


async def test_rows_of_nobody_who_is_here_become_the_owners(
    hosting: Hosting, home: LocalClient, database: SqliteDatabase
) -> None:
    """Made under another handle before: else nobody could ever share them."""
    manifest = await announce(database)
    await arriving.begin(hosting, manifest, name="Team", owner="human:bo", owner_name="Bo")
    async with database.reading() as tx:
        await send(tx, hosting, manifest)
    assert await arriving.verify(hosting, manifest.workspace_id) == ()
    await arriving.open_workspace(hosting, manifest.workspace_id, manifest.digest)
    engine = await hosting.engine(manifest.workspace_id)
    bo = Caller("human:bo", origin="api")
    for of, deleted in (("people", False), ("people", True), (FILES, False)):
        rows = (await engine.run(ListRows(table=of, deleted=deleted), bo)).value.rows
        assert rows
        assert {row.owner for row in rows} == {"human:bo"}
        assert "human:bo" not in {row.created_by for row in rows}
    one = (await engine.run(ListRows(table="people"), bo)).value.rows[0]
    shared = await engine.run(ShareRow(table="people", id=one.id, visibility=Visibility.PRIVATE), bo)
    assert shared.seq == manifest.seq + 1
