"""The lists that all lists are: the cursor is seen without colours, and they turn pages without room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from textual.app import ComposeResult
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets import Select as TextualSelect
from textual.widgets._select import SelectCurrent, SelectOverlay

V = TypeVar("V")


if TYPE_CHECKING:
    _Listed = OptionList
else:
    # style sheets know a widget by the first widget that it is made from: this must be none
    _Listed = object


class _Paged(_Listed):
    """What makes an option list turn pages also where there is no room for one."""

    def action_page_up(self) -> None:
        """One screen up."""
        self._turn_page(-1)

    def action_page_down(self) -> None:
        """One screen down."""
        self._turn_page(1)

    def _turn_page(self, by: Literal[-1, 1]) -> None:
        # a list without room, or not laid out yet, has lines of which nobody knows where they are
        if self.highlighted is None or self.highlighted in self._index_to_line:
            (super().action_page_down if by > 0 else super().action_page_up)()  # type: ignore[no-untyped-call]
        elif by > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()


class MarkedList(_Paged, OptionList):
    """An option list whose style sheet may say `reverse`."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style of a line; with `reverse`, which Textual takes from a style sheet and then leaves out."""
        style = super().get_visual_style(*component_classes, partial=partial)
        if any(self.get_component_styles(name).text_style.reverse for name in component_classes):
            return style + Style(reverse=True)
        return style


class _Overlay(_Paged, SelectOverlay):
    """What a choice drops down."""


class Select(TextualSelect[V]):
    """One of several, dropped down; its list may have no room in a small terminal."""

    def compose(self) -> ComposeResult:
        """What is chosen, and all there is."""
        yield SelectCurrent(self.prompt)
        yield _Overlay(type_to_search=self._type_to_search).data_bind(compact=TextualSelect.compact)
