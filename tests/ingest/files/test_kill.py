"""`kill -9` while a folder comes in: what was done is there, the next run does the rest, nothing twice."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from lattice.client import LocalClient, create_local, open_local
from lattice.ingest.files import FolderReport, add_folder, disk_path
from lattice.model.files import FileStatus
from lattice.model.visible import visible
from tests.ingest.documents.corpus import make_corpus
from tests.ingest.files.files import ADA, files, written

IMPORTER = Path(__file__).with_name("importer.py")
DEADLINE_S = 120.0


async def import_until(workspace: Path, folder: Path, done: int, after_s: float = 0) -> list[str]:
    """Let a process import, kill it so long after so many files are done; what it had said until then."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(IMPORTER), str(workspace), str(folder)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    said: list[str] = []
    async with asyncio.timeout(DEADLINE_S):
        while len(said) < done:
            line = (await process.stdout.readline()).decode()
            assert line, (await process.stderr.read()).decode()[-1000:]
            said.append(line.strip())
        rest = asyncio.create_task(process.stdout.read())
        await asyncio.wait([rest], timeout=after_s)
        process.kill()
        said += [line.decode() for line in (await rest).splitlines(keepends=True) if line.endswith(b"\n")]
        await process.wait()
    return [line.strip() for line in said]


async def kills(folder: Path, workspace: Path, moments: list[tuple[int, float]]) -> FolderReport:
    """Kill an import at each of these moments, and check what it left; then let it come to its end."""
    await (await create_local(workspace, name="Killed", caller=ADA)).close()
    before: set[str] = set()
    for done, after_s in moments:
        said = await import_until(workspace, folder, done, after_s)
        names = {line.partition(" ")[2] for line in said if line.startswith(("added ", "merged "))}
        assert not names & before, "what was done once was done again"
        client = await open_local(workspace, caller=ADA)
        rows = [*await files(client), *await files(client, deleted=True)]
        there = {visible(str((disk_path(row.path) or folder).relative_to(folder))) for row in rows}
        assert names | before <= there, "what was said to be done is not there"
        before = there
        await client.close()
    client = await open_local(workspace, caller=ADA)
    try:
        report = await add_folder(client, folder)
        assert report.counts.unchanged + report.counts.failed >= len(before)
        await check(client, report.total)
    finally:
        await client.close()
    return report


async def check(client: LocalClient, total: int) -> None:
    """Every file has one row, and the workspace is whole."""
    living, copies = await files(client), await files(client, deleted=True)
    paths = [file.path for file in (*living, *copies)]
    assert len(paths) == len(set(paths)) == total
    assert [finding.message for finding in await client.check() if not finding.ok] == []


async def test_a_killed_import_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    for n in range(9):
        written(folder, f"{n % 3}/note {n}.txt", f"Note number{n} of the harbour.\n" * 50)
    report = await kills(folder, tmp_path / "k.lattice", [(2, 0.0), (2, 0.15)])
    assert {line.status for line in report.lines} <= {FileStatus.READY}


async def test_a_folder_of_all_formats_is_brought_in_whole(client: LocalClient, folder: Path) -> None:
    cases = make_corpus(folder, 12)
    report = await add_folder(client, folder)
    status = {Path(file.path).name: file.status for file in await files(client)}
    assert {case.name: case.status for case in cases} == status
    await check(client, report.total)


@pytest.mark.soak
async def test_a_folder_of_two_hundred_documents_survives_many_kills(folder: Path, tmp_path: Path) -> None:
    make_corpus(folder, 200)
    moments = [(1 + n % 4, n % 5 * 0.13) for n in range(20)]
    await kills(folder, tmp_path / "k.lattice", moments)
