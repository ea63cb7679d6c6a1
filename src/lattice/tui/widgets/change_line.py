"""One change in one line, wherever changes are listed."""

from __future__ import annotations

from textual.content import Content

from lattice.model.events import Change
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.words import change_words, handle, local_clock


def paint_change(change: Change, *, clock: int = 12, marked: bool = False) -> Content:
    """One line: when, who, what; ◆ in the one that others are compared with."""
    when = fit_cells(local_clock(change.at), clock, right=True)
    who = fit_cells(one_line(handle(change.actor)), 10)
    words = change_words(change.summary)
    style = "$text-muted strike" if change.undone_by else ""
    mark = "↶ " if change.undoes else ""
    if change.undone_by:
        words = f"{words} (taken back)"
    return Content.assemble(
        (when, "$text-muted"),
        (" ◆" if marked else "  ", "$text-warning"),
        (who, "$text-secondary"),
        "  ",
        (mark, "$text-muted"),
        (words, style),
    )
