"""A folder comes in: all of it, in one undoable job, going on where it was stopped."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lattice.actions import AddLink, ListLinks, Undo
from lattice.client import LocalClient, create_local, open_local
from lattice.ingest.files import Fate, FolderProgress, add_folder, add_path
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, FileStatus
from tests.ingest.files.files import ADA, aged, files, found, names, text_of, without_rights, written


def some(folder: Path, count: int) -> list[Path]:
    return [
        written(folder, f"{n % 3}/note {n}.txt", f"Note number{n} of the harbour.\n") for n in range(count)
    ]


async def test_a_folder_comes_in_with_all_below_it_and_is_found(client: LocalClient, folder: Path) -> None:
    some(folder, 4)
    told: list[FolderProgress] = []
    report = await add_folder(client, folder, progress=told.append)
    assert (report.total, report.counts.added, report.left) == (4, 4, 0)
    assert len(await found(client, "harbour")) == 4
    assert [line.name for line in report.lines if line.fate is Fate.ADDED and line.row_id] == [
        line.name for line in report.lines
    ]
    assert {file.source for file in await files(client)} == {f"folder {folder}"}
    assert [t.done for t in told] == sorted(t.done for t in told)
    assert (told[-1].done, told[-1].total, told[-1].current) == (4, 4, ())
    assert max(len(t.current) for t in told) == 2


async def test_again_it_reads_nothing_and_writes_nothing(client: LocalClient, folder: Path) -> None:
    some(folder, 3)
    written(folder, "copy.txt", (folder / "0/note 0.txt").read_bytes())
    await add_folder(client, folder)
    before = await files(client)
    told: list[FolderProgress] = []
    report = await add_folder(client, folder, progress=told.append)
    assert (report.counts.unchanged, report.lines) == (4, ())
    assert all(t.current == () for t in told)
    assert await files(client) == before
    assert len(await files(client, deleted=True)) == 1


async def test_one_undo_takes_the_whole_job_back(client: LocalClient, folder: Path) -> None:
    some(folder, 3)
    written(folder, "copy.txt", (folder / "0/note 0.txt").read_bytes())
    report = await add_folder(client, folder)
    await client.run(Undo(change_id=report.group_id))
    assert await files(client) == []
    again = await add_folder(client, folder)
    assert (again.counts.added, again.counts.merged + again.counts.unchanged) == (3, 1)
    assert len(await files(client)) == 3


async def test_what_changed_moved_and_went_is_told_apart(client: LocalClient, folder: Path) -> None:
    paths = [aged(path) for path in some(folder, 5)]
    await add_folder(client, folder)
    rows = {file.path: file.id for file in await files(client)}
    await client.run(AddLink(table=FILES, id=rows[str(paths[1])], to_table=FILES, to_id=rows[str(paths[0])]))
    paths[0].write_text("Now it says something else.")
    moved = paths[1].rename(folder / "elsewhere.txt")
    paths[2].unlink()
    report = await add_folder(client, folder)
    counts = report.counts
    assert (counts.replaced, counts.moved, counts.missing, counts.unchanged) == (1, 1, 1, 2)
    now = {file.id: file for file in await files(client)}
    assert len(now) == 5
    assert now[rows[str(paths[1])]].path == str(moved)
    assert now[rows[str(paths[2])]].status is FileStatus.MISSING
    assert await text_of(client, rows[str(paths[2])]) == "Note number2 of the harbour.\n"
    links = (await client.run(ListLinks(table=FILES, id=rows[str(paths[1])]))).value.links
    assert [link.row_id for link in links] == [rows[str(paths[0])]]
    written(folder, paths[2].relative_to(folder).as_posix(), "Note number2 of the harbour.\n")
    await add_folder(client, folder)
    assert {file.status for file in await files(client)} == {FileStatus.READY}


async def test_a_renamed_folder_keeps_its_rows(client: LocalClient, folder: Path) -> None:
    some(folder, 4)
    await add_folder(client, folder)
    ids = {file.id for file in await files(client)}
    renamed = folder.rename(folder.with_name("moved"))
    report = await add_folder(client, renamed)
    assert report.counts.moved == 4
    assert {file.id for file in await files(client)} == ids
    assert all(file.path.startswith(str(renamed)) for file in await files(client))


async def test_one_old_file_does_not_become_two_new_ones(client: LocalClient, folder: Path) -> None:
    path = written(folder, "old.txt", "the same in all")
    await add_folder(client, folder)
    for n in range(4):
        shutil.copy(path, folder / f"new {n}.txt")
    path.unlink()
    report = await add_folder(client, folder)
    assert (report.counts.moved, report.counts.merged) == (1, 3)
    assert len(await files(client)) == 1
    assert (await add_folder(client, folder)).counts.unchanged == 4


async def test_the_first_of_two_copies_goes_and_the_other_stands_for_it(
    client: LocalClient, folder: Path
) -> None:
    both = {str(written(folder, name, "same bytes")) for name in ("a.txt", "b.txt")}
    await add_folder(client, folder)
    (first,) = await files(client)
    Path(first.path).unlink()
    report = await add_folder(client, folder)
    assert [line.fate for line in report.lines] == [Fate.MOVED]
    (file,) = await files(client)
    assert (file.id, file.status) == (first.id, FileStatus.READY)
    assert {file.path} == both - {first.path}


async def test_what_is_nobodys_document_stays_out(client: LocalClient, folder: Path) -> None:
    for name in (
        ".git/config",
        ".hidden.txt",
        "node_modules/a/index.js",
        "__pycache__/a.pyc",
        ".venv/lib/a.py",
        "env/lib/a.py",
        "acme.context/INDEX.md",
        "acme.lattice",
        "acme.lattice-wal",
        "acme.lattice.head",
        "~$report.docx",
        "film.mp4.part",
        "notes.txt~",
        "drafts/a.txt",
        "deep/build/a.txt",
        "data/raw/a.log",
    ):
        written(folder, name, "not this")
    written(folder, "env/pyvenv.cfg", "home = /usr")
    written(folder, ".latticeignore", "# remarks\ndrafts/\nbuild\ndata/*.log\n")
    for name in ("this.txt", "drafts.txt", "deep/this too.txt", "log.log"):
        written(folder, name, f"this one: {name}")
    report = await add_folder(client, folder)
    assert await names(client) == ["drafts.txt", "log.log", "this too.txt", "this.txt"]
    assert (report.total, report.skipped_total) == (4, 0)


async def test_what_is_of_lattice_itself_stays_out_whatever_it_is_called(
    client: LocalClient, folder: Path
) -> None:
    """A workspace that takes itself in grows for ever."""
    for name in ("memory.db", "memory"):
        await (await create_local(folder / name, name="Other", caller=ADA)).close()
    with closing(sqlite3.connect(folder / "plain.db")) as plain:
        plain.execute("CREATE TABLE t (a)")
    written(folder, "memory.db-wal", "a log")
    written(folder, "tree/INDEX.md", "rendered")
    written(folder, "tree/.lattice/manifest.db", "")
    report = await add_folder(client, folder)
    assert {line.name for line in report.lines} == {"plain.db"}
    for tree in (folder / "tree", folder / "tree" / ".lattice"):
        with pytest.raises(LatticeError, match="what Lattice writes"):
            await add_folder(client, tree)


async def test_links_and_pipes_are_named_and_not_followed(client: LocalClient, folder: Path) -> None:
    secret = written(folder.with_name("elsewhere"), "secret.txt", "a secret")
    (folder / "round").symlink_to(folder)
    (folder / "out.txt").symlink_to(secret)
    (folder / "dangling").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe")
    written(folder, "plain.txt", "plain")
    report = await add_folder(client, folder)
    assert await names(client) == ["plain.txt"]
    assert sorted(skip.name for skip in report.skipped) == ["dangling", "out.txt", "pipe", "round"]
    assert await found(client, "secret") == []


async def test_a_file_that_cannot_be_read_is_a_row_that_says_so(client: LocalClient, folder: Path) -> None:
    written(folder, "broken.pdf", b"%PDF-1.7\nnothing of a PDF follows")
    written(folder, "whole.txt", "whole")
    report = await add_folder(client, folder)
    assert (report.counts.added, report.counts.failed) == (1, 1)
    (line,) = (line for line in report.lines if line.fate is Fate.FAILED)
    (file,) = (file for file in await files(client) if file.name == "broken.pdf")
    assert (line.row_id, line.status) == (file.id, FileStatus.FAILED)
    assert file.error == line.note != ""


async def test_a_file_that_may_not_be_opened_is_a_row_that_says_so(public: Path) -> None:
    client = await create_local(public / "w.lattice", name="Public", caller=ADA)
    folder = public / "papers"
    path = written(folder, "locked.txt", "locked")
    known = aged(written(folder, "known.txt", "known before"))
    try:
        await add_path(client, known)
        path.chmod(0)
        known.write_text("changed and locked")
        known.chmod(0)
        (folder / "closed").mkdir(0)
        with without_rights(public):
            report = await add_folder(client, folder)
        assert report.counts.failed == 2
        assert [(skip.name, skip.why) for skip in report.skipped] == [
            ("closed", "this folder may not be read: Permission denied")
        ]
        rows = {file.name: file for file in await files(client)}
        assert rows["locked.txt"].status is FileStatus.FAILED
        assert "may not be read" in rows["locked.txt"].error
        assert rows["known.txt"].status is FileStatus.CHANGED
        assert await text_of(client, rows["known.txt"].id) == "known before"
        path.chmod(0o600)
        known.chmod(0o600)
        (folder / "closed").chmod(0o700)
        assert (await add_folder(client, folder)).counts.replaced == 2
        assert {file.status for file in await files(client)} == {FileStatus.READY}
    finally:
        await client.close()


async def test_files_that_go_away_meanwhile_end_nothing(client: LocalClient, folder: Path) -> None:
    paths = some(folder, 5)

    def told(progress: FolderProgress) -> None:
        if progress.total is not None:
            for path in paths[2:]:
                path.unlink(missing_ok=True)

    report = await add_folder(client, folder, progress=told)
    assert (report.counts.added, report.counts.missing) == (2, 3)
    assert len(await files(client)) == 2


async def test_names_that_are_no_text_come_in_and_are_known_again(client: LocalClient, folder: Path) -> None:
    odd = folder / os.fsdecode(b"caf\xe9")
    for name in (b"a\xff.txt", b"line\nend.txt", b"\x1b]0;title\x07.txt"):
        written(odd, os.fsdecode(name), f"words {name!r}")
    told: list[FolderProgress] = []
    report = await add_folder(client, odd, progress=told.append)
    assert report.counts.added == 3
    assert all(line.name.isprintable() for line in report.lines)
    assert (await add_folder(client, odd)).counts.unchanged == 3
    assert (await add_folder(client, folder)).counts.unchanged == 3


async def test_stopping_leaves_the_rest_for_the_next_time(client: LocalClient, folder: Path) -> None:
    some(folder, 7)
    stop = asyncio.Event()

    def told(progress: FolderProgress) -> None:
        if progress.counts.added >= 3:
            stop.set()

    report = await add_folder(client, folder, progress=told, stop=stop)
    assert report.stopped
    assert report.counts.added + report.left == 7
    assert len(await files(client)) == report.counts.added
    again = await add_folder(client, folder)
    assert (again.counts.unchanged, again.counts.added) == (report.counts.added, report.left)


async def test_cancelling_stops_at_once_and_says_what_was_done(client: LocalClient, folder: Path) -> None:
    some(folder, 7)
    told: list[FolderProgress] = []
    job = asyncio.create_task(add_folder(client, folder, progress=told.append))
    async with asyncio.timeout(30):
        while not (told and told[-1].counts.added >= 2):  # noqa: ASYNC110  progress is no event
            await asyncio.sleep(0.005)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert (told[-1].stopped, told[-1].current, told[-1].total) == (True, (), 7)
    report = await add_folder(client, folder)
    assert report.counts.added + report.counts.unchanged == 7
    assert len(await files(client)) == 7
    assert await files(client, deleted=True) == []


async def test_two_importers_of_one_folder_make_each_file_once(
    client: LocalClient, folder: Path, tmp_path: Path
) -> None:
    some(folder, 5)
    other = await open_local(tmp_path / "w.lattice", caller=ADA)
    try:
        reports = await asyncio.gather(add_folder(client, folder), add_folder(other, folder))
    finally:
        await other.close()
    assert len(await files(client)) == 5
    assert await files(client, deleted=True) == []
    assert sum(report.counts.added for report in reports) == 5


async def test_what_is_no_folder_is_refused(client: LocalClient, folder: Path) -> None:
    for path in (written(folder, "a.txt", "a"), folder / "none", Path("a\0b")):
        with pytest.raises(LatticeError) as refused:
            await add_folder(client, path)
        assert refused.value.code in ("invalid_file", "not_found")


async def test_a_workspace_that_refuses_ends_the_job_with_its_reason(
    folder: Path, tmp_path: Path, client: LocalClient
) -> None:
    from lattice.model.people import AgentRules, Caller

    some(folder, 3)
    scout = Caller(actor="agent:scout", on_behalf_of="human:ada", origin="api")
    rules = AgentRules(denied_actions=frozenset({"file.add"}))
    other = await open_local(tmp_path / "w.lattice", caller=scout, rules=rules)
    try:
        with pytest.raises(LatticeError) as refused:
            await add_folder(other, folder)
    finally:
        await other.close()
    assert refused.value.code == "forbidden"
    assert await files(client) == []
