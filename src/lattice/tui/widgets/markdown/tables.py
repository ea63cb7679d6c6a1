"""Tables with box drawing, fitted to the width there is; what has no room in columns stands as records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lattice.tui.widgets.markdown.lines import Line, Look, Piece, Span, Tone, cells, pieces, width_of, wrap
from lattice.tui.widgets.markdown.nodes import Grid, Words

#: Narrowest that a column is made before the rows are shown as records.
NARROW_COLUMN = 6
#: A word that is cut when it is longer than this, in cells; shorter ones stay whole.
WHOLE_WORD = 16
_PLAIN = Span(0, 0)
_HEAD = Span(0, 0, Tone.HEAD, Look.BOLD)
_BAR = Piece("│", Tone.RULE)


class Shape(NamedTuple):
    """What the pieces of one long table share."""

    widths: tuple[int, ...]
    """How wide each column would like to be."""
    first: bool
    """Whether the table begins here."""
    last: bool
    """Whether it ends here."""
    words: tuple[int, ...] = ()
    """How long the longest word of each column is, where that was looked at."""


def table_lines(grid: Grid, width: int, shape: Shape | None) -> list[Line]:
    """A table, or a piece of one that was cut between two of its rows."""
    count = len(grid.aligns)
    if not count:
        return []
    natural = list(shape.widths) if shape and len(shape.widths) == count else _natural(grid)
    widths = fit(natural, width - 3 * count - 1)
    if widths is None or _breaks(widths, shape.words if shape else _longest(grid)):
        return _records(grid, width, shape)
    first, last = (shape.first, shape.last) if shape else (True, True)
    found: list[Line] = []
    if first:
        found.append(_edge("╭", "┬", "╮", widths))
        found += _row(grid.head, grid.aligns, widths, _HEAD)
        found.append(_edge("┝", "┿", "┥", widths, "━"))
    rows = [_row(row, grid.aligns, widths, _PLAIN) for row in grid.rows]
    # where cells have several lines, a thin rule says where the next row begins
    airy = any(cells_ > wide for cells_, wide in zip(natural, widths, strict=True))
    for number, row in enumerate(rows):
        if airy and (number or not first):
            found.append(_edge("├", "┼", "┤", widths, "┈"))
        found += row
    if last:
        found.append(_edge("╰", "┴", "╯", widths))
    return found


def _breaks(widths: Sequence[int], words: Sequence[int]) -> bool:
    """Whether a column is so narrow that dates, names and numbers would stand in two lines."""
    return any(wide < word <= WHOLE_WORD for wide, word in zip(widths, words, strict=False))


def _longest(grid: Grid) -> list[int]:
    columns = range(len(grid.aligns))
    rows = [grid.head, *grid.rows]
    return [max((longest_word(row[i].text) for row in rows if i < len(row)), default=0) for i in columns]


def longest_word(text: str) -> int:
    """How many cells the longest word of a text takes."""
    return max((cells(word) for word in text.split()), default=0)


def _natural(grid: Grid) -> list[int]:
    columns = range(len(grid.aligns))
    rows = [grid.head, *grid.rows]
    return [max((cells(row[i].text) for row in rows if i < len(row)), default=1) or 1 for i in columns]


def fit(natural: Sequence[int], room: int) -> list[int] | None:
    """Widths that add up to `room` at most: the widest columns give first. None when it is too little."""
    if sum(natural) <= room:
        return list(natural)
    if room < sum(min(wide, NARROW_COLUMN) for wide in natural):
        return None
    level = max(natural)
    left = room
    # the level up to which all columns are filled, found from the narrowest on
    for index, wide in enumerate(ordered := sorted(natural)):
        level = left // (len(ordered) - index)
        if wide > level:
            break
        left -= wide
    widths = [min(wide, level) for wide in natural]
    spare = room - sum(widths)
    for index, wide in enumerate(natural):
        if spare and wide > widths[index]:
            widths[index] += 1
            spare -= 1
    return widths


def _edge(left: str, middle: str, right: str, widths: Sequence[int], sign: str = "─") -> Line:
    return (Piece(left + middle.join(sign * (wide + 2) for wide in widths) + right, Tone.RULE),)


def _row(row: Sequence[Words], aligns: Sequence[str], widths: Sequence[int], under: Span) -> list[Line]:
    columns = [[(a, b) for a, b in wrap(words.text, wide)] for words, wide in zip(row, widths, strict=False)]
    found: list[Line] = []
    for number in range(max((len(column) for column in columns), default=1)):
        line: list[Piece] = [_BAR]
        for index, wide in enumerate(widths):
            inner: list[Piece] = []
            if index < len(columns) and number < len(columns[index]):
                words, (start, end) = row[index], columns[index][number]
                inner = pieces(words.text, words.spans, start, end, words.base, under)
            rest = wide - width_of(inner)
            before = rest if aligns[index] == "right" else rest // 2 if aligns[index] == "center" else 0
            line += [Piece(" " * (before + 1)), *inner, Piece(" " * (rest - before + 1)), _BAR]
        found.append(tuple(line))
    return found


def _records(grid: Grid, width: int, shape: Shape | None) -> list[Line]:
    """Each row as lines of `name  value`, for more columns than fit side by side."""
    names = max((cells(words.text) for words in grid.head), default=0)
    names = max(1, min(names, width // 3))
    found: list[Line] = []
    rule: Line = (Piece("┈" * min(width, 60), Tone.RULE),)
    for number, row in enumerate(grid.rows):
        if number or (shape and not shape.first):
            found.append(rule)
        for index, words in enumerate(row):
            head = grid.head[index] if index < len(grid.head) else Words("", (), -1)
            start, end = wrap(head.text, names)[0]
            title = pieces(head.text, head.spans, start, end, head.base, _HEAD)
            for at, (left, right) in enumerate(wrap(words.text, width - names - 2)):
                inner = pieces(words.text, words.spans, left, right, words.base, _PLAIN)
                side = title if at == 0 else []
                found.append((*side, Piece(" " * (names + 2 - width_of(side))), *inner))
    return found
