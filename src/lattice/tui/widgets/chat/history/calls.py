"""What the assistant's own doing looks like: its calls, folded to a line or whole, and its thinking."""

from __future__ import annotations

from collections.abc import Iterable

from lattice.model.chat import CallStatus
from lattice.model.values import canonical_json
from lattice.tui.literal import fit_cells
from lattice.tui.widgets.chat.history.items import Call, Thinking
from lattice.tui.widgets.chat.history.links import FOLD, UNDO
from lattice.tui.widgets.chat.history.parts import Laid
from lattice.tui.widgets.markdown.lines import Line, Link, Look, Piece, Tone, cells, shown, width_of, wrap

#: Lines and characters of an input or a result that are shown when it is unfolded.
DETAIL_LINES, DETAIL_CHARS = 60, 12_000

_FAILED = {CallStatus.FAILED, CallStatus.DENIED, CallStatus.STOPPED}
_ENDS = {
    CallStatus.FAILED: "failed",
    CallStatus.DENIED: "denied",
    CallStatus.STOPPED: "stopped",
    CallStatus.UNKNOWN: "interrupted",
}
_BAR = Piece("│ ", Tone.RULE)


def wrapped(text: str, width: int) -> Iterable[str]:
    """Foreign text in lines, its own line ends kept."""
    for line in text.replace("\r\n", "\n").split("\n"):
        safe = shown(line)
        for start, end in wrap(safe, width):
            yield safe[start:end]


def lay_out_call(item: Call, width: int, *, unfolded: bool) -> Laid:
    """The line of a call, what it was given and came to where it is unfolded, and its links."""
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
        found += [(_indent(), Piece(f"→ {row}", Tone.HEAD)) for row in wrapped(item.result.words, inner - 2)]
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
    rows = list(wrapped(text[:DETAIL_CHARS], max(8, width - cells(name) - 2)))[:DETAIL_LINES]
    blank = " " * (cells(name) + 2)
    return [
        (_indent(), Piece(f"{name}  ", Tone.KEYWORD) if at == 0 else Piece(blank), Piece(row))
        for at, row in enumerate(rows or [""])
    ]


def _barred(text: str, width: int, tone: Tone) -> list[Line]:
    """Text beside a bar, as much as fits on a few screens."""
    rows = list(wrapped(text[:DETAIL_CHARS].rstrip(), width))
    left = len(text) - DETAIL_CHARS
    shown_rows: list[Line] = [(_indent(), _BAR, Piece(row, tone)) for row in rows[:DETAIL_LINES]]
    if len(rows) > DETAIL_LINES or left > 0:
        words = "there is more; y copies all of it"
        shown_rows.append((_indent(), _BAR, Piece(words, Tone.COMMENT)))
    return shown_rows


def lay_out_thinking(item: Thinking, width: int, *, unfolded: bool) -> Laid:
    """The line that says for how long, and what was thought."""
    said = "thinking…" if item.running else "thought"
    if item.seconds and not item.running:
        said = f"thought for {max(1, round(item.seconds))} s"
    sign = "▾" if unfolded else "▸"
    lines: list[Line] = [(Piece(f"{sign} ", Tone.MUTED, link=0), Piece(said, Tone.COMMENT, link=0))]
    if unfolded:
        lines += [(_indent(), _BAR, Piece(row, Tone.MUTED)) for row in wrapped(item.text.strip(), width - 4)]
    return lines, [Link(FOLD, "details", 0)]
