"""The keys of what has the focus, in sight at the right for as long as they are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from lattice.tui.keys import GROUPS
from lattice.tui.literal import fit_cells
from lattice.tui.possible import Possible, possible, typed

#: Cells of the panel with its edge; and of the tabs beside it, which are of no use with less.
WIDTH, LEAST_BESIDE = 30, 44
#: Cells that the keys take.
_KEYS = 9
#: Quiet time before another focus is followed, in seconds: the cursor may be on its way.
_FOLLOW_S = 0.05


class KeysPanel(VerticalScroll, can_focus=False):
    """What can be pressed now; a click on a line does it."""

    def __init__(self, beside: Widget) -> None:
        super().__init__(id="keys-panel")
        self._beside = beside
        """What it takes its room from."""
        self._shown: list[Possible] = []
        self._waiting: Timer | None = None
        self.wanted = True
        """Whether it is to be seen where there is room."""

    def compose(self) -> ComposeResult:
        """What shuts it by the mouse, and the keys."""
        yield Static("× shut", id="keys-shut", markup=False)
        yield Static("", id="keys-now", markup=False)

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._soon())
        self.follow()

    def _soon(self) -> None:
        if self._waiting is None:
            self._waiting = self.set_timer(_FOLLOW_S, self.follow)

    def follow(self) -> None:
        """List what can be pressed now; give way where there is no room."""
        self._waiting = None
        self.display = self.wanted and fits(self._beside)
        if not self.display:
            return
        found = possible(self.screen, leaving_out=typed)
        if found != self._shown:
            self._shown = found
            self.query_one("#keys-now", Static).update(_lines(found))
            self.scroll_home(animate=False)

    async def on_click(self, event: events.Click) -> None:
        """Do what the line says that was clicked on."""
        if event.widget is not None and event.widget.id == "keys-shut":
            event.stop()
            await self.app.run_action("do('layout.keys_panel')", self.screen)
            return
        at = event.style.meta.get("do")
        if isinstance(at, int) and at < len(self._shown):
            event.stop()
            key = self._shown[at]
            await self.app.run_action(key.action, key.node)


def fits(beside: Widget) -> bool:
    """Whether the panel may take its room from something.

    Reckoned from what else stands there, which is as wide with the panel as without: at the moment in which
    the panel comes or goes nobody knows whether room was made for it already.
    """
    row = beside.parent
    if not beside.display or not isinstance(row, Widget):
        return False
    others = (child for child in row.children if child is not beside and not isinstance(child, KeysPanel))
    taken = sum(child.outer_size.width for child in others if child.display)
    return row.size.width - taken - WIDTH >= LEAST_BESIDE


def _lines(keys: Sequence[Possible]) -> Content:
    """The keys in their groups, one in a line."""
    parts: list[Content] = []
    numbered = list(enumerate(keys))
    for group, several in groupby(numbered, key=lambda one: one[1].group):
        parts.append(Content.styled(fit_cells(GROUPS.get(group, "Here"), WIDTH - 4), "bold $text-primary"))
        parts += [_line(at, key) for at, key in several]
        parts.append(Content(""))
    return Content("\n").join(parts[:-1])


def _line(at: int, key: Possible) -> Content:
    shown = key.shown.split(", ")[0]
    return Content.assemble(
        (fit_cells(shown, _KEYS, right=True), "bold $footer-key-foreground"), "  ", key.description
    ).stylize(Style.from_meta({"do": at}))
