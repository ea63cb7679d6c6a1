"""Markdown to nodes, through markdown-it: nothing in it is obeyed, HTML stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lattice.tui.widgets.markdown.lines import Link, Look, Span, Tone, shown
from lattice.tui.widgets.markdown.nodes import (
    Code,
    Grid,
    Item,
    Listing,
    Node,
    Paragraph,
    Picture,
    Quote,
    Raw,
    Rule,
    Title,
    Words,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Levels that the parser goes down; what is nested deeper is cut off before and shown as it is written.
DEEPEST = 400
_TASK = re.compile(r"\[([ xX])\](?: |$)")
_BULLETS = "•◦▪"


class Parsed(NamedTuple):
    """A section of Markdown."""

    nodes: tuple[Node, ...]
    text: str
    """All that it says, without markup: what is looked through and copied."""
    links: tuple[Link, ...]


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST})
    return parser.enable(["table", "strikethrough"])


def warm_up() -> None:
    """Import and build the parser, which takes 100 ms the first time; may run in a thread."""
    parse("**ready**")


def parse(source: str, definitions: dict[str, Any] | None = None) -> Parsed:
    """What a section says; `definitions` are the link targets that the whole document names."""
    reader = _Reader()
    try:
        tokens = _markdown().parse(source, {"references": {} if definitions is None else definitions})
        nodes = reader.blocks(_Tokens(tokens), 0)
    except RecursionError:
        return plain(source)
    return Parsed(tuple(nodes), "".join(reader.said), tuple(reader.links))


def plain(source: str) -> Parsed:
    """A section as it is written."""
    reader = _Reader()
    return Parsed((Raw(reader.lines(source)),), "".join(reader.said), ())


class _Tokens:
    """The tokens of markdown-it, one after the other."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def next(self) -> Token | None:
        if self._at >= len(self._tokens):
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    def until(self, closing: str) -> list[Token]:
        """Everything up to the next token of that type, which is taken too."""
        found = []
        while (token := self.next()) is not None and token.type != closing:
            found.append(token)
        return found


class _Reader:
    """Turns tokens into nodes and gathers what they say."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.links: list[Link] = []
        self._length = 0

    def _say(self, text: str) -> int:
        """Put a text behind what was said; where it begins."""
        base = self._length
        self.said.append(text + "\n")
        self._length += len(text) + 1
        return base

    def lines(self, source: str) -> Words:
        """Text whose lines stay as they are."""
        text = "\n".join(shown(line) for line in source.rstrip("\n").split("\n"))
        return Words(text, (), self._say(text))

    def blocks(self, tokens: _Tokens, depth: int, closing: str = "") -> list[Node]:
        """The nodes up to a closing token."""
        found: list[Node] = []
        while (token := tokens.next()) is not None and token.type != closing:
            match token.type:
                case "paragraph_open":
                    found.append(self._paragraph(tokens.until("paragraph_close")))
                case "heading_open":
                    inline = tokens.until("heading_close")
                    found.append(Title(int(token.tag[1]), self._words(inline)))
                case "fence" | "code_block":
                    language = token.info.split()[0] if token.info.strip() else ""
                    found.append(Code(shown(language)[:40], self.lines(token.content)))
                case "hr":
                    found.append(Rule())
                case "blockquote_open":
                    found.append(Quote(tuple(self.blocks(tokens, depth + 1, "blockquote_close"))))
                case "bullet_list_open" | "ordered_list_open":
                    found.append(self._listing(token, tokens, depth))
                case "table_open":
                    found.append(self._table(tokens))
                case "html_block":
                    found.append(Raw(self.lines(token.content)))
                case "inline":
                    found.append(Paragraph(self._words([token])))
        return found

    def _paragraph(self, inline: list[Token]) -> Node:
        children = (inline[0].children or []) if inline else []
        if len(children) == 1 and children[0].type == "image":
            return Picture(str(children[0].attrs.get("src", "")), self._words(inline))
        return Paragraph(self._words(inline))

    def _listing(self, opening: Token, tokens: _Tokens, depth: int) -> Listing:
        ordered = opening.type == "ordered_list_open"
        number = int(opening.attrs.get("start", 1)) if ordered else 0
        items: list[Item] = []
        tight = True
        while (token := tokens.next()) is not None and token.type != opening.type.replace("open", "close"):
            if token.type != "list_item_open":
                continue
            mark = f"{number}." if ordered else _BULLETS[min(depth, len(_BULLETS) - 1)]
            inner: list[Token] = []
            nesting = 0
            while (part := tokens.next()) is not None:
                if part.type == "list_item_close" and nesting == 0:
                    break
                nesting += (part.type == "list_item_open") - (part.type == "list_item_close")
                tight = tight and not (part.type == "paragraph_open" and nesting == 0 and not part.hidden)
                inner.append(part)
            done = _take_task(inner)
            mark = mark if done is None else "☑" if done else "☐"
            items.append(Item(mark, tuple(self.blocks(_Tokens(inner), depth + 1))))
            number += 1
        return Listing(tuple(items), tight)

    def _table(self, tokens: _Tokens) -> Grid:
        aligns: list[str] = []
        head: list[Words] = []
        rows: list[tuple[Words, ...]] = []
        row: list[Words] = []
        in_head = True
        while (token := tokens.next()) is not None and token.type != "table_close":
            match token.type:
                case "thead_close":
                    in_head = False
                case "tr_open":
                    row = []
                case "th_open" | "td_open":
                    if in_head:
                        aligns.append(str(token.attrs.get("style", "")).removeprefix("text-align:") or "left")
                    row.append(self._words(tokens.until(token.type.replace("open", "close"))))
                case "tr_close" if in_head:
                    head = row
                case "tr_close":
                    rows.append(tuple(row))
        return Grid(tuple(aligns), tuple(head), tuple(rows))

    def _words(self, inline: list[Token]) -> Words:
        base = self._length
        inner = _Inline(base, len(self.links))
        for token in inline:
            inner.read(token.children or ())
        self.links += inner.links
        text = "".join(inner.texts)
        self._say(text)
        return Words(text, tuple(inner.spans), base)


def _take_task(inner: list[Token]) -> bool | None:
    """Whether an entry of a list is ticked; takes the box out of its words. None for an ordinary entry."""
    first = next((t for t in inner[:2] if t.type == "inline"), None)
    if first is None or not first.children or first.children[0].type != "text":
        return None
    box = _TASK.match(first.children[0].content)
    if box is None:
        return None
    first.children[0].content = first.children[0].content[box.end() :]
    return box[1] != " "


class _Inline:
    """The words of one paragraph with their emphasis."""

    def __init__(self, base: int, first_link: int) -> None:
        self.texts: list[str] = []
        self.spans: list[Span] = []
        self.links: list[Link] = []
        self._base = base
        self._first_link = first_link
        self._length = 0
        self._look = Look.PLAIN
        self._link = -1

    def read(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            match token.type:
                case "text" | "text_special" | "html_inline":
                    self._add(token.content, Tone.MUTED if token.type == "html_inline" else Tone.PLAIN)
                case "code_inline":
                    self._add(token.content, Tone.CODE)
                case "softbreak":
                    self._put(" ", Tone.PLAIN)
                case "hardbreak":
                    self._put("\n", Tone.PLAIN)
                case "strong_open" | "strong_close":
                    self._look ^= Look.BOLD
                case "em_open" | "em_close":
                    self._look ^= Look.ITALIC
                case "s_open" | "s_close":
                    self._look ^= Look.STRIKE
                case "link_open":
                    self._open_link(str(token.attrs.get("href", "")))
                case "link_close":
                    self._close_link()
                case "image":
                    self._image(token)

    def _open_link(self, target: str) -> None:
        self._link = self._first_link + len(self.links)
        self.links.append(Link(target, "", self._base + self._length))

    def _close_link(self) -> None:
        if self._link < 0:
            return
        link = self.links[self._link - self._first_link]
        if self._base + self._length == link.at:
            self._add(link.target, Tone.LINK)  # a link without words would be invisible
        said = "".join(self.texts)[link.at - self._base :]
        self.links[self._link - self._first_link] = link._replace(text=said)
        self._link = -1

    def _image(self, token: Token) -> None:
        alone = self._link < 0
        source = str(token.attrs.get("src", ""))
        if alone:
            self._open_link(source)
        self._add(f"▣ {token.content or source or 'image'}", Tone.LINK)
        if alone:
            self._close_link()

    def _add(self, text: str, tone: Tone) -> None:
        self._put(shown(text), tone)

    def _put(self, text: str, tone: Tone) -> None:
        if not text:
            return
        if self._link >= 0 and tone is Tone.PLAIN:
            tone = Tone.LINK
        if tone is not Tone.PLAIN or self._look or self._link >= 0:
            self.spans.append(Span(self._length, self._length + len(text), tone, self._look, self._link))
        self.texts.append(text)
        self._length += len(text)
