"""Events that a mirror keeps for those who watch, and what they may no longer say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import msgspec

from lattice.databases.base import Param, Transaction
from lattice.engine.mirror.frames import Data
from lattice.model.stream import Entry, Hide

#: So many of the newest events are kept; older ones are asked of the server.
KEPT_EVENTS = 10_000
_IDS = "(SELECT value FROM json_each(?))"
_TIED_TO = (
    f"op IN ('link.add', 'link.remove') AND json_extract(coalesce(after, before), '$.to_row') IN {_IDS}"
)


async def keep_events(tx: Transaction, frames: Sequence[Data]) -> None:
    """Keep the events for those who watch, and let go of what they said of rows that left."""
    hidden = {frame.row_id: frame.seq for frame in frames if isinstance(frame, Hide)}
    if hidden:
        packed = json.dumps(list(hidden))
        sql = f"DELETE FROM lattice_events WHERE row_id IN {_IDS} OR ({_TIED_TO})"
        await tx.run(sql, (packed, packed))
    entries = [frame for frame in frames if isinstance(frame, Entry)]
    await tx.many(
        "INSERT OR REPLACE INTO lattice_events (seq, id, change_id, group_id, at, actor, on_behalf_of,"
        " origin, op, table_id, row_id, before, after, salt, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [_event(entry) for entry in entries if entry.seq > hidden.get(str(entry.row_id), -1)],
    )
    if purged := [f.row_id for f in frames if isinstance(f, Entry) and f.op == "row.purge" and f.row_id]:
        packed = json.dumps(purged)
        await tx.run(
            "UPDATE lattice_events SET before = NULL, after = NULL, salt = NULL"
            f" WHERE op NOT LIKE '%.purge' AND (row_id IN {_IDS} OR ({_TIED_TO}))",
            (packed, packed),
        )


def _event(entry: Entry) -> tuple[Param, ...]:
    """An event as it is kept here: no mirror can verify a chain, but it shows what was blanked."""
    return (
        entry.seq,
        entry.id,
        entry.change_id,
        entry.group_id,
        entry.at,
        entry.actor,
        entry.on_behalf_of,
        entry.origin,
        entry.op,
        entry.table_id,
        entry.row_id,
        _text(entry.before),
        _text(entry.after),
        None if entry.purged else b"",
        b"",
    )


def _text(values: dict[str, Any] | None) -> str | None:
    return None if values is None else msgspec.json.encode(values).decode()


async def forget_old(tx: Transaction, seq: int) -> int:
    """Let go of events long past; the `seq` after which all are here."""
    floor = max(seq - KEPT_EVENTS, 0)
    await tx.run("DELETE FROM lattice_events WHERE seq <= ?", (floor,))
    return floor
