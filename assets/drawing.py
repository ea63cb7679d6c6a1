"""An exported screen as a small PNG, with each character in its cell."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

import cairosvg
from PIL import Image
from rich.cells import cell_len

#: What draws the scripts of the sample on most machines; the web fonts of the export are left out.
FONTS = "DejaVu Sans Mono, Liberation Mono, monospace"
#: Width of a cell in the export, in its pixels.
CELL_PX = 12.2
#: Characters of the app that the first font lacks, and another has.
ELSEWHERE = {"⟳": "DejaVu Sans"}
WIDTH_PX = 1600
#: A screen has few colours and their edges; a palette of these makes a third of the file. One is left for
#: what is transparent.
COLOURS = 255
#: Of these, colours that are kept to the letter.
FLAT = 64


def draw(svg: str, path: Path) -> None:
    """Write an SVG as a PNG: every character in its cell, without fonts from elsewhere."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family:\s*[^;]+;", f"font-family: {FONTS};", svg)
    # a little larger than its cell, so that lines of box characters have no gaps
    svg = svg.replace("font-size: 20px", "font-size: 20.4px")
    svg = re.sub(r'(<text [^>]*?)x="([0-9.]+)"([^>]*?)textLength="[0-9.]+"([^>]*)>([^<]*)<', _in_cells, svg)
    whole = io.BytesIO()
    cairosvg.svg2png(bytestring=svg.encode(), write_to=whole, output_width=WIDTH_PX)
    with Image.open(whole) as picture:
        _few_colours(picture.convert("RGBA")).save(path, optimize=True, transparency=COLOURS)


def _few_colours(picture: Image.Image) -> Image.Image:
    """The same with a palette; what is hardly there, around the corners, is its last colour."""
    opaque = picture.convert("RGB")
    counted = sorted(opaque.getcolors(picture.width * picture.height) or (), reverse=True)
    # the large areas exactly as they are, the edges of letters nearly
    flat = [part for _, colour in counted[:FLAT] for part in colour]
    edges = opaque.quantize(COLOURS - FLAT, Image.Quantize.FASTOCTREE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette((flat + edges)[: COLOURS * 3])
    few = opaque.quantize(palette=palette, dither=Image.Dither.NONE)
    few.putpalette([*(few.getpalette() or [])[: COLOURS * 3], 0, 0, 0])
    few.paste(COLOURS, mask=picture.getchannel("A").point(lambda alpha: 255 if alpha < 128 else 0))
    return few


def _in_cells(found: re.Match[str]) -> str:
    """A text with the place of each character said, since fonts do not agree on their widths."""
    start, x, middle, end, text = found.groups()
    places, at, strange = [], float(x), ""
    for character in html.unescape(text):
        places.append(f"{at:.1f}")
        if font := ELSEWHERE.get(character):
            strange += f'{start}x="{at:.1f}"{middle}{end} font-family="{font}">{character}</text>'
        at += CELL_PX * cell_len(character)
    plain = "".join("\u00a0" if c in ELSEWHERE else c for c in text)
    return f'{strange}{start}x="{" ".join(places)}"{middle}{end}>{plain}<'
