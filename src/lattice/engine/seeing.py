"""Which changes and events a caller may know of: for a restricted agent none that touches another table."""

from __future__ import annotations

import json

from lattice.databases.base import Param
from lattice.engine.log import values_of
from lattice.engine.visibility import hidden_rows
from lattice.engine.work import Reading
from lattice.model.people import Role, at_least

#: The condition on rows of `lattice_changes` that they are not about conversations, which are read as such.
OF_THE_WORK = " AND ".join(f"action NOT LIKE '{noun}.%'" for noun in ("thread", "turn", "message"))


def sees_purged(work: Reading) -> bool:
    """Whether the caller may know that rows were purged, and what happened to them before."""
    return at_least(work.caller.role, Role.ADMIN)


def seen_changes(work: Reading) -> tuple[str, tuple[Param, ...]]:
    """A condition on rows of `lattice_changes`, with its parameters: the caller's own, or all of it known.

    The summary of a change names rows, so a change of which only a part may be seen is left out whole.
    """
    conditions, params = list[str](), list[Param]()
    if work.catalog.keeping.principal:
        hidden = hidden_rows(work.catalog.keeping.principal)
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM lattice_events e JOIN lattice_hidden h ON h.row_id = e.row_id"
            " OR (e.op IN ('link.add', 'link.remove')"
            " AND h.row_id = json_extract(coalesce(e.after, e.before), '$.to_row'))"
            f" WHERE e.change_id = lattice_changes.id AND {hidden})"
        )
    if not sees_purged(work):
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM lattice_events e WHERE e.change_id = lattice_changes.id"
            " AND (e.salt IS NULL OR e.op = 'row.purge'))"
        )
    if work.restricted:
        known, its = _known_changes(work)
        conditions.append(known)
        params += its
    if not conditions:
        return "TRUE", ()
    return f"(lattice_changes.actor = ? OR ({' AND '.join(conditions)}))", (work.caller.actor, *params)


def _known_changes(work: Reading) -> tuple[str, tuple[Param, ...]]:
    """The condition that a change touches only tables that a restricted agent may know of."""
    known = json.dumps([layout.table.id for layout in work.catalog.layouts])
    unknown = "NOT IN (SELECT value FROM json_each(?))"
    return (
        "NOT EXISTS (SELECT 1 FROM lattice_events e"
        f" WHERE e.change_id = lattice_changes.id AND (e.table_id {unknown}"
        " OR (e.op IN ('link.add', 'link.remove')"
        f" AND json_extract(coalesce(e.after, e.before), '$.to_table') {unknown})))",
        (known, known),
    )


def leads_elsewhere(work: Reading, op: object, before: object, after: object) -> bool:
    """Whether an event ties a row to one of a table that the caller may not know of."""
    text = after if after is not None else before
    if not work.restricted or text is None or not str(op).startswith("link."):
        return False
    return work.catalog.by_id(str(values_of(text).get("to_table"))) is None
