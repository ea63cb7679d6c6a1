"""An import that is cancelled while it is being committed: done as a whole, or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from pathlib import Path

import pytest

from lattice.actions import SearchText
from lattice.client import LoadBatch, LoadColumn, LoadPlan, create_local
from lattice.ingest.loading import landed
from lattice.ingest.sources import open_sources
from lattice.model.schema import Schema
from tests.engine.agreement import disagreements
from tests.engine.workspaces import ADA


async def _until_committed(path: Path) -> None:
    """Return as soon as another connection sees a change."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        while not database.execute("SELECT count(*) FROM lattice_changes").fetchone()[0]:  # noqa: ASYNC110  (another process has no event for us)
            await asyncio.sleep(0)


@pytest.mark.parametrize("turn", range(3))
async def test_an_import_cancelled_in_its_commit_keeps_its_index(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "w.lattice"
    client = await create_local(path, name="W", caller=ADA)
    batches = [LoadBatch([n + 2], [[f"word{n}"]]) for n in range(20)]
    loading = asyncio.create_task(client.load(LoadPlan("t", (LoadColumn("text"),)), iter(batches)))
    async with asyncio.timeout(20):
        await _until_committed(path)
        loading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await loading
    assert len((await client.run(SearchText(text="word7"))).value.hits) == 1
    await client.close()
    assert disagreements(path) == []


async def test_who_stopped_waiting_learns_whether_an_import_was_done(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("a\n1\n")
    client = await create_local(tmp_path / "w.lattice", name="W", caller=ADA)
    with open_sources([file], schema=Schema(())) as (source,):
        assert not await landed(client, source, "once")
        await client.load(source.plan, source.batches(), op_id="once")
        assert await landed(client, source, "once")
    await client.close()
    assert disagreements(tmp_path / "w.lattice") == []
