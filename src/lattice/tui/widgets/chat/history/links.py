"""What in an answer may be followed: rows and files that were really retrieved, and addresses of the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from typing import NamedTuple
from urllib.parse import unquote

from lattice.model.chat import Message, ResultBlock, Role
from lattice.tui.widgets.markdown.lines import Link, Look, Span, Tone
from lattice.tui.widgets.markdown.nodes import (
    Code,
    Grid,
    Item,
    Listing,
    Node,
    Paragraph,
    Picture,
    Quote,
    Title,
    Words,
)
from lattice.tui.widgets.markdown.parse import Parsed

SCHEME = "lattice://"
#: What links of the history itself do, instead of leading somewhere.
FOLD, UNDO, UNDO_TURN, EARLIER = "do:fold", "do:undo", "do:undo-turn", "do:earlier"
_REF = re.compile(r"lattice://[^\s/<>\"'`()\[\]|]+/([0-9A-Za-z]{26})(?![0-9A-Za-z])")
_ID = re.compile(r"(?<![0-9A-Za-z])[0-7][0-9A-Za-z]{25}(?![0-9A-Za-z])")
#: What stands in words by itself: a reference, or an address up to what ends a sentence.
_BARE = re.compile(rf"(?:{_REF.pattern})|https?://[^\s<>\"'`|]*[^\s<>\"'`|.,;:!?)\]]")
_WEB = re.compile(r"https?://\S+\Z", re.I)


class Ref(NamedTuple):
    """A row or file."""

    table: str
    id: str


def ref_of(target: str) -> Ref | None:
    """The row that a reference means; None for what is none."""
    if not _REF.fullmatch(target):
        return None
    table, _, row = target.removeprefix(SCHEME).rpartition("/")
    return Ref(unquote(table), row.upper())


def allowed_ids(messages: Iterable[Message]) -> set[str]:
    """Ids of rows and files that were retrieved in a conversation, or that its person wrote."""
    found: set[str] = set()
    for message in messages:
        for block in message.blocks:
            if isinstance(block, ResultBlock):
                found |= ids_of(block.refs)
        if message.role is Role.PERSON:
            found.update(match[0].upper() for match in _ID.finditer(message.text))
    return found


def ids_of(refs: Iterable[str]) -> set[str]:
    """The ids of some references."""
    return {ref.id for target in refs if (ref := ref_of(target))}


def addresses(text: str) -> Iterable[tuple[int, int]]:
    """Where in some words a reference or an address of the web stands."""
    return (match.span() for match in _BARE.finditer(text))


def linker(allowed: Set[str]) -> Callable[[Parsed], Parsed]:
    """Turns what was parsed so that only what may be followed is a link; `allowed` are ids."""
    return lambda parsed: _Linker(allowed, parsed).done()


class _Linker:
    """One parsed stretch on its way."""

    def __init__(self, allowed: Set[str], parsed: Parsed) -> None:
        self._allowed = allowed
        self._parsed = parsed
        self._links = list(parsed.links)
        self._may = [self._follows(link.target) for link in self._links]
        for at, may in enumerate(self._may):
            if not may:
                self._links[at] = self._links[at]._replace(target="")

    def _follows(self, target: str) -> bool:
        ref = ref_of(target)
        return ref.id in self._allowed if ref else _WEB.match(target) is not None

    def done(self) -> Parsed:
        if all(self._may) and "://" not in self._parsed.text:
            return self._parsed
        nodes = tuple(self._node(node) for node in self._parsed.nodes)
        return Parsed(nodes, self._parsed.text, tuple(self._links))

    def _node(self, node: Node) -> Node:
        match node:
            case Paragraph(words):
                return Paragraph(self._words(words))
            case Title(level, words):
                return Title(level, self._words(words))
            case Picture(source, words):
                return Picture(source, self._words(words))
            case Quote(blocks):
                return Quote(tuple(self._node(block) for block in blocks))
            case Listing(items):
                inner = [Item(item.mark, tuple(self._node(b) for b in item.blocks)) for item in items]
                return node._replace(items=tuple(inner))
            case Grid(aligns, head, rows):
                cells = tuple(tuple(self._words(cell) for cell in row) for row in rows)
                return Grid(aligns, tuple(self._words(cell) for cell in head), cells)
            case Code():
                return node
        return node

    def _words(self, words: Words) -> Words:
        spans = [span if span.link < 0 or self._may[span.link] else _plain(span) for span in words.spans]
        for match in _BARE.finditer(words.text):
            target = match[0]
            taken = any(
                span.link >= 0 and span.start < match.end() and span.end > match.start() for span in spans
            )
            if taken or not self._follows(target):
                continue
            self._links.append(Link(target, target, words.base + match.start()))
            self._may.append(True)
            spans = _with(
                spans, Span(match.start(), match.end(), Tone.LINK, Look.PLAIN, len(self._links) - 1)
            )
        return words._replace(spans=tuple(spans))


def _plain(span: Span) -> Span:
    return span._replace(tone=Tone.PLAIN if span.tone is Tone.LINK else span.tone, link=-1)


def _with(spans: list[Span], new: Span) -> list[Span]:
    """Spans with another one laid over them."""
    found: list[Span] = []
    for span in spans:
        if span.end <= new.start or span.start >= new.end:
            found.append(span)
            continue
        if span.start < new.start:
            found.append(span._replace(end=new.start))
        if span.end > new.end:
            found.append(span._replace(start=new.end))
    return sorted([*found, new])
