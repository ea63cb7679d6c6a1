"""Being told of writes by the kernel: seldom enough, and neither in the way nor left over when it ends."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lattice.databases.file_events import FileEvents
from lattice.databases.sqlite_lookout import Lookout
from tests.databases.test_lookout import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of writes")


async def opened(folder: Path, tell: Callable[[], None] = lambda: None) -> FileEvents:
    events = await FileEvents.open(folder, {"w.db-wal"}, tell)
    assert events is not None
    return events


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


async def test_closing_while_the_kernel_tells_breaks_nothing(tmp_path: Path) -> None:
    loop, wrong = asyncio.get_running_loop(), []
    loop.set_exception_handler(lambda _, context: wrong.append(context))
    for _ in range(3):
        events = await opened(tmp_path)
        await asyncio.sleep(0)

        def write_and_close(events: FileEvents = events) -> None:
            (tmp_path / "w.db-wal").write_text("x")
            # in the turn in which the event loop sees the write
            loop.call_soon(events.close)

        loop.call_soon(write_and_close)
        await asyncio.sleep(0.02)
    assert wrong == []


async def test_a_long_import_is_heard_a_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncinotify

    woken = 0
    real = asyncinotify.Inotify._get

    def get(self: asyncinotify.Inotify, future: object) -> None:
        nonlocal woken
        woken += 1
        real(self, future)  # type: ignore[arg-type]  # as it was given

    monkeypatch.setattr(asyncinotify.Inotify, "_get", get)
    told: list[float] = []
    loop = asyncio.get_running_loop()
    events = await opened(tmp_path, lambda: told.append(loop.time()))
    try:
        for _ in range(300):
            (tmp_path / "w.db-wal").write_text("x")
            await asyncio.sleep(0.001)
        ended = loop.time()
        await until(lambda: told and told[-1] >= ended)
    finally:
        events.close()
    # of three hundred; each gathering reads what came meanwhile and then waits for the next
    assert woken < 60


async def test_what_others_write_beside_it_hides_no_write(tmp_path: Path) -> None:
    told = asyncio.Event()
    events = await opened(tmp_path, told.set)
    try:
        for n in range(200):
            (tmp_path / f"other{n}").write_text("x")
        (tmp_path / "w.db-wal").write_text("x")
        await asyncio.wait_for(told.wait(), 5.0)
    finally:
        events.close()


async def test_a_folder_that_is_moved_away_is_looked_at_again(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    events = await opened(folder)
    try:
        folder.rename(tmp_path / "elsewhere")
        await until(lambda: not events.hears)
    finally:
        events.close()


async def test_nothing_stays_open(tmp_path: Path) -> None:
    (await opened(tmp_path)).close()
    await asyncio.sleep(0.01)
    before = open_files()
    events = [await opened(tmp_path) for _ in range(20)]
    assert open_files() > before
    for each in events:
        each.close()
    # and of those whose opening is given up
    given_up = [asyncio.create_task(FileEvents.open(tmp_path, (), lambda: None)) for _ in range(20)]
    await asyncio.sleep(0)
    for task in given_up:
        task.cancel()
    await asyncio.gather(*given_up, return_exceptions=True)
    await until(lambda: open_files() <= before)


async def test_who_waits_after_the_closing_asks_the_kernel_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lattice.databases.sqlite_lookout.ASK_AFTER_S", 0.0)
    lookout = Lookout(lambda: (0, 0, 0), 0.01, tmp_path / "w.db")
    lookout.close()
    assert await lookout.changed((0, 0, 0), 0.2) is False
    assert lookout._asking is None


async def test_where_too_many_listen_nobody_tells(tmp_path: Path) -> None:
    from asyncinotify import Inotify

    listening: list[Inotify] = []
    most = int(Path("/proc/sys/fs/inotify/max_user_instances").read_text())
    try:
        for _ in range(min(most, 400) + 1):
            try:
                listening.append(Inotify())
            except OSError:
                break
        else:
            pytest.skip("this machine lets more listen than a test may open")
        before = open_files()
        assert await FileEvents.open(tmp_path, {"w.db-wal"}, lambda: None) is None
        assert open_files() == before
    finally:
        for each in listening:
            each.close()
