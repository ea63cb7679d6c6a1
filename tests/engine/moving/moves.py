"""A workspace on its way in tests: a file with everything in it, sent to a server by hand."""

from __future__ import annotations

from pathlib import Path

from lattice.actions import (
    AddColumn,
    AddFile,
    AddLink,
    CreateArtifact,
    CreateTable,
    DeleteRow,
    DropColumn,
    DropTable,
    FileFacts,
    InsertRow,
    PurgeRows,
    RetypeColumn,
    SaveView,
    UpdateRow,
)
from lattice.client import LocalClient
from lattice.databases.base import Transaction
from lattice.databases.sqlite import SqliteDatabase
from lattice.engine.hosting import Hosting
from lattice.engine.moving import arriving
from lattice.engine.moving.form import Manifest, join
from lattice.engine.moving.reading import batches, manifest_of
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.engine.workspaces import SCOUT, add, table


async def lived_in(client: LocalClient) -> None:
    """A workspace in which everything has happened once."""
    await table(client, "people", name="text", age="integer", weight="number", ok="boolean", about="json")
    ada = await add(client, "people", name="Ada", age=36, weight=1.0, ok=True, about={"a": [1]})
    bo = await add(client, "people", name="Bo \U0001f600 [b]", age=-1, weight=0.1, ok=False)
    gone = await add(client, "people", name="gone")
    trashed = await add(client, "people", name="trashed", weight=1e300)
    await client.run(AddLink(table="people", id=ada, to_table="people", to_id=bo, name="knows"))
    await client.run(UpdateRow(table="people", id=bo, values={"age": 7}))
    await client.run(DeleteRow(table="people", id=gone))
    await client.run(PurgeRows(table="people", ids=(gone,)))
    await client.run(DeleteRow(table="people", id=trashed))
    await table(client, 'odd "name" é/%', c="text")
    await add(client, 'odd "name" é/%', c="x" * 5000)
    await client.run(DropTable(table='odd "name" é/%'))
    await client.run(
        CreateTable(
            name="notes", columns=(NewColumn("who", ColumnType.REFERENCE, "people"), NewColumn("when"))
        )
    )
    await add(client, "notes", who=ada, when="12")
    await client.run(RetypeColumn(table="notes", column="when", type=ColumnType.INTEGER))
    await client.run(AddColumn(table="notes", column=NewColumn("more")))
    await client.run(DropColumn(table="notes", column="more"))
    await client.run(SaveView(table="people", name="Sevens", where="age = 7", sort=("-name",)))
    await table(client, "empty", a="text")
    content = await client.put_bytes([b"a" * 1_500_000, b"b" * 1_000_000])
    facts = FileFacts(sha256=content.sha256, size=content.size, media_type="application/x-test")
    await client.run(AddFile(name="big.bin", facts=facts))
    await client.run(CreateArtifact(title="Plan", text="# Plan\n\nPeas.\n\n## Autumn\n\nRye.\n"))
    scout = client.acting(SCOUT.actor)
    await scout.run(InsertRow(table="people", values={"name": "by scout"}))


async def announce(database: SqliteDatabase) -> Manifest:
    """What the workspace consists of now."""
    async with database.reading() as tx:
        return await manifest_of(tx)


async def send(tx: Transaction, hosting: Hosting, manifest: Manifest, *, only: int | None = None) -> int:
    """Send what is missing, at most `only` batches; how many were sent."""
    known = await arriving.standing(hosting, manifest.workspace_id)
    here = {arrived.part: arrived for arrived in known.parts}
    sent = 0
    for part in manifest.parts:
        arrived = here.get(part.name)
        if arrived is None and not part.rows and sent != only:
            await arriving.put(hosting, manifest.workspace_id, manifest.digest, part.name, 0, join([]))
            sent += 1
            continue
        rows, after = (arrived.rows, arrived.after) if arrived else (0, ())
        if rows == part.rows:
            continue
        async for batch in batches(tx, part, rows, after):
            if sent == only:
                return sent
            await arriving.put(
                hosting, manifest.workspace_id, manifest.digest, part.name, batch.offset, batch.body
            )
            sent += 1
    return sent


def file_of(folder: Path) -> Path:
    """Where `workspace` puts it."""
    return folder / "w.lattice"
