"""By which columns rows are sorted, as names in order of weight, `-` before one for descending."""

from __future__ import annotations

from collections.abc import Sequence


def sort_pairs(sort: Sequence[str]) -> list[tuple[str, bool]]:
    """Names of the columns sorted by, and whether descending."""
    return [(key.removeprefix("-"), key.startswith("-")) for key in sort]


def sorted_by(sort: tuple[str, ...], column: str, *, additive: bool) -> tuple[str, ...]:
    """The next sort when a column is asked for: up, then down, then not."""
    down = f"-{column}"
    following = (down,) if column in sort else () if down in sort else (column,)
    if not additive:
        return following
    if column in sort or down in sort:
        return tuple(part for key in sort for part in (following if key in (column, down) else (key,)))
    return (*sort, column)
