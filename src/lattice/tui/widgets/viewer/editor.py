"""The area to write in: what stands there is kept as a draft until it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static, TextArea

from lattice.tui.keys import bind
from lattice.tui.widgets.editors.inputs import AreaInput
from lattice.tui.widgets.editors.spelling import spell, unspell

#: Quiet time before what was typed is kept as a draft: each keeping writes all of it.
DRAFT_S = 0.5


class Editor(Vertical):
    """The text of a file in an area to write in."""

    DEFAULT_CSS = Path(__file__).with_name("editor.tcss").read_text()
    BINDINGS = [
        bind("edit.save", "save", priority=True),
        bind("edit.external", "external", priority=True),
        bind("edit.cancel", "cancel", priority=True),
    ]

    area = getters.query_one(AreaInput)

    @dataclass
    class Submitted(Message):
        """The text is to be saved."""

        text: str

    @dataclass
    class Elsewhere(Message):
        """The text is to be written in the person's own editor."""

        text: str

    @dataclass
    class Left(Message):
        """The editor is to go; `draft` when something was typed."""

        draft: bool

    def __init__(self, text: str, draft: str | None, remember: Callable[[str | None], None]) -> None:
        """`remember` keeps what was typed and not saved; None when there is nothing to keep."""
        super().__init__(classes="board editor")
        self._text = text
        self._draft = draft if draft is not None else text
        self._remember = remember
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The area, and a line of words under it."""
        # no language: colouring while one types costs more than the keys themselves
        yield AreaInput(spell(self._draft, lines=True), soft_wrap=True, compact=True, show_line_numbers=True)
        yield Static("", classes="editor-words", markup=False)

    def on_mount(self) -> None:
        """Say how one leaves it; a document that is no more than its title goes on below it."""
        self.say(self.farewell)
        if self._draft.startswith("# ") and len(self._draft.strip().splitlines()) == 1:
            self.area.move_cursor(self.area.document.end)

    @property
    def farewell(self) -> str:
        """How one leaves it."""
        return "^s saves · esc leaves and keeps a draft"

    @property
    def text(self) -> str:
        """What stands there."""
        return unspell(self.area.text)

    @property
    def dirty(self) -> bool:
        """Whether it says something else than the file."""
        return self.text != self._text

    @property
    def words(self) -> str:
        """Nothing: it has a line of its own."""
        return ""

    def say(self, words: str, *, problem: bool = False) -> None:
        """Say something under the text."""
        line = self.query_one(".editor-words", Static)
        line.update(Content.styled(words, "$text-error" if problem else "$text-muted"))

    def put(self, text: str) -> None:
        """Have another text stand there."""
        self.area.text = spell(text, lines=True)

    @on(TextArea.Changed)
    def _on_type(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DRAFT_S, self.keep)

    def keep(self) -> None:
        """Keep what was typed as a draft."""
        self._remember(self.text if self.dirty else None)

    def forget(self) -> None:
        """It was saved: there is nothing to keep."""
        if self._timer is not None:
            self._timer.stop()
        self._remember(None)

    def action_save(self) -> None:
        """Save it."""
        self.post_message(self.Submitted(self.text))

    def action_external(self) -> None:
        """Go on in the person's own editor."""
        self.post_message(self.Elsewhere(self.text))

    def action_cancel(self) -> None:
        """Leave; what was typed stays as a draft."""
        if self._timer is not None:
            self._timer.stop()
        self.keep()
        self.post_message(self.Left(self.dirty))
