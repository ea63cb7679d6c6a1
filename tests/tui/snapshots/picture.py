"""What stands on the screen in two themes, as a text file that people can read and compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from string import ascii_letters
from typing import NamedTuple

from rich.color import Color
from rich.style import Style
from textual.app import App

#: A temporary folder with a name of its own; as long as what stands for it.
_OWN = re.compile(r"lattice-[a-z0-9_]{8}")
_MASKED = "lattice-········"
_ATTRIBUTES = ("bold", "dim", "italic", "underline", "strike", "reverse")
_RUNS = re.compile(r"^(\d+)× (.*)$", re.MULTILINE)
_RUN = re.compile(r"([a-zA-Z]+)(\d+)")
_LEGEND = re.compile(r"^([a-zA-Z]+): (.*)$", re.MULTILINE)
_NAMES = (*ascii_letters, *(first + second for first in ascii_letters for second in ascii_letters))


class Seen(NamedTuple):
    """One look at the screen."""

    lines: tuple[str, ...]
    styles: tuple[tuple[str, ...], ...]
    """In words, for each character of each line."""


def see(app: App[None]) -> Seen:
    """Everything that is on the screen now."""
    lines, styles = [], []
    for strip in app.screen._compositor.render_strips():
        line = "".join(segment.text for segment in strip)
        lines.append(_OWN.sub(_MASKED, line).rstrip())
        styles.append(tuple(_words(s.style or Style()) for s in strip for _ in s.text))
    return Seen(tuple(lines), tuple(styles))


def lines_of(picture: str) -> tuple[str, ...]:
    """What stands in a picture, in the first of its themes."""
    return tuple(line[1:] for line in picture.splitlines() if line.startswith("│"))


def words_of(picture: str) -> Iterator[tuple[str, str]]:
    """Each stretch of text in a picture, with its style in every theme, as `#ffffff on #000000 bold`."""
    legend = dict(_LEGEND.findall(picture))
    runs = [run for times, run in _RUNS.findall(picture) for _ in range(int(times))]
    for line, run in zip(lines_of(picture), runs, strict=True):
        at = 0
        for name, length in _RUN.findall(run):
            words = line[at : at + int(length)].strip()
            at += int(length)
            yield from ((words, style) for style in legend[name].split(" · ") if words)


def _words(style: Style) -> str:
    colours = f"{_colour(style.color)} on {_colour(style.bgcolor)}"
    return " ".join((colours, *(name for name in _ATTRIBUTES if getattr(style, name))))


def _colour(colour: Color | None) -> str:
    if colour is None:
        return "default"
    return colour.triplet.hex if colour.triplet is not None else colour.name


def picture_of(looks: Sequence[Seen]) -> str:
    """The file: what stands there, which stretches look alike, and how these look in each theme.

    The text is written once; where that of another theme differs, the line follows with a `~`.
    """
    first, *others = looks
    names: dict[tuple[str, ...], str] = {}
    lines, runs = [], []
    for number, line in enumerate(first.lines):
        lines.append(f"│{line}")
        lines += [f"~{o.lines[number]}" for o in others if o.lines[number] != line]
        alike = zip_longest(*(look.styles[number] for look in looks), fillvalue="")
        stretches = [(style, len(list(cells))) for style, cells in groupby(alike)]
        runs.append(" ".join(f"{names.setdefault(s, _NAMES[len(names)])}{n}" for s, n in stretches))
    same = [f"{len(list(group))}× {run}" for run, group in groupby(runs)]
    legend = [f"{name}: {' · '.join(style)}" for style, name in names.items()]
    return "\n".join((*lines, "", *same, "", *legend, ""))
