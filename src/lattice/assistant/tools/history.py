"""Tools for what was changed: history, undo, redo, going back."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from lattice.actions import (
    GetChange,
    ListChanges,
    ListDropped,
    ListEvents,
    ListTrash,
    Outcome,
    Redo,
    RevertRow,
    Undo,
)
from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.provenance import STRANGERS, origin_of
from lattice.assistant.tools.schema import Input, RowId, TableName, bare_id, wrong
from lattice.assistant.tools.tabled import FRAME, shortened, sourced_text
from lattice.model.events import Change, Event
from lattice.model.references import ref

#: Characters of one value in a list of events.
_CELL = 300


class HistoryInput(Input, frozen=True):
    """What was changed, newest first: in the workspace, in a table, of a row (its values before and after),
    or by one change in detail."""

    table: Annotated[str, Meta(description="Only in this table.")] = ""
    id: Annotated[str, Meta(description="Only of this row of the table.")] = ""
    actor: Annotated[str, Meta(description="Only by this actor, such as human:ada.")] = ""
    change: Annotated[str, Meta(description="Id of one change: what it did.")] = ""
    before: Annotated[int | None, Meta(description="Number to go on from, as the page before said.")] = None
    limit: Annotated[int, Meta(description="Changes or events wanted.", ge=1, le=100)] = 20


@tool(HistoryInput, "change.list", "change.get", "log.list", needs=("change.list", "log.list"))
async def history(using: Using, ask: HistoryInput) -> ToolOutcome:
    """Changes in one line each; of a row or a change its events."""
    if ask.change:
        diff = await using.read(GetChange(change_id=ask.change.strip()))
        items = [_change(diff.change), *map(_event, diff.events)]
        who = [diff.change.actor] * len(items)
        return await _told(using, items, who, None, "event", of_change=True)
    if ask.id:
        if not ask.table:
            raise wrong("history", "the id of a row needs its table")
        events = await using.read(
            ListEvents(
                table=ask.table,
                row_id=bare_id(ask.id),
                actor=ask.actor or None,
                before_seq=ask.before,
                limit=ask.limit,
            )
        )
        items = [_event(event) for event in events.events]
        return await _told(using, items, [e.actor for e in events.events], events.next, "event")
    found = await using.read(
        ListChanges(table=ask.table or None, actor=ask.actor or None, before_seq=ask.before, limit=ask.limit)
    )
    items = [_change(change) for change in found.changes]
    return await _told(using, items, [c.actor for c in found.changes], found.next, "change")


async def _told(
    using: Using,
    items: list[dict[str, Any]],
    actors: list[str],
    following: int | None,
    what: str,
    *,
    of_change: bool = False,
) -> ToolOutcome:
    if not items:
        return ToolOutcome("Nothing was changed.", "no changes")
    me = await using.me()
    # an actor's change also shows what others had written before
    origins = [origin_of((actor,), me) | STRANGERS for actor in actors]
    text, count = sourced_text(list(zip(items, origins, strict=True)), using.max_chars - FRAME)
    refs = tuple(dict.fromkeys(item["_ref"] for item in items[:count] if "_ref" in item))
    using.known.add(refs)
    left = len(items) - count
    if of_change:
        note = f"\n{left:,} more events are not shown." if left else ""
        return ToolOutcome(f"The change, then what it did.\n{text}{note}", "1 change", refs=refs)
    if left:
        following = items[count - 1]["seq"]
    note = f"\nGo on with before={following}." if following is not None else ""
    said = f"{count} {what}{'' if count == 1 else 's'}"
    return ToolOutcome(f"{said}, newest first.\n{text}{note}", said, refs=refs)


def _change(change: Change) -> dict[str, Any]:
    return {
        "seq": change.first_seq,
        "change": change.id,
        "at": change.at[:19] + "Z",
        "by": change.actor,
        **({"for": change.on_behalf_of} if change.on_behalf_of else {}),
        "did": shortened(change.summary or change.action, _CELL),
        **({"undone_by": change.undone_by} if change.undone_by else {}),
        **({"group": change.group_id} if change.group_id else {}),
    }


def _event(event: Event) -> dict[str, Any]:
    known = {"_ref": ref(event.table, event.row_id)} if event.table and event.row_id else {}
    if event.purged:
        values: dict[str, Any] = {"purged": True}
    else:
        values = {"before": _short(event.before), "after": _short(event.after)}
    return {
        "seq": event.seq,
        "change": event.change_id,
        "at": event.at[:19] + "Z",
        "by": event.actor,
        "op": event.op,
        **known,
        **{name: value for name, value in values.items() if value},
    }


def _short(values: dict[str, Any] | None) -> dict[str, Any]:
    return {name: shortened(value, _CELL) for name, value in (values or {}).items()}


class TrashInput(Input, frozen=True):
    """What was deleted and can come back: rows and files (restore_rows), dropped tables and columns (undo of
    their change)."""

    limit: Annotated[int, Meta(description="Rows wanted.", ge=1, le=200)] = 50
    offset: Annotated[int, Meta(description="Rows to skip.", ge=0)] = 0


@tool(TrashInput, "trash.list", "table.dropped", needs=("trash.list",))
async def list_trash(using: Using, ask: TrashInput) -> ToolOutcome:
    """Rows, newest first, then what was dropped."""
    trash = await using.read(ListTrash(limit=ask.limit, offset=ask.offset))
    items: list[dict[str, Any]] = [
        {
            "_ref": ref(item.table, item.row_id),
            "is": shortened(item.label, 120),
            "deleted": f"{item.deleted_at[:19]}Z by {item.deleted_by}",
        }
        for item in trash.items
    ]
    if not ask.offset and await using.may("table.dropped"):
        items += [
            {
                "dropped": f"{item.table}.{item.column}" if item.column else item.table,
                "rows": item.rows,
                "at": item.dropped_at[:19] + "Z",
                "change": item.change_id,
            }
            for item in await using.read(ListDropped())
        ]
    if not items:
        return ToolOutcome("The trash is empty.", "the trash is empty")
    text, count = sourced_text([(item, STRANGERS) for item in items], using.max_chars - FRAME)
    refs = tuple(item["_ref"] for item in items[:count] if "_ref" in item)
    using.known.add(refs)
    note = ""
    if ask.offset + len(refs) < trash.total:
        note = f"\nGo on with offset={ask.offset + len(refs)}."
    said = f"{len(refs):,} of {trash.total:,} rows in the trash"
    return ToolOutcome(f"{said}.\n{text}{note}", said, refs=refs)


class UndoInput(Input, frozen=True):
    """Take back a change, or a group of changes, whole or not at all; without an id your own newest one. It
    is refused where rows were changed since."""

    change: Annotated[str, Meta(description="Id of the change or group.")] = ""
    force: Annotated[bool, Meta(description="Overwrite what came later; only when the person says so.")] = (
        False
    )


@tool(UndoInput, "change.undo")
async def undo(using: Using, ask: UndoInput) -> ToolOutcome:
    """One change or group."""
    done = await using.write(Undo(change_id=ask.change.strip() or None, force=ask.force))
    return _undone(done, "Undone")


class RedoInput(UndoInput, frozen=True):
    """Do again what was undone; without an id what you undid last."""


@tool(RedoInput, "change.redo")
async def redo(using: Using, ask: RedoInput) -> ToolOutcome:
    """One change or group."""
    done = await using.write(Redo(change_id=ask.change.strip() or None, force=ask.force))
    return _undone(done, "Done again")


def _undone(done: Outcome[Change], said: str) -> ToolOutcome:
    events = f"{done.value.events:,} event{'' if done.value.events == 1 else 's'}"
    change_ids = (done.change_id,) if done.change_id else ()
    return ToolOutcome(
        f"{said}: {events}, change {done.value.id}.", f"{said.lower()}: {done.value.summary}", change_ids
    )


class RevertInput(Input, frozen=True):
    """Give one row the values that it had at a version, or before a change; history shows them."""

    table: TableName
    id: RowId
    version: Annotated[int, Meta(description="Either this or `change`.", ge=1)] | None = None
    change: Annotated[str, Meta(description="Id of a change: the values before it.")] = ""


@tool(RevertInput, "row.revert")
async def revert_row(using: Using, ask: RevertInput) -> ToolOutcome:
    """One row."""
    done = await using.write(
        RevertRow(
            table=ask.table,
            id=bare_id(ask.id),
            version=ask.version,
            change_id=ask.change.strip() or None,
        )
    )
    own = ref(ask.table, done.value.id)
    using.known.add((own,))
    if done.change_id is None:
        return ToolOutcome(
            "The row has these values already; nothing was changed.", "nothing to revert", refs=(own,)
        )
    said = f"Reverted: {own}, at version {done.value.version}. Change {done.change_id}; undo takes it back."
    return ToolOutcome(said, f"1 row of {ask.table} reverted", (done.change_id,), (own,))
