"""Records of the audit chain and the verdict about it, in words and signs."""

from __future__ import annotations

from textual.content import Content

from lattice.model.events import AuditRecord, Verdict
from lattice.tui.literal import one_line
from lattice.tui.widgets.change_line import Fit, paint_when


def paint_record(record: AuditRecord, fit: Fit, *, bad: bool = False) -> Content:
    """One line: number, whether it was allowed, when, who, what; `✗✗` where it does not hold.

    The sign comes early, so that a narrow screen does not cut it off.
    """
    denied = record.decision != "allowed"
    look = "$text-error" if denied else "$text-success"
    return Content.assemble(
        (f"{record.n:>6,}", "$text-error bold" if bad else "$text-muted"),
        ("  ✗" if denied else "  ✓", look),
        ("  ✗✗ does not hold" if bad else "", "$text-error bold"),
        "  ",
        paint_when(record.at, record.actor, fit),
        one_line(record.action, 30),
        (f"  {_denied(record)}", look),
    )


def _denied(record: AuditRecord) -> str:
    return "" if record.decision == "allowed" else f"denied: {record.code} ({record.stage})"


def paint_seal(record: AuditRecord, broken: str = "") -> Content:
    """Why it was denied, the digests of one record, and why it does not hold."""
    denied = _denied(record)
    return Content.assemble(
        (f"✗✗ {one_line(broken)}   " if broken else "", "$text-error bold"),
        (f"✗ {denied}   " if denied else "", "$text-error"),
        ("events ", "$text-muted"),
        record.events_digest[:32] or "none",
        ("   before ", "$text-muted"),
        record.prev_hash[:16],
        ("   seal ", "$text-muted"),
        record.hash[:32],
    )


def paint_verdict(verdict: Verdict) -> Content:
    """What the check found."""
    if verdict.ok:
        note = f" {one_line(verdict.reason)}" if verdict.reason else ""
        return Content.assemble(
            (f"✓ The chain holds: {verdict.records:,} records.", "$text-success"), (note, "$text-warning")
        )
    where = f"Record {verdict.bad:,} does not hold" if verdict.bad is not None else "The chain does not hold"
    return Content.styled(f"✗ {where}: {one_line(verdict.reason)}", "$text-error")


def paint_progress(done: int, total: int, left: str) -> Content:
    """How far a check is."""
    words = f"Checking: {done:,} of {total:,} records" + (f" · {left}" if left else "")
    return Content.styled(words, "$text-muted")
