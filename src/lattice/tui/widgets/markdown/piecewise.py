"""A stretch of Markdown, parsed and laid out for a width."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lattice.tui.widgets.markdown.layout import Colours, lay_out
from lattice.tui.widgets.markdown.lines import EMPTY, Line, Link, Piece
from lattice.tui.widgets.markdown.nodes import Listing, Node
from lattice.tui.widgets.markdown.parse import Parsed, parse
from lattice.tui.widgets.markdown.stream import Stretch


class StretchText:
    """What a stretch says."""

    def __init__(self, stretch: Stretch, linked: Callable[[Parsed], Parsed], colours: Colours) -> None:
        """`linked` decides what in it is a link."""
        self._stretch = stretch
        self._linked = linked
        self._colours = colours

    def _parse(self) -> Parsed:
        stretch = self._stretch
        source = stretch.source
        if stretch.head:
            source = f"{stretch.head}\n{source}" if source else stretch.head
        elif stretch.fence:
            source = f"{stretch.fence}\n{source}"
        elif stretch.indent:
            source = "\n".join(line[_blanks(line, stretch.indent) :] for line in source.split("\n"))
        parsed = self._linked(parse(source))
        return parsed._replace(nodes=_numbered(parsed.nodes, stretch.number)) if stretch.number else parsed

    def guess(self, width: int) -> int:
        """About how many lines it takes."""
        source = self._stretch.source
        return max(1, source.count("\n") + 1 + len(source) // max(20, width) // 2)

    def lay_out(self, width: int) -> tuple[list[Line], Sequence[Link]]:
        """Its lines and links. What was parsed is not kept: it would take more room than the lines."""
        stretch, parsed = self._stretch, self._parse()
        lines = lay_out(parsed.nodes, width - stretch.indent, shape=stretch.shape, colours=self._colours)
        if stretch.fence and stretch.fence.strip("`~ "):
            lines = lines[1:]  # the name of the language stands above the beginning of the code
        if stretch.indent:
            lines = [(Piece(" " * stretch.indent), *line) if line else EMPTY for line in lines]
        return lines, parsed.links


def _blanks(line: str, most: int) -> int:
    return min(most, len(line) - len(line.lstrip()))


def _numbered(nodes: tuple[Node, ...], number: int) -> tuple[Node, ...]:
    """The nodes with the entries of the first list numbered from `number` on."""
    if not nodes or not isinstance(nodes[0], Listing):
        return nodes
    items = [
        item._replace(mark=f"{number + at}.") if item.mark.endswith(".") else item
        for at, item in enumerate(nodes[0].items)
    ]
    return (nodes[0]._replace(items=tuple(items)), *nodes[1:])
