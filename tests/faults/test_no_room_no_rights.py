"""A full disk, and files and folders that may not be written: said in words, and nothing lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from lattice.actions import CountRows, GetRow, InsertRow, VerifyAudit
from lattice.client import create_local, open_local
from tests.engine.agreement import disagreements
from tests.engine.workspaces import ADA, add, table

CONFINED = Path(__file__).with_name("confined.py")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


async def _workspace(path: Path) -> None:
    client = await create_local(path, name="Small", caller=ADA)
    await table(client, "t", text="text")
    await add(client, "t", text="first")
    await client.close()


def _confined(path: Path, kind: str, size: int = 0) -> list[list[str]]:
    """What a process says that has only so much room, or (without a size) no rights but everybody's."""
    arguments = [sys.executable, str(CONFINED), str(path), kind, *([str(size)] if size else [])]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
    said = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    assert said[-1] == ["done"]
    return said


def _said(said: list[list[str]], word: str) -> list[str]:
    return [line[1] for line in said if line[0] == word]


@pytest.mark.parametrize("room", [150_000, 400_000, 2_000_000])
async def test_a_full_disk_refuses_the_write_that_does_not_fit_and_keeps_the_others(
    folder: Path, room: int
) -> None:
    path = folder / "w.lattice"
    await _workspace(path)
    said = _confined(path, "fill", path.stat().st_size + room)
    assert _said(said, "refused")[0] in ("disk_full", "unwritable")
    acknowledged = _said(said, "ack")
    assert _said(said, "count") == [str(1 + len(acknowledged))]
    client = await open_local(path, caller=ADA)
    for id_ in acknowledged:
        await client.run(GetRow(table="t", id=id_))
    assert (await client.run(CountRows(table="t"))).value.total == 1 + len(acknowledged)
    await client.run(InsertRow(table="t", values={"text": "after"}))
    verdict = (await client.run(VerifyAudit())).value
    await client.close()
    assert verdict.ok, verdict.reason
    assert disagreements(path) == []


async def test_an_import_that_fills_the_disk_leaves_all_as_before(folder: Path) -> None:
    path = folder / "w.lattice"
    await _workspace(path)
    said = _confined(path, "load", path.stat().st_size + 3_000_000)
    assert _said(said, "refused")[0] in ("disk_full", "unwritable")
    assert _said(said, "count") == ["1"]
    client = await open_local(path, caller=ADA)
    await client.run(InsertRow(table="t", values={"text": "after"}))
    assert (await client.run(VerifyAudit())).value.ok
    await client.close()
    assert disagreements(path) == []


def test_a_workspace_that_does_not_fit_is_not_left_half_made(folder: Path) -> None:
    folder.chmod(0o777)
    said = _confined(folder / "w.lattice", "create", 20_000)
    assert _said(said, "refused")[0] in ("disk_full", "unwritable")
    assert list(folder.iterdir()) == []


async def test_a_file_and_folder_that_may_only_be_read_are_refused_and_left_alone(folder: Path) -> None:
    path = folder / "w.lattice"
    await _workspace(path)
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    said = _confined(path, "look")
    assert _said(said, "refused") == ["unwritable"]
    assert "written" not in [line[0] for line in said]
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


async def test_a_file_that_may_not_even_be_read_is_refused(folder: Path) -> None:
    path = folder / "w.lattice"
    await _workspace(path)
    for file in folder.iterdir():
        file.chmod(0o000)
    assert _said(_confined(path, "look"), "refused") == ["unwritable"]


async def test_a_folder_that_may_not_be_written_refuses_a_new_workspace(folder: Path) -> None:
    folder.chmod(0o555)
    assert _said(_confined(folder / "w.lattice", "create"), "refused") == ["unwritable"]
    assert list(folder.iterdir()) == []
