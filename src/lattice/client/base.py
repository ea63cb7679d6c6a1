"""What every client is: the one abstraction that all ways in and all services go through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from typing import Protocol, TypeVar

from lattice.actions.base import Action, Outcome
from lattice.actions.workspace import Description
from lattice.model.events import Event
from lattice.model.files import Content, KeptText, Part
from lattice.model.findings import Finding
from lattice.model.loads import LoadBatch, LoadPlan
from lattice.model.members import Presence
from lattice.model.pulse import Pulse
from lattice.model.rows import LoadReport
from lattice.model.standing import Standing

R = TypeVar("R")


class Client(Protocol):
    """A workspace that is open. All methods raise LatticeError; it is used from one event loop."""

    def acting(self, actor: str, session: str = "") -> Client:
        """The same workspace for an agent or service that acts for the person of this client.

        `session` is the conversation or session in which the person may allow it things. Closing it closes
        nothing: the workspace belongs to the client it was made from.
        """
        ...

    async def run(
        self,
        action: Action[R],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        pulse: Pulse | None = None,
    ) -> Outcome[R]:
        """Carry out one action; a write with an `op_id` seen before answers its first outcome.

        `pulse` tells how far a long write is. One that is stopped by it raises `interrupted` with nothing
        done, or answers when it was done already.
        """
        ...

    def watch(self, after_seq: int | None = None) -> AsyncIterator[Event]:
        """Events in order, without gap or duplicate, from after `after_seq` (None: from now on), for ever."""
        ...

    async def load(
        self,
        plan: LoadPlan,
        batches: Iterable[LoadBatch],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Outcome[LoadReport]:
        """Stream rows into one table; they become visible in one change at the end.

        `batches` is read in a thread. `progress` is called in the event loop with the rows read so far.
        Cancelling leaves the workspace as before; when the commit was already on its way, all is there.
        """
        ...

    async def put_bytes(self, chunks: Iterable[bytes]) -> Content:
        """Keep bytes, once per content, for a file that is about to be added; raises `too_large`.

        `chunks` is read in a thread. What no file was made of within a day is swept away.
        """
        ...

    def read_bytes(
        self, file_id: str, *, version: int | None = None, start: int = 0, length: int | None = None
    ) -> AsyncIterator[bytes]:
        """The kept bytes of a file, or a range of them; raises `not_found` when they are not kept here."""
        ...

    async def put_text(self, parts: Iterable[Part]) -> KeptText:
        """Keep the text of a document, once per content, searchable as soon as a file has it.

        `parts` is read in a thread; those longer than `PART_CHARS` are kept as several.
        """
        ...

    async def describe(self) -> Description:
        """The workspace, who I am, what I may do."""
        ...

    async def who(self) -> tuple[Presence, ...]:
        """Who is here now, agents included; on a local workspace the person of this machine."""
        ...

    async def here(self, where: str) -> None:
        """Say what is open on this person's screen: the name of a table, or nothing. Repeat it every 15 s."""
        ...

    def standing(self) -> Standing:
        """How this client stands to where its workspace is; of a local one that it is online."""
        ...

    async def sync(self, *, full: bool = False) -> Standing:
        """Bring what is kept here up to date now; with `full` fill it anew. Raises `unreachable`."""
        ...

    async def check(self, *, repair: bool = False) -> tuple[Finding, ...]:
        """Check everything that can be wrong; with `repair` mend what can be mended without loss."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the workspace."""
        ...
