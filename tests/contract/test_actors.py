"""Who may do what on a workspace of this machine, through any client."""

from __future__ import annotations

from typing import Any

import pytest

from lattice.actions import (
    Action,
    AddLink,
    CountRows,
    CreateTable,
    DeleteRow,
    GetRow,
    InsertRow,
    ListAudit,
    ListDropped,
    ListEvents,
    ListLinks,
    ListRows,
    ListTables,
    ListTrash,
    PurgeRows,
    RenameWorkspace,
    SearchText,
    Undo,
    UpdateRow,
)
from lattice.client import Client, LoadBatch, LoadColumn, LoadPlan
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import AgentRules, Caller
from tests.contract.asking import add, add_many, get, make, refused
from tests.contract.places import SCOUT, Place


async def test_describe_says_who_i_am_and_what_i_may_do(client: Client, place: Place) -> None:
    mine = await client.describe()
    assert (mine.name, mine.actor, mine.on_behalf_of, mine.needs_approval) == (
        "Contract",
        "human:ada",
        None,
        (),
    )
    assert "row.purge" in mine.actions
    agents = await (await place.open(SCOUT, AgentRules(denied_actions=("row.delete",)))).describe()
    assert (agents.actor, agents.on_behalf_of, agents.id) == ("agent:scout", "human:ada", mine.id)
    assert "row.purge" not in agents.actions
    assert "row.purge" in agents.needs_approval
    assert "row.delete" not in agents.actions + agents.needs_approval
    assert "row.insert" in agents.actions


async def test_what_agents_do_is_written_down_as_theirs(client: Client, place: Place) -> None:
    await make(client)
    agent = await place.open(SCOUT)
    row = await add(agent, name="Ada")
    assert (row.created_by, row.owner) == ("agent:scout", "human:ada")
    (event,) = (await client.run(ListEvents(row_id=row.id))).value.events
    assert (event.actor, event.on_behalf_of, event.origin) == ("agent:scout", "human:ada", "api")


async def test_what_cannot_be_undone_needs_a_person(client: Client, place: Place) -> None:
    await make(client)
    row = await add(client, name="Ada")
    await client.run(DeleteRow(table="people", id=row.id))
    agent = await place.open(SCOUT)
    error = await refused(agent, PurgeRows(table="people", ids=(row.id,)), "approval_required")
    assert error.stage is Stage.CONSTRAINTS
    await refused(agent, RenameWorkspace(name="mine"), "approval_required")
    assert (await get(client, row.id)).values["name"] == "Ada"
    denied = [r for r in (await client.run(ListAudit())).value.records if r.decision == "denied"]
    assert [(r.actor, r.action, r.code, r.stage) for r in reversed(denied)] == [
        ("agent:scout", "row.purge", "approval_required", "constraints"),
        ("agent:scout", "workspace.rename", "approval_required", "constraints"),
    ]


async def test_denied_actions_are_denied_to_agents_and_not_to_people(client: Client, place: Place) -> None:
    await make(client)
    rules = AgentRules(denied_actions=("row.insert", "row.list", "row.import"))
    agent = await place.open(SCOUT, rules)
    error = await refused(agent, InsertRow(table="people", values={}), "forbidden")
    assert error.stage is Stage.AUTHORIZATION
    await refused(agent, ListRows(table="people"), "forbidden")
    with pytest.raises(LatticeError) as caught:
        await agent.load(LoadPlan("people", (LoadColumn("name"),)), [LoadBatch([1], [["x"]])])
    assert caught.value.code == "forbidden"
    assert (await agent.run(CountRows(table="people"))).value.total == 0
    person = await place.open(rules=rules)
    await add(person, name="Ada")


async def test_an_agent_knows_only_the_tables_it_is_allowed(client: Client, place: Place) -> None:
    await make(client, "secrets", name="text")
    await make(client, "people", name="text", secret="reference:secrets")
    hidden = await add(client, "secrets", name="classified")
    ada = await add(client, name="Ada", secret=hidden.id)
    gone = await add(client, "secrets", name="classified too")
    await client.run(DeleteRow(table="secrets", id=gone.id))
    await client.run(AddLink(table="secrets", id=hidden.id, to_table="people", to_id=ada.id))
    agent = await place.open(SCOUT, AgentRules(allowed_tables=("People",)))
    assert [i.table.name for i in (await agent.run(ListTables())).value.tables] == ["people"]
    actions: list[Action[Any]] = [
        ListRows(table="secrets"),
        GetRow(table="SECRETS", id=hidden.id),
        InsertRow(table="secrets", values={}),
        UpdateRow(table="secrets", id=hidden.id, values={"name": "x"}),
        AddLink(table="people", id=ada.id, to_table="secrets", to_id=hidden.id),
        CountRows(table="nope"),
    ]
    for action in actions:
        await refused(agent, action, "forbidden")
    assert (await agent.run(SearchText(text="classified"))).value.hits == ()
    assert (await agent.run(ListTrash())).value.items == ()
    assert (await agent.run(ListTrash())).value.total == 0
    assert (await agent.run(ListLinks(table="people", id=ada.id))).value.links == ()
    assert "classified" not in str((await agent.run(ListRows(table="people"))).value.labels)
    await refused(agent, ListRows(table="people", where="secret.name ~ c"), "invalid_filter")
    events = (await agent.run(ListEvents(limit=1000))).value.events
    assert {e.table for e in events} == {"people"}


async def test_an_agent_pages_through_a_log_of_tables_it_may_not_know(client: Client, place: Place) -> None:
    await make(client, "people", name="text")
    await make(client, "secrets", name="text")
    await add_many(client, [{} for _ in range(30)], "secrets")
    agent = await place.open(SCOUT, AgentRules(allowed_tables=("people",)))
    seen, before = [], None
    while True:
        page = (await agent.run(ListEvents(limit=5, before_seq=before))).value
        seen += [e.op for e in page.events]
        before = page.next
        if before is None:
            break
    assert seen == ["table.create"]


async def test_an_agent_does_not_learn_of_dropped_tables_or_undo_in_tables_it_may_not_know(
    client: Client, place: Place
) -> None:
    from lattice.actions import DropTable

    await make(client, "people", name="text")
    await make(client, "secrets", name="text")
    hidden = await add(client, "secrets", name="classified")
    change = await client.run(UpdateRow(table="secrets", id=hidden.id, values={"name": "x"}))
    agent = await place.open(SCOUT, AgentRules(allowed_tables=("people",)))
    with pytest.raises(LatticeError):
        await agent.run(Undo(change_id=change.change_id))
    assert (await get(client, hidden.id, "secrets")).values["name"] == "x"
    await client.run(DropTable(table="secrets"))
    assert (await agent.run(ListDropped())).value == ()


async def test_an_agent_may_make_no_table_outside_its_list(client: Client, place: Place) -> None:
    agent = await place.open(SCOUT, AgentRules(allowed_tables=("people",)))
    with pytest.raises(LatticeError) as caught:
        await agent.run(CreateTable(name="other"))
    assert caught.value.code == "forbidden"
    with pytest.raises(LatticeError) as caught:
        await agent.load(LoadPlan("other", (LoadColumn("name"),)), [LoadBatch([1], [["x"]])])
    assert caught.value.code == "forbidden"


@pytest.mark.parametrize(
    "caller",
    [
        Caller(actor="ada"),
        Caller(actor="human:"),
        Caller(actor="human:Ada"),
        Caller(actor="robot:x"),
        Caller(actor="human:ada\n"),
        Caller(actor="agent:scout"),
        Caller(actor="agent:scout", on_behalf_of="agent:other"),
        Caller(actor="agent:scout", on_behalf_of="human:"),
        Caller(actor="human:ada", on_behalf_of="human:bob"),
    ],
)
async def test_nobody_is_refused(client: Client, place: Place, caller: Caller) -> None:
    somebody = await place.open(caller)
    for action in (ListTables(), CreateTable(name="t")):
        with pytest.raises(LatticeError) as caught:
            await somebody.run(action)
        assert caught.value.stage is Stage.IDENTITY
