"""`create`, `workspaces`, `use`, `open`, `rename`, `forget`: the registry."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from lattice.cli.arguments import Workspace
from lattice.cli.completion import workspaces as complete_workspaces
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, note
from lattice.cli.progress import Progress
from lattice.cli.running import caller_of, need_person, on_workspace, registry_of, tell_notices
from lattice.cli.tables_text import table_text
from lattice.model.schema import fold
from lattice.model.values import show_time
from lattice.model.visible import visible
from lattice.workspaces import CLOUD, COMPANIONS, Entry, Registry

app = typer.Typer()


@app.command("create")
def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    sample: Annotated[bool, typer.Option("--sample", help="Put the sample organisation in.")] = False,
    description: Annotated[
        str, typer.Option(metavar="TEXT", help="One line about it.", show_default=False)
    ] = "",
) -> None:
    """Make a workspace on this machine and make it active."""
    flags = flags_of(ctx)
    need_person(flags, "make a workspace")
    registry = registry_of(flags)
    name = registry.check_free(name)
    path = registry.new_path(name)
    try:
        workspace_id = asyncio.run(_make(flags, path, name, description, sample=sample))
        entry = registry.add(Entry(name=name, id=workspace_id, path=str(path)))
    except BaseException:
        # also ^C: a workspace that is not in the registry is a file that nobody knows of
        _remove_file(path)
        raise
    tell_notices(registry)
    answer(flags, lambda: entry_data(entry, active=True), lambda: f"{entry.id}\n{entry.path}")


async def _make(flags: Globals, path: Path, name: str, description: str, *, sample: bool) -> str:
    from lattice.client import create_local

    client = await create_local(path, name=name, caller=caller_of(flags), description=description)
    try:
        if sample:
            from lattice.sample import fill

            with Progress("sample") as progress:
                await fill(client, progress.part)
        return (await client.describe()).id
    finally:
        await client.close()


def _remove_file(path: Path) -> None:
    for suffix in ("", *COMPANIONS):
        with contextlib.suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


@app.command("workspaces")
def workspaces(ctx: typer.Context) -> None:
    """List the workspaces of this person."""
    flags = flags_of(ctx)
    registry = registry_of(flags)
    entries = registry.entries()
    active = registry.active()
    tell_notices(registry)
    answer(
        flags,
        lambda: [entry_data(e, active=active is not None and e.name == active.name) for e in entries],
        lambda: _list_text(entries, active),
    )


def entry_data(entry: Entry, *, active: bool) -> dict[str, object]:
    """A workspace as JSON."""
    data: dict[str, object] = msgspec.to_builtins(entry)
    return {**data, "active": active}


def _list_text(entries: list[Entry], active: Entry | None) -> str:
    if not entries:
        return "There is no workspace yet. Make one with `lattice create NAME`."
    rows = [
        (
            "*" if active is not None and entry.name == active.name else "",
            visible(entry.name),
            entry.kind,
            show_time(entry.last_opened_at)[:16] if entry.last_opened_at else "",
            visible(entry.path),
        )
        for entry in entries
    ]
    return table_text(("", "name", "kind", "last opened", "place"), rows)


@app.command("use")
def use(ctx: typer.Context, name: Workspace) -> None:
    """Make a workspace the active one."""
    flags = flags_of(ctx)
    need_person(flags, "choose the active workspace")
    registry = registry_of(flags)
    entry = registry.use(name)
    tell_notices(registry)
    answer(flags, lambda: entry_data(entry, active=True), lambda: f"{visible(entry.name)} is active.")


@app.command("open")
def open_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
) -> None:
    """Take in a workspace file that is already there."""
    flags = flags_of(ctx)
    need_person(flags, "take in a workspace")
    registry = registry_of(flags)
    entry = registry.open_file(file)
    tell_notices(registry)
    answer(
        flags,
        lambda: entry_data(entry, active=True),
        lambda: f"{visible(entry.name)} is active: {visible(entry.path)}",
    )


@app.command("rename")
def rename(
    ctx: typer.Context,
    old: Annotated[
        str, typer.Argument(metavar="OLD", autocompletion=complete_workspaces, show_default=False)
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", show_default=False)],
) -> None:
    """Give a workspace another name."""
    flags = flags_of(ctx)
    need_person(flags, "rename a workspace")
    entry = rename_everywhere(flags, registry_of(flags), old, new)
    answer(
        flags,
        lambda: entry_data(entry, active=False),
        lambda: f"{visible(old)} is now called {visible(entry.name)}.",
    )


def rename_everywhere(flags: Globals, registry: Registry, old: str, new: str) -> Entry:
    """Rename in the workspace itself and in the registry; raises what either refuses."""
    from lattice.actions.workspace import RenameWorkspace

    before = registry.get(old)
    if fold(before.name) != fold(new):
        registry.check_free(new)
    if before.kind != CLOUD:
        # on a server it has its name for everybody; this is how it is called here
        on_workspace(flags, lambda client: client.run(RenameWorkspace(name=new)), Path(before.path))
    return registry.rename(old, new)


def _forgotten(entry: Entry) -> str:
    if entry.kind == CLOUD:
        return f"{visible(entry.name)} is off the list; it stays on {visible(entry.server)}."
    return f"{visible(entry.name)} is off the list; its file stays: {visible(entry.path)}"


@app.command("forget")
def forget(ctx: typer.Context, name: Workspace) -> None:
    """Take a workspace off the list; its file stays."""
    flags = flags_of(ctx)
    need_person(flags, "forget a workspace")
    registry = registry_of(flags)
    entry = registry.forget(name)
    answer(
        flags,
        lambda: entry_data(entry, active=False),
        lambda: _forgotten(entry),
    )
    say_active(flags, registry)


def say_active(flags: Globals, registry: Registry) -> None:
    """After one went away: which is active now."""
    if flags.as_json:
        return
    active = registry.active()
    if active is not None:
        note(f"The active workspace is {active.name}.")
