"""The turn that runs in a conversation: its beginning, its messages, its end, and what a crash left of it."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from lattice.actions import (
    AddMessage,
    BeginTurn,
    EndTurn,
    KeepTurn,
    SettleTurn,
    ThreadPage,
    TurnStart,
    UpdateMessage,
)
from lattice.engine import conversations as kept
from lattice.engine import rowstore
from lattice.engine.handlers.threads import page_of, row_values
from lattice.engine.incoming import stored_values
from lattice.engine.registry import writes
from lattice.engine.work import Writing
from lattice.model.chat import (
    ASSISTANT,
    Block,
    CallBlock,
    CallStatus,
    Message,
    MessageStatus,
    ResultBlock,
    Role,
    TextBlock,
    Usage,
)
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import new_id
from lattice.model.people import ActorKind

#: A turn on another machine of which nothing was heard for this long does not run any more.
SILENCE = timedelta(seconds=30)
#: Bytes of one message: what people paste beyond that becomes a file.
MESSAGE_BYTES = 2_000_000


@writes(BeginTurn)
async def begin_turn(work: Writing, action: BeginTurn) -> TurnStart:
    """Take the thread, and write down what the person said; raises `busy`."""
    thread = await kept.thread_of(work, await kept.thread_record(work, action.thread))
    work.undoable = False
    await _free(work, thread.id)
    turn = action.turn or new_id()
    await work.tx.run(
        "INSERT INTO lattice_turns (turn, thread, host, process, beat_at, blocks)"
        " VALUES (?, ?, ?, ?, ?, '[]')",
        (turn, thread.id, _machine(os.getpid()), os.getpid(), work.now),
    )
    message = None
    if action.blocks:
        message = await _add(work, thread.id, turn, Role.PERSON, action.blocks)
        work.summary = "asked the assistant"
    return TurnStart(
        msgspec.structs.replace(thread, running=turn, messages=thread.messages + (message is not None)),
        message,
        turn,
    )


async def _free(work: Writing, thread_id: str) -> None:
    """Raise `busy` when a turn runs, `conflict` when one was cut off and nobody has looked yet."""
    row = await work.tx.one("SELECT host, process, beat_at FROM lattice_turns WHERE thread = ?", (thread_id,))
    if row is None:
        return
    if _lives(work, str(row[0]), int(row[1] or 0), str(row[2])):
        raise LatticeError(
            "busy",
            "The assistant is at work in this conversation.",
            "Wait for its end, stop it, or go on in another conversation.",
        )
    raise LatticeError(
        "conflict", "The last turn of this conversation was cut off.", "Settle it first, then go on."
    )


def _lives(work: Writing, host: str, process: int, beat_at: str) -> bool:
    """Whether the process of a turn still runs: asked of this machine, guessed by its silence elsewhere."""
    machine = host.partition(" ")[0]
    if machine == socket.gethostname():
        return _process_lives(process) and host == _machine(process)
    return datetime.fromisoformat(work.now) - datetime.fromisoformat(beat_at) < SILENCE


def _machine(process: int) -> str:
    """This machine and, where it can be known, when a process of it began: numbers are given again."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("ascii", "replace")
    except OSError:
        return f"{socket.gethostname()} "
    # the name of the program stands in brackets and may hold anything; field 22 is the start
    fields = stat.rpartition(")")[2].split()
    return f"{socket.gethostname()} {fields[19] if len(fields) > 19 else ''}"


def _process_lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


async def _runs(work: Writing, turn: str) -> bool:
    """Whether a turn is known to run; raises `not_found` when its thread is not the caller's."""
    row = await work.tx.one("SELECT thread FROM lattice_turns WHERE turn = ?", (turn,))
    if row is None:
        return False
    await kept.thread_record(work, str(row[0]))
    return True


@writes(KeepTurn)
async def keep_turn(work: Writing, action: KeepTurn) -> bool:
    """Keep what has streamed in; False when the turn is not known (any more)."""
    text = kept.blocks_text(action.blocks)
    _check_size(text)
    if not await _runs(work, action.turn):
        return False
    await work.tx.run(
        "UPDATE lattice_turns SET blocks = ?, beat_at = ? WHERE turn = ?", (text, work.now, action.turn)
    )
    return True


@writes(EndTurn)
async def end_turn(work: Writing, action: EndTurn) -> bool:
    """Free the thread; False when the turn is not known (any more)."""
    if not await _runs(work, action.turn):
        return False
    await work.tx.run("DELETE FROM lattice_turns WHERE turn = ?", (action.turn,))
    return True


@writes(AddMessage)
async def add_message(work: Writing, action: AddMessage) -> Message:
    """Write down a message of the turn that runs."""
    if action.role is Role.PERSON:
        raise LatticeError(
            "forbidden", "What a person says begins a turn.", "Use turn.begin.", stage=Stage.AUTHORIZATION
        )
    await kept.thread_record(work, action.thread)
    work.undoable = False
    message = await _add(
        work,
        action.thread.upper(),
        action.turn,
        action.role,
        action.blocks,
        status=action.status,
        model=action.model,
        usage=action.usage,
        error=action.error,
    )
    work.summary = "the assistant answered"
    await work.tx.run(
        "UPDATE lattice_turns SET blocks = '[]', beat_at = ? WHERE turn = ?", (work.now, action.turn)
    )
    return message


async def _add(
    work: Writing,
    thread_id: str,
    turn: str,
    role: Role,
    blocks: tuple[Block, ...],
    *,
    status: MessageStatus = MessageStatus.DONE,
    model: str = "",
    usage: Usage | None = None,
    error: str = "",
) -> Message:
    layout = kept.messages_layout(work)
    _check_size(kept.blocks_text(blocks))
    # also those in the trash count: their numbers are not used again
    row = await work.tx.one("SELECT coalesce(max(n), 0) FROM _messages WHERE thread = ?", (thread_id,))
    message = Message(
        id="",
        thread=thread_id,
        turn=turn,
        n=int(row[0] or 0) + 1 if row else 1,
        role=role,
        status=status,
        blocks=blocks,
        at=work.now,
        by=work.actor,
        model=model,
        usage=usage or Usage(),
        error=error,
    )
    (message_id,) = await rowstore.insert(work, layout, [stored_values(layout, row_values(message))])
    return msgspec.structs.replace(message, id=message_id)


def _check_size(text: str) -> None:
    if len(text.encode()) > MESSAGE_BYTES:
        raise LatticeError(
            "too_large",
            f"A message holds at most {MESSAGE_BYTES:,} bytes.",
            "Attach long texts as files.",
            stage=Stage.CONSTRAINTS,
        )


@writes(UpdateMessage)
async def update_message(work: Writing, action: UpdateMessage) -> Message:
    """Change a message; an agent never the words of a person."""
    layout = kept.messages_layout(work)
    record = await rowstore.fetch_one(work, layout, action.id)
    message = kept.message_of(layout.row(record))
    await kept.thread_record(work, message.thread)
    if message.role is Role.PERSON and work.caller.kind is not ActorKind.HUMAN:
        raise LatticeError(
            "forbidden", "Agents may not change what a person said.", stage=Stage.AUTHORIZATION
        )
    work.undoable = False
    changed = msgspec.structs.replace(
        message,
        blocks=message.blocks if action.blocks is None else action.blocks,
        status=action.status or message.status,
        error=message.error if action.error is None else action.error,
    )
    _check_size(kept.blocks_text(changed.blocks))
    await rowstore.update(work, layout, [(record, stored_values(layout, row_values(changed)))])
    work.summary = "changed a message"
    return changed


@writes(SettleTurn)
async def settle_turn(work: Writing, action: SettleTurn) -> ThreadPage:
    """Write down what came of a turn that was cut off."""
    thread = await kept.thread_record(work, action.thread)
    row = await work.tx.one(
        "SELECT turn, host, process, beat_at, blocks FROM lattice_turns WHERE thread = ?", (thread[0],)
    )
    work.undoable = False
    if row is None or _lives(work, str(row[1]), int(row[2] or 0), str(row[3])):
        return await page_of(work, str(thread[0]))
    turn = str(row[0])
    layout = kept.messages_layout(work)
    records = await kept.message_records(work, str(thread[0]), "turn = ?", turn)
    messages = [kept.message_of(layout.row(record)) for record in reversed(records)]
    await _settle_calls(work, messages)
    streamed = tuple(b for b in kept.blocks_from(row[4]) if not isinstance(b, CallBlock))
    error = "The turn was cut off: its program ended in the middle."
    await _add(
        work,
        str(thread[0]),
        turn,
        Role.ASSISTANT,
        streamed or (TextBlock(""),),
        status=MessageStatus.INTERRUPTED,
        error=error,
    )
    await work.tx.run("DELETE FROM lattice_turns WHERE turn = ?", (turn,))
    work.summary = "a turn of the assistant was cut off"
    return await page_of(work, str(thread[0]))


async def _settle_calls(work: Writing, messages: list[Message]) -> None:
    """Give every call without a result one that says whether it was carried out."""
    open_calls: list[CallBlock] = []
    for block in (b for m in messages for b in m.blocks):
        if isinstance(block, CallBlock):
            open_calls.append(block)
        elif isinstance(block, ResultBlock):
            # some services give the same id again in a later answer: a result is for the call before it
            call = next((c for c in open_calls if c.id == block.call_id), None)
            open_calls = [c for c in open_calls if c is not call]
    layout = kept.messages_layout(work)
    results = [await _result_of(work, call) for call in open_calls]
    running = next((m for m in reversed(messages) if m.role is Role.TOOL), None)
    if running is not None and running.status is MessageStatus.RUNNING:
        record = await rowstore.fetch_one(work, layout, running.id)
        whole = msgspec.structs.replace(
            running, blocks=(*running.blocks, *results), status=MessageStatus.INTERRUPTED
        )
        await rowstore.update(work, layout, [(record, stored_values(layout, row_values(whole)))])
    elif results:
        last = messages[-1]
        await _add(work, last.thread, last.turn, Role.TOOL, tuple(results), status=MessageStatus.INTERRUPTED)


async def _result_of(work: Writing, call: CallBlock) -> ResultBlock:
    """What came of a call by its receipts: those of its first action and of those that followed in it."""
    rows = await work.tx.all(
        "SELECT change_id FROM lattice_receipts WHERE actor = ? AND (op_id = ? OR op_id LIKE ?)"
        " ORDER BY at, op_id",
        (ASSISTANT, call.op_id, f"{call.op_id}.%"),
    )
    changes = tuple(dict.fromkeys(str(row[0]) for row in rows if row[0] is not None))
    if changes:
        made = "1 change was made" if len(changes) == 1 else f"{len(changes):,} changes were made"
        text = (
            f"The program ended before the answer came. {made} by this call; whether that was all of it is"
            " not known: look at what is there now."
        )
        return ResultBlock(call.id, CallStatus.DONE, text, f"{made}, then cut off", changes)
    text = "The program ended before the answer came. Nothing was changed by this call."
    return ResultBlock(call.id, CallStatus.STOPPED, text, "not carried out")
