"""The engine: one path for every action, through five gates, in one transaction."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from lattice.actions import FetchUrl
from lattice.actions.base import Action, ActionSpec, Outcome, check_action, spec_of
from lattice.databases.base import Database, Param, Transaction
from lattice.databases.books import INSERT_RECORD, Closing
from lattice.engine import handlers, receipts, registry
from lattice.engine.catalog import Catalog, load_catalog, schema_version
from lattice.engine.gates import audit
from lattice.engine.gates.authorization import authorize, visible_catalog
from lattice.engine.gates.constraints import constrain
from lattice.engine.gates.identity import identify
from lattice.engine.gates.outside import check_fetch
from lattice.engine.gates.rights import FREE, Rights, needs_approval, rights_of
from lattice.engine.log import EventWriter, Stamp
from lattice.engine.serving import ServerPlace
from lattice.engine.work import Reading, Writing
from lattice.model.errors import CODES, LatticeError, Stage
from lattice.model.ids import new_id
from lattice.model.limits import Limits
from lattice.model.people import ActorKind, AgentRules, Caller
from lattice.model.pulse import Pulse
from lattice.model.values import now
from lattice.model.web import WebRules

R = TypeVar("R")

_GATES = frozenset({Stage.IDENTITY, Stage.AUTHORIZATION, Stage.CONSTRAINTS})
#: Exit status of what was refused for good reason; mistakes of asking are not audited as denials.
_REFUSED = CODES["forbidden"].exit_status
#: The refusal that a person can turn into an allowance.
_ASKED = "approval_required"


class Engine:
    """Runs actions on one database."""

    def __init__(
        self,
        database: Database,
        head_file: audit.HeadFile,
        *,
        limits: Limits | None = None,
        rules: AgentRules | None = None,
        web: WebRules | None = None,
        server: ServerPlace | None = None,
    ) -> None:
        self.database = database
        self.head_file = head_file
        self.limits = limits or Limits()
        self.rules = rules or AgentRules()
        self.web = web or WebRules()
        self.server = server
        self._catalog: Catalog | None = None

    async def run(
        self,
        action: Action[R],
        caller: Caller,
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        pulse: Pulse | None = None,
    ) -> Outcome[R]:
        """Carry out one action; raises LatticeError, `interrupted` when its pulse was stopped in time."""
        spec = spec_of(action)
        request = check_action(action)
        await self.admit(action, spec, caller, request, op_id)
        handlers.register(spec)
        reader = registry.reader(type(action))
        if reader is not None:
            return await self._read(action, spec, caller, request, reader)
        handler = registry.writer(type(action))
        if handler is None:
            raise LatticeError("invalid_action", f"{spec.name} cannot be asked of this workspace.")

        async def work(writing: Writing) -> Any:
            writing.pulse = pulse or writing.pulse
            value = await handler(writing, action)
            # the last occasion: what comes now is the commit
            writing.pulse.beat()
            return value

        try:
            return await self.write(action, spec, request, caller, work, op_id=op_id, group_id=group_id)
        except LatticeError as error:
            # what only the workspace's own state could refuse, such as a spent budget
            if isinstance(action, FetchUrl) and error.exit_status == _REFUSED and error.code != _ASKED:
                await self._record_denial(request, spec, caller, error)
            raise

    async def admit(
        self,
        action: Action[Any],
        spec: ActionSpec,
        caller: Caller,
        request: bytes,
        op_id: str | None = None,
    ) -> None:
        """The first three gates; what they refuse is recorded. An `op_id` seen before needs no approval."""
        try:
            identify(caller)
            if caller.kind is ActorKind.HUMAN:
                authorize(action, spec, caller, FREE)
            else:
                async with self.database.reading() as tx:
                    await self._admit_agent(tx, action, spec, caller, request, op_id)
            constrain(action, spec, self.limits)
            if isinstance(action, FetchUrl):
                check_fetch(action, self.web)
        except LatticeError as error:
            if error.stage in _GATES and error.exit_status == _REFUSED:
                await self._refused(action, request, spec, caller, error)
            raise

    async def _admit_agent(
        self,
        tx: Transaction,
        action: Action[Any],
        spec: ActionSpec,
        caller: Caller,
        request: bytes,
        op_id: str | None,
    ) -> None:
        """What the workspace itself says about an agent's request; an allowance is looked for, not used."""
        rights = await rights_of(tx, caller, self.rules)
        authorize(action, spec, caller, rights)
        if isinstance(action, FetchUrl):
            from lattice.engine.gates.outside import check_spoken  # that only a fetch pays

            check_fetch(action, self.web)
            await check_spoken(tx, action, caller)
        if needs_approval(spec, caller, rights.policy):
            from lattice.engine.gates import approvals  # 5 ms that few requests need

            print_ = receipts.fingerprint(spec.name, request)
            if op_id is None or not await receipts.is_known(tx, caller.actor, op_id, print_):
                await approvals.check(tx, caller, spec, action, request, now())

    async def _refused(
        self, action: Action[Any], request: bytes, spec: ActionSpec, caller: Caller, error: LatticeError
    ) -> None:
        """Record a denial; what a person may allow waits for an answer, under the id in the details."""
        if error.code == _ASKED:
            from lattice.engine.gates import approvals

            async with self.database.writing() as tx:
                asked = await approvals.ask(tx, caller, spec, action, request, now())
            error.details["approval"] = asked
        await self._record_denial(request, spec, caller, error)

    async def _read(
        self,
        action: Action[Any],
        spec: ActionSpec,
        caller: Caller,
        request: bytes,
        handler: Callable[[Reading, Any], Awaitable[Any]],
    ) -> Outcome[Any]:
        try:
            async with self.database.reading(caller) as tx:
                work = await self.reading(tx, await self.catalog(tx), caller, now())
                value = await handler(work, action)
        except LatticeError as error:
            if spec.audited and error.exit_status == _REFUSED:
                await self._record_denial(request, spec, caller, error)
            raise
        if spec.audited:
            await self._record(audit.Entry(now(), caller, spec.name, request))
        return Outcome(value=value)

    async def write(
        self,
        action: Action[Any],
        spec: ActionSpec,
        request: bytes,
        caller: Caller,
        work: Callable[[Writing], Awaitable[Any]],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        change_id: str | None = None,
        at: str | None = None,
        within: Transaction | None = None,
    ) -> Outcome[Any]:
        """Execution and audit: `work` in one transaction, its events, change, record and receipt with it.

        `within` is the transaction of an import, which is committed then.
        """
        receipts.check_ids(op_id, group_id)
        print_ = receipts.fingerprint(spec.name, request)
        async with self._turn(caller, within) as tx:
            standing = await tx.stands(caller.actor, op_id)
            if op_id is not None and standing.receipt is not None:
                return receipts.replayed(standing.receipt, op_id, print_, spec.returns)
            op_id = op_id or new_id()
            head = audit.Head(standing.n, standing.hash or audit.GENESIS)
            async with tx.steward():
                rights = await rights_of(tx, caller, self.rules)
                catalog = visible_catalog(await self.catalog(tx, standing.version), caller, rights)
            tx.confine(opened(catalog, rights), catalog.schema.version)
            # after the lock was had: times of changes follow the order of the log
            stamp = Stamp(
                change_id or new_id(),
                group_id,
                at or now(),
                caller.actor,
                caller.on_behalf_of,
                caller.origin,
            )
            events = EventWriter(tx, stamp, standing.seq + 1)
            writing = Writing(tx, catalog, caller, self.limits, stamp.at, self.database, events)
            self._restrict(writing, rights)
            if needs_approval(spec, caller, rights.policy):
                from lattice.engine.gates import approvals

                async with tx.steward():
                    await approvals.spend(tx, caller, spec, action, request, stamp.at)
            value = await work(writing)
            outcome: Outcome[Any] = Outcome(value=value, op_id=op_id)
            if events.count or writing.undoes:
                outcome = Outcome(
                    value=value,
                    op_id=op_id,
                    change_id=stamp.change_id,
                    seq=events.first_seq + events.count - 1,
                )
            new_head = await self._close(writing, head, spec, request, op_id, print_, outcome)
        self.head_file.write(new_head)
        return outcome

    @contextlib.asynccontextmanager
    async def _turn(self, caller: Caller, within: Transaction | None) -> AsyncIterator[Transaction]:
        """The transaction that alone may write now."""
        if within is None:
            async with self.database.writing(caller) as tx:
                yield tx
            return
        async with self.database.finishing(within):
            yield within

    async def _close(
        self,
        work: Writing,
        head: audit.Head,
        spec: ActionSpec,
        request: bytes,
        op_id: str,
        print_: str,
        outcome: Outcome[Any],
    ) -> audit.Head:
        """Write events, change, audit record and receipt in as few trips as may be.

        What is not audited, such as that a turn still runs, leaves no trace beside what it does.
        """
        events, stamp = work.events, work.events.stamp
        rows = events.take()
        entry = audit.Entry(
            stamp.at,
            work.caller,
            spec.name,
            request,
            change_id=outcome.change_id,
            events_digest=events.digest,
        )
        record = receipt = None
        if spec.audited:
            record, head = audit.chain(head, entry)
            receipt = receipts.keep(
                work.actor, op_id, print_, stamp.at, outcome.change_id, outcome.seq, outcome.value
            )
        change = None if outcome.change_id is None else _change_of(work, spec.name)
        await work.tx.write_down(
            Closing(rows, work.count_changes, work.schema_changes, change, record, receipt)
        )
        return head

    async def catalog(self, tx: Transaction, version: int | None = None) -> Catalog:
        """The catalog as this transaction sees it, read again only when its version has changed."""
        known = self._catalog
        async with tx.steward():
            version = await schema_version(tx) if version is None else version
            if known is None or known.schema.version != version:
                known = self._catalog = await load_catalog(tx)
        return known

    def forget_catalog(self) -> None:
        """Read the catalog anew next time: a mirror's can change while its version stays."""
        self._catalog = None

    async def reading(self, tx: Transaction, catalog: Catalog, caller: Caller, at: str) -> Reading:
        """What a handler reads with: the tables that the caller may know of."""
        rights = await rights_of(tx, caller, self.rules)
        visible = visible_catalog(catalog, caller, rights)
        tx.confine(opened(visible, rights), visible.schema.version)
        work = Reading(tx, visible, caller, self.limits, at, self.database)
        self._restrict(work, rights)
        return work

    def _restrict(self, work: Reading, rights: Rights) -> None:
        """Tell handlers what is kept from an agent, and where the chain's head is kept."""
        work.web = self.web
        work.head_file = self.head_file
        work.server = self.server
        work.rights = rights

    async def _record_denial(
        self, request: bytes, spec: ActionSpec, caller: Caller, error: LatticeError
    ) -> None:
        await self._record(
            audit.Entry(now(), caller, spec.name, request, "denied", error.code, error.stage.value)
        )

    async def _record(self, entry: audit.Entry) -> None:
        async with self.database.writing() as tx:
            record, head = audit.chain(await audit.read_head(tx), entry)
            await tx.run(INSERT_RECORD, record)
        self.head_file.write(head)


def opened(catalog: Catalog, rights: Rights) -> list[str] | None:
    """Ids of the tables that a database opens to the caller; None for all of them."""
    return None if rights.tables is None else [layout.table.id for layout in catalog.every]


def _change_of(work: Writing, action: str) -> tuple[Param, ...]:
    events, stamp = work.events, work.events.stamp
    return (
        stamp.change_id,
        stamp.group_id,
        action,
        work.kind,
        stamp.at,
        stamp.actor,
        stamp.on_behalf_of,
        stamp.origin,
        work.summary,
        events.count,
        events.first_seq,
        events.next_seq - 1,
        int(work.undoable),
    )
