"""What is told of people, sharing and tokens: events of the log that are not about values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lattice.model.events import Event
from lattice.model.sharing import Visibility
from lattice.tui.literal import one_line

#: Members that are named in a sentence; of more the rest is counted.
NAMED = 2

_PLAIN = {
    "member.join": "joined",
    "member.leave": "left the workspace",
    "invite.withdraw": "withdrew an invitation",
    "token.revoke": "ended a token",
    "workspace.set_logo": "changed the logo of the workspace",
}


def handle(actor: str) -> str:
    """What people call an actor: `ada` for a person, `agent:scout` for others."""
    kind, _, name = actor.partition(":")
    return name if kind == "human" else actor


def people_words(event: Event) -> str | None:
    """What was done, without by whom: `joined`, `made bo admin`; None for what is not about people."""
    after: dict[str, Any] = event.after or {}
    member = one_line(handle(str(after.get("member") or after.get("id") or "")), 60) or "a member"
    match event.op:
        case "member.role":
            return f"made {member} {after.get('role') or 'something else'}"
        case "member.remove":
            return f"removed {member}"
        case "member.readmit":
            return f"let {member} in again"
        case "invite.create":
            return f"invited {one_line(str(after.get('for_name') or ''), 60) or 'someone'}"
        case "token.create":
            agent = one_line(str(after.get("agent") or after.get("actor") or ""), 60)
            return f"made a token for {agent or 'an agent'}"
        case op:
            return _PLAIN.get(op)


def share_words(event: Event, what: str) -> str:
    """How a row was shared: `shared people/Ada with bo and 2 more`, `made people/Ada private`."""
    after: dict[str, Any] = event.after or {}
    names = [*_actors(after.get("_write")), *_actors(after.get("_read"))]
    match after.get("_visibility"):
        case Visibility.PRIVATE:
            return f"made {what} private"
        case Visibility.EVERYONE:
            return f"shared {what} with everyone"
        case _ if names:
            more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            return f"shared {what} with {', '.join(names[:NAMED])}{more}"
        case _:
            return f"changed who sees {what}"


def _actors(value: object) -> Sequence[str]:
    """Handles of the members in a list of an event."""
    return [one_line(handle(str(actor)), 40) for actor in value] if isinstance(value, list | tuple) else []
