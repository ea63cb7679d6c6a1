"""Which changes and events a caller may know of: for a restricted agent none that touches another table."""

from __future__ import annotations

import json

from lattice.databases.base import Param
from lattice.engine.log import values_of
from lattice.engine.work import Reading


def seen_changes(work: Reading) -> tuple[str, tuple[Param, ...]]:
    """A condition on rows of `lattice_changes`, with its parameters: the caller's own, or all of it known.

    The summary of a change names rows, so a change of which only a part may be seen is left out whole.
    """
    if not work.restricted:
        return "1", ()
    known = json.dumps([layout.table.id for layout in work.catalog.layouts])
    unknown = "NOT IN (SELECT value FROM json_each(?))"
    return (
        "(lattice_changes.actor = ? OR NOT EXISTS (SELECT 1 FROM lattice_events e"
        f" WHERE e.change_id = lattice_changes.id AND (e.table_id {unknown}"
        " OR (e.op IN ('link.add', 'link.remove')"
        f" AND json_extract(coalesce(e.after, e.before), '$.to_table') {unknown}))))",
        (work.caller.actor, known, known),
    )


def leads_elsewhere(work: Reading, op: object, before: object, after: object) -> bool:
    """Whether an event ties a row to one of a table that the caller may not know of."""
    text = after if after is not None else before
    if not work.restricted or text is None or not str(op).startswith("link."):
        return False
    return work.catalog.by_id(str(values_of(text).get("to_table"))) is None
