"""A radio button that shows by its shape, not by its colour alone, whether it is the chosen one."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import RadioButton


class Radio(RadioButton):
    """One of several: ● is chosen, ○ is not."""

    BUTTON_LEFT = " "
    BUTTON_RIGHT = " "

    def render(self) -> Content:
        """The button and what it means."""
        self.BUTTON_INNER = "●" if self.value else "○"
        return super().render()
