"""Several processes that write to one workspace at once: nothing is lost and nobody is turned away."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from lattice.actions import CountRows
from lattice.client import create_local
from lattice.model.people import Caller
from tests.engine.agreement import disagreements
from tests.engine.workspaces import table

ADA = Caller(actor="human:ada", origin="api")
WRITER = Path(__file__).with_name("writer.py")
PROCESSES = 8


async def _start(path: Path, kind: str, count: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(WRITER),
        str(path),
        kind,
        str(count),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


async def _all_write(folder: Path, count: int, timeout_s: float) -> None:
    path = folder / "w.lattice"
    client = await create_local(path, name="Busy", caller=ADA)
    await table(client, "t", n="integer", text="text")
    # a client that stays open meanwhile sees every event once
    watched: list[int] = []

    async def watch() -> None:
        async for event in client.watch(1):
            watched.append(event.seq)
            if len(watched) == PROCESSES * count:
                return

    watcher = asyncio.create_task(watch())
    processes = [await _start(path, "inserts", count) for _ in range(PROCESSES)]
    async with asyncio.timeout(timeout_s):
        answers = await asyncio.gather(*(p.communicate() for p in processes))
        await watcher
    assert [p.returncode for p in processes] == [0] * PROCESSES, [err.decode()[-500:] for _, err in answers]
    assert all(err == b"" for _, err in answers)
    acknowledged = [
        line.split()[1] for out, _ in answers for line in out.decode().splitlines() if line.startswith("ack")
    ]
    assert len(set(acknowledged)) == PROCESSES * count
    assert (await client.run(CountRows(table="t"))).value.total == PROCESSES * count
    assert watched == list(range(2, 2 + PROCESSES * count))
    assert [finding for finding in await client.check() if not finding.ok] == []
    await client.close()
    assert disagreements(path) == []


async def test_eight_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    await _all_write(tmp_path, 40, 60)


@pytest.mark.soak
async def test_eight_processes_write_a_thousand_changes_each(tmp_path: Path) -> None:
    await _all_write(tmp_path, 1000, 1200)


async def test_imports_and_edits_of_several_processes_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "w.lattice"
    client = await create_local(path, name="Busy", caller=ADA)
    await table(client, "t", n="integer", text="text")
    processes = [await _start(path, kind, 2) for kind in ("imports", "imports", "mixed", "mixed")]
    async with asyncio.timeout(60):
        answers = await asyncio.gather(*(p.communicate() for p in processes))
    assert [p.returncode for p in processes] == [0] * 4, [err.decode()[-500:] for _, err in answers]
    assert (await client.run(CountRows(table="t", where="text ~ imported"))).value.total == 4 * 6000
    assert [finding for finding in await client.check() if not finding.ok] == []
    await client.close()
    assert disagreements(path) == []
