"""A picture in the terminal: with its graphics where it is known to have them, else in half blocks."""

from __future__ import annotations

import io
import os
import sys
from asyncio import to_thread
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.containers import Center, Middle
from textual.strip import Strip
from textual.widget import Widget

from lattice.ingest.files import original_bytes
from lattice.model.errors import LatticeError
from lattice.model.files import File

if TYPE_CHECKING:
    from PIL.Image import Image

    from lattice.tui.widgets.viewer.view import FileView

#: Pixels of a picture that is decoded at all: more is an attempt to fill the memory.
PIXELS = 120_000_000
#: Pixels that are kept of it, more than any terminal has cells.
KEPT = (1600, 1200)
_SHADES = " ░▒▓█"


class HalfBlocks(Widget, can_focus=True):
    """A picture of two colours in each cell, or of shades where there are no colours."""

    DEFAULT_CSS = Path(__file__).with_name("picture.tcss").read_text()

    def __init__(self, image: Image, words: str) -> None:
        super().__init__(classes="board")
        self._image = image
        self.words = words
        """Its size, for the line under it."""
        self._strips: list[Strip] = []

    def on_resize(self) -> None:
        """Draw it as large as there is room."""
        width, height = self.size.width - 2, self.size.height
        if width > 0 and height > 0:
            self._strips = self._draw(width, height)
            self.refresh()

    def _draw(self, width: int, height: int) -> list[Strip]:
        share = min(width / self._image.width, height * 2 / self._image.height)
        across, down = max(1, int(self._image.width * share)), max(1, int(self._image.height * share))
        down += down % 2
        small = self._image.resize((across, down))
        plain = self.app.console.color_system in (None, "standard") or self.app.no_color
        rows = _shades(small) if plain else _halves(small)
        left, top = (self.size.width - across) // 2, (height - down // 2) // 2
        margin = Segment(" " * left, self.rich_style)
        blank = Strip.blank(self.size.width, self.rich_style)
        drawn = [Strip([margin, *row]).extend_cell_length(self.size.width, self.rich_style) for row in rows]
        return [blank] * top + drawn

    def render_line(self, y: int) -> Strip:
        """One line of the picture."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)


def _halves(image: Image) -> list[list[Segment]]:
    """Lines of upper half blocks: the colour of the block and that of its ground."""
    data = image.convert("RGB").tobytes()
    across = image.width * 3
    rows = []
    for y in range(0, image.height - 1, 2):
        row = []
        for x in range(0, across, 3):
            upper = data[y * across + x : y * across + x + 3]
            lower = data[(y + 1) * across + x : (y + 1) * across + x + 3]
            row.append(Segment("▀", Style(color="#" + upper.hex(), bgcolor="#" + lower.hex())))
        rows.append(row)
    return rows


def _shades(image: Image) -> list[list[Segment]]:
    data = image.convert("L").resize((image.width, max(1, image.height // 2))).tobytes()
    lines = [data[y : y + image.width] for y in range(0, len(data), image.width)]
    return [[Segment("".join(_SHADES[value * len(_SHADES) // 256] for value in line))] for line in lines]


class Graphics(Middle):
    """A picture that the terminal draws by itself."""

    DEFAULT_CSS = Path(__file__).with_name("picture.tcss").read_text()

    def __init__(self, picture: Widget, words: str) -> None:
        super().__init__(Center(picture), classes="board")
        self.can_focus = True
        self.words = words
        """Its size, for the line under it."""


def graphics(environment: dict[str, str]) -> str:
    """Which graphics the terminal is known to have by its name: `tgp`, `sixel` or none.

    It is never asked: an answer would arrive among the keys.
    """
    if any(name in environment for name in ("TMUX", "STY", "NO_COLOR")):
        return ""
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if "KITTY_WINDOW_ID" in environment or term in ("xterm-kitty", "xterm-ghostty") or program == "ghostty":
        return "tgp"
    if (
        program == "WezTerm"
        or term.startswith(("foot", "mlterm", "contour"))
        or "KONSOLE_VERSION" in environment
    ):
        return "sixel"
    return ""


def _has_pixels() -> bool:
    """Whether the terminal says how large its cells are, so that nobody has to ask it."""
    try:
        import fcntl
        import struct
        import termios

        answer = (
            fcntl.ioctl(sys.__stdout__.fileno(), termios.TIOCGWINSZ, b"\0" * 8) if sys.__stdout__ else b""
        )
        return bool(answer) and all(struct.unpack("HHHH", answer))
    except (ImportError, OSError, ValueError):
        return False


def _widget(image: Image, kind: str) -> Widget | None:
    """The picture through textual-image; None when it is not installed."""
    stdout = sys.__stdout__
    try:
        # its package asks the terminal what it can when it is imported: it must not find one
        sys.__stdout__ = io.StringIO()  # type: ignore[misc, assignment]
        from textual_image import _terminal
        from textual_image.widget import SixelImage, TGPImage

        # what it then took for the size of a cell is to be read anew, from the system
        vars(_terminal.get_cell_size).pop("_result", None)
    except ImportError:
        return None
    finally:
        sys.__stdout__ = stdout  # type: ignore[misc]
    return TGPImage(image) if kind == "tgp" else SixelImage(image)


def decode(data: bytes) -> Image:
    """The first frame of a picture, turned upright and made no larger than KEPT. Raises LatticeError."""
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise LatticeError(
            "unavailable",
            "Pictures need Pillow, which is not installed.",
            "Install lattice-workbench[documents].",
        ) from None
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > PIXELS:
                raise LatticeError("too_large", f"The picture has {image.width} × {image.height} pixels.", "")
            image.draft("RGB", KEPT)
            upright = ImageOps.exif_transpose(image).convert("RGBA")
            upright.thumbnail(KEPT)
            ground = Image.new("RGBA", upright.size, "white")
            return Image.alpha_composite(ground, upright).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LatticeError("invalid_file", f"The picture cannot be shown: {error}.", "") from None


async def picture_board(view: FileView, file: File) -> Widget:
    """A file as a picture. Raises LatticeError."""
    chunks = [chunk async for chunk in original_bytes(view.client, file)]
    image = await to_thread(decode, b"".join(chunks))
    width, height = (file.details.get(name) for name in ("width", "height"))
    words = f"{width:,} × {height:,} pixels" if isinstance(width, int) and isinstance(height, int) else ""
    return picture(view.app, image, words)


def picture(app: App[Any], image: Image, words: str) -> Widget:
    """A picture as this terminal can show it."""
    kind = graphics(dict(os.environ)) if not app.is_headless else ""
    if kind and _has_pixels():
        drawn = _widget(image, kind)
        if drawn is not None:
            return Graphics(drawn, words)
    return HalfBlocks(image, words)
