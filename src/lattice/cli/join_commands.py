"""`join`, `connect`: into a cloud workspace, by an invitation or with a token one has."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, note
from lattice.cli.running import need_person, registry_of, tell_notices
from lattice.cli.secret_input import asked, given_token, read_stdin, refuse_token, vault_for
from lattice.cli.waiting import wait
from lattice.cli.workspace_commands import entry_data
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import parse_actor
from lattice.model.values import show_time
from lattice.model.visible import visible
from lattice.settings import derived_person, person_or_derived
from lattice.workspaces import Entry

if TYPE_CHECKING:
    from lattice.joining import Invitation, Server

_OF_THE_MACHINE = (
    " The handle is that of this machine's user; for another one, join with another invitation and"
    " `--handle HANDLE`."
)

app = typer.Typer()

As = Annotated[
    str,
    typer.Option("--as", metavar="WORKSPACE", help="What it is called on this machine.", show_default=False),
]
Fingerprint = Annotated[
    str,
    typer.Option(
        "--fingerprint",
        metavar="HEX",
        help="SHA-256 of the server's certificate, when no authority vouches for it.",
        show_default=False,
    ),
]


@app.command("join")
def join(
    ctx: typer.Context,
    invite: Annotated[
        str,
        typer.Argument(
            metavar="INVITE|-", help="What you were sent; else it is asked for.", show_default=False
        ),
    ] = "",
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="How you are called there.", show_default=False)
    ] = "",
    handle: Annotated[
        str,
        typer.Option(
            "--handle",
            metavar="HANDLE",
            help="Your short name there, as in human:HANDLE; else that of this machine's settings.",
            show_default=False,
        ),
    ] = "",
    local: As = "",
) -> None:
    """Join a workspace on a server by an invitation; it stands beside those that you have."""
    from lattice import joining

    flags = flags_of(ctx)
    need_person(flags, "join a workspace")
    refuse_token(invite)
    registry, vault = registry_of(flags), vault_for(flags)
    if local:
        registry.check_free(local)
    invitation = joining.read_invite(_invite(invite))
    person = person_or_derived(flags.home_path)
    if name:
        person = msgspec.structs.replace(person, name=name)
    if handle:
        person = msgspec.structs.replace(person, handle=_checked(handle))
    _confirm(flags, invitation)
    of_the_machine = not handle and person.handle == derived_person().handle
    if of_the_machine and _at_terminal(flags):
        # nobody chose it, and it stays
        of_the_machine = False
        asked_for = typer.prompt("Your handle there", default=person.handle, err=True)
        person = msgspec.structs.replace(person, handle=_checked(asked_for))
    entry = wait(joining.join(registry, vault, invitation, person, name=local, op_id=flags.op_id or ""))
    tell_notices(registry)
    _say(flags, entry, _OF_THE_MACHINE if of_the_machine else "")


def _checked(handle: str) -> str:
    """A handle as it is kept; raises `usage`."""
    return parse_actor(f"human:{handle.strip().lower()}").partition(":")[2]


def _at_terminal(flags: Globals) -> bool:
    return not flags.as_json and sys.stdin.isatty() and sys.stderr.isatty()


def _invite(given: str) -> str:
    if given == "-":
        return read_stdin()
    if given:
        return given
    if sys.stdin.isatty():
        return asked("Invitation (hidden)")
    raise LatticeError(
        "usage",
        "There is no invitation.",
        "Give the one string you were sent, or send it with `-`.",
        stage=Stage.CONSTRAINTS,
    )


def _confirm(flags: Globals, invitation: Invitation) -> None:
    """At a terminal, show what the invitation is for before it is used; raises `interrupted` for a no."""
    from lattice import joining

    if not _at_terminal(flags):
        return
    facts = wait(joining.look(invitation))
    note(
        f"{facts.invited_by} invites you into {facts.workspace} as {facts.role.value},"
        f" on {invitation.server.address}. The invitation holds until {show_time(facts.expires_at)[:16]}."
    )
    if not typer.confirm("Join?", default=True, err=True):
        raise LatticeError(
            "interrupted", "Nothing was done; the invitation still holds.", stage=Stage.CONSTRAINTS
        )


@app.command("connect")
def connect(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of the server.", show_default=False)],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORKSPACE|-",
            help="Its name or id; `-` reads the token from standard input.",
            show_default=False,
        ),
    ] = None,
    local: As = "",
    fingerprint: Fingerprint = "",
) -> None:
    """Open a workspace on a server with a token you have (LATTICE_TOKEN, typed, or `-`)."""
    from lattice import joining

    flags = flags_of(ctx)
    need_person(flags, "connect a workspace")
    given = list(words or [])
    refuse_token(url, *given)
    stdin = given[-1:] == ["-"]
    wanted = [word for word in given if word != "-"]
    if len(wanted) > 1:
        raise LatticeError("usage", "Name one workspace.", stage=Stage.CONSTRAINTS)
    registry, vault = registry_of(flags), vault_for(flags)
    if local:
        registry.check_free(local)
    server = known_server(url, fingerprint)
    token = given_token(joining.TOKEN_VARIABLE, "Token", stdin=stdin)
    said = wait(joining.me(server, token))
    facts = joining.find_workspace(said, wanted[0] if wanted else "", server)
    entry = wait(joining.connect(registry, vault, server, token, facts, name=local))
    tell_notices(registry)
    _say(flags, entry)


def known_server(url: str, fingerprint: str) -> Server:
    """The server of an address, to be believed by its fingerprint if one is given; raises `usage`."""
    from lattice.client.cloud.trust import check_fingerprint, check_server
    from lattice.joining import Server

    return Server(check_server(url), check_fingerprint(fingerprint))


def _say(flags: Globals, entry: Entry, about_handle: str = "") -> None:
    answer(
        flags,
        lambda: entry_data(entry, active=True),
        lambda: (
            f"{visible(entry.name)} is active: on {visible(entry.server)}, you are {entry.member}."
            f"{about_handle}"
        ),
    )
    if not flags.as_json:
        note("To read it offline, too: `lattice sync` brings a copy to this machine.")
