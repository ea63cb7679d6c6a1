"""The outline beside a document: headings or pages; enter goes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lattice.tui.keys import bind
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.markdown.lines import Heading, Place


class Outline(Lines):
    """Headings, each under the one it belongs to."""

    BINDINGS = [bind("viewer.outline", "close"), bind("viewer.back", "close")]

    @dataclass
    class Picked(Message):
        """A place is wanted."""

        place: Place

    class Closed(Message):
        """It is not needed any more."""

    def __init__(self) -> None:
        super().__init__(classes="outline")
        self._headings: Sequence[Heading] = ()

    def show(self, headings: Sequence[Heading], at: Place) -> None:
        """List the headings, the one that stands over `at` under the cursor."""
        self._headings = headings
        top = min((heading.level for heading in headings), default=1)
        self.set_options(
            Option(Content(f"{'  ' * (heading.level - top)}{heading.text or '…'}")) for heading in headings
        )
        before = [i for i, heading in enumerate(headings) if heading.place.section <= at.section]
        if headings:
            self.highlighted = before[-1] if before else 0

    @on(OptionList.OptionSelected)
    def _on_pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Picked(self._headings[event.option_index].place))

    @on(OptionList.OptionHighlighted)
    def _on_move(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()

    def action_close(self) -> None:
        """Back to the document."""
        self.post_message(self.Closed())
