"""What items look like that are no answer: the person's words, calls, thinking, notes, the end of a turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lattice.model.chat import CallStatus
from lattice.model.values import canonical_json
from lattice.tui.chat.mentions import LINK
from lattice.tui.literal import fit_cells
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
from lattice.tui.widgets.chat.history.links import addresses, ref_of
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

#: What links of the history itself do, instead of leading somewhere.
FOLD, UNDO, UNDO_TURN, EARLIER = "do:fold", "do:undo", "do:undo-turn", "do:earlier"
#: Widest that anything but answers gets: what belongs together stays together.
WIDEST = 100
#: Lines that a person's words take before they are folded.
SAID_LINES = 30
#: Lines and characters of an input or a result that are shown when it is unfolded.
DETAIL_LINES, DETAIL_CHARS = 60, 12_000

_FAILED = {CallStatus.FAILED, CallStatus.DENIED, CallStatus.STOPPED}
_ENDS = {
    CallStatus.FAILED: "failed",
    CallStatus.DENIED: "denied",
    CallStatus.STOPPED: "stopped",
    CallStatus.UNKNOWN: "interrupted",
}
_GROUND = Span(0, 0, Tone.PLAIN, Look.BLOCK)
_BAR = Piece("│ ", Tone.RULE)
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
            return _call(item, width, unfolded)
        case Thinking():
            return _thinking(item, width, unfolded), [Link(FOLD, "details", 0)]
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


def _wrapped(text: str, width: int) -> Iterable[str]:
    """Foreign text in lines, its own line ends kept."""
    for line in text.replace("\r\n", "\n").split("\n"):
        safe = shown(line)
        for start, end in wrap(safe, width):
            yield safe[start:end]


# --- calls ---


def _call(item: Call, width: int, unfolded: bool) -> Laid:
    links: list[Link] = [Link(FOLD, "details", 0)]
    undo: list[Piece] = []
    if item.undone:
        undo = [Piece(" ↶ undone", Tone.MUTED)]
    elif item.result is not None and item.result.change_ids:
        links.append(Link(UNDO, "undo", 0))
        undo = [Piece(" "), Piece("↶", Tone.BULLET, Look.BOLD, link=1)]
    sign, tone = _sign(item, unfolded)
    after = _after(item)
    head: list[Piece] = [Piece(f"{sign} ", tone, link=0)]
    room = width - 2 - cells(after) - width_of(undo)
    said = shown(item.words.replace("\n", " "))
    if item.result is not None and item.result.words and item.result.change_ids and not unfolded:
        more = f"{said} → {shown(item.result.words)}"
        said = more if cells(more) <= room else said
    if unfolded and room < 8:
        # what stands below says more than the end of the line
        after, room = "", room + cells(after)
    head += _words(fit_cells(said, room).rstrip(), item)
    head.append(Piece(after, Tone.MUTED))
    if undo:
        head.append(Piece(" " * max(0, width - width_of(head) - width_of(undo))))
    lines: list[Line] = [(*head, *undo)]
    if unfolded:
        lines += _details(item, width)
    return lines, links


def _sign(item: Call, unfolded: bool) -> tuple[str, Tone]:
    if item.waits:
        return "?", Tone.BULLET
    if item.result is None:
        return "…", Tone.MUTED
    if item.result.status in _FAILED:
        return "✗", Tone.REMOVED
    return "▾" if unfolded else "▸", Tone.BULLET


def _after(item: Call) -> str:
    if item.waits:
        return " · waits for you"
    if item.result is None:
        return ""
    if item.result.status in _ENDS:
        return f" · {_ENDS[item.result.status]}"
    return f" · {_duration(item.result.elapsed_ms)}" if item.result.elapsed_ms else ""


def _duration(ms: float) -> str:
    return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.1f} s"


def _words(said: str, item: Call) -> list[Piece]:
    """The line of a call: the tool, then what it is asked."""
    name = shown(item.call.name)
    if not said.startswith(name):
        return [Piece(said, Tone.PLAIN, link=0)]
    return [Piece(name, Tone.NAME, link=0), Piece(said[len(name) :], Tone.PLAIN, link=0)]


def _details(item: Call, width: int) -> list[Line]:
    """What a call was given and what it came to."""
    found: list[Line] = []
    inner = width - 4
    for name, value in item.call.input.items():
        found += _fact(shown(str(name)), _value_text(value), inner)
    if item.call.invalid:
        found += _barred(item.call.invalid, inner, Tone.REMOVED)
    if item.result is None:
        return found
    if item.result.words:
        found += [(_indent(), Piece(f"→ {row}", Tone.HEAD)) for row in _wrapped(item.result.words, inner - 2)]
    if item.result.trimmed:
        return [*found, (_indent(), Piece("The result was taken out to save room.", Tone.COMMENT))]
    failed = item.result.status in _FAILED
    return found + _barred(item.result.text, inner, Tone.REMOVED if failed else Tone.MUTED)


def _value_text(value: object) -> str:
    """What a call is given, as people read it: `city = Oslo` for what has names."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(f"{name} = {_inner_text(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return "\n".join(_inner_text(inner) for inner in value)
    return canonical_json(value)


def _inner_text(value: object) -> str:
    return value if isinstance(value, str) else canonical_json(value)


def _indent() -> Piece:
    return Piece("  ")


def _fact(name: str, text: str, width: int) -> list[Line]:
    name = fit_cells(name, min(cells(name), width // 2))
    rows = list(_wrapped(text[:DETAIL_CHARS], max(8, width - cells(name) - 2)))[:DETAIL_LINES]
    blank = " " * (cells(name) + 2)
    return [
        (_indent(), Piece(f"{name}  ", Tone.KEYWORD) if at == 0 else Piece(blank), Piece(row))
        for at, row in enumerate(rows or [""])
    ]


def _barred(text: str, width: int, tone: Tone) -> list[Line]:
    """Text beside a bar, as much as fits on a few screens."""
    rows = list(_wrapped(text[:DETAIL_CHARS].rstrip(), width))
    left = len(text) - DETAIL_CHARS
    shown_rows: list[Line] = [(_indent(), _BAR, Piece(row, tone)) for row in rows[:DETAIL_LINES]]
    if len(rows) > DETAIL_LINES or left > 0:
        words = "there is more; y copies all of it"
        shown_rows.append((_indent(), _BAR, Piece(words, Tone.COMMENT)))
    return shown_rows


# --- the rest ---


def _thinking(item: Thinking, width: int, unfolded: bool) -> list[Line]:
    said = "thinking…" if item.running else "thought"
    if item.seconds and not item.running:
        said = f"thought for {max(1, round(item.seconds))} s"
    sign = "▾" if unfolded else "▸"
    lines: list[Line] = [(Piece(f"{sign} ", Tone.MUTED, link=0), Piece(said, Tone.COMMENT, link=0))]
    if unfolded:
        lines += [(_indent(), _BAR, Piece(row, Tone.MUTED)) for row in _wrapped(item.text.strip(), width - 4)]
    return lines


def _note(item: Note, width: int) -> list[Line]:
    sign, tone = _NOTES.get(item.kind, ("· ", Tone.COMMENT))
    rows = list(_wrapped(item.text.strip(), width - cells(sign)))
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
