"""The third gate for what a person must allow first: what was asked, what was answered, what is left of it.

An answer is for exactly what was asked, found again by the fingerprint of the action, and is spent in the
transaction of the action itself. No text that an agent reads or writes takes part in it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from lattice.actions import AddFile, FetchUrl
from lattice.actions.base import Action, ActionSpec, Effects, Risk
from lattice.databases.base import Transaction
from lattice.engine.receipts import fingerprint
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import FileKind
from lattice.model.ids import new_id
from lattice.model.people import Caller
from lattice.model.policy import Approval, Decision
from lattice.model.schema import fold
from lattice.model.values import format_time

#: Answers hold this long; a conversation that goes on longer asks again.
HOLDS = timedelta(hours=24)
#: Clocks of one machine differ by less.
SKEW = timedelta(minutes=1)
#: A page comes in within this time after leave to fetch it was given, without being asked for again.
COMES_IN = timedelta(minutes=5)
#: Requests of one agent that wait at a time: more would drown the one that matters.
WAITING = 50
#: Bytes of a request that is shown to a person.
REQUEST_BYTES = 1_000_000

FIELDS = "id, at, actor, session, action, scope, request, decision, decided_at, decided_by, used_at"


def scope_of(action: Action[Any], spec: ActionSpec) -> str:
    """What an answer for a whole conversation holds for: the action with its table, or with its host.

    A host is named with its port and with http where they are not what pages have, and as ASCII: letters
    that look alike are others, and what listens at another port is another service.
    """
    if isinstance(action, FetchUrl):
        return f"{spec.name} {_place(action.url)}"
    table = getattr(action, "table", None)
    return f"{spec.name} {fold(table)}" if isinstance(table, str) else spec.name


def _place(url: str) -> str:
    from lattice.model.web_address import parse_url  # that only a fetch pays

    parts = urlsplit(parse_url(url).url)
    return parts.netloc if parts.scheme == "https" else f"{parts.scheme}://{parts.netloc}"


async def spend(
    tx: Transaction, caller: Caller, spec: ActionSpec, action: Action[Any], request: bytes, now: str
) -> None:
    """Use an allowance; raises `approval_required` without one, `forbidden` after a `never`."""
    id_ = await _allowance(tx, caller, spec, action, request, now)
    if id_ is not None:
        await tx.run("UPDATE lattice_approvals SET used_at = ? WHERE id = ?", (now, id_))


async def check(
    tx: Transaction, caller: Caller, spec: ActionSpec, action: Action[Any], request: bytes, now: str
) -> None:
    """Raise as `spend` does, without using anything."""
    await _allowance(tx, caller, spec, action, request, now)


async def _allowance(
    tx: Transaction, caller: Caller, spec: ActionSpec, action: Action[Any], request: bytes, now: str
) -> str | None:
    """The id of the answer for once that allows it; None when it is allowed for the conversation."""
    if isinstance(action, AddFile) and await _was_fetched(tx, caller, action, now):
        return None
    at = datetime.fromisoformat(now)
    # an answer from the future was given before the clock was set back: nobody knows how old it is
    bounds = format_time(at - HOLDS), format_time(at + SKEW)
    rows = await tx.all(
        "SELECT id, decision, fingerprint, used_at FROM lattice_approvals WHERE actor = ? AND session = ?"
        " AND scope = ? AND on_behalf_of = ? AND decided_at > ? AND decided_at < ?",
        (caller.actor, caller.session, scope_of(action, spec), caller.on_behalf_of, *bounds),
    )
    # of those for a conversation only those that have ended carry a time
    decisions = {str(row[1]) for row in rows if row[3] is None}
    if Decision.NEVER.value in decisions:
        raise LatticeError(
            "forbidden",
            f"{caller.on_behalf_of} does not allow {scope_of(action, spec)} in this conversation.",
            "Do without it.",
            stage=Stage.CONSTRAINTS,
        )
    if Decision.CONVERSATION.value in decisions:
        return None
    print_ = fingerprint(spec.name, request)
    for id_, decision, known, used_at in rows:
        if decision == Decision.ONCE.value and known == print_ and used_at is None:
            return str(id_)
    raise LatticeError(
        "approval_required",
        f"{spec.name} {_why(spec)}; {caller.actor} may not do it alone.",
        "Ask the person you act for to allow it.",
        stage=Stage.CONSTRAINTS,
    )


async def _was_fetched(tx: Transaction, caller: Caller, action: AddFile, now: str) -> bool:
    """Whether a file is the page of the web that this agent had leave to fetch a moment ago."""
    if action.kind is not FileKind.WEB:
        return False
    since = format_time(datetime.fromisoformat(now) - COMES_IN)
    host = (urlsplit(action.path).hostname or "").lower()
    row = await tx.one(
        "SELECT 1 FROM lattice_fetches WHERE actor = ? AND host = ? AND at > ?", (caller.actor, host, since)
    )
    return row is not None


async def end_for_table(tx: Transaction, name: str, now: str) -> None:
    """End what conversations were allowed with a table of this name: another table takes the name.

    They were allowed for the table that the person saw, which an agent could otherwise exchange.
    """
    rows = await tx.all(
        "SELECT id, scope FROM lattice_approvals WHERE decision = 'conversation' AND used_at IS NULL"
    )
    for id_, scope in rows:
        if str(scope).partition(" ")[2] == fold(name):
            await tx.run("UPDATE lattice_approvals SET used_at = ? WHERE id = ?", (now, id_))


def _why(spec: ActionSpec) -> str:
    if spec.effects is Effects.OUTSIDE:
        return "goes outside"
    return "changes the workspace" if spec.risk is Risk.WRITE else "cannot be undone"


async def ask(
    tx: Transaction, caller: Caller, spec: ActionSpec, action: Action[Any], request: bytes, now: str
) -> str:
    """Write down what is asked for, once; its id. Raises `too_large`, `forbidden` for too many."""
    if len(request) > REQUEST_BYTES:
        raise LatticeError(
            "too_large",
            f"{spec.name} with {len(request):,} bytes is too much for a person to look at.",
            "Ask for it in smaller pieces.",
            stage=Stage.CONSTRAINTS,
        )
    print_ = fingerprint(spec.name, request)
    waiting = await tx.all(
        "SELECT id, fingerprint, session FROM lattice_approvals WHERE decision = 'asked' AND actor = ?"
        " AND on_behalf_of = ?",
        (caller.actor, caller.on_behalf_of),
    )
    for id_, known, session in waiting:
        if known == print_ and session == caller.session:
            return str(id_)
    if len(waiting) >= WAITING:
        raise LatticeError(
            "forbidden",
            f"{len(waiting)} requests of {caller.actor} wait for an answer already.",
            "Wait until a person has answered them.",
            stage=Stage.CONSTRAINTS,
        )
    id_ = new_id()
    await tx.run(
        "INSERT INTO lattice_approvals (id, at, actor, on_behalf_of, session, action, scope, fingerprint,"
        " request, decision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked')",
        (
            id_,
            now,
            caller.actor,
            caller.on_behalf_of,
            caller.session,
            spec.name,
            scope_of(action, spec),
            print_,
            request.decode(),
        ),
    )
    return id_


def approval_from(record: tuple[Any, ...]) -> Approval:
    """An approval from a record of FIELDS."""
    texts = [None if value is None else str(value) for value in record]
    id_, at, actor, session, action, scope, request, decision, decided_at, decided_by, used_at = texts
    return Approval(
        id=id_ or "",
        at=at or "",
        actor=actor or "",
        session=session or "",
        action=action or "",
        scope=scope or "",
        request=request or "",
        decision=Decision(decision or "asked"),
        decided_at=decided_at,
        decided_by=decided_by,
        used_at=used_at,
    )
