"""Radio buttons: the shape shows which is chosen, not the colour alone; enter takes one and goes on."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import RadioButton, RadioSet

from lattice.tui.keys import bind


class Radio(RadioButton):
    """One of several: ● is chosen, ○ is not."""

    BUTTON_LEFT = " "
    BUTTON_RIGHT = " "

    def render(self) -> Content:
        """The button and what it means."""
        self.BUTTON_INNER = "●" if self.value else "○"
        return super().render()


class Radios(RadioSet):
    """Several of which one is chosen: space chooses, enter chooses and goes on."""

    BINDINGS = [
        Binding("enter", "take", "Choose", show=False),
        bind("list.down", "next_button"),
        bind("list.up", "previous_button"),
    ]

    class Taken(Message):
        """The chosen one is what is wanted."""

    def go_to_chosen(self) -> None:
        """The cursor on the one that is chosen."""
        if self.pressed_index >= 0:
            self._selected = self.pressed_index

    def action_take(self) -> None:
        """Choose what is under the cursor, and go on."""
        button = self._nodes[self._selected] if self._selected is not None else None
        if isinstance(button, RadioButton):
            button.value = True
        self.post_message(self.Taken())
