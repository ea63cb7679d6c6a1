"""What keys and mouse reach on a screen of a document: the next link, a link under the mouse, a selection."""

from __future__ import annotations

from textual.selection import Selection

from lattice.tui.widgets.markdown.lines import Line, Place, cells, text_of
from lattice.tui.widgets.viewer.leaf import Leaf

#: Lines that a selection copies at most.
COPIED = 100_000


def next_link(
    leaf: Leaf, here: tuple[int, int] | None, by: int, first: int, last: int
) -> tuple[int, int] | None:
    """Section and number of the link after `here`, or before it for a negative `by`.

    Without one the first or last of the lines from `first` to `last`, which are on the screen. None when
    there is none near: links further away are left to those who scroll there.
    """
    edge = None
    if here is None:
        edge = leaf.place_at(first) if by > 0 else leaf.place_at(last + 1)
        section = leaf.section_at(first if by > 0 else last)
        number = -1 if by > 0 else len(leaf.links(section))
    else:
        section, number = here
    final = leaf.section_at(max(0, leaf.height - 1))
    limit = min(final, leaf.section_at(last) + 1) if by > 0 else max(0, leaf.section_at(first) - 1)
    while section <= limit if by > 0 else section >= limit:
        links = leaf.links(section)
        number += by
        while 0 <= number < len(links):
            place = Place(section, links[number].at)
            if edge is None or (place >= edge if by > 0 else place < edge):
                return section, number
            number += by
        section += by
        if not 0 <= section <= final:
            return None
        number = -1 if by > 0 else len(leaf.links(section))
    return None


def link_at(line: Line, x: int) -> int:
    """The number of the link under a cell of a line; -1 for none."""
    at = 0
    for piece in line:
        at += cells(piece.text)
        if x < at:
            return piece.link if x >= 0 else -1
    return -1


def selected(leaf: Leaf, selection: Selection, gutter: int) -> str:
    """The text that the mouse went over, without what stands in the gutter."""
    first = selection.start.y if selection.start is not None else 0
    last = selection.end.y if selection.end is not None else leaf.height - 1
    found = []
    for y in range(first, min(last, first + COPIED) + 1):
        span = selection.get_span(y)
        if span is not None:
            line = text_of(leaf.line(y) or ())
            start = max(0, span[0] - gutter)
            found.append(line[start:] if span[1] == -1 else line[start : max(0, span[1] - gutter)])
    return "\n".join(found)
