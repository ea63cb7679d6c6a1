"""What items look like that are no answer: the person's words, calls, thinking, notes, the end of a turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lattice.tui.chat.mentions import LINK
from lattice.tui.literal import fit_cells
from lattice.tui.widgets.chat.history.calls import lay_out_call, lay_out_thinking, wrapped
from lattice.tui.widgets.chat.history.items import (
    Call,
    Earlier,
    Footer,
    Item,
    Note,
    Person,
    Thinking,
    usage_words,
)
from lattice.tui.widgets.chat.history.links import EARLIER, FOLD, UNDO_TURN, addresses, ref_of
from lattice.tui.widgets.chat.history.parts import Laid
from lattice.tui.widgets.markdown.lines import (
    EMPTY,
    Line,
    Link,
    Look,
    Piece,
    Span,
    Tone,
    cells,
    pieces,
    shown,
    width_of,
    wrap,
)

#: Widest that anything but answers gets: what belongs together stays together.
WIDEST = 100
#: Lines that a person's words take before they are folded.
SAID_LINES = 30

_GROUND = Span(0, 0, Tone.PLAIN, Look.BLOCK)
_NOTES = {
    "error": ("✗ ", Tone.REMOVED),
    "interrupted": ("! ", Tone.BULLET),
    "stopped": ("■ ", Tone.MUTED),
    "wait": ("", Tone.COMMENT),
}


def lay_out(item: Item, width: int, *, unfolded: bool) -> Laid:
    """The lines of an item, and its links."""
    width = min(width, WIDEST)
    match item:
        case Person():
            return _person(item, width, unfolded)
        case Call():
            return lay_out_call(item, width, unfolded=unfolded)
        case Thinking():
            return lay_out_thinking(item, width, unfolded=unfolded)
        case Note():
            return _note(item, width), ()
        case Footer():
            return _footer(item, width)
        case Earlier():
            return [(Piece("↑ earlier messages", Tone.LINK, link=0),)], [Link(EARLIER, "earlier", 0)]
    return [], ()


def folds(item: Item) -> bool:
    """Whether there is more of an item than one line."""
    return isinstance(item, Call | Thinking | Person)


def guess(item: Item, width: int) -> int:
    """About how many lines an item takes while it is folded."""
    if isinstance(item, Person):
        return min(SAID_LINES, 1 + item.text.count("\n") + len(item.text) // max(10, width)) + len(item.files)
    return 1 + len(item.text) // max(10, width) if isinstance(item, Note) else 1


# --- the person ---


def _person(item: Person, width: int, unfolded: bool) -> Laid:
    inner = width - 3
    links: list[Link] = []
    rows: list[list[Piece]] = []
    for line in item.text.rstrip().replace("\r\n", "\n").split("\n"):
        safe, spans = _said(shown(line), links)
        rows += [pieces(safe, spans, left, right, 0, _GROUND) for left, right in wrap(safe, inner)]
    if len(rows) > SAID_LINES and not unfolded:
        left = len(rows) - SAID_LINES + 1
        links.append(Link(FOLD, "more", 0))
        more = Piece(f"▸ {left:,} more lines", Tone.MUTED, Look.BLOCK, link=len(links) - 1)
        rows = [*rows[: SAID_LINES - 1], [more]]
    for name in item.files:
        rows.append([Piece(fit_cells(f"▤ {shown(name)}", inner).rstrip(), Tone.NAME, Look.BLOCK)])
    return [_on_ground(row, width) for row in rows], links


def _said(line: str, links: list[Link]) -> tuple[str, list[Span]]:
    """A line of the person: links by their names, and where these and addresses stand."""
    text, spans, at = "", list[Span](), 0
    for match in LINK.finditer(line):
        text += line[at : match.start()]
        start, at = len(text), match.end()
        text += match[1]
        if ref_of(match[2]):
            spans.append(Span(start, len(text), Tone.LINK, Look.BLOCK, len(links)))
            links.append(Link(match[2], match[2], 0))
        else:
            spans.append(Span(start, len(text), Tone.NAME, Look.BLOCK))
    text += line[at:]
    for start, end in addresses(text):
        if all(end <= span.start or start >= span.end for span in spans):
            spans.append(Span(start, end, Tone.LINK, Look.BLOCK, len(links)))
            links.append(Link(text[start:end], text[start:end], 0))
    return text, sorted(spans)


def _on_ground(row: Sequence[Piece], width: int) -> Line:
    rest = Piece(" " * max(0, width - 2 - width_of(row)), Tone.PLAIN, Look.BLOCK)
    return (Piece("▌ ", Tone.TITLE, Look.BLOCK), *row, rest)


# --- the rest ---


def _note(item: Note, width: int) -> list[Line]:
    sign, tone = _NOTES.get(item.kind, ("· ", Tone.COMMENT))
    rows = list(wrapped(item.text.strip(), width - cells(sign)))
    blank = " " * cells(sign)
    return [(Piece(sign if at == 0 else blank, tone), Piece(row, tone)) for at, row in enumerate(rows)]


def _footer(item: Footer, width: int) -> Laid:
    parts: list[Piece] = []
    if item.usage.tokens:
        parts += [Piece(part, Tone.MUTED) for part in usage_words(item.usage).split(" · ")]
    links: Sequence[Link] = ()
    if item.undone:
        parts.append(Piece("↶ turn undone", Tone.MUTED))
    elif item.changes:
        links = [Link(UNDO_TURN, "undo turn", 0)]
        count = f"{item.changes:,} changes" if item.changes > 1 else "1 change"
        parts += [Piece(count, Tone.MUTED), Piece("↶ undo turn", Tone.BULLET, link=0)]
    return _flowed(parts, width), links


def _flowed(parts: Iterable[Piece], width: int) -> list[Line]:
    """Pieces with dots between them, in as many lines as they take."""
    lines: list[list[Piece]] = [[]]
    for piece in parts:
        dot = [Piece(" · ", Tone.RULE)] if lines[-1] else []
        if lines[-1] and width_of(lines[-1]) + 3 + cells(piece.text) > width:
            lines.append([])
            dot = []
        lines[-1] += [*dot, piece]
    return [tuple(line) if line else EMPTY for line in lines]
