"""A row in the middle, what points at it at the left, what it points at at the right: what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.geometry import Region

from lattice.tui.literal import one_line
from lattice.tui.widgets.neighbours.reading import Group, Way

#: What the row in the middle is called among the places of a star.
MIDDLE = "middle"
#: Cells between the middle and a side: the line to the trunk, the trunk, the line from it.
GAP = 6
#: Cells of a side at most and at least.
WIDEST, NARROWEST = 48, 9
#: Cells of the middle at most and at least, and the part of all that it may take beyond that.
MIDDLE_WIDEST, MIDDLE_NARROWEST, MIDDLE_SHARE = 34, 16, 4
#: Cells beside a name: an edge and the name of a table; beside a title: its sign and a count.
_BESIDE, _COUNT = 16, 10
#: Lines of a neighbour in a box of its own, and of one without.
BOXED, PLAIN = 3, 1


class Entry(NamedTuple):
    """One thing the cursor can be on at a side."""

    id: str
    group: Group
    at: int = -1
    """Which of the group's ties; -1 for those that are summed up, or for another page."""
    page: int = 0
    """How far it turns the pages of a group that is listed."""


class Placed(NamedTuple):
    """An entry and where it stands."""

    entry: Entry
    region: Region


class Star(NamedTuple):
    """All that is drawn."""

    size: tuple[int, int]
    middle: Region
    placed: tuple[Placed, ...]
    titles: tuple[tuple[Group, Region], ...]


def entry_id(group: Group, at: int) -> str:
    """The name of a neighbour among the places of a star."""
    return f"{group.id}/{group.ties[at].row_id}"


def arrange(groups: Sequence[Group], middle: tuple[int, int], width: int, height: int) -> Star:
    """Place a row of `middle` cells and lines and its ties; what is too much for `height` is summed up.

    Each kind of tie shows at least one neighbour, so that with very many kinds it is higher than `height`.
    """
    sides = {way: [group for group in groups if group.way is way] for way in Way}
    entries = {way: [_entries(g, _most(own, height)) for g in own] for way, own in sides.items()}
    return _placed(entries, middle, width, height)


def arrange_page(group: Group, middle: tuple[int, int], width: int, height: int) -> Star:
    """Place one page of a kind of tie, with what leads to the pages before and behind it."""
    entries = [Entry(entry_id(group, at), group, at) for at in range(len(group.ties))]
    if group.start:
        entries.insert(0, Entry(f"{group.id}/before", group, page=-1))
    if group.start + len(group.ties) < group.total:
        entries.append(Entry(f"{group.id}/after", group, page=1))
    return _placed({way: [entries] if way is group.way else [] for way in Way}, middle, width, height)


def _most(groups: Sequence[Group], height: int) -> int:
    """How many neighbours each kind may show, so that all kinds together fit."""
    most = 1
    while sum(_lines(group, most + 1) for group in groups) + len(groups) - 1 <= height:
        most += 1
        if all(most >= len(group.ties) for group in groups):
            break
    return most


def _lines(group: Group, most: int) -> int:
    return 1 + len(_entries(group, most))


def _entries(group: Group, most: int) -> list[Entry]:
    shown = min(len(group.ties), most)
    found = [Entry(entry_id(group, at), group, at) for at in range(shown)]
    if shown < group.total:
        found.append(Entry(f"{group.id}/more", group))
    return found


#: The kinds of tie of each side with what is shown of them; no kind is without entries.
_Sides = dict[Way, list[list[Entry]]]


def _placed(sides: _Sides, middle: tuple[int, int], width: int, height: int) -> Star:
    own = min(middle[0], MIDDLE_WIDEST, max(MIDDLE_NARROWEST, width // MIDDLE_SHARE))
    breadths = _breadths(sides, width - own)
    left = max(0, (width - own - sum(GAP + breadth for breadth in breadths.values())) // 2)
    middle_x = left + (GAP + breadths[Way.IN] if Way.IN in breadths else 0)
    x_of = {Way.IN: left, Way.OUT: middle_x + own + GAP}
    each = BOXED if all(_height(groups, BOXED) <= height for groups in sides.values()) else PLAIN
    placed: list[Placed] = []
    titles: list[tuple[Group, Region]] = []
    for way, breadth in breadths.items():
        y = max(0, (height - _height(sides[way], each)) // 2)
        for entries in sides[way]:
            titles.append((entries[0].group, Region(x_of[way], y, breadth, 1)))
            y += 1
            for entry in entries:
                placed.append(Placed(entry, Region(x_of[way], y, breadth, each)))
                y += each
            y += 1
    top = max(0, (height - middle[1]) // 2)
    size = (
        max([width, middle_x + own, *(spot.region.right for spot in placed)]),
        max([top + middle[1], *(spot.region.bottom for spot in placed)]),
    )
    return Star(size, Region(middle_x, top, own, middle[1]), tuple(placed), tuple(titles))


def _breadths(sides: _Sides, room: int) -> dict[Way, int]:
    """How wide each side is that has something: what it needs, and where that is too much, its share."""
    needs = {way: max(map(_need, groups)) for way, groups in sides.items() if groups}
    room -= GAP * len(needs)
    half = room // max(1, len(needs))
    found = {}
    for way, need in needs.items():
        others = sum(other for name, other in needs.items() if name is not way)
        found[way] = max(min(need, max(half, room - others)), NARROWEST)
    return found


def _need(entries: Sequence[Entry]) -> int:
    """Cells that the neighbours of one kind would take, with an edge and their table."""
    group = entries[0].group
    shown = [group.ties[entry.at] for entry in entries if entry.at >= 0]
    widest = max((cell_len(one_line(tie.label)) for tie in shown), default=0)
    return min(max(widest + _BESIDE, cell_len(one_line(group.name)) + _COUNT), WIDEST)


def _height(groups: Sequence[Sequence[Entry]], each: int) -> int:
    return sum(1 + each * len(entries) for entries in groups) + max(0, len(groups) - 1)
