"""HTML as Markdown: what a reader of the page sees, and nothing that acts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lattice.ingest.documents.flow import Flow, table
from lattice.ingest.documents.output import Stopped

_OUT = frozenset(
    {
        *(
            "script",
            "style",
            "template",
            "noembed",
            "noframes",
            "iframe",
            "frame",
            "object",
            "embed",
            "applet",
        ),
        *("audio", "video", "canvas", "select", "datalist", "map"),
    }
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0*)?(?:px|em|%|pt)?\s*(?:;|!|$)",
    re.I,
)
_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
        ),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup"),
        *("hr", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "textarea"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr"),
    }
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>]+\Z", re.I)
_EMPTY_TAG = re.compile(r"<([A-Za-z][\w:-]*)(\s[^<>]*?)?/>")
#: Stands for a line break until white space has been collapsed.
_BREAK = "\0"


class _Block(NamedTuple):
    text: str
    level: int = 0
    """Of a heading; 0 for others."""
    tight: bool = False
    """Whether it is an item of a list."""
    verbatim: bool = False


class _Table:
    """A table under way; one for layout turns out to be none."""

    def __init__(self) -> None:
        self.rows: list[list[list[_Block]]] = []
        self.layout = False

    def begin_cell(self) -> None:
        """A cell begins, in a row that may not have been begun."""
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append([])

    def cell(self) -> list[_Block]:
        """Where blocks go that stand in the table; some stand outside of its cells."""
        if not self.rows or not self.rows[-1]:
            self.begin_cell()
        return self.rows[-1][-1]

    def blocks(self) -> list[_Block]:
        """The table as one block; or what stands in it, when it only arranges things."""
        inside = [block for row in self.rows for cell in row for block in cell]
        columns = max((sum(1 for cell in row if cell) for row in self.rows), default=0)
        if self.layout or columns < 2 or any(block.level or block.verbatim for block in inside):
            return inside
        rows = [["\n".join(block.text for block in cell) for cell in row] for row in self.rows if any(row)]
        return [_Block(table(rows), verbatim=True)]


class HtmlText:
    """Takes the events of a parser of HTML and puts blocks into a flow."""

    def __init__(self, flow: Flow) -> None:
        self.title = ""
        self._flow = flow
        self._words: list[str] = []
        self._hidden = 0
        self._in_title = False
        self._verbatim = 0
        self._lists: list[int] = []
        """For each list that is open: 0, or the number of the next item."""
        self._item = ""
        self._links: list[tuple[str, int]] = []
        """Addresses, and where their words begin; -1 when a block ended in between."""
        self._tables: list[_Table] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._hidden or tag in _OUT or _is_hidden(attributes):
            self._hidden += 1
            return
        if tag in _BLOCKS:
            self._end_block()
            self._begin(tag, attributes)
        elif tag == "br":
            self._words.append("\n" if self._verbatim else _BREAK)
        elif tag == "a":
            self._links.append((attributes.get("href", "").strip(), len(self._words)))
        elif tag == "img":
            self._words.append(attributes.get("alt", ""))
        elif tag == "title" and not self.title:
            self._in_title = True

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("ul", "dir", "menu"):
            self._lists.append(0)
        elif tag == "ol":
            start = attributes.get("start", "1")
            self._lists.append(int(start) if start.isdecimal() and len(start) < 9 else 1)
        elif tag == "li":
            self._begin_item()
        elif tag in ("pre", "textarea"):
            self._verbatim += 1
        elif tag == "table":
            for outer in self._tables:
                outer.layout = True
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].begin_cell()

    def _begin_item(self) -> None:
        number = self._lists[-1] if self._lists else 0
        indent = "  " * min(len(self._lists) - 1, 20) if self._lists else ""
        self._item = f"{indent}{f'{number}.' if number else '-'} "
        if number:
            self._lists[-1] += 1

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._hidden:
            self._hidden -= 1
            return
        if tag == "title":
            self._in_title = False
        elif tag == "a" and self._links:
            self._end_link(*self._links.pop())
        elif tag in _BLOCKS:
            self._end_block(_HEADINGS.get(tag, 0))
            if tag in ("ul", "ol", "dir", "menu") and self._lists:
                self._lists.pop()
            elif tag == "li":
                self._item = ""
            elif tag in ("pre", "textarea") and self._verbatim:
                self._verbatim -= 1
            elif tag == "table" and self._tables:
                for block in self._tables.pop().blocks():
                    self._put(block)

    def _end_link(self, address: str, start: int) -> None:
        if start < 0 or not _LINK.match(address):
            return
        words = _SPACE.sub(" ", "".join(self._words[start:]).replace(_BREAK, " "))
        if words.strip() and words.strip() != address:
            plain = address.replace("(", "%28").replace(")", "%29")
            words = f"[{words}]({plain})"
        self._words[start:] = [words]

    def data(self, text: str) -> None:
        """Words."""
        if self._hidden:
            return
        if self._in_title:
            self.title += text
        else:
            self._words.append(text.replace(_BREAK, "\ufffd"))

    def comment(self, text: str) -> None:
        """A comment, which nobody sees."""

    def close(self) -> None:
        """The document ends, also in the middle of things."""
        self._end_block()
        while self._tables:
            for block in self._tables.pop().blocks():
                self._put(block)

    def _end_block(self, level: int = 0) -> None:
        if not self._words:
            return
        text = "".join(self._words)
        self._words.clear()
        if self._links:
            self._links = [(address, -1) for address, _ in self._links]
        if self._verbatim:
            if text.strip():
                self._put(_Block(fenced(text.replace(_BREAK, "\n").strip("\n")), verbatim=True))
            return
        text = _SPACE.sub(" ", text)
        if _BREAK in text:
            text = text.replace(f" {_BREAK}", _BREAK).replace(f"{_BREAK} ", _BREAK)
            text = text.strip(f" {_BREAK}").replace(_BREAK, "\n")
        text = text.strip(" ")
        if not text:
            return
        if self._lists and not level:
            item = self._item or "  " * min(len(self._lists), 20)
            self._item = ""
            self._put(_Block(item + text.replace("\n", "\n" + "  " * len(self._lists[:20])), tight=True))
        else:
            self._put(_Block(text, level))

    def _put(self, block: _Block) -> None:
        if self._tables:
            self._tables[-1].cell().append(block)
        elif block.level:
            self._flow.heading(block.level, block.text)
        elif block.tight or block.verbatim:
            self._flow.block(block.text, tight=block.tight)
        else:
            self._flow.paragraph(block.text)


def _is_hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or ("style" in attributes and bool(_HIDDEN.search(attributes["style"])))


def fenced(text: str, language: str = "") -> str:
    """`text` as a block of code that nothing in it can end."""
    runs = re.findall(r"`{3,}", text)
    fence = "`" * (max(map(len, runs), default=2) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def put_html(flow: Flow, text: Iterable[str], *, is_xml: bool = False) -> str:
    """Put a page into `flow`; its title. `is_xml` when an element may close itself, as `<title/>`."""
    from lxml import etree

    target = HtmlText(flow)
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    fed = False
    try:
        for block in text:
            if is_xml:
                block = _EMPTY_TAG.sub(_opened_and_closed, block)
            if block:
                parser.feed(block.replace("\0", "\ufffd").encode("utf-8", "replace"))
                fed = True
                flow.check_time()
        if fed:
            parser.close()
    except Stopped:
        target.close()  # the table that was under way
        raise
    return " ".join(target.title.split())


def _opened_and_closed(found: re.Match[str]) -> str:
    name = found.group(1)
    return found.group(0) if name.lower() in _VOID else f"<{name}{found.group(2) or ''}></{name}>"
