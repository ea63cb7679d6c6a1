"""What a person is asked says exactly what will happen, whatever the rows and the agent say."""

from __future__ import annotations

from pathlib import Path

from lattice.actions import (
    AddColumn,
    AddLink,
    AddLinks,
    CreateTable,
    DeleteRows,
    DropTable,
    EditRows,
    FetchUrl,
    InsertRow,
    InsertRows,
    ListChanges,
    ListRows,
    MergeRows,
    PurgeRows,
    Redo,
    RenameWorkspace,
    RevertRow,
    RowEdit,
    SaveView,
    Undo,
    UpdateRow,
    UpdateRows,
    encode_action,
    spec_of,
)
from lattice.actions.base import Action
from lattice.assistant.approval_words import approval_words
from lattice.client import LocalClient
from lattice.model.policy import Approval
from lattice.model.schema import NewColumn
from tests.assistant.conversation.talking import a_workspace

GHOST = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


async def _asked(client: LocalClient, action: Action[object]) -> tuple[list[str], list[str]]:
    name = spec_of(action).name
    approval = Approval("A", "", "agent:assistant", "T", name, name, encode_action(action).decode())
    words, details = await approval_words(approval, client)
    return [line.strip() for line in words], list(details)


async def test_rows_are_called_by_their_labels(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    bo, cy = (await client.run(ListRows(table="people"))).value.rows
    words, details = await _asked(client, PurgeRows(table="people", ids=(bo.id, GHOST)))
    assert words == [
        "Remove 2 rows of people for good",
        "Bo",
        f"{GHOST}, which is not there",
        "This cannot be undone.",
    ]
    assert f"Bo ({bo.id})" in details
    tie = AddLink(table="people", id=bo.id, to_table="people", to_id=cy.id, name="friend")
    assert (await _asked(client, tie))[0] == ["Link Bo (people) to Cy (people)", "as friend"]
    ties = AddLinks(table="people", ids=(bo.id,), to_table="people", to_id=cy.id, name="friend")
    assert (await _asked(client, ties))[0] == ["Link 1 row of people to Cy", "Bo", "as friend"]
    edits = EditRows(
        table="people", edits=(RowEdit(bo.id, {"city": "Paris"}),), rows=({"name": "Di"}, {"name": "Ed"})
    )
    assert (await _asked(client, edits))[0] == [
        "Change 1 row of people, each in its own way, add 2 rows",
        "Bo: city: Paris",
        "new: name: Di",
        "new: name: Ed",
    ]
    view = SaveView(table="people", name="North", where="city = Oslo")
    assert (await _asked(client, view))[0] == ["Save a view North of people, for everyone"]
    change = UpdateRow(table="people", id=bo.id, values={"city": "Paris"})
    assert (await _asked(client, change))[0] == ["Change Bo in people", "city: Oslo → Paris"]
    await client.close()


async def test_a_filter_is_told_with_as_many_rows_as_match_now(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    await client.run(InsertRows(table="people", rows=tuple({"name": f"P{n}"} for n in range(30))))
    words, details = await _asked(client, DeleteRows(table="people", where="city is empty"))
    assert words[0] == "Move 30 rows of people where city is empty to the trash"
    assert words[-1] == "and 25 more"
    assert len(details) == 31
    words, _ = await _asked(client, UpdateRows(table="people", where="name = Bo", values={"city": None}))
    assert words == ["Change 1 row of people where name = Bo", "Bo", "city: empty"]
    await client.close()


async def test_what_is_not_shown_at_once_is_counted_and_stands_in_the_details(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    values = {f"column{n}": f"value{n}" for n in range(9)}
    words, details = await _asked(client, InsertRow(table="people", values=dict(values)))
    assert words[0] == "Add 1 row to people"
    assert words[-1] == "and 4 more"
    assert "column8: value8" in details
    await client.close()


async def test_schema_web_and_undo_have_words_of_their_own(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    table = CreateTable(name="cars", columns=(NewColumn("brand"),))
    assert (await _asked(client, table))[0] == ["Make a table cars with brand text"]
    column = AddColumn(table="people", column=NewColumn("age"))
    assert (await _asked(client, column))[0] == ["Add a column age (text) to people"]
    drop = (await _asked(client, DropTable(table="people")))[0]
    assert drop == ["Take the table people out of the workspace, with 2 rows"]
    page = (await _asked(client, FetchUrl(url="https://example.com/a")))[0]
    assert page == ["Fetch the page https://example.com/a", "This goes outside of the workspace."]
    alike = (await _asked(client, FetchUrl(url="https://g\u043e\u043ed.example/a")))[0]
    assert alike[0] == "Fetch the page https://xn--gd-fmca.example/a"
    assert (await _asked(client, Undo(change_id="X")))[0] == ["Take back all of X"]
    assert (await _asked(client, RenameWorkspace(name="New")))[0] == ["Name the workspace New"]
    await client.close()


async def test_what_is_not_there_is_asked_about_all_the_same(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    words, details = await _asked(client, DeleteRows(table="nowhere", where="a = 1"))
    assert words[0]
    assert any("nowhere" in line for line in (*words, *details))
    await client.close()


async def test_a_request_that_cannot_be_read_is_shown_as_it_is(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    approval = Approval("A", "", "agent:x", "T", "row.frobnicate", "row.frobnicate", '{"x": "\x1b[2J"}')
    words, details = await approval_words(approval, client)
    assert words == ("row.frobnicate",)
    assert "\x1b" not in details[0]
    await client.close()


async def test_values_act_on_no_terminal(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    evil = "\x1b[2J\u202edetorw\n[bold]"
    action = InsertRows(table="people", rows=({"name": evil},))
    words, details = await _asked(client, action)
    assert not any(char in line for line in (*words, *details) for char in "\x1b\u202e\n")
    await client.close()


async def test_changes_that_are_taken_back_are_told_by_what_they_did(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    change = (await client.run(ListChanges())).value.changes[0]
    assert (await _asked(client, Undo(change_id=change.id)))[0] == [f"Take back: {change.summary}"]
    assert (await _asked(client, Redo()))[0] == ["Do again the last change"]
    await client.close()


async def test_of_rows_that_become_one_it_is_said_which_stays(tmp_path: Path) -> None:
    client = await a_workspace(tmp_path / "w.lattice")
    bo, cy = (await client.run(ListRows(table="people"))).value.rows
    words, _ = await _asked(client, MergeRows(table="people", ids=(bo.id, cy.id), survivor=cy.id))
    assert words == [
        "Make one row of 2 rows of people",
        "Bo",
        "Cy",
        "Cy stays, the others go to the trash, their links move to it",
    ]
    words, _ = await _asked(client, RevertRow(table="people", id=bo.id, version=1))
    assert words == ["Give Bo of people the values it had at version 1"]
    await client.close()
