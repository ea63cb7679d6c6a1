"""From a command to its workspace: which one, as whom, opened, asked, closed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lattice.cli.globals import Globals
from lattice.cli.output import note
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import ActorKind, Caller, parse_actor
from lattice.settings import Settings, need_settings, person_or_derived, web_rules
from lattice.workspaces import CLOUD, WORKSPACE_VARIABLE, Chosen, Entry, Registry, choose

if TYPE_CHECKING:
    from lattice.secrets import Vault

#: What a command reads of a cloud workspace is at most so old, in seconds, when the server answers.
FRESH_S = 1.0

T = TypeVar("T")


class Session:
    """A workspace that is open, for commands that wait for it more than once."""

    def __init__(self, runner: asyncio.Runner, client: Client, settings: Settings) -> None:
        self._runner = runner
        self.client = client
        self.settings = settings
        self.limits = settings.limits

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` answers; ^C cancels it and raises KeyboardInterrupt."""
        try:
            return self._runner.run(work)
        except asyncio.CancelledError:
            # ^C before the first step of `work`: nobody else cancels it
            raise KeyboardInterrupt from None


@contextmanager
def session(flags: Globals, path: Path | None = None, *, caller: Caller | None = None) -> Iterator[Session]:
    """The workspace that is meant (or the one at `path`), open meanwhile; raises what opening refuses.

    `caller` acts in it instead of whom the flags name.
    """
    from lattice.client.opening import open_entry

    entry = _existing(chosen_workspace(flags).entry) if path is None else _entry_at(flags, path)
    caller = caller or caller_of(flags)
    settings = need_settings(flags.home_path)
    with asyncio.Runner() as runner:
        opening = open_entry(
            entry,
            caller=caller,
            vault=_vault(flags) if entry.kind == CLOUD else None,
            limits=settings.limits,
            rules=settings.agents,
            web=web_rules(settings.web),
            poll_s=settings.live_poll_ms / 1000,
            fresh_s=FRESH_S,
        )
        client = runner.run(opening)
        try:
            yield Session(runner, client, settings)
            if client.standing().stale:
                note("This may be older than what the server has, which was not reached in time.")
        finally:
            runner.run(client.close())


def on_workspace(
    flags: Globals, ask: Callable[[Client], Coroutine[Any, Any, T]], path: Path | None = None
) -> T:
    """What `ask` answers on the workspace that is meant, or on the one at `path`."""
    with session(flags, path) as held:
        return held.wait(ask(held.client))


def _vault(flags: Globals) -> Vault:
    from lattice.cli.secret_input import vault_for

    return vault_for(flags)


def _entry_at(flags: Globals, path: Path) -> Entry:
    """The workspace of the list whose file this is, else the file alone."""
    known = next((e for e in registry_of(flags).entries() if e.path == str(path)), None)
    return known or Entry(name=path.stem, id="", path=str(path))


def _existing(entry: Entry) -> Entry:
    """The same, when its file is there; that of a cloud workspace is made when it is opened."""
    path = Path(entry.path)
    if entry.kind != CLOUD and not path.exists():
        raise LatticeError(
            "not_found",
            f"The file of the workspace {entry.name!r} is not there any more: {path}.",
            f"`lattice open FILE` takes it in from where it is now; `lattice forget {entry.name}` lets go.",
        )
    return entry


def chosen_workspace(flags: Globals) -> Chosen:
    """The workspace that is meant; raises `no_workspace`, `not_found`."""
    registry = Registry(flags.home_path)
    try:
        return choose(
            flags.home_path, flags.workspace, os.environ.get(WORKSPACE_VARIABLE), Path.cwd(), registry
        )
    finally:
        tell_notices(registry)


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
