"""RemoteClient: everything asked of the server; what an agent is to a cloud workspace."""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from lattice.actions import Describe, Description, GetRow, ListVersions, ReadHead
from lattice.actions.base import Action, Outcome, Risk, check_action, spec_of
from lattice.client.base import Client
from lattice.client.cloud import blobs
from lattice.client.cloud.http import JSON, READ_S, Connection
from lattice.client.cloud.pulsing import LONG_S, following
from lattice.client.cloud.streaming import open_stream
from lattice.engine.receipts import check_ids
from lattice.model.errors import LatticeError, Stage
from lattice.model.events import Event
from lattice.model.files import FILES, Content, KeptText, Part
from lattice.model.findings import Finding
from lattice.model.ids import new_id
from lattice.model.limits import Limits
from lattice.model.loads import LoadBatch, LoadPlan
from lattice.model.members import Presence
from lattice.model.pulse import Pulse
from lattice.model.rows import LoadReport, Row
from lattice.model.standing import Standing
from lattice.model.stream import Bye, HeadFrame, Reset
from lattice.model.values import now

if TYPE_CHECKING:
    from collections.abc import Mapping

R = TypeVar("R")

#: Waits before a stream is opened again: the first one and the longest, in seconds.
BACKOFF_S, LONGEST_S = 0.5, 30.0
#: Seconds that the text of a document may take.
TEXT_S = 600.0
_NDJSON = {"Content-Type": "application/x-ndjson"}
#: What no waiting mends: a stream that ends with it is not opened again.
FINAL = frozenset({"signed_out", "untrusted_server", "upgrade_required", "not_found", "forbidden", "usage"})


class RemoteClient:
    """A workspace on a server, without a copy of it here; see Client for what its methods do."""

    def __init__(
        self,
        connection: Connection,
        *,
        member: str,
        limits: Limits | None = None,
        acting: str = "",
        session: str = "",
        owns: bool = True,
    ) -> None:
        self.connection = connection
        self.member = member
        """Who one is there."""
        self._limits = limits or Limits()
        self._owns = owns
        said = {"Lattice-Acting": acting, "Lattice-Session": session}
        self.headers: Mapping[str, str] = {name: value for name, value in said.items() if value}
        self._trouble: LatticeError | None = None
        self._since = now()

    def acting(self, actor: str, session: str = "") -> Client:
        """See Client."""
        return RemoteClient(
            self.connection,
            member=self.member,
            limits=self._limits,
            acting=actor,
            session=session,
            owns=False,
        )

    async def run(
        self,
        action: Action[R],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        pulse: Pulse | None = None,
    ) -> Outcome[R]:
        """See Client."""
        check_ids(op_id, group_id)
        if pulse is not None:
            pulse.beat()
        spec = spec_of(action)
        body = check_action(action)
        if b"null" in body and not is_finite(msgspec.to_builtins(action)):
            # JSON has no such numbers: it would be empty on the other side
            raise LatticeError(
                "invalid_value", f"{spec.name} holds a number that is not finite.", stage=Stage.CONSTRAINTS
            )
        writes = spec.risk is not Risk.READ
        op_id = op_id or (new_id() if writes else None)
        async with following(self, op_id, pulse):
            answer = await self.ask(
                "POST",
                spec.name,
                body=body,
                headers={**JSON, **ids(op_id, group_id)},
                writes=writes,
                read_s=READ_S if pulse is None else LONG_S,
            )
        outcome: Outcome[R] = decoded(answer, Outcome[spec.returns])  # type: ignore[name-defined]
        return outcome

    async def ask(
        self,
        method: str,
        *parts: str,
        body: bytes | Callable[[], AsyncIterator[bytes]] = b"",
        headers: Mapping[str, str] | None = None,
        writes: bool = False,
        again: bool = True,
        read_s: float = 30.0,
    ) -> bytes:
        """The body of an answer about this workspace; how it went is remembered for `standing`."""
        try:
            answer = await self.connection.ask(
                method,
                self.connection.path(*parts),
                body=body,
                headers={**self.headers, **(headers or {})},
                writes=writes,
                again=again,
                read_s=read_s,
            )
        except LatticeError as error:
            self._note(error)
            raise
        self._note(None)
        return answer.body

    def _note(self, error: LatticeError | None) -> None:
        away = error if error is not None and error.code in ("unreachable", *FINAL - {"not_found"}) else None
        away = None if away is not None and away.code in ("forbidden", "usage") else away
        if (away is None) != (self._trouble is None):
            self._since = now()
        self._trouble = away

    async def watch(self, after_seq: int | None = None) -> AsyncIterator[Event]:
        """See Client."""
        place = None if after_seq is None else (await self.epoch(), after_seq)
        delay = BACKOFF_S
        while True:
            try:
                async with open_stream(self.connection, place, names=True, headers=self.headers) as stream:
                    delay = BACKOFF_S
                    async for frames in stream.frames:
                        for frame in frames:
                            if isinstance(frame, Event):
                                if place is not None and frame.seq <= place[1]:
                                    continue
                                yield frame
                                place = (place[0] if place else stream.epoch, frame.seq)
                            elif isinstance(frame, HeadFrame | Reset):
                                place = (frame.epoch, frame.seq)
                            elif isinstance(frame, Bye) and frame.code == "signed_out":
                                raise LatticeError("signed_out", frame.message, "Sign in again.")
            except LatticeError as error:
                if error.code in FINAL:
                    raise
            await asyncio.sleep(delay * random.uniform(0.5, 1.0))
            delay = min(2 * delay, LONGEST_S)

    async def epoch(self) -> str:
        """The epoch of the workspace's log."""
        said = (await self.describe()).epoch
        if said:
            return said
        async with open_stream(self.connection, None, names=True, headers=self.headers) as stream:
            return stream.epoch

    async def head(self) -> int:
        """Where the server's log stands now."""
        return (await self.run(ReadHead())).value.seq

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
        from lattice.client.cloud import loading  # it needs this module

        return await loading.load(self, plan, batches, op_id=op_id, group_id=group_id, progress=progress)

    async def put_bytes(self, chunks: Iterable[bytes]) -> Content:
        """See Client."""
        return await blobs.put(self.connection, chunks, self._limits.file_bytes, self.headers)

    async def read_bytes(
        self, file_id: str, *, version: int | None = None, start: int = 0, length: int | None = None
    ) -> AsyncIterator[bytes]:
        """See Client."""
        row = (await self.run(GetRow(table=FILES, id=file_id))).value
        sha256 = str(row.values.get("sha256") or "")
        if version is not None:
            sha256 = await self.digest_of(file_id, version)
        try:
            async for piece in blobs.download(self.connection, sha256, max(start, 0), length, self.headers):
                yield piece
        except LatticeError as error:
            raise not_kept(row) if error.code == "not_found" else error from None

    async def digest_of(self, file_id: str, version: int) -> str:
        """SHA-256 of the bytes that a file once had; raises `not_found`."""
        versions = (await self.run(ListVersions(id=file_id))).value
        found = next((v.sha256 for v in versions if v.n == version), None)
        if found is None:
            raise LatticeError(
                "not_found", f"This file has no version {version}.", f"It has {len(versions)}, from 1 on."
            )
        return found

    async def put_text(self, parts: Iterable[Part]) -> KeptText:
        """See Client."""
        body = blobs.lines_of(parts)
        answer = await self.ask(
            "POST", "texts", body=body, headers=_NDJSON, writes=True, again=False, read_s=TEXT_S
        )
        kept: KeptText = decoded(answer, KeptText)
        return kept

    async def describe(self) -> Description:
        """See Client."""
        return (await self.run(Describe())).value

    async def who(self) -> tuple[Presence, ...]:
        """See Client."""
        people: tuple[Presence, ...] = decoded(await self.ask("GET", "who"), tuple[Presence, ...])
        return people

    async def here(self, where: str) -> None:
        """See Client; that somebody is here is no reason to complain."""
        try:
            body = msgspec.json.encode({"where": where})
            await self.ask("POST", "here", body=body, headers=JSON)
        except LatticeError:
            return

    def standing(self) -> Standing:
        """See Client."""
        trouble = self._trouble
        return Standing(
            kind="cloud",
            online=trouble is None,
            since=self._since,
            server=self.connection.server.address,
            member=self.member,
            problem="" if trouble is None else str(trouble),
            code="" if trouble is None else trouble.code,
        )

    async def sync(self, *, full: bool = False) -> Standing:
        """See Client."""
        await self.head()
        return self.standing()

    async def check(self, *, repair: bool = False) -> tuple[Finding, ...]:
        """See Client."""
        from lattice.client.cloud.checking import check_server_answers

        return await check_server_answers(self)

    async def close(self) -> None:
        """See Client."""
        if self._owns:
            await self.connection.close()


def ids(op_id: str | None, group_id: str | None) -> dict[str, str]:
    """The headers that name a request and its group."""
    said = {"Lattice-Op-Id": op_id, "Lattice-Group-Id": group_id}
    return {name: value for name, value in said.items() if value is not None}


def not_kept(row: Row) -> LatticeError:
    """The refusal of bytes that the workspace does not keep."""
    path = row.values.get("path")
    where = f" The original was at {path}." if path else ""
    return LatticeError(
        "not_found",
        f"The bytes of {row.values.get('name')} are not kept in the workspace.{where}",
        "Add the file again with --store to keep them.",
    )


def is_finite(value: object) -> bool:
    """Whether a value of JSON holds neither infinity nor what is no number."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(map(is_finite, value.values()))
    return not isinstance(value, list | tuple) or all(map(is_finite, value))


def decoded(body: bytes, kind: Any) -> Any:
    """An answer as what it should be; raises `failed`."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise LatticeError(
            "failed",
            "The server answered what this Lattice does not understand.",
            "Update Lattice here or there.",
        ) from error
