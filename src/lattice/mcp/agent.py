"""The agent at the other end: as whom it acts, and how its requests reach the workspace."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import anyio

from lattice.client import Client
from lattice.model.chat import ASSISTANT
from lattice.model.context import ContextRules
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import new_id
from lattice.model.people import ActorKind, Caller, parse_actor
from lattice.model.web import WebRules

T = TypeVar("T")

#: Who acts when nobody is named.
DEFAULT_ACTOR = "agent:mcp"


def agent_actor(text: str | None) -> str:
    """The agent that is meant; raises `usage` for what is no actor, `forbidden` for who is not an agent."""
    actor = parse_actor(text or DEFAULT_ACTOR)
    if Caller(actor=actor).kind is not ActorKind.AGENT:
        raise LatticeError(
            "forbidden",
            f"Over MCP an agent acts, and {actor} is none.",
            "Name it with --actor agent:NAME; it acts on behalf of the person of this machine.",
            stage=Stage.IDENTITY,
        )
    if actor == ASSISTANT:
        raise LatticeError(
            "forbidden",
            f"{ASSISTANT} is Lattice's own assistant, which reads the conversations of its person.",
            "Give the agent another name: --actor agent:NAME.",
            stage=Stage.IDENTITY,
        )
    return actor


class Agent:
    """One agent in one session: the process it talks to, from its start to its end."""

    def __init__(
        self, client: Client, actor: str, *, place: Path, rules: ContextRules, web: WebRules
    ) -> None:
        """`client` is the person's; `place` is the workspace's file; `rules` say how pages look."""
        self.actor = actor
        self.session = new_id()
        """What a person allows for a conversation holds for this session."""
        self.client = client.acting(actor, self.session)
        self.rules = rules
        self.web = web
        """What the person set about fetching pages."""
        self._place = place
        self._identity = _identity(place)

    async def ask(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` on the workspace answers.

        It runs in a task of its own, which is cancelled once and waited for: a transaction that is under
        way comes to its end, by commit or by rollback, before the cancellation goes on.
        Raises `not_found` when the workspace's file is not where it was, before anything is done.
        """
        try:
            self._check_place()
        except LatticeError:
            work.close()
            raise
        task = asyncio.ensure_future(work)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.cancel()
            with anyio.CancelScope(shield=True):
                await asyncio.wait([task])
            if not task.cancelled():
                task.exception()
            raise

    def _check_place(self) -> None:
        """A file that was deleted stays open and takes writes that nobody will ever read."""
        if _identity(self._place) != self._identity:
            raise LatticeError(
                "not_found",
                f"The workspace is not there any more: {self._place}.",
                "It was deleted or moved. Nothing was done; a person starts the server anew.",
            )


def _identity(place: Path) -> tuple[int, int] | None:
    try:
        status = place.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
