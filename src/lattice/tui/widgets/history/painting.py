"""A change in words and values: before and after side by side, gone struck out, new underlined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from lattice.model.events import Change, Diff, Event
from lattice.model.files import FILES
from lattice.model.values import Value
from lattice.model.visible import visible
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.widgets.history.wording import Piece, compare
from lattice.tui.words import (
    ago,
    change_words,
    changed_columns,
    event_words,
    handle,
    local_clock,
    show_value,
    table_words,
)

#: Events that are painted; of a bulk change the rest is counted.
SHOWN = 100
#: Longest value that stands on one line, in characters; what is longer is compared word by word.
VALUE_CHARS = 300
#: Lines of one side of a long text.
LINES = 60
#: Least cells of a side; below that before and after stand under each other.
SIDE = 24

_GONE, _NEW = "$text-error strike", "$text-success underline"
#: What only machines read of a file and of a link.
_HIDDEN = {FILES: {"text_id", "sha256", "details"}}


class Names(NamedTuple):
    """What people call the tables and rows that a change refers to by id."""

    rows: dict[str, str]
    tables: dict[str, str]


def paint_diff(diff: Diff, names: Names, width: int = 80) -> Content:
    """A change, its events below it."""
    change = diff.change
    by = f" for {handle(change.on_behalf_of)}" if change.on_behalf_of else ""
    lines = [
        Content.assemble(
            (change_words(change.summary), "bold"),
            (f"   {handle(change.actor)}{by} · {ago(change.at)} · #{change.last_seq:,}", "$text-muted"),
        )
    ]
    if change.undone_by:
        lines.append(Content.styled("↶ Taken back since.", "$text-warning"))
    for event in diff.events[:SHOWN]:
        alone = change.events == 1 and _columns(event)
        lines += _values(event, names, width) if alone else [Content(""), *_event(event, names, width)]
    rest = change.events - min(len(diff.events), SHOWN)
    if rest > 0:
        lines += [Content(""), Content.styled(f"… and {rest:,} more of the same change", "$text-muted")]
    return Content("\n").join(lines)


def paint_between(
    first: Change, last: Change, events: Sequence[Event], names: Names, width: int, *, whole: bool
) -> Content:
    """What differs between what stood after one change and after a later one."""
    room = max(width - 10, SIDE)
    lines = [
        Content.styled("Compared", "bold"),
        Content.styled(f"  after   {fit_cells(_point(first), room).rstrip()}", "$text-muted"),
        Content.styled(f"  and     {fit_cells(_point(last), room).rstrip()}", "$text-muted"),
    ]
    for event in events[:SHOWN]:
        what = {"row.insert": "new: ", "row.delete": "gone: "}.get(event.op, "")
        name = f"{what}{table_words(event.table)}/{one_line(event.label, 60) or event.row_id}"
        lines += [Content(""), Content.styled(name, "bold"), *_values(event, names, width)]
    if not events:
        lines += [Content(""), Content("No row holds anything else.")]
    if len(events) > SHOWN or not whole:
        more = f"{len(events) - SHOWN:,} more rows" if whole else "more than is looked at"
        lines += [Content(""), Content.styled(f"… and {more}", "$text-muted")]
    return Content("\n").join(lines)


def _point(change: Change) -> str:
    when = f"#{change.last_seq:,} {local_clock(change.at)}"
    return f"{when} {handle(change.actor)}: {change_words(change.summary)}"


def _columns(event: Event) -> list[str]:
    if event.purged:
        return []
    hidden = _HIDDEN.get(event.table or "", set())
    columns = changed_columns(event)
    return [name for name in columns if name not in hidden] or columns


def _event(event: Event, names: Names, width: int) -> list[Content]:
    words = event_words(event).partition(":")[0]
    if event.op.startswith("link."):
        return [Content.styled(words, "$text-muted"), *_link(event, names)]
    return [Content.styled(words, "$text-muted"), *_values(event, names, width)]


def _link(event: Event, names: Names) -> list[Content]:
    """Both ends of a link by name: what it is tied to, and what the tie is called."""
    values: dict[str, Any] = event.after or event.before or {}
    to_row, to_table = str(values.get("to_row", "")), str(values.get("to_table", ""))
    other = names.rows.get(to_row, "").removeprefix("→ ") or to_row
    table = names.tables.get(to_table, "")
    sign, style = ("+ ", "$text-success") if event.op == "link.add" else ("- ", _GONE)
    tie = f" ({one_line(str(values['name']), 40)})" if values.get("name") else ""
    return [
        Content.assemble("  ", (f"{sign}→ {table + '/' if table else ''}{one_line(other, 80)}{tie}", style))
    ]


def _values(event: Event, names: Names, width: int) -> list[Content]:
    if event.op.startswith("link."):
        return _link(event, names)
    columns = _columns(event)
    name_cells = min(max((cell_len(one_line(c, 40)) for c in columns), default=0), 24)
    side = (width - name_cells - 8) // 2
    pairs = [(name, *_pair(event, name, names)) for name in columns]
    short = [cell_len(old) for _, old, _, long in pairs if old is not None and not long]
    left = min(max(short, default=0), max(side, SIDE))
    lines: list[Content] = []
    for name, old, new, long in pairs:
        head = f"  {fit_cells(one_line(name, 40), name_cells)}  "
        if long and old is not None and new is not None:
            lines += _long(head, old, new, side)
            continue
        parts: list[Content | str | tuple[str, str]] = [(head, "$text-muted")]
        if old is not None:
            padded = (
                fit_cells(old or "empty", left).rstrip() if new is None else fit_cells(old or "empty", left)
            )
            bare = padded.rstrip()
            parts += [(bare, _GONE), " " * (len(padded) - len(bare)) if len(pairs) > 1 else ""]
        if old is not None and new is not None:
            parts.append((" → ", "$text-muted"))
        if new is not None:
            parts.append((new or "empty", _NEW if old is not None else "$text-success"))
        lines.append(Content.assemble(*parts))
    return lines


def _pair(event: Event, name: str, names: Names) -> tuple[str | None, str | None, bool]:
    """Both values of a column as they are shown, None where there is none; whether they are long texts."""
    before, after = event.before, event.after
    old: Value = before[name] if before is not None and name in before else None
    new: Value = after[name] if after is not None and name in after else None
    has_old, has_new = before is not None and name in before, after is not None and name in after
    if has_old and has_new and any(isinstance(v, str) and _is_long(v) for v in (old, new)):
        return str(old or ""), str(new or ""), True
    shown = [names.rows.get(str(v)) or show_value(v, limit=VALUE_CHARS) for v in (old, new)]
    return shown[0] if has_old else None, shown[1] if has_new else None, False


def _is_long(text: str) -> bool:
    return len(text) > 60 or "\n" in text


def _long(head: str, old: str, new: str, side: int) -> list[Content]:
    """Two long texts: side by side where there is room, else one under the other with a sign."""
    sides = compare(old, new)
    before, after = _content(sides.before, _GONE), _content(sides.after, _NEW)
    pad = " " * cell_len(head)
    if side < SIDE:
        width = max(side * 2, SIDE)
        return [
            Content.styled(head, "$text-muted"),
            *(Content.assemble("  - ", line) for line in _wrapped(before, width)),
            *(Content.assemble("  + ", line) for line in _wrapped(after, width)),
        ]
    left, right = _wrapped(before, side), _wrapped(after, side)
    lines: list[Content] = []
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else Content("")
        other = right[at] if at < len(right) else Content("")
        gap = " " * max(side - one.cell_length, 0)
        lines.append(
            Content.assemble((pad if at else head, "$text-muted"), one, gap, (" │ ", "$text-disabled"), other)
        )
    return lines


def _content(pieces: list[Piece], style: str) -> Content:
    if not pieces:
        return Content.styled("empty", "$text-muted")
    return Content.assemble(
        *(
            (visible(piece.text, lines=True), style) if piece.other else visible(piece.text, lines=True)
            for piece in pieces
        )
    )


def _wrapped(content: Content, width: int) -> list[Content]:
    lines = content.wrap(width)
    if len(lines) > LINES:
        return [*lines[:LINES], Content.styled(f"… {len(lines) - LINES:,} more lines", "$text-muted")]
    return list(lines)
