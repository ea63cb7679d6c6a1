"""What the second stroke of a chord can be, over the last lines of the screen until it comes."""

from __future__ import annotations

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Offset
from textual.style import Style
from textual.widget import Widget

from lattice.tui.key_names import key_name
from lattice.tui.literal import fit_cells

#: Cells of one of them with its key, and between two columns; lines of the edge.
ITEM, EDGE = 22, 2


class SecondStrokes(Widget):
    """The keys that go on from a first stroke; a click on one presses it."""

    def __init__(self, first: str) -> None:
        super().__init__()
        self._first = first
        self._items: list[tuple[str, str, str]] = []
        """The second key as people write it, what it does, and both as they are bound."""
        self._focused: Widget | None = None

    def on_mount(self) -> None:
        """Stand over the last lines; go when something else gets the focus."""
        self._focused = self.screen.focused
        self._items = self._found()
        self.border_title = Content(f"{key_name(self._first)} …")
        self.border_subtitle = "esc back"
        self._place()
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())

    def on_resize(self) -> None:
        """Stay at the end of the screen."""
        self._place()

    def _place(self) -> None:
        screen = self.screen.size
        lines = min(-(-len(self._items) // self._columns), max(1, screen.height - EDGE - 1))
        self.styles.width, self.styles.height = screen.width, lines + EDGE
        # the last line keeps saying what can be pressed
        self.absolute_offset = Offset(0, max(0, screen.height - lines - EDGE - 1))

    @property
    def _columns(self) -> int:
        return max(1, (self.screen.size.width - 2 * EDGE) // ITEM)

    def _found(self) -> list[tuple[str, str, str]]:
        """Each action once, that of what has the focus first."""
        found: dict[str, tuple[str, str, str]] = {}
        for bound, active in self.screen.active_bindings.items():
            first, _, second = bound.partition(" ")
            if second and first == self._first and active.enabled:
                found.setdefault(active.binding.action, (key_name(second), active.binding.description, bound))
        return list(found.values())

    def _follow(self) -> None:
        if self.screen.focused is not self._focused:
            self.remove()

    def render(self) -> RenderResult:
        """The keys, column by column."""
        lines = -(-len(self._items) // self._columns)
        rows = [self._items[at::lines] for at in range(lines)]
        return Content("\n").join(Content("").join(map(self._item, row)) for row in rows)

    def _item(self, item: tuple[str, str, str]) -> Content:
        key, words, bound = item
        said = Content.assemble(
            (fit_cells(key, 3), "bold $footer-key-foreground"), fit_cells(words, ITEM - 4), " "
        )
        return said.stylize(Style.from_meta({"press": bound}))

    async def on_click(self, event: events.Click) -> None:
        """Press the one that was clicked on."""
        event.stop()
        self.remove()
        key = event.style.meta.get("press")
        if isinstance(key, str):
            await self.app.run_action(f"app.press({key!r})")
