"""Writes down how a workbench looks, soon after it last changed and at the latest when it is left."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text
from textual.timer import Timer
from textual.widget import Widget

from lattice.model.errors import LatticeError
from lattice.model.visible import visible
from lattice.tui.session import SessionState, save_session

#: Quiet time before the state is written; a crash costs no more than this.
AFTER_S = 1.0
#: How soon what could not be written is tried again, in seconds.
AGAIN_S = 5.0


class Keeper:
    """Keeps the newest state until it is written."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._timer: Timer | None = None
        self._kept: tuple[Path, SessionState] | None = None
        self._told = ""

    def keep(self, path: Path, state: SessionState) -> None:
        """This is how it looks now; another state within the quiet time takes its place."""
        self._kept = (path, state)
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
            words = f"The tabs, and what is typed and not saved, could not be kept. {error}"
            self._widget.notify(words, severity="warning", markup=False)
        self._write_in(AGAIN_S)

    def finish(self) -> None:
        """Write it for the last time; where one leaves, the terminal is told what could not be kept."""
        error = self._try()
        if error is not None:
            words = f"The tabs, and what was typed and not saved, could not be kept.\n{error}"
            app = self._widget.app
            if app._exit:
                app._exit_renderables.append(Text(visible(words, lines=True)))
            else:
                app.notify(words, severity="warning", markup=False)

    def _try(self) -> LatticeError | None:
        if self._kept is None:
            return None
        try:
            save_session(*self._kept)
        except LatticeError as error:
            return error
        self._kept, self._told = None, ""
        return None
