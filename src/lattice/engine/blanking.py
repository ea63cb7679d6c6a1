"""Taking the values of rows out of the log, the receipts and the words about changes.

The hashes of the events stay, so that the audit chain still holds; without salt and values they
tell nothing. What stays is that something happened to a row with that id, when and by whom.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from lattice.databases.base import Record
from lattice.engine.catalog import Layout
from lattice.engine.work import Writing

_IDS = "(SELECT value FROM json_each(?))"
_decode = msgspec.json.Decoder().decode

#: Events of links that point at these rows; only such changes can have made them.
_LINKS_TO = (
    "SELECT e.seq, e.change_id, e.table_id, e.row_id FROM lattice_changes c"
    " JOIN lattice_events e ON e.change_id = c.id"
    " WHERE c.action IN ('link.add', 'link.remove', 'change.undo', 'change.redo', 'change.revert')"
    " AND e.op LIKE 'link.%'"
    f" AND coalesce(json_extract(e.after, '$.to_row'), json_extract(e.before, '$.to_row')) IN {_IDS}"
)


async def blank(work: Writing, layout: Layout, ids: Sequence[str]) -> set[tuple[str, str]]:
    """Blank what was ever said about these rows; the other rows, table and id, whose links were blanked."""
    packed = json.dumps(ids)
    own = await work.tx.all(
        "SELECT seq, change_id, before, after FROM lattice_events"
        f" WHERE row_id IN {_IDS} AND salt IS NOT NULL",
        (packed,),
    )
    links = await work.tx.all(_LINKS_TO, (packed,))
    words = {word for event in own for word in _texts(event[2]) | _texts(event[3])}
    words |= await _current(work, layout, packed)
    await work.tx.run(
        "UPDATE lattice_events SET before = NULL, after = NULL, salt = NULL"
        " WHERE seq IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) AND op NOT LIKE '%.purge'",
        (json.dumps([event[0] for event in (*own, *links)]),),
    )
    changes = json.dumps(sorted({str(event[1]) for event in (*own, *links)}))
    await _blank_changes(work, changes, words)
    gone = set(ids)
    return {(str(table), str(row)) for _, _, table, row in links if str(row) not in gone}


async def _current(work: Writing, layout: Layout, packed: str) -> set[str]:
    """Every text in the rows as they are, as it may stand in the summary of a change."""
    async with work.tx.steward():
        records = await work.tx.all(
            f"SELECT {', '.join(layout.fields)} FROM {layout.whole} WHERE _id IN {_IDS}", (packed,)
        )
    return {layout.label_of(record) for record in records}


def _texts(text: object) -> set[str]:
    if text is None:
        return set()
    values: dict[str, object] = _decode(str(text))
    return {str(v) for k, v in values.items() if v is not None and not k.startswith("_")}


async def _blank_changes(work: Writing, changes: str, words: set[str]) -> None:
    """What else tells of the changes: answers, the salts of requests, summaries that name the row."""
    await work.tx.script(
        [
            (
                f"UPDATE lattice_receipts SET result = NULL, fingerprint = '' WHERE change_id IN {_IDS}",
                (changes,),
            ),
            (
                # also where it is gone already: nobody but the server reads whether there is one
                f"UPDATE lattice_audit SET salt = NULL WHERE change_id IN {_IDS}",
                (changes,),
            ),
            (
                # nothing is left to take back; a link that is blank cannot even be named as a conflict
                f"UPDATE lattice_changes SET undoable = 0 WHERE id IN {_IDS} AND (NOT EXISTS (SELECT 1"
                " FROM lattice_events e WHERE e.change_id = lattice_changes.id AND e.salt IS NOT NULL)"
                " OR EXISTS (SELECT 1 FROM lattice_events e WHERE e.change_id = lattice_changes.id"
                " AND e.salt IS NULL AND e.op LIKE 'link.%'))",
                (changes,),
            ),
        ]
    )
    told = await work.tx.all(
        f"SELECT id, action, events, summary FROM lattice_changes WHERE id IN {_IDS}", (changes,)
    )
    hidden = [(f"{change[1]}, since purged", change[0]) for change in told if _names(change, words)]
    await work.tx.many("UPDATE lattice_changes SET summary = ? WHERE id = ?", hidden)


def _names(change: Record, words: set[str]) -> bool:
    """Whether the summary may name the row; those of many rows only tell how many, or `table/label`."""
    _, _, events, summary = change
    return events == 1 or any(f"/{word}" in str(summary) for word in words)
