"""What a section of Markdown says, before anybody knows how wide the screen is."""

from __future__ import annotations

from typing import NamedTuple

from lattice.tui.widgets.markdown.lines import Span


class Words(NamedTuple):
    """A run of text with its emphasis; `\\n` is a line break that was meant."""

    text: str
    spans: tuple[Span, ...]
    base: int
    """Where it begins in the text of its section."""


class Paragraph(NamedTuple):
    """Words that fill lines."""

    words: Words


class Title(NamedTuple):
    """A heading."""

    level: int
    words: Words


class Code(NamedTuple):
    """A block of code."""

    language: str
    words: Words


class Rule(NamedTuple):
    """A line across."""


class Quote(NamedTuple):
    """Blocks that somebody else said."""

    blocks: tuple[Node, ...]


class Item(NamedTuple):
    """One entry of a list."""

    mark: str
    """`•`, `3.`, `☐` or `☑`."""
    blocks: tuple[Node, ...]


class Listing(NamedTuple):
    """A list."""

    items: tuple[Item, ...]
    tight: bool
    """Whether no blank lines stand between its entries."""


class Grid(NamedTuple):
    """A table."""

    aligns: tuple[str, ...]
    """`left`, `center` or `right` of each column."""
    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


class Picture(NamedTuple):
    """An image that stands alone."""

    source: str
    words: Words
    """What it shows, in words."""


class Raw(NamedTuple):
    """HTML, which is shown as it is written and never obeyed."""

    words: Words


Node = Paragraph | Title | Code | Rule | Quote | Listing | Grid | Picture | Raw
