"""Threads and messages as they are stored: rows of private tables that their owner alone sees."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from lattice.databases.base import Record
from lattice.engine.catalog import Layout, damaged
from lattice.engine.work import Reading
from lattice.model.chat import MESSAGES, THREADS, Block, Message, MessageStatus, Role, Thread, Usage
from lattice.model.errors import LatticeError
from lattice.model.rows import Row

_BLOCKS = msgspec.json.Decoder(tuple[Block, ...])


def blocks_from(text: object) -> tuple[Block, ...]:
    """Blocks as they were kept; raises `corrupt`."""
    try:
        return _BLOCKS.decode(str(text or "[]"))
    except msgspec.DecodeError as error:
        raise damaged("conversations") from error


def blocks_text(blocks: Sequence[Block]) -> str:
    """Blocks as they are kept."""
    return msgspec.json.encode(blocks).decode()


def threads_layout(work: Reading) -> Layout:
    """The table of threads; raises `not_found` for callers who have none."""
    return work.private_layout(THREADS)


def messages_layout(work: Reading) -> Layout:
    """The table of messages; raises `not_found` for callers who have none."""
    return work.private_layout(MESSAGES)


async def thread_record(work: Reading, thread_id: str) -> Record:
    """The record of a living thread of the caller's person; raises `not_found`."""
    layout = threads_layout(work)
    record = await work.tx.one(
        f"SELECT {', '.join(layout.fields)} FROM {THREADS} WHERE _id = ? AND _owner = ?"
        " AND _deleted_at IS NULL",
        (thread_id.upper(), work.caller.principal),
    )
    if record is None:
        raise LatticeError(
            "not_found", f"There is no conversation {thread_id!r}.", "`lattice threads` lists them."
        )
    return record


async def message_records(
    work: Reading, thread_id: str, where: str = "TRUE", *params: int | str, limit: int = 1_000_000
) -> list[Record]:
    """Records of living messages of a thread, newest first."""
    layout = messages_layout(work)
    return await work.tx.all(
        f"SELECT {', '.join(layout.fields)} FROM {MESSAGES} WHERE thread = ? AND _owner = ?"
        f" AND _deleted_at IS NULL AND {where} ORDER BY n DESC LIMIT ?",
        (thread_id, work.caller.principal, *params, limit),
    )


def message_of(row: Row) -> Message:
    """The message that a row says; raises `corrupt`."""
    values = row.values
    try:
        return Message(
            id=row.id,
            thread=str(values["thread"]),
            turn=str(values["turn"]),
            n=int(str(values["n"])),
            role=Role(str(values["role"])),
            status=MessageStatus(str(values["status"])),
            blocks=msgspec.convert(values["blocks"] or [], tuple[Block, ...]),
            at=row.created_at,
            by=row.created_by,
            model=str(values["model"] or ""),
            usage=msgspec.convert(values["usage"] or {}, Usage),
            error=str(values["error"] or ""),
        )
    except (ValueError, KeyError, msgspec.ValidationError) as error:
        raise damaged("conversations") from error


async def thread_of(work: Reading, record: Record) -> Thread:
    """The thread that a record says, with what its messages add up to."""
    (thread,) = await threads_of(work, [record])
    return thread


async def threads_of(work: Reading, records: Sequence[Record]) -> list[Thread]:
    """The threads that records say, with what their messages add up to."""
    layout = threads_layout(work)
    rows = [layout.row(record) for record in records]
    ids = json.dumps([row.id for row in rows])
    counts, usages, running = await work.tx.script(
        [
            (
                f"SELECT thread, count(*), max(_updated_at) FROM {MESSAGES} WHERE _deleted_at IS NULL"
                " AND thread IN (SELECT value FROM json_each(?)) GROUP BY thread",
                (ids,),
            ),
            (
                "SELECT thread, sum(input_tokens), sum(output_tokens), sum(cache_read_tokens),"
                " sum(cache_write_tokens), sum(cost) FROM lattice_usage"
                " WHERE thread IN (SELECT value FROM json_each(?)) GROUP BY thread",
                (ids,),
            ),
            ("SELECT thread, turn FROM lattice_turns", ()),
        ]
    )
    counted = {str(thread): (int(n or 0), str(at)) for thread, n, at in counts}
    used = {str(thread): Usage(*(int(n or 0) for n in sums)) for thread, *sums in usages}
    turns = {str(thread): str(turn) for thread, turn in running}
    return [
        Thread(
            id=row.id,
            title=str(row.values["title"] or ""),
            model=str(row.values["model"] or ""),
            messages=counted.get(row.id, (0, ""))[0],
            begun_at=row.created_at,
            last_at=max(row.updated_at, counted.get(row.id, (0, ""))[1]),
            forked_from=str(row.values["forked_from"]) if row.values["forked_from"] else None,
            running=turns.get(row.id),
            usage=used.get(row.id, Usage()),
        )
        for row in rows
    ]
