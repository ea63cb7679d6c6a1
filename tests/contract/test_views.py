"""Saved views: made, seen by everyone who sees their table, changed, taken back, through any client."""

from __future__ import annotations

from typing import Any

import pytest

from lattice.actions import (
    DeleteView,
    DropColumn,
    DropTable,
    GetChange,
    InsertRow,
    ListRows,
    ListTrash,
    ListViews,
    MaskColumn,
    RenameColumn,
    RenameTable,
    RenameView,
    RestoreRows,
    SaveView,
    SearchText,
    SetPolicy,
    Undo,
)
from lattice.client import Client
from lattice.model.people import Caller, Role
from lattice.model.policy import Policy
from lattice.model.sharing import Audience
from lattice.model.views import View, ViewColumn
from tests.contract.asking import NOBODY, events, make, refused
from tests.contract.places import Place

BOB = Caller(actor="human:bob", origin="api", role=Role.EDITOR)
EVE = Caller(actor="human:eve", origin="api", role=Role.VIEWER)


async def save(client: Client, name: str = "Grown up", table: str = "people") -> View:
    """A view of people."""
    saved = SaveView(
        table=table,
        name=name,
        where="age >= 18",
        sort=("-age", "name", "_created_at"),
        columns=("age",),
        hidden=("name",),
        widths={"age": 9},
        frozen=1,
    )
    return (await client.run(saved)).value


async def views(client: Client, table: str | None = None) -> list[View]:
    return list((await client.run(ListViews(table=table))).value.views)


async def test_a_view_says_what_was_saved_to_everyone(client: Client, place: Place) -> None:
    await make(client)
    view = await save(client)
    assert (view.name, view.table, view.where, view.frozen) == ("Grown up", "people", "age >= 18", 1)
    assert view.sort == ("-age", "name", "_created_at")
    assert view.columns == (ViewColumn("age", width=9), ViewColumn("name", hidden=True))
    for caller in (BOB, EVE):
        assert await views(await place.open(caller)) == [view]
    assert await views(client, "people") == [view]


async def test_a_viewer_sees_views_and_changes_none(client: Client, place: Place) -> None:
    await make(client)
    view = await save(client)
    eve = await place.open(EVE)
    for action in (
        SaveView(table="people", name="Mine"),
        SaveView(table="people", name="Mine", id=view.id),
        RenameView(id=view.id, name="Mine"),
        DeleteView(id=view.id),
    ):
        await refused(eve, action, "forbidden")


async def test_somebody_else_saves_over_it_and_each_change_is_undone(client: Client, place: Place) -> None:
    await make(client)
    view = await save(client)
    bob = await place.open(BOB)
    over = SaveView(table="people", name="Adults", id=view.id, where="age > 20", sort=(), expect_version=1)
    done = await bob.run(over)
    assert (done.value.id, done.value.name, done.value.where, done.value.sort) == (
        view.id,
        "Adults",
        "age > 20",
        (),
    )
    assert done.value.updated_by == "human:bob"
    error = await refused(
        client, SaveView(table="people", name="Late", id=view.id, expect_version=1), "conflict"
    )
    assert "human:bob" in error.message
    await bob.run(Undo(change_id=done.change_id))
    [back] = await views(client)
    assert (back.name, back.where, back.sort, back.columns) == (
        view.name,
        view.where,
        view.sort,
        view.columns,
    )


async def test_what_is_not_said_anew_stays_when_a_view_is_saved_over(client: Client) -> None:
    await make(client, "papers", title="text", year="integer", note="text")
    new = SaveView(
        table="papers",
        name="A",
        where="year > 3",
        sort=("-year",),
        columns=("year", "title"),
        hidden=("note",),
        widths={"YEAR": 9, "title": 40},
        frozen=2,
    )
    kept = (await client.run(new)).value
    year, title = ViewColumn("year", width=9), ViewColumn("title", width=40)
    note = ViewColumn("note", hidden=True)
    assert kept.columns == (year, title, note)

    async def over(**said: Any) -> View:
        return (await client.run(SaveView(table="papers", name="B", id=kept.id, **said))).value

    same = await over()
    assert (same.name, same.where, same.sort, same.frozen) == ("B", "year > 3", ("-year",), 2)
    assert same.columns == kept.columns
    assert (await over()).version == same.version
    assert (await over(where="year > 4")).where == "year > 4"
    assert (await over(columns=("title",))).columns == (title, year, note)
    # a column that is named shows, unless it is said to be hidden
    assert (await over(columns=("note",))).columns == (ViewColumn("note"), title, year)
    both = await over(columns=("note", "year"), hidden=("note",), widths={"title": 3})
    assert both.columns == (note, ViewColumn("year"), ViewColumn("title", width=3))
    plain = await over(where="", sort=(), columns=(), hidden=(), widths={}, frozen=0)
    assert (plain.where, plain.sort, plain.columns, plain.frozen) == ("", (), (), 0)
    await client.run(Undo())
    (back,) = await views(client)
    assert (back.where, back.sort, back.columns, back.frozen) == ("year > 4", ("-year",), both.columns, 2)


async def test_a_filter_that_holds_no_more_is_in_nobodys_way_who_says_another_thing(client: Client) -> None:
    await make(client)
    view = await save(client)
    await client.run(RenameColumn(table="people", column="age", name="years"))
    now = (await client.run(SaveView(table="people", name="Old", id=view.id, sort=("years",)))).value
    assert (now.where, now.sort) == ("age >= 18", ("years",))
    await refused(client, SaveView(table="people", name="Old", id=view.id, where=now.where), "invalid_filter")


async def test_a_deleted_view_stands_in_the_trash_and_comes_back(client: Client) -> None:
    await make(client)
    view = await save(client)
    gone = await client.run(DeleteView(id=view.id))
    assert await views(client) == []
    assert [(i.table, i.label) for i in (await client.run(ListTrash())).value.items] == [
        ("_views", "Grown up")
    ]
    await refused(client, DeleteView(id=view.id), "not_found")
    await client.run(RestoreRows(table="_views", ids=(view.id,)))
    assert [v.id for v in await views(client)] == [view.id]
    assert "Grown up" in (await client.run(GetChange(change_id=gone.change_id or ""))).value.change.summary
    assert {e.op for e in await events(client, table="_views")} == {"row.insert", "row.delete", "row.restore"}


async def test_the_making_of_a_view_is_undone(client: Client) -> None:
    await make(client)
    await save(client)
    await client.run(Undo())
    assert await views(client) == []


async def test_a_name_is_taken_once_in_a_table(client: Client) -> None:
    await make(client)
    await make(client, "towns", name="text", age="integer")
    view = await save(client)
    await refused(client, SaveView(table="people", name="grown UP"), "exists")
    await save(client, table="towns")
    other = await save(client, "Other")
    await refused(client, RenameView(id=other.id, name="Grown up"), "exists")
    assert (await client.run(RenameView(id=view.id, name="Grown UP"))).value.name == "Grown UP"
    assert [(v.table, v.name) for v in await views(client)] == [
        ("people", "Grown UP"),
        ("people", "Other"),
        ("towns", "Grown up"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "two\nlines",
        "a\tb",
        "\x1b[31mred",
        "zero\u200bwidth",
        "\u202egnp",
        "\ufeffmark",
        " x",
        "",
        "_own",
        "pg_x",
    ],
)
async def test_what_is_no_name_of_a_table_is_none_of_a_view_in_the_same_words(
    client: Client, name: str
) -> None:
    await make(client)
    view = await save(client)
    table = await refused(client, RenameTable(table="people", name=name), "invalid_name")
    for wrong in (SaveView(table="people", name=name), RenameView(id=view.id, name=name)):
        error = await refused(client, wrong, "invalid_name")
        assert error.message == table.message.replace("Table name", "View name")
        assert error.hint == table.hint
    assert [known.name for known in await views(client)] == ["Grown up"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (SaveView(table="people", name=" \n"), "invalid_name"),
        (SaveView(table="nowhere", name="x"), "not_found"),
        (SaveView(table="_threads", name="x"), "not_found"),
        (SaveView(table="people", name="x", where="height > 3"), "invalid_filter"),
        (SaveView(table="people", name="x", where="age >"), "invalid_filter"),
        (SaveView(table="people", name="x", sort=("height",)), "invalid_filter"),
        (SaveView(table="people", name="x", columns=("height",)), "not_found"),
        (SaveView(table="people", name="x", columns=("age", "AGE")), "invalid_value"),
        (SaveView(table="people", name="x", hidden=("height",)), "not_found"),
        (SaveView(table="people", name="x", hidden=("age", "age")), "invalid_value"),
        (SaveView(table="people", name="x", widths={"height": 3}), "not_found"),
        (SaveView(table="people", name="x", widths={"age": 3, "Age": 4}), "invalid_value"),
        (SaveView(table="people", name="x", widths={"age": 0}), "invalid_value"),
        (SaveView(table="people", name="x", frozen=3), "invalid_value"),
        (SaveView(table="people", name="x" * 64), "too_large"),
        (SaveView(table="people", name="x", id=NOBODY), "not_found"),
        (RenameView(id=NOBODY, name="x"), "not_found"),
        (DeleteView(id=NOBODY), "not_found"),
    ],
)
async def test_what_is_no_view_is_refused_with_words(
    client: Client, wrong: SaveView | RenameView | DeleteView, code: str
) -> None:
    await make(client)
    await refused(client, wrong, code)


async def test_a_view_follows_renames_and_loses_what_was_dropped(client: Client) -> None:
    await make(client)
    await save(client)
    await client.run(RenameTable(table="people", name="folk"))
    await client.run(RenameColumn(table="folk", column="name", name="called"))
    [view] = await views(client, "folk")
    assert (view.sort, view.columns) == (
        ("-age", "called", "_created_at"),
        (ViewColumn("age", width=9), ViewColumn("called", hidden=True)),
    )
    await client.run(DropColumn(table="folk", column="called"))
    [view] = await views(client)
    assert (view.sort, view.columns) == (("-age", "_created_at"), (ViewColumn("age", width=9),))
    dropped = await client.run(DropTable(table="folk"))
    assert await views(client) == []
    await refused(client, DeleteView(id=view.id), "not_found")
    await client.run(Undo(change_id=dropped.change_id))
    assert [v.id for v in await views(client)] == [view.id]


async def test_a_view_cannot_look_into_a_column_that_is_masked(client: Client, place: Place) -> None:
    await make(client)
    await client.run(MaskColumn(table="people", column="age", audience=Audience.ADMIN))
    bob = await place.open(BOB)
    await refused(bob, SaveView(table="people", name="x", where="age > 3"), "forbidden")
    await refused(bob, SaveView(table="people", name="x", sort=("age",)), "forbidden")


async def test_an_agent_for_some_tables_sees_and_saves_views_of_these_alone(client: Client) -> None:
    await make(client)
    await make(client, "wages", name="text", age="integer")
    kept, hidden = await save(client), await save(client, "Well paid", "wages")
    await client.run(SetPolicy(policy=Policy(tables=("people",))))
    agent = client.acting("agent:scout", "s1")
    assert await views(agent) == [kept]
    for action in (
        ListViews(table="wages"),
        SaveView(table="wages", name="x"),
    ):
        await refused(agent, action, "forbidden")
    for other in (RenameView(id=hidden.id, name="x"), DeleteView(id=hidden.id)):
        assert (await refused(agent, other, "not_found")).message == f"There is no view {hidden.id!r}."
    await refused(agent, ListRows(table="_views"), "forbidden")
    mine = await save(agent, "Of the agent")
    assert [v.name for v in await views(client, "people")] == ["Grown up", "Of the agent"]
    assert (await agent.run(RenameView(id=mine.id, name="Renamed"))).value.name == "Renamed"
    await agent.run(DeleteView(id=mine.id))


async def test_the_table_of_views_is_written_by_its_actions_alone(client: Client) -> None:
    await make(client)
    await save(client)
    await refused(client, InsertRow(table="_views", values={"name": "x"}), "forbidden")
    assert (await client.run(SearchText(text="grown"))).value.hits == ()
    assert [r.values["name"] for r in (await client.run(ListRows(table="_views"))).value.rows] == ["Grown up"]
