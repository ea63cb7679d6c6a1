"""A sheet: a scroll view that is written line by line in tones, and the styles that the theme gives them."""

from __future__ import annotations

from pathlib import Path

from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget

from lattice.tui.widgets.markdown.lines import Look, Tone


class Ink:
    """The styles of a sheet's tones and looks, kept at hand."""

    def __init__(self, sheet: Widget) -> None:
        self._sheet = sheet
        self._styles: dict[tuple[Tone, Look], Style] = {}

    def forget(self) -> None:
        """The theme changed."""
        self._styles.clear()

    def style(self, tone: Tone, look: Look) -> Style:
        """The style of a tone and a look together."""
        known = self._styles.get((tone, look))
        if known is None:
            known = self._styles[tone, look] = self._make(tone, look)
        return known

    def _make(self, tone: Tone, look: Look) -> Style:
        sheet = self._sheet
        block = sheet.get_component_rich_style("sheet--block")
        style = block if look & Look.BLOCK else sheet.rich_style
        if tone is not Tone.PLAIN:
            style += self._over(f"sheet--{tone}", style)
        style += Style(
            bold=True if look & Look.BOLD else None,
            italic=True if look & Look.ITALIC else None,
            strike=True if look & Look.STRIKE else None,
        )
        if look & Look.MARK:
            style += sheet.get_component_rich_style("sheet--mark", partial=True)
        if look & Look.HERE:
            style += sheet.get_component_rich_style("sheet--here", partial=True)
        return style

    def _over(self, name: str, under: Style) -> Style:
        """A component over a ground that its colour may let through."""
        partial = self._sheet.get_component_rich_style(name, partial=True)
        color = self._sheet.get_component_styles(name).color
        if color.ansi is not None or color.a == 1 or under.bgcolor is None or under.bgcolor.is_default:
            return partial
        return partial + Style(color=(Color.from_rich_color(under.bgcolor) + color).rich_color)


class Sheet(ScrollView):
    """Lines of pieces; who shows something on it says what stands on each line."""

    COMPONENT_CLASSES = {f"sheet--{tone}" for tone in Tone if tone is not Tone.PLAIN} | {
        "sheet--block",
        "sheet--mark",
        "sheet--here",
    }
    DEFAULT_CSS = Path(__file__).with_name("sheet.tcss").read_text()

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.ink = Ink(self)

    @property
    def room(self) -> Size:
        """Cells there are."""
        return self.scrollable_content_region.size

    @property
    def top(self) -> int:
        """The line that stands first on the screen."""
        return round(self.scroll_target_y)

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        self.ink.forget()

    def tell_extent(self, width: int, height: int) -> None:
        """Tell the scroll bars how much there is."""
        size, old, room = Size(width, height), self.virtual_size, self.room
        if size == old:
            return
        if (size.width > room.width) == (old.width > room.width):
            # the same bars stay, the upright one always: laying out all of the screen would cost 20 ms
            self.set_reactive(Sheet.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height
            self.horizontal_scrollbar.window_virtual_size = size.width
        else:
            self.virtual_size = size
