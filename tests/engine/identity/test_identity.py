"""Tokens and invitations over a real Postgres: who gets in, who does not, and what ends."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from lattice.actions import (
    AskModel,
    ChangeRole,
    CreateInvite,
    CreateTable,
    CreateToken,
    GetRow,
    InsertRow,
    ListEvents,
    ListInvites,
    ListMembers,
    ListRows,
    ListTokens,
    ReadmitMember,
    ReadSharing,
    RecordUsage,
    RemoveMember,
    RevokeToken,
    ShareRow,
    Undo,
    VerifyAudit,
    WithdrawInvite,
)
from lattice.actions.base import Action
from lattice.engine import identity
from lattice.engine.hosting import Hosting
from lattice.model.chat import Usage
from lattice.model.errors import LatticeError
from lattice.model.members import Joined
from lattice.model.people import Caller, Role
from lattice.model.schema import NewColumn
from lattice.model.sharing import Visibility
from tests.hosting_place import hosting as open_place

WRONG = "A" * 43


class Server:
    """A server with one workspace that Ada owns."""

    def __init__(self, hosting: Hosting, workspace: str) -> None:
        self.hosting = hosting
        self.workspace = workspace

    async def run(self, secret: str, action: Action[Any], **options: Any) -> Any:
        """What an action answers to the token of somebody."""
        caller = await identity.admit(self.hosting, secret, self.workspace)
        return await self.run_as(caller, action, **options)

    async def run_as(self, caller: Caller, action: Action[Any], **options: Any) -> Any:
        engine = await self.hosting.engine(self.workspace)
        return (await engine.run(action, caller, **options)).value

    async def refused(self, secret: str, action: Action[Any], code: str) -> LatticeError:
        with pytest.raises(LatticeError) as caught:
            await self.run(secret, action)
        assert caught.value.code == code, caught.value
        return caught.value

    async def not_admitted(self, secret: str, code: str = "signed_out", workspace: str = "") -> LatticeError:
        with pytest.raises(LatticeError) as caught:
            await identity.admit(self.hosting, secret, workspace or self.workspace)
        assert caught.value.code == code
        assert caught.value.hint
        return caught.value

    async def invite(self, secret: str, role: Role = Role.EDITOR, **options: Any) -> str:
        """The secret of a new invitation."""
        made = await self.run(secret, CreateInvite(role=role, **options))
        code = made.invite.removeprefix("lattice-invite:")
        sent = json.loads(base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)))
        assert (sent["v"], sent["server"], sent["fingerprint"]) == (1, "https://lattice.test", "ab" * 32)
        return str(sent["secret"])

    async def join(self, secret: str, handle: str, role: Role = Role.EDITOR) -> Joined:
        """Somebody who joins by an invitation of who has the secret."""
        invitation = await self.invite(secret, role)
        return await identity.redeem(self.hosting, invitation, handle, handle.title(), "laptop")

    async def age(self, days: float) -> None:
        """Let all tokens and invitations get older."""
        async with self.hosting.tx() as tx:
            for table in ("tokens", "invites"):
                await tx.run(
                    f"UPDATE lattice.{table} SET expires_at = to_char(expires_at::timestamptz AT TIME ZONE"
                    " 'UTC' - make_interval(secs => ?), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
                    (days * 86_400,),
                )


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    hosting = await open_place(tmp_path)
    hosting.address, hosting.fingerprint = "https://lattice.test", "ab" * 32
    made = await hosting.create("Airports", owner="human:ada", owner_name="Ada")
    yield Server(hosting, made.id)
    await hosting.close()


@pytest_asyncio.fixture
async def ada(server: Server) -> str:
    """Ada's token."""
    token = await identity.sign_in(server.hosting, server.workspace, "human:ada", "desk")
    return token.token


async def test_a_token_says_who_asks(server: Server, ada: str) -> None:
    assert ada.startswith("lat_")
    caller = await identity.admit(server.hosting, ada, server.workspace, session="s", origin="cli")
    assert caller == Caller("human:ada", None, "cli", "s", Role.OWNER)
    me = await identity.me(server.hosting, ada)
    assert (me.actor, me.admin, me.device) == ("human:ada", False, "desk")
    assert [(w.id, w.name, w.member, w.role) for w in me.workspaces] == [
        (server.workspace, "Airports", "human:ada", Role.OWNER)
    ]
    async with server.hosting.tx() as tx:
        rows = await tx.all("SELECT * FROM lattice.tokens")
    assert ada not in str(rows)


async def test_what_is_no_token_is_signed_out_in_the_same_words(server: Server, ada: str) -> None:
    wrong = [
        "",
        "x",
        "lat_",
        "lat_" + WRONG,
        ada[:-1],
        ada + "a",
        ada.replace("lat_", "lai_"),
        "lat_" + "\x00" * 43,
    ]
    said = {str(await server.not_admitted(secret)) for secret in wrong}
    assert len(said) == 1


async def test_a_workspace_one_is_not_in_is_not_there(server: Server, ada: str) -> None:
    other = await server.hosting.create("Other", owner="human:bob")
    said = {
        str(await server.not_admitted(ada, "not_found", id_))
        for id_ in (other.id, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "nonsense", "'; --")
    }
    assert len(said) == 1


async def test_one_joins_with_an_invitation_once(server: Server, ada: str) -> None:
    secret = await server.invite(ada, Role.VIEWER, for_name="Bob\nfrom work")
    facts = await identity.look(server.hosting, secret)
    assert (facts.workspace, facts.invited_by, facts.role, facts.for_name) == (
        "Airports",
        "Ada",
        Role.VIEWER,
        "Bob from work",
    )
    joined = await identity.redeem(server.hosting, secret, "bob", " Bob  B. ", "laptop")
    assert (joined.workspace_id, joined.member, joined.role) == (server.workspace, "human:bob", Role.VIEWER)
    caller = await identity.admit(server.hosting, joined.token, server.workspace)
    assert (caller.actor, caller.role) == ("human:bob", Role.VIEWER)
    for again in (
        identity.look(server.hosting, secret),
        identity.redeem(server.hosting, secret, "c", "C", ""),
    ):
        with pytest.raises(LatticeError) as caught:
            await again
        assert caught.value.code == "not_found"
    (invite,) = (await server.run(ada, ListInvites())).invites
    assert invite.used_by == "human:bob"
    (event,) = [e for e in (await server.run(ada, ListEvents())).events if e.op == "member.join"]
    assert event.actor == "human:bob"
    assert event.after == {"member": "human:bob", "name": "Bob B.", "role": "viewer"}
    assert (await server.run(ada, VerifyAudit())).ok
    # the log, the audit and the receipts know no secret
    engine = await server.hosting.engine(server.workspace)
    async with engine.database.reading() as tx:
        kept = [
            await tx.all(f"SELECT * FROM lattice_{t}") for t in ("events", "audit", "receipts", "changes")
        ]
    for hidden in (secret, joined.token, ada):
        assert hidden not in str(kept)


async def test_an_invitation_that_is_not_good_says_nothing(server: Server, ada: str) -> None:
    withdrawn = await server.invite(ada)
    (invite,) = (await server.run(ada, ListInvites())).invites
    assert (await server.run(ada, WithdrawInvite(id=invite.id))).withdrawn_at is not None
    expired = await server.invite(ada, expires_days=1)
    await server.age(2)
    said = set()
    for secret in (withdrawn, expired, WRONG, "", "x" * 1000, "ü"):
        for ask in (
            identity.look(server.hosting, secret),
            identity.redeem(server.hosting, secret, "bob", "Bob", ""),
        ):
            with pytest.raises(LatticeError) as caught:
                await ask
            said.add((caught.value.code, str(caught.value)))
    assert len(said) == 1


async def test_a_join_that_fails_does_not_spend_the_invitation(server: Server, ada: str) -> None:
    secret = await server.invite(ada)
    for handle, name, code in (
        ("B b", "Bob", "usage"),
        ("", "Bob", "usage"),
        ("bob", " \u200b ", "invalid_name"),
    ):
        with pytest.raises(LatticeError) as caught:
            await identity.redeem(server.hosting, secret, handle, name, "")
        assert caught.value.code == code
    assert (await identity.redeem(server.hosting, secret, "bob", "Bob", "")).member == "human:bob"


async def test_a_handle_that_is_taken_gets_a_number(server: Server, ada: str) -> None:
    assert (await server.join(ada, "ada")).member == "human:ada-2"
    assert (await server.join(ada, "ada")).member == "human:ada-3"
    long = "a" * 40
    assert (await server.join(ada, long)).member == f"human:{long}"
    assert (await server.join(ada, long)).member == f"human:{'a' * 38}-2"
    # nobody comes in as somebody who wrote here before it came to the server
    await server.run_as(Caller("human:eve"), CreateTable(name="t"))
    assert (await server.join(ada, "eve")).member == "human:eve-2"


async def test_of_many_who_use_one_invitation_one_gets_in(server: Server, ada: str) -> None:
    secret = await server.invite(ada)
    tries = [identity.redeem(server.hosting, secret, f"n{n}", f"N{n}", "") for n in range(8)]
    came = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(c, Joined) for c in came) == 1
    assert {c.code for c in came if isinstance(c, LatticeError)} == {"not_found"}
    assert len((await server.run(ada, ListMembers())).members) == 2


async def test_many_who_join_at_once_under_one_name_are_told_apart(server: Server, ada: str) -> None:
    secrets = [await server.invite(ada) for _ in range(5)]
    tries = [identity.redeem(server.hosting, secret, "bob", "Bob", "") for secret in secrets]
    joined = await asyncio.gather(*tries)
    assert {j.member for j in joined} == {"human:bob", *(f"human:bob-{n}" for n in range(2, 6))}


async def test_a_join_whose_answer_was_lost_is_answered_again(server: Server, ada: str) -> None:
    secret = await server.invite(ada)
    first = await identity.redeem(server.hosting, secret, "bob", "Bob", "", op_id="one")
    again = await identity.redeem(server.hosting, secret, "bob", "Bob", "", op_id="one")
    assert (again.member, again.role) == (first.member, first.role)
    assert again.token != first.token
    await server.not_admitted(first.token)
    assert (await identity.admit(server.hosting, again.token, server.workspace)).actor == "human:bob"
    with pytest.raises(LatticeError):
        await identity.redeem(server.hosting, secret, "bob", "Bob", "", op_id="two")


async def test_nobody_is_invited_above_who_invites(server: Server, ada: str) -> None:
    admin = (await server.join(ada, "bob", Role.ADMIN)).token
    editor = (await server.join(ada, "eve", Role.EDITOR)).token
    await server.refused(admin, CreateInvite(role=Role.OWNER), "forbidden")
    await server.refused(admin, CreateInvite(member="human:ada"), "forbidden")
    await server.refused(editor, CreateInvite(role=Role.VIEWER), "forbidden")
    await server.refused(editor, ListInvites(), "forbidden")
    await server.refused(ada, CreateInvite(role=Role.AGENT), "invalid_action")
    for days in (0.0, 91.0, float("nan"), -1.0):
        await server.refused(ada, CreateInvite(expires_days=days), "invalid_value")
    assert (await server.join(admin, "new", Role.ADMIN)).role is Role.ADMIN


async def test_a_token_that_ended_says_so_with_the_way_back(server: Server, ada: str) -> None:
    bob = (await server.join(ada, "bob")).token
    (kept,) = (await server.run(bob, ListTokens())).tokens
    await server.run(ada, RevokeToken(id=kept.id))
    error = await server.not_admitted(bob)
    assert "human:bob" in error.message
    assert "lattice join" in error.hint
    await server.age(91)
    error = await server.not_admitted(ada)
    assert "ran out" in error.message


async def test_renewing_ends_the_old_token_a_minute_later(server: Server, ada: str) -> None:
    lost = await identity.renew(server.hosting, ada)
    new = await identity.renew(server.hosting, ada)
    await server.not_admitted(lost.token)
    for secret in (ada, new.token):
        assert (await identity.admit(server.hosting, secret, server.workspace)).role is Role.OWNER
    await server.age(61 / 86_400)
    await server.not_admitted(ada)
    assert (await identity.me(server.hosting, new.token)).expires_at is not None
    with pytest.raises(LatticeError):
        await identity.renew(server.hosting, ada)


async def test_signing_out_ends_the_token(server: Server, ada: str) -> None:
    await identity.end(server.hosting, ada)
    await server.not_admitted(ada)


async def test_an_admin_token_opens_no_workspace(server: Server, ada: str) -> None:
    keeper = await identity.create_admin_token(server.hosting, "keeper")
    assert keeper.token.startswith("laa_")
    await identity.is_admin(server.hosting, keeper.token)
    await server.not_admitted(keeper.token, "not_found")
    me = await identity.me(server.hosting, keeper.token)
    assert (me.actor, me.admin, me.workspaces) == ("", True, ())
    with pytest.raises(LatticeError) as caught:
        await identity.is_admin(server.hosting, ada)
    assert caught.value.code == "forbidden"
    assert {t.id for t in (await identity.list_tokens(server.hosting)).tokens} >= {keeper.id}
    await identity.revoke(server.hosting, keeper.id)
    with pytest.raises(LatticeError):
        await identity.is_admin(server.hosting, keeper.token)


async def test_last_use_is_written_at_most_once_a_minute(server: Server, ada: str) -> None:
    async def used() -> str | None:
        (kept,) = (await identity.list_tokens(server.hosting)).tokens[:1]
        return kept.last_used_at

    await identity.admit(server.hosting, ada, server.workspace)
    first = await used()
    assert first is not None
    await identity.admit(server.hosting, ada, server.workspace)
    assert await used() == first
    (member,) = (await server.run(ada, ListMembers())).members
    assert member.last_seen_at == first


# --- agents


async def test_an_agents_token_may_what_it_was_granted_and_no_more(server: Server, ada: str) -> None:
    await server.run(ada, CreateTable(name="people", columns=(NewColumn("name"),)))
    await server.run(ada, CreateTable(name="towns", columns=(NewColumn("name"),)))
    made = CreateToken(agent="agent:scout", actions=("row.list", "row.insert"), tables=("people",))
    agent = (await server.run(ada, made)).token
    assert agent.startswith("lai_")
    caller = await identity.admit(server.hosting, agent, server.workspace)
    assert (caller.actor, caller.on_behalf_of, caller.role) == ("agent:scout", "human:ada", Role.OWNER)
    row = await server.run(agent, InsertRow(table="people", values={"name": "x"}))
    assert (row.created_by, row.owner) == ("agent:scout", "human:ada")
    await server.refused(agent, ListRows(table="towns"), "forbidden")
    await server.refused(agent, GetRow(table="people", id=row.id), "forbidden")
    for action in (
        CreateToken(agent="agent:other"),
        CreateInvite(),
        ChangeRole(member="human:ada", role=Role.VIEWER),
    ):
        await server.refused(agent, action, "forbidden")
    members = (await server.run(ada, ListMembers())).members
    assert [(m.id, m.role, m.on_behalf_of) for m in members] == [
        ("human:ada", Role.OWNER, None),
        ("agent:scout", Role.AGENT, "human:ada"),
    ]


async def test_an_agent_spends_what_its_token_gives_it(server: Server, ada: str) -> None:
    agent = (await server.run(ada, CreateToken(agent="agent:scout", dollars_a_day=0.5))).token
    assert (await server.run(agent, AskModel(model="m"))).warnings == ()
    used = RecordUsage(model="m", usage=Usage(cost=500_000))
    await server.run(agent, used)
    await server.refused(agent, AskModel(model="m"), "budget_spent")
    other = (await server.run(ada, CreateToken(agent="agent:other"))).token
    assert (await server.run(other, AskModel(model="m"))).warnings == ()


async def test_an_agents_name_is_of_one_person(server: Server, ada: str) -> None:
    bob = (await server.join(ada, "bob")).token
    await server.run(ada, CreateToken(agent="agent:scout"))
    await server.refused(bob, CreateToken(agent="agent:scout"), "exists")
    with pytest.raises(LatticeError) as caught:
        await identity.admit(server.hosting, bob, server.workspace, acting="agent:scout")
    assert caught.value.code == "forbidden"
    caller = await identity.admit(server.hosting, bob, server.workspace, acting="agent:assistant")
    assert (caller.actor, caller.on_behalf_of) == ("agent:assistant", "human:bob")
    for acting in ("human:ada", "nonsense"):
        with pytest.raises(LatticeError):
            await identity.admit(server.hosting, bob, server.workspace, acting=acting)


async def test_a_token_is_made_only_for_what_there_is(server: Server, ada: str) -> None:
    for wrong, code in (
        (CreateToken(agent="human:bob"), "invalid_value"),
        (CreateToken(agent="scout"), "usage"),
        (CreateToken(agent="agent:s", actions=("row.fly",)), "invalid_value"),
        (CreateToken(agent="agent:s", actions=("policy.set",)), "invalid_value"),
        (CreateToken(agent="agent:s", tables=("nope",)), "not_found"),
        (CreateToken(agent="agent:s", expires_days=400), "invalid_value"),
        (CreateToken(agent="agent:s", dollars_a_day=-1.0), "invalid_value"),
    ):
        await server.refused(ada, wrong, code)


async def test_tokens_are_listed_and_ended_by_whom_they_are_of_and_by_admins(
    server: Server, ada: str
) -> None:
    bob = (await server.join(ada, "bob")).token
    agent = await server.run(bob, CreateToken(agent="agent:bobs"))
    assert {t.actor for t in (await server.run(bob, ListTokens())).tokens} == {"human:bob", "agent:bobs"}
    assert {t.actor for t in (await server.run(ada, ListTokens())).tokens} >= {"human:ada", "human:bob"}
    own = next(t for t in (await server.run(ada, ListTokens())).tokens if t.actor == "human:ada")
    await server.refused(bob, RevokeToken(id=own.id), "not_found")
    await server.run(bob, RevokeToken(id=agent.id))
    await server.not_admitted(agent.token)
    devices = {m.id: len(m.devices) for m in (await server.run(bob, ListMembers())).members}
    assert devices["human:ada"] == 0
    assert devices["human:bob"] == 1


# --- roles and leaving


async def test_roles_are_changed_within_ones_own_and_an_owner_stays(server: Server, ada: str) -> None:
    bob = (await server.join(ada, "bob", Role.ADMIN)).token
    eve = (await server.join(ada, "eve", Role.VIEWER)).token
    await server.refused(bob, ChangeRole(member="human:eve", role=Role.OWNER), "forbidden")
    await server.refused(bob, ChangeRole(member="human:ada", role=Role.VIEWER), "forbidden")
    await server.refused(eve, ChangeRole(member="human:eve", role=Role.EDITOR), "forbidden")
    await server.refused(ada, ChangeRole(member="human:ada", role=Role.EDITOR), "conflict")
    await server.refused(ada, ChangeRole(member="human:eve", role=Role.AGENT), "invalid_action")
    await server.run(bob, ChangeRole(member="human:eve", role=Role.EDITOR))
    assert (await identity.admit(server.hosting, eve, server.workspace)).role is Role.EDITOR
    await server.refused(bob, Undo(), "nothing_to_undo")
    await server.run(ada, ChangeRole(member="human:bob", role=Role.OWNER))
    await server.run(bob, ChangeRole(member="human:ada", role=Role.VIEWER))
    events = [e.op for e in (await server.run(eve, ListEvents())).events]
    assert events.count("member.role") == 3


async def test_who_may_less_than_before_lets_nobody_in(server: Server, ada: str) -> None:
    bob = (await server.join(ada, "bob", Role.ADMIN)).token
    given = await server.invite(bob, Role.ADMIN)
    await server.run(ada, ChangeRole(member="human:bob", role=Role.VIEWER))
    with pytest.raises(LatticeError) as caught:
        await identity.redeem(server.hosting, given, "eve", "Eve", "")
    assert caught.value.code == "not_found"


async def test_who_is_taken_out_is_out_at_once_and_their_rows_stay(server: Server, ada: str) -> None:
    bob = (await server.join(ada, "bob")).token
    eve = (await server.join(ada, "eve")).token
    agent = (await server.run(bob, CreateToken(agent="agent:bobs"))).token
    await server.run(bob, CreateTable(name="people", columns=(NewColumn("name"),)))
    secret = await server.run(agent, InsertRow(table="people", values={"name": "secret"}))
    await server.run(bob, ShareRow(table="people", id=secret.id, visibility=Visibility.PRIVATE))
    mine = await server.run(ada, InsertRow(table="people", values={"name": "mine"}))
    shared = ShareRow(table="people", id=mine.id, visibility=Visibility.CUSTOM, write=("human:bob",))
    await server.run(ada, shared)
    for wrong in (RemoveMember(member="human:bob", new_owner="human:bob"),):
        await server.refused(ada, wrong, "invalid_action")
    await server.refused(ada, RemoveMember(member="human:bob", new_owner="human:nobody"), "not_found")
    await server.refused(eve, RemoveMember(member="human:bob", new_owner="human:eve"), "forbidden")
    await server.refused(ada, RemoveMember(member="human:ada", new_owner="human:eve"), "conflict")
    removed = await server.run(ada, RemoveMember(member="human:bob", new_owner="human:eve"))
    assert removed.removed_at is not None
    for token in (bob, agent):
        await server.not_admitted(token)
    row = await server.run(eve, GetRow(table="people", id=secret.id))
    assert (row.owner, row.visibility) == ("human:eve", "private")
    await server.refused(ada, GetRow(table="people", id=secret.id), "not_found")
    assert (await server.run(ada, ReadSharing(table="people", id=mine.id))).write == ()
    ops = [e.op for e in (await server.run(eve, ListEvents(row_id=secret.id))).events]
    assert ops == ["row.share", "row.share", "row.insert"]
    assert [m.id for m in (await server.run(ada, ListMembers())).members] == ["human:ada", "human:eve"]
    everybody = (await server.run(ada, ListMembers(removed=True))).members
    assert {m.id for m in everybody} == {"human:ada", "human:bob", "human:eve", "agent:bobs"}
    assert (await server.run(ada, VerifyAudit())).ok


async def test_who_was_taken_out_comes_again_by_an_invitation_for_them(server: Server, ada: str) -> None:
    await server.join(ada, "bob")
    await server.run(ada, RemoveMember(member="human:bob", new_owner="human:ada"))
    assert (await server.join(ada, "bob")).member == "human:bob-2"
    await server.refused(ada, CreateInvite(member="human:bob"), "not_found")
    await server.refused(ada, ReadmitMember(member="human:nobody"), "not_found")
    member = await server.run(ada, ReadmitMember(member="human:bob", role=Role.VIEWER))
    assert (member.role, member.removed_at) == (Role.VIEWER, None)
    secret = await server.invite(ada, member="human:bob")
    joined = await identity.redeem(server.hosting, secret, "whatever", "Bob again", "")
    assert (joined.member, joined.role) == ("human:bob", Role.VIEWER)


async def test_one_leaves_by_oneself(server: Server, ada: str) -> None:
    bob = (await server.join(ada, "bob", Role.VIEWER)).token
    await server.run(bob, RemoveMember(member="human:bob", new_owner="human:ada"))
    await server.not_admitted(bob)
    assert "member.leave" in [e.op for e in (await server.run(ada, ListEvents())).events]


async def test_asking_again_for_a_secret_does_not_show_it_again(server: Server, ada: str) -> None:
    caller = await identity.admit(server.hosting, ada, server.workspace)
    await server.run_as(caller, CreateInvite(), op_id="once")
    with pytest.raises(LatticeError) as caught:
        await server.run_as(caller, CreateInvite(), op_id="once")
    assert caught.value.code == "conflict"
    assert len((await server.run(ada, ListInvites())).invites) == 1
