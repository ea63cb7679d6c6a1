"""How the client stands to its server, followed while a workbench is open and said in the top line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lattice.model.standing import Standing
from lattice.tui.place_words import is_connecting, is_shut, place_words

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen

#: How often the client is asked, in seconds; it answers from memory.
EVERY_S = 0.5


class Connection:
    """Shows the standing of a client whenever it changes; a local one is asked once."""

    def __init__(self, screen: WorkbenchScreen) -> None:
        self._screen = screen
        self._shown: Standing | None = None

    def begin(self) -> None:
        """Follow it from now on."""
        self._look()
        if self._shown is not None and self._shown.kind != "local":
            self._screen.set_interval(EVERY_S, self._look)

    def _look(self) -> None:
        standing = self._screen.bench.client.standing()
        before, self._shown = self._shown, standing
        if standing == before or not self._screen.is_attached:
            return
        if before is None or standing.seq != before.seq:
            self._screen.keep()  # how far one has seen it is what tells what is new, next time
        bar = self._screen.top_bar
        bar.place = place_words(standing, datetime.now(UTC))
        bar.trouble = standing.kind != "local" and not standing.online and not is_connecting(standing)
        if is_shut(standing) and not (before is not None and is_shut(before)):
            # nothing that is tried from here on will work: this is said once, with the way back
            self._screen.notify(
                "You are signed out: your token has ended, or somebody ended it. "
                "What is here can be read; L leads back in.",
                severity="warning",
                timeout=12,
            )
