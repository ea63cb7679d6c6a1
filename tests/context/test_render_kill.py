"""`kill -9` at any moment of rendering: the next pass puts the tree right and takes nothing for an edit."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from lattice.actions import CreateTable, UpdateRows
from lattice.client import LocalClient
from lattice.context import render
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.context.trees import SMALL, files_in
from tests.engine.workspaces import opened, workspace

RENDERER = Path(__file__).with_name("renderer.py")
ROOT = Path(__file__).parent.parent.parent
DEADLINE_S = 60.0


async def _render_and_kill(folder: Path, seed: int, passes: int, after_s: float) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(RENDERER), str(folder / "w.lattice"), str(folder / "t"), str(seed)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    async with asyncio.timeout(DEADLINE_S):
        for _ in range(passes):
            said = await process.stdout.readline()
            assert said == b"rendering\n", (await process.stderr.read()).decode()[-2000:]
        ended = asyncio.create_task(process.wait())
        await asyncio.wait([ended], timeout=after_s)
        assert not ended.done(), (await process.stderr.read()).decode()[-2000:]
        process.kill()
        await ended


async def _check(client: LocalClient, folder: Path, n: int) -> None:
    # what was half-done is out of date by now, and no edit of anybody's all the same
    await client.run(UpdateRows(table="t", where="name is not empty", values={"text": f"round {n}"}))
    report = await render(client, folder / "t", SMALL)
    assert report.conflicts == ()
    await render(client, folder / f"fresh{n}", SMALL)
    fresh = files_in(folder / f"fresh{n}")
    assert files_in(folder / "t") == {**fresh, "tables/t/mine.md": b"mine"}
    assert (await render(client, folder / "t", SMALL)).written == 0


async def _kills(folder: Path, times: int, seed: int) -> None:
    dice = Random(seed)
    async with workspace(folder) as client:
        columns = (
            NewColumn("name"),
            NewColumn("text", ColumnType.MARKDOWN),
            NewColumn("near", ColumnType.REFERENCE, "t"),
        )
        await client.run(CreateTable(name="t", columns=columns))
    mine = folder / "t/tables/t/mine.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    for n in range(times):
        await _render_and_kill(folder, seed + n, dice.randrange(1, 3), dice.uniform(0.0, 0.12))
        async with opened(folder) as client:
            await _check(client, folder, n)


async def test_the_next_pass_puts_right_what_a_kill_left(tmp_path: Path) -> None:
    await _kills(tmp_path, 4, seed=1)


@pytest.mark.soak
async def test_a_hundred_kills(tmp_path: Path) -> None:
    for seed in range(10):
        (tmp_path / str(seed)).mkdir()
        await _kills(tmp_path / str(seed), 10, seed * 100)
