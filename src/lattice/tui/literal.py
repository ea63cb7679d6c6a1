"""Foreign text for the screen: never markup, never acting, one steady width on every terminal."""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len, split_graphemes
from rich.text import Text

from lattice.model.visible import visible

#: Characters of a value that one line ever shows; more is cut before anything looks at it.
LINE_CHARS = 400
#: What `visible` leaves in because it hides nothing, but whose width terminals disagree on: joiners and
#: variation selectors, and the tone of an emoji.
_UNSTEADY = re.compile(
    "[\ufe0e\ufe0f\u200d]|(?<=[\u261d-\u270d\U0001f385-\U0001faff])[\U0001f3fb-\U0001f3ff]"
)
_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")
_ELLIPSIS = "…"


def one_line(text: str, limit: int = LINE_CHARS) -> str:
    """`text` in one line as every terminal draws it with the same width, cut after `limit` characters.

    An emoji of several joined ones is shown as its parts, side by side: half of the terminals join
    them and half don't, and a table has to be straight on both.
    """
    cut = len(text) > limit
    shown = text[:limit] if cut else text
    if not (shown.isascii() and shown.isprintable()):
        shown = _TONE.sub(_name, _UNSTEADY.sub("", visible(shown)))
        if shown and unicodedata.combining(shown[0]):
            shown = f"◌{shown}"  # a mark without a letter would land on whatever stands before it
    return shown + _ELLIPSIS if cut else shown


def _name(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match[0]):04X}⟩"


def fit_cells(text: str, width: int, *, right: bool = False) -> str:
    """`text` of `one_line` at exactly `width` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    cells = len(text) if text.isascii() else cell_len(text)
    if cells > width:
        text = _cut(text, width - 1) + _ELLIPSIS
        cells = len(text) if text.isascii() else cell_len(text)
    pad = " " * (width - cells)
    return pad + text if right else text + pad


def _cut(text: str, width: int) -> str:
    """As much of `text` as fits into `width` cells, whole characters with their marks."""
    if text.isascii():
        return text[:width]
    used, end = 0, 0
    spans, _ = split_graphemes(text)
    for _, stop, cells in spans:
        if used + cells > width:
            break
        used, end = used + cells, stop
    return text[:end]


def literal(text: str, *, lines: bool = False) -> Text:
    """`text` as Rich text without any meaning of its own; with `lines` line ends and tabs stay."""
    return Text(visible(text, lines=lines) if lines else one_line(text, len(text)), end="")
