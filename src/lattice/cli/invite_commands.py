"""`invite create|list|withdraw`: how somebody gets into a cloud workspace."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.members import CreateInvite, ListInvites, WithdrawInvite
from lattice.cli.durations import days
from lattice.cli.globals import flags_of
from lattice.cli.member_names import find_member
from lattice.cli.output import answer, note
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import table_text
from lattice.client import Client
from lattice.model.members import Invite, NewInvite
from lattice.model.people import Role
from lattice.model.values import now, show_time
from lattice.model.visible import visible

app = typer.Typer()
invite_app = typer.Typer(help="Invite somebody into the workspace, list invitations, withdraw one.")
app.add_typer(invite_app, name="invite")


@invite_app.command("create")
def create(
    ctx: typer.Context,
    role: Annotated[
        Role, typer.Option("--role", metavar="ROLE", help="viewer, editor or admin.")
    ] = Role.EDITOR,
    expires: Annotated[
        str, typer.Option("--expires", metavar="SPAN", help="How long it holds, as 7d or 12h.")
    ] = "7d",
    for_name: Annotated[
        str, typer.Option("--for", metavar="NAME", help="Whom it is for.", show_default=False)
    ] = "",
    member: Annotated[
        str,
        typer.Option(
            "--member", metavar="M", help="A readmitted member who is to sign in again.", show_default=False
        ),
    ] = "",
) -> None:
    """Make an invitation: one string to send, used once."""
    flags = flags_of(ctx)
    span = days(expires)

    async def work(client: Client) -> NewInvite:
        who = await find_member(client, member) if member else ""
        action = CreateInvite(role=role, expires_days=span, for_name=for_name, member=who)
        return (await client.run(action, op_id=flags.op_id)).value

    made = on_workspace(flags, work)
    answer(flags, lambda: made, lambda: made.invite)
    if not flags.as_json:
        whom = f" to {for_name}" if for_name else ""
        note(
            f"Send it{whom} by a way that only they read: whoever has it first is in, as {role.value}."
            f" It holds until {show_time(made.expires_at)[:16]}, for one person."
            f" `lattice invite withdraw {made.id}` makes it worthless."
        )


@invite_app.command("list")
def list_(ctx: typer.Context) -> None:
    """List invitations, newest first."""
    flags = flags_of(ctx)
    found = on_workspace(flags, lambda client: client.run(ListInvites())).value.invites
    answer(flags, lambda: found, lambda: _text(found))


def _text(invites: tuple[Invite, ...]) -> str:
    if not invites:
        return "Nobody was invited yet. `lattice invite create` makes an invitation."
    moment = now()
    rows = [
        (
            invite.id,
            visible(invite.for_name),
            invite.role.value,
            invite.created_by,
            show_time(invite.expires_at)[:16],
            _state(invite, moment),
        )
        for invite in invites
    ]
    return table_text(("id", "for", "role", "by", "until", "state"), rows)


def _state(invite: Invite, moment: str) -> str:
    if invite.used_at:
        return f"used by {invite.used_by or 'somebody'}"
    if invite.withdrawn_at:
        return "withdrawn"
    return "open" if invite.expires_at > moment else "expired"


@invite_app.command("withdraw")
def withdraw(
    ctx: typer.Context,
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="As `lattice invite list` shows it.", show_default=False),
    ],
) -> None:
    """Make an invitation worthless that was not used yet."""
    flags = flags_of(ctx)
    action = WithdrawInvite(id=id_.strip().upper())
    done = on_workspace(flags, lambda client: client.run(action, op_id=flags.op_id)).value
    answer(flags, lambda: done, lambda: f"The invitation {done.id} is worth nothing now.")
