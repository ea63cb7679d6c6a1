"""Undo and redo."""

from __future__ import annotations

from collections.abc import Sequence

from lattice.actions import Redo, Undo, spec_of
from lattice.databases.base import Record
from lattice.engine import undo
from lattice.engine.registry import writes
from lattice.engine.work import Writing
from lattice.model.events import Change


@writes(Undo)
async def undo_change(work: Writing, action: Undo) -> Change:
    """Take back a change or group."""
    work.kind = "undo"
    changes = await undo.chosen_undo(work, action.change_id)
    return await _take_back(work, changes, spec_of(action).name, "undid", force=action.force)


@writes(Redo)
async def redo_change(work: Writing, action: Redo) -> Change:
    """Take back an undo."""
    work.kind = "redo"
    changes = await undo.chosen_redo(work, action.change_id)
    return await _take_back(work, changes, spec_of(action).name, "did again", force=action.force)


async def _take_back(
    work: Writing, changes: Sequence[Record], name: str, verb: str, *, force: bool
) -> Change:
    await undo.check_seen(work, changes)
    await undo.take_back(work, changes, force=force)
    await undo.settle(work, changes)
    summaries = [str(change[2]).removeprefix("undid: ") for change in changes]
    others = len(summaries) - 1
    more = f" and {others} more change{'' if others == 1 else 's'}" if others else ""
    work.summary = f"{verb}: {summaries[-1]}{more}"
    return done(work, name, changes)


def done(work: Writing, name: str, changes: Sequence[Record]) -> Change:
    """The change at hand, which took these back, as it is answered."""
    stamp, events = work.events.stamp, work.events
    return Change(
        id=stamp.change_id,
        action=name,
        at=stamp.at,
        actor=stamp.actor,
        on_behalf_of=stamp.on_behalf_of,
        group_id=stamp.group_id,
        summary=work.summary,
        events=events.count,
        first_seq=events.first_seq,
        last_seq=events.first_seq + events.count - 1,
        undoes=str(changes[0][0]),
    )
