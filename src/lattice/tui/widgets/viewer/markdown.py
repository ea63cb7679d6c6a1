"""A Markdown document as a flow of sections."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from lattice.tui.widgets.markdown import sections
from lattice.tui.widgets.markdown.layout import lay_out
from lattice.tui.widgets.markdown.lines import EMPTY, Line, Link, shown
from lattice.tui.widgets.markdown.nodes import Picture
from lattice.tui.widgets.markdown.parse import Parsed, parse, plain
from lattice.tui.widgets.viewer.flow import Flow


class MarkdownSection:
    """A section, parsed when somebody looks at it or looks through it."""

    ready = True

    def __init__(self, section: sections.Section, definitions: dict[str, Any], start: int) -> None:
        self._section = section
        self.start = start
        """Where its source begins, in characters of the document."""
        self._definitions = definitions

    @property
    def key(self) -> str:
        """Its source."""
        return self._section.source

    @property
    def heading(self) -> tuple[str, int]:
        """The heading that it begins with, its markup left out."""
        if not self._section.level:
            return "", 0
        return shown(self._section.title.replace("**", "").replace("`", "")), self._section.level

    @cached_property
    def _parsed(self) -> Parsed:
        section = self._section
        if section.raw:
            return plain(section.source)
        source = f"{section.head}\n{section.source}" if section.head else section.source
        return parse(source, self._definitions)

    @property
    def text(self) -> str:
        """What it says."""
        return self._parsed.text

    @property
    def links(self) -> Sequence[Link]:
        """Where its links lead."""
        return self._parsed.links

    @property
    def pictures(self) -> Sequence[str]:
        """Sources of the images that stand alone in it."""
        return [node.source for node in self._parsed.nodes if isinstance(node, Picture)]

    def guess(self, width: int) -> int:
        """From the length of its source: most lines are lines of a table or of prose."""
        source = self._section.source
        return max(1, source.count("\n") + 1 + len(source) // max(20, width) // 2)

    def lay_out(self, width: int) -> list[Line]:
        """Its lines and a blank one, unless a table goes on."""
        lines = lay_out(self._parsed.nodes, width, shape=self._section.shape)
        shape = self._section.shape
        if lines and (shape is None or shape.last):
            lines.append(EMPTY)
        return lines


def markdown_flow(text: str) -> Flow:
    """A whole document. Cutting 200 KB takes some milliseconds; parsing is put off."""
    known: dict[str, Any] = {}
    if lines := sections.definitions(text):
        parse(lines, known)
    found: list[MarkdownSection] = []
    at = 0
    for section in sections.cut(text):
        found.append(MarkdownSection(section, known, at))
        at += len(section.source) + 1
    return Flow(found)
