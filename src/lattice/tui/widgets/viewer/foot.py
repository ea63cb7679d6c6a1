"""Where one is in a document, in words for the line under it."""

from __future__ import annotations

from lattice.tui.widgets.viewer.flow import Flow
from lattice.tui.widgets.viewer.leaf import Leaf
from lattice.tui.widgets.viewer.long import Rows
from lattice.tui.widgets.viewer.paper import Paper
from lattice.tui.widgets.viewer.parts import PartSection


def position(paper: Paper) -> str:
    """`page 3 of 12 · 34 %`, `line 120 of 5,000`."""
    leaf = paper.leaf
    if leaf is None or not leaf.height:
        return ""
    bottom = paper.top + paper.room.height
    share = (
        "all" if bottom >= leaf.height and paper.top == 0 else f"{min(100, bottom * 100 // leaf.height)} %"
    )
    if isinstance(leaf, Rows):
        return _lines(leaf, paper, share)
    where = _page(leaf, _line_of_hit(paper, leaf))
    return f"{where} · {share}" if where else share


def _line_of_hit(paper: Paper, leaf: Leaf) -> int:
    """The line of the match that keys are on while it is in sight, else the first one on the screen."""
    if not 0 <= paper.here_match < len(paper.matches):
        return paper.top
    place = paper.matches[paper.here_match].place
    return leaf.line_of(place) if paper.shows(place) else paper.top


def _lines(leaf: Rows, paper: Paper, share: str) -> str:
    last = min(leaf.height, paper.top + paper.room.height)
    number = leaf.number(last - 1).strip()
    of = f"{leaf.index.lines:,}" if leaf.indexed >= 1 else f"more, {leaf.indexed:.0%} looked through"
    line = f"line {int(number):,} of {of}" if number.isdigit() else f"of {of} lines"
    return f"{line} · {share}"


def _page(leaf: Leaf, top: int) -> str:
    if not isinstance(leaf, Flow) or not leaf.sections:
        return ""
    section = leaf.sections[leaf.section_at(top)]
    if isinstance(section, PartSection):
        return section.place
    for index in range(leaf.section_at(top), -1, -1):
        text, level = leaf.sections[index].heading
        if level:
            return text[:50]
    return ""
