"""What a mirror knows of itself: which epoch, up to which `seq`, and which tables are whole."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from lattice.databases.base import Statement, Transaction
from lattice.model.people import Role

#: Where the filling of links stands, among the tables.
LINKS = "links"

#: One line for each table of the server (and one for all links), and how far its first copy has come.
CREATE_FILLS = (
    "CREATE TABLE IF NOT EXISTS lattice_mirror (table_id TEXT PRIMARY KEY, state TEXT NOT NULL,"
    " after_id TEXT NOT NULL, expected INTEGER NOT NULL, taken INTEGER NOT NULL) WITHOUT ROWID"
)

_EPOCH, _SEQ, _FLOOR, _GENERATION, _COMPLETE = (
    "mirror_epoch",
    "mirror_seq",
    "mirror_floor",
    "mirror_generation",
    "mirror_complete",
)
_ROLE = "mirror_role"
_KEYS = (_EPOCH, _SEQ, _FLOOR, _GENERATION, _COMPLETE)


class Fill(StrEnum):
    """How much of a table is in the mirror."""

    FILLING = "filling"
    """Its first copy is on its way."""
    AGAIN = "again"
    """It was whole, and is gone through again."""
    WHOLE = "whole"
    """All that may be seen, kept up to date."""
    AWAY = "away"
    """None of it: it is so large that it stays on the server."""


class TableFill(msgspec.Struct, frozen=True):
    """How far the copy of one table has come."""

    state: Fill
    after_id: str
    """Rows up to this id are here, while it is filled."""
    expected: int
    """Rows that the server told of when the filling began."""
    taken: int
    """Rows that have come since."""


class MirrorState(msgspec.Struct, frozen=True):
    """Where a mirror stands."""

    epoch: str = ""
    """Empty before the first catalog has come."""
    seq: int = 0
    """All that the server has told up to here is in the mirror."""
    complete: bool = True
    """Whether more frames of that `seq` may follow."""
    floor: int = 0
    """Events after this one are kept here, those before are asked of the server."""
    generation: int = 0
    """Grows when the mirror is begun anew or its schema changes."""
    role: Role = Role.VIEWER
    """What the member is there, as the server said last: it decides which columns are masked."""
    fills: dict[str, TableFill] = {}
    """By table id, and `LINKS`."""

    @property
    def resume_after(self) -> int:
        """What to go on from: the last `seq` again, unless nothing more of it can follow."""
        return self.seq if self.complete else max(self.seq - 1, 0)

    @property
    def unfilled(self) -> list[str]:
        """Ids of the tables (links last) whose rows are to be fetched, those begun first."""
        wanted = [
            (id_ == LINKS, not fill.after_id, id_)
            for id_, fill in self.fills.items()
            if fill.state in (Fill.FILLING, Fill.AGAIN)
        ]
        return [id_ for *_, id_ in sorted(wanted)]

    @property
    def filling(self) -> float | None:
        """How much of the first copy is here, from 0 to 1; None when it is whole."""
        if not self.epoch:
            return 0.0
        if not any(fill.state is Fill.FILLING for fill in self.fills.values()):
            return None
        mirrored = [fill for fill in self.fills.values() if fill.state is not Fill.AWAY]
        expected = sum(max(fill.expected, 1) for fill in mirrored)
        taken = sum(
            max(fill.expected, 1) if fill.state is Fill.WHOLE else min(fill.taken, fill.expected)
            for fill in mirrored
        )
        return min(taken / expected, 0.999) if expected else 0.0


async def read_state(tx: Transaction) -> MirrorState:
    """Where the mirror stands in this transaction."""
    meta_rows, fill_rows = await tx.script(
        [
            ("SELECT key, value FROM lattice_meta WHERE key LIKE 'mirror\\_%' ESCAPE '\\'", ()),
            ("SELECT table_id, state, after_id, expected, taken FROM lattice_mirror", ()),
        ]
    )
    meta = {str(key): str(value) for key, value in meta_rows}
    fills = {
        str(id_): TableFill(Fill(str(state)), str(after_id), int(expected or 0), int(taken or 0))
        for id_, state, after_id, expected, taken in fill_rows
    }
    return MirrorState(
        epoch=meta.get(_EPOCH, ""),
        seq=int(meta.get(_SEQ, "0")),
        complete=meta.get(_COMPLETE, "1") == "1",
        floor=int(meta.get(_FLOOR, "0")),
        generation=int(meta.get(_GENERATION, "0")),
        role=Role(meta.get(_ROLE, Role.VIEWER.value)),
        fills=fills,
    )


def set_state(
    *,
    epoch: str | None = None,
    seq: int | None = None,
    complete: bool | None = None,
    floor: int | None = None,
    generation: int | None = None,
) -> list[Statement]:
    """The statements that write down where the mirror stands; what is None stays as it is."""
    flag = None if complete is None else int(complete)
    said = zip(_KEYS, (epoch, seq, floor, generation, flag), strict=True)
    return [
        ("INSERT OR REPLACE INTO lattice_meta (key, value) VALUES (?, ?)", (key, str(value)))
        for key, value in said
        if value is not None
    ]


def set_role(role: Role) -> Statement:
    """The statement that writes down what the member is."""
    return ("INSERT OR REPLACE INTO lattice_meta (key, value) VALUES (?, ?)", (_ROLE, role.value))


def set_fill(table_id: str, fill: TableFill) -> Statement:
    """The statement that writes down how far the copy of one table has come."""
    return (
        "INSERT OR REPLACE INTO lattice_mirror (table_id, state, after_id, expected, taken)"
        " VALUES (?, ?, ?, ?, ?)",
        (table_id, fill.state.value, fill.after_id, fill.expected, fill.taken),
    )
