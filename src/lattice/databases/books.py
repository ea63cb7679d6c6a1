"""Keeping the books of a write: where the log stands before it, and what is written down at its end.

The statements are the same in both databases. Postgres runs them in functions of its own, in one call.
"""

from __future__ import annotations

from typing import NamedTuple

from lattice.databases.base import Param, Record, Statement, Transaction

INSERT_EVENT = (
    "INSERT INTO lattice_events (seq, id, change_id, group_id, at, actor, on_behalf_of, origin, op, table_id,"
    " row_id, before, after, salt, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
INSERT_CHANGE = (
    "INSERT INTO lattice_changes (id, group_id, action, kind, at, actor, on_behalf_of, origin, summary,"
    " events, first_seq, last_seq, undoable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INSERT_RECORD = (
    "INSERT INTO lattice_audit (n, at, actor, on_behalf_of, action, decision, code, stage, change_id,"
    " request, salt, events_digest, prev_hash, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
INSERT_RECEIPT = (
    "INSERT INTO lattice_receipts (actor, op_id, fingerprint, at, change_id, seq, result)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
COUNT_ROWS = "UPDATE lattice_tables SET live = live + ?, trashed = trashed + ? WHERE id = ?"
#: Asks for the number of the last schema change.
SCHEMA_VERSION = "SELECT value FROM lattice_meta WHERE key = 'schema_version'"
#: Asks for the number of the last event.
LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM lattice_events"
#: Asks for the newest record of the audit chain.
READ_HEAD = "SELECT n, hash FROM lattice_audit ORDER BY n DESC LIMIT 1"
NEXT_VERSION = (
    "UPDATE lattice_meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'schema_version'"
)
FIND_RECEIPT = (
    "SELECT fingerprint, change_id, seq, result FROM lattice_receipts WHERE actor = ? AND op_id = ?"
)


class Standing(NamedTuple):
    """Where a workspace stands when a write begins."""

    version: int
    """Number of the last schema change."""
    seq: int
    """The last event's; 0 when there is none."""
    n: int
    """The last audit record's; 0 when there is none."""
    hash: str | None
    receipt: Record | None
    """Of the `op_id`: fingerprint, change, seq and result; None when it is new."""


class Closing(NamedTuple):
    """What is written down at the end of a write, as parameters of the statements above."""

    events: list[tuple[Param, ...]]
    counts: list[tuple[int, int, str]]
    schema_changed: bool
    change: tuple[Param, ...] | None
    record: tuple[Param, ...] | None
    receipt: tuple[Param, ...] | None


async def last_seq(tx: Transaction) -> int:
    """The number of the last event; 0 when there is none."""
    row = await tx.one(LAST_SEQ)
    return int(row[0] or 0) if row else 0


def asking(actor: str, op_id: str | None) -> list[Statement]:
    """The statements whose answers `standing` reads."""
    return [
        (SCHEMA_VERSION, ()),
        (LAST_SEQ, ()),
        (READ_HEAD, ()),
        (FIND_RECEIPT, (actor, op_id)),
    ]


def standing(answers: list[list[Record]]) -> Standing:
    """Where a workspace stands, from the answers to `asking`."""
    versions, seqs, heads, receipts = answers
    n, hash_ = heads[0] if heads else (0, None)
    return Standing(
        int(str(versions[0][0])) if versions else 0,
        int(seqs[0][0] or 0),
        int(n or 0),
        None if hash_ is None else str(hash_),
        receipts[0] if receipts else None,
    )


def writing_down(closing: Closing) -> list[Statement]:
    """The statements of a closing, in order."""
    statements: list[Statement] = [(INSERT_EVENT, row) for row in closing.events]
    statements += [(COUNT_ROWS, counts) for counts in closing.counts]
    if closing.schema_changed:
        statements.append((NEXT_VERSION, ()))
    for sql, params in (
        (INSERT_CHANGE, closing.change),
        (INSERT_RECORD, closing.record),
        (INSERT_RECEIPT, closing.receipt),
    ):
        if params is not None:
            statements.append((sql, params))
    return statements
