"""Word: headings, paragraphs, lists and tables as Markdown, then notes, comments and margins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lattice.ingest.documents.flow import Flow, table
from lattice.ingest.documents.ooxml import main_member, put_properties, relations
from lattice.ingest.documents.output import Output
from lattice.ingest.documents.package import Package
from lattice.ingest.documents.source import Source
from lattice.ingest.documents.xml import all_named, attribute, blocks, child, local, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Elements whose text is not the paragraph's: formatting, what was deleted, codes of fields, fallbacks.
_SILENT = frozenset(
    {"pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "del", "moveFrom", "delText", "instrText", "Fallback"}
)
_AFTER = (
    ("footnotes", "footnote", "Footnotes"),
    ("endnotes", "endnote", "Endnotes"),
    ("comments", "comment", "Comments"),
)


class _Style(NamedTuple):
    level: int
    """Of a heading, from 1; 0 for other paragraphs."""
    title: bool = False


def read(source: Source, output: Output) -> None:
    """Put the body in order, then what stands beside it."""
    with Package(source) as package, Flow(output) as flow:
        main = main_member(package, "word/document.xml")
        put_properties(package, output)
        linked = relations(package, main)
        members = {r.kind: r.target for r in linked.values() if not r.outside and r.target in package}
        styles = _styles(package, members.get("styles", ""))
        with package.open(main) as file:
            for element in blocks(file, "}body"):
                output.check_time()
                _put(flow, element, styles, output)
        _put_notes(flow, package, members)
        _put_margins(flow, package, sorted({r.target for r in linked.values() if r.kind in _MARGINS}))


_MARGINS = {"header": "Headers", "footer": "Footers"}


def _styles(package: Package, member: str) -> dict[str, _Style]:
    """What the styles of paragraphs mean, by their id; an outline level may be inherited."""
    if not member:
        return {}
    own: dict[str, _Style] = {}
    parents: dict[str, str] = {}
    for style in all_named(parsed(package.read(member)), "style"):
        style_id = attribute(style, "styleId")
        name = child(style, "name")
        label = attribute(name, "val").lower() if name is not None else ""
        outline = child(style, "pPr", "outlineLvl")
        based_on = child(style, "basedOn")
        if based_on is not None:
            parents[style_id] = attribute(based_on, "val")
        if label.startswith("heading ") and label[8:].strip().isdigit():
            own[style_id] = _Style(int(label[8:]))
        elif label == "title":
            own[style_id] = _Style(1, title=True)
        elif outline is not None and attribute(outline, "val").isdigit():
            own[style_id] = _level(int(attribute(outline, "val")))
    return {style_id: _inherited(style_id, own, parents) for style_id in {*own, *parents}}


def _level(outline: int) -> _Style:
    return _Style(outline + 1 if outline < 9 else 0)


def _inherited(style_id: str, own: dict[str, _Style], parents: dict[str, str]) -> _Style:
    for _ in range(20):  # a circle of styles ends here too
        if style_id in own:
            return own[style_id]
        style_id = parents.get(style_id, "")
    return _Style(0)


def _put(flow: Flow, element: _Element, styles: dict[str, _Style], output: Output) -> None:
    """One block of the body, with those that it wraps."""
    waiting = [element]
    while waiting:
        block = waiting.pop()
        name = local(block)
        if name == "p":
            _put_paragraph(flow, block, styles, output)
        elif name == "tbl":
            flow.block(_table(block))
        elif name not in _SILENT:  # content controls, insertions and the like
            waiting.extend(reversed(block))


def _put_paragraph(flow: Flow, block: _Element, styles: dict[str, _Style], output: Output) -> None:
    text = text_of(block).strip("\n")
    if not text.strip():
        return
    properties = child(block, "pPr")
    style, in_list = _Style(0), -1
    if properties is not None:
        style, in_list = _meaning(properties, styles)
    if style.level:
        output.title = output.title or (text if style.title else "")
        flow.heading(style.level, text)
    elif in_list >= 0:
        flow.block(f"{'  ' * min(in_list, 9)}- {text}", tight=True)
    else:
        flow.paragraph(text)


def _meaning(properties: _Element, styles: dict[str, _Style]) -> tuple[_Style, int]:
    """What a paragraph is, and its depth in a list; -1 when it is in none."""
    named = child(properties, "pStyle")
    style_id = attribute(named, "val") if named is not None else ""
    style = styles.get(style_id, _Style(0))
    outline = child(properties, "outlineLvl")
    if outline is not None and attribute(outline, "val").isdigit():
        style = _level(int(attribute(outline, "val")))
    number = child(properties, "numPr")
    if number is None:
        return style, 0 if style_id.lower().startswith("list") else -1
    depth = child(number, "ilvl")
    value = attribute(depth, "val") if depth is not None else "0"
    return style, int(value) if value.isdigit() else 0


def text_of(element: _Element) -> str:
    """The words of a paragraph, or of all paragraphs in an element, a line each."""
    return "".join(_words(element)).rstrip("\n")


def _words(element: _Element) -> Iterator[str]:
    """In document order, without recursion: a document may be nested as deep as it likes."""
    waiting: list[_Element | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        name = local(node)
        if name in _SILENT:
            continue
        if name == "t":
            yield node.text or ""
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name in ("footnoteReference", "endnoteReference"):
            yield f"[^{attribute(node, 'id')}]"
        else:
            if name == "p" and node is not element:
                waiting.append("\n")
            waiting.extend(reversed(node))


def _table(element: _Element) -> str:
    rows = []
    for row in _wrapped(element, "tr"):
        cells: list[str] = []
        for column in _wrapped(row, "tc"):
            cells.append(text_of(column))
            span = child(column, "tcPr", "gridSpan")
            width = attribute(span, "val") if span is not None else ""
            cells.extend([""] * (min(int(width), 200) - 1 if width.isdigit() else 0))
        rows.append(cells)
    return table(rows)


def _wrapped(element: _Element, name: str) -> Iterator[_Element]:
    """Children of that name, also those inside content controls and insertions."""
    waiting = list(reversed(element))
    while waiting:
        node = waiting.pop()
        found = local(node)
        if found == name:
            yield node
        elif found in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            waiting.extend(reversed(node))


def _put_notes(flow: Flow, package: Package, members: dict[str, str]) -> None:
    for kind, name, title in _AFTER:
        if kind not in members:
            continue
        notes = []
        for note in all_named(parsed(package.read(members[kind])), name):
            text = " ".join(text_of(note).split())
            if text and attribute(note, "type") not in ("separator", "continuationSeparator"):
                author = attribute(note, "author")
                mark = f"[^{attribute(note, 'id')}]: " if name != "comment" else "- "
                notes.append(f"{mark}{f'{author}: ' if author else ''}{text}")
        if notes:
            flow.heading(1, title)
            for text in notes:
                flow.block(text, tight=True)


def _put_margins(flow: Flow, package: Package, members: list[str]) -> None:
    """What stands at the top and bottom of all pages, once."""
    seen: dict[str, None] = {}
    for member in members:
        if member in package:
            text = " ".join(text_of(parsed(package.read(member))).split())
            seen.update({text: None} if text else {})
    if seen:
        flow.heading(1, "Headers and footers")
        for text in seen:
            flow.paragraph(text)
