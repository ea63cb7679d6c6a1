"""Places that outlive a document: where a character of the text is, and where one was before a change."""

from __future__ import annotations

from lattice.actions import ListParts
from lattice.client import Client
from lattice.tui.widgets.markdown.lines import Place
from lattice.tui.widgets.viewer.flow import Flow
from lattice.tui.widgets.viewer.leaf import Leaf
from lattice.tui.widgets.viewer.long import Rows
from lattice.tui.widgets.viewer.markdown import MarkdownSection
from lattice.tui.widgets.viewer.parts import PartSection


async def start_place(
    client: Client, file_id: str, leaf: Leaf, part: int | None, at: int | None
) -> Place | None:
    """Where to begin: at a part of the text by its number, or at a character. Raises LatticeError."""
    if part is not None and at is None:
        parts = (await client.run(ListParts(id=file_id, offset=max(0, part), limit=1))).value.parts
        at = parts[0].at if parts else None
    if at is None:
        return None
    if isinstance(leaf, Rows):
        return Place(at, 0)
    return place_of(leaf, at) if isinstance(leaf, Flow) else None


def place_of(flow: Flow, at: int) -> Place:
    """The section that holds a character of the text, and about where in it."""
    found = Place(0, 0)
    for index, section in enumerate(flow.sections):
        if not isinstance(section, MarkdownSection | PartSection) or section.start > at:
            break
        # markup takes room that what is shown does not: begin rather before it
        inside = (at - section.start) // 2 if isinstance(section, MarkdownSection) else at - section.start
        found = Place(index, inside)
    return found


def same_place(before: Leaf | None, place: Place, after: Leaf) -> Place:
    """Where in a document that changed the same words stand, or what stands in their place."""
    if not isinstance(before, Flow) or not isinstance(after, Flow):
        return place
    where: dict[str, list[int]] = {}
    for index, section in enumerate(after.sections):
        where.setdefault(section.key, []).append(index)
    for back in range(place.section, -1, -1):
        known = where.get(before.sections[back].key) if back < len(before.sections) else None
        if known:
            nearest = min(known, key=lambda index: abs(index - back))
            there = min(nearest + place.section - back, len(after.sections) - 1)
            return Place(there, place.at)
    return Place(min(place.section, max(0, len(after.sections) - 1)), place.at)
