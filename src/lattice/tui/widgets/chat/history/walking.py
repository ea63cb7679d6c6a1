"""What keys and mouse reach in a history: the next item, the next link, what is under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.actions import SkipAction
from textual.events import Click
from textual.selection import Selection

from lattice.tui.widgets.chat.history import deeds
from lattice.tui.widgets.chat.history.links import FOLD
from lattice.tui.widgets.markdown.lines import cells, text_of

if TYPE_CHECKING:
    from lattice.tui.widgets.chat.history.history import ChatHistory

#: Lines that one key moves on within an item that is longer than the screen.
STEP = 3
#: Lines of the last page that stay in sight when one turns to the next.
OVERLAP = 2
#: Lines that a selection copies at most.
COPIED = 20_000


def _span(history: ChatHistory, item: int) -> tuple[int, int]:
    """The first line of an item, and the one after its last."""
    column = history.column
    parts = [index for index, part in enumerate(column.parts) if part.item == item]
    if not parts:
        return 0, 0
    for index in parts:
        column.measure(index)
    last = column.parts[parts[-1]]
    return column.top_of(parts[0]), column.top_of(parts[-1] + 1) - last.gap


def _index(history: ChatHistory) -> int:
    keys = [item.key for item in history.talk.items]
    return keys.index(history.here) if history.here in keys else -1


def _key_at(history: ChatHistory, y: int) -> str:
    index = history.column.index_at(y)
    return history.talk.items[history.column.parts[index].item].key if index >= 0 else ""


def first_in_sight(history: ChatHistory) -> str:
    """Key of the item that stands first on the screen."""
    return _key_at(history, history.top)


def last_in_sight(history: ChatHistory) -> str:
    """Key of the item that stands last on the screen."""
    return _key_at(history, min(history.top + history.room.height, history.column.height) - 1)


def step(history: ChatHistory, by: int) -> None:
    """Move the cursor to the next item; a long one is read to its end first."""
    now, rows, top = _index(history), history.room.height, history.top
    if now >= 0:
        first, end = _span(history, now)
        if first >= top + rows or end <= top:
            now = -1
        elif by > 0 and end > top + rows:
            history.scroll_lines(min(top + STEP, end - rows))
            return
        elif by < 0 and first < top:
            history.scroll_lines(max(top - STEP, first))
            return
    if now < 0:
        history.here = first_in_sight(history) if by > 0 else last_in_sight(history)
        return
    following = now + by
    if not 0 <= following < len(history.talk.items):
        if by < 0:
            history.scroll_lines(0)
            deeds.want_more(history)
        return
    history.here = history.talk.items[following].key
    into_sight(history, from_end=by < 0)


def pages(history: ChatHistory, by: int) -> None:
    """A screen up or down; the cursor comes along."""
    rows = max(1, history.room.height - OVERLAP)
    top = history.column.settle_before(history.top, rows) - rows if by < 0 else history.top + rows
    history.scroll_lines(top)
    history.here = last_in_sight(history) if by > 0 else first_in_sight(history)


def first(history: ChatHistory) -> None:
    """To the beginning of what is here; who is there already wants what is earlier."""
    at_top = history.top == 0
    history.scroll_lines(0)
    history.here = history.talk.items[0].key if history.talk.items else ""
    if at_top:
        deeds.want_more(history)


def into_sight(history: ChatHistory, *, from_end: bool = False) -> None:
    """Scroll as little as it takes to see the item under the cursor, its beginning if it is long."""
    now = _index(history)
    if now < 0:
        return
    first, end = _span(history, now)
    top, rows = history.top, history.room.height
    if end - first > rows:
        history.scroll_lines(end - rows if from_end else first)
    elif first < top:
        history.scroll_lines(first)
    elif end > top + rows:
        history.scroll_lines(end - rows)


def walk_links(history: ChatHistory, by: int) -> None:
    """To the next link of the item under the cursor. Raises SkipAction past the last one."""
    column, now = history.column, _index(history)
    found: list[tuple[int, int]] = []
    for index, part in enumerate(column.parts):
        if part.item == now >= 0:
            column.measure(index)
            found += [(index, n) for n, link in enumerate(part.links) if link.target not in ("", FOLD)]
    at = (
        found.index(history.here_link) + by
        if history.here_link in found
        else (0 if by > 0 else len(found) - 1)
    )
    history.refresh()
    if not 0 <= at < len(found):
        history.here_link = None
        raise SkipAction
    history.here_link = index, number = found[at]
    for inside, line in enumerate(column.measure(index)):
        if any(piece.link == number for piece in line):
            y = column.top_of(index) + inside
            if not history.top <= y < history.top + history.room.height:
                history.scroll_lines(y - 2)
            return


def click(history: ChatHistory, event: Click) -> None:
    """Put the cursor under the mouse; follow the link that is there, or go to the end."""
    if not history.following and event.y == history.room.height - 1 and _on_below(history, event.x):
        history.action_last()
        return
    index, _, line = history.column.line(history.scroll_offset.y + event.y)
    if index < 0:
        return
    history.here = history.talk.items[history.column.parts[index].item].key
    history.here_link = None
    history.refresh()
    at = history.margin
    for piece in line:
        at += cells(piece.text)
        if event.x < at:
            if piece.link >= 0:
                event.stop()
                deeds.follow(history, index, piece.link)
            return


def below_words(history: ChatHistory) -> str:
    """What says that there is more below, and how many items of it."""
    bottom = history.top + history.room.height
    index = history.column.index_at(bottom)
    count = len(history.talk.items) - history.column.parts[index].item
    return f" ↓ more below ({count:,}) "


def _on_below(history: ChatHistory, x: int) -> bool:
    """Whether a cell of the last line belongs to those words."""
    end = history.room.width - 1
    return end - cells(below_words(history)) <= x < end


def selected(history: ChatHistory, selection: Selection) -> str:
    """The text that the mouse went over, without the margin."""
    margin = history.margin
    first = selection.start.y if selection.start is not None else 0
    last = selection.end.y if selection.end is not None else history.column.height - 1
    found = []
    for y in range(first, min(last, first + COPIED) + 1):
        span = selection.get_span(y)
        if span is not None:
            text = text_of(history.column.line(y)[2]).rstrip()
            start = max(0, span[0] - margin)
            found.append(text[start:] if span[1] == -1 else text[start : max(0, span[1] - margin)])
    return "\n".join(found)
