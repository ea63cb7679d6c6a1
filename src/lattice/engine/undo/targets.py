"""Which changes an undo or redo means, and what counts as undone afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lattice.databases.base import Record
from lattice.engine.seeing import seen_changes
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError, Stage

#: Of a change, as undo reads it.
FIELDS = "id, group_id, summary, undoable, undone_by, first_seq, kind"


async def chosen_undo(work: Writing, wanted: str | None) -> list[Record]:
    """The changes to take back, newest first: a change, a group, or the caller's newest with its group."""
    if wanted is None:
        row = await work.tx.one(
            f"SELECT {FIELDS} FROM lattice_changes WHERE actor = ? AND kind = 'do' AND undoable = 1"
            " AND undone_by IS NULL ORDER BY first_seq DESC, id DESC LIMIT 1",
            (work.actor,),
        )
        if row is None:
            raise LatticeError("nothing_to_undo", f"{work.actor} has made no change that could be undone.")
        return [row] if row[1] is None else await _group(work, str(row[1]))
    seen, known = seen_changes(work)
    row = await work.tx.one(
        f"SELECT {FIELDS} FROM lattice_changes WHERE id = ? AND {seen}", (wanted.upper(), *known)
    )
    changes = [row] if row else await _group(work, wanted)
    if not changes:
        raise LatticeError(
            "not_found", f"There is no change or group {wanted!r}.", "`lattice log` lists the changes."
        )
    _check(changes)
    return [change for change in changes if change[4] is None]


async def chosen_redo(work: Writing, wanted: str | None) -> list[Record]:
    """The undo to take back: of a change, of a group, an undo itself, or the caller's last one."""
    if wanted is not None:
        return await _undo_of(work, wanted)
    # an undo without events begins at the seq that the next change has too: then the ids tell
    row = await work.tx.one(
        f"SELECT {FIELDS} FROM lattice_changes u WHERE actor = ? AND kind = 'undo' AND undone_by IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM lattice_changes d WHERE d.actor = u.actor AND d.kind = 'do'"
        " AND d.undone_by IS NULL AND (d.first_seq, d.id) > (u.first_seq, u.id))"
        " ORDER BY first_seq DESC, id DESC LIMIT 1",
        (work.actor,),
    )
    if row is None:
        raise LatticeError(
            "nothing_to_redo",
            "Nothing was undone since the last change.",
            "To redo an older one, name it: `lattice redo CHANGE`.",
        )
    return [row]


async def _group(work: Writing, group_id: str) -> list[Record]:
    seen, known = seen_changes(work)
    return await work.tx.all(
        f"SELECT {FIELDS} FROM lattice_changes WHERE group_id = ? AND {seen}"
        " ORDER BY first_seq DESC, id DESC",
        (group_id, *known),
    )


async def check_seen(work: Writing, changes: Sequence[Record]) -> None:
    """Raise `not_found` when a row of these changes is hidden from the caller by now: all or nothing."""
    ids = json.dumps([str(change[0]) for change in changes])
    rows = await work.tx.all(
        "SELECT c.id, c.events, (SELECT count(*) FROM lattice_events e WHERE e.change_id = c.id)"
        " FROM lattice_changes c WHERE c.id IN (SELECT value FROM json_each(?))",
        (ids,),
    )
    for id_, events, seen in rows:
        if events != seen:
            raise LatticeError(
                "not_found", f"Change {id_} touched what is not here for you any more.", "Nothing was undone."
            )


def _check(changes: Sequence[Record]) -> None:
    for id_, _, summary, undoable, *_ in changes:
        if not undoable:
            raise LatticeError("not_undoable", f"Change {id_} ({summary}) cannot be undone.")
    if all(change[4] is not None for change in changes):
        raise LatticeError(
            "conflict",
            f"Change {changes[0][0]} is undone already, by {changes[0][4]}.",
            "`lattice redo` does it again.",
        )


async def _undo_of(work: Writing, wanted: str) -> list[Record]:
    seen, known = seen_changes(work)
    row = await work.tx.one(
        f"SELECT {FIELDS} FROM lattice_changes WHERE (id = ? OR group_id = ?) AND {seen}"
        " ORDER BY first_seq DESC, id DESC LIMIT 1",
        (wanted.upper(), wanted, *known),
    )
    if row is None:
        raise LatticeError(
            "not_found", f"There is no change or group {wanted!r}.", "`lattice log` lists the changes."
        )
    if row[6] == "undo" and row[4] is None:
        return [row]
    undo = (
        await work.tx.one(f"SELECT {FIELDS} FROM lattice_changes WHERE id = ?", (row[4],)) if row[4] else None
    )
    if undo is None or undo[4] is not None:
        raise LatticeError("conflict", f"Change {wanted} is not undone, so it cannot be done again.")
    return [undo]


async def settle(work: Writing, changes: Sequence[Record]) -> None:
    """Note that the change at hand took these back; what those had taken back holds again."""
    for change in changes:
        target = str(change[0])
        work.undoes.append(target)
        await work.tx.run(
            "INSERT INTO lattice_undone (change_id, target_id) VALUES (?, ?)", (work.change_id, target)
        )
        await _take_away(work, target, by=work.change_id)


async def _take_away(work: Writing, change_id: str, *, by: str) -> None:
    await work.tx.run("UPDATE lattice_changes SET undone_by = ? WHERE id = ?", (by, change_id))
    # in the order in which they were done: an undo among them takes its own away again
    for target in await _targets(work, change_id):
        await _give_back(work, target)


async def _give_back(work: Writing, change_id: str) -> None:
    await work.tx.run("UPDATE lattice_changes SET undone_by = NULL WHERE id = ?", (change_id,))
    for target in reversed(await _targets(work, change_id)):
        await _take_away(work, target, by=change_id)


async def _targets(work: Writing, change_id: str) -> list[str]:
    """What a change took back, oldest first."""
    rows = await work.tx.all(
        "SELECT u.target_id FROM lattice_undone u JOIN lattice_changes c ON c.id = u.target_id"
        " WHERE u.change_id = ? ORDER BY c.first_seq, c.id",
        (change_id,),
    )
    return [str(row[0]) for row in rows]


def refuse(conflicts: Sequence[dict[str, object]]) -> None:
    """Raise `conflict` with both sides when there are any."""
    if not conflicts:
        return
    first = conflicts[0]
    what = f"{first['table']}/{first['label']}" + (f", {first['column']}" if first["column"] else "")
    more = f" and {len(conflicts) - 1:,} more" if len(conflicts) > 1 else ""
    raise LatticeError(
        "conflict",
        f"Changed since: {what}{more}; {first['reason']}. Nothing was undone.",
        "Look at the difference, or force it: what came later is then overwritten.",
        stage=Stage.EXECUTION,
        details={"conflicts": list(conflicts)},
    )
