"""Events, changes and times in words that people read."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from lattice.model.chat import ASSISTANT, MESSAGES
from lattice.model.events import Event
from lattice.model.files import FILES, FileKind
from lattice.model.rows import Row
from lattice.model.schema import Table
from lattice.model.values import ColumnType, Value, canonical_json
from lattice.model.views import VIEWS
from lattice.tui import formats
from lattice.tui.literal import one_line
from lattice.tui.people_words import handle as handle
from lattice.tui.people_words import people_words, share_words

#: Longest value in a sentence, in characters.
VALUE_CHARS = 40

#: What the summary of a change that takes another back, or does it again, begins with.
_AGAIN = ("undid: ", "did again: ")

#: Files within the summary of a change: one by its name, or several counted as rows.
_FILE = re.compile(rf"(?<!\S){FILES}/")
_FILES = re.compile(rf"(\d[\d,]*) row(s?) of {FILES}(?!\S)")

_VERBS = {
    "row.insert": "added",
    "row.update": "changed",
    "row.delete": "deleted",
    "row.restore": "restored",
    "row.purge": "purged",
    "row.owner": "gave another owner to",
    "row.share": "shared",
    "link.add": "linked",
    "link.remove": "unlinked",
    "table.create": "made table",
    "table.rename": "renamed table",
    "table.define": "defined table",
    "table.drop": "dropped table",
    "table.restore": "brought back table",
    "column.add": "added a column to",
    "column.rename": "renamed a column of",
    "column.define": "defined a column of",
    "column.retype": "changed the type of a column of",
    "column.drop": "dropped a column of",
    "column.restore": "brought back a column of",
    "workspace.rename": "renamed or described the workspace",
    "table.share": "chose who sees new rows of",
    "column.mask": "chose who reads a column of",
    "policy.set": "changed what agents may do",
    "instructions.set": "changed the instructions to assistants",
}


def table_words(name: str | None) -> str:
    """What people call a table; one of Lattice is called by what it holds."""
    return {FILES: "Files", MESSAGES: "chat", VIEWS: "Views"}.get(name or "", name or "")


def change_words(summary: str) -> str:
    """The summary of a change, with files called by their names alone."""
    return _FILE.sub("", _FILES.sub(r"\1 file\2", one_line(summary)))


def undone_words(summary: str) -> str:
    """What a change took back or did again, by its summary: `deleted closed.md`."""
    while summary.startswith(_AGAIN):
        summary = summary.partition(": ")[2]
    return change_words(summary)


def file_mark(kind: object) -> str:
    """What stands before the name of a file: artifacts wear a star."""
    return "✦" if kind == FileKind.ARTIFACT else "▤"


def actor_words(actor: str, on_behalf_of: str | None) -> str:
    """Who did something: `bo`, `bo's assistant`, `agent:scout for bo`."""
    if on_behalf_of is None or on_behalf_of == actor:
        return handle(actor)
    person = handle(on_behalf_of)
    return f"{person}'s assistant" if actor == ASSISTANT else f"{handle(actor)} for {person}"


def show_value(value: Value, type_: ColumnType | None = None, limit: int = 400) -> str:
    """What a person reads for a value of a row or an event, on one line; empty for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return formats.number(value)
    if isinstance(value, dict | list):
        return one_line(canonical_json(value), limit)
    if type_ in (ColumnType.DATE, ColumnType.DATETIME):
        return formats.show(type_, value)
    return one_line(str(value), limit)


def said(value: Value) -> str:
    """A value within a sentence."""
    return show_value(value, limit=VALUE_CHARS) or "empty"


def size_words(size_bytes: int) -> str:
    """How large something is, for people: `812 B`, `1.2 MB`."""
    size = float(size_bytes)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 999.5 or unit == "GB":
            return f"{size:.0f} {unit}" if unit == "B" or size >= 99.5 else f"{size:.1f} {unit}"
        size /= 1000
    return ""


def local_clock(at: str) -> str:
    """A stored time as the clock of this place: `14:02` today, `20 Nov 14:02` this year, `20 Nov 2023`."""
    moment = _moment(at)
    if moment is None:
        return ""
    now = datetime.now().astimezone()
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return f"{moment.day} {moment:%b %H:%M}" if moment.year == now.year else f"{moment.day} {moment:%b %Y}"


def ago(at: str) -> str:
    """How long ago a stored time is: `just now`, `2 min ago`, `3 h ago`, then the date."""
    moment = _moment(at)
    if moment is None:
        return ""
    seconds = (datetime.now(UTC) - moment).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    if seconds < 86_400:
        return f"{int(seconds // 3600)} h ago"
    return local_clock(at)


def _moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return None


def changed_columns(event: Event) -> list[str]:
    """Names of the columns that people care about; those of Lattice itself begin with `_`."""
    names = {**(event.before or {}), **(event.after or {})}
    return [name for name in names if not name.startswith("_")]


def event_words(event: Event) -> str:
    """One event as a sentence without its time: `ada changed people/Ada Berg: city Bergen → Oslo`."""
    if event.table == FILES and event.op.startswith("row.") and event.op != "row.share":
        return _file_words(event)
    who = actor_words(event.actor, event.on_behalf_of)
    if event.table == VIEWS and event.op.startswith("row.") and event.op != "row.share":
        verb = "saved" if event.op in ("row.insert", "row.update") else _VERBS.get(event.op, event.op)
        return f"{who} {verb} the view {one_line(event.label or short_id(event.row_id), 60)}"
    if (said := people_words(event)) is not None:
        return f"{who} {said}"
    verb = _VERBS.get(event.op, event.op)
    what = one_line(table_words(event.table), 60)
    if event.op.startswith(("row.", "link.")):
        name = one_line(event.label or short_id(event.row_id), 60)
        what = name if event.table == FILES else f"{what}/{name}"
    if event.op == "row.share":
        return f"{who} {share_words(event, what)}"
    words = f"{who} {verb} {what}"
    if event.purged:
        return f"{words} (purged)"
    return f"{words}: {_difference(event)}" if event.op == "row.update" and changed_columns(event) else words


def _file_words(event: Event) -> str:
    """What happened to a file, without the columns that only machines read."""
    before: dict[str, Any] = event.before or {}
    after: dict[str, Any] = event.after or {}
    name = one_line(event.label or short_id(event.row_id), 60)
    made = {**before, **after}.get("kind") == FileKind.ARTIFACT
    verb, rest = _VERBS.get(event.op, event.op), ""
    if event.op == "row.insert":
        verb = "wrote ✦" if made else "brought in"
    elif event.op == "row.update" and {"sha256", "text_id"} & {*before, *after}:
        verb = "changed the text of"
    elif event.op == "row.update" and "status" in after:
        verb, rest = "looked at", f": {said(after.get('status')).replace('_', ' ')}"
    elif event.op == "row.update":
        rest = f": {_difference(event)}" if changed_columns(event) else ""
    purged = " (purged)" if event.purged else ""
    return f"{actor_words(event.actor, event.on_behalf_of)} {verb} {name}{purged or rest}"


def short_id(row_id: str | None) -> str:
    """The end of an id, which is the part that differs."""
    return f"…{row_id[-6:]}" if row_id else ""


def _difference(event: Event) -> str:
    before: dict[str, Any] = event.before or {}
    after: dict[str, Any] = event.after or {}
    columns = changed_columns(event)
    parts = [f"{one_line(n, 40)} {said(before.get(n))} → {said(after.get(n))}" for n in columns[:2]]
    more = f" and {len(columns) - 2} more" if len(columns) > 2 else ""
    return ", ".join(parts) + more


def feed_words(last: Event, first: Event, count: int) -> str:
    """The newest event in one line; `count` like `first`, which belong together with it, are counted."""
    if count < 2 or not first.op.startswith("row."):
        return event_words(last)
    verb = _VERBS.get(first.op, first.op)
    what = f"rows of {one_line(first.table or '', 60)}"
    if first.table == FILES:
        what, verb = "files", "brought in" if first.op == "row.insert" else verb
    return f"{actor_words(first.actor, first.on_behalf_of)} {verb} {count:,} {what}"


def row_label(table: Table, row: Row) -> str:
    """What people call a row."""
    column = table.label
    value = row.values.get(column.name) if column else None
    return show_value(value, limit=60) or short_id(row.id)
