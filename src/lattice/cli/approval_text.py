"""What an agent asks for, in words: who, what exactly, and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from lattice.actions.base import ActionSpec, Effects, Risk
from lattice.model.policy import Approval, Decision
from lattice.model.values import show_time
from lattice.model.visible import visible

#: Characters of one value where many requests are listed.
_LISTED_CHARS = 200
_ANSWERS = {
    Decision.ASKED: "waits",
    Decision.ONCE: "allowed once",
    Decision.CONVERSATION: "allowed for the conversation",
    Decision.NO: "denied",
    Decision.NEVER: "denied, also the like of it",
}


def approval_text(approval: Approval, *, whole: bool) -> str:
    """The request in lines; without `whole` long values are cut, and it is said how much is left out."""
    return "\n".join(_lines(approval, whole))


def _lines(approval: Approval, whole: bool) -> Iterator[str]:
    spec = _spec_of(approval)
    session = f" in {visible(approval.session)}" if approval.session else ""
    yield f"{approval.id}  {visible(approval.actor)}{session}  {show_time(approval.at)[:19]}"
    yield f"  {visible(approval.action)}: {_meaning(spec)}"
    for name, value in _fields(approval.request, spec):
        yield f"    {visible(name)}: {_shown(value, whole)}"
    if approval.decision is not Decision.ASKED:
        when = f" {show_time(approval.decided_at)[:19]}" if approval.decided_at else ""
        used = ", used" if approval.used_at else ""
        yield f"  {_ANSWERS[approval.decision]}{when}{used}"


def _spec_of(approval: Approval) -> ActionSpec | None:
    from lattice.actions import specs

    return specs().get(approval.action)


def _meaning(spec: ActionSpec | None) -> str:
    if spec is None:
        return "this Lattice does not know the action."
    if spec.effects is Effects.OUTSIDE:
        return f"{spec.summary} It goes outside."
    means = {Risk.DESTRUCTIVE: "It cannot be undone.", Risk.WRITE: "It can be undone."}.get(spec.risk, "")
    return spec.summary if "undone" in spec.summary else f"{spec.summary} {means}".rstrip()


def _fields(request: str, spec: ActionSpec | None) -> list[tuple[str, Any]]:
    """What the action says, in the order of its fields, without what it leaves empty."""
    try:
        found = msgspec.json.decode(request)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return [("request", request)]
    if not isinstance(found, dict):
        return [("request", found)]
    order = msgspec.structs.fields(spec.cls) if spec is not None else ()
    names = dict.fromkeys([field.name for field in order if field.name in found]) | dict.fromkeys(found)
    return [(str(name), found[name]) for name in names if found[name] not in (None, [], {}, "")]


def _shown(value: Any, whole: bool) -> str:
    text = visible(value if isinstance(value, str) else msgspec.json.encode(value).decode())
    if whole or len(text) <= _LISTED_CHARS:
        return text
    return f"{text[:_LISTED_CHARS]}… ({len(text) - _LISTED_CHARS:,} characters more)"
