"""Where each tab stands on the line, as plain data; which ones show when there is no room for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from lattice.tui.literal import fit_cells, one_line

#: Cells of the longest title.
TITLE_CELLS = 24
#: What stands after a title: the mark that closes the tab.
CLOSE = " ×"


class Placed(NamedTuple):
    """One tab that shows."""

    number: int
    """Among all tabs."""
    start: int
    """Its first cell."""
    close: int
    """The cell of the mark that closes it."""
    end: int
    """One past its last cell."""
    text: str


def tab_text(title: str) -> str:
    """What one tab says, with its margins."""
    title = one_line(title)
    if cell_len(title) > TITLE_CELLS:
        title = fit_cells(title, TITLE_CELLS)
    return f" {title}{CLOSE} "


def place(titles: Sequence[str], active: int, width: int) -> list[Placed]:
    """The tabs that fit into `width` cells, the active one among them, as many before it as fit."""
    texts = [tab_text(title) for title in titles]
    sizes = [cell_len(text) for text in texts]
    first = 0
    while first < active and sum(sizes[first : active + 1]) + (2 if first else 0) > width:
        first += 1
    placed: list[Placed] = []
    x = 2 if first else 0
    for index in range(first, len(texts)):
        if x + sizes[index] > width and placed:
            break
        end = x + sizes[index]
        placed.append(Placed(index, x, end - 2, end, texts[index]))
        x = end
    return placed
