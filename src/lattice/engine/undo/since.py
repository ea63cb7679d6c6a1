"""What came after a point of the log: the changes that going back to it takes back, and what clashes."""

from __future__ import annotations

import json
from typing import NamedTuple

from lattice.databases.base import Param, Record
from lattice.engine.history import EVENT_FIELDS, named
from lattice.engine.log import values_of
from lattice.engine.seeing import OF_THE_WORK, seen_changes
from lattice.engine.undo.targets import FIELDS
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError, Stage
from lattice.model.events import Event
from lattice.model.people import parse_actor

#: Changes that are taken back at once.
MOST_CHANGES = 1000
#: Clashes that are named, and later events that are looked through for them.
NAMED_CLASHES, LOOKED_THROUGH = 100, 1000


class Since(NamedTuple):
    """What came after a point, as far as the caller sees it."""

    changes: list[Record]
    """Those that can be taken back, newest first."""
    stay: int
    """How many cannot."""


async def since(work: Reading, point: str, table: str | None, actor: str | None) -> Since:
    """The changes after `point`, of a table and an actor if named; raises `not_found`, `too_large`."""
    seen, known = seen_changes(work)
    found = await work.tx.one(
        f"SELECT last_seq, first_seq FROM lattice_changes WHERE id = ? AND {seen}", (point.upper(), *known)
    )
    if found is None:
        raise LatticeError("not_found", f"There is no change {point!r}.", "`lattice log` lists the changes.")
    where, params = ["first_seq > ?", "events > 0", seen, OF_THE_WORK], list[Param]()
    params += [max(int(found[0] or 0), int(found[1] or 0) - 1), *known]
    if table is not None:
        where.append("id IN (SELECT change_id FROM lattice_events WHERE table_id = ? AND seq > ?)")
        params += [work.layout(table).table.id, params[0]]
    if actor is not None:
        where.append("actor = ?")
        params.append(parse_actor(actor))
    sql = f"SELECT {FIELDS} FROM lattice_changes WHERE {' AND '.join(where)}"
    changes = await work.tx.all(
        f"{sql} ORDER BY first_seq DESC, id DESC LIMIT ?", (*params, MOST_CHANGES + 1)
    )
    if len(changes) > MOST_CHANGES:
        raise LatticeError(
            "too_large",
            f"More than {MOST_CHANGES:,} changes came after that one.",
            "Go back to a later point, or only in one table or of one actor.",
            stage=Stage.CONSTRAINTS,
        )
    ids = {change[0] for change in changes}
    # what somebody else took back already is gone; what one of these took back comes and goes with it
    left = [change for change in changes if change[4] is None or change[4] in ids]
    going = [change for change in left if change[3]]
    return Since(going, len(left) - len(going))


async def clashes(work: Reading, changes: list[Record]) -> tuple[Event, ...]:
    """Later events of what is not among these changes that touch the same values."""
    ids = json.dumps([str(change[0]) for change in changes])
    later = ", ".join(f"o.{field.strip()}" for field in EVENT_FIELDS.split(","))
    rows = await work.tx.all(
        f"SELECT {later}, e.after FROM lattice_events e JOIN lattice_events o"
        " ON o.row_id = e.row_id AND o.table_id = e.table_id AND o.seq > e.seq"
        " WHERE e.change_id IN (SELECT value FROM json_each(?)) AND e.op LIKE 'row.%'"
        " AND o.change_id NOT IN (SELECT value FROM json_each(?)) AND o.op LIKE 'row.%'"
        " ORDER BY o.seq DESC LIMIT ?",
        (ids, ids, LOOKED_THROUGH),
    )
    touching: dict[int, Record] = {}
    for row in rows:
        before, after, mine = row[11], row[12], row[14]
        theirs = {**values_of(before), **values_of(after)} if before and after else None
        if theirs is None or mine is None or _columns(theirs) & _columns(values_of(mine)):
            touching[int(row[0] or 0)] = row[:14]
    return tuple(await named(work, list(touching.values())[:NAMED_CLASHES]))


def _columns(values: dict[str, object]) -> set[str]:
    return {name for name in values if not name.startswith("_")}
