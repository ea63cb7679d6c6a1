"""What people read about where a workspace is: roles, moments, servers and how a connection stands."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from lattice.model.errors import LatticeError
from lattice.model.people import Role
from lattice.model.standing import Standing

#: What a role may, to somebody who is about to have it.
ROLE_WORDS = {
    Role.OWNER: "owner: everything, also to remove the workspace",
    Role.ADMIN: "admin: read, change, invite and remove members",
    Role.EDITOR: "editor: read and change what is shared",
    Role.VIEWER: "viewer: read what is shared",
    Role.AGENT: "agent: what its person lets it do",
}


#: What keeps one out of a server that answers.
_SHUT = {
    "signed_out": "signed out",
    "not_found": "signed out",
    "untrusted_server": "not trusted",
    "upgrade_required": "update Lattice",
}


def is_shut(standing: Standing) -> bool:
    """Whether one is let in no more, and has to sign in again."""
    return not standing.online and standing.code in ("signed_out", "not_found")


def is_connecting(standing: Standing) -> bool:
    """Whether the server was not reached yet, and nothing says that it cannot be."""
    return not standing.online and not standing.problem and not standing.code


def moment_of(stamp: str | None) -> datetime | None:
    """A stored moment; None when there is none, or what is there is not one."""
    try:
        found = datetime.fromisoformat(stamp) if stamp else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def span(seconds: float) -> str:
    """A time span in one unit, as people say it."""
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than a minute"


def until_words(stamp: str | None, now: datetime) -> str:
    """Until when something holds: the moment on this machine's clock, and how far off it is."""
    moment = moment_of(stamp)
    if moment is None:
        return stamp or ""
    left = (moment - now).total_seconds()
    far = f"in {span(left)}" if left > 0 else "past"
    return f"{moment.astimezone():%Y-%m-%d %H:%M} ({far})"


def clock(stamp: str | None, now: datetime) -> str:
    """When something began: the time of today, else the day."""
    moment = moment_of(stamp)
    if moment is None:
        return "?"
    local = moment.astimezone()
    return f"{local:%H:%M}" if local.date() == now.astimezone().date() else f"{local:%Y-%m-%d}"


def host_of(server: str) -> str:
    """What people call a server: its host, and its port where that is not the usual one."""
    return urlsplit(server).netloc or server


def place_words(standing: Standing, now: datetime) -> str:
    """Where the workspace that is open is, and how that stands, in a few words for the top line."""
    if standing.kind == "local":
        return "local"
    host, since = host_of(standing.server), clock(standing.since, now)
    if is_connecting(standing):
        return f"{host} …"
    if not standing.online:
        return f"⚠ {_SHUT[standing.code]}" if standing.code in _SHUT else f"⚠ offline since {since}"
    if standing.filling is not None:
        return f"{host} ↓ {int(standing.filling * 100)}%"
    if standing.behind:
        return f"{host} ↓ {standing.behind:,}"
    return f"{host} ~" if standing.stale else host


def unsaved_words(error: LatticeError) -> str:
    """Why what was typed could not be saved, and that it is not lost."""
    match error.code:
        case "unreachable":
            return f"{error.message} What you typed stays here; saving again tries again."
        case "outcome_unknown":
            return f"{error.message} Saving again asks; nothing is done twice."
        case "signed_out":
            return f"{error.message} What you typed stays here; esc, then L leads back in."
    return str(error)
