"""Conversations with the assistant: threads, messages, and the turn that runs."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Risk, Runs, action
from lattice.model.chat import Block, Message, MessageStatus, Role, Thread, Usage
from lattice.model.ids import RowId


class ThreadList(msgspec.Struct, frozen=True):
    """Conversations, the one that was last active first."""

    threads: tuple[Thread, ...]
    more: bool = False


class ThreadPage(msgspec.Struct, frozen=True):
    """A thread with some of its messages, oldest first."""

    thread: Thread
    messages: tuple[Message, ...]
    more: bool = False
    """Whether there are earlier ones."""


class TurnStart(msgspec.Struct, frozen=True):
    """A turn that may run now."""

    thread: Thread
    message: Message | None
    """What the person said; None when an interrupted turn goes on."""
    turn: str


@action("thread.list", runs=Runs.SERVER)
class ListThreads(Action[ThreadList], frozen=True):
    """One's own conversations."""

    limit: int = 50
    before: str | None = None
    """Only those last active before this time: `last_at` of the last one of a page."""


@action("thread.read", runs=Runs.SERVER)
class ReadThread(Action[ThreadPage], frozen=True):
    """The newest messages of a conversation, or those before one."""

    id: RowId
    """Of the conversation, or of one of its messages: then the last one is that."""
    before: int | None = None
    """Number of a message."""
    limit: int = 100


@action("thread.create", risk=Risk.WRITE)
class CreateThread(Action[Thread], frozen=True):
    """Begin a conversation."""

    title: str = ""
    model: str = ""


@action("thread.update", risk=Risk.WRITE)
class UpdateThread(Action[Thread], frozen=True):
    """Give a conversation a title, or another model."""

    id: RowId
    title: str | None = None
    model: str | None = None


@action("thread.delete", risk=Risk.WRITE)
class DeleteThread(Action[Thread], frozen=True):
    """Move a conversation with its messages to the trash; undo brings it back."""

    id: RowId


@action("thread.rewind", risk=Risk.WRITE)
class RewindThread(Action[Thread], frozen=True):
    """Take back a message and all that came after it, to say it otherwise; what was changed stays."""

    id: RowId
    n: int
    """Number of the first message to take back."""


@action("thread.fork", risk=Risk.WRITE)
class ForkThread(Action[Thread], frozen=True):
    """Begin a conversation with the messages of another one, up to and with one."""

    id: RowId
    n: int | None = None
    """Number of the last message to take over; all when None."""


@action("turn.begin", risk=Risk.WRITE)
class BeginTurn(Action[TurnStart], frozen=True):
    """Say something and let the assistant answer; refused while another turn runs in the thread."""

    thread: RowId
    blocks: tuple[Block, ...] = ()
    """What is said; without any an interrupted or finished turn goes on."""
    turn: str | None = None
    """The turn that goes on; a new one when None."""


@action("turn.keep", risk=Risk.WRITE, audited=False)
class KeepTurn(Action[bool], frozen=True):
    """Say that a turn still runs, and keep what has streamed in of its answer; not written into the log."""

    turn: str
    blocks: tuple[Block, ...] = ()


@action("turn.end", risk=Risk.WRITE, audited=False)
class EndTurn(Action[bool], frozen=True):
    """Say that a turn runs no longer."""

    turn: str


@action("turn.settle", risk=Risk.WRITE)
class SettleTurn(Action[ThreadPage], frozen=True):
    """Find out what came of a turn whose process is gone, write it down, and free the thread.

    What had streamed in becomes a message that is interrupted; calls that were under way get a result
    that says whether they were carried out. Does nothing while the turn's process lives.
    """

    thread: RowId


@action("message.add", risk=Risk.WRITE)
class AddMessage(Action[Message], frozen=True):
    """Write down a message of a turn that runs."""

    thread: RowId
    turn: str
    role: Role
    blocks: tuple[Block, ...]
    status: MessageStatus = MessageStatus.DONE
    model: str = ""
    usage: Usage = Usage()
    error: str = ""


@action("message.update", risk=Risk.WRITE)
class UpdateMessage(Action[Message], frozen=True):
    """Change a message of a turn that runs; None leaves a field as it is."""

    id: RowId
    blocks: tuple[Block, ...] | None = None
    status: MessageStatus | None = None
    error: str | None = None
