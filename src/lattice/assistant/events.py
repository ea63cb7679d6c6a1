"""What a turn tells whoever shows it: one typed event for each thing that happens."""

from __future__ import annotations

import msgspec

from lattice.model.chat import CallBlock, Message, MessageStatus, ResultBlock, Usage
from lattice.model.errors import ErrorBody
from lattice.model.policy import Approval


class Began(msgspec.Struct, frozen=True, tag="began"):
    """The turn runs; `message` is what the person said, None when an interrupted turn goes on."""

    thread: str
    turn: str
    message: Message | None


class Asking(msgspec.Struct, frozen=True, tag="asking"):
    """A request goes to the model: the wait for its first words begins."""

    round: int
    """From 1."""
    model: str


class Waiting(msgspec.Struct, frozen=True, tag="waiting"):
    """The service did not answer; it is asked again."""

    seconds: float
    attempt: int
    of: int
    reason: str


class Voided(msgspec.Struct, frozen=True, tag="voided"):
    """What has streamed in of this answer is void: the connection broke, and it is asked for anew."""

    reason: str


class Thought(msgspec.Struct, frozen=True, tag="thought"):
    """A piece of thinking."""

    text: str


class Said(msgspec.Struct, frozen=True, tag="said"):
    """A piece of the answer."""

    text: str


class Answered(msgspec.Struct, frozen=True, tag="answered"):
    """One answer of the model is whole and written down, with the calls it asks for."""

    message: Message


class CallBegan(msgspec.Struct, frozen=True, tag="call_began"):
    """A tool is called."""

    call: CallBlock
    words: str
    """One line for people: `row.list people where city = Oslo`."""


class ApprovalAsked(msgspec.Struct, frozen=True, tag="approval_asked"):
    """The turn waits for its person."""

    call_id: str
    approval: Approval
    words: tuple[str, ...]
    """Exactly what will happen, in lines."""
    details: tuple[str, ...] = ()
    """More of it, to unfold: the rows, the values."""


class ApprovalAnswered(msgspec.Struct, frozen=True, tag="approval_answered"):
    """The person has answered."""

    call_id: str
    approval: Approval


class CallEnded(msgspec.Struct, frozen=True, tag="call_ended"):
    """A call has its result."""

    call: CallBlock
    result: ResultBlock


class Kept(msgspec.Struct, frozen=True, tag="kept"):
    """The results of a round are written down."""

    message: Message


class Trimmed(msgspec.Struct, frozen=True, tag="trimmed"):
    """The conversation was shortened for the model, and in what way."""

    words: str


class Used(msgspec.Struct, frozen=True, tag="used"):
    """What the turn used so far; `warnings` name budgets that are nearly spent."""

    turn: Usage
    warnings: tuple[str, ...] = ()


class Titled(msgspec.Struct, frozen=True, tag="titled"):
    """The thread has a title."""

    title: str


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The turn is over."""

    status: MessageStatus
    """done, stopped or failed."""
    turn: str
    """Also the group of all its changes: `change.undo` takes them back together."""
    changes: int
    """How many changes it made."""
    artifacts: tuple[str, ...] = ()
    """Files that it made, to be opened."""
    error: ErrorBody | None = None


TurnEvent = (
    Began
    | Asking
    | Waiting
    | Voided
    | Thought
    | Said
    | Answered
    | CallBegan
    | ApprovalAsked
    | ApprovalAnswered
    | CallEnded
    | Kept
    | Trimmed
    | Used
    | Titled
    | Ended
)
