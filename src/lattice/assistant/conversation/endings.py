"""Why an answer ended, and what is said and done about it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lattice.assistant.provider.events import StopReason
from lattice.model.chat import Block, CallBlock, MessageStatus, NoteBlock, TextBlock
from lattice.model.visible import visible


class Ending(msgspec.Struct, frozen=True):
    """What an answer's end means."""

    status: MessageStatus = MessageStatus.DONE
    notes: tuple[NoteBlock, ...] = ()
    """For people, below the answer."""
    keeps_calls: bool = True
    """Whether its calls are carried out."""
    error: str = ""
    hint: str = ""


def of(stop_reason: str, explanation: str, blocks: Sequence[Block]) -> Ending:
    """The meaning of one of `StopReason`, or of what a service adds to them."""
    match stop_reason:
        case StopReason.REFUSAL:
            return _refusal(explanation)
        case StopReason.LENGTH:
            return _noted("length", "The answer reached its longest length. Go on, and it is continued.")
        case StopReason.CONTEXT:
            return _noted("length", "The conversation is as long as the model can read.")
        case StopReason.END | StopReason.TOOLS | StopReason.PAUSE | StopReason.SEQUENCE:
            says = any(
                isinstance(b, CallBlock) or (isinstance(b, TextBlock) and b.text.strip()) for b in blocks
            )
            if says or stop_reason == StopReason.PAUSE:
                return Ending()
            return _noted("empty", "The model ended without an answer.")
        case _:
            reason = visible(stop_reason)[:100]
            return _noted(
                "stop", f"The service ended the answer for a reason that is not known here: {reason}."
            )


def _noted(kind: str, text: str) -> Ending:
    return Ending(notes=(NoteBlock(text, kind=kind),))


def _refusal(explanation: str) -> Ending:
    why = f" It says: {visible(' '.join(explanation.split()))[:500]}" if explanation else ""
    text = f"The model declines to answer this.{why}"
    return Ending(
        status=MessageStatus.FAILED,
        notes=(NoteBlock(text, kind="refusal"),),
        keeps_calls=False,
        error=text,
        hint="Say it otherwise: edit your message and send it again.",
    )


def rounds(count: int) -> NoteBlock:
    """The turn has had as many rounds as it may."""
    return NoteBlock(
        f"The turn has reached {count} rounds of calls; there may be no more. Without further calls:"
        " sum up what was done and what was not, so that the person can decide how to go on.",
        kind="rounds",
    )
