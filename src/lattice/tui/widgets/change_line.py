"""One change in one line, wherever changes are listed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from lattice.model.events import AuditRecord, Change
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.words import change_words, handle, local_clock

#: Most cells of an actor; agents have long names.
WHO = 12


class Fit(NamedTuple):
    """Cells of when and who in a list: no more than what stands there needs, for the words come last."""

    clock: int = 5
    who: int = 3

    def of(self, done: Iterable[Change | AuditRecord]) -> Fit:
        """Wide enough for these, too."""
        clock, who = self
        for one in done:
            clock = max(clock, len(local_clock(one.at)))
            who = max(who, min(WHO, cell_len(one_line(handle(one.actor)))))
        return Fit(clock, who)


def paint_when(at: str, actor: str, fit: Fit, mark: str = " ") -> Content:
    """How a line begins: when, and who."""
    return Content.assemble(
        (fit_cells(local_clock(at), fit.clock, right=True), "$text-muted"),
        (f" {mark}", "$text-warning"),
        (fit_cells(one_line(handle(actor)), fit.who), "$text-secondary"),
        "  ",
    )


def paint_change(change: Change, fit: Fit, *, marked: bool = False) -> Content:
    """One line: when, who, what; ◆ in the one that others are compared with."""
    words = change_words(change.summary)
    style = "$text-muted strike" if change.undone_by else ""
    mark = "↶ " if change.undoes else ""
    if change.undone_by:
        words = f"{words} (taken back)"
    return Content.assemble(
        paint_when(change.at, change.actor, fit, "◆" if marked else " "),
        (mark, "$text-muted"),
        (words, style),
    )
