"""`publish`, `fetch`: a workspace goes to a server, or a copy of one comes home."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from lattice.cli.arguments import Workspace
from lattice.cli.globals import Globals, flags_of
from lattice.cli.join_commands import Fingerprint, known_server
from lattice.cli.output import answer, note
from lattice.cli.progress import Progress
from lattice.cli.running import caller_of, chosen_workspace, need_person, registry_of, tell_notices
from lattice.cli.secret_input import given_token, refuse_token, vault_for
from lattice.cli.waiting import wait
from lattice.cli.workspace_commands import entry_data
from lattice.model.errors import LatticeError, Stage
from lattice.model.visible import visible
from lattice.secrets import Secret, Vault
from lattice.settings import need_settings, person_or_derived

_NO_ADMIN = (
    "Publishing needs an admin token; the server's machine makes one: `lattice server token create --admin`."
)

app = typer.Typer()


@app.command("publish")
def publish(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of the server.", show_default=False)],
    words: Annotated[
        str,
        typer.Argument(
            metavar="-", help="`-` reads the admin token from standard input.", show_default=False
        ),
    ] = "",
    name: Annotated[
        str,
        typer.Option("--as", metavar="NAME", help="What it is called on the server.", show_default=False),
    ] = "",
    fingerprint: Fingerprint = "",
) -> None:
    """Move the workspace to a server, with you as its owner; its file stays as a copy.

    Needs an admin token of the server: LATTICE_TOKEN, typed (then it is kept), or `-`. Stopped half-way,
    the same command goes on where it was.
    """
    from lattice import joining, moving
    from lattice.client.cloud.signing_in import reach

    flags = flags_of(ctx)
    need_person(flags, "publish a workspace")
    refuse_token(url, words)
    if words not in ("", "-"):
        raise LatticeError("usage", f"{words!r} is one word too many.", stage=Stage.CONSTRAINTS)
    entry = chosen_workspace(flags).entry
    registry, vault = registry_of(flags), vault_for(flags)
    server = known_server(url, fingerprint)
    moving.check_publishable(registry, entry, server)
    # before anybody looks for a token
    wait(reach(server))
    admin, typed = _admin(vault, server.address, stdin=words == "-")
    person = person_or_derived(flags.home_path)
    with Progress("publish", lines=not flags.as_json) as progress:
        work = moving.publish(
            registry,
            vault,
            entry,
            server,
            admin,
            person,
            name=name,
            progress=lambda done, total: progress.of(done, total, "records"),
            step=progress.step,
        )
        try:
            done = wait(work)
        except LatticeError as error:
            if error.code != "signed_out":
                raise
            raise LatticeError(error.code, error.message, _NO_ADMIN, stage=error.stage) from None
    if typed:
        vault.put(joining.admin_name(server.address), admin)
    tell_notices(registry)
    answer(
        flags,
        lambda: {**entry_data(done.entry, active=True), "copy": entry_data(done.copy, active=False)},
        lambda: (
            f"{visible(done.entry.name)} is on {visible(server.address)} now, and you own it."
            f" The file stays as {visible(done.copy.name)}."
        ),
    )
    if not flags.as_json:
        note("`lattice invite create` makes an invitation.")


def _admin(vault: Vault, server: str, *, stdin: bool) -> tuple[Secret, bool]:
    """The admin token, and whether somebody typed it, so that it is to be kept."""
    from lattice import joining

    kept = None if stdin else wait(joining.admin_token(vault, server))
    if kept is not None:
        return kept, False
    typed = not stdin and sys.stdin.isatty()
    return given_token(joining.TOKEN_VARIABLE, "Admin token of the server", stdin=stdin), typed


@app.command("fetch")
def fetch(
    ctx: typer.Context,
    workspace: Workspace,
    local: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="LOCAL",
            help="What the copy is called; else NAME (local copy).",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Make a copy on this machine of all that you may see of a workspace on a server.

    Its history begins with that.
    """
    from lattice import moving

    flags: Globals = flags_of(ctx)
    need_person(flags, "fetch a workspace")
    registry, vault = registry_of(flags), vault_for(flags)
    entry = registry.get(workspace)
    limits = need_settings(flags.home_path).limits
    with Progress("fetch", lines=not flags.as_json) as progress:
        work = moving.fetch(
            registry,
            vault,
            entry,
            caller_of(flags),
            limits,
            name=local,
            progress=progress.of,
            step=progress.step,
        )
        copy = wait(work)
    tell_notices(registry)
    answer(
        flags,
        lambda: entry_data(copy, active=False),
        lambda: f"{visible(copy.name)} is on this machine: {visible(copy.path)}",
    )
