"""Pictures: what the terminal is taken to be able to, half blocks, and what is no picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from lattice.model.errors import LatticeError
from lattice.tui.widgets.viewer.boards.picture import KEPT, _halves, decode, graphics


@pytest.mark.parametrize(
    ("environment", "kind"),
    [
        ({"TERM": "xterm-kitty"}, "tgp"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "sixel"),
        ({"TERM": "foot"}, "sixel"),
        ({"TERM": "xterm-kitty", "TMUX": "/x"}, ""),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, ""),
        ({"TERM": "xterm-256color"}, ""),
    ],
)
def test_a_terminal_is_known_by_its_name_and_never_asked(environment: dict[str, str], kind: str) -> None:
    assert graphics(environment) == kind


def _png(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def test_two_rows_of_pixels_are_one_line_of_half_blocks() -> None:
    image = Image.new("RGB", (2, 4), "#ff0000")
    image.putpixel((1, 1), (0, 0, 255))
    lines = _halves(decode(_png(image)))
    assert [len(line) for line in lines] == [2, 2]
    style = lines[0][1].style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    assert (style.color.name, style.bgcolor.name) == ("#ff0000", "#0000ff")


def test_a_large_picture_is_made_smaller_and_what_can_be_seen_through_stands_on_white() -> None:
    image = decode(_png(Image.new("RGBA", (4000, 100), (0, 0, 0, 0))))
    assert image.width <= KEPT[0]
    assert image.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a\xff\xff\xff\xff", b"<svg/>"])
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(LatticeError, match="cannot be shown"):
        decode(data)
