"""What agents must be allowed by a person: asked, answered, used once, and forged by nobody."""

from __future__ import annotations

import asyncio

import pytest

from lattice.actions import (
    AddFile,
    BeginTurn,
    CreateThread,
    DecideApproval,
    DeleteRow,
    DeleteThread,
    FetchUrl,
    FileFacts,
    ForkThread,
    InsertRow,
    ListApprovals,
    ListAudit,
    ListEvents,
    ListRows,
    PurgeRows,
    ReadInstructions,
    ReadPolicy,
    Redo,
    RenameTable,
    RenameWorkspace,
    RewindThread,
    SetInstructions,
    SetPolicy,
    Undo,
    UpdateRow,
    VerifyAudit,
)
from lattice.actions.base import Action
from lattice.client import Client, LoadBatch, LoadColumn, LoadPlan
from lattice.model.chat import ASSISTANT, TextBlock
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import FileKind
from lattice.model.people import Caller
from lattice.model.policy import Approval, Budget, Budgets, Decision, Policy, Writes
from tests.contract.asking import add, get, make, refused
from tests.contract.places import SCOUT, Place


async def _trashed(client: Client, *names: str) -> list[str]:
    """Rows of people that are in the trash, so that they could be purged."""
    ids = [(await add(client, name=name)).id for name in names]
    for id_ in ids:
        await client.run(DeleteRow(table="people", id=id_))
    return ids


async def _ask(agent: Client, action: Action[object]) -> str:
    """The id under which an action waits for an answer."""
    with pytest.raises(LatticeError) as caught:
        await agent.run(action)
    assert caught.value.code == "approval_required"
    return str(caught.value.details["approval"])


async def _answer(client: Client, id_: str, decision: Decision) -> Approval:
    return (await client.run(DecideApproval(id=id_, decision=decision))).value


async def test_once_lets_exactly_that_request_through_once(client: Client) -> None:
    await make(client)
    ada, bob = await _trashed(client, "Ada", "Bob")
    agent = client.acting("agent:scout", "s1")
    purge = PurgeRows(table="people", ids=(ada,))
    asked = await _ask(agent, purge)
    (waiting,) = (await client.run(ListApprovals())).value
    assert (waiting.id, waiting.actor, waiting.session, waiting.action) == (
        asked,
        "agent:scout",
        "s1",
        "row.purge",
    )
    assert waiting.request == f'{{"ids":["{ada}"],"table":"people"}}'
    answered = await _answer(client, asked, Decision.ONCE)
    assert (answered.decision, answered.decided_by) == (Decision.ONCE, "human:ada")
    assert (await client.run(ListApprovals())).value == ()
    # another request, though alike, is not what was allowed
    await refused(agent, PurgeRows(table="people", ids=(bob,)), "approval_required")
    await refused(client.acting("agent:scout", "s2"), purge, "approval_required")
    await refused(client.acting("agent:other", "s1"), purge, "approval_required")
    assert (await agent.run(purge)).value.count == 1
    await refused(agent, purge, "approval_required")
    (used,) = [a for a in (await client.run(ListApprovals(waiting=False))).value if a.id == asked]
    assert used.used_at is not None
    assert (await client.run(VerifyAudit())).value.ok


async def test_a_conversation_lets_the_like_of_it_through_and_only_there(client: Client) -> None:
    await make(client)
    await make(client, "towns", name="text")
    ada, bob, eve = await _trashed(client, "Ada", "Bob", "Eve")
    agent = client.acting("agent:scout", "s1")
    asked = await _ask(agent, PurgeRows(table="people", ids=(ada,)))
    await _answer(client, asked, Decision.CONVERSATION)
    for id_ in (ada, bob):
        assert (await agent.run(PurgeRows(table="People", ids=(id_,)))).value.count == 1
    await refused(agent, RenameWorkspace(name="mine"), "approval_required")
    town = (await client.run(InsertRow(table="towns", values={"name": "Oslo"}))).value
    await client.run(DeleteRow(table="towns", id=town.id))
    await refused(agent, PurgeRows(table="towns", ids=(town.id,)), "approval_required")
    await refused(
        client.acting("agent:scout", "s2"), PurgeRows(table="people", ids=(eve,)), "approval_required"
    )


async def test_what_a_conversation_allows_with_a_table_ends_when_another_takes_its_name(
    client: Client,
) -> None:
    await make(client, "scratch", name="text")
    await make(client)
    agent = client.acting("agent:scout", "s1")
    row = (await agent.run(InsertRow(table="scratch", values={"name": "x"}))).value
    await agent.run(DeleteRow(table="scratch", id=row.id))
    purge = PurgeRows(table="scratch", ids=(row.id,))
    await _answer(client, await _ask(agent, purge), Decision.CONVERSATION)
    await agent.run(purge)
    (ada,) = await _trashed(client, "Ada")
    await agent.run(RenameTable(table="scratch", name="old"))
    await agent.run(RenameTable(table="people", name="Scratch"))
    await refused(agent, PurgeRows(table="scratch", ids=(ada,)), "approval_required")


async def test_an_allowed_host_is_that_host_at_that_port_over_that_scheme(client: Client) -> None:
    agent = client.acting("agent:scout", "s1")
    asked = await _ask(agent, FetchUrl(url="https://good.example/a"))
    await _answer(client, asked, Decision.CONVERSATION)
    for same in ("https://good.example/b", "https://GOOD.example.:443/c#d"):
        await agent.run(FetchUrl(url=same))
    for other in (
        "http://good.example/a",
        "https://good.example:8443/a",
        "https://good.example.evil.example/",
        "https://evil.example/#@good.example",
        "https://g\u043e\u043ed.example/a",
    ):
        await refused(agent, FetchUrl(url=other), "approval_required")
    scopes = {approval.scope for approval in (await client.run(ListApprovals())).value}
    assert "file.from_url http://good.example" in scopes
    assert "file.from_url good.example:8443" in scopes
    assert "file.from_url xn--gd-fmca.example" in scopes


async def test_an_agent_cannot_take_back_what_a_person_set_for_the_workspace(client: Client) -> None:
    await make(client)
    strict = Policy(budgets=Budgets(turn=Budget(hard_cost=1)), models=("small",))
    told = (await client.run(SetInstructions(text="Never delete."))).change_id
    set_ = (await client.run(SetPolicy(policy=strict))).change_id
    for agent in (client.acting(ASSISTANT, "t1"), client.acting("agent:scout", "s1")):
        error = await refused(agent, Undo(change_id=told), "forbidden")
        assert error.stage is Stage.AUTHORIZATION
        await refused(agent, Undo(change_id=set_), "not_undoable")
    assert (await client.run(ReadPolicy())).value == strict
    undone = (await client.run(Undo(change_id=told))).change_id
    await refused(client.acting(ASSISTANT, "t1"), Redo(change_id=undone), "forbidden")
    assert (await client.run(ReadInstructions())).value.text == ""


@pytest.mark.parametrize("decision", [Decision.NO, Decision.NEVER])
async def test_no_lets_nothing_through_and_never_ends_the_asking(client: Client, decision: Decision) -> None:
    await make(client)
    (ada,) = await _trashed(client, "Ada")
    agent = client.acting("agent:scout", "s1")
    purge = PurgeRows(table="people", ids=(ada,))
    await _answer(client, await _ask(agent, purge), decision)
    code = "approval_required" if decision is Decision.NO else "forbidden"
    await refused(agent, purge, code)
    waiting = (await client.run(ListApprovals())).value
    assert len(waiting) == (decision is Decision.NO)
    assert (await get(client, ada)).values["name"] == "Ada"


async def test_an_answer_is_given_once_and_only_by_its_person(client: Client, place: Place) -> None:
    await make(client)
    (ada,) = await _trashed(client, "Ada")
    agent = client.acting("agent:scout", "s1")
    asked = await _ask(agent, PurgeRows(table="people", ids=(ada,)))
    bob = await place.open(Caller("human:bob"))
    await refused(bob, DecideApproval(id=asked, decision=Decision.ONCE), "not_found")
    assert (await bob.run(ListApprovals())).value == ()
    await _answer(client, asked, Decision.NO)
    await refused(client, DecideApproval(id=asked, decision=Decision.ONCE), "conflict")
    await refused(client, DecideApproval(id=asked, decision=Decision.ASKED), "invalid_action")
    await refused(client, DecideApproval(id="nothing", decision=Decision.ONCE), "not_found")


async def test_no_agent_gives_itself_leave_whatever_was_allowed(client: Client) -> None:
    await make(client)
    (ada,) = await _trashed(client, "Ada")
    thread = (await client.run(CreateThread())).value
    for actor in ("agent:scout", ASSISTANT, "service:import"):
        agent = client.acting(actor, thread.id)
        asked = await _ask(agent, PurgeRows(table="people", ids=(ada,)))
        rich = Policy(budgets=Budgets(turn=Budget()))
        for action in (
            DecideApproval(id=asked, decision=Decision.ONCE),
            SetPolicy(policy=rich),
            SetInstructions(text="Allow everything."),
            BeginTurn(thread=thread.id, blocks=(TextBlock("https://evil.example"),)),
            RewindThread(id=thread.id, n=1),
            ForkThread(id=thread.id),
            DeleteThread(id=thread.id),
        ):
            error = await refused(agent, action, "forbidden")
            assert error.stage is Stage.AUTHORIZATION
    assert {a.decision for a in (await client.run(ListApprovals(waiting=False))).value} == {Decision.ASKED}
    assert (await client.run(ReadPolicy())).value == Policy()
    denied = [r for r in (await client.run(ListAudit())).value.records if r.decision == "denied"]
    assert len(denied) == 3 * 8


async def test_an_allowance_is_used_once_by_two_at_the_same_time(client: Client) -> None:
    await make(client)
    (ada,) = await _trashed(client, "Ada")
    agents = [client.acting("agent:scout", "s1") for _ in range(8)]
    purge = RenameWorkspace(description="seen")
    await _answer(client, await _ask(agents[0], purge), Decision.ONCE)
    outcomes = await asyncio.gather(*(agent.run(purge) for agent in agents), return_exceptions=True)
    assert sum(not isinstance(outcome, BaseException) for outcome in outcomes) == 1
    assert (await get(client, ada)).values["name"] == "Ada"


async def test_with_ask_every_change_of_an_agent_waits_and_reading_does_not(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada")
    await client.run(SetPolicy(policy=Policy(writes=Writes.ASK)))
    agent = client.acting("agent:scout", "s1")
    assert (await agent.run(ListRows(table="people"))).value.rows
    change = UpdateRow(table="people", id=row.id, values={"age": 3})
    asked = await _ask(agent, change)
    await _answer(client, asked, Decision.ONCE)
    assert (await agent.run(change)).value.values["age"] == 3
    await client.run(UpdateRow(table="people", id=row.id, values={"age": 4}))


async def test_the_policy_keeps_agents_to_tables_and_actions(client: Client) -> None:
    await make(client)
    await make(client, "secrets", name="text")
    await client.run(
        SetPolicy(policy=Policy(tables=("people",), actions=("log.head", "row.list", "row.insert")))
    )
    agent = client.acting("agent:scout", "s1")
    await agent.run(InsertRow(table="people", values={"name": "x"}))
    await refused(agent, InsertRow(table="secrets", values={"name": "x"}), "forbidden")
    await refused(agent, UpdateRow(table="people", id="x", values={}), "forbidden")
    await refused(agent, AddFile(name="a.txt", text="x"), "forbidden")
    assert "row.update" not in (await agent.describe()).actions
    assert "row.update" in (await client.describe()).actions


async def test_a_policy_that_cannot_be_understood_closes_and_does_not_open(client: Client) -> None:
    with pytest.raises(LatticeError) as caught:
        await client.run(SetPolicy(policy=Policy(budgets=Budgets(turn=Budget(hard_cost=-1)))))
    assert caught.value.code == "invalid_value"


async def test_rows_that_agents_add_may_be_private(client: Client) -> None:
    await make(client)
    await client.run(SetPolicy(policy=Policy(private_rows=True)))
    agent = client.acting("agent:scout")
    assert (await add(agent, name="Ada")).visibility == "private"
    assert (await add(client, name="Bob")).visibility == "everyone"


async def test_the_assistant_fetches_only_what_its_person_wrote_in_that_conversation(client: Client) -> None:
    here, there = [(await client.run(CreateThread())).value.id for _ in range(2)]
    said = (TextBlock("Look at (https://example.org/a?q=1), please. Not https://example.org/secret!"),)
    await client.run(BeginTurn(thread=here, blocks=said))
    agent = client.acting(ASSISTANT, here)
    asked = await _ask(agent, FetchUrl(url="https://EXAMPLE.org/a?q=1"))
    await _answer(client, asked, Decision.CONVERSATION)
    assert (await agent.run(FetchUrl(url="https://example.org/a?q=1"))).value.host == "example.org"
    for url in ("https://example.org/a?q=2", "https://example.org/a", "https://evil.example/?d=1"):
        await refused(agent, FetchUrl(url=url), "forbidden")
    await refused(client.acting(ASSISTANT, there), FetchUrl(url="https://example.org/a?q=1"), "forbidden")
    await refused(client.acting(ASSISTANT, ""), FetchUrl(url="https://example.org/a?q=1"), "forbidden")


async def test_an_agent_cannot_drown_its_person_in_requests(client: Client, place: Place) -> None:
    await make(client)
    agent = await place.open(SCOUT)
    for n in range(50):
        await _ask(agent, RenameWorkspace(name=f"n{n}"))
    await refused(agent, RenameWorkspace(name="one more"), "forbidden")
    await _ask(agent, RenameWorkspace(name="n7"))
    assert len((await client.run(ListApprovals())).value) == 50


async def test_a_request_that_was_carried_out_is_answered_again_without_asking(client: Client) -> None:
    await make(client)
    await client.run(SetPolicy(policy=Policy(writes=Writes.ASK)))
    agent = client.acting("agent:scout", "s1")
    insert = InsertRow(table="people", values={"name": "Ada"})
    with pytest.raises(LatticeError) as caught:
        await agent.run(insert, op_id="one")
    await _answer(client, str(caught.value.details["approval"]), Decision.ONCE)
    first = await agent.run(insert, op_id="one")
    again = await agent.run(insert, op_id="one")
    assert (again.replayed, again.value.id) == (True, first.value.id)
    await refused(agent, insert, "approval_required", op_id="two")


async def test_a_page_that_may_be_fetched_may_come_in(client: Client) -> None:
    await client.run(SetPolicy(policy=Policy(writes=Writes.ASK)))
    agent = client.acting("agent:scout", "s1")
    fetch = FetchUrl(url="https://example.org/page")
    await _answer(client, await _ask(agent, fetch), Decision.ONCE)
    await agent.run(fetch)
    content = await client.put_bytes([b"words"])
    facts = FileFacts(sha256=content.sha256, size=content.size, media_type="text/html")
    page = AddFile(name="page", kind=FileKind.WEB, path="https://example.org/page", facts=facts)
    assert (await agent.run(page)).value.row.values["name"] == "page"
    other = AddFile(name="page", kind=FileKind.WEB, path="https://other.example/", facts=facts)
    await refused(agent, other, "approval_required")
    await refused(client.acting("agent:other", "s1"), page, "approval_required")
    await refused(agent, AddFile(name="a.txt", text="x"), "approval_required")


async def test_services_ask_as_agents_do_and_nobody_imports_what_cannot_be_looked_at(client: Client) -> None:
    await make(client)
    await client.run(SetPolicy(policy=Policy(writes=Writes.ASK)))
    for actor in ("agent:scout", "service:import"):
        agent = client.acting(actor, "s1")
        await refused(agent, InsertRow(table="people", values={"name": "x"}), "approval_required")
        plan = LoadPlan(table="people", columns=(LoadColumn("name"),))
        with pytest.raises(LatticeError) as caught:
            await agent.load(plan, [LoadBatch([1], [["x"]])])
        assert caught.value.code == "forbidden"
    assert (await client.run(ListRows(table="people"))).value.rows == ()


async def test_undo_takes_back_changes_and_not_what_agents_may_do(client: Client) -> None:
    await make(client)
    closed = Policy(writes=Writes.ASK)
    changed = await client.run(SetPolicy(policy=closed))
    (event,) = (await client.run(ListEvents(change_id=changed.change_id))).value.events
    assert event.op == "policy.set"
    assert (await client.run(Undo())).value.summary == "undid: made table people"
    assert (await client.run(ReadPolicy())).value == closed
    await refused(client, Undo(change_id=changed.change_id), "not_undoable")
