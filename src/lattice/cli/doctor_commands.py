"""`doctor`: everything that can be wrong, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer
from lattice.cli.running import need_person, on_workspace
from lattice.cli.serve_commands import DatabaseOption, DataOption, database_of, folder_of, need_server
from lattice.client import Client, doctor_file
from lattice.model.errors import LatticeError
from lattice.model.findings import Finding as Check
from lattice.model.visible import visible
from lattice.settings import load_settings, settings_path
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
    yield _home(home)
    yield from _settings(home)
    yield _secrets(home)
    registry = Registry(home)
    entries = registry.entries()
    for notice in registry.notices:
        yield Finding("registry", ok=False, message=notice, repaired=True)
    yield from _strays(registry, entries, repair=repair)
    for entry in registry.entries():
        yield from _workspace(flags, entry, repair=repair)


def _home(home: Path) -> Finding:
    if not home.exists():
        return Finding("home", ok=True, message=f"{home} is not there yet; it is made when it is needed.")
    if home.is_dir() and os.access(home, os.R_OK | os.W_OK | os.X_OK):
        return Finding("home", ok=True, message=f"{home} can be read and written.")
    return Finding(
        "home",
        ok=False,
        message=f"{home} cannot be read and written.",
        hint="Make the folder yours, or choose another with --home.",
    )


def _settings(home: Path) -> Iterator[Finding]:
    problems = load_settings(home).problems
    for problem in problems:
        yield Finding(
            "settings",
            ok=problem.unknown,
            message=f"{settings_path(home)}: {problem.message}.",
            hint=""
            if problem.unknown
            else "Mend the file, or write the key anew with `lattice settings set`.",
        )
    if not problems:
        yield Finding("settings", ok=True, message="The settings can be used.")


def _secrets(home: Path) -> Finding:
    """Whether a key can be kept; nothing is wrong where it cannot, for nobody needs one."""
    from lattice.secrets import vault_of

    standing = vault_of(home, load_settings(home).settings.secrets.store).standing()
    if not standing.usable:
        return Finding("keys", ok=True, message=standing.problem, hint=standing.hint)
    place = f"the encrypted file {standing.name}" if standing.store == "file" else f"the {standing.name}"
    return Finding("keys", ok=True, message=f"Keys are kept in {place}.")


def _strays(registry: Registry, entries: list[Entry], *, repair: bool) -> Iterator[Finding]:
    """Workspace files in the home that the registry does not know."""
    known = {os.path.realpath(entry.path) for entry in entries}
    for path in sorted(registry.folder.glob("*.lattice")):
        if os.path.realpath(path) in known:
            continue
        message, hint, repaired = f"{path} is not on the list of workspaces.", "", False
        if repair:
            try:
                taken = registry.open_file(path, make_active=False)
                message, repaired = f"{path} was taken in as {taken.name}.", True
            except LatticeError as error:
                hint = str(error)
        yield Finding(
            "registry",
            ok=False,
            message=message,
            hint=hint or ("" if repaired else "`lattice doctor --repair` takes it in."),
            repaired=repaired,
        )
    yield Finding("registry", ok=True, message=f"Workspaces on the list: {len(registry.entries())}.")


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
        mark = "ok" if finding.ok else "mended" if finding.repaired else "WRONG"
        lines.append(f"{mark:<7}{visible(finding.about)}: {visible(finding.message)}")
        if finding.hint:
            lines.append(f"{'':<7}{visible(finding.hint)}")
    lines.append("Nothing is wrong." if sound else "Something is wrong; see above.")
    return "\n".join(lines) + "\n"
