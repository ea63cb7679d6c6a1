from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from lattice.actions import (
    AddColumn,
    AddLink,
    DeleteRow,
    DropColumn,
    InsertRows,
    ListTables,
    PurgeRows,
    RenameColumn,
    RestoreRows,
    RetypeColumn,
    SearchText,
    Undo,
    UpdateRow,
)
from lattice.client import LocalClient
from lattice.engine.doctor import doctor_file
from lattice.model.errors import LatticeError
from lattice.model.findings import Finding
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.engine.workspaces import SCOUT, add, opened, table, tamper, workspace


async def _busy_workspace(client: LocalClient) -> None:
    """A bit of everything that a log can hold."""
    await table(
        client, "people", name="text", age="integer", ok="boolean", born="date", more="json", size="number"
    )
    await table(client, "empty")
    rows = tuple(
        {"name": f"p{n}", "age": n, "ok": n % 2 == 0, "more": {"n": [n, None]}, "size": n / 3}
        for n in range(1200)
    )
    ids = (await client.run(InsertRows(table="people", rows=rows))).value.ids
    await client.run(UpdateRow(table="people", id=ids[0], values={"name": "Ada", "born": "1815-12-10"}))
    await client.run(UpdateRow(table="people", id=ids[0], values={"age": None, "more": None}))
    for row in ids[1:5]:
        await client.run(DeleteRow(table="people", id=row))
    await client.run(RestoreRows(table="people", ids=(ids[1],)))
    await client.run(PurgeRows(table="people", ids=(ids[2],)))
    await client.run(AddLink(table="people", id=ids[0], to_table="people", to_id=ids[1], name="friend"))
    await client.run(AddColumn(table="people", column=NewColumn("note", ColumnType.TEXT)))
    await client.run(UpdateRow(table="people", id=ids[0], values={"note": "noted"}))
    await client.run(RenameColumn(table="people", column="note", name="remark"))
    await client.run(RetypeColumn(table="people", column="age", type=ColumnType.TEXT))
    await client.run(DropColumn(table="people", column="size"))
    await client.run(Undo())
    await client.run(UpdateRow(table="people", id=ids[5], values={"size": 0.5}))
    await client.run(Undo())


def _wrong(findings: Sequence[Finding]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings if not finding.ok}


async def _check(folder: Path, *, repair: bool = False) -> dict[str, Finding]:
    async with opened(folder) as client:
        return _wrong(await client.check(repair=repair))


async def test_nothing_is_wrong_with_a_workspace_that_only_lattice_wrote(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        assert _wrong(await client.check()) == {}
        await _busy_workspace(client)
        findings = await client.check()
        assert _wrong(findings) == {}
        assert len(findings) >= 10
        assert _wrong(await client.check(repair=True)) == {}


@pytest.mark.parametrize(
    ("statement", "name", "says"),
    [
        ("UPDATE people SET name = 'x' WHERE name = 'p7'", "rows", "another value in name"),
        ("UPDATE people SET age = 9999 WHERE name = 'p7'", "", ""),
        ("UPDATE people SET _version = 9 WHERE name = 'p7'", "rows", "at version 9"),
        ("UPDATE people SET _deleted_at = '2020' WHERE name = 'p7'", "rows", "trash"),
        ("UPDATE people SET _owner = 'human:eve' WHERE name = 'p7'", "rows", "owner"),
        ("DELETE FROM people WHERE name = 'p7'", "rows", "not in the table"),
        ("UPDATE people SET _id = '00000000000000000000000000' WHERE name = 'p7'", "rows", "not in the log"),
        ("DELETE FROM lattice_events WHERE seq = 10", "log", "gaps"),
        ("UPDATE lattice_changes SET events = 7 WHERE first_seq = 3", "changes", "do not agree"),
        ("UPDATE lattice_links SET to_row = 'nobody'", "links", "lost a row"),
        ("UPDATE lattice_audit SET actor = 'human:eve' WHERE n = 2", "audit", "record 2"),
    ],
)
async def test_what_was_changed_outside_is_found_and_repair_does_not_hide_it(
    tmp_path: Path, statement: str, name: str, says: str
) -> None:
    async with workspace(tmp_path) as client:
        await _busy_workspace(client)
    tamper(tmp_path, statement)
    wrong = await _check(tmp_path)
    if not name:
        # values of retyped columns are not compared
        assert wrong == {}
        return
    assert says in wrong[name].message
    assert wrong[name].hint
    again = await _check(tmp_path, repair=True)
    assert not again[name].repaired


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE lattice_tables SET live = live + 3, trashed = 0 WHERE name = 'people'", "counts"),
        ("INSERT INTO {text} ({text}) VALUES ('delete-all')", "search"),
        ("INSERT INTO {text} (rowid, s1) VALUES (9999, 'p7')", "search"),
        ("DROP TABLE {text}", "search"),
        ("DROP INDEX {live}", "indexes"),
        ("DROP INDEX {trash}", "indexes"),
        ("CREATE TABLE lattice_load_01ABC (a)", "imports"),
    ],
)
async def test_what_follows_from_the_rows_is_made_anew(tmp_path: Path, statement: str, name: str) -> None:
    async with workspace(tmp_path) as client:
        await _busy_workspace(client)
        (people,) = [t for t in (await client.run(ListTables())).value.schema.tables if t.name == "people"]
    tamper(
        tmp_path,
        statement.format(
            text=f'"lattice_text_{people.id}"',
            live=f'"lattice_live_{people.id}"',
            trash=f'"lattice_trash_{people.id}"',
        ),
    )
    wrong = await _check(tmp_path)
    assert set(wrong) == {name}
    assert not wrong[name].repaired
    assert "repair" in wrong[name].hint
    assert (await _check(tmp_path, repair=True))[name].repaired
    assert await _check(tmp_path) == {}
    async with opened(tmp_path) as client:
        assert (await client.run(SearchText(text="p7"))).value.hits[0].label == "p7"


async def test_an_index_with_other_words_is_found(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        await add(client, "people", name="Ada")
        (people,) = (await client.run(ListTables())).value.schema.tables
    text = f'"lattice_text_{people.id}"'
    tamper(
        tmp_path,
        f"INSERT INTO {text} ({text}) VALUES ('delete-all')",
        f"INSERT INTO {text} (rowid, s1) VALUES (1, 'Eve')",
    )
    assert set(await _check(tmp_path)) == {"search"}


async def test_files_that_others_can_read_are_said_and_closed(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
    path = tmp_path / "w.lattice"
    path.chmod(0o644)
    assert set(await _check(tmp_path)) == {"permissions"}
    assert (await _check(tmp_path, repair=True))["permissions"].repaired
    assert path.stat().st_mode & 0o777 == 0o600


async def test_agents_check_but_do_not_repair(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
    async with opened(tmp_path, SCOUT) as client:
        assert _wrong(await client.check()) == {}
        with pytest.raises(LatticeError) as refused:
            await client.check(repair=True)
        assert refused.value.code == "forbidden"


async def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _busy_workspace(client)
    path = tmp_path / "w.lattice"
    data = bytearray(path.read_bytes())
    for name in (b"p300", b"p600", b"p900"):
        page = data.index(name) // 4096
        data[page * 4096 : page * 4096 + 200] = b"\xa5" * 200
    path.write_bytes(bytes(data))
    assert any(not finding.ok for finding in doctor_file(path))
    async with opened(tmp_path) as client:
        assert "file" in _wrong(await client.check())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "not there"),
        (b"", "empty"),
        (b"name,age\nAda,36\n", "not that of a SQLite file"),
        (b"SQLite format 3\x00" + b"\xa5" * 5000, "cannot read"),
    ],
)
def test_a_file_that_cannot_be_opened_is_explained(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "w.lattice"
    if content is not None:
        path.write_bytes(content)
        path.chmod(0o600)
    (finding,) = doctor_file(path)
    assert not finding.ok
    assert says in finding.message
    assert finding.hint


async def test_a_workspace_of_a_newer_lattice_is_explained(tmp_path: Path) -> None:
    async with workspace(tmp_path):
        pass
    tamper(tmp_path, "UPDATE lattice_meta SET value = '99' WHERE key = 'format'")
    (finding,) = doctor_file(tmp_path / "w.lattice")
    assert (finding.name, finding.ok) == ("format", False)
    assert "newer" in finding.message
