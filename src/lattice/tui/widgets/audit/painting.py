"""Records of the audit chain and the verdict about it, in words and signs."""

from __future__ import annotations

from textual.content import Content

from lattice.model.events import AuditRecord, Verdict
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.words import handle, local_clock


def paint_record(record: AuditRecord, *, bad: bool = False) -> Content:
    """One line: number, when, who, what, and whether it was allowed; `✗✗` where it does not hold."""
    denied = record.decision != "allowed"
    return Content.assemble(
        (f"{record.n:>8,}", "$text-error bold" if bad else "$text-muted"),
        (f"  {fit_cells(local_clock(record.at), 12, right=True)}", "$text-muted"),
        (f"  {fit_cells(one_line(handle(record.actor)), 12)}", "$text-secondary"),
        f"  {fit_cells(one_line(record.action), 18)}  ",
        (
            f"✗ denied: {record.code} ({record.stage})" if denied else "✓",
            "$text-error" if denied else "$text-success",
        ),
        ("   ✗✗ does not hold" if bad else "", "$text-error bold"),
    )


def paint_seal(record: AuditRecord, broken: str = "") -> Content:
    """The digests of one record, and why it does not hold."""
    return Content.assemble(
        (f"✗✗ {one_line(broken)}   " if broken else "", "$text-error bold"),
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
