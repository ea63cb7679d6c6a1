"""Where boxes and lines stand within a row: as near as they can to what they are tied to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Item(NamedTuple):
    """A box, or a line that goes through the row."""

    id: str
    width: int
    wish: float
    """Where its middle would be best, in cells."""
    lane: bool = False


def place(items: Sequence[Item], width: int, gap: int, lane_gap: int) -> dict[tuple[str, bool], int]:
    """The left end of each item, in their order and within `width`; lines share cells when nothing else fits.

    What comes back is found by the id of an item and whether it is a line.
    """
    need = _need(items, gap, lane_gap)
    if need > width:
        gap, lane_gap = 1, 0
        need = _need(items, gap, lane_gap)
    if need > width:
        return _squeezed(items, width)
    starts = _starts(items, gap, lane_gap)
    left = [item.wish - item.width / 2 for item in items]
    moved = _settled([at - start for at, start in zip(left, starts, strict=True)])
    return {
        (item.id, item.lane): start + min(max(round(by), 0), width - need)
        for item, start, by in zip(items, starts, moved, strict=True)
    }


def _gap(one: Item, other: Item, gap: int, lane_gap: int) -> int:
    return lane_gap if one.lane or other.lane else gap


def _starts(items: Sequence[Item], gap: int, lane_gap: int) -> list[int]:
    """Where they begin when they stand as close as they may."""
    starts: list[int] = []
    at = 0
    for number, item in enumerate(items):
        if number:
            at += _gap(items[number - 1], item, gap, lane_gap)
        starts.append(at)
        at += item.width
    return starts


def _need(items: Sequence[Item], gap: int, lane_gap: int) -> int:
    return _starts(items, gap, lane_gap)[-1] + items[-1].width if items else 0


def _settled(wishes: Sequence[float]) -> list[float]:
    """The numbers nearest to the wishes that nowhere go down: what would, takes the mean of its likes."""
    blocks: list[tuple[float, int]] = []
    for wish in wishes:
        total, count = wish, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before, number = blocks.pop()
            total, count = total + before, count + number
        blocks.append((total, count))
    return [total / count for total, count in blocks for _ in range(count)]


def _squeezed(items: Sequence[Item], width: int) -> dict[tuple[str, bool], int]:
    """Boxes side by side, and all lines in what is left, over each other where they must be."""
    lanes = [item for item in items if item.lane]
    found: dict[tuple[str, bool], int] = {}
    at = 0
    for item in items:
        if not item.lane:
            found[item.id, False] = at
            at += item.width
    room = max(1, width - at)
    for number, item in enumerate(lanes):
        found[item.id, True] = min(at, width - room) + number * room // len(lanes)
    return found


def spread(left: int, width: int, count: int) -> list[int]:
    """`count` places evenly within `width` cells from `left` on; some are the same when there is no room."""
    return [left + (2 * number + 1) * width // (2 * count) for number in range(count)]


def free(wish: int, within: range, taken: frozenset[int] | set[int]) -> int:
    """The place nearest to the wish that is not taken; the wish itself when all are."""
    wish = min(max(wish, within.start), within.stop - 1)
    for by in range(len(within)):
        for at in (wish - by, wish + by):
            if at in within and at not in taken:
                return at
    return wish
