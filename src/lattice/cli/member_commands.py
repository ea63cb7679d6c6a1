"""`members`, `who`, `member role|remove|readmit`: who is in a cloud workspace, and who is here now."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.members import ChangeRole, ListMembers, ReadmitMember, RemoveMember
from lattice.cli.arguments import Yes
from lattice.cli.globals import flags_of
from lattice.cli.member_names import find_member
from lattice.cli.output import answer, need_yes, note
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import table_text
from lattice.client import Client
from lattice.model.members import Member, Presence
from lattice.model.people import Role
from lattice.model.values import show_time
from lattice.model.visible import visible

app = typer.Typer()
member_app = typer.Typer(help="Change a member's role, remove a member, let one in again.")
app.add_typer(member_app, name="member")

MemberName = Annotated[
    str,
    typer.Argument(metavar="M", help="A member: human:ada, its handle or its name.", show_default=False),
]


@app.command("members")
def members(
    ctx: typer.Context,
    removed: Annotated[bool, typer.Option("--removed", help="Also those who are out.")] = False,
) -> None:
    """List who is in the workspace, agents included."""
    flags = flags_of(ctx)
    found = on_workspace(flags, lambda client: client.run(ListMembers(removed=removed))).value.members
    answer(flags, lambda: found, lambda: _members_text(found))


def _members_text(members: tuple[Member, ...]) -> str:
    rows = [
        (
            visible(member.name),
            member.id,
            f"{member.role.value} for {member.on_behalf_of}" if member.on_behalf_of else member.role.value,
            _day(member.joined_at),
            _moment(member.last_seen_at),
            _standing(member),
        )
        for member in members
    ]
    return table_text(("name", "id", "role", "joined", "last seen", ""), rows)


def _standing(member: Member) -> str:
    if member.removed_at:
        return f"removed {_day(member.removed_at)}"
    return visible(", ".join(device.name for device in member.devices))


def _day(time: str) -> str:
    return show_time(time)[:10] if time else ""


def _moment(time: str | None) -> str:
    return show_time(time)[:16] if time else "never"


@app.command("who")
def who(ctx: typer.Context) -> None:
    """List who is here now, and on what."""
    flags = flags_of(ctx)
    found = on_workspace(flags, lambda client: client.who())
    answer(flags, lambda: found, lambda: _who_text(found))


def _who_text(people: tuple[Presence, ...]) -> str:
    if not people:
        return "Nobody is here."
    rows = [(visible(p.name), p.actor, visible(p.where), show_time(p.since)[:16]) for p in people]
    return table_text(("name", "id", "on", "since"), rows)


@member_app.command("role")
def role(
    ctx: typer.Context,
    member: MemberName,
    wanted: Annotated[
        Role, typer.Argument(metavar="ROLE", help="owner, admin, editor or viewer.", show_default=False)
    ],
) -> None:
    """Give a member another role."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Member:
        action = ChangeRole(member=await find_member(client, member), role=wanted)
        return (await client.run(action, op_id=flags.op_id)).value

    done = on_workspace(flags, work)
    answer(flags, lambda: done, lambda: f"{visible(done.name)} ({done.id}) is {done.role.value} now.")


@member_app.command("remove")
def remove(
    ctx: typer.Context,
    member: MemberName,
    new_owner: Annotated[
        str,
        typer.Option(
            "--new-owner", metavar="M", help="Who owns their rows from now on; else you.", show_default=False
        ),
    ] = "",
    yes: Yes = False,
) -> None:
    """Take a member out at once, with their agents; their rows stay, with a new owner."""
    flags = flags_of(ctx)
    need_yes(yes, f"{visible(member)} would be signed out everywhere, and their rows get a new owner.")

    async def work(client: Client) -> tuple[Member, str]:
        gone = await find_member(client, member)
        heir = await find_member(client, new_owner) if new_owner else await _me(client)
        done = (await client.run(RemoveMember(member=gone, new_owner=heir), op_id=flags.op_id)).value
        return done, heir

    done, heir = on_workspace(flags, work)
    answer(
        flags, lambda: done, lambda: f"{visible(done.name)} ({done.id}) is out. Their rows belong to {heir}."
    )


async def _me(client: Client) -> str:
    said = await client.describe()
    return said.on_behalf_of or said.actor


@member_app.command("readmit")
def readmit(
    ctx: typer.Context,
    member: MemberName,
    wanted: Annotated[
        Role, typer.Option("--role", metavar="ROLE", help="admin, editor or viewer.")
    ] = Role.EDITOR,
) -> None:
    """Let a removed member in again under their old id."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Member:
        action = ReadmitMember(member=await find_member(client, member, removed=True), role=wanted)
        return (await client.run(action, op_id=flags.op_id)).value

    done = on_workspace(flags, work)
    answer(flags, lambda: done, lambda: f"{visible(done.name)} ({done.id}) is in again as {done.role.value}.")
    if not flags.as_json:
        note(f"To sign in they need an invitation: `lattice invite create --member {done.id}`.")
