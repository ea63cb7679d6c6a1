"""Going back to a point of the log, through any client."""

from __future__ import annotations

from lattice.actions import (
    AddColumn,
    CheckRevert,
    CreateTable,
    DeleteRow,
    DropTable,
    GetChange,
    InsertRow,
    ListChanges,
    ListTables,
    PurgeRows,
    Redo,
    RevertTo,
    Undo,
    UpdateRow,
    VerifyAudit,
)
from lattice.client import Client
from lattice.model.schema import NewColumn
from tests.contract.asking import NOBODY, add, get, make, refused, values


async def point(client: Client) -> str:
    """Id of the newest change."""
    return (await client.run(ListChanges(limit=1))).value.changes[0].id


async def age(client: Client, row_id: str, years: int) -> None:
    await client.run(UpdateRow(table="people", id=row_id, values={"age": years}))


async def test_everything_after_a_point_goes_as_one_change_and_comes_back(client: Client) -> None:
    await make(client)
    ada, bo = await add(client, name="Ada", age=1), await add(client, name="Bo", age=1)
    here = await point(client)
    before = await values(client)
    await age(client, ada.id, 2)
    await client.run(AddColumn(table="people", column=NewColumn("city")))
    await client.run(UpdateRow(table="people", id=ada.id, values={"city": "Oslo", "age": 3}))
    await client.run(DeleteRow(table="people", id=bo.id))
    await make(client, "towns", name="text")
    await add(client, "towns", name="Oslo")
    after = await values(client)
    plan = (await client.run(CheckRevert(change_id=here))).value
    assert (plan.changes, plan.stay, plan.clashes) == (6, 0, ())
    assert [change.action for change in plan.newest][-1] == "row.update"
    done = await client.run(RevertTo(change_id=here))
    assert await values(client) == before
    assert [info.table.name for info in (await client.run(ListTables())).value.tables] == ["people"]
    assert done.value.summary == "went back: took back 6 changes"
    gone = (await client.run(GetChange(change_id=plan.newest[0].id))).value.change
    assert gone.undone_by == done.change_id
    await client.run(Undo())
    assert await values(client) == after
    assert await values(client, "towns") == [{"name": "Oslo"}]
    assert (await client.run(GetChange(change_id=gone.id))).value.change.undone_by is None
    await client.run(Redo())
    assert await values(client) == before
    assert (await client.run(VerifyAudit())).value.ok


async def test_what_was_undone_and_redone_since_stands_as_it_stood_at_the_point(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=1)
    await age(client, row.id, 2)
    undone_later = await point(client)
    await client.run(Undo())
    await age(client, row.id, 3)
    await client.run(Undo())
    redo = await client.run(Redo())
    undo_of_3 = redo.value.undoes or ""
    await client.run(RevertTo(change_id=undone_later))
    assert (await get(client, row.id)).values["age"] == 2
    change = (await client.run(GetChange(change_id=undone_later))).value.change
    assert change.undone_by is None
    await client.run(Undo())
    assert (await get(client, row.id)).values["age"] == 3
    assert (await client.run(GetChange(change_id=undone_later))).value.change.undone_by is not None
    # the undo that was itself undone is told as that again
    assert (await client.run(GetChange(change_id=undo_of_3))).value.change.undone_by == redo.change_id


async def test_of_one_table_the_others_stay_as_they_are(client: Client) -> None:
    await make(client)
    await make(client, "towns", name="text")
    here = await point(client)
    await add(client, name="Ada")
    await add(client, "towns", name="Oslo")
    await client.run(RevertTo(change_id=here, table="people"))
    assert await values(client) == []
    assert await values(client, "towns") == [{"name": "Oslo"}]


async def test_what_one_actor_did_goes_and_what_others_did_since_clashes(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=1)
    here = await point(client)
    scout = client.acting("agent:scout")
    await scout.run(UpdateRow(table="people", id=row.id, values={"age": 2}))
    await scout.run(InsertRow(table="people", values={"name": "Bo"}))
    await client.run(UpdateRow(table="people", id=row.id, values={"name": "Ada B."}))
    wish = {"change_id": here, "actor": "agent:scout"}
    plan = (await client.run(CheckRevert(**wish))).value
    assert (plan.changes, plan.clashes) == (2, ())
    await age(client, row.id, 9)
    plan = (await client.run(CheckRevert(**wish))).value
    assert [(e.row_id, e.after and e.after["age"]) for e in plan.clashes] == [(row.id, 9)]
    error = await refused(client, RevertTo(**wish), "conflict")
    assert error.details["conflicts"][0]["current"] == 9
    assert len(await values(client)) == 2
    await client.run(RevertTo(**wish, force=True))
    assert await values(client) == [{"name": "Ada B.", "age": 1}]


async def test_a_purge_since_then_stays_and_is_told(client: Client) -> None:
    await make(client)
    keep, lost = await add(client, name="Ada", age=1), await add(client, name="Bo")
    here = await point(client)
    await age(client, keep.id, 2)
    await client.run(DeleteRow(table="people", id=lost.id))
    await client.run(PurgeRows(table="people", ids=(lost.id,)))
    plan = (await client.run(CheckRevert(change_id=here))).value
    assert (plan.changes, plan.stay) == (1, 2)
    await client.run(RevertTo(change_id=here))
    assert await values(client) == [{"name": "Ada", "age": 1}]


async def test_without_anything_after_it_or_without_the_point_it_says_so(client: Client) -> None:
    await make(client)
    await refused(client, RevertTo(change_id=await point(client)), "nothing_to_undo")
    await refused(client, RevertTo(change_id=NOBODY), "not_found")
    await refused(client, CheckRevert(change_id=NOBODY), "not_found")
    await refused(client, RevertTo(change_id=await point(client), table="nope"), "not_found")


async def test_a_table_that_was_dropped_since_comes_back_with_its_rows(client: Client) -> None:
    await make(client)
    await add(client, name="Ada", age=1)
    here = await point(client)
    await client.run(DropTable(table="people"))
    await client.run(CreateTable(name="people"))
    await client.run(RevertTo(change_id=here))
    assert await values(client) == [{"name": "Ada", "age": 1}]


async def test_the_chain_is_checked_stretch_by_stretch_with_the_same_verdict(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=1)
    for years in range(2, 9):
        await age(client, row.id, years)
    whole = (await client.run(VerifyAudit())).value
    stretches, after = 0, 0
    while True:
        verdict = (await client.run(VerifyAudit(after=after, limit=4))).value
        assert verdict.ok
        stretches += 1
        if verdict.next is None:
            break
        after = verdict.next
    assert (verdict.records, verdict.reason) == (whole.records, whole.reason)
    assert stretches > 1
