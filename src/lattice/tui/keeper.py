"""Writes down how a workbench looks, soon after it last changed and at the latest when it is left."""

from __future__ import annotations

from pathlib import Path

from textual.timer import Timer
from textual.widget import Widget

from lattice.model.errors import LatticeError
from lattice.tui.session import SessionState, save_session

#: Quiet time before the state is written; a crash costs no more than this.
AFTER_S = 1.0


class Keeper:
    """Keeps the newest state until it is written."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._timer: Timer | None = None
        self._kept: tuple[Path, SessionState] | None = None

    def keep(self, path: Path, state: SessionState) -> None:
        """This is how it looks now; another state within the quiet time takes its place."""
        self._kept = (path, state)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._widget.set_timer(AFTER_S, self.write)

    def write(self) -> None:
        """Write what was kept and not written yet; a place that cannot be written is said once a change."""
        kept, self._kept = self._kept, None
        if kept is None:
            return
        try:
            save_session(*kept)
        except LatticeError as error:
            self._widget.notify(f"The tabs could not be kept. {error}", severity="warning", markup=False)
