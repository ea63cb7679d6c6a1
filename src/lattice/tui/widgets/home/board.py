"""The board of the first tab: cards and lines under one cursor, by key and by mouse."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from lattice.tui.keys import bind
from lattice.tui.widgets.home.reading import Told
from lattice.tui.widgets.home.tiles import Tile, arrange


class Board(Widget, can_focus=True):
    """All tiles, one of which has the cursor."""

    BINDINGS = [
        bind("home.open", "open"),
        bind("home.left", "move(-1, 0)"),
        bind("home.right", "move(1, 0)"),
        bind("list.down", "move(0, 1)"),
        bind("list.up", "move(0, -1)"),
        bind("list.first", "end(0)"),
        bind("list.last", "end(-1)"),
        bind("home.next", "part(1)"),
        bind("home.previous", "part(-1)"),
    ]
    DEFAULT_CSS = "Board { height: auto; width: 1fr; }"

    @dataclass
    class Wanted(Message):
        """A tile is to be opened."""

        tile: Tile

    class Moved(Message):
        """The cursor is on another tile."""

    def __init__(self) -> None:
        super().__init__()
        self._told = Told()
        self._tiles: list[Tile] = []
        self._width = 0
        self._hover = ""
        self.here = ""
        """The name of the tile that keys are on; empty for the first."""

    def show(self, told: Told) -> None:
        """Show what is known now; the cursor stays on its tile."""
        self._told, self._width = told, 0
        self.refresh(layout=True)

    def _laid_out(self, width: int) -> list[Tile]:
        if width != self._width:
            self._tiles, self._width = arrange(self._told, width), width
        return self._tiles

    @property
    def tiles(self) -> list[Tile]:
        """All tiles where they stand now."""
        return self._laid_out(self.size.width)

    @property
    def current(self) -> Tile | None:
        """The tile under the cursor; the first one that opens something when that is gone."""
        able = [tile for tile in self.tiles if tile.key is not None]
        return next((tile for tile in able if tile.name == self.here), able[0] if able else None)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the tiles take."""
        return max((tile.region.bottom for tile in self._laid_out(width)), default=1)

    def render(self) -> RenderResult:
        """All lines; there are never more than a few hundred."""
        tiles = self.tiles
        here = self.current.name if self.current is not None and self.has_focus else ""
        rows: dict[int, list[Tile]] = {}
        for tile in tiles:
            for y in range(tile.region.y, tile.region.bottom):
                rows.setdefault(y, []).append(tile)
        lines = []
        for y in range(max(rows, default=-1) + 1):
            parts, x = list[Content](), 0
            for tile in sorted(rows.get(y, ()), key=lambda t: t.region.x):
                parts.append(Content(" " * (tile.region.x - x)))
                row = y - tile.region.y
                parts.append(tile.row(row, here=tile.name == here, under_mouse=tile.name == self._hover))
                x = tile.region.right
            lines.append(Content("").join(parts))
        return Content("\n").join(lines)

    def on_focus(self) -> None:
        """The cursor is seen only where keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is seen only where keys go."""
        self.refresh()

    # --- keys ---

    def _go(self, tile: Tile) -> None:
        self.here = tile.name
        self.refresh()
        # a line above and below stays in sight, so that one sees where one goes
        region = tile.region
        self.scroll_visible_region(Region(region.x, max(0, region.y - 1), region.width, region.height + 2))
        self.post_message(self.Moved())

    def scroll_visible_region(self, region: Region) -> None:
        """Bring a stretch of the board into sight."""
        parent = self.parent
        if isinstance(parent, Widget):
            at = self.virtual_region
            parent.scroll_to_region(region.translate(at.offset), animate=False, force=True)

    def action_move(self, x: int, y: int) -> None:
        """To the nearest tile in a direction."""
        now = self.current
        if now is None:
            return
        able = [tile for tile in self.tiles if tile.key is not None and tile.name != now.name]
        if x:
            able = [t for t in able if (t.region.x - now.region.x) * x > 0 and _beside(t.region, now.region)]
        else:
            able = [t for t in able if (t.region.y - now.region.y) * y > 0]
        if able:
            self._go(min(able, key=lambda t: _far(t.region, now.region, sideways=bool(x))))

    def action_end(self, at: int) -> None:
        """To the first or the last."""
        able = [tile for tile in self.tiles if tile.key is not None]
        if able:
            self._go(able[at])

    def action_part(self, by: int) -> None:
        """To the first tile of the next part, around the ends."""
        now = self.current
        if now is None:
            return
        firsts: dict[str, Tile] = {}
        for tile in self.tiles:
            if tile.key is not None:
                firsts.setdefault(tile.part, tile)
        parts = list(firsts)
        self._go(firsts[parts[(parts.index(now.part) + by) % len(parts)]])

    def action_open(self) -> None:
        """Open what is under the cursor."""
        if self.current is not None:
            self.post_message(self.Wanted(self.current))

    # --- mouse ---

    def _at(self, event: events.MouseEvent) -> Tile | None:
        return next(
            (t for t in self.tiles if t.key is not None and t.region.contains(event.x, event.y)), None
        )

    def on_click(self, event: events.Click) -> None:
        """A click opens."""
        tile = self._at(event)
        if tile is not None and event.button == 1:
            self.here = tile.name
            self.refresh()
            self.post_message(self.Wanted(tile))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What would be opened is underlined."""
        tile = self._at(event)
        self._hovered(tile.name if tile is not None else "")

    def on_leave(self) -> None:
        """Nothing is under the mouse."""
        self._hovered("")

    def _hovered(self, name: str) -> None:
        if name != self._hover:
            self._hover = name
            self.refresh()


def _beside(one: Region, other: Region) -> bool:
    return one.y < other.bottom and other.y < one.bottom


def _far(one: Region, other: Region, *, sideways: bool) -> tuple[int, int]:
    across, down = abs(one.x - other.x), abs(one.y - other.y)
    return (across, down) if sideways else (down + 2 * across if across else down, across)
