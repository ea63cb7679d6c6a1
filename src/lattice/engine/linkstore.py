"""Links in SQL: finding, adding and removing ties, each with its event."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from lattice.databases.base import Record
from lattice.engine.catalog import Layout
from lattice.engine.log import Draft
from lattice.engine.work import Reading, Writing
from lattice.model.values import Value

_COLUMNS = "id, name, from_table, from_row, to_table, to_row"


class Tie(NamedTuple):
    """One link as it is kept."""

    id: str
    name: str
    from_table: str
    from_row: str
    to_table: str
    to_row: str

    def event(self) -> dict[str, Value]:
        """As events hold it."""
        return {"id": self.id, "name": self.name, "to_table": self.to_table, "to_row": self.to_row}


def _tie(record: Record) -> Tie:
    return Tie(*(str(v) for v in record))


async def find(work: Reading, from_row: str, to_row: str, name: str) -> Tie | None:
    """The tie between two rows in that direction, or None."""
    record = await work.tx.one(
        f"SELECT {_COLUMNS} FROM lattice_links WHERE from_row = ? AND to_row = ? AND name = ?",
        (from_row, to_row, name),
    )
    return _tie(record) if record else None


async def tied(work: Reading, from_rows: Sequence[str], to_row: str, name: str) -> set[str]:
    """Which of these rows have the tie of that name to a row."""
    records = await work.tx.all(
        "SELECT from_row FROM lattice_links WHERE to_row = ? AND name = ?"
        " AND from_row IN (SELECT value FROM json_each(?))",
        (to_row, name, json.dumps(list(from_rows))),
    )
    return {str(record[0]) for record in records}


async def of_row(work: Reading, row_id: str, limit: int, after: str = "") -> list[Tie]:
    """The ties of a row in both directions, oldest first; from behind `after`, the id of one of them."""
    records = await work.tx.all(
        f"SELECT {_COLUMNS} FROM lattice_links WHERE from_row = ? AND id > ?"
        f" UNION ALL SELECT {_COLUMNS} FROM lattice_links WHERE to_row = ? AND id > ? ORDER BY id LIMIT ?",
        (row_id, after, row_id, after, limit),
    )
    return [_tie(r) for r in records]


async def other_tables(work: Reading, row_id: str) -> list[str]:
    """Ids of the tables whose rows a row is tied to, in their order."""
    records = await work.tx.all(
        "SELECT to_table AS id FROM lattice_links WHERE from_row = ?"
        " UNION SELECT from_table FROM lattice_links WHERE to_row = ? ORDER BY id",
        (row_id, row_id),
    )
    return [str(record[0]) for record in records]


async def count_living(work: Reading, row_id: str, other: Layout) -> dict[tuple[str, bool], int]:
    """How many rows of a table a row is tied to, by the name of the tie and whether it goes out.

    Rows in the trash, and those that the caller may not see, do not count.
    """
    found: dict[tuple[str, bool], int] = {}
    for here, there, outgoing in (("from", "to", True), ("to", "from", False)):
        records = await work.tx.all(
            f"SELECT name, count(*) FROM lattice_links WHERE {here}_row = ? AND {there}_table = ?"
            f" AND EXISTS (SELECT 1 FROM {other.seen}"
            f" WHERE _id = lattice_links.{there}_row AND _deleted_at IS NULL) GROUP BY name ORDER BY name",
            (row_id, other.table.id),
        )
        found |= {(str(name), outgoing): int(count or 0) for name, count in records}
    return found


async def after(work: Reading, link_id: str, limit: int) -> list[Tie]:
    """Ties in the order of their ids, from behind one of them."""
    records = await work.tx.all(
        f"SELECT {_COLUMNS} FROM lattice_links WHERE id > ? ORDER BY id LIMIT ?", (link_id, limit)
    )
    return [_tie(r) for r in records]


async def add(work: Writing, tie: Tie) -> None:
    """Keep a tie that is not there."""
    await add_many(work, (tie,))


async def add_many(work: Writing, ties: Sequence[Tie]) -> None:
    """Keep ties that are not there."""
    await work.tx.insert(
        f"INSERT INTO lattice_links ({_COLUMNS}, created_at, created_by)",
        [(*tie, work.now, work.actor) for tie in ties],
    )
    await work.log(*(Draft("link.add", t.from_table, t.from_row, None, t.event()) for t in ties))


async def remove(work: Writing, tie: Tie) -> None:
    """Remove a tie that is there."""
    await work.tx.run("DELETE FROM lattice_links WHERE id = ?", (tie.id,))
    await work.log(Draft("link.remove", tie.from_table, tie.from_row, tie.event(), None))
