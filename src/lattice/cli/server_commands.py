"""`server …`: what whoever keeps a server does on its machine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from lattice.cli import server_backup_commands
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, count, need_yes, note
from lattice.cli.serve_commands import DatabaseOption, DataOption, database_of, folder_of, need_server
from lattice.cli.tables_text import table_text
from lattice.model.errors import LatticeError
from lattice.model.visible import visible
from lattice.settings import person_or_derived

if TYPE_CHECKING:
    from lattice.model.members import Token
    from lattice.server.keeping import Place, Status

app = typer.Typer()
server_app = typer.Typer(no_args_is_help=True)
workspace_app = typer.Typer(no_args_is_help=True)
token_app = typer.Typer(no_args_is_help=True)
server_app.add_typer(workspace_app, name="workspace", help="Make, list and remove the server's workspaces.")
server_app.add_typer(token_app, name="token", help="Make, list and end tokens of the server.")
for of_backups in server_backup_commands.app.registered_commands:
    server_app.registered_commands.append(of_backups)
app.add_typer(server_app, name="server")


@server_app.callback()
def server() -> None:
    """Keep a server, on its machine."""


def _place(flags: Globals, data: Path | None, database: str | None) -> Place:
    need_server()
    from lattice.server.keeping import Place

    return Place(folder_of(flags, data), database_of(database))


@server_app.command("init")
def init(ctx: typer.Context, data: DataOption = None, database: DatabaseOption = None) -> None:
    """Make the database ready; what is there stays. `serve` does it, too."""
    flags = flags_of(ctx)
    place = _place(flags, data, database)
    from lattice.server.keeping import make_ready

    workspaces = asyncio.run(make_ready(place))
    facts = {"folder": str(place.folder), "workspaces": workspaces}
    answer(
        flags,
        lambda: facts,
        lambda: f"The server in {place.folder} is ready, with {count(workspaces, 'workspace')}.",
    )


@server_app.command("status")
def status(ctx: typer.Context, data: DataOption = None, database: DatabaseOption = None) -> None:
    """Say how the server is: whether it runs, what it holds, who is here and who listens."""
    flags = flags_of(ctx)
    place = _place(flags, data, database)
    from lattice.server.keeping import status as ask

    found = asyncio.run(ask(place))
    answer(flags, lambda: found, lambda: _status_text(found))


def _status_text(found: Status) -> str:
    lines = [
        ("folder", found.folder),
        ("database", found.database),
        ("running", ", ".join(found.running) or "no: `lattice serve` starts it"),
        ("workspaces", f"{found.workspaces:,}"),
        ("members", f"{found.members:,}"),
        ("tokens", f"{found.tokens:,}"),
        ("here now", f"{found.here:,}"),
        ("listening", count(found.listening, "stream")),
    ]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {visible(value)}" for name, value in lines)


@server_app.command("settings")
def settings(ctx: typer.Context, data: DataOption = None) -> None:
    """Show what may be set in the server's `server.toml`, and how it is."""
    need_server()
    from lattice.server.settings import FILE, described, read_settings

    flags = flags_of(ctx)
    folder = folder_of(flags, data)
    loaded = read_settings(folder)
    note(f"{folder / FILE}")
    values: dict[str, object] = msgspec.to_builtins(loaded)
    rows = [(name, visible(_plain(values[name])), says) for name, says in described()]
    answer(flags, lambda: values, lambda: table_text(("setting", "value", "what it is"), rows))


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


@workspace_app.command("create")
def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    owner: Annotated[
        str | None,
        typer.Option(
            metavar="HANDLE", help="Who owns it; else the person of this machine.", show_default=False
        ),
    ] = None,
    description: Annotated[str, typer.Option(metavar="TEXT", show_default=False)] = "",
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Make a workspace; prints its id and its owner's token, once."""
    flags = flags_of(ctx)
    place = _place(flags, data, database)
    from lattice.server.keeping import create_workspace

    person = person_or_derived(flags.home_path)
    made = asyncio.run(
        create_workspace(
            place,
            name,
            handle=owner or person.handle,
            member_name=person.name if owner is None else owner,
            description=description,
        )
    )
    answer(
        flags,
        lambda: made,
        lambda: (
            f"Made {visible(made.name)} ({made.id}), owned by {made.owner}, who gets in with\n"
            f"  LATTICE_TOKEN={made.token} lattice connect URL {made.id}\n"
            "The token is shown this once."
        ),
    )


@workspace_app.command("list")
def list_workspaces(ctx: typer.Context, data: DataOption = None, database: DatabaseOption = None) -> None:
    """List the workspaces of the server."""
    flags = flags_of(ctx)
    place = _place(flags, data, database)
    from lattice.server import keeping

    found = asyncio.run(keeping.list_workspaces(place))
    rows = [(w.id, visible(w.name), w.state, f"{w.members:,}", w.created_at) for w in found]
    answer(flags, lambda: found, lambda: table_text(("id", "name", "state", "members", "created"), rows))


@workspace_app.command("remove")
def remove(
    ctx: typer.Context,
    workspace: Annotated[str, typer.Argument(metavar="NAME|ID", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help="I mean it.")] = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Remove a workspace for good, with everything that is in it."""
    flags = flags_of(ctx)
    place = _place(flags, data, database)
    from lattice.server.keeping import find_workspace, remove_workspace

    found = asyncio.run(find_workspace(place, workspace))
    who = count(found.members, "member")
    need_yes(yes, f"This removes {found.name!r} ({found.id}) of {who} for good, with its history.")
    asyncio.run(remove_workspace(place, found.id))
    answer(flags, lambda: {"id": found.id, "name": found.name}, lambda: f"Removed {visible(found.name)}.")


@token_app.command("create")
def create_token(
    ctx: typer.Context,
    admin: Annotated[bool, typer.Option("--admin", help="One that makes workspaces on the server.")] = False,
    device: Annotated[
        str, typer.Option("--for", metavar="TEXT", help="What it is for.", show_default=False)
    ] = "",
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Make an admin token of the server; prints it once. People get theirs by an invitation."""
    if not admin:
        raise LatticeError(
            "usage",
            "Tokens of members come with invitations, those of agents from `lattice token create`.",
            "Add --admin for one that makes workspaces on this server.",
        )
    flags = flags_of(ctx)
    place = _place(flags, data, database)
    from lattice.server import keeping

    made = asyncio.run(keeping.create_token(place, device))
    answer(flags, lambda: made, lambda: made.token)
    if not flags.as_json:
        note(f"Shown this once. `lattice server token revoke {made.id}` ends it.")


@token_app.command("list")
def list_tokens(ctx: typer.Context, data: DataOption = None, database: DatabaseOption = None) -> None:
    """List the tokens of the server, newest first."""
    flags = flags_of(ctx)
    place = _place(flags, data, database)
    from lattice.server import keeping

    found = asyncio.run(keeping.list_tokens(place))
    answer(
        flags,
        lambda: found,
        lambda: table_text(
            ("id", "whose", "for", "created", "last used", "ends"), [_token_row(token) for token in found]
        ),
    )


def _token_row(token: Token) -> tuple[str, ...]:
    ends = f"ended {token.revoked_at}" if token.revoked_at else token.expires_at or "never"
    whose = token.actor or "admin"
    return (token.id, whose, visible(token.device), token.created_at, token.last_used_at or "never", ends)


@token_app.command("revoke")
def revoke_token(
    ctx: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", show_default=False)],
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """End a token at once, and what is open with it."""
    flags = flags_of(ctx)
    place = _place(flags, data, database)
    from lattice.server import keeping

    ended = asyncio.run(keeping.revoke_token(place, id_))
    answer(flags, lambda: ended, lambda: f"Token {ended.id} has ended.")
