"""OpenDocument text and slides: headings, lists and tables as Markdown, notes where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lattice.ingest.documents import media
from lattice.ingest.documents.flow import Flow, table
from lattice.ingest.documents.output import Output, Unreadable
from lattice.ingest.documents.package import Package
from lattice.ingest.documents.source import Source
from lattice.ingest.documents.xml import all_named, attribute, blocks, local, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What is not the document's text: what was deleted, forms, and fields of the layout.
_SILENT = frozenset({"tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls"})
_DETAILS = {"initial-creator": "author", "creator": "last_author", "subject": "subject", "date": "modified"}
_MOST_SPACES = 1_000
_SPACE = re.compile(r"[ \t\r\n]+")


def read(source: Source, output: Output) -> None:
    """Put the text, or the slides, in order."""
    with Package(source) as package, Flow(output) as flow:
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Unreadable("It is locked with a password; save it without one, then bring it in again")
        _put_properties(package, output)
        slides = source.media_type == media.ODP
        with package.open("content.xml") as file:
            container = ":office:1.0}presentation" if slides else ":office:1.0}text"
            for number, block in enumerate(blocks(file, container), 1):
                output.check_time()
                if slides and local(block) == "page":
                    flow.begin_page(number, f"slide {number}")
                _put(flow, block, output)


def _put_properties(package: Package, output: Output) -> None:
    if "meta.xml" not in package:
        return
    for element in parsed(package.read("meta.xml")).iter():
        text = (element.text or "").strip()
        name = local(element)
        if name == "title" and text:
            output.title = text
        elif name in _DETAILS:
            output.describe(**{_DETAILS[name]: text})


def _put(flow: Flow, block: _Element, output: Output) -> None:
    """One block with all that it wraps; the number beside each is its depth in lists."""
    waiting = [(block, 0)]
    while waiting:
        node, depth = waiting.pop()
        name = local(node)
        if name in _SILENT:
            continue
        if name == "h":
            text = _text(node)
            level = attribute(node, "outline-level", "1")
            output.title = output.title or " ".join(text.split())
            flow.heading(int(level) if level.isdigit() else 1, text)
        elif name == "p":
            text = _text(node)
            if depth and text.strip():
                flow.block(f"{'  ' * min(depth - 1, 9)}- {text}", tight=True)
            else:
                flow.paragraph(text)
        elif name == "table":
            flow.block(_table(node))
        elif name == "notes":
            words = "\n".join(filter(str.strip, map(_text, all_named(node, "p"))))
            flow.paragraph(f"Notes: {words}" if words else "")
        else:
            inner = depth + (name == "list")
            waiting.extend((child, inner) for child in reversed(node))


def _text(node: _Element) -> str:
    return "".join(_words(node)).strip()


def _words(root: _Element) -> Iterator[str]:
    """In document order, without recursion."""
    waiting: list[_Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        if node is not root and node.tail:
            waiting.append(_SPACE.sub(" ", node.tail))
        name = local(node)
        if name == "s":
            count = attribute(node, "c", "1")
            yield " " * (min(int(count), _MOST_SPACES) if count.isdigit() else 1)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name and name not in _SILENT and name not in ("note-citation", "frame-title"):
            if name in ("annotation", "note-body"):
                yield f" [{' '.join(' '.join(node.itertext()).split())}]"
                continue
            if name == "p" and node is not root:
                waiting.append("\n" if _is_in_cell(node) else " ")
            waiting.extend(reversed(node))
            if node.text:
                waiting.append(_SPACE.sub(" ", node.text))


def _is_in_cell(node: _Element) -> bool:
    parent = node.getparent()
    return parent is not None and local(parent) == "table-cell"


def _table(element: _Element) -> str:
    rows: list[list[str]] = []
    for row in all_named(element, "table-row"):
        cells: list[str] = []
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            text = _text(cell).strip()
            repeat = attribute(cell, "number-columns-repeated", "1")
            # layout repeats empty cells to the edge of the page
            cells.extend([text] * (min(int(repeat), 200) if text and repeat.isdigit() else 1))
        rows.append(cells)
    return table(rows)
