"""What events make due: one job for each document and each table that is new or was changed."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from lattice.assistant.chores.levels import Chore
from lattice.model.events import Event
from lattice.model.files import FILES, FileKind
from lattice.model.ids import new_id

#: How the groups of chores begin; by it their changes are known in the log.
GROUP = "chore-"


class Kind(StrEnum):
    """What a job is about."""

    DOCUMENT = "document"
    TABLE = "table"


class Job(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that is due for one document or table. Its changes are one group: one undo takes them back."""

    kind: Kind
    id: str
    """Of the file's row, or of the table."""
    group: str
    is_new: bool = True
    """It came in; otherwise its text was changed, or columns were added."""
    columns: tuple[str, ...] = ()
    """Ids of columns that were added to a table that was there."""
    done: tuple[str, ...] = ()
    """Chores that are done."""
    after: int = 0
    """Not before then, in seconds since 1970: what was changed is often changed again."""


def job_of(event: Event) -> Job | None:
    """What an event makes due, if anything. Artifacts are not: they are somebody's own words."""
    if (event.group_id or "").startswith(GROUP):
        return None
    before, after = event.before or {}, event.after or {}
    match event.op:
        case "row.insert" if event.table == FILES and event.row_id:
            if after.get("kind") == FileKind.ARTIFACT.value:
                return None
            return Job(Kind.DOCUMENT, event.row_id, GROUP + new_id())
        case "row.update" if event.table == FILES and event.row_id:
            changed = [name for name in ("text_id", "sha256") if after.get(name) != before.get(name)]
            if not changed or not any(after.get(name) for name in changed):
                return None
            is_new = not any(before.get(name) for name in changed)
            return Job(Kind.DOCUMENT, event.row_id, GROUP + new_id(), is_new)
        case "table.create" if event.table_id:
            return Job(Kind.TABLE, event.table_id, GROUP + new_id())
        case "column.add" if event.table_id and after.get("id"):
            return Job(Kind.TABLE, event.table_id, GROUP + new_id(), False, (str(after["id"]),))
    return None


def joined(known: Job, job: Job) -> Job:
    """What is due for one thing, of two jobs that are: a new job, for its text is another now."""
    return msgspec.structs.replace(
        job,
        columns=tuple(dict.fromkeys((*known.columns, *job.columns))),
        # what never rests is done all the same, from time to time
        after=min(known.after, job.after),
        is_new=job.is_new or (known.is_new and Chore.ROWS.value not in known.done),
    )
