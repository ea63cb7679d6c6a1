"""Tools that write: what they say comes from the outcome, and a person is asked where they must be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lattice.actions import (
    CountRows,
    DecideApproval,
    GetRow,
    ListApprovals,
    ListChanges,
    ListLinks,
    ListRows,
    ListTables,
    SetPolicy,
    Undo,
    UpdateRow,
)
from lattice.model.ids import new_id
from lattice.model.people import Caller
from lattice.model.policy import Decision, Policy, Writes
from tests.assistant.tools.asking import Agent, agent, id_of, lines, nord
from tests.contract.asking import NOBODY
from tests.engine.workspaces import add, opened


async def values(one: Agent, table: str = "people") -> list[dict[str, Any]]:
    """The values of all rows."""
    return [
        row.values for row in (await one.ada.run(ListRows(table=table, sort=("_created_at",)))).value.rows
    ]


async def test_rows_are_added_one_and_many_as_one_change_of_the_turn(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        single = await one.call("insert_rows", table="people", rows=[{"name": "Ada", "age": 1}])
        assert single.text.startswith("1 of 1 row added.")
        many = await one.call("insert_rows", table="people", rows=[{"name": "Bo"}, {"name": "Cy"}])
        assert many.text.startswith("2 of 2 rows added.")
        assert len(many.refs) == 2
        assert one.known.holds(many.refs[1])
        assert [v["name"] for v in await values(one)] == ["Ada", "Bo", "Cy"]
        changes = (await one.ada.run(ListChanges(limit=2))).value.changes
        assert {c.id for c in changes} == {*single.change_ids, *many.change_ids}
        assert {(c.actor, c.on_behalf_of, c.group_id) for c in changes} == {
            ("agent:assistant", "human:ada", "the-turn")
        }
        await one.ada.run(Undo(change_id="the-turn"))
        assert await values(one) == []
        await one.refused("insert_rows", "not_found", table="people", rows=[{"nothing": 1}])
        await one.refused("insert_rows", "invalid_value", table="people", rows=[{"age": "old"}, {}])
        assert await values(one) == []


async def test_a_bulk_change_claims_exactly_what_the_outcome_says(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        _, people = await nord(one.ada, 5)
        some = await one.call("update_rows", table="people", ids=people[:4], values={"age": 3})
        assert some.text.startswith("3 of 4 rows changed. The others had these values already.")
        assert some.words == "3 of 4 rows changed: people"
        assert {id_of(r) for r in some.refs} == set(people[:3])
        every = await one.call("update_rows", table="people", where="age = 3", values={"name": "X"})
        assert every.text.startswith("4 rows changed.")
        none = await one.call("update_rows", table="people", where="age = 99", values={"name": "X"})
        assert none.text.startswith("0 rows changed.")
        assert none.change_ids == ()
        same = await one.call("update_rows", table="people", ids=[people[0]], values={"age": 3})
        assert same.text.startswith("0 of 1 row changed.")
        assert "Change" not in same.text
        await one.refused(
            "update_rows", "not_found", table="people", ids=[people[0], NOBODY], values={"age": 9}
        )
        await one.refused(
            "update_rows", "conflict", table="people", ids=[people[0]], values={"age": 9}, expect_version=1
        )
        await one.refused(
            "update_rows", "invalid_action", table="people", where="", values={"age": 9}, expect_version=1
        )
        assert 9 not in [v["age"] for v in await values(one)]


async def test_rows_go_to_the_trash_and_come_back(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        _, people = await nord(one.ada, 4)
        assert (await one.call("delete_rows", table="people", ids=[people[0]])).text.startswith(
            "1 of 1 row moved"
        )
        assert (await one.call("delete_rows", table="people", where="age >= 2")).text.startswith(
            "2 rows moved"
        )
        back = await one.call("restore_rows", table="people", ids=[people[0], people[2], people[0]])
        assert back.text.startswith("2 of 2 rows brought back.")
        assert len(await values(one)) == 3
        await one.refused("delete_rows", "not_found", table="people", ids=[people[3]])
        await one.refused("restore_rows", "not_found", table="people", ids=[NOBODY])


async def test_what_cannot_be_undone_waits_and_the_very_same_call_then_passes_once(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        _, people = await nord(one.ada, 2)
        await one.call("delete_rows", table="people", ids=people)
        ask: dict[str, Any] = {"table": "people", "ids": [f"lattice://people/{people[0]}", people[1]]}
        op_id = new_id()
        error = await one.refused("purge_rows", "approval_required", op_id=op_id, **ask)
        (asked,) = (await one.ada.run(ListApprovals())).value
        assert error.details == {"approval": asked.id}
        assert asked.action == "row.purge"
        again = await one.refused("purge_rows", "approval_required", op_id=op_id, **ask)
        assert again.details == error.details
        await one.ada.run(DecideApproval(id=asked.id, decision=Decision.ONCE))
        await one.refused("purge_rows", "approval_required", table="people", ids=[people[1]])
        done = await one.call("purge_rows", op_id=op_id, **ask)
        assert done.text == "2 of 2 rows removed for good."
        await one.refused("get_row", "not_found", table="people", id=people[0])


@pytest.mark.parametrize(
    ("tool", "input"),
    [
        ("insert_rows", {"table": "people", "rows": [{"name": "New"}]}),
        ("insert_rows", {"table": "people", "rows": [{"name": "New"}, {"age": 2}]}),
        ("update_rows", {"table": "people", "where": "age = 0", "values": {"name": "New"}}),
        ("delete_rows", {"table": "people", "where": "age = 0"}),
        ("create_table", {"name": "new", "columns": [{"name": "a", "type": "number"}]}),
        ("alter_table", {"table": "people", "change": "add_column", "column": "c"}),
        ("define", {"table": "people", "column": "age", "definition": "d"}),
        ("create_artifact", {"title": "T", "text": "t"}),
        ("undo", {}),
    ],
)
async def test_where_every_write_is_asked_the_same_call_runs_after_the_answer(
    tmp_path: Path, tool: str, input: dict[str, Any]
) -> None:
    async with agent(tmp_path) as one:
        await nord(one.ada, 2)
        await one.call("insert_rows", table="people", rows=[{"name": "Earlier"}])
        await one.ada.run(SetPolicy(policy=Policy(writes=Writes.ASK)))
        op_id = new_id()
        await one.refused(tool, "approval_required", op_id=op_id, **input)
        (asked,) = (await one.ada.run(ListApprovals())).value
        await one.ada.run(DecideApproval(id=asked.id, decision=Decision.ONCE))
        assert (await one.call(tool, op_id=op_id, **input)).change_ids


async def test_asking_again_with_the_same_op_id_does_nothing_twice(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        op_id = new_id()
        first = await one.call("insert_rows", op_id=op_id, table="people", rows=[{"name": "Ada"}])
        again = await one.call("insert_rows", op_id=op_id, table="people", rows=[{"name": "Ada"}])
        assert again == first
        assert (await one.ada.run(CountRows(table="people"))).value.total == 1


async def test_rows_are_linked_and_unlinked(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        company, (person,) = await nord(one.ada)
        tie = {"table": "people", "id": person, "to_table": "companies", "to_id": company, "name": "owns"}
        assert (await one.call("link_rows", **tie)).text == "Linked."
        assert (await one.call("link_rows", **tie)).text == "They were linked already."
        links = (await one.ada.run(ListLinks(table="people", id=person))).value.links
        assert [(link.name, link.row_id) for link in links] == [("owns", company)]
        await one.call("unlink_rows", **tie)
        assert (await one.ada.run(ListLinks(table="people", id=person))).value.links == ()
        await one.refused("unlink_rows", "not_found", **tie)
        await one.refused("link_rows", "not_found", **{**tie, "to_id": NOBODY})


async def test_tables_and_columns_are_made_changed_and_brought_back(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        columns = [
            {"name": "title", "definition": "what it is called"},
            {"name": "pages", "type": "integer"},
            {"name": "owner", "type": "reference", "target": "people"},
        ]
        await one.call("create_table", name="books", columns=columns, definition="Books", key=["title"])
        for change in (
            {"change": "add_column", "column": "price", "type": "number", "definition": "in NOK"},
            {"change": "rename_column", "column": "pages", "name": "length"},
            {"change": "retype_column", "column": "length", "type": "text"},
            {"change": "drop_column", "column": "owner"},
            {"change": "rename", "name": "works"},
        ):
            table = "books"
            await one.call("alter_table", table=table, **change)
        (works,) = lines(await one.call("list_tables", tables=["works"]))
        assert works["columns"] == {
            "title": "text: what it is called",
            "length": "text",
            "price": "number: in NOK",
        }
        assert (works["definition"], works["key"]) == ("Books", ["title"])
        dropped = await one.call("alter_table", table="works", change="drop")
        await one.refused("query_rows", "not_found", table="works")
        await one.call("undo", change=dropped.change_ids[0])
        assert (await one.call("query_rows", table="works")).text == "No rows match."
        await one.refused("create_table", "exists", name="works", columns=[{"name": "a"}])
        await one.refused("create_table", "invalid_name", name="_mine", columns=[{"name": "a"}])
        await one.refused("define", "not_found", table="works", column="nothing", definition="x")


async def test_duplicates_are_merged_and_the_merge_is_undone(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        company, people = await nord(one.ada, 2)
        twin = await add(one.ada, "companies", name="NORD")
        await one.ada.run(GetRow(table="companies", id=twin))
        done = await one.call("merge_rows", table="companies", ids=[company, twin], survivor=twin)
        assert done.text.startswith(
            f"1 of 2 rows merged into lattice://companies/{twin}. 1 columns were filled in."
        )
        assert "2 references moved" in done.text
        assert {row["company"] for row in await values(one)} == {twin}
        await one.call("undo")
        assert {row["company"] for row in await values(one)} == {company}
        assert people
        await one.refused("merge_rows", "not_found", table="companies", ids=[company, NOBODY])


async def test_what_was_done_is_undone_done_again_and_a_row_goes_back(tmp_path: Path) -> None:
    async with agent(tmp_path) as one:
        _, (person,) = await nord(one.ada)
        await one.refused("undo", "nothing_to_undo")
        await one.refused("redo", "nothing_to_redo")
        done = await one.call("update_rows", table="people", ids=[person], values={"age": 50})
        await one.call("undo")
        assert (await values(one))[0]["age"] == 0
        await one.call("redo", change=done.change_ids[0])
        assert (await values(one))[0]["age"] == 50
        back = await one.call("revert_row", table="people", id=person, version=1)
        assert (await values(one))[0]["age"] == 0
        assert back.refs == (f"lattice://people/{person}",)
        assert "already" in (await one.call("revert_row", table="people", id=person, version=1)).text
        await one.refused("revert_row", "not_found", table="people", id=person, version=99)
        async with opened(tmp_path, Caller("human:bo")) as bo:
            await bo.run(UpdateRow(table="people", id=person, values={"age": 7}))
        conflict = await one.refused("undo", "conflict", change=back.change_ids[0])
        assert conflict.details["conflicts"]
        await one.call("undo", change=back.change_ids[0], force=True)
        assert (await values(one))[0]["age"] == 50


async def test_nothing_but_references_and_numbers_is_said_of_a_long_list_of_changed_rows(
    tmp_path: Path,
) -> None:
    async with agent(tmp_path) as one:
        outcome = await one.call("insert_rows", table="people", rows=[{"name": f"n{n}"} for n in range(200)])
        assert outcome.text.startswith("200 of 200 rows added.")
        assert re.search(r"and \d+ more", outcome.text)
        assert len((await one.ada.run(ListTables())).value.tables) == 2
