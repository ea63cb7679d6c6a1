"""The fifth gate: the audit chain, and its head outside of the database."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from lattice.databases.base import Param, Record, Transaction
from lattice.databases.books import READ_HEAD
from lattice.model.people import Caller

#: What the first record follows.
GENESIS = "0" * 64

_encode = msgspec.json.Encoder().encode


class Entry(NamedTuple):
    """What is to be recorded."""

    at: str
    caller: Caller
    action: str
    request: bytes
    """Canonical JSON of the action; only its salted hash is kept."""
    decision: str = "allowed"
    code: str = ""
    stage: str = ""
    change_id: str | None = None
    events_digest: str = ""


class Head(NamedTuple):
    """The newest record of the chain."""

    n: int
    hash: str


def record_hash(
    n: int,
    at: str,
    actor: str,
    on_behalf_of: str | None,
    action: str,
    decision: str,
    code: str,
    stage: str,
    change_id: str | None,
    request: str,
    events_digest: str,
    prev_hash: str,
) -> str:
    """SHA-256, in hex, over the record before and the canonical JSON of this one."""
    body = _encode(
        (n, at, actor, on_behalf_of, action, decision, code, stage, change_id, request, events_digest)
    )
    return hashlib.sha256(prev_hash.encode() + body).hexdigest()


async def read_head(tx: Transaction) -> Head:
    """The newest record; number 0 when there is none."""
    return head_from(await tx.all(READ_HEAD))


def head_from(records: Sequence[Record]) -> Head:
    """The head from the answer to READ_HEAD."""
    return Head(int(records[0][0] or 0), str(records[0][1])) if records else Head(0, GENESIS)


def chain(head: Head, entry: Entry) -> tuple[tuple[Param, ...], Head]:
    """The record of an entry after `head`, as parameters of INSERT_RECORD, and the new head.

    The caller holds the write lock.
    """
    salt = os.urandom(16)
    request = hashlib.sha256(salt + entry.request).hexdigest()
    n = head.n + 1
    caller = entry.caller
    shared = (entry.action, entry.decision, entry.code, entry.stage, entry.change_id, request)
    hash_ = record_hash(
        n, entry.at, caller.actor, caller.on_behalf_of, *shared, entry.events_digest, head.hash
    )
    params: tuple[Param, ...] = (
        *(n, entry.at, caller.actor, caller.on_behalf_of),
        *shared,
        *(salt, entry.events_digest, head.hash, hash_),
    )
    return params, Head(n, hash_)


class HeadFile:
    """The head of the chain, written beside the workspace after each commit.

    With it `audit.verify` notices that records were cut off the end. It lags behind the database
    by at most the commits that a crash interrupted, and it is no help against somebody who
    rewrites both files: `docs/architecture.md` says what is promised.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, head: Head) -> None:
        """Keep `head`, unless a process that was faster has kept a later one."""
        # the change is committed: a folder that has become read-only must not turn it into a failure;
        # verify then says that the head outside is behind
        with contextlib.suppress(OSError):
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                known = _parse(os.read(descriptor, 200))
                if known is None or known.n < head.n:
                    # one fixed-size write: shorter than a sector, so that a crash leaves the old or the new
                    os.pwrite(descriptor, f"{head.n:020} {head.hash}\n".encode(), 0)
            finally:
                os.close(descriptor)

    def read(self) -> Head | None:
        """The head that was kept, or None when there is none or it cannot be read."""
        try:
            return _parse(self.path.read_bytes()[:200])
        except OSError:
            return None


def _parse(text: bytes) -> Head | None:
    parts = text.decode("ascii", "replace").split()
    if len(parts) != 2 or not parts[0].isdigit():
        return None
    return Head(int(parts[0]), parts[1])
