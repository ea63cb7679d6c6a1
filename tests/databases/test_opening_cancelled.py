"""A connection whose opening is cancelled leaves no thread that outlives the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from pathlib import Path

import pytest

from lattice.databases.sqlite import READERS, SqliteDatabase, open_connection
from lattice.engine.opening import create_workspace


def test_a_connection_whose_opening_is_cancelled_is_closed_before_the_loop_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    path = tmp_path / "acme.lattice"
    asyncio.run(create_workspace(path, name="acme", description=""))
    before = set(threading.enumerate())
    for steps in range(12):
        asyncio.run(_cancelled(path, steps))
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
        assert not thread.is_alive()
    assert failed == []


async def _cancelled(path: Path, steps: int) -> None:
    """Begin to open, alone and to read, and let go after some steps."""
    database = SqliteDatabase(path)

    async def reading() -> None:
        async with database.reading() as tx:
            await tx.one("SELECT 1")

    async def opening() -> None:
        await (await open_connection(path)).close()

    for work in (reading, opening):
        task = asyncio.create_task(work())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    await database.close()


async def test_closing_ends_although_readers_are_cancelled_while_they_open(tmp_path: Path) -> None:
    """Whoever quits in the middle of the first questions was left with a program that never ended."""
    path = tmp_path / "acme.lattice"
    await create_workspace(path, name="acme", description="")
    for steps in range(8):
        await _closed_while_readers_open(SqliteDatabase(path), steps)


async def _closed_while_readers_open(database: SqliteDatabase, steps: int) -> None:
    async def reading() -> None:
        async with database.reading() as tx:
            await tx.one("SELECT 1")

    tasks = [asyncio.create_task(reading()) for _ in range(READERS + 2)]
    for _ in range(steps):
        await asyncio.sleep(0)
    closing = asyncio.create_task(database.close())
    for _ in range(3):
        await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    async with asyncio.timeout(20):
        await asyncio.gather(*tasks, return_exceptions=True)
        await closing


async def test_readers_answer_again_after_whatever_was_stopped_in_the_middle(tmp_path: Path) -> None:
    """A list that was let go between its question and its rows stopped every later question of its reader."""
    path = tmp_path / "acme.lattice"
    await create_workspace(path, name="acme", description="")
    database = SqliteDatabase(path)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n"

    async def listing() -> None:
        async with database.reading() as tx:
            async for _ in tx.stream(numbers, (), 10):
                pass

    async def asking() -> None:
        async with database.reading() as tx:
            assert await tx.one("SELECT 1") == (1,)

    await asyncio.gather(*(asking() for _ in range(READERS)))
    for pause in range(120):
        task = asyncio.create_task(listing())
        await asyncio.sleep(pause * 0.00002)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await asyncio.gather(*(asking() for _ in range(READERS)))
    await database.close()
