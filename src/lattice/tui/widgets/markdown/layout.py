"""Nodes to lines of a given width."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lattice.tui.widgets.markdown.lines import EMPTY, Line, Look, Piece, Span, Tone, cells, pieces, wrap
from lattice.tui.widgets.markdown.nodes import (
    Code,
    Grid,
    Listing,
    Node,
    Paragraph,
    Picture,
    Quote,
    Raw,
    Rule,
    Title,
    Words,
)
from lattice.tui.widgets.markdown.syntax import spans_of
from lattice.tui.widgets.markdown.tables import Shape, table_lines

#: Widest that prose gets: longer lines are hard to read. Tables and code take all there is.
PROSE = 100
#: Narrowest that anything is laid out, however deep it stands.
NARROWEST = 16

_PLAIN = Span(0, 0)
_TITLES = {
    1: Span(0, 0, Tone.TITLE, Look.BOLD),
    2: Span(0, 0, Tone.HEADING, Look.BOLD),
    3: Span(0, 0, Tone.SUBHEADING, Look.BOLD),
}
_CODE = Span(0, 0, Tone.PLAIN, Look.BLOCK)
_QUOTE_BAR = Piece("▌ ", Tone.RULE)


#: Gives the coloured stretches of code in some language.
Colours = Callable[[str, str], Sequence[Span]]


def lay_out(
    nodes: Sequence[Node],
    width: int,
    *,
    tight: bool = False,
    shape: Shape | None = None,
    colours: Colours = spans_of,
) -> list[Line]:
    """The lines of some nodes, with a blank line between two of them unless they stand close."""
    found: list[Line] = []
    for node in nodes:
        if found and not (tight and isinstance(node, Listing)):
            found.append(EMPTY)
        found += _lines(node, max(NARROWEST, width), shape, colours)
    return found


def _lines(node: Node, width: int, shape: Shape | None, colours: Colours) -> list[Line]:
    match node:
        case Paragraph(words) | Picture(_, words):
            return word_lines(words, min(width, PROSE), _PLAIN)
        case Title(level, words):
            return _title(level, words, width)
        case Code(language, words):
            return _code(words, width, language, colours)
        case Rule():
            return [(Piece("─" * min(width, PROSE), Tone.RULE),)]
        case Quote(blocks):
            inner = lay_out(blocks, width - 2, colours=colours)
            return [(_QUOTE_BAR, *(_quoted(piece) for piece in line)) for line in inner]
        case Listing():
            return _listing(node, width, colours)
        case Grid():
            return table_lines(node, width, shape)
        case Raw(words):
            return word_lines(words, width, Span(0, 0, Tone.MUTED))
    return []


def _quoted(piece: Piece) -> Piece:
    return piece._replace(tone=Tone.QUOTE) if piece.tone is Tone.PLAIN else piece


def word_lines(words: Words, width: int, under: Span) -> list[Line]:
    """Words in lines no wider than `width`."""
    found: list[Line] = []
    start = 0
    for stretch in words.text.split("\n"):
        for left, right in wrap(stretch, width):
            found.append(
                tuple(pieces(words.text, words.spans, start + left, start + right, words.base, under))
            )
        start += len(stretch) + 1
    return found


def _title(level: int, words: Words, width: int) -> list[Line]:
    under = _TITLES.get(level, Span(0, 0, Tone.SUBHEADING))
    lines = word_lines(words, min(width, PROSE), under)
    if level > 2:
        return lines
    longest = max((sum(cells(p.text) for p in line) for line in lines), default=0)
    sign = "━" if level == 1 else "─"
    return [*lines, (Piece(sign * max(longest, 4), Tone.RULE),)]


def _code(words: Words, width: int, language: str, colours: Colours) -> list[Line]:
    spans = [span._replace(look=span.look | Look.BLOCK) for span in colours(words.text, language)]
    longest = max(cells(line) for line in words.text.split("\n"))
    width = min(width, max(PROSE, longest + 2))
    inner = width - 2
    blank = Piece(" ", Tone.PLAIN, Look.BLOCK)
    found: list[Line] = []
    if language:
        label = language if len(language) < inner else ""
        found.append((Piece(f" {label}".ljust(width), Tone.COMMENT, Look.BLOCK),))
    start = 0
    for stretch in words.text.split("\n"):
        for left, right in wrap(stretch, inner, words=False):
            row = pieces(words.text, spans, start + left, start + right, words.base, _CODE)
            rest = inner - cells(stretch[left:right])
            found.append((blank, *row, Piece(" " * (rest + 1), Tone.PLAIN, Look.BLOCK)))
        start += len(stretch) + 1
    return found


def _listing(listing: Listing, width: int, colours: Colours) -> list[Line]:
    indent = max((len(item.mark) for item in listing.items), default=1) + 1
    found: list[Line] = []
    for item in listing.items:
        if found and not listing.tight:
            found.append(EMPTY)
        inner = lay_out(item.blocks, width - indent, tight=listing.tight, colours=colours) or [EMPTY]
        done = item.mark == "☑"
        mark = Piece(item.mark.rjust(indent - 1) + " ", Tone.DONE if done else Tone.BULLET)
        found.append((mark, *inner[0]))
        found += [(Piece(" " * indent), *line) if line else EMPTY for line in inner[1:]]
    return found
