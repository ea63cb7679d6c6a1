"""One value, whole: what a cell has no room for."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lattice.model.values import Value
from lattice.tui.literal import literal, one_line
from lattice.tui.screens.dialogs import Dialog

#: Characters that are shown.
SHOWN = 100_000


class ValueScreen(Dialog[None]):
    """All of one cell."""

    def __init__(self, name: str, value: Value) -> None:
        super().__init__()
        self._column, self._value = name, value

    def compose(self) -> ComposeResult:
        """The value, to be scrolled."""
        text = "" if self._value is None else str(self._value)
        with VerticalScroll(classes="dialog", id="cell-value") as box:
            box.border_title = Content(one_line(self._column, 60))
            box.border_subtitle = "esc back"
            if self._value is None:
                yield Static(Content.styled("empty (NULL)", "$text-muted"))
            else:
                yield Static(literal(text[:SHOWN], lines=True), markup=False)
            if len(text) > SHOWN:
                told = f"… {len(text) - SHOWN:,} more characters; x exports all"
                yield Static(Content.styled(told, "$text-muted"))
