"""The log, changes, undo and groups, through any client."""

from __future__ import annotations

import pytest

from lattice.actions import (
    AddColumn,
    CreateTable,
    DeleteRow,
    DropTable,
    GetChange,
    InsertRow,
    ListChanges,
    ListEvents,
    ListRows,
    Redo,
    RenameTable,
    RenameWorkspace,
    Undo,
    UpdateRow,
)
from lattice.client import Client
from lattice.model.schema import NewColumn
from tests.contract.asking import NOBODY, add, add_many, events, get, head, make, refused, values
from tests.contract.places import Place


async def test_seq_is_dense_and_times_follow_it(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada")
    await client.run(UpdateRow(table="people", id=row.id, values={"name": "Ada L."}))
    await add_many(client, [{} for _ in range(30)])
    await client.run(Undo())
    everything = await events(client, limit=1000)
    assert [e.seq for e in everything] == list(range(1, await head(client) + 1))
    assert [e.at for e in everything] == sorted(e.at for e in everything)
    assert len({e.id for e in everything}) == len(everything)


async def test_an_outcome_names_the_last_event_of_its_change(client: Client) -> None:
    await make(client)
    outcome = await client.run(InsertRow(table="people", values={"age": 1}))
    assert outcome.change_id is not None
    diff = (await client.run(GetChange(change_id=outcome.change_id))).value
    assert outcome.seq == await head(client) == diff.change.last_seq == diff.events[-1].seq
    assert (diff.change.action, diff.change.actor, diff.change.events) == ("row.insert", "human:ada", 1)
    assert diff.change.summary


async def test_events_are_newest_first_and_paged_without_loss(client: Client) -> None:
    await make(client)
    await add_many(client, [{"age": n} for n in range(25)])
    seen: list[int] = []
    before = None
    while True:
        page = (await client.run(ListEvents(limit=4, before_seq=before))).value
        seen += [e.seq for e in page.events]
        before = page.next
        if before is None:
            break
    assert seen == list(range(await head(client), 0, -1))


async def test_the_newest_entries_show_also_after_many(client: Client) -> None:
    await make(client)
    row = await add(client, age=0)
    for n in range(1, 60):
        await client.run(UpdateRow(table="people", id=row.id, values={"age": n}))
    newest = (await client.run(ListEvents(row_id=row.id, limit=1))).value.events[0]
    assert newest.after is not None
    assert newest.after["age"] == 59
    changes = (await client.run(ListChanges(row_id=row.id, limit=50))).value
    assert changes.changes[0].id == newest.change_id
    assert changes.next is not None


async def test_the_log_is_filtered_by_table_row_actor_change_and_time(client: Client) -> None:
    await make(client)
    await make(client, "towns", name="text")
    ada, oslo = await add(client, name="Ada"), await add(client, "towns", name="Oslo")
    assert {e.table for e in await events(client, table="towns")} == {"towns"}
    assert [e.op for e in await events(client, row_id=ada.id.lower())] == ["row.insert"]
    assert len(await events(client, actor="human:ada")) == await head(client)
    assert await events(client, actor="agent:scout") == []
    (event,) = await events(client, row_id=oslo.id)
    assert [e.seq for e in await events(client, change_id=event.change_id)] == [event.seq]
    assert [e.seq for e in await events(client, since=event.at)][-1] == event.seq
    assert await events(client, since="2999-01-01") == []
    assert await events(client, until="1999-01-01") == []
    assert (await events(client, until=event.at))[0].seq == 1
    assert len(await events(client, since=event.at[:10], until=event.at[:10])) == await head(client)
    everything = (await client.run(ListChanges())).value.changes
    assert (
        await client.run(ListChanges(since=event.at[:10], until=event.at[:10]))
    ).value.changes == everything
    assert (await client.run(ListChanges(since=event.at))).value.changes == everything[:1]
    assert (await client.run(ListChanges(until=event.at))).value.changes[0] == everything[0]
    assert (await client.run(ListChanges(since="2999-01-01"))).value.changes == ()
    assert len((await client.run(ListChanges(table="towns"))).value.changes) == 2
    for wrong, code in (
        ({"since": "soon"}, "usage"),
        ({"actor": "ada"}, "usage"),
        ({"table": "nope"}, "not_found"),
    ):
        await refused(client, ListEvents(**wrong), code)
    await refused(client, ListChanges(until="soon"), "usage")


async def test_events_speak_of_columns_by_name_and_rows_by_label(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada")
    await client.run(RenameTable(table="people", name="persons"))
    (event,) = await events(client, row_id=row.id)
    assert (event.table, event.label) == ("persons", "Ada")
    assert event.after is not None
    assert event.after["name"] == "Ada"


async def test_events_of_a_dropped_table_keep_its_name(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada")
    await client.run(DropTable(table="people"))
    assert [e.table for e in await events(client, row_id=row.id)] == ["people"]


async def test_a_change_that_is_not_there_is_not_found(client: Client) -> None:
    for action in (
        GetChange(change_id=NOBODY),
        Undo(change_id=NOBODY),
        Redo(change_id=NOBODY),
        Undo(change_id=""),
    ):
        await refused(client, action, "not_found")


async def test_with_nothing_to_undo_or_redo_it_says_so(client: Client) -> None:
    await refused(client, Undo(), "nothing_to_undo")
    await refused(client, Redo(), "nothing_to_redo")
    await make(client)
    await refused(client, Redo(), "nothing_to_redo")


async def test_undo_and_redo_walk_back_and_forth(client: Client) -> None:
    await make(client)
    row = await add(client, age=0)
    for age in (1, 2, 3):
        await client.run(UpdateRow(table="people", id=row.id, values={"age": age}))
    for age in (2, 1, 0):
        await client.run(Undo())
        assert (await get(client, row.id)).values["age"] == age
    for age in (1, 2, 3):
        await client.run(Redo())
        assert (await get(client, row.id)).values["age"] == age
    await refused(client, Redo(), "nothing_to_redo")
    await client.run(Undo())
    await client.run(UpdateRow(table="people", id=row.id, values={"age": 9}))
    await refused(client, Redo(), "nothing_to_redo")


async def test_undo_is_a_change_that_says_what_it_took_back(client: Client) -> None:
    await make(client)
    outcome = await client.run(InsertRow(table="people", values={}))
    undone = await client.run(Undo())
    assert undone.value.undoes == outcome.change_id
    assert undone.change_id == undone.value.id
    assert outcome.change_id is not None
    change = (await client.run(GetChange(change_id=outcome.change_id))).value.change
    assert change.undone_by == undone.change_id
    listed = {c.id: c for c in (await client.run(ListChanges())).value.changes}
    assert listed[undone.change_id or ""].undoes == outcome.change_id
    await client.run(Redo())
    assert (await client.run(GetChange(change_id=outcome.change_id))).value.change.undone_by is None


async def test_undo_of_what_was_changed_since_shows_both_sides_and_does_nothing(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=1)
    mine = await client.run(UpdateRow(table="people", id=row.id, values={"age": 2, "name": "A"}))
    await client.run(UpdateRow(table="people", id=row.id, values={"age": 3}))
    error = await refused(client, Undo(change_id=mine.change_id), "conflict")
    (conflict,) = error.details["conflicts"]
    assert {k: conflict[k] for k in ("table", "row_id", "column", "expected", "current")} == {
        "table": "people",
        "row_id": row.id,
        "column": "age",
        "expected": 2,
        "current": 3,
    }
    assert (await get(client, row.id)).values == {"name": "A", "age": 3}
    await client.run(Undo(change_id=mine.change_id, force=True))
    assert (await get(client, row.id)).values == {"name": "Ada", "age": 1}
    await client.run(Undo(change_id=(await client.run(ListChanges(limit=1))).value.changes[0].id))
    assert (await get(client, row.id)).values == {"name": "A", "age": 3}


async def test_undo_in_the_middle_leaves_what_came_later_in_other_columns(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=1)
    mine = await client.run(UpdateRow(table="people", id=row.id, values={"age": 2}))
    await client.run(UpdateRow(table="people", id=row.id, values={"name": "Bob"}))
    await client.run(Undo(change_id=mine.change_id))
    assert (await get(client, row.id)).values == {"name": "Bob", "age": 1}


async def test_all_of_a_change_is_undone_or_nothing(client: Client) -> None:
    await make(client)
    ids = await add_many(client, [{"age": n} for n in range(5)])
    change = (await client.run(ListChanges(limit=1))).value.changes[0].id
    await client.run(UpdateRow(table="people", id=ids[3], values={"age": 99}))
    await refused(client, Undo(change_id=change), "conflict")
    assert len(await values(client)) == 5


async def test_a_group_is_undone_as_one_and_told_from_a_change(client: Client) -> None:
    await make(client)
    row = await add(client, age=0)
    for age in (1, 2, 3):
        await client.run(UpdateRow(table="people", id=row.id, values={"age": age}), group_id="turn-7")
    await client.run(Undo(change_id="turn-7"))
    assert (await get(client, row.id)).values["age"] == 0
    await client.run(Redo(change_id="turn-7"))
    assert (await get(client, row.id)).values["age"] == 3
    await client.run(Undo())
    assert (await get(client, row.id)).values["age"] == 0
    assert {e.group_id for e in await events(client, row_id=row.id)} == {None, "turn-7"}


async def test_undo_alone_is_of_ones_own_newest_change(client: Client, place: Place) -> None:
    from tests.contract.places import SCOUT

    await make(client)
    mine = await add(client, name="mine")
    agent = await place.open(SCOUT)
    theirs = await add(agent, name="theirs")
    await client.run(Undo())
    assert (await get(client, mine.id)).deleted_at is not None
    assert (await get(client, theirs.id)).deleted_at is None
    await agent.run(Undo())
    assert (await get(client, theirs.id)).deleted_at is not None
    await refused(agent, Undo(), "nothing_to_undo")


async def test_a_made_table_is_not_undone_under_the_work_of_others(client: Client) -> None:
    made = await client.run(CreateTable(name="t", columns=(NewColumn("a"),)))
    await add(client, "t", a="x")
    await refused(client, Undo(change_id=made.change_id), "conflict")
    await client.run(Undo())
    await client.run(Undo(change_id=made.change_id))
    await refused(client, ListRows(table="t"), "not_found")
    await client.run(Redo(change_id=made.change_id))
    assert await values(client, "t") == []
    assert await values(client, "t", deleted=True) == [{"a": "x"}]


async def test_a_column_that_was_filled_since_is_not_undone_without_force(client: Client) -> None:
    await make(client, "t", a="text")
    added = await client.run(AddColumn(table="t", column=NewColumn("b")))
    await add(client, "t", a="1", b="2")
    await refused(client, Undo(change_id=added.change_id), "conflict")
    await client.run(Undo(change_id=added.change_id, force=True))
    assert await values(client, "t") == [{"a": "1"}]
    await client.run(Undo(change_id=(await client.run(ListChanges(limit=1))).value.changes[0].id))
    assert await values(client, "t") == [{"a": "1", "b": "2"}]


async def test_undo_of_a_dropped_column_whose_name_was_taken_is_a_conflict(client: Client) -> None:
    from lattice.actions import DropColumn

    await make(client, "t", a="text")
    await add(client, "t", a="kept")
    dropped = await client.run(DropColumn(table="t", column="a"))
    await client.run(AddColumn(table="t", column=NewColumn("A")))
    await refused(client, Undo(change_id=dropped.change_id), "conflict")
    await client.run(Undo())
    await client.run(Undo(change_id=dropped.change_id))
    assert await values(client, "t") == [{"a": "kept"}]


async def test_undo_of_a_rename_whose_name_was_given_away_is_a_conflict(client: Client) -> None:
    await make(client, "a")
    renamed = await client.run(RenameTable(table="a", name="b"))
    await make(client, "A")
    for force in (False, True):
        await refused(client, Undo(change_id=renamed.change_id, force=force), "conflict")


async def test_undo_of_what_is_undone_is_a_conflict_and_redo_of_what_is_not(client: Client) -> None:
    made = await client.run(CreateTable(name="t"))
    await refused(client, Redo(change_id=made.change_id), "conflict")
    await client.run(Undo())
    await refused(client, Undo(change_id=made.change_id), "conflict")


async def test_the_workspace_is_renamed_and_undone(client: Client) -> None:
    before = await client.describe()
    await client.run(RenameWorkspace(name="Other", description="about"))
    assert ((await client.describe()).name, (await client.describe()).description) == ("Other", "about")
    await client.run(Undo())
    after = await client.describe()
    assert (after.name, after.description, after.id) == (before.name, before.description, before.id)


async def test_an_update_undone_while_its_row_is_in_the_trash_leaves_search_right(client: Client) -> None:
    from lattice.actions import RestoreRows, SearchText

    await make(client)
    row = await add(client, name="alpha")
    change = await client.run(UpdateRow(table="people", id=row.id, values={"name": "beta"}))
    await client.run(DeleteRow(table="people", id=row.id))
    await client.run(Undo(change_id=change.change_id))
    await client.run(RestoreRows(table="people", ids=(row.id,)))
    assert (await get(client, row.id)).values["name"] == "alpha"
    await client.run(UpdateRow(table="people", id=row.id, values={"name": "gamma"}))
    for word, wanted in (("alpha", 0), ("beta", 0), ("gamma", 1)):
        assert len((await client.run(SearchText(text=word))).value.hits) == wanted


@pytest.mark.parametrize("limit", [0, 1001])
async def test_limits_of_the_log_are_kept(client: Client, limit: int) -> None:
    await refused(client, ListEvents(limit=limit), "invalid_action")
    await refused(client, ListChanges(limit=limit), "invalid_action")


async def test_an_undo_without_events_is_not_redone_after_a_later_change(client: Client) -> None:
    await make(client)
    row = await add(client, age=1)
    deleted = await client.run(DeleteRow(table="people", id=row.id))
    from lattice.actions import RestoreRows

    await client.run(RestoreRows(table="people", ids=(row.id,)))
    undone = await client.run(Undo(change_id=deleted.change_id))
    assert undone.value.events == 0
    await add(client, age=2)
    await refused(client, Redo(), "nothing_to_redo")
