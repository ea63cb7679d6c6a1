"""Dumps a workspace of the present format: `python -m tests.databases.make_format` writes formats/NNNN.sql.

Run it once for each new format, before its release, and never again: the dumps of earlier formats stand
for the files that people have.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lattice.actions import (
    AddColumn,
    AddFile,
    AddLink,
    CreateArtifact,
    CreateTable,
    DeleteRow,
    DropColumn,
    FileFacts,
    InsertRow,
    MaskColumn,
    RetypeColumn,
    SaveView,
    ShareRow,
    ShareTable,
    Undo,
    UpdateArtifact,
    UpdateRow,
)
from lattice.client import LoadBatch, LoadColumn, LoadPlan, LocalClient, create_local
from lattice.databases.migrations import FORMAT
from lattice.model.files import Part
from lattice.model.people import Caller
from lattice.model.schema import NewColumn
from lattice.model.sharing import Audience, Visibility
from lattice.model.values import ColumnType

FORMATS = Path(__file__).with_name("formats")


async def fill(client: LocalClient) -> None:
    """A little of everything that a format holds."""
    await client.run(CreateTable(name="towns", columns=(NewColumn("name"), NewColumn("code"))))
    towns = [
        (await client.run(InsertRow(table="towns", values={"name": name, "code": code}))).value.id
        for name, code in (("Oslo", "3"), ("Bergen", "46"))
    ]
    await client.run(RetypeColumn(table="towns", column="code", type=ColumnType.INTEGER))
    columns = (
        NewColumn("name"),
        NewColumn("notes", ColumnType.MARKDOWN),
        NewColumn("age", ColumnType.INTEGER),
        NewColumn("score", ColumnType.NUMBER),
        NewColumn("member", ColumnType.BOOLEAN),
        NewColumn("born", ColumnType.DATE),
        NewColumn("seen", ColumnType.DATETIME),
        NewColumn("data", ColumnType.JSON),
        NewColumn("town", ColumnType.REFERENCE, "towns"),
    )
    await client.run(CreateTable(name="people", columns=columns, definition="Who is here", key=("name",)))
    ada = await client.run(
        InsertRow(
            table="people",
            values={
                "name": "Ada 🙂",
                "notes": "# Notes\n[not markup] \x1b[31m",
                "age": 2**63 - 1,
                "score": 0.1,
                "member": True,
                "born": "1815-12-10",
                "seen": "2024-12-31T23:59:59.123456Z",
                "data": {"a": [1, None]},
                "town": towns[0],
            },
        )
    )
    bob = await client.run(InsertRow(table="people", values={"name": "Bob", "town": towns[1]}), op_id="bob")
    await client.run(UpdateRow(table="people", id=ada.value.id, values={"notes": "changed"}), group_id="turn")
    await client.run(
        AddLink(table="people", id=ada.value.id, to_table="people", to_id=bob.value.id, name="friend")
    )
    await client.run(AddColumn(table="people", column=NewColumn("dropped")))
    await client.run(UpdateRow(table="people", id=bob.value.id, values={"dropped": "aside"}))
    await client.run(DropColumn(table="people", column="dropped"))
    gone = await client.run(InsertRow(table="people", values={"name": "Gone"}))
    await client.run(DeleteRow(table="people", id=gone.value.id))
    plan = LoadPlan("imported", (LoadColumn("n", ColumnType.INTEGER), LoadColumn("word")), source="words.csv")
    await client.load(plan, [LoadBatch(list(range(2, 12)), [[n, f"word{n}"] for n in range(10)])])
    await keep_files(client, ada.value.id)
    await keep_sharing(client, bob.value.id)
    view = SaveView(table="people", name="Grown up", where="age >= 18", sort=("-age",), frozen=1)
    await client.run(view)
    await client.run(UpdateRow(table="people", id=bob.value.id, values={"age": 7}))
    await client.run(Undo())


async def keep_files(client: LocalClient, person_id: str) -> None:
    """An artifact of two versions and a stored document of two pages, one tied to a row."""
    artifact = (await client.run(CreateArtifact(title="Plan", text="# Plan\nfirst thoughts\n"))).value
    await client.run(UpdateArtifact(id=artifact.id, text="# Plan\nsecond thoughts\n"))
    content = await client.put_bytes([b"%PDF"])
    text = await client.put_text([Part("page one ", page=1, place="page 1"), Part("page two", page=2)])
    facts = FileFacts(sha256=content.sha256, size=content.size, text_id=text.text_id)
    await client.run(AddFile(name="paper.pdf", path="/papers/paper.pdf", facts=facts))
    await client.run(
        AddLink(table="_files", id=artifact.id, to_table="people", to_id=person_id, name="about")
    )


async def keep_sharing(client: LocalClient, person_id: str) -> None:
    """A row for one other to read, a column for admins, a table whose new rows are private."""
    shared = ShareRow(
        table="people", id=person_id, visibility=Visibility.CUSTOM, read=("human:eve",), write=("human:bob",)
    )
    await client.run(shared)
    await client.run(MaskColumn(table="people", column="score", audience=Audience.ADMIN))
    await client.run(ShareTable(table="towns", default=Visibility.PRIVATE))


def dump(connection: sqlite3.Connection) -> Iterator[str]:
    """The statements that make the file again; SQLite's own dump cannot do search indexes without content."""
    schema = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'index', rowid"
    ).fetchall()
    virtual = [name for _, name, sql in schema if sql.startswith("CREATE VIRTUAL")]
    for type_, name, sql in schema:
        shadow = any(name.startswith(f"{v}_") for v in virtual)
        yield f'DELETE FROM "{name}"' if shadow else sql
        if type_ == "table" and name not in virtual:
            columns = [row[1] for row in connection.execute("SELECT * FROM pragma_table_info(?)", (name,))]
            values = " || ', ' || ".join(f'quote("{column}")' for column in columns)
            for (row,) in connection.execute(f'SELECT {values} FROM "{name}"'):
                yield f'INSERT INTO "{name}" VALUES ({row})'


async def main() -> None:
    """Write the dump of a new workspace."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.lattice"
        client = await create_local(path, name="Kept", caller=Caller(actor="human:ada", origin="api"))
        await fill(client)
        await client.close()
        connection = sqlite3.connect(path)
        lines = [f"{statement};\n" for statement in dump(connection)]
        connection.close()
    (FORMATS / f"{FORMAT:04}.sql").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    asyncio.run(main())
