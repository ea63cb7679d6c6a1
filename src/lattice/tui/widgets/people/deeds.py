"""Letting people and agents in, giving them roles, and taking them out again."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from lattice.actions import (
    ChangeRole,
    CreateInvite,
    ListMembers,
    ReadmitMember,
    RemoveMember,
    RevokeToken,
    WithdrawInvite,
)
from lattice.model.errors import LatticeError
from lattice.model.members import Invite, Member, Token
from lattice.model.people import HUMAN_ROLES, ActorKind, Role
from lattice.tui.literal import one_line
from lattice.tui.screens.asking import choose, confirm
from lattice.tui.screens.invite import ROLE_WORDS, InviteScreen
from lattice.tui.screens.shown_once import ShownOnce
from lattice.tui.words import ago, handle, local_clock

if TYPE_CHECKING:
    from lattice.tui.widgets.people.pane import PeoplePane

_SEND = (
    "Send it over a way that you trust. Whoever pastes it first is in: with j on the welcome screen of the "
    "workbench, or with lattice join."
)
_GIVE = "Give it to the agent as LATTICE_TOKEN. d in the list of tokens ends it at once."


def may(pane: PeoplePane, action: str) -> bool:
    """Whether I may do that here; says so when not."""
    me = pane.bench.me
    if me is None or action in me.actions:
        return True
    pane.app.notify(f"As {me.role.value} you cannot do that; admins and the owner can.", severity="warning")
    return False


def need_server(pane: PeoplePane) -> None:
    """Raise LatticeError when nobody can be let in, since the workspace is on this machine."""
    if pane.bench.client.standing().kind == "local":
        raise LatticeError(
            "local_workspace",
            "This workspace is on this machine; there are no members to speak of.",
            "L, or lattice publish URL, takes it to a server; then people can be invited.",
        )


async def new(pane: PeoplePane) -> None:
    """Make an invitation, or among the agents a token. Raises LatticeError."""
    from lattice.tui.widgets.people.parts import Part

    need_server(pane)
    if pane.part is Part.AGENTS:
        await _new_token(pane)
    else:
        await _new_invite(pane)


async def _new_invite(pane: PeoplePane) -> None:
    me = pane.bench.me
    if me is None or not may(pane, "invite.create"):
        return
    wanted = await pane.app.push_screen_wait(InviteScreen(one_line(me.name, 40), me.role))
    if wanted is not None:
        await _invite(pane, wanted)


async def _invite(pane: PeoplePane, wanted: CreateInvite) -> None:
    """Make the invitation and show its string, this once."""
    made = (await pane.bench.run(wanted)).value
    whom = f" for {wanted.for_name}" if wanted.for_name else ""
    words = f"As {wanted.role.value}{whom}, until {local_clock(made.expires_at)}. {_SEND}"
    await pane.app.push_screen_wait(ShownOnce("The invitation", made.invite, words))
    await pane.read()
    pane.point_at(made.id)


async def _new_token(pane: PeoplePane) -> None:
    from lattice.tui.screens.agent_token import AgentTokenScreen

    if not may(pane, "token.create"):
        return
    wanted = await pane.app.push_screen_wait(AgentTokenScreen(pane.bench.schema))
    if wanted is None:
        return
    made = (await pane.bench.run(wanted)).value
    until = f"Until {local_clock(made.expires_at)}. " if made.expires_at else ""
    await pane.app.push_screen_wait(ShownOnce(f"The token of {wanted.agent}", made.token, until + _GIVE))
    await pane.read()
    pane.point_at(made.id)


async def role(pane: PeoplePane) -> None:
    """Give the member under the cursor another role. Raises LatticeError."""
    member = pane.item
    if not isinstance(member, Member) or not may(pane, "member.role"):
        return
    if member.id.startswith(f"{ActorKind.AGENT.value}:"):
        pane.app.notify("An agent has the role of its person; its token says what it may do.")
        return
    picked = await _choose_role(pane, f"{handle(member.id)} is", member.role)
    if picked is not None and picked is not member.role:
        changed = (await pane.bench.run(ChangeRole(member=member.id, role=picked))).value
        pane.app.notify(f"{handle(member.id)} is {changed.role.value} from now on.")
        await pane.read()


async def _choose_role(pane: PeoplePane, title: str, current: Role) -> Role | None:
    options = [(role.value, role.value, ROLE_WORDS[role]) for role in HUMAN_ROLES]
    picked = await choose(pane.app, title, options, chosen=current.value)
    return Role(picked) if picked else None


async def remove(pane: PeoplePane) -> None:
    """Take out what is under the cursor. Raises LatticeError."""
    match pane.item:
        case Member() as member:
            await _remove_member(pane, member)
        case Invite() as invite:
            await _withdraw(pane, invite)
        case Token() as token:
            await _revoke(pane, token)
        case _:
            pass


async def _remove_member(pane: PeoplePane, member: Member) -> None:
    if member.removed_at is not None:
        return
    leaving = member.id == pane.me
    if not leaving and not may(pane, "member.remove"):
        return
    if member.on_behalf_of:
        await _remove_agent(pane, member, member.on_behalf_of)
        return
    prefix = f"{ActorKind.HUMAN.value}:"
    heirs = [
        m for m in pane.members if m.removed_at is None and m.id.startswith(prefix) and m.id != member.id
    ]
    if not heirs:
        pane.app.notify("Nobody else is here to own the rows.", severity="warning")
        return
    title = "Leave; my rows go to" if leaving else f"Remove {handle(member.id)}; their rows go to"
    options = [(m.id, handle(m.id), f"{m.name} · {m.role.value}") for m in heirs]
    owner = await choose(pane.app, title, options, chosen=pane.me)
    if owner is None:
        return
    who, whose = ("You", "your") if leaving else (handle(member.id), "their")
    text = (
        f"{who} and {whose} agents are signed out everywhere, at once. {whose.capitalize()} rows stay and "
        f"belong to {handle(owner)}, the private ones too. R in this list lets a member in again."
    )
    asked = "Leave this workspace?" if leaving else f"Remove {handle(member.id)}?"
    if not await confirm(pane.app, asked, text, yes="Leave" if leaving else "Remove", danger=False):
        return
    await pane.bench.run(RemoveMember(member=member.id, new_owner=owner))
    pane.app.notify(f"{who} left." if leaving else f"{who} is out; {handle(owner)} owns the rows.")
    await pane.read()


async def _remove_agent(pane: PeoplePane, agent: Member, person: str) -> None:
    text = f"Its tokens end at once. What it made belongs to {handle(person)}, as before."
    if await confirm(pane.app, f"Remove {agent.id}?", text, yes="Remove", danger=False):
        await pane.bench.run(RemoveMember(member=agent.id, new_owner=person))
        pane.app.notify(f"{agent.id} is out.")
        await pane.read()


async def _withdraw(pane: PeoplePane, invite: Invite) -> None:
    if not may(pane, "invite.withdraw"):
        return
    await pane.bench.run(WithdrawInvite(id=invite.id))
    whom = f" for {invite.for_name}" if invite.for_name else ""
    pane.app.notify(f"The invitation{whom} is worth nothing any more.")
    await pane.read()


async def _revoke(pane: PeoplePane, token: Token) -> None:
    if token.revoked_at is not None:
        return
    await pane.bench.run(RevokeToken(id=token.id))
    pane.app.notify(f"The token of {token.actor} is ended, and what was open with it.")
    await pane.read()


async def readmit(pane: PeoplePane) -> None:
    """Let a removed member in again, with an invitation to sign in. Raises LatticeError."""
    member = pane.item
    if not isinstance(member, Member) or member.removed_at is None or not may(pane, "member.readmit"):
        return
    picked = await _choose_role(pane, f"Let {handle(member.id)} in again as", member.role)
    if picked is None:
        return
    await pane.bench.run(ReadmitMember(member=member.id, role=picked))
    await _invite(pane, CreateInvite(role=picked, for_name=member.name, member=member.id))


async def devices(pane: PeoplePane) -> None:
    """Show where a member is signed in; one that is chosen is signed out. Raises LatticeError."""
    member = pane.item
    if not isinstance(member, Member):
        return
    fresh = (await pane.bench.run(ListMembers(removed=True))).value.members
    member = next((m for m in fresh if m.id == member.id), member)
    if not member.devices:
        pane.app.notify("Where others are signed in, owners and admins see; or it is nowhere now.")
        return
    options = [
        (d.id, d.name or "a device", f"used {ago(d.last_used_at)}" if d.last_used_at else "never used")
        for d in member.devices
    ]
    picked = await choose(pane.app, f"{handle(member.id)} is signed in on; enter signs one out", options)
    if picked is None:
        return
    name = next(label for key, label, _ in options if key == picked)
    text = "It is signed out at once. To sign in again there a new invitation is needed."
    if await confirm(pane.app, f"Sign out {one_line(name, 40)}?", text, yes="Sign out"):
        await pane.bench.run(RevokeToken(id=picked))
        pane.app.notify(f"{one_line(name, 40)} is signed out.")
        await pane.read()


DEEDS: dict[str, Callable[[PeoplePane], Coroutine[Any, Any, None]]] = {
    "new": new,
    "role": role,
    "remove": remove,
    "readmit": readmit,
    "devices": devices,
}
