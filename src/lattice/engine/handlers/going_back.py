"""Going back to a point of the log, and what that would take back."""

from __future__ import annotations

import json

from lattice.actions import CheckRevert, RevertPlan, RevertTo, spec_of
from lattice.engine import undo
from lattice.engine.handlers.changes import done
from lattice.engine.history import CHANGE_FIELDS, change_from, undone_targets
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError
from lattice.model.events import Change

#: Changes that a plan names.
NEWEST = 100


@reads(CheckRevert)
async def check_revert(work: Reading, action: CheckRevert) -> RevertPlan:
    """What going back to a point takes back."""
    changes, stay = await undo.since(work, action.change_id, action.table, action.actor)
    ids = [str(change[0]) for change in changes]
    records = await work.tx.all(
        f"SELECT {CHANGE_FIELDS} FROM lattice_changes WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY first_seq DESC, id DESC",
        (json.dumps(ids),),
    )
    targets = await undone_targets(work, ids[:NEWEST])
    newest = tuple(change_from(record, targets) for record in records[:NEWEST])
    narrowed = action.table is not None or action.actor is not None
    return RevertPlan(
        changes=len(changes),
        events=sum(int(record[7] or 0) for record in records),
        stay=stay,
        newest=newest,
        # without a choice nothing stays that could clash
        clashes=await undo.clashes(work, changes) if narrowed or stay else (),
    )


@writes(RevertTo)
async def revert_to(work: Writing, action: RevertTo) -> Change:
    """Take back what came after a point; by itself a change like any other, so that undo takes it back."""
    changes, stay = await undo.since(work, action.change_id, action.table, action.actor)
    if not changes:
        raise LatticeError(
            "nothing_to_undo",
            "Nothing came after that change that could be taken back.",
            "`lattice log` lists the changes.",
        )
    await undo.check_seen(work, changes)
    await undo.take_back(work, changes, force=action.force)
    await undo.settle(work, changes)
    count = len(changes)
    left = f"; {stay} that cannot be taken back stayed" if stay else ""
    work.summary = f"went back: took back {count} change{'' if count == 1 else 's'}{left}"
    return done(work, spec_of(action).name, changes)
