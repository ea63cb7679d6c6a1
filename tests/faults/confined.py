"""A process with less room or fewer rights, which says what came of it: `confined.py FILE KIND [BYTES]`."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from lattice.actions import CountRows, InsertRow, ListRows, Undo
from lattice.client import LoadBatch, LoadColumn, LoadPlan, LocalClient, create_local, open_local
from lattice.model.errors import LatticeError
from lattice.model.people import Caller

ADA = Caller(actor="human:ada", origin="api")
NOBODY = 65_534


def say(*words: object) -> None:
    """One line that is out before anything else happens."""
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


async def fill(client: LocalClient) -> None:
    """Write until it is refused; then read."""
    done = 0
    try:
        while True:
            row = (await client.run(InsertRow(table="t", values={"text": f"{done} " * 5000}))).value
            say("ack", row.id)
            done += 1
    except LatticeError as error:
        say("refused", error.code)
    say("count", (await client.run(CountRows(table="t"))).value.total)


async def load(client: LocalClient) -> None:
    """Import until it is refused; then write something small."""

    def endless() -> Iterator[LoadBatch]:
        while True:
            yield LoadBatch(list(range(1000)), [["x" * 200]] * 1000)

    try:
        await client.load(LoadPlan("new", (LoadColumn("text"),)), endless())
    except LatticeError as error:
        say("refused", error.code)
    say("count", (await client.run(CountRows(table="t"))).value.total)


async def look(client: LocalClient) -> None:
    """Read and write one row each."""
    say("count", len((await client.run(ListRows(table="t"))).value.rows))
    await client.run(InsertRow(table="t", values={"text": "more"}))
    await client.run(Undo())
    say("written")


async def main(path: Path, kind: str, size: int) -> None:
    """Give up room or rights, then work."""
    if size:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    elif os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    client: LocalClient | None = None
    try:
        if kind == "create":
            client = await create_local(path, name="New", caller=ADA)
        else:
            client = await open_local(path, caller=ADA)
            await {"fill": fill, "load": load, "look": look}[kind](client)
    except LatticeError as error:
        say("refused", error.code, error.message)
    if client is not None:
        await client.close()
    say("done")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0))
