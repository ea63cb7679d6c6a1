"""The last door before the terminal: whatever a widget draws, nothing in it acts there."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

#: Controls of both kinds, and what turns the order of the text after it. Widgets show these as pictures
#: (`tui.literal`); one that forgot to must not hand them on.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Harmless(LineFilter):
    """Leaves out what would act on the terminal; lines stay as wide as they were counted."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, without what acts."""
        if all(s.control or (s.text.isascii() and s.text.isprintable()) for s in segments):
            return segments
        return [
            s if s.control or not _ACTING.search(s.text) else Segment(_ACTING.sub(_blank, s.text), s.style)
            for s in segments
        ]


def _blank(match: re.Match[str]) -> str:
    return " " * cell_len(match[0])
