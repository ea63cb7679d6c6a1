"""Events, changes and audit records: what the log and the chain hold."""

from __future__ import annotations

from typing import Any

import msgspec


class Event(msgspec.Struct, frozen=True):
    """One line of the log."""

    seq: int
    """Dense, from 1, the order of the workspace."""
    id: str
    change_id: str
    group_id: str | None
    at: str
    actor: str
    on_behalf_of: str | None
    origin: str
    op: str
    """What happened: `row.insert`, `row.update`, `row.delete`, `link.add`, `table.create`, …"""
    table: str | None
    """Name of the table as it is now (or was last)."""
    table_id: str | None
    row_id: str | None
    label: str = ""
    """What people call the row; empty when unknown."""
    before: dict[str, Any] | None = None
    """The columns that changed, by name, as they were; None when there was nothing."""
    after: dict[str, Any] | None = None
    purged: bool = False
    """Whether the values were blanked by a purge."""


class Change(msgspec.Struct, frozen=True):
    """What one action did."""

    id: str
    action: str
    at: str
    actor: str
    on_behalf_of: str | None
    group_id: str | None
    summary: str
    """One line for people: `3 rows of people changed`."""
    events: int
    first_seq: int
    last_seq: int
    undone_by: str | None = None
    """The change that took it back, while that holds."""
    undoes: str | None = None
    """The change that this one took back."""
    undoable: bool = True


class Diff(msgspec.Struct, frozen=True):
    """A change with its events."""

    change: Change
    events: tuple[Event, ...]
    truncated: bool = False


class AuditRecord(msgspec.Struct, frozen=True):
    """One record of the audit chain."""

    n: int
    at: str
    actor: str
    action: str
    decision: str
    """`allowed` or `denied`."""
    code: str
    stage: str
    events_digest: str
    prev_hash: str
    hash: str


class Verdict(msgspec.Struct, frozen=True):
    """What `audit.verify` found."""

    ok: bool
    records: int
    """How many records were read."""
    bad: int | None = None
    """Number of the first record that does not hold."""
    reason: str = ""
    next: int | None = None
    """`after` of the next stretch; None when the end of the chain was reached, or a record did not hold."""
