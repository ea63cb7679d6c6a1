"""Drawing a paper: pieces to segments of the terminal, in the styles of the theme."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.selection import Selection
from textual.strip import Strip

from lattice.tui.widgets.grid.paint import Line as Stroke
from lattice.tui.widgets.markdown.lines import Line, Look, Match, Piece, Place, Tone, cells

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.paper import Paper

#: What stands where a line is on its way.
COMING = "·"


class Painter:
    """Draws lines of one paper."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper

    def strip(self, y: int, line: Line | None, number: str, section: int) -> Strip:
        """One line of the document as it stands on the screen."""
        paper = self._paper
        width, left = paper.room.width, paper.scroll_offset.x
        stroke = Stroke(width)
        style = paper.ink.style
        plain = style(Tone.PLAIN, Look.PLAIN)
        gutter = paper.gutter_width
        if gutter:
            stroke.add(f"{number} ".rjust(gutter)[:gutter], gutter, style(Tone.MUTED, Look.PLAIN))
        if left:
            stroke.skip(left)
        if line is None:
            stroke.add(COMING, 1, style(Tone.RULE, Look.PLAIN))
        else:
            for piece in self._marked(line, section):
                stroke.add(piece.text, cells(piece.text), style(piece.tone, piece.look))
        strip = Strip(stroke.done(plain), width)
        selection = paper.text_selection
        if selection is not None:
            strip = self._selected(strip, selection, y)
        # what the mouse needs to select text; it costs as much as drawing the line
        return strip.apply_offsets(left, y) if paper.with_mouse else strip

    def _selected(self, strip: Strip, selection: Selection, y: int) -> Strip:
        """A line, with what the mouse went over."""
        span = selection.get_span(y)
        if span is None:
            return strip
        left = self._paper.scroll_offset.x
        start = max(0, span[0] - left)
        end = strip.cell_length if span[1] == -1 else min(strip.cell_length, span[1] - left)
        if end <= start:
            return strip
        style = self._paper.screen.get_component_rich_style("screen--selection")
        before, inside, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end)
        return Strip.join([before, inside.apply_style(style), after])

    def _marked(self, line: Line, section: int) -> Sequence[Piece]:
        """A line with what is looked for, and the link that keys are on."""
        paper = self._paper
        link = paper.here_link
        if link is not None and link[0] == section:
            line = tuple(p._replace(look=p.look | Look.HERE) if p.link == link[1] else p for p in line)
        if not paper.matches:
            return line
        found: list[Piece] = []
        for piece in line:
            if piece.at < 0:
                found.append(piece)
                continue
            found += self._cut(piece, section)
        return found

    def _cut(self, piece: Piece, section: int) -> list[Piece]:
        """A piece cut where matches begin and end."""
        matches: Sequence[Match] = self._paper.matches
        start, end = piece.at, piece.at + len(piece.text)
        index = bisect_left(matches, Match(Place(section, start), 0))
        # one that began before may reach into this piece
        while index and matches[index - 1].place.section == section and _end(matches[index - 1]) > start:
            index -= 1
        found: list[Piece] = []
        at = start
        while index < len(matches) and matches[index].place.section == section:
            match = matches[index]
            if match.place.at >= end:
                break
            left, right = max(at, match.place.at), min(end, _end(match))
            if left > at:
                found.append(piece._replace(text=piece.text[at - start : left - start], at=at))
            here = Look.HERE if index == self._paper.here_match else Look.PLAIN
            text = piece.text[left - start : right - start]
            if text:
                found.append(piece._replace(text=text, at=left, look=piece.look | Look.MARK | here))
            at = max(at, right)
            index += 1
        if at < end:
            found.append(piece._replace(text=piece.text[at - start :], at=at))
        return found


def _end(match: Match) -> int:
    return match.place.at + match.length
