"""Whatever happened on disk, after one run the rows say what is there, the next is idle."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.client import LocalClient, create_local
from lattice.ingest.files import WatchNote, add_folder, check_originals, watch_folder
from lattice.model.files import FileKind, FileStatus
from tests.ingest.files.files import ADA, DEADLINE_S, files, written

Step = tuple[str, str, str]
NAMES = ("a.txt", "b.txt", "deep/a.txt", "deep/c.txt")
#: Few, so that bytes meet again under other names.
TEXTS = ("herring", "codfish", "a mackerel", "")
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(TEXTS)),
    st.tuples(st.just("move"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("copy"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("run"), st.just(""), st.just("")),
    st.tuples(st.just("store"), st.just(""), st.just("")),
    st.tuples(st.just("check"), st.just(""), st.just("")),
)


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


async def carry_out(client: LocalClient, folder: Path, step: Step) -> None:
    kind, name, other = step
    path = folder / name
    if kind == "write":
        written(folder, name, other)
    elif kind == "move" and path.exists() and name != other:
        (folder / other).parent.mkdir(exist_ok=True)
        path.replace(folder / other)
    elif kind == "copy" and path.exists() and name != other:
        written(folder, other, path.read_bytes())
    elif kind == "remove":
        path.unlink(missing_ok=True)
    elif kind in ("run", "store"):
        await add_folder(client, folder, store=kind == "store")
    elif kind == "check":
        await check_originals(client)


async def in_step(client: LocalClient, folder: Path) -> None:
    """What the rows say is what is on disk."""
    on_disk = {str(path): sha(path) for path in folder.rglob("*.txt")}
    rows = await files(client)
    for row in rows:
        if row.path in on_disk:
            assert row.sha256 == on_disk[row.path], f"{row.path} has other bytes"
            assert row.status in (FileStatus.READY, FileStatus.NO_TEXT)
        elif row.kind is FileKind.REFERENCED:
            assert row.status is FileStatus.MISSING, f"{row.path} is gone and its row says {row.status}"
        else:
            assert row.status in (FileStatus.READY, FileStatus.NO_TEXT)
    there = {row.sha256 for row in rows if row.status is not FileStatus.MISSING}
    assert set(on_disk.values()) <= there
    with_bytes = [row.sha256 for row in rows if row.size]
    assert len(with_bytes) == len(set(with_bytes)), "two rows for the same bytes"
    assert len({row.path for row in rows}) == len(rows)


async def run(steps: list[Step], place: Path) -> None:
    folder = place / "papers"
    folder.mkdir()
    client = await create_local(place / "w.lattice", name="Law", caller=ADA)
    try:
        for step in steps:
            await carry_out(client, folder, step)
        await add_folder(client, folder)
        await in_step(client, folder)
        before = await files(client)
        assert (await add_folder(client, folder)).lines == ()
        assert await check_originals(client) == ()
        assert await files(client) == before
    finally:
        await client.close()


async def watch(steps: list[Step], place: Path) -> None:
    """The same while the folder is watched: at last the rows say what is there."""
    folder = place / "papers"
    folder.mkdir()
    client = await create_local(place / "w.lattice", name="Law", caller=ADA)
    notes: list[WatchNote] = []
    watcher = asyncio.create_task(watch_folder(client, folder, report=notes.append, rest_s=0.05))
    try:
        await _until(lambda: bool(notes))
        for n, step in enumerate(steps):
            if step[0] in ("write", "move", "copy", "remove"):
                await carry_out(client, folder, step)
            else:
                # now and then long enough for the watcher to have begun
                await asyncio.sleep(0.05 * n)
        why = ""
        async with asyncio.timeout(DEADLINE_S):
            while (why := await _difference(client, folder)) or not await _rests(client):
                if watcher.done():
                    watcher.result()
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(why) from None
    finally:
        watcher.cancel()
        await asyncio.wait([watcher])
        await client.close()


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not condition():  # noqa: ASYNC110  a note is no event
            await asyncio.sleep(0.01)


async def _difference(client: LocalClient, folder: Path) -> str:
    try:
        await in_step(client, folder)
    except AssertionError as difference:
        return str(difference) or "not in step"
    return ""


async def _rests(client: LocalClient) -> bool:
    """Whether nothing is written for a while."""
    before = await files(client)
    await asyncio.sleep(0.6)
    return await files(client) == before


def _carry_out(kind: Callable[[list[Step], Path], Awaitable[None]], steps: list[Step]) -> None:
    place = Path(tempfile.mkdtemp(prefix="lattice-law-"))
    try:
        asyncio.run(kind(steps, place))
    finally:
        shutil.rmtree(place)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=10))
def test_after_a_run_the_rows_say_what_is_on_disk(steps: list[Step]) -> None:
    _carry_out(run, steps)


@pytest.mark.soak
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=12))
def test_after_any_run_the_rows_say_what_is_on_disk(steps: list[Step]) -> None:
    _carry_out(run, steps)


@pytest.mark.soak
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=12))
def test_a_watched_folder_comes_to_be_in_step(steps: list[Step]) -> None:
    _carry_out(watch, steps)
