"""Drawing a conversation: a line of pieces as a strip of the terminal, with the cursor beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from lattice.tui.widgets.chat.history.walking import below_words
from lattice.tui.widgets.markdown.lines import EMPTY, Line, Look, Tone, cells

if TYPE_CHECKING:
    from lattice.tui.widgets.chat.history.history import ChatHistory
    from lattice.tui.widgets.chat.history.parts import Part

CURSOR = "▎"


class Drawing:
    """Makes strips for one history."""

    def __init__(self, history: ChatHistory) -> None:
        self._history = history

    def line(self, y: int) -> Strip:
        """One line of the visible area."""
        history = self._history
        column, room = history.column, history.room
        at = history.scroll_offset.y + y
        index, inside, line = column.line(at) if column.width else (-1, 0, EMPTY)
        if index < 0:
            return Strip.blank(room.width, history.rich_style)
        part = column.parts[index]
        here = history.has_focus and history.talk.items[part.item].key == history.here
        within = inside < part.height - part.gap or not column.ends(index)
        link = history.here_link
        strip = self._strip(
            part,
            inside,
            line,
            at,
            here=here and within,
            link=link[1] if link is not None and link[0] == index else -1,
        )
        if y < room.height - 1 or history.following:
            return strip
        return _over(strip, below_words(history), history.get_component_rich_style("history--below"))

    def _strip(self, part: Part, inside: int, line: Line, y: int, *, here: bool, link: int) -> Strip:
        """One line of a part; `link` is the number of the link that keys are on, -1 for none."""
        plain = not here and link < 0
        known = part.strips.get(inside) if plain else None
        strip = known or self._make(line, here=here, link=link)
        if plain and known is None:
            part.strips[inside] = strip
        history = self._history
        if history.text_selection is not None:
            strip = self._selected(strip, y)
        return strip.apply_offsets(0, y) if history.with_mouse else strip

    def _make(self, line: Line, *, here: bool, link: int) -> Strip:
        history = self._history
        style = history.ink.style
        width, margin = history.room.width, history.margin
        plain = style(Tone.PLAIN, Look.PLAIN)
        mark = history.get_component_rich_style("history--cursor") if here else plain
        segments = [Segment((CURSOR if here else " ").ljust(margin), mark)]
        used = margin
        for piece in line:
            look = piece.look | Look.HERE if piece.link == link >= 0 else piece.look
            segments.append(Segment(piece.text, style(piece.tone, look)))
            used += cells(piece.text)
        if used < width:
            segments.append(Segment(" " * (width - used), plain))
        return Strip(segments, max(used, width)).crop(0, width)

    def _selected(self, strip: Strip, y: int) -> Strip:
        """A line, with what the mouse went over."""
        selection = self._history.text_selection
        span = selection.get_span(y) if selection is not None else None
        if span is None:
            return strip
        end = strip.cell_length if span[1] == -1 else min(strip.cell_length, span[1])
        if end <= span[0]:
            return strip
        style = self._history.screen.get_component_rich_style("screen--selection")
        before, inside, after = strip.crop(0, span[0]), strip.crop(span[0], end), strip.crop(end)
        return Strip.join([before, inside.apply_style(style), after])


def _over(strip: Strip, words: str, style: Style) -> Strip:
    """A line with some words laid over its right end."""
    width = strip.cell_length
    room = min(cells(words), width)
    label = Strip([Segment(words, style)], cells(words)).crop(0, room)
    left = max(0, width - room - 1)
    return Strip.join([strip.crop(0, left), label, strip.crop(left + room, width)])
