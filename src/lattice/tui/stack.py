"""Screens over screens, and what goes from them: what lies below stays, and what is gone takes no clicks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from textual.app import App, ScreenStackError
from textual.await_complete import AwaitComplete
from textual.errors import NoWidget
from textual.events import Event, MouseDown
from textual.screen import Screen

from lattice.tui.work import missed


class StackedApp(App[None]):
    """An app whose base is always there, and is not laid out again because something over it was closed."""

    def pop_screen(self) -> AwaitComplete:
        """Close what is on top, but never the base: who closes twice must not leave a blank screen."""
        return super().pop_screen() if len(self.screen_stack) > 2 else AwaitComplete()

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw the screen in front again.

        Textual asks for a layout of it, twice, when a dialog is taken down. What the dialog covered was drawn
        as it came to the front, and lies where it lay: in a large terminal that is 25 ms of each dialog.
        """
        return self if layout else super().refresh(repaint=repaint, recompose=recompose)

    def _handle_exception(self, error: Exception) -> None:
        if not missed(error):
            super()._handle_exception(error)

    async def on_event(self, event: Event) -> None:
        """Let go of a click on what was taken away since the screen was drawn: Textual fails with it."""
        if not (isinstance(event, MouseDown) and self._is_gone(event)):
            await super().on_event(event)

    def _is_gone(self, event: MouseDown) -> bool:
        try:
            widget, _ = self.screen.get_widget_at(event.x, event.y)
        except (NoWidget, ScreenStackError):
            return False
        return not isinstance(widget, Screen) and widget.parent is None

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Give the terminal to another program; afterwards all of the screen is laid out and drawn."""
        with super().suspend():
            yield
        self.screen.refresh(layout=True)
