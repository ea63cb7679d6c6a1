"""Ids: ULIDs for rows, changes and tables; small counters for the columns of one table.

Written here and not taken from python-ulid: that costs 70 ms to import and 2 µs an id,
which the start-up line and the import line of the Speed table cannot pay (`make bench`).
"""

from __future__ import annotations

import os
import threading
import time

RowId = str

#: Crockford's base 32, as the ULID specification has it.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: Two characters for each 10-bit number, so that an id is 13 look-ups.
_PAIRS = [a + b for a in _ALPHABET for b in _ALPHABET]
_ID_LENGTH = 26
#: The bits of an id's last six characters.
_LOW = (1 << 30) - 1

_lock = threading.Lock()
_last = 0


def _encode(value: int) -> str:
    return "".join([_PAIRS[(value >> shift) & 1023] for shift in range(120, -1, -10)])


def _encode_range(start: int, stop: int) -> list[str]:
    """Neighbours share all but their last six characters: an import makes two ids for each row."""
    encoded: list[str] = []
    while start < stop:
        end = min(stop, (start | _LOW) + 1)
        head = _encode(start)[:-6]
        encoded += [
            f"{head}{_PAIRS[v >> 20]}{_PAIRS[v >> 10 & 1023]}{_PAIRS[v & 1023]}"
            for v in range(start & _LOW, (end - 1 & _LOW) + 1)
        ]
        start = end
    return encoded


def new_ids(count: int) -> list[str]:
    """`count` ULIDs in ascending order, above every id this process made before."""
    global _last
    with _lock:
        fresh = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(os.urandom(10), "big")
        start = max(fresh, _last + 1)
        _last = start + count - 1
    return _encode_range(start, start + count)


def new_id() -> str:
    """One ULID: 26 characters, sorts by time of making."""
    return new_ids(1)[0]


def is_id(text: str) -> bool:
    """Whether `text` has the form of a ULID, in upper case as Lattice writes them."""
    return len(text) == _ID_LENGTH and text[0] in "01234567" and all(c in _ALPHABET for c in text)
