"""What all fields are: a value being changed, as a draft that is always there and may not fit yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message
from textual.widget import Widget

from lattice.model.values import ColumnType, Misfit, Value
from lattice.tui.widgets.editors.drafts import draft_of, respell, value_of


class Field(Widget):
    """A value being changed. What isn't touched stays exactly the value it was."""

    DEFAULT_CSS = Path(__file__).with_name("fields.tcss").read_text()

    @dataclass
    class Changed(Message):
        """Something was typed."""

        field: Field

        @property
        def control(self) -> Field:
            """The field."""
            return self.field

    @dataclass
    class Finished(Message):
        """Enter was pressed where it doesn't make a line."""

        field: Field

    def __init__(self, type_: ColumnType, value: Value, *, draft: str | None = None) -> None:
        super().__init__()
        self.type = type_
        self.original = value
        self.start = self.make_draft(value)
        self.draft = self.start if draft is None else draft
        """What stands there now."""
        self.emptied = False
        """Whether it was made empty, which for text is not the same as a text of no characters."""

    def make_draft(self, value: Value) -> str:
        """The text for a value."""
        return draft_of(self.type, value)

    @property
    def dirty(self) -> bool:
        """Whether it says something else than the value it had."""
        return (self.emptied and self.original is not None) or self.draft != self.start

    @property
    def value(self) -> Value:
        """The value of what stands there; raises Misfit with words for people."""
        if self.emptied and not self.draft:
            return None
        return self.original if self.draft == self.start else value_of(self.type, self.draft)

    @property
    def problem(self) -> str:
        """What is wrong with what stands there; empty when nothing is."""
        try:
            _ = self.value
        except Misfit as misfit:
            return str(misfit)
        return ""

    def open_up(self, up: bool) -> int:
        """Open above the line what opens below it, or the other way round; cells that are above it then."""
        return 0

    def typed(self, draft: str) -> None:
        """Take in what stands there now."""
        if draft == self.draft:
            return
        self.draft = draft
        if draft:
            self.emptied = False
        self.post_message(self.Changed(self))

    def make_empty(self) -> None:
        """No value at all."""
        self.emptied = True
        self.show_draft("")
        self.draft = ""
        self.post_message(self.Changed(self))

    def take_draft(self, draft: str) -> None:
        """Put in what was written elsewhere, such as in an outside editor."""
        text = respell(self.type, draft)
        self.show_draft(text)
        # the input says so only when it is its turn; who saves right away must not find the old text
        self.typed(text)

    def show_draft(self, draft: str) -> None:
        """Put a text into the input."""
        raise NotImplementedError

    @property
    def can_be_laid_out(self) -> bool:
        """Whether there is a way in which it is best read."""
        return False

    def lay_out(self) -> None:
        """Write it as it is best read, where there is a way to."""

    def go_to_mistake(self) -> None:
        """Put the cursor on what is wrong, where that has a place."""

    @property
    def can_take_draft(self) -> bool:
        """Whether it is text that an outside editor could change."""
        return True
