"""Receipts: what an `op_id` did, so that asking again does nothing twice."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from lattice.actions.base import Outcome
from lattice.databases.base import Param, Record, Transaction
from lattice.databases.books import FIND_RECEIPT
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import Joined, NewInvite, NewToken
from lattice.model.values import format_time

#: Results up to this many bytes are kept whole; of larger ones only what the change was.
RESULT_BYTES = 100_000
#: How long receipts are kept.
KEPT_DAYS = 30
#: Characters of an `op_id` or `group_id`.
ID_CHARACTERS = 200


def fingerprint(name: str, request: bytes) -> str:
    """What tells two requests with one `op_id` apart."""
    return hashlib.sha256(name.encode() + b"\0" + request).hexdigest()


async def find(tx: Transaction, actor: str, op_id: str) -> Record | None:
    """The receipt of an `op_id`, or None when it is new."""
    return await tx.one(FIND_RECEIPT, (actor, op_id))


def replayed(receipt: Record, op_id: str, print_: str, returns: Any) -> Outcome[Any]:
    """The first outcome of an `op_id`; raises `op_id_reused`."""
    known, change_id, seq, result = receipt
    if str(known) != print_:
        raise LatticeError(
            "op_id_reused",
            f"The op_id {op_id!r} was used for another request.",
            "Make a new op_id for each request.",
        )
    if result is None:
        raise LatticeError(
            "conflict",
            f"The request {op_id!r} was carried out (change {change_id}), but its answer is no longer kept.",
            "Read the rows again; `lattice diff` shows the change.",
        )
    return Outcome(
        value=msgspec.json.decode(str(result), type=returns),
        op_id=op_id,
        change_id=None if change_id is None else str(change_id),
        seq=None if seq is None else int(seq),
        replayed=True,
    )


async def is_known(tx: Transaction, actor: str, op_id: str, print_: str) -> bool:
    """Whether just this request was carried out under this `op_id`: asking again does nothing twice."""
    row = await tx.one(
        "SELECT 1 FROM lattice_receipts WHERE actor = ? AND op_id = ? AND fingerprint = ?",
        (actor, op_id, print_),
    )
    return row is not None


def keep(
    actor: str, op_id: str, print_: str, at: str, change_id: str | None, seq: int | None, value: Any
) -> tuple[Param, ...]:
    """The receipt of an outcome, as parameters of INSERT_RECEIPT."""
    # a secret is shown once and kept nowhere
    secret = isinstance(value, NewInvite | NewToken | Joined)
    result: str | None = None if secret else msgspec.json.encode(value).decode()
    if result is not None and len(result) > RESULT_BYTES:
        result = None
    return (actor, op_id, print_, at, change_id, seq, result)


async def any_old(tx: Transaction) -> bool:
    """Whether there are receipts that need not be kept any longer."""
    return await tx.one("SELECT 1 FROM lattice_receipts WHERE at < ? LIMIT 1", (_oldest_kept(),)) is not None


async def forget_old(tx: Transaction) -> None:
    """Forget receipts older than KEPT_DAYS."""
    await tx.run("DELETE FROM lattice_receipts WHERE at < ?", (_oldest_kept(),))


def _oldest_kept() -> str:
    return format_time(datetime.now(UTC) - timedelta(days=KEPT_DAYS))


def check_ids(*ids: str | None) -> None:
    """Raise `invalid_action` for an `op_id` or `group_id` that could not be kept or shown."""
    for id_ in ids:
        if id_ is not None and not (1 <= len(id_) <= ID_CHARACTERS and id_.isascii() and id_.isprintable()):
            raise LatticeError(
                "invalid_action",
                f"An op_id or group_id has 1 to {ID_CHARACTERS} printable ASCII characters.",
                "A ULID is a good one.",
                stage=Stage.CONSTRAINTS,
            )
