"""From one box of a drawing to the next: the nearest one in a direction, ties before distance."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.geometry import Region


def step(
    spots: Mapping[str, Region], here: str, x: int, y: int, tied: Collection[str] = frozenset()
) -> str | None:
    """The id of the box to go to from `here`; one of `x` and `y` is 1 or -1. None at the edge.

    Up and down go to what is tied to it, if there is something, else to what is nearest; left and right
    go along the row, and beyond its end to what is tied to it there.
    """
    now = spots.get(here)
    if now is None:
        return next(iter(spots), None)
    ahead = {id_: spot for id_, spot in spots.items() if id_ != here and _is_ahead(spot, now, x, y)}
    if x:
        beside = {id_ for id_, spot in ahead.items() if spot.y < now.bottom and now.y < spot.bottom}
        chosen = beside or ahead.keys() & set(tied) or ahead.keys()
    else:
        chosen = ahead.keys() & set(tied) or ahead.keys()
    return min(chosen, key=lambda id_: _far(ahead[id_], now, sideways=bool(x)), default=None)


def _is_ahead(spot: Region, now: Region, x: int, y: int) -> bool:
    if x:
        return spot.x >= now.right if x > 0 else spot.right <= now.x
    return spot.y >= now.bottom if y > 0 else spot.bottom <= now.y


def _far(spot: Region, now: Region, *, sideways: bool) -> tuple[int, int]:
    level = max(spot.x - now.right, now.x - spot.right, 0)
    upright = max(spot.y - now.bottom, now.y - spot.bottom, 0)
    # cells are twice as high as wide
    far = level + 4 * upright if sideways else 2 * upright + level
    return far, abs(2 * spot.x + spot.width - 2 * now.x - now.width)
