from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions import (
    AddLink,
    DeleteRow,
    DeleteRows,
    DropColumn,
    GetRow,
    InsertRow,
    InsertRows,
    ListChanges,
    ListEvents,
    ListLinks,
    ListTables,
    ListTrash,
    PurgeRows,
    RemoveLink,
    RenameColumn,
    RetypeColumn,
    SearchText,
    Undo,
    UpdateRow,
    VerifyAudit,
)
from lattice.client import LocalClient
from lattice.model.errors import LatticeError
from lattice.model.values import ColumnType
from tests.engine.workspaces import SCOUT, add, opened, table, tamper, workspace


async def _purge(client: LocalClient, name: str, *ids: str) -> None:
    await client.run(PurgeRows(table=name, ids=ids))


async def test_the_trash_of_all_tables_is_newest_first_and_paged(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        for name in ("a", "b", "empty"):
            await table(client, name, name="text")
        ids = [(n, await add(client, n, name=f"{n}{i}")) for i in range(3) for n in ("a", "b")]
        for name, row in ids:
            await client.run(DeleteRow(table=name, id=row))
        trash = (await client.run(ListTrash())).value
        assert [item.label for item in trash.items] == ["b2", "a2", "b1", "a1", "b0", "a0"]
        assert (trash.total, trash.items[0].table, trash.items[0].deleted_by) == (6, "b", "human:ada")
        page = (await client.run(ListTrash(limit=2, offset=1))).value
        assert [item.label for item in page.items] == ["a2", "b1"]


async def test_nothing_of_a_purged_row_is_left_in_the_files(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text", city="text", old="text", code="text", more="json")
        await table(client, "notes", title="text")
        filler = tuple({"name": f"filler{n}", "city": f"town{n}" * 20} for n in range(300))
        await client.run(InsertRows(table="people", rows=filler))
        row = await add(
            client,
            "people",
            name="CANARYone",
            city="CANARYtwo",
            old="CANARYthree",
            code="7777777",
            more=["CANARYfour"],
        )
        note = await add(client, "notes", title="note")
        await client.run(UpdateRow(table="people", id=row, values={"city": "CANARYfive " * 2000}))
        await client.run(UpdateRow(table="people", id=row, values={"city": "CANARYsix"}))
        await client.run(AddLink(table="notes", id=note, to_table="people", to_id=row, name="CANARYseven"))
        await client.run(AddLink(table="people", id=row, to_table="notes", to_id=note, name="CANARYeight"))
        await client.run(RemoveLink(table="people", id=row, to_table="notes", to_id=note, name="CANARYeight"))
        await client.run(RenameColumn(table="people", column="old", name="older"))
        await client.run(DropColumn(table="people", column="older"))
        await client.run(RetypeColumn(table="people", column="code", type=ColumnType.INTEGER))
        await client.run(Undo())
        await client.run(DeleteRow(table="people", id=row))
        await client.run(InsertRows(table="people", rows=filler))
        await _purge(client, "people", row)
        assert _files_with(tmp_path, b"CANARY", b"canary", b"7777777") == []
        assert (await client.run(VerifyAudit())).value.ok
        assert (await client.run(SearchText(text="canaryone"))).value.hits == ()
    assert _files_with(tmp_path, b"CANARY", b"canary", b"7777777") == []


def _files_with(folder: Path, *needles: bytes) -> list[tuple[str, bytes]]:
    found = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        found += [(path.name, data[at - 10 : at + 20]) for n in needles if (at := data.find(n)) >= 0]
    return found


async def test_a_purged_row_is_gone_and_its_history_is_blank(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        keep = await add(client, "people", name="Kept")
        row = await add(client, "people", name="Ada")
        await client.run(UpdateRow(table="people", id=row, values={"name": "Ada L."}))
        await client.run(DeleteRow(table="people", id=row))
        await _purge(client, "people", row.lower())
        with pytest.raises(LatticeError) as missing:
            await client.run(GetRow(table="people", id=row))
        assert missing.value.code == "not_found"
        events = (await client.run(ListEvents(row_id=row))).value.events
        assert [(e.op, e.purged) for e in events] == [
            ("row.purge", False),
            ("row.delete", True),
            ("row.update", True),
            ("row.insert", True),
        ]
        assert all(e.before is None and e.after is None for e in events[1:])
        changes = (await client.run(ListChanges())).value.changes
        assert not any("Ada" in change.summary for change in changes)
        assert [c.undoable for c in changes if "purged" in c.summary] == [False] * 4
        info = (await client.run(ListTables())).value.tables[0]
        assert (info.rows, info.trashed) == (1, 0)
        assert (await client.run(ListTrash())).value.total == 0
        assert (await client.run(GetRow(table="people", id=keep))).value.values == {"name": "Kept"}


async def test_a_purge_cannot_be_undone_and_undo_goes_on_behind_it(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        row = await add(client, "people", name="Ada")
        other = await add(client, "people", name="Lin")
        gone = await client.run(DeleteRow(table="people", id=row))
        purge = await client.run(PurgeRows(table="people", ids=(row,)))
        for change in (purge.change_id, gone.change_id):
            with pytest.raises(LatticeError) as refused:
                await client.run(Undo(change_id=change))
            assert refused.value.code == "not_undoable"
        await client.run(Undo())
        with pytest.raises(LatticeError):
            await client.run(DeleteRow(table="people", id=other))
        assert (await client.run(VerifyAudit())).value.ok


async def test_links_of_other_rows_to_it_go_and_leave_a_tombstone(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        ada, lin = await add(client, "people", name="Ada"), await add(client, "people", name="Lin")
        await client.run(AddLink(table="people", id=lin, to_table="people", to_id=ada, name="friend"))
        await client.run(DeleteRow(table="people", id=ada))
        await _purge(client, "people", ada)
        assert (await client.run(ListLinks(table="people", id=lin))).value.links == ()
        events = (await client.run(ListEvents(row_id=lin))).value.events
        assert [(e.op, e.purged) for e in events] == [
            ("link.purge", False),
            ("link.add", True),
            ("row.insert", False),
        ]
        assert (await client.run(VerifyAudit())).value.ok


async def test_living_rows_are_not_purged_and_then_none_is(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        dead, alive = await add(client, "people", name="Ada"), await add(client, "people", name="Lin")
        await client.run(DeleteRow(table="people", id=dead))
        with pytest.raises(LatticeError) as refused:
            await _purge(client, "people", dead, alive)
        assert refused.value.code == "conflict"
        assert (await client.run(ListTrash())).value.total == 1


async def test_agents_may_not_purge_alone(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        row = await add(client, "people", name="Ada")
        await client.run(DeleteRow(table="people", id=row))
    async with opened(tmp_path, SCOUT) as client:
        with pytest.raises(LatticeError) as refused:
            await _purge(client, "people", row)
        assert refused.value.code == "approval_required"


async def test_many_rows_are_purged_as_one_change_and_the_rest_of_their_import_stays(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        rows = tuple({"name": f"n{n}"} for n in range(2500))
        done = await client.run(InsertRows(table="people", rows=rows))
        await client.run(DeleteRows(table="people", where="name starts n1"))
        trashed = [i.row_id for i in (await client.run(ListTrash(limit=1000))).value.items]
        assert (await client.run(PurgeRows(table="people", ids=tuple(trashed)))).value.count == len(trashed)
        first = (await client.run(ListChanges())).value.changes
        assert next(c for c in first if c.id == done.change_id).summary == "added 2,500 rows to people"
        assert (await client.run(VerifyAudit())).value.ok


async def test_a_repeated_request_does_not_answer_with_purged_values(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        insert = InsertRow(table="people", values={"name": "Ada"})
        row = (await client.run(insert, op_id="once")).value.id
        await client.run(DeleteRow(table="people", id=row))
        await _purge(client, "people", row)
        with pytest.raises(LatticeError):
            await client.run(insert, op_id="once")


async def test_a_blank_without_a_purge_is_found(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await table(client, "people", name="text")
        ada, lin = await add(client, "people", name="Ada"), await add(client, "people", name="Lin")
        await client.run(DeleteRow(table="people", id=ada))
        await _purge(client, "people", ada)
    tamper(
        tmp_path, f"UPDATE lattice_events SET before = NULL, after = NULL, salt = NULL WHERE row_id = '{lin}'"
    )
    async with opened(tmp_path) as client:
        assert not (await client.run(VerifyAudit())).value.ok
