"""The queries that were asked before: found by words, looked at, taken up again."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.sql.colours import Tone, spans
from lattice.tui.widgets.sql.history import Asked, forget, found, read_history
from lattice.tui.widgets.sql.said import asked_words
from lattice.tui.words import ago
from lattice.tui.work import start

#: Queries that are listed; more are narrowed by words.
LISTED = 200
#: Lines of a query that are looked at.
PREVIEW = 12
#: The colours of the preview, as variables of the theme.
_COLOURS = {
    Tone.KEYWORD: "$text-primary",
    Tone.FUNCTION: "$text-secondary",
    Tone.NAME: "$text-accent",
    Tone.STRING: "$text-success",
    Tone.NUMBER: "$text-warning",
    Tone.COMMENT: "$text-muted",
}


class _Words(Input):
    BINDINGS = [
        Binding("down", "screen.go(1)", show=False),
        Binding("up", "screen.go(-1)", show=False),
        Binding("pagedown", "screen.go(8)", show=False),
        Binding("pageup", "screen.go(-8)", show=False),
    ]


class PastScreen(Dialog[Asked | None]):
    """Answers the query that is wanted again; None when it was left."""

    BINDINGS = [bind("sql.forget", "forget", priority=True, show=True)]
    HELP = "The queries asked in this workspace from this machine, newest first; nobody else sees them."

    lines = getters.query_one(Lines)
    field = getters.query_one("#past-words", Input)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._known: list[Asked] = []
        self._shown: list[Asked] = []

    def compose(self) -> ComposeResult:
        """The words, the list, the whole of the one under the cursor."""
        with Vertical(classes="dialog -find", id="past") as box:
            box.border_title = "Queries asked before"
            yield _Words(placeholder="words of a query or its name", id="past-words", compact=True)
            yield Lines()
            with VerticalScroll(id="past-preview", can_focus=False):
                yield Static("", id="past-text", markup=False)
            yield Static("", id="past-note", classes="muted", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read them."""
        self.lines.can_focus = False
        start(self, self._read(), group="past")

    async def _read(self) -> None:
        self._known = await asyncio.to_thread(read_history, self._path)
        self._fill()

    @on(Input.Changed)
    def _fill(self) -> None:
        self._shown = found(self._known, self.field.value)[:LISTED]
        at = self.lines.highlighted or 0
        self.lines.set_options(Option(_paint(asked)) for asked in self._shown)
        self.lines.highlighted = min(at, len(self._shown) - 1) if self._shown else None
        self._preview()
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted)
    def _preview(self) -> None:
        asked = self._current
        words = "No query has these words." if self._known else "No query was asked yet."
        if asked is not None:
            words = " · ".join(filter(None, (asked.name, ago(asked.at), asked_words(asked))))
        self.query_one("#past-text", Static).update(coloured(asked.sql) if asked else Content(""))
        self.query_one("#past-note", Static).update(Content(one_line(words)))

    @property
    def _current(self) -> Asked | None:
        at = self.lines.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is there is forgotten."""
        return action != "forget" or self._current is not None

    def action_go(self, by: int) -> None:
        """Another query."""
        if self._shown:
            at = (self.lines.highlighted or 0) + by
            self.lines.highlighted = max(0, min(at, len(self._shown) - 1))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        if (asked := self._current) is not None:
            self.dismiss(asked)

    def action_forget(self) -> None:
        """Take the query out of the history."""
        if (asked := self._current) is not None:
            start(self, self._forget(asked), group="past")

    async def _forget(self, asked: Asked) -> None:
        await asyncio.to_thread(forget, self._path, asked.sql)
        await self._read()


def _paint(asked: Asked) -> Content:
    """One query as a line: its name or beginning, when, how it went."""
    text = one_line(" ".join(asked.sql.split()), 200)
    name = f"{one_line(asked.name, 40)}: " if asked.name else ""
    mark = ("✗ ", "$text-error") if asked.refused else ("  ", "")
    when = fit_cells(ago(asked.at), 12)
    return Content.assemble(mark, (when, "$text-muted"), (name, "bold $text-accent"), text)


def coloured(sql: str) -> Content:
    """A query in its colours, its first lines."""
    lines = sql.splitlines()
    shown = []
    for line in lines[:PREVIEW]:
        text = one_line(line.expandtabs(4))
        content = Content(text)
        for start_, end, tone in spans(text, None, frozenset()):
            content = content.stylize(_COLOURS[tone], start_, end)
        shown.append(content)
    if len(lines) > PREVIEW:
        shown.append(Content.styled(f"… {len(lines) - PREVIEW:,} more lines", "$text-muted"))
    return Content("\n").join(shown)
