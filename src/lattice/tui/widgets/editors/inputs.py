"""Inputs that hold spelled text, also when something is pasted."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input, TextArea

from lattice.tui.widgets.editors.spelling import spell


class LineInput(Input):
    """One line; a pasted line end or control character is spelled out, not lost and not obeyed."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = spell(event.text.rstrip("\r\n"))
        start, end = self.selection
        self.replace(text, start, end)


class FreeArea(TextArea, inherit_bindings=False):
    """Several lines that leave to the workbench the keys which Textual takes for selecting lines.

    `^k`, which stands in the bar at the top as the key to find anything, takes no end of a line away.
    """

    BINDINGS = [
        binding
        for binding in TextArea.BINDINGS
        if not (isinstance(binding, Binding) and binding.key in ("f6", "f7", "ctrl+k"))
    ]

    def render_lines(self, crop: Region) -> list[Strip]:
        """What stands there; nothing once it is taken away.

        It has no background then, and Textual takes that of the theme by its name: `ansi_default`, in the
        theme of 16 colours, is no colour to Rich.
        """
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)


class AreaInput(FreeArea):
    """Several lines; what acts or hides is spelled out when it is pasted."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if self.read_only:
            return
        text = spell(event.text.replace("\r\n", "\n").replace("\r", "\n"), lines=True)
        start, end = self.selection
        if result := self._replace_via_keyboard(text, start, end):
            self.move_cursor(result.end_location)
