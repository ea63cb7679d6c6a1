"""Fetching: a workspace file of this machine from what one sees of a workspace on a server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypeVar

import msgspec

from lattice.actions import ListParts, ReadFile, encode_action, spec_of
from lattice.actions.base import Action, Outcome
from lattice.client.cloud.http import JSON, Connection
from lattice.engine.moving.home import Progress, Step, take_home
from lattice.model.errors import LatticeError
from lattice.model.files import Part, PartHead
from lattice.model.limits import Limits
from lattice.model.people import Caller
from lattice.model.stream import RawCatalog, RawLink, RawRow

R = TypeVar("R")
T = TypeVar("T")

#: Rows and links in one page.
PAGE = 2000
#: Characters of a text in one request.
_TEXT = 200_000


class Remote:
    """A workspace as its server hands it out to one member; see `Source`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def catalog(self) -> RawCatalog:
        """See Source."""
        answer = await self._connection.ask("GET", self._connection.path("catalog"))
        return self._one(answer.body, RawCatalog)

    async def rows(self, table_id: str) -> AsyncIterator[list[RawRow]]:
        """See Source."""
        after = ""
        while page := await self._lines(("rows", table_id), after, RawRow):
            yield page
            after = page[-1].id

    async def links(self) -> AsyncIterator[list[RawLink]]:
        """See Source."""
        after = ""
        while page := await self._lines(("links",), after, RawLink):
            yield page
            after = page[-1].id

    async def blob(self, sha256: str) -> AsyncIterator[bytes]:
        """See Source."""
        try:
            async with self._connection.stream(self._connection.path("blobs", sha256)) as response:
                async for piece in response.aiter_bytes():
                    yield piece
        except LatticeError as error:
            # a file whose bytes stay where they came from
            if error.code != "not_found":
                raise

    async def parts(self, file_id: str) -> list[Part]:
        """See Source."""
        try:
            heads = await self._heads(file_id)
        except LatticeError as error:
            # a file in the trash is a row, and its text cannot be read
            if error.code != "not_found":
                raise
            return []
        text, start = "", 0
        while start is not None and heads:
            read = await self._run(ReadFile(id=file_id, start=start, length=_TEXT))
            text += read.text
            if read.next is None or read.next <= start:
                break
            start = read.next
        return [
            Part(text[head.at : head.at + head.chars], head.page, head.place, head.heading, head.level)
            for head in heads
        ]

    async def _heads(self, file_id: str) -> list[PartHead]:
        heads: list[PartHead] = []
        while True:
            some = await self._run(ListParts(id=file_id, offset=len(heads)))
            heads += some.parts
            if len(heads) >= some.total or not some.parts:
                return heads

    async def _run(self, action: Action[R]) -> R:
        spec = spec_of(action)
        answer = await self._connection.ask(
            "POST", self._connection.path(spec.name), body=encode_action(action), headers=JSON
        )
        outcome: Outcome[R] = self._one(answer.body, Outcome[spec.returns])  # type: ignore[name-defined]
        return outcome.value

    async def _lines(self, place: tuple[str, ...], after: str, kind: type[T]) -> list[T]:
        path = f"{self._connection.path(*place)}?after={after}&limit={PAGE}"
        body = (await self._connection.ask("GET", path)).body
        return [self._one(line, kind) for line in body.splitlines() if line.strip()]

    def _one(self, body: bytes, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(body, type=kind)
        except msgspec.DecodeError:
            raise LatticeError(
                "unreachable",
                f"{self._connection.server.address} does not answer as a Lattice server does.",
                "Update Lattice here or there.",
            ) from None


async def fetch(
    connection: Connection,
    path: Path,
    *,
    name: str,
    member: str,
    caller: Caller,
    limits: Limits,
    progress: Progress | None = None,
    step: Step | None = None,
) -> RawCatalog:
    """Make the workspace at `path`; see `take_home`."""
    return await take_home(
        Remote(connection),
        path,
        server=connection.server.address,
        name=name,
        member=member,
        caller=caller,
        limits=limits,
        progress=progress,
        step=step,
    )
