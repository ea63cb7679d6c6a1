"""From a command to its workspace: which one, as whom, opened, asked, closed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from lattice.cli.globals import Globals
from lattice.cli.output import note
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import ActorKind, Caller, parse_actor
from lattice.settings import need_settings, person_or_derived
from lattice.workspaces import WORKSPACE_VARIABLE, Chosen, Registry, choose

T = TypeVar("T")


def on_workspace(flags: Globals, ask: Callable[[Client], Awaitable[T]]) -> T:
    """What `ask` answers on the workspace that is meant, which is open meanwhile."""
    chosen = chosen_workspace(flags)
    return on_file(flags, Path(chosen.entry.path), ask)


def on_file(flags: Globals, path: Path, ask: Callable[[Client], Awaitable[T]]) -> T:
    """The same on a workspace file."""
    from lattice.client import open_local

    caller = caller_of(flags)
    limits = need_settings(flags.home_path).limits

    async def work() -> T:
        client = await open_local(path, caller=caller, limits=limits)
        try:
            return await ask(client)
        finally:
            await client.close()

    return asyncio.run(work())


def chosen_workspace(flags: Globals) -> Chosen:
    """The workspace that is meant; raises `no_workspace`, `not_found`."""
    return choose(flags.home_path, flags.workspace, os.environ.get(WORKSPACE_VARIABLE), Path.cwd())


def registry_of(flags: Globals) -> Registry:
    """The registry of the home that is meant."""
    return Registry(flags.home_path)


def tell_notices(registry: Registry) -> None:
    """Say what the registry had to mend."""
    for notice in registry.notices:
        note(notice)
    registry.notices.clear()


def caller_of(flags: Globals) -> Caller:
    """Who acts: the person of this machine, or by `--actor` another on their behalf."""
    person = person_or_derived(flags.home_path)
    me = f"human:{person.handle}"
    if flags.actor is None:
        return Caller(actor=me, origin="cli")
    actor = parse_actor(flags.actor)
    if Caller(actor=actor).kind is ActorKind.HUMAN:
        return Caller(actor=actor, origin="cli")
    return Caller(actor=actor, on_behalf_of=me, origin="cli")


def need_person(flags: Globals, what: str) -> None:
    """Refuse to an agent what only a person decides on this machine; raises `approval_required`."""
    if flags.actor is not None and Caller(actor=parse_actor(flags.actor)).kind is not ActorKind.HUMAN:
        raise LatticeError(
            "approval_required",
            f"{flags.actor} may not {what}.",
            "A person of this machine does it, without --actor.",
            stage=Stage.CONSTRAINTS,
        )
