"""Writes down what is kept of a workbench, soon after it last changed and at the latest when it is left."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.app import App
from textual.timer import Timer
from textual.widget import Widget

from lattice.model.errors import LatticeError
from lattice.model.visible import visible

#: Quiet time before it is written; a crash costs no more than this.
AFTER_S = 1.0
#: How soon what could not be written is tried again, in seconds.
AGAIN_S = 5.0


class Keeper:
    """Keeps the newest state of one thing until it is written."""

    def __init__(self, widget: Widget, unkept: str) -> None:
        """`unkept` is what a person is told when it cannot be written; the reason stands behind it."""
        self._widget = widget
        self._unkept = unkept
        self._timer: Timer | None = None
        self._save: Callable[[], None] | None = None
        self._told = ""

    def keep(self, save: Callable[[], None]) -> None:
        """Let `save` write it soon; another one within the quiet time takes its place.

        It raises LatticeError when it cannot, and is called again until it can.
        """
        self._save = save
        self._write_in(AFTER_S)

    def _write_in(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._widget.set_timer(seconds, self.write)

    def write(self) -> None:
        """Write what was kept and not written yet.

        What cannot be written is said once, and tried again until it is.
        """
        error = self._try()
        if error is None:
            return
        if str(error) != self._told:
            self._told = str(error)
            self._widget.notify(f"{self._unkept} {error}", severity="warning", markup=False)
        self._write_in(AGAIN_S)

    def finish(self) -> None:
        """Write it for the last time; where one leaves, the terminal is told what could not be kept."""
        error = self._try()
        if error is not None:
            words = f"{self._unkept}\n{error}"
            app = self._widget.app
            if app._exit:
                _say_last(app, Text(visible(words, lines=True)))
            else:
                app.notify(words, severity="warning", markup=False)

    def _try(self) -> LatticeError | None:
        if self._save is None:
            return None
        try:
            self._save()
        except LatticeError as error:
            return error
        self._save, self._told = None, ""
        return None


def _say_last(app: App[object], words: Text) -> None:
    """Say it in the terminal that the app gives back."""
    said = app._exit_renderables
    # of several the toolkit shows the first
    if said and isinstance(said[0], Text):
        said[0] = Text("\n").join((said[0], words))
    else:
        said.append(words)
