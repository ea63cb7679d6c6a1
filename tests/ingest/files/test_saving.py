"""Saving a file writes its bytes whole or not at all, over nothing that was there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lattice.actions import UpdateFile
from lattice.client import LocalClient
from lattice.ingest.files import add_bytes, add_path, save_file
from lattice.model.errors import LatticeError
from lattice.model.files import file_of
from tests.ingest.files.files import written


async def test_what_went_in_comes_out(client: LocalClient, folder: Path) -> None:
    data = os.urandom(2_500_000)
    file = file_of((await add_bytes(client, "noise.bin", [data])).row)
    content = await save_file(client, file, folder / "out.bin")
    assert (folder / "out.bin").read_bytes() == data
    assert (content.sha256, content.size) == (file.sha256, len(data))
    await save_file(client, file, folder)
    assert sorted(os.listdir(folder)) == ["noise.bin", "out.bin"]


async def test_what_is_there_is_not_written_over_unless_it_is_said(client: LocalClient, folder: Path) -> None:
    file = file_of((await add_bytes(client, "a.txt", [b"new"])).row)
    there = written(folder, "a.txt", "old")
    for target in (there, folder):
        with pytest.raises(LatticeError, match="there already") as refused:
            await save_file(client, file, target)
        assert refused.value.code == "exists"
    assert there.read_text() == "old"
    await save_file(client, file, there, overwrite=True)
    assert there.read_text() == "new"
    for name in ("w.lattice", "w.lattice-wal", "w.lattice-shm", "w.lattice.head"):
        theirs = written(folder, name, "a workspace")
        with pytest.raises(LatticeError):
            await save_file(client, file, theirs, overwrite=True)
        assert theirs.read_text() == "a workspace"
    (folder / "dangling").symlink_to(folder / "nowhere")
    with pytest.raises(LatticeError):
        await save_file(client, file, folder / "dangling")
    assert not (folder / "nowhere").exists()


async def test_a_changed_original_is_not_passed_off_as_what_was_read(
    client: LocalClient, folder: Path
) -> None:
    path = written(folder, "a.txt", "herring")
    file = file_of((await add_path(client, path)).row)
    path.write_text("mackerel")
    with pytest.raises(LatticeError) as refused:
        await save_file(client, file, folder / "out.txt")
    assert refused.value.code == "conflict"
    path.unlink()
    with pytest.raises(LatticeError) as refused:
        await save_file(client, file, folder / "out.txt")
    assert refused.value.code == "not_found"
    assert os.listdir(folder) == []


async def test_a_name_that_would_lead_out_of_the_folder_does_not(client: LocalClient, folder: Path) -> None:
    kept = await add_bytes(client, "a.txt", [b"text"])
    file = file_of((await client.run(UpdateFile(id=kept.row.id, name=".."))).value)
    await save_file(client, file, folder)
    assert os.listdir(folder) == ["file"]


async def test_a_place_that_cannot_be_written_is_refused(client: LocalClient, folder: Path) -> None:
    file = file_of((await add_bytes(client, "a.txt", [b"text"])).row)
    with pytest.raises(LatticeError) as refused:
        await save_file(client, file, folder / "none" / "a.txt")
    assert refused.value.code == "unwritable"
