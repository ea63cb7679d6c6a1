"""The option list that all lists are: its cursor is seen where there are no colours, too."""

from __future__ import annotations

from textual.style import Style
from textual.widgets import OptionList


class MarkedList(OptionList):
    """An option list whose style sheet may say `reverse`."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style of a line; with `reverse`, which Textual takes from a style sheet and then leaves out."""
        style = super().get_visual_style(*component_classes, partial=partial)
        if any(self.get_component_styles(name).text_style.reverse for name in component_classes):
            return style + Style(reverse=True)
        return style
