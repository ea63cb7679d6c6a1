"""The line under a table: what the column under the cursor is, and on wish its figures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from lattice.tui.literal import literal, one_line
from lattice.tui.work import start

#: The cursor rests so long on a column before it is reckoned, in seconds: a million rows cost a second.
REST_S = 0.25


class ColumnLine(Static):
    """Words before and after the figures; clicking it turns the figures on or off."""

    class Pressed(Message):
        """The figures are wanted, or no more."""

    def __init__(self, reckoning: bool = False) -> None:
        super().__init__("", classes="column-line", markup=False)
        self.reckoning = reckoning
        """Whether figures are shown."""
        self._figures = ""
        self._said = ("", "")
        self._timer: Timer | None = None

    def tell(self, before: str, after: str = "") -> None:
        """Say what the column is; figures stand between the two."""
        self._said = (before, after)
        self._paint()

    def reckon(self, ask: Callable[[], Awaitable[str]]) -> None:
        """Have the figures worked out once the cursor rests; those that are shown are of another column."""
        if self._timer is not None:
            self._timer.stop()
        if not self.reckoning:
            return
        self._figures = "…"
        self._paint()
        self._timer = self.set_timer(REST_S, lambda: self._ask(ask))

    def turn(self, on: bool) -> None:
        """Show figures, or none."""
        self.reckoning = on
        if not on:
            self._figures = ""
            self._paint()

    def _ask(self, ask: Callable[[], Awaitable[str]]) -> None:
        async def work() -> None:
            self._figures = await ask()
            self._paint()

        start(self, work(), group="figures")

    def _paint(self) -> None:
        before, after = self._said
        figures = self._figures if self.reckoning else ""
        words = " · ".join(one_line(part) for part in (before, figures, after) if part)
        # the line has one height, whatever it says: laying the screen out anew costs 30 ms
        self.update(literal(words), layout=False)

    def on_click(self, event: events.Click) -> None:
        """Turn the figures on or off."""
        event.stop()
        self.post_message(self.Pressed())
