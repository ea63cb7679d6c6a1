"""People, invitations and tokens as lines, and what more there is to say of each."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from lattice.model.members import Invite, Member, Presence, Token
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.words import ago, handle, local_clock

#: Cells of a handle, a name and a role.
HANDLE_CELLS, NAME_CELLS, ROLE_CELLS = 14, 20, 7
#: Cells of a line from which on names stand beside the handles.
ROOMY_CELLS = 74


def here_line(person: Presence, me: str, room: int) -> Content:
    """Who is here, and on what; the name where there is room for it."""
    you = " (you)" if person.actor == me else ""
    where = one_line(person.where, 40)
    return Content.assemble(
        ("● ", "$text-success"),
        fit_cells(one_line(handle(person.actor)) + you, HANDLE_CELLS),
        "  ",
        _name(person.name, person.actor, room),
        f"on {where}" if where else ("here", "$text-muted"),
        (f"  since {local_clock(person.since)}", "$text-muted"),
    )


def member_line(member: Member, me: str, here: Iterable[str], room: int) -> Content:
    """Who, role, when last seen, on how many devices; the name where there is room for it."""
    name = one_line(handle(member.id)) + (" (you)" if member.id == me else "")
    out = member.removed_at is not None
    present = member.id in here
    sign = ("● ", "$text-success") if present else ("  ", "")
    return Content.assemble(
        sign,
        (fit_cells(name, HANDLE_CELLS), "strike $text-muted" if out else ""),
        "  ",
        (_name(member.name, member.id, room), "$text-muted" if out else ""),
        (fit_cells(member.role.value, ROLE_CELLS), "$text-secondary"),
        "  ",
        (fit_cells(_seen(member, present), 12), "$text-muted"),
        ("" if out else _devices(member), "$text-muted"),
    )


def _name(name: str, actor: str, room: int) -> str:
    """A name where it says more than the handle, as wide as there is room; empty where there is none."""
    if room < ROOMY_CELLS:
        return ""
    said = "" if name.casefold() == handle(actor).casefold() else one_line(name, 60)
    return f"{fit_cells(said, NAME_CELLS)}  "


def _seen(member: Member, present: bool) -> str:
    if member.removed_at is not None:
        return f"out {local_clock(member.removed_at)}"
    if present:
        return "here"
    return ago(member.last_seen_at) if member.last_seen_at else "never seen"


def _devices(member: Member) -> str:
    count = len(member.devices)
    return f"  {count} device{'' if count == 1 else 's'}" if count else ""


def member_words(member: Member) -> str:
    """All about a member."""
    parts = [one_line(member.name, 60), member.id, f"joined {local_clock(member.joined_at)}"]
    if member.on_behalf_of:
        parts.insert(2, f"an agent of {handle(member.on_behalf_of)}")
    if member.invited_by:
        parts.append(f"invited by {handle(member.invited_by)}")
    if member.removed_at:
        parts += [f"out since {local_clock(member.removed_at)}", "R lets them in again"]
    elif member.devices:
        names = ", ".join(one_line(device.name, 30) for device in member.devices[:4])
        more = f" and {len(member.devices) - 4} more" if len(member.devices) > 4 else ""
        parts.append(f"signed in on {names}{more}")
    return " · ".join(parts)


def invite_state(invite: Invite, now: str) -> str:
    """What became of an invitation: `waits`, `used`, `withdrawn` or `expired`."""
    if invite.used_at:
        return "used"
    if invite.withdrawn_at:
        return "withdrawn"
    return "expired" if invite.expires_at <= now else "waits"


def invite_line(invite: Invite, now: str) -> Content:
    """For whom, as what, what became of it."""
    state = invite_state(invite, now)
    open_ = state == "waits"
    said = {
        "waits": f"until {local_clock(invite.expires_at)}",
        "used": f"used by {handle(invite.used_by or '')} {ago(invite.used_at or '')}",
        "withdrawn": f"withdrawn {ago(invite.withdrawn_at or '')}",
        "expired": f"expired {local_clock(invite.expires_at)}",
    }[state]
    return Content.assemble(
        ("✉ ", "$text-primary") if open_ else "  ",
        (
            fit_cells(one_line(invite.for_name, 60) or "anyone", HANDLE_CELLS + 6),
            "" if open_ else "$text-muted",
        ),
        "  ",
        (fit_cells(invite.role.value, ROLE_CELLS), "$text-secondary" if open_ else "$text-muted"),
        "  ",
        (said, "" if open_ else "$text-muted"),
    )


def invite_words(invite: Invite, now: str) -> str:
    """All about an invitation."""
    words = f"made by {handle(invite.created_by)} {local_clock(invite.created_at)}"
    if invite_state(invite, now) == "waits":
        return f"{words} · not used yet; d withdraws it"
    return words


def token_line(token: Token, now: str, me: str, room: int) -> Content:
    """Which agent, for whom unless it is mine, until when, when it was last used."""
    person = token.on_behalf_of or ""
    whose = fit_cells("" if person == me else f"for {handle(person)}", 12) + "  "
    if person == me and room < ROOMY_CELLS:
        whose = ""
    ended = token.revoked_at is not None or (token.expires_at is not None and token.expires_at <= now)
    if token.revoked_at is not None:
        until = f"ended {ago(token.revoked_at)}"
    elif ended:
        until = f"expired {local_clock(token.expires_at or '')}"
    else:
        until = f"until {local_clock(token.expires_at)}" if token.expires_at else "no end"
    used = f"  used {ago(token.last_used_at)}" if token.last_used_at else "  never used"
    return Content.assemble(
        "  ",
        (fit_cells(one_line(token.actor), HANDLE_CELLS + 6), "strike $text-muted" if ended else ""),
        "  ",
        (whose, "$text-muted"),
        (until, "$text-muted" if ended else ""),
        ("" if ended else used, "$text-muted"),
    )


def token_words(token: Token) -> str:
    """What a token lets its agent do."""
    run = one_line(", ".join(token.actions), 160) or "all that agents may"
    tables = one_line(", ".join(token.tables), 160) or "all"
    money = f" · at most ${token.dollars_a_day:,.2f} a day" if token.dollars_a_day is not None else ""
    return f"runs: {run} · tables: {tables}{money}"
