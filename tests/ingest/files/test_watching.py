"""A watched folder and its rows stay in step: what comes, changes, moves, goes, by whichever way."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from lattice.actions import AddLink, DeleteRow, ListLinks
from lattice.client import LocalClient, create_local, open_local
from lattice.ingest.files import Fate, WatchNote, add_folder, watch_folder
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, File, FileStatus
from tests.ingest.files.files import ADA, DEADLINE_S, aged, files, found, names, text_of, written


@asynccontextmanager
async def watching(
    client: LocalClient, folder: Path, *, rest_s: float = 0.1, poll: bool = False
) -> AsyncIterator[list[WatchNote]]:
    """Watch from here on; what was noted."""
    notes: list[WatchNote] = []
    task = asyncio.create_task(watch_folder(client, folder, report=notes.append, rest_s=rest_s, poll=poll))
    await _until(lambda: _as_async(bool(notes)), task)
    try:
        yield notes
        if task.done():
            task.result()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, LatticeError):
            await task


async def _as_async(value: bool) -> bool:
    return value


async def _until(condition: Callable[[], Awaitable[bool]], task: asyncio.Task[None] | None = None) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not await condition():
            if task is not None and task.done():
                task.result()
            await asyncio.sleep(0.02)


async def becomes(client: LocalClient, wanted: dict[str, str]) -> list[File]:
    """Wait until the files are those names with those texts (or, in angle brackets, that status)."""

    async def is_so() -> bool:
        now = await files(client)
        if sorted(file.name for file in now) != sorted(wanted):
            return False
        for file in now:
            said = wanted[file.name]
            if said.startswith("<"):
                if file.status != said.strip("<>"):
                    return False
            elif file.status is not FileStatus.READY or await text_of(client, file.id) != said:
                return False
        return True

    try:
        await _until(is_so)
    except TimeoutError:
        pytest.fail(f"not {wanted} but {[(f.name, f.status, f.path) for f in await files(client)]}")
    return await files(client)


async def test_what_is_there_comes_in_and_what_comes_later_too(client: LocalClient, folder: Path) -> None:
    written(folder, "before.txt", "before")
    async with watching(client, folder) as notes:
        assert await names(client) == ["before.txt"]
        assert notes[0].report is not None
        written(folder, "later.txt", "later")
        written(folder, "deep/down/there.txt", "there")
        await becomes(client, {"before.txt": "before", "later.txt": "later", "there.txt": "there"})
    assert {note.line.name for note in notes if note.line} == {"later.txt", "deep/down/there.txt"}


async def test_a_changed_file_is_read_again_in_its_row(client: LocalClient, folder: Path) -> None:
    path = aged(written(folder, "a.txt", "herring"))
    async with watching(client, folder) as notes:
        (before,) = await files(client)
        path.write_text("mackerel")
        (after,) = await becomes(client, {"a.txt": "mackerel"})
        assert after.id == before.id
        # as an editor saves: another file takes the name
        written(folder, ".a.txt.new", "codfish").replace(path)
        (last,) = await becomes(client, {"a.txt": "codfish"})
        assert last.id == before.id
    assert [note.line.fate for note in notes if note.line] == [Fate.REPLACED, Fate.REPLACED]


async def test_a_renamed_file_keeps_its_row_and_links(client: LocalClient, folder: Path) -> None:
    path = written(folder, "a.txt", "herring")
    written(folder, "b.txt", "mackerel")
    async with watching(client, folder) as notes:
        first, second = await files(client)
        await client.run(AddLink(table=FILES, id=first.id, to_table=FILES, to_id=second.id))
        (folder / "deeper").mkdir()
        path.rename(folder / "deeper" / "c.txt")
        now = await becomes(client, {"b.txt": "mackerel", "c.txt": "herring"})
        moved = next(file for file in now if file.name == "c.txt")
        assert moved.id == first.id
        assert len((await client.run(ListLinks(table=FILES, id=first.id))).value.links) == 1
        assert len(await files(client, deleted=True)) == 0
    assert [note.line.fate for note in notes if note.line] == [Fate.MOVED]


async def test_a_renamed_folder_moves_all_its_files(client: LocalClient, folder: Path) -> None:
    for n in range(4):
        written(folder, f"old/{n}/note{n}.txt", f"note number{n}")
    async with watching(client, folder) as notes:
        before = {file.name: file.id for file in await files(client)}
        (folder / "old").rename(folder / "new")

        async def moved() -> bool:
            return all("/new/" in file.path for file in await files(client))

        await _until(moved)
        assert {file.name: file.id for file in await files(client)} == before
    assert {note.line.fate for note in notes if note.line} == {Fate.MOVED}


async def test_a_file_that_goes_is_missing_and_its_text_stays(client: LocalClient, folder: Path) -> None:
    path = written(folder, "a.txt", "herring")
    for n in range(3):
        written(folder, f"deep/{n}.txt", f"note {n}")
    async with watching(client, folder) as notes:
        path.unlink()
        gone = {"a.txt": "<missing>"}
        await becomes(client, {**gone, **{f"{n}.txt": f"note {n}" for n in range(3)}})
        shutil.rmtree(folder / "deep")
        await becomes(client, {**gone, **{f"{n}.txt": "<missing>" for n in range(3)}})
        assert len(await found(client, "herring")) == 1
        written(folder, "a.txt", "herring")
        await becomes(client, {"a.txt": "herring", **{f"{n}.txt": "<missing>" for n in range(3)}})
    assert sum(note.line.fate is Fate.MISSING for note in notes if note.line) == 4


async def test_half_of_a_file_never_comes_in(client: LocalClient, folder: Path) -> None:
    async with watching(client, folder, rest_s=0.3) as notes:
        with (folder / "slow.txt").open("w") as out:
            for n in range(12):
                out.write(f"line {n}\n")
                out.flush()
                os.fsync(out.fileno())
                await asyncio.sleep(0.1)  # as slowly as a download
        whole = "".join(f"line {n}\n" for n in range(12))
        await becomes(client, {"slow.txt": whole})
    assert [note.line.fate for note in notes if note.line] == [Fate.ADDED]


async def test_a_folder_that_is_moved_in_comes_with_all_its_files(
    client: LocalClient, folder: Path, tmp_path: Path
) -> None:
    for n in range(3):
        written(tmp_path / "outside", f"{n}/note{n}.txt", f"note number{n}")
    written(tmp_path / "outside", "node_modules/a.js", "not this")
    async with watching(client, folder):
        (tmp_path / "outside").rename(folder / "inside")
        await becomes(client, {f"note{n}.txt": f"note number{n}" for n in range(3)})


async def test_what_is_nobodys_document_makes_no_noise(client: LocalClient, folder: Path) -> None:
    written(folder, ".latticeignore", "drafts/\n")
    async with watching(client, folder) as notes:
        for name in (
            ".git/index",
            "~$a.docx",
            "a.txt.part",
            "drafts/a.txt",
            "w.lattice-wal",
            "x.context/A.md",
        ):
            written(folder, name, "not this")
        os.mkfifo(folder / "pipe")
        (folder / "link.txt").symlink_to("/etc/hostname")
        written(folder, "this.txt", "this")
        await becomes(client, {"this.txt": "this"})
        written(folder, ".latticeignore", "nothing\n")
        await becomes(client, {"this.txt": "this", "a.txt": "not this"})
    assert [note.line.name for note in notes if note.line] == ["this.txt"]


async def test_a_workspace_in_the_folder_that_it_watches_does_not_take_itself_in(folder: Path) -> None:
    client = await create_local(folder / "memory.db", name="Inside", caller=ADA)
    try:
        async with watching(client, folder) as notes:
            for n in range(3):
                written(folder, f"{n}.txt", f"note {n}")
                await becomes(client, {f"{m}.txt": f"note {m}" for m in range(n + 1)})
        assert sorted(note.line.name for note in notes if note.line) == ["0.txt", "1.txt", "2.txt"]
    finally:
        await client.close()


async def test_what_was_thrown_away_stays_so_until_it_changes(client: LocalClient, folder: Path) -> None:
    paths = [aged(written(folder, f"{n}.txt", f"note {n}")) for n in range(3)]
    async with watching(client, folder):
        for file in (await files(client))[:2]:
            await client.run(DeleteRow(table=FILES, id=file.id))
    async with watching(client, folder) as notes:
        assert await names(client) == ["2.txt"]
        assert notes[0].report is not None
        assert [skip.name for skip in notes[0].report.skipped] == ["0.txt", "1.txt"]
        paths[0].chmod(0o600)  # is told, and changes nothing
        paths[1].write_text("something else")
        await becomes(client, {"1.txt": "something else", "2.txt": "note 2"})
    report = await add_folder(client, folder)
    assert report.counts.added == 1
    assert await names(client) == ["0.txt", "1.txt", "2.txt"]


async def test_a_broken_file_is_a_note_and_a_row(client: LocalClient, folder: Path) -> None:
    async with watching(client, folder) as notes:
        written(folder, "broken.pdf", b"%PDF-1.7\nnothing of a PDF follows")
        await becomes(client, {"broken.pdf": "<failed>"})
        await _until(lambda: _as_async(any(note.line for note in notes)))
    assert "broken.pdf" in next(note.text for note in notes if note.line)


async def test_the_folder_itself_going_ends_the_watch_and_changes_no_row(
    client: LocalClient, folder: Path
) -> None:
    written(folder, "a.txt", "herring")
    notes: list[WatchNote] = []
    task = asyncio.create_task(watch_folder(client, folder, report=notes.append, rest_s=0.1))
    await _until(lambda: _as_async(bool(notes)), task)
    folder.rename(folder.with_name("away"))
    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises(LatticeError) as gone:
            await task
    assert gone.value.code == "not_found"
    assert [file.status for file in await files(client)] == [FileStatus.READY]


async def test_two_watchers_of_one_folder_do_not_fight(
    client: LocalClient, folder: Path, tmp_path: Path
) -> None:
    other = await open_local(tmp_path / "w.lattice", caller=ADA)
    try:
        async with watching(client, folder) as notes, watching(other, folder) as others:
            for n in range(4):
                written(folder, f"{n}.txt", f"note {n}")
            await becomes(client, {f"{n}.txt": f"note {n}" for n in range(4)})
            (folder / "0.txt").rename(folder / "zero.txt")
            now = await becomes(
                client, {"zero.txt": "note 0", **{f"{n}.txt": f"note {n}" for n in (1, 2, 3)}}
            )
            written(folder, "last.txt", "last")
            texts = {file.name: await text_of(client, file.id) for file in now}
            last = await becomes(client, {**texts, "last.txt": "last"})
            assert [file for file in last if file.name != "last.txt"] == now
    finally:
        await other.close()
    assert await files(client, deleted=True) == []
    added = [note.line.name for note in notes + others if note.line and note.line.fate is Fate.ADDED]
    assert sorted(added) == ["0.txt", "1.txt", "2.txt", "3.txt", "last.txt"]


async def test_a_disk_that_tells_nothing_is_looked_through_time_and_again(
    client: LocalClient, folder: Path
) -> None:
    path = written(folder, "a.txt", "herring")
    async with watching(client, folder, poll=True):
        written(folder, "b.txt", "mackerel")
        path.rename(folder / "c.txt")
        await becomes(client, {"b.txt": "mackerel", "c.txt": "herring"})


async def test_what_is_no_folder_cannot_be_watched(client: LocalClient, folder: Path) -> None:
    with pytest.raises(LatticeError):
        await watch_folder(client, folder / "none", report=lambda _: None)
