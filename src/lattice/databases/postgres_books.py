"""The books of the turns that share a transaction on Postgres: kept in memory, sent with the commit.

Each turn's events, change, record and receipt would cost it a trip of its own. Only who reads the books
needs them to be in the database earlier.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from lattice.databases.base import Record
from lattice.databases.books import Closing, Standing

#: Tables of the books' schema that a closing never writes to; whatever else is asked for may show it.
_ELSEWHERE = frozenset(
    f"lattice_{name}"
    for name in ("blobs", "columns", "grants", "hidden", "links", "meta", "parts", "puts", "texts", "usage")
)
_NAMES = re.compile(r"\blattice_[a-z_]+")


def reads_books(sql: str) -> bool:
    """Whether a statement may look at what a closing writes."""
    return any(name not in _ELSEWHERE for name in _NAMES.findall(sql))


class Books(NamedTuple):
    """What the turns of one transaction have written down and not yet sent."""

    closings: tuple[Closing, ...] = ()
    standing: Standing | None = None
    """Where the workspace stands after them; None before that was asked."""

    def asked(self, found: Standing, actor: str, op_id: str | None) -> tuple[Books, Standing]:
        """Where a turn stands: what the database found, and what was written down since."""
        if self.standing is None:
            return self._replace(standing=found), found
        receipt = found.receipt or self._receipt(actor, op_id)
        return self, self.standing._replace(receipt=receipt)

    def _receipt(self, actor: str, op_id: str | None) -> Record | None:
        for closing in self.closings:
            if closing.receipt is not None and op_id is not None and closing.receipt[:2] == (actor, op_id):
                _, _, fingerprint, _, change, seq, result = closing.receipt
                return (str(fingerprint), change, seq, result)  # type: ignore[return-value]
        return None

    def write(self, closing: Closing) -> Books:
        """With one more closing."""
        standing = self.standing
        if standing is not None:
            standing = standing._replace(seq=standing.seq + len(closing.events))
            if closing.record is not None:
                n, *_, hash_ = closing.record
                standing = standing._replace(n=int(str(n)), hash=str(hash_))
        return Books((*self.closings, closing), standing)

    def sent(self) -> Books:
        """Without what is in the database now."""
        return self._replace(closings=())

    def arguments(self) -> tuple[str, str, bool, str, str, str]:
        """What `lattice_write_down` takes beside a ticket, see migrations/postgres/access.sql."""
        counts: dict[object, list[int]] = {}
        for closing in self.closings:
            for live, trashed, table in closing.counts:
                sums = counts.setdefault(table, [0, 0])
                sums[0], sums[1] = sums[0] + live, sums[1] + trashed
        return (
            _json([event for closing in self.closings for event in closing.events]),
            _json([(*sums, table) for table, sums in counts.items()]),
            any(closing.schema_changed for closing in self.closings),
            _json([c.change for c in self.closings if c.change is not None]),
            _json([c.record for c in self.closings if c.record is not None]),
            _json([c.receipt for c in self.closings if c.receipt is not None]),
        )


def _json(value: Sequence[object]) -> str:
    """As JSON, bytes in hex."""
    return json.dumps(value, default=bytes.hex, ensure_ascii=False, separators=(",", ":"))
