"""What the model is told of each call: what was done and what was not, in exact words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lattice.assistant.tools.provenance import STRANGERS, plain, wrapped
from lattice.model.chat import CallBlock, CallStatus, ResultBlock
from lattice.model.errors import LatticeError, Stage

if TYPE_CHECKING:
    from lattice.assistant.tools import ToolOutcome

#: Characters of a broken input that are quoted.
_QUOTED = 300


def done(call: CallBlock, outcome: ToolOutcome, change_ids: tuple[str, ...]) -> ResultBlock:
    """The call was carried out."""
    return ResultBlock(
        call.id, CallStatus.DONE, outcome.text, outcome.words, change_ids=change_ids, refs=outcome.refs
    )


def refused(call: CallBlock, error: LatticeError, change_ids: tuple[str, ...]) -> ResultBlock:
    """The call failed, maybe after some of its changes."""
    # it can quote names and values, which are data
    text = f"Refused ({error.code}):\n{wrapped(plain(str(error)), STRANGERS)}\n"
    if change_ids:
        text += f"Before that {_made(change_ids)} by this call; the rest was not done."
    else:
        text += "Nothing was changed by this call."
    words = error.message + (f" ({_made(change_ids)} before)" if change_ids else "")
    return ResultBlock(call.id, CallStatus.FAILED, text, words, change_ids)


def denied(call: CallBlock, change_ids: tuple[str, ...]) -> ResultBlock:
    """The person said no."""
    text = (
        "It was not allowed: the person said no, or there was nobody to ask. Do not try it in another way;"
        " say what you could not do, and ask what they want instead."
    )
    if change_ids:
        text += f" Before that {_made(change_ids)} by this call; the rest was not done."
    else:
        text += " Nothing was changed by this call."
    return ResultBlock(call.id, CallStatus.DENIED, text, "not allowed", change_ids)


def not_begun(call: CallBlock) -> ResultBlock:
    """The person stopped the turn before the call changed anything or brought an answer."""
    text = "The person stopped the turn. This call was not carried out, and changed nothing."
    return ResultBlock(call.id, CallStatus.STOPPED, text, "not carried out")


def cut_off(call: CallBlock, change_ids: tuple[str, ...]) -> ResultBlock:
    """The person stopped the turn in the middle of the call's changes."""
    text = (
        f"The person stopped the turn in the middle of this call: {_made(change_ids)} by it, and what was"
        " still to come was not. Look at what is there now before you go on."
    )
    return ResultBlock(call.id, CallStatus.STOPPED, text, f"stopped: {_made(change_ids)}", change_ids)


def _made(change_ids: tuple[str, ...]) -> str:
    return "1 change was made" if len(change_ids) == 1 else f"{len(change_ids):,} changes were made"


def unreadable(call: CallBlock) -> LatticeError:
    """The input of a call is no JSON object."""
    return LatticeError(
        "invalid_action",
        f"The input of {call.name} is not a whole JSON object: {call.invalid[:_QUOTED]!r}.",
        "Send it again, with less at a time if it was cut off.",
        stage=Stage.CONSTRAINTS,
    )


def unknown(call: CallBlock, tools: Iterable[str]) -> LatticeError:
    """There is no such tool, or it is not offered here."""
    return LatticeError(
        "invalid_action",
        f"There is no tool {call.name!r} here.",
        f"There are: {', '.join(tools) or 'none'}.",
        stage=Stage.CONSTRAINTS,
    )


def broken(call: CallBlock, bug: Exception) -> LatticeError:
    """The tool itself is wrong."""
    return LatticeError(
        "failed", f"{call.name} failed: {type(bug).__name__}: {bug}.", "Do without it, and tell the person."
    )


def too_many_calls(most: int) -> LatticeError:
    """The answer holds more calls than are carried out."""
    return LatticeError(
        "too_large",
        f"At most {most} calls of one answer are carried out; this one came after them.",
        "Change and read many rows with one call.",
        stage=Stage.CONSTRAINTS,
    )


def too_many_questions(count: int) -> LatticeError:
    """One call came to a closed gate again and again."""
    return LatticeError(
        "failed",
        f"The call asked for {count} allowances and was still not done.",
        "Do less in one call.",
        stage=Stage.CONSTRAINTS,
    )
