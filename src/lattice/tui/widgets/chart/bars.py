"""A bar that lies: how much of the most, to an eighth of a cell."""

from __future__ import annotations

_EIGHTHS = " ▏▎▍▌▋▊▉"
#: The heights of a cell, for columns that stand.
HEIGHTS = " ▁▂▃▄▅▆▇█"


def bar(value: float, most: float, width: int) -> str:
    """At most `width` cells for `most`; at least a hair for anything above nothing."""
    if value <= 0 or most <= 0 or width <= 0:
        return ""
    eighths = max(1, round(min(value / most, 1) * width * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def heights(values: list[int], rows: int) -> list[list[str]]:
    """Lines of a chart from the top, one character for each value; anything above nothing shows."""
    most = max(values, default=0)
    eighths = [max(1, round(v / most * rows * 8)) if v > 0 and most else 0 for v in values]
    return [
        [HEIGHTS[min(8, max(0, eighth - row * 8))] for eighth in eighths] for row in range(rows - 1, -1, -1)
    ]
