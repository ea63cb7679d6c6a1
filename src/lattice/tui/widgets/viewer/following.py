"""Links of a document on the screen: walked from one to the next, and followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.actions import SkipAction

from lattice.tui.widgets.markdown.lines import Place
from lattice.tui.widgets.viewer.walking import link_at, next_link

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.paper import Paper

#: Lines that stand above a link that was walked to.
ABOVE = 3


def walk_links(paper: Paper, by: int) -> None:
    """To the next link, or the one before. Raises SkipAction past the last one, so that the focus goes on."""
    leaf = paper.leaf
    found = None
    if leaf is not None:
        found = next_link(leaf, paper.here_link, by, paper.top, paper.top + paper.room.height - 1)
    paper.here_link = found
    paper.refresh()
    if leaf is None or found is None:
        raise SkipAction
    section, number = found
    place = Place(section, leaf.links(section)[number].at)
    if not paper.shows(place):
        paper.go_to(place, above=ABOVE)


def open_link(paper: Paper) -> None:
    """Follow the link that keys are on. Raises SkipAction where they are on none."""
    if paper.leaf is None or paper.here_link is None:
        raise SkipAction
    section, number = paper.here_link
    paper.post_message(paper.LinkOpened(paper.leaf.links(section)[number].target))


def follow_at(paper: Paper, x: int, y: int) -> bool:
    """Follow the link under a cell of the screen; False when there is none."""
    leaf = paper.leaf
    if leaf is None:
        return False
    number = link_at(leaf.line(paper.top + y) or (), x - paper.gutter_width + paper.scroll_offset.x)
    if number < 0:
        return False
    paper.here_link = (leaf.section_at(paper.top + y), number)
    open_link(paper)
    return True
