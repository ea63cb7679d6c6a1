"""LocalClient: the engine over a SQLite file, in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import TypeVar

from lattice.actions.base import Action, Outcome
from lattice.actions.workspace import Description
from lattice.client.base import LoadBatch, LoadPlan
from lattice.model.events import Event
from lattice.model.limits import Limits
from lattice.model.people import Caller
from lattice.model.rows import LoadReport

R = TypeVar("R")


class LocalClient:
    """A workspace in a SQLite file."""

    async def run(
        self, action: Action[R], *, op_id: str | None = None, group_id: str | None = None
    ) -> Outcome[R]:
        """See Client."""
        raise RuntimeError

    def watch(self, after_seq: int | None = None) -> AsyncIterator[Event]:
        """See Client."""
        raise RuntimeError

    async def load(
        self,
        plan: LoadPlan,
        batches: Iterable[LoadBatch],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Outcome[LoadReport]:
        """See Client."""
        raise RuntimeError

    async def describe(self) -> Description:
        """See Client."""
        raise RuntimeError

    async def close(self) -> None:
        """See Client."""
        raise RuntimeError


async def create_local(path: Path, *, name: str, caller: Caller, description: str = "") -> LocalClient:
    """Make a workspace file at `path`, which must not exist, and open it."""
    raise RuntimeError


async def open_local(path: Path, *, caller: Caller, limits: Limits | None = None) -> LocalClient:
    """Open a workspace file; raises `not_found`, `corrupt`, `newer_workspace`, `unwritable`."""
    raise RuntimeError
