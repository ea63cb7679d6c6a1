"""Tables as aligned text: measured in cells, cut only on a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence

_GAP = "  "
#: A column is never cut below this; a table that needs more than the terminal has then wraps.
_LEAST_CELLS = 8
#: Rows that are measured; later ones may be wider and then push what is behind them.
_MEASURED = 2_000


def table_text(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()
) -> str:
    """Lines of a table; `right` are the positions of columns that are aligned to the right.

    Cells must be visible text on one line already.
    """
    widths = [cells(header) for header in headers]
    for row in rows[:_MEASURED]:
        for i, cell in enumerate(row):
            widths[i] = max(widths[i], cells(cell))
    room = terminal_width()
    if room is not None:
        widths = _fitted(widths, room)
    lines = [_line(headers, widths, right, cut=room is not None)]
    if room is not None and has_colour():
        lines[0] = f"\x1b[1m{lines[0]}\x1b[0m"
    lines += [_line(row, widths, right, cut=room is not None) for row in rows]
    return "\n".join(lines) + "\n"


def pairs_text(pairs: Sequence[tuple[str, str]]) -> str:
    """Lines of names and values."""
    width = max((cells(name) for name, _ in pairs), default=0)
    return "".join(f"{_padded(name, width)}{_GAP}{value}".rstrip() + "\n" for name, value in pairs)


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    # 15 ms that plain text does not pay
    from rich.cells import cell_len

    return cell_len(text)


def terminal_width() -> int | None:
    """Cells in a line of the terminal; None when the answer does not go to one."""
    if not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size((80, 24)).columns


def has_colour() -> bool:
    """Whether the terminal may be sent styles."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _fitted(widths: list[int], room: int) -> list[int]:
    """Widths that fit the room, taken from the widest; all stay at least readable."""
    widths = list(widths)
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    while excess > 0:
        widest = max(range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= _LEAST_CELLS:
            break
        second = max((w for i, w in enumerate(widths) if i != widest), default=_LEAST_CELLS)
        step = min(excess, max(1, widths[widest] - max(second, _LEAST_CELLS)))
        widths[widest] -= step
        excess -= step
    return widths


def _line(row: Sequence[str], widths: Sequence[int], right: frozenset[int], *, cut: bool) -> str:
    parts = []
    for i, (cell, width) in enumerate(zip(row, widths, strict=True)):
        text = _cut(cell, width) if cut else cell
        parts.append(_padded(text, width, before=i in right))
    return _GAP.join(parts).rstrip()


def _padded(text: str, width: int, *, before: bool = False) -> str:
    space = " " * (width - cells(text))
    return space + text if before else text + space


def _cut(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for char in text:
        used += cells(char)
        if used > width - 1:
            break
        kept.append(char)
    return "".join(kept) + "…"
