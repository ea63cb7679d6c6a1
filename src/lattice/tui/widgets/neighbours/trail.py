"""The way one came from row to row, and how it is written down."""

from __future__ import annotations

import msgspec

#: Rows that the way back leads over at most; of a longer way the oldest are forgotten.
MOST_STANDS = 50
#: Characters of an id, of whatever kind, that are taken back.
_ID_CHARS = 100


class Stand(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row that was in the middle, and what was looked at there."""

    table_id: str
    row_id: str
    here: str = ""
    """What the cursor was on."""
    group: str = ""
    """The kind of tie whose pages are listed; empty when all are shown."""
    page: int = 0


def write_trail(trail: list[Stand]) -> str:
    """The way as text."""
    return msgspec.json.encode(trail[-MOST_STANDS:]).decode()


def read_trail(text: str) -> list[Stand]:
    """The way that was written down; none when it makes no sense, for others can write there, too."""
    try:
        trail = msgspec.json.decode(text, type=list[Stand])
    except (msgspec.DecodeError, UnicodeError):
        return []
    if any(max(len(s.table_id), len(s.row_id)) > _ID_CHARS or not 0 <= s.page < 10**9 for s in trail):
        return []
    return trail[-MOST_STANDS:]
