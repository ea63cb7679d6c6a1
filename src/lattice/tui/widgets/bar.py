"""A bar that fills as work gets done, one line high and never laid out anew."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class Bar(Widget):
    """Shows a part of one, or a calm line while nobody knows how much there is."""

    part: reactive[float | None] = reactive(None)

    def render(self) -> RenderResult:
        """Filled, half, empty; with the percentage at the end."""
        room = max(4, self.size.width - 6)
        if self.part is None:
            return Content.assemble(("─" * room, "$text-muted"), "     …")
        cells = min(1.0, max(0.0, self.part)) * room
        full = int(cells)
        half = "╸" if cells - full >= 0.5 else ""
        rest = "─" * (room - full - len(half))
        share = f"{int(min(1.0, self.part) * 100):>5}%"
        return Content.assemble(("━" * full + half, "$primary"), (rest, "$border-blurred"), share)
