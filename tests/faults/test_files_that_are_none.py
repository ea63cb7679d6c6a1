"""Files that are no workspace, are damaged, or of a newer Lattice: refused in words, and left as they are."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from lattice.actions import (
    Action,
    CountRows,
    InsertRow,
    ListChanges,
    ListEvents,
    ListLinks,
    ListRows,
    ListTables,
    ListTrash,
    SearchText,
    Undo,
    VerifyAudit,
)
from lattice.client import create_local, open_local
from lattice.databases.migrations import FORMAT
from lattice.model.errors import LatticeError
from tests.engine.workspaces import ADA, add, table

TROUBLE = {"corrupt", "failed", "unwritable", "not_found", "newer_workspace"}


async def _filled(path: Path) -> Path:
    """A workspace with some rows, closed."""
    client = await create_local(path, name="Sound", caller=ADA)
    await table(client, "people", name="text", age="integer", data="json")
    for n in range(40):
        await add(client, "people", name=f"person {n} " * 20, age=n, data={"n": [n]})
    await client.close()
    return path


def _everything(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


async def _is_refused(path: Path, code: str) -> LatticeError:
    """The refusal to open a file, which left its folder as it was."""
    before = _everything(path.parent)
    with pytest.raises(LatticeError) as caught:
        await open_local(path, caller=ADA)
    assert caught.value.code == code, caught.value
    assert caught.value.message
    assert caught.value.hint
    assert _everything(path.parent) == before
    return caught.value


async def test_a_missing_file_is_not_found_and_not_made(tmp_path: Path) -> None:
    await _is_refused(tmp_path / "nothing.lattice", "not_found")


async def test_a_file_in_a_folder_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(LatticeError) as caught:
        await open_local(tmp_path / "no" / "w.lattice", caller=ADA)
    assert caught.value.code == "not_found"
    assert not (tmp_path / "no").exists()


async def test_a_folder_is_not_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    error = await _is_refused(tmp_path / "folder", "corrupt")
    assert "folder" in error.message


@pytest.mark.parametrize(
    "content", [b"", b"name,age\nAda,36\n", b"SQLite format 3", b"\x00" * 8192, b"PK\x03\x04" * 500]
)
async def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "w.lattice"
    path.write_bytes(content)
    await _is_refused(path, "corrupt")


@pytest.mark.parametrize("journal", ["delete", "wal"])
async def test_an_ordinary_sqlite_file_is_refused_and_not_turned_into_anything(
    tmp_path: Path, journal: str
) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute("CREATE TABLE people (name)")
    connection.execute("INSERT INTO people VALUES ('Ada')")
    connection.commit()
    connection.close()
    error = await _is_refused(path, "corrupt")
    assert "import" in error.hint


async def test_a_workspace_of_a_newer_lattice_is_refused(tmp_path: Path) -> None:
    path = await _filled(tmp_path / "w.lattice")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE lattice_meta SET value = '999' WHERE key = 'format'")
    connection.commit()
    connection.close()
    error = await _is_refused(path, "newer_workspace")
    assert "999" in error.message
    assert str(FORMAT) in error.message


@pytest.mark.parametrize("format_", ["", "x", "-1", "1e3", None])
async def test_a_format_that_is_no_number_is_damage(tmp_path: Path, format_: str | None) -> None:
    path = await _filled(tmp_path / "w.lattice")
    connection = sqlite3.connect(path)
    if format_ is None:
        connection.execute("DELETE FROM lattice_meta")
    else:
        connection.execute("UPDATE lattice_meta SET value = ? WHERE key = 'format'", (format_,))
    connection.commit()
    connection.close()
    await _is_refused(path, "corrupt")


async def test_a_zeroed_beginning_is_refused(tmp_path: Path) -> None:
    path = await _filled(tmp_path / "w.lattice")
    with path.open("r+b") as file:
        file.write(b"\x00" * 100)
    await _is_refused(path, "corrupt")


async def test_a_file_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    path = await _filled(tmp_path / "w.lattice")
    before = _everything(tmp_path)
    with pytest.raises(LatticeError) as caught:
        await create_local(path, name="Again", caller=ADA)
    assert caught.value.code == "exists"
    assert _everything(tmp_path) == before


ASKED: tuple[Action[Any], ...] = (
    ListTables(),
    ListRows(table="people", limit=1000),
    ListRows(table="people", sort=("-name", "age")),
    CountRows(table="people", where="name ~ person"),
    SearchText(text="person"),
    ListEvents(limit=1000),
    ListChanges(limit=1000),
    ListTrash(),
    VerifyAudit(),
    InsertRow(table="people", values={"name": "new"}),
    Undo(),
)


async def _ask_everything(path: Path) -> list[str]:
    """The codes of all that failed; anything but a LatticeError breaks the test."""
    codes: list[str] = []
    try:
        client = await open_local(path, caller=ADA)
    except LatticeError as error:
        return [error.code]
    try:
        for action in ASKED:
            try:
                await client.run(action)
            except LatticeError as error:
                codes.append(error.code)
    finally:
        await client.close()
    return codes


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.9])
async def test_a_file_that_was_cut_off_says_that_it_is_damaged(tmp_path: Path, part: float) -> None:
    path = await _filled(tmp_path / "w.lattice")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(int(size * part))
    codes = await _ask_everything(path)
    assert "corrupt" in codes
    assert set(codes) <= TROUBLE


async def _damage(path: Path, seed: int) -> None:
    dice = random.Random(seed)
    whole = bytearray(path.read_bytes())
    start = dice.randrange(100, len(whole))
    length = dice.choice((1, 8, 100, 4096))
    whole[start : start + length] = dice.randbytes(len(whole[start : start + length]))
    path.write_bytes(whole)


@pytest.mark.parametrize("seed", range(12))
async def test_damage_anywhere_is_said_or_harmless_and_never_a_crash(tmp_path: Path, seed: int) -> None:
    path = await _filled(tmp_path / "w.lattice")
    await _damage(path, seed)
    assert set(await _ask_everything(path)) <= TROUBLE


@pytest.mark.soak
async def test_damage_in_five_hundred_places_is_said_or_harmless(tmp_path: Path) -> None:
    sound = await _filled(tmp_path / "sound.lattice")
    for seed in range(1000, 1500):
        path = tmp_path / f"{seed}.lattice"
        path.write_bytes(sound.read_bytes())
        await _damage(path, seed)
        assert set(await _ask_everything(path)) <= TROUBLE, seed
        path.unlink()


async def test_a_catalog_that_makes_no_sense_is_damage(tmp_path: Path) -> None:
    path = await _filled(tmp_path / "w.lattice")
    for statement in (
        "UPDATE lattice_columns SET type = 'colour' WHERE id = 'c1'",
        "UPDATE lattice_columns SET type = 'text' WHERE id = 'c1'",
        "UPDATE lattice_tables SET key = 'x'",
        "UPDATE lattice_tables SET key = '[]'",
        "UPDATE lattice_events SET after = 'x' WHERE seq = 3",
    ):
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.commit()
        connection.close()
        assert set(await _ask_everything(path)) <= TROUBLE


async def test_bytes_that_are_no_text_are_damage_and_are_not_shown(tmp_path: Path) -> None:
    path = await _filled(tmp_path / "w.lattice")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE people SET name = CAST(X'1B5B33316DFF' AS TEXT)")
    connection.commit()
    connection.close()
    client = await open_local(path, caller=ADA)
    with pytest.raises(LatticeError) as caught:
        await client.run(ListRows(table="people"))
    await client.close()
    assert caught.value.code == "corrupt"
    assert "\x1b" not in str(caught.value)


async def test_a_write_ahead_log_of_another_time_does_no_harm(tmp_path: Path) -> None:
    path = await _filled(tmp_path / "w.lattice")
    Path(f"{path}-wal").write_bytes(random.Random(1).randbytes(50_000))
    client = await open_local(path, caller=ADA)
    assert (await client.run(CountRows(table="people"))).value.total == 40
    (row,) = (await client.run(ListRows(table="people", limit=1))).value.rows
    assert (await client.run(ListLinks(table="people", id=row.id))).value.links == ()
    await add(client, "people", name="after")
    await client.close()
