"""Conversations: listing, reading, beginning, titles, taking back, forking, the trash."""

from __future__ import annotations

import msgspec

from lattice.actions import (
    CreateThread,
    DeleteThread,
    ForkThread,
    ListThreads,
    ReadThread,
    RewindThread,
    ThreadList,
    ThreadPage,
    UpdateThread,
)
from lattice.databases.base import Record
from lattice.engine import conversations as kept
from lattice.engine import rowstore
from lattice.engine.incoming import stored_values
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.chat import MESSAGES, THREADS, Message, Thread
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.values import Value

#: Characters of a title.
TITLE_CHARS = 200


@reads(ListThreads)
async def list_threads(work: Reading, action: ListThreads) -> ThreadList:
    """The caller's conversations, the last active first."""
    layout = kept.threads_layout(work)
    fields = ", ".join("t." + field for field in layout.fields)
    of_thread = f"{MESSAGES} m WHERE m.thread = t._id AND m._updated_at > t._updated_at"
    last = f"coalesce((SELECT max(m._updated_at) FROM {of_thread}), t._updated_at)"
    records = await work.tx.all(
        f"SELECT * FROM (SELECT {fields}, {last} AS last FROM {THREADS} t WHERE t._owner = ?"
        " AND t._deleted_at IS NULL) WHERE last < ? ORDER BY last DESC, _id DESC LIMIT ?",
        (work.caller.principal, action.before or "~", action.limit + 1),
    )
    page = [record[:-1] for record in records[: action.limit]]
    return ThreadList(tuple(await kept.threads_of(work, page)), more=len(records) > action.limit)


@reads(ReadThread)
async def read_thread(work: Reading, action: ReadThread) -> ThreadPage:
    """A conversation with its newest messages; by the id of a message those up to and with it."""
    row = await work.tx.one(
        f"SELECT thread, n FROM {MESSAGES} WHERE _id = ? AND _owner = ? AND _deleted_at IS NULL",
        (action.id.upper(), work.caller.principal),
    )
    if row is None:
        return await page_of(work, action.id, action.before, action.limit)
    return await page_of(work, str(row[0]), action.before or int(str(row[1])) + 1, action.limit)


async def page_of(work: Reading, thread_id: str, before: int | None = None, limit: int = 100) -> ThreadPage:
    """A thread with messages before a number, oldest first; raises `not_found`."""
    record = await kept.thread_record(work, thread_id)
    where, params = ("n < ?", (before,)) if before is not None else ("TRUE", ())
    records = await kept.message_records(work, str(record[0]), where, *params, limit=limit + 1)
    layout = kept.messages_layout(work)
    messages = tuple(kept.message_of(layout.row(r)) for r in reversed(records[:limit]))
    return ThreadPage(await kept.thread_of(work, record), messages, more=len(records) > limit)


@writes(CreateThread)
async def create_thread(work: Writing, action: CreateThread) -> Thread:
    """Begin a conversation."""
    work.undoable = False
    return await _insert(work, {"title": _title(action.title), "model": action.model or None})


async def _insert(work: Writing, values: dict[str, Value]) -> Thread:
    layout = kept.threads_layout(work)
    (thread_id,) = await rowstore.insert(work, layout, [stored_values(layout, values)])
    work.summary = f"began the conversation {values.get('title') or ''}".rstrip()
    return await kept.thread_of(work, await kept.thread_record(work, thread_id))


def _title(text: str) -> str | None:
    return " ".join(text.split())[:TITLE_CHARS] or None


@writes(UpdateThread)
async def update_thread(work: Writing, action: UpdateThread) -> Thread:
    """Give a conversation a title or another model."""
    layout = kept.threads_layout(work)
    record = await kept.thread_record(work, action.id)
    values: dict[str, Value] = {}
    if action.title is not None:
        values["title"] = _title(action.title)
    if action.model is not None:
        values["model"] = action.model or None
    work.undoable = False
    if values:
        await rowstore.update(work, layout, [(record, stored_values(layout, values))])
        work.summary = f"changed the {' and '.join(values)} of a conversation"
    return await kept.thread_of(work, await kept.thread_record(work, action.id))


@writes(DeleteThread)
async def delete_thread(work: Writing, action: DeleteThread) -> Thread:
    """Move a conversation to the trash."""
    record = await kept.thread_record(work, action.id)
    thread = await kept.thread_of(work, record)
    check_still(thread)
    await rowstore.trash(work, kept.messages_layout(work), await kept.message_records(work, thread.id))
    await rowstore.trash(work, kept.threads_layout(work), [record])
    work.summary = f"deleted the conversation {thread.title}".rstrip()
    return thread


def check_still(thread: Thread) -> None:
    """Raise `busy` while a turn runs in a thread."""
    if thread.running is not None:
        raise LatticeError(
            "busy", "The assistant is at work in this conversation.", "Stop it first, or wait for its end."
        )


@writes(RewindThread)
async def rewind_thread(work: Writing, action: RewindThread) -> Thread:
    """Take messages back."""
    thread = await kept.thread_of(work, await kept.thread_record(work, action.id))
    check_still(thread)
    records = await kept.message_records(work, thread.id, "n >= ?", action.n)
    await rowstore.trash(work, kept.messages_layout(work), records)
    count = len(records)
    work.summary = (
        f"took back {count} message{'' if count == 1 else 's'} of {thread.title or 'a conversation'}"
    )
    return await kept.thread_of(work, await kept.thread_record(work, thread.id))


@writes(ForkThread)
async def fork_thread(work: Writing, action: ForkThread) -> Thread:
    """Begin a conversation from another one."""
    source = await kept.thread_of(work, await kept.thread_record(work, action.id))
    where, params = ("n <= ?", (action.n,)) if action.n is not None else ("TRUE", ())
    records = await kept.message_records(work, source.id, where, *params)
    work.undoable = False
    fork = await _insert(
        work,
        {"title": _title(f"{source.title} (fork)"), "model": source.model or None, "forked_from": source.id},
    )
    await _copy(work, fork.id, list(reversed(records)))
    return await kept.thread_of(work, await kept.thread_record(work, fork.id))


async def _copy(work: Writing, thread_id: str, records: list[Record]) -> None:
    """Copies of messages in another thread; turns get ids of their own, so that no undo is offered twice."""
    layout = kept.messages_layout(work)
    turns: dict[str, str] = {}
    rows: list[rowstore.Changes] = []
    for record in records:
        message = kept.message_of(layout.row(record))
        values = row_values(message) | {
            "thread": thread_id,
            "turn": turns.setdefault(message.turn, new_id()),
            "usage": None,
        }
        rows.append(stored_values(layout, values))
    if rows:
        await rowstore.insert(work, layout, rows)


def row_values(message: Message) -> dict[str, Value]:
    """A message as values of its row."""
    return {
        "text": message.text or None,
        "thread": message.thread,
        "turn": message.turn,
        "n": message.n,
        "role": message.role.value,
        "status": message.status.value,
        "blocks": msgspec.to_builtins(message.blocks),
        "model": message.model or None,
        "usage": msgspec.to_builtins(message.usage) if message.usage.tokens else None,
        "error": message.error or None,
    }
