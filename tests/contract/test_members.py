"""Who is in a workspace: on a server through any client, on one machine refused with the way there."""

from __future__ import annotations

from typing import Any

import pytest

from lattice.actions import (
    Action,
    ChangeRole,
    CreateInvite,
    CreateToken,
    GetRow,
    ListEvents,
    ListInvites,
    ListMembers,
    ListTokens,
    ReadmitMember,
    RemoveMember,
    RevokeToken,
    ShareRow,
    WithdrawInvite,
)
from lattice.client import Client
from lattice.model.people import Caller, Role
from lattice.model.sharing import Visibility
from tests.contract.asking import NOBODY, add, get, make, refused
from tests.contract.places import LocalPlace, Place

BOB = Caller(actor="human:bob", origin="api", role=Role.EDITOR)
EVE = Caller(actor="human:eve", origin="api", role=Role.VIEWER)

ACTIONS: tuple[Action[Any], ...] = (
    ListMembers(),
    ChangeRole(member="human:ada", role=Role.VIEWER),
    RemoveMember(member="human:ada", new_owner="human:bob"),
    ReadmitMember(member="human:ada"),
    CreateInvite(),
    ListInvites(),
    WithdrawInvite(id=NOBODY),
    CreateToken(agent="agent:scout"),
    ListTokens(),
    RevokeToken(id=NOBODY),
)


@pytest.fixture
def on_server(place: Place) -> Place:
    if isinstance(place, LocalPlace):
        pytest.skip("a workspace of one machine has no members")
    return place


async def test_a_workspace_of_one_machine_has_no_members(client: Client, place: Place) -> None:
    if not isinstance(place, LocalPlace):
        assert "member.list" in (await client.describe()).actions
        return
    for action in ACTIONS:
        error = await refused(client, action, "local_workspace")
        assert "lattice publish" in error.hint
    assert not {"member.list", "invite.create", "token.create"} & set((await client.describe()).actions)


async def test_everybody_sees_who_is_in_and_admins_where_they_are_signed_in(
    client: Client, on_server: Place
) -> None:
    bob = await on_server.open(BOB)
    await bob.run(CreateToken(agent="agent:bobs"))
    members = (await bob.run(ListMembers())).value.members
    assert [(m.id, m.role, m.on_behalf_of) for m in members] == [
        ("human:ada", Role.OWNER, None),
        ("human:bob", Role.EDITOR, None),
        ("agent:bobs", Role.AGENT, "human:bob"),
    ]
    assert members[0].devices == ()
    assert len(members[2].devices) == 1
    assert {t.actor for t in (await client.run(ListTokens())).value.tokens} >= {"agent:bobs"}


async def test_a_member_keeps_to_what_their_role_lets_them(client: Client, on_server: Place) -> None:
    bob, eve = await on_server.open(BOB), await on_server.open(EVE)
    for action in (
        ChangeRole(member="human:eve", role=Role.EDITOR),
        RemoveMember(member="human:eve", new_owner="human:bob"),
        ReadmitMember(member="human:eve"),
        CreateInvite(),
        ListInvites(),
    ):
        await refused(bob, action, "forbidden")
    await refused(client, ChangeRole(member="human:ada", role=Role.EDITOR), "conflict")
    await refused(client, ChangeRole(member="human:nobody", role=Role.EDITOR), "not_found")
    changed = (await client.run(ChangeRole(member="human:eve", role=Role.ADMIN))).value
    assert changed.role is Role.ADMIN
    ops = [e.op for e in (await eve.run(ListEvents())).value.events]
    assert "member.role" in ops


async def test_the_rows_of_who_leaves_stay_with_a_new_owner(client: Client, on_server: Place) -> None:
    await make(client)
    bob, eve = await on_server.open(BOB), await on_server.open(EVE)
    row = await add(bob, name="Secret")
    await bob.run(ShareRow(table="people", id=row.id, visibility=Visibility.PRIVATE))
    await refused(client, RemoveMember(member="human:bob", new_owner="human:bob"), "invalid_action")
    await refused(client, RemoveMember(member="human:bob", new_owner="agent:scout"), "not_found")
    removed = (await client.run(RemoveMember(member="human:bob", new_owner="human:eve"))).value
    assert removed.removed_at is not None
    kept = await get(eve, row.id)
    assert (kept.owner, kept.visibility, kept.values["name"]) == ("human:eve", "private", "Secret")
    await refused(client, GetRow(table="people", id=row.id), "not_found")
    assert "human:bob" not in {m.id for m in (await client.run(ListMembers())).value.members}
