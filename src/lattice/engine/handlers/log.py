"""Reading the log: events and changes, newest first."""

from __future__ import annotations

from lattice.actions import (
    ChangeList,
    EventList,
    GetChange,
    Head,
    ListChanges,
    ListEvents,
    ReadHead,
)
from lattice.databases.base import Param
from lattice.databases.books import last_seq
from lattice.engine.history import CHANGE_FIELDS, EVENT_FIELDS, change_from, named, undone_targets
from lattice.engine.registry import reads
from lattice.engine.seeing import OF_THE_WORK, seen_changes
from lattice.engine.work import Reading
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.errors import LatticeError, Stage
from lattice.model.events import Diff
from lattice.model.people import parse_actor
from lattice.model.values import ColumnType, Misfit, fit

#: The ids of the private tables as an SQL list.
_PRIVATE = "(" + ", ".join(f"'{id_}'" for id_ in sorted(PRIVATE_TABLES)) + ")"
#: Events that a diff shows.
DIFF_EVENTS = 1000


@reads(ReadHead)
async def read_head(work: Reading, action: ReadHead) -> Head:
    """The newest `seq`."""
    return Head(await last_seq(work.tx))


@reads(ListEvents)
async def list_events(work: Reading, action: ListEvents) -> EventList:
    """Events by table, row, actor, time."""
    where, params = _filters(work, action.table, action.row_id, action.actor)
    # conversations would drown the work: they are read by thread.read
    where.append(f"(table_id IS NULL OR table_id NOT IN {_PRIVATE})")
    _between(action.since, action.until, where, params)
    if action.change_id is not None:
        where.append("change_id = ?")
        params.append(action.change_id.upper())
    if action.before_seq is not None:
        where.append("seq < ?")
        params.append(action.before_seq)
    sql = f"SELECT {EVENT_FIELDS} FROM lattice_events WHERE {' AND '.join(where)} ORDER BY seq DESC LIMIT ?"
    records = await work.tx.all(sql, (*params, action.limit + 1))
    events = await named(work, records[: action.limit])
    # of what was read, not of what may be seen: a page may hold nothing for this caller
    last = int(records[action.limit - 1][0] or 0) if len(records) > action.limit else None
    return EventList(tuple(events), next=last)


@reads(ListChanges)
async def list_changes(work: Reading, action: ListChanges) -> ChangeList:
    """Changes by table, row, actor, time."""
    where, params = ["TRUE"], list[Param]()
    if action.table is not None or action.row_id is not None:
        inner, params = _filters(work, action.table, action.row_id, None)
        where = [f"id IN (SELECT change_id FROM lattice_events WHERE {' AND '.join(inner)})"]
    if action.actor is not None:
        where.append("actor = ?")
        params.append(parse_actor(action.actor))
    _between(action.since, action.until, where, params)
    if action.before_seq is not None:
        where.append("first_seq < ?")
        params.append(action.before_seq)
    seen, known = seen_changes(work)
    where += [seen, OF_THE_WORK]
    params += known
    sql = (
        f"SELECT {CHANGE_FIELDS} FROM lattice_changes WHERE {' AND '.join(where)}"
        " ORDER BY first_seq DESC, id DESC LIMIT ?"
    )
    records = await work.tx.all(sql, (*params, action.limit + 1))
    page = records[: action.limit]
    targets = await undone_targets(work, [str(r[0]) for r in page])
    changes = tuple(change_from(r, targets) for r in page)
    return ChangeList(changes, next=changes[-1].first_seq if len(records) > action.limit else None)


@reads(GetChange)
async def get_change(work: Reading, action: GetChange) -> Diff:
    """One change with its events."""
    change_id = action.change_id.upper()
    seen, known = seen_changes(work)
    record = await work.tx.one(
        f"SELECT {CHANGE_FIELDS} FROM lattice_changes WHERE id = ? AND {seen}", (change_id, *known)
    )
    if record is None:
        raise LatticeError(
            "not_found", f"There is no change {action.change_id!r}.", "`lattice log` lists the changes."
        )
    change = change_from(record, await undone_targets(work, [change_id]))
    records = await work.tx.all(
        f"SELECT {EVENT_FIELDS} FROM lattice_events WHERE change_id = ? ORDER BY seq LIMIT ?",
        (change_id, DIFF_EVENTS),
    )
    return Diff(change, tuple(await named(work, records)), truncated=change.events > DIFF_EVENTS)


def _filters(
    work: Reading, table: str | None, row_id: str | None, actor: str | None
) -> tuple[list[str], list[Param]]:
    where, params = ["TRUE"], list[Param]()
    if table is not None:
        where.append("table_id = ?")
        params.append(work.layout(table).table.id)
    if row_id is not None:
        where.append("row_id = ?")
        params.append(row_id.upper())
    if actor is not None:
        where.append("actor = ?")
        params.append(parse_actor(actor))
    return where, params


def _between(since: str | None, until: str | None, where: list[str], params: list[Param]) -> None:
    """Add the conditions of a stretch of time, both ends in it."""
    if since is not None:
        where.append("at >= ?")
        params.append(_time(since, "T00:00:00Z"))
    if until is not None:
        where.append("at <= ?")
        params.append(_time(until, "T23:59:59.999999Z"))


def _time(text: str, of_a_day: str) -> Param:
    try:
        wanted = f"{text.strip()}{of_a_day}" if len(text.strip()) == 10 else text
        return fit(ColumnType.DATETIME, wanted)
    except Misfit as error:
        raise LatticeError(
            "usage",
            f"The time {text!r} {error}.",
            "Write 2024-12-31 or 2024-12-31T23:59:00Z.",
            stage=Stage.CONSTRAINTS,
        ) from None
