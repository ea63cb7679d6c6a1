"""`doctor`: everything that can be wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from lattice import household
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer
from lattice.cli.running import need_person, on_workspace
from lattice.cli.serve_commands import DatabaseOption, DataOption, database_of, folder_of, need_server
from lattice.client import Client, doctor_file
from lattice.model.errors import LatticeError
from lattice.model.findings import Finding as Check
from lattice.model.findings import mark_of
from lattice.model.visible import visible
from lattice.workspaces import Entry, Registry

app = typer.Typer()


class Finding(msgspec.Struct, frozen=True):
    """What one check found."""

    about: str
    """`home`, `settings`, `keys`, `registry`, or the name of a workspace."""
    ok: bool
    message: str
    hint: str = ""
    """What to do."""
    repaired: bool = False


@app.command("doctor")
def doctor(
    ctx: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended without loss.")] = False,
    server: Annotated[
        bool, typer.Option("--server", help="Check the server of this machine instead: the launch checklist.")
    ] = False,
    data: DataOption = None,
    database: DatabaseOption = None,
) -> None:
    """Check everything that can be wrong, and say what to do.

    Exits 1 while something is wrong.
    """
    flags = flags_of(ctx)
    if repair:
        need_person(flags, "repair")
    if server:
        findings = _server(folder_of(flags, data), database_of(database))
    else:
        findings = list(_findings(flags, repair=repair))
    sound = all(finding.ok or finding.repaired for finding in findings)
    answer(flags, lambda: {"ok": sound, "findings": findings}, lambda: _text(findings, sound=sound))
    if not sound:
        raise typer.Exit(1)


def _server(folder: Path, database: str) -> list[Finding]:
    need_server()
    import asyncio

    from lattice.server.checklist import check_server

    found = asyncio.run(check_server(folder, database))
    return [Finding(one.name, ok=one.ok, message=one.message, hint=one.hint) for one in found]


def _findings(flags: Globals, *, repair: bool) -> Iterator[Finding]:
    home = flags.home_path
    for one in household.check(home, repair=repair):
        yield Finding(one.name, ok=one.ok, message=one.message, hint=one.hint, repaired=one.repaired)
    for entry in Registry(home).entries():
        yield from _workspace(flags, entry, repair=repair)


def _workspace(flags: Globals, entry: Entry, *, repair: bool) -> Iterator[Finding]:
    path = Path(entry.path)
    if entry.kind == "local" and not path.exists():
        yield Finding(
            entry.name,
            ok=False,
            message=f"Its file is not there any more: {path}.",
            hint=f"`lattice open FILE` takes it in from where it is; `lattice forget {entry.name}` lets go.",
        )
        return
    try:
        found = on_workspace(flags, lambda client: _inside(client, repair=repair), path)
    except LatticeError as error:
        # it cannot be opened: what can be seen from outside says more than the refusal
        seen = tuple(one for one in doctor_file(path) if not one.ok)
        found = seen or (Check("file", ok=False, message=error.message, hint=error.hint),)
    for one in found:
        yield Finding(entry.name, ok=one.ok, message=one.message, hint=one.hint, repaired=one.repaired)


async def _inside(client: Client, *, repair: bool) -> tuple[Check, ...]:
    said = await client.describe()
    opens = Check("open", ok=True, message=f"It opens; its log has {said.seq:,} events.")
    return (opens, *await client.check(repair=repair))


def _text(findings: list[Finding], *, sound: bool) -> str:
    lines = []
    for finding in findings:
        mark = mark_of(ok=finding.ok, repaired=finding.repaired, hint=finding.hint)
        lines.append(f"{mark:<7}{visible(finding.about)}: {visible(finding.message)}")
        if finding.hint:
            lines.append(f"{'':<7}{visible(finding.hint)}")
    lines.append("Nothing is wrong." if sound else "Something is wrong; see above.")
    return "\n".join(lines) + "\n"
