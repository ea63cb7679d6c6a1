"""`kill -9` at any moment: the workspace opens, holds all that was acknowledged, its log and rows agree."""

from __future__ import annotations

import asyncio
import hashlib
import random
import subprocess
import sys
from pathlib import Path

import pytest

from lattice.actions import GetRow, InsertRow, ListTables, ReadFile, SearchText
from lattice.client import create_local, open_local
from lattice.model.errors import LatticeError
from lattice.model.people import Caller
from tests.engine.agreement import disagreements
from tests.engine.workspaces import table

ADA = Caller(actor="human:ada", origin="api")
WRITER = Path(__file__).with_name("writer.py")
DEADLINE_S = 30.0


async def _write_and_kill(path: Path, kind: str, after_s: float) -> list[list[str]]:
    """Let a process write, kill it so long after its first words; what it had acknowledged."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(WRITER),
        str(path),
        kind,
        "1000",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        limit=2**24,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    async with asyncio.timeout(DEADLINE_S):
        first = await process.stdout.readline()
        assert first == b"ready\n", (await process.stderr.read()).decode()[-1000:]
        reading = asyncio.create_task(process.stdout.read())
        await asyncio.wait([reading], timeout=after_s)
        process.kill()
        said = (await reading).decode()
        await process.wait()
    # a last line without its end was cut off by the kill
    return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


async def _kills(folder: Path, times: int, seed: int) -> None:
    dice = random.Random(seed)
    path = folder / "w.lattice"
    client = await create_local(path, name="Killed", caller=ADA)
    await table(client, "t", n="integer", text="text")
    await client.close()
    rows: dict[str, int | None] = {}
    tables: dict[str, int] = {}
    files: dict[str, tuple[str, int]] = {}
    for n in range(times):
        kind = ("inserts", "mixed", "imports", "files")[n % 4]
        for word, *rest in await _write_and_kill(path, kind, dice.uniform(0.0, 0.35)):
            if word == "ack":
                rows[rest[0]] = int(rest[1])
            elif word == "gone":
                rows[rest[0]] = None
            elif word == "file":
                files[rest[0]] = (rest[1], int(rest[2]))
            elif word == "table" and rest[0] != "t":
                tables[rest[0]] = int(rest[1])
        client = await open_local(path, caller=ADA)
        try:
            assert [finding for finding in await client.check() if not finding.ok] == []
            there = {i.table.name: i.rows for i in (await client.run(ListTables())).value.tables}
            assert tables.items() <= there.items()
            # a table whose import was acknowledged by nobody is there whole, or not at all
            assert {count for name, count in there.items() if name != "t"} <= {6000}
            for file_id, (sha256, chars) in files.items():
                data = b"".join([piece async for piece in client.read_bytes(file_id)])
                assert hashlib.sha256(data).hexdigest() == sha256
                assert (await client.run(ReadFile(id=file_id))).value.total == chars
            await client.run(InsertRow(table="t", values={"n": n, "text": f"after{n}"}))
            assert len((await client.run(SearchText(text=f"after{n}"))).value.hits) == 1
        finally:
            await client.close()
        assert disagreements(path) == []
    client = await open_local(path, caller=ADA)
    for id_, n_value in rows.items():
        row = (await client.run(GetRow(table="t", id=id_))).value
        if n_value is None:
            # the undo that brings it back may have been carried out and not acknowledged
            continue
        assert row.values["n"] in (n_value, -n_value)
    await client.close()


async def test_nothing_acknowledged_is_lost_when_a_writer_is_killed(tmp_path: Path) -> None:
    await _kills(tmp_path, 12, seed=1)


@pytest.mark.soak
async def test_two_hundred_kills(tmp_path: Path) -> None:
    for seed in range(20):
        # a new workspace now and then: each is looked through whole after every kill
        (tmp_path / str(seed)).mkdir()
        await _kills(tmp_path / str(seed), 10, seed)


async def test_a_workspace_that_was_being_made_is_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "w.lattice"
    path.write_bytes(b"")
    with pytest.raises(LatticeError) as caught:
        await open_local(path, caller=ADA)
    assert caught.value.code == "corrupt"
    assert path.read_bytes() == b""
