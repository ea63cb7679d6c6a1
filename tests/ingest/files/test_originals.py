"""What becomes of originals is noticed: changed, gone, back, elsewhere; nothing is lost by it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lattice.actions import DeleteRow, ListVersions, UpdateFile
from lattice.client import LocalClient
from lattice.ingest.files import add_bytes, add_folder, add_path, check_originals, read_again
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, File, FileStatus
from tests.ingest.files.files import aged, files, found, text_of, written


async def news(client: LocalClient) -> dict[str, FileStatus]:
    return {file.name: file.status for file in await check_originals(client)}


async def by_name(client: LocalClient) -> dict[str, File]:
    return {file.name: file for file in await files(client)}


async def test_originals_as_they_were_are_no_news(client: LocalClient, folder: Path) -> None:
    for n in range(5):
        written(folder, f"{n}.txt", f"note {n}")
    await add_folder(client, folder)
    await add_bytes(client, "pasted.txt", [b"pasted"])
    before = await files(client)
    assert await check_originals(client) == ()
    assert await files(client) == before


async def test_a_changed_original_is_said_and_its_text_stays_until_it_is_read(
    client: LocalClient, folder: Path
) -> None:
    path = aged(written(folder, "a.txt", "herring"))
    kept = await add_path(client, path)
    path.write_text("mackerel")
    assert await news(client) == {"a.txt": FileStatus.CHANGED}
    assert await news(client) == {}
    assert await found(client, "herring") == [kept.row.id]
    await read_again(client, kept.row.id)
    assert await found(client, "mackerel") == [kept.row.id]
    assert await news(client) == {}
    versions = (await client.run(ListVersions(id=kept.row.id))).value
    assert [version.n for version in versions] == [2, 1]


async def test_a_touched_original_is_no_news_and_is_not_hashed_twice(
    client: LocalClient, folder: Path
) -> None:
    path = aged(written(folder, "a.txt", "herring"))
    await add_path(client, path)
    os.utime(path)
    assert await news(client) == {}
    (file,) = await files(client)
    assert await news(client) == {}
    assert (await files(client))[0].version == file.version


async def test_an_original_that_was_changed_back_is_as_it_was(client: LocalClient, folder: Path) -> None:
    path = aged(written(folder, "a.txt", "herring"))
    await add_path(client, path)
    path.write_text("mackerel")
    await check_originals(client)
    path.write_text("herring")
    assert await news(client) == {"a.txt": FileStatus.READY}


async def test_a_missing_original_is_said_until_it_is_back(client: LocalClient, folder: Path) -> None:
    path = written(folder, "a.txt", "herring")
    kept = await add_path(client, path)
    path.unlink()
    assert await news(client) == {"a.txt": FileStatus.MISSING}
    assert await news(client) == {}
    assert await text_of(client, kept.row.id) == "herring"
    with pytest.raises(LatticeError, match="no longer"):
        await read_again(client, kept.row.id)
    written(folder, "a.txt", "herring")
    assert await news(client) == {"a.txt": FileStatus.READY}


@pytest.mark.parametrize("target", ["b.txt", "deeper/a.txt", "../beside/a.txt"])
async def test_an_original_found_nearby_takes_its_path_along(
    client: LocalClient, folder: Path, target: str
) -> None:
    path = written(folder, "a.txt", "herring")
    kept = await add_path(client, path)
    for n in range(3):
        written(folder, f"same size {n}.txt", f"codfis{n}")
    to = folder / target
    to.parent.mkdir(exist_ok=True)
    to = path.rename(to).resolve()
    (moved,) = await check_originals(client)
    assert (moved.id, moved.path, moved.name, moved.status) == (kept.row.id, str(to), to.name, "ready")
    assert await check_originals(client) == ()


async def test_a_name_that_someone_gave_stays_when_the_original_moves(
    client: LocalClient, folder: Path
) -> None:
    path = written(folder, "a.txt", "herring")
    kept = await add_path(client, path)
    await client.run(UpdateFile(id=kept.row.id, name="My favourite.txt"))
    path.rename(folder / "b.txt")
    (moved,) = await check_originals(client)
    assert (moved.name, Path(moved.path).name) == ("My favourite.txt", "b.txt")


async def test_an_original_of_another_file_is_not_taken(client: LocalClient, folder: Path) -> None:
    """Two empty-handed rows, one file: only one of them can be it."""
    first = written(folder, "a.txt", "herring")
    await add_path(client, first)
    second = written(folder, "b.txt", "mackerel")
    await add_path(client, second)
    first.unlink()
    second.write_text("herring")
    assert await news(client) == {"a.txt": FileStatus.MISSING, "b.txt": FileStatus.CHANGED}


async def test_a_deleted_row_is_left_alone(client: LocalClient, folder: Path) -> None:
    path = written(folder, "a.txt", "herring")
    kept = await add_path(client, path)
    await client.run(DeleteRow(table=FILES, id=kept.row.id))
    path.unlink()
    assert await check_originals(client) == ()


async def test_reading_again_a_stored_file_reads_what_is_kept(client: LocalClient, folder: Path) -> None:
    path = written(folder, "a.md", "# Herring\n")
    kept = await add_path(client, path, store=True)
    path.write_text("# Mackerel\n")
    row = await read_again(client, kept.row.id)
    assert row.values == kept.row.values


async def test_reading_again_makes_good_what_failed_for_want_of_time(
    client: LocalClient, folder: Path
) -> None:
    from lattice.ingest.documents import ReadLimits

    path = written(folder, "a.txt", "herring " * 1000)
    await add_path(client, path, limits=ReadLimits(chars=100))
    assert (await by_name(client))["a.txt"].status is FileStatus.PARTIAL
    row = await read_again(client, (await files(client))[0].id)
    assert (row.values["status"], row.values["chars"]) == ("ready", 8000)


async def test_many_originals_that_are_gone_with_their_folder_are_missing(
    client: LocalClient, folder: Path
) -> None:
    for n in range(4):
        written(folder, f"{n}/a.txt", f"note {n}")
    await add_folder(client, folder)
    away = folder.rename(folder.with_name("away"))
    assert set(await by_name(client)) == {"a.txt"}
    assert {file.status for file in await check_originals(client)} <= {FileStatus.READY, FileStatus.MISSING}
    away.rename(folder)
    await check_originals(client)
    assert {file.status for file in await files(client)} == {FileStatus.READY}
