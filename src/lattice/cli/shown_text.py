"""Text that comes in pieces, shown as `visible` shows it whole: also across the borders of the pieces."""

from __future__ import annotations

from lattice.model.visible import visible


class ShownText:
    """What a piece shows may hang on the character before it and on the one behind it."""

    def __init__(self) -> None:
        self._before = ""
        self._held = ""

    def take(self, piece: str) -> str:
        """What of it can be shown now, lines and tabs as they are."""
        text = self._held + piece
        self._held = ""
        if text.endswith("\r"):
            # shown or not by what follows it
            text, self._held = text[:-1], "\r"
        return self._shown(text)

    def end(self) -> str:
        """What was held back."""
        text, self._held = self._held, ""
        shown = self._shown(text)
        self._before = ""
        return shown

    def _shown(self, text: str) -> str:
        if not text:
            return ""
        before = visible(self._before, lines=True)
        shown = visible(self._before + text, lines=True)
        self._before = text[-1]
        return shown[len(before) :]
