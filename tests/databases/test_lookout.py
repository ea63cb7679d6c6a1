"""Waiting for writes: one look for all who wait, none for nobody, no write that hides behind another."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lattice.databases import sqlite_lookout
from lattice.databases.base import Mark
from lattice.databases.sqlite import SqliteDatabase
from lattice.databases.sqlite_lookout import Lookout


class Watched:
    """A mark that counts how often it is looked at."""

    def __init__(self) -> None:
        self.mark: Mark = (0, 0, 0)
        self.looks = 0

    def __call__(self) -> Mark:
        self.looks += 1
        return self.mark


def another(path: Path) -> sqlite3.Connection:
    """Somebody else who has the file open, and wrote to it."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    return connection


async def until(condition: Callable[[], object]) -> None:
    for _ in range(1_000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never came")


async def test_many_who_wait_share_each_look(tmp_path: Path) -> None:
    watched = Watched()
    lookout = Lookout(watched, 0.05, tmp_path / "w.db")
    answers = await asyncio.gather(*(lookout.changed((0, 0, 0), 0.5) for _ in range(20)))
    assert not any(answers)
    # one each to begin with, then at most ten looks of all
    assert watched.looks <= 20 + 10


async def test_a_change_is_told_to_all_who_wait_and_to_none_who_knows_it(tmp_path: Path) -> None:
    watched = Watched()
    lookout = Lookout(watched, 0.01, tmp_path / "w.db")
    waiting = [asyncio.create_task(lookout.changed((0, 0, 0), 5.0)) for _ in range(3)]
    knowing = asyncio.create_task(lookout.changed((1, 0, 0), 0.2))
    await asyncio.sleep(0)
    watched.mark = (1, 0, 0)
    assert await asyncio.wait_for(asyncio.gather(*waiting), 2.0) == [True, True, True]
    # who waited with a mark that was not yet there was told of the difference at once
    assert await knowing is True
    assert await lookout.changed((1, 0, 0), 0.05) is False


async def test_nobody_looks_when_nobody_waits(tmp_path: Path) -> None:
    watched = Watched()
    lookout = Lookout(watched, 0.01, tmp_path / "w.db")
    await lookout.changed((0, 0, 0), 0.05)
    waiting = asyncio.create_task(lookout.changed((0, 0, 0), 5.0))
    await asyncio.sleep(0.03)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    before = watched.looks
    await asyncio.sleep(0.1)
    assert watched.looks == before


async def test_the_own_write_is_told_without_a_look(tmp_path: Path) -> None:
    watched = Watched()
    lookout = Lookout(watched, 60.0, tmp_path / "w.db")
    waiting = asyncio.create_task(lookout.changed((0, 0, 0), 5.0))
    await asyncio.sleep(0)
    watched.mark = (1, 0, 0)
    lookout.look()
    assert await asyncio.wait_for(waiting, 1.0) is True


async def test_a_write_in_the_same_tick_of_the_clock_and_of_the_same_size_is_noticed(tmp_path: Path) -> None:
    """Where the WAL began anew, a commit then changes neither its size nor, at once, its time."""
    path = tmp_path / "w.db"
    other = another(path)
    database = SqliteDatabase(path, poll_s=0.01)
    try:
        mark = database.mark()
        seen = os.stat(f"{path}-wal")
        # another commit that the clock cannot tell from the one before
        os.utime(f"{path}-wal", ns=(seen.st_atime_ns, seen.st_mtime_ns))
        assert await database.changed(mark, 5.0) is True
        await asyncio.sleep(0.05)
        settled = database.mark()
        assert await database.changed(settled, 0.1) is False
    finally:
        await database.close()
        other.close()


@pytest.mark.parametrize("fresh", [True, False])
async def test_a_change_of_another_process_is_told_soon(tmp_path: Path, fresh: bool) -> None:
    path = tmp_path / "w.db"
    other = another(path)
    if not fresh:
        await asyncio.sleep(0.05)
    database = SqliteDatabase(path, poll_s=0.01)
    try:
        mark = database.mark()
        waiting = asyncio.create_task(database.changed(mark, 10.0))
        await asyncio.sleep(0)
        other.execute("INSERT INTO t VALUES (1)")
        other.commit()
        assert await asyncio.wait_for(waiting, 5.0) is True
    finally:
        await database.close()
        other.close()


@pytest.mark.parametrize("told", [False, True])
async def test_a_change_is_told_of_a_file_that_is_opened_by_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    """The WAL file lies beside the file itself, not beside the link."""
    if told:
        monkeypatch.setattr(sqlite_lookout, "ASK_AFTER_S", 0.0)
        monkeypatch.setattr(sqlite_lookout, "HEARING_S", 3600.0)
    (tmp_path / "far").mkdir()
    path, link = tmp_path / "far" / "w.db", tmp_path / "link.db"
    link.symlink_to(path)
    other = another(path)
    await asyncio.sleep(0.05)
    database = SqliteDatabase(link, poll_s=0.01)
    try:
        waiting = asyncio.create_task(database.changed(database.mark(), 10.0))
        await asyncio.sleep(0.2)
        other.execute("INSERT INTO t VALUES (1)")
        other.commit()
        assert await asyncio.wait_for(waiting, 20.0) is True
    finally:
        await database.close()
        other.close()


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of writes")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_lookout, "ASK_AFTER_S", 0.0)


@LINUX
@pytest.mark.usefixtures("at_once")
async def test_where_the_kernel_tells_of_writes_one_hardly_looks(tmp_path: Path) -> None:
    watched = Watched()
    lookout = Lookout(watched, 0.01, tmp_path / "w.db")
    waiting = asyncio.create_task(lookout.changed((0, 0, 0), 30.0))
    try:
        await until(lambda: lookout._events is not None)
        before = watched.looks
        await asyncio.sleep(0.3)
        # one was on its way, of thirty
        assert watched.looks - before <= 2
        watched.mark = (0, 1, 0)
        # what else is written there is nobody's business
        (tmp_path / "other").write_text("x")
        await asyncio.sleep(0.1)
        assert not waiting.done()
        (tmp_path / "w.db-wal").write_text("x")
        assert await asyncio.wait_for(waiting, 5.0) is True
    finally:
        lookout.close()


@LINUX
@pytest.mark.usefixtures("at_once")
async def test_a_wal_that_is_taken_away_and_made_anew_is_still_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_lookout, "HEARING_S", 3600.0)
    path = tmp_path / "w.db"
    database = SqliteDatabase(path, poll_s=0.01)
    try:
        for number in range(3):
            mark = database.mark()
            waiting = asyncio.create_task(database.changed(mark, 20.0))
            await until(lambda: database._lookout._events is not None)
            # the last who closes takes the WAL away
            with contextlib.closing(sqlite3.connect(path)) as other:
                other.execute("PRAGMA journal_mode = WAL")
                other.execute(f"CREATE TABLE t{number} (a)")
                other.commit()
                assert await asyncio.wait_for(waiting, 10.0) is True
    finally:
        await database.close()


@LINUX
@pytest.mark.usefixtures("at_once")
async def test_where_nobody_tells_one_looks_as_ever(tmp_path: Path) -> None:
    watched = Watched()
    lookout = Lookout(watched, 0.01, tmp_path / "no such folder" / "w.db")
    waiting = asyncio.create_task(lookout.changed((0, 0, 0), 30.0))
    await until(lambda: lookout._asking is not None and lookout._asking.done())
    assert lookout._events is None
    watched.mark = (0, 1, 0)
    assert await asyncio.wait_for(waiting, 5.0) is True
    lookout.close()


@LINUX
@pytest.mark.usefixtures("at_once")
async def test_a_folder_that_is_gone_is_looked_at_again(tmp_path: Path) -> None:
    watched = Watched()
    folder = tmp_path / "w"
    folder.mkdir()
    lookout = Lookout(watched, 0.01, folder / "w.db")
    waiting = asyncio.create_task(lookout.changed((0, 0, 0), 30.0))
    try:
        await until(lambda: lookout._events is not None)
        folder.rmdir()
        await until(lambda: lookout._events is not None and not lookout._events.hears)
        watched.mark = (0, 1, 0)
        assert await asyncio.wait_for(waiting, 5.0) is True
    finally:
        lookout.close()
