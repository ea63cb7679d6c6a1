"""CloudClient: a workspace on a server, read from the mirror of it on this machine."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TypeVar

import msgspec

from lattice.actions import Describe, Description, ExportRows, GetRow, ListRows, QuerySql, SearchText
from lattice.actions.base import Action, Outcome, Runs, spec_of
from lattice.client.base import Client
from lattice.client.cloud import checking, keeping_bytes, watching
from lattice.client.cloud.feeding import Feeder
from lattice.client.cloud.remote import RemoteClient, not_kept
from lattice.client.cloud.renewing import Renewal
from lattice.client.cloud.source import HttpSource
from lattice.engine.mirror.covering import Cover
from lattice.engine.mirror.keeping import Keeper
from lattice.engine.mirror.mirror import Mirror
from lattice.engine.sortindex import SortIndexes
from lattice.model.errors import LatticeError
from lattice.model.events import Event
from lattice.model.files import FILES, Content, KeptText, Part
from lattice.model.findings import Finding
from lattice.model.loads import LoadBatch, LoadPlan
from lattice.model.members import Presence
from lattice.model.people import Caller
from lattice.model.pulse import Pulse
from lattice.model.rows import LoadReport
from lattice.model.standing import Standing

R = TypeVar("R")

#: How long a write waits until the mirror has it, in seconds; after that the next answer may be stale.
WRITTEN_S = 3.0
#: How long a reading waits until the mirror is up to date, in seconds, for those who want that.
CATCH_UP_S = 0.3
#: How long the keyring may take for the token before that, in seconds.
READY_S = 3.0
#: Under this name the mirror keeps what the server said last of the workspace and of what one may do.
_SAID = "description"
#: Better asked of the server, which has the texts of files, and writes down what was exported.
_RATHER_THERE = (SearchText, ExportRows)
#: Refusals after which the mirror answers what the server could not.
_AWAY = frozenset({"unreachable", "signed_out", "untrusted_server", "upgrade_required", "too_slow", "busy"})


class CloudClient:
    """A workspace on a server; see Client for what its methods do."""

    def __init__(
        self,
        remote: RemoteClient,
        mirror: Mirror,
        caller: Caller,
        renewal: Renewal,
        *,
        fresh_s: float | None = None,
        patience_s: float = CATCH_UP_S,
    ) -> None:
        self._remote = remote
        self._mirror = mirror
        self._caller = caller
        self._renewal = renewal
        self._fresh_s = fresh_s
        self._patience_s = patience_s
        self._keeper = Keeper(mirror, HttpSource(remote))
        self._feeder = Feeder(mirror, self._keeper, remote.connection, self._learn, self._renew)
        self._feeding: asyncio.Task[None] | None = None
        self._sort_indexes = SortIndexes(mirror.engine)
        self._wants = 0
        """The newest `seq` of one's own writes: older answers would surprise whoever wrote."""
        self._fresh_at = float("-inf")
        self._stale = False
        self._ready = False

    async def start(self) -> None:
        """Take up what the mirror remembers, and begin to feed it."""
        await self._mirror.state()
        self._feeding = asyncio.create_task(self._feeder.run(), name="feeder")

    def acting(self, actor: str, session: str = "") -> Client:
        """See Client: what an agent does passes the server's gates, its readings too."""
        return self._remote.acting(actor, session)

    async def run(
        self,
        action: Action[R],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        pulse: Pulse | None = None,
    ) -> Outcome[R]:
        """See Client."""
        if spec_of(action).runs is Runs.SERVER:
            outcome = await self._remote.run(action, op_id=op_id, group_id=group_id, pulse=pulse)
            await self._written(outcome.seq)
            return outcome
        if isinstance(action, Describe):
            return Outcome(value=await self.describe())  # type: ignore[arg-type]  # what R is for it
        return await self._read(action)

    async def _written(self, seq: int | None) -> None:
        """Wait until the mirror has what was written, as long as that is a matter of moments."""
        if seq is None:
            return
        self._wants = max(self._wants, seq)
        if self._mirror.known.epoch and not await self._feeder.reached(seq, WRITTEN_S):
            self._stale = True

    async def _read(self, action: Action[R]) -> Outcome[R]:
        await self._catch_up()
        if isinstance(action, QuerySql) and not self._mirror.known.epoch:
            raise _not_begun()
        covered = await self._mirror.cover(action)
        state = self._mirror.known
        wants_more = covered is not Cover.WHOLE or state.seq < self._wants
        if isinstance(action, _RATHER_THERE) or (wants_more and not isinstance(action, QuerySql)):
            try:
                return await self._remote.run(action)
            except LatticeError as error:
                if error.code not in _AWAY or covered is Cover.NONE:
                    raise self._in_words(error, covered) from None
        self._stale = state.seq < self._wants or not self._feeder.link.online or covered is Cover.OLD
        outcome = await self._mirror.answer(action, self._caller)
        if isinstance(action, ListRows) and action.sort:
            self._sort_indexes.sorted(action)
        return outcome

    def _in_words(self, error: LatticeError, covered: Cover) -> LatticeError:
        if error.code != "unreachable" or covered is not Cover.NONE or not self._mirror.known.epoch:
            return error
        return LatticeError(
            error.code,
            f"{error.message} This table is not (wholly) on this machine.",
            error.hint,
            stage=error.stage,
        )

    async def _catch_up(self) -> None:
        """Bring the mirror up to date first, for those who want that, as long as it takes but moments."""
        loop = asyncio.get_running_loop()
        if self._fresh_s is None or loop.time() - self._fresh_at < self._fresh_s:
            return
        others_feed = not self._feeder.feeds and self._feeder.tried.is_set()
        if self._fresh_s and others_feed and self._feeder.link.online:
            return
        self._stale = True
        with contextlib.suppress(LatticeError, TimeoutError):
            if not self._ready:
                self._ready = True
                async with asyncio.timeout(READY_S):
                    # a keyring that takes its time is not a server that is away
                    await self._remote.connection.get_ready()
            async with asyncio.timeout(self._patience_s):
                head = await self._remote.head()
                self._feeder.heard(head)
                # what comes too late to the mirror is asked of the server
                self._wants, self._stale = max(self._wants, head), False
                if self._mirror.known.epoch and await self._feeder.reached(head, self._patience_s):
                    self._fresh_at = loop.time()

    async def _learn(self) -> None:
        """Ask who one is: whenever the server is reached, and whenever somebody's rights changed."""
        await self._keep_said(await self._remote.describe())

    async def _keep_said(self, said: Description) -> None:
        await self._mirror.become(said.role)
        await self._mirror.keep_aside(_SAID, said)

    async def _renew(self) -> None:
        await self._renewal.look(self._mirror)

    async def _said(self) -> Description | None:
        kept = await self._mirror.aside(_SAID)
        if kept is None:
            return None
        try:
            return msgspec.json.decode(kept, type=Description)
        except msgspec.DecodeError:
            return None

    def watch(self, after_seq: int | None = None) -> AsyncIterator[Event]:
        """See Client."""
        return watching.watch(self._mirror, self._remote, self._caller, after_seq, lambda: self._wants)

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
        outcome = await self._remote.load(plan, batches, op_id=op_id, group_id=group_id, progress=progress)
        await self._written(outcome.seq)
        return outcome

    async def put_bytes(self, chunks: Iterable[bytes]) -> Content:
        """See Client."""
        return await self._remote.put_bytes(chunks)

    async def read_bytes(
        self, file_id: str, *, version: int | None = None, start: int = 0, length: int | None = None
    ) -> AsyncIterator[bytes]:
        """See Client. What was read once is kept beside the mirror, and can be read offline."""
        row = (await self.run(GetRow(table=FILES, id=file_id))).value
        sha256, size = str(row.values.get("sha256") or ""), int(row.values.get("size") or 0)
        if version is not None:
            sha256, size = await self._remote.digest_of(file_id, version), keeping_bytes.KEPT_FILE + 1
        pieces = keeping_bytes.read(self._mirror, self._remote, sha256, size, max(start, 0), length)
        try:
            async for piece in pieces:
                yield piece
        except LatticeError as error:
            raise not_kept(row) if error.code == "not_found" else error from None

    async def put_text(self, parts: Iterable[Part]) -> KeptText:
        """See Client."""
        return await self._remote.put_text(parts)

    async def describe(self) -> Description:
        """See Client. Offline it is what the server said last."""
        kept = await self._said()
        # what was written a moment ago is asked for, also while the stream is only just beginning
        if kept is None or self._feeder.link.online or kept.seq < self._wants:
            try:
                said = await self._remote.describe()
            except LatticeError as error:
                if kept is None or error.code not in _AWAY:
                    raise
            else:
                await self._keep_said(said)
                return said
        assert kept is not None
        return msgspec.structs.replace(kept, seq=self._mirror.known.seq)

    async def who(self) -> tuple[Presence, ...]:
        """See Client. One that stays hears it, and knows of nobody offline; others have to ask."""
        if self._fresh_s is not None:
            return await self._remote.who()
        link = self._feeder.link
        return link.people if link.online else ()

    async def here(self, where: str) -> None:
        """See Client."""
        if self._feeder.link.online:
            await self._remote.here(where)

    def standing(self) -> Standing:
        """See Client."""
        link, state = self._feeder.link, self._mirror.known
        return Standing(
            kind="cloud",
            online=link.online,
            since=link.since,
            server=self._remote.connection.server.address,
            member=self._remote.member,
            behind=max(link.head - state.seq, 0) if state.epoch else 0,
            seq=state.seq,
            filling=state.filling,
            stale=self._stale,
            problem=link.problem or self._renewal.problem,
            code=link.code,
        )

    async def sync(self, *, full: bool = False) -> Standing:
        """See Client."""
        head = await self._remote.head()
        if full:
            self._feeder.ask_anew()
        self._feeder.nudge()
        await self._feeder.settled(WRITTEN_S)
        if await self._feeder.reached(head, WRITTEN_S):
            self._stale = False
        return self.standing()

    async def check(self, *, repair: bool = False) -> tuple[Finding, ...]:
        """See Client."""
        found = await checking.check_server_answers(self._remote)
        if all(finding.ok for finding in found):
            found += await checking.check_mirror(self._mirror, await HttpSource(self._remote).catalog())
        if repair and not all(finding.ok for finding in found):
            self._feeder.ask_anew()
        return found

    async def close(self) -> None:
        """See Client."""
        if self._feeding is not None:
            self._feeding.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._feeding
        await self._sort_indexes.close()
        await self._remote.close()
        await self._mirror.close()


def _not_begun() -> LatticeError:
    return LatticeError(
        "unreachable",
        "SQL reads the copy on this machine, and there is none yet.",
        "It is made as soon as the server answers: `lattice sync`.",
    )
