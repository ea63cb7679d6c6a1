"""What an agent asks for, in words: who, what exactly, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from lattice.client import Client
from lattice.model.policy import Approval, Decision
from lattice.model.values import show_time
from lattice.model.visible import visible

_ANSWERS = {
    Decision.ONCE: "allowed once",
    Decision.CONVERSATION: "allowed for the conversation",
    Decision.NO: "denied",
    Decision.NEVER: "denied, also the like of it",
}


async def approval_text(approval: Approval, client: Client, *, whole: bool) -> str:
    """The request in lines that are harmless on a terminal; `whole` names every row and value."""
    # what it means to say one of these is looked up only where there is one
    from lattice.assistant.approval_words import approval_words

    words, details = await approval_words(approval, client)
    shown = (*words, *details) if whole else words
    return "\n".join([_head(approval), *(f"  {visible(line)}" for line in shown), *_answer(approval)])


def _head(approval: Approval) -> str:
    session = f" in {visible(approval.session)}" if approval.session else ""
    when = show_time(approval.at)[:19]
    return f"{approval.id}  {visible(approval.action)}  {visible(approval.actor)}{session}  {when}"


def _answer(approval: Approval) -> Iterator[str]:
    if approval.decision is not Decision.ASKED:
        when = f" {show_time(approval.decided_at)[:19]}" if approval.decided_at else ""
        used = ", used" if approval.used_at else ""
        yield f"  {_ANSWERS[approval.decision]}{when}{used}"
