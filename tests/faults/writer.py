"""A process that writes to a workspace and says what was acknowledged: `writer.py FILE KIND COUNT`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from lattice.actions import (
    AddFile,
    CreateArtifact,
    DeleteRow,
    FileFacts,
    InsertRow,
    InsertRows,
    Undo,
    UpdateArtifact,
    UpdateRow,
)
from lattice.client import LoadBatch, LoadColumn, LoadMode, LoadPlan, LocalClient, open_local
from lattice.model.files import Part
from lattice.model.people import Caller
from lattice.model.values import ColumnType


def say(*words: object) -> None:
    """One line that is out before anything else happens."""
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


async def inserts(client: LocalClient, count: int) -> None:
    """Rows, one change each."""
    for n in range(count):
        row = (await client.run(InsertRow(table="t", values={"n": n, "text": f"word{n} and more"}))).value
        say("ack", row.id, n)


async def mixed(client: LocalClient, count: int) -> None:
    """All kinds of changes."""
    for n in range(count):
        row = (await client.run(InsertRow(table="t", values={"n": n, "text": "first"}))).value
        say("ack", row.id, n)
        await client.run(UpdateRow(table="t", id=row.id, values={"n": -n, "text": "second"}))
        say("ack", row.id, -n)
        rows = tuple({"n": n, "text": "many"} for _ in range(50))
        for id_ in (await client.run(InsertRows(table="t", rows=rows))).value.ids:
            say("ack", id_, n)
        deleted = await client.run(DeleteRow(table="t", id=row.id))
        say("gone", row.id)
        if n % 3 == 0:
            await client.run(Undo(change_id=deleted.change_id))
            say("ack", row.id, -n)


async def imports(client: LocalClient, count: int) -> None:
    """Imports into a table that is there and into new ones."""
    columns = (LoadColumn("n", ColumnType.INTEGER), LoadColumn("text"))
    for n in range(count):
        for table, mode in (("t", LoadMode.APPEND), (f"new{client_number()}_{n}", LoadMode.APPEND)):
            batches = (
                LoadBatch(list(range(k, k + 500)), [[k, f"imported {i}"] for i in range(500)])
                for k in range(1, 6001, 500)
            )
            report = (await client.load(LoadPlan(table, columns, mode), batches)).value
            say("table", table, report.added)


async def files(client: LocalClient, count: int) -> None:
    """Files with bytes of several pieces and texts of many parts, and artifacts that change."""
    for n in range(count):
        data = f"{client_number()} {n} ".encode() * 200_000
        content = await client.put_bytes(iter([data]))
        text = await client.put_text(Part(f"part {n} of {client_number()}", page=p) for p in range(1, 301))
        facts = FileFacts(sha256=content.sha256, size=content.size, text_id=text.text_id)
        file = (await client.run(AddFile(name=f"{n}.bin", facts=facts))).value.row
        say("file", file.id, content.sha256, text.chars)
        artifact = (await client.run(CreateArtifact(title=f"A{n}", text="# One\n" * 50))).value
        for k in range(5):
            await client.run(UpdateArtifact(id=artifact.id, text=f"# {k}\n" * 50))


def client_number() -> int:
    """What tells the tables of this process from those of others."""
    import os

    return os.getpid()


async def main(path: Path, kind: str, count: int) -> None:
    """Open, write, close."""
    client = await open_local(path, caller=Caller(actor="human:ada", origin="api"))
    say("ready")
    await {"inserts": inserts, "mixed": mixed, "imports": imports, "files": files}[kind](client, count)
    await client.close()
    say("done")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
