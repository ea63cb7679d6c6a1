"""PowerPoint: a part for each slide, with its tables, notes and comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lattice.ingest.documents.flow import Flow, table
from lattice.ingest.documents.ooxml import Relation, main_member, put_properties, relations
from lattice.ingest.documents.output import Output
from lattice.ingest.documents.package import Package
from lattice.ingest.documents.source import Source
from lattice.ingest.documents.xml import all_named, attribute, child, local, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Placeholders that repeat on every slide.
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_TITLES = frozenset({"title", "ctrTitle"})


def read(source: Source, output: Output) -> None:
    """Put the slides in the order of the show."""
    with Package(source) as package, Flow(output) as flow:
        main = main_member(package, "ppt/presentation.xml")
        put_properties(package, output)
        linked = relations(package, main)
        slides = [linked[i] for i in _order(package, main) if i in linked]
        output.describe(slides=len(slides))
        missing = 0
        for number, slide in enumerate(slides, 1):
            output.check_time()
            if slide.target not in package:
                missing += 1
                continue
            flow.begin_page(number, f"slide {number}")
            _put_slide(flow, package, slide.target, output)
        if missing:
            output.partial = f"{missing} of its {len(slides)} slides are missing"


def _order(package: Package, main: str) -> list[str]:
    ids = child(parsed(package.read(main)), "sldIdLst")
    # the other attribute that is called `id` has no namespace
    return [next((v for k, v in e.items() if k.endswith("}id")), "") for e in ids] if ids is not None else []


def _put_slide(flow: Flow, package: Package, member: str, output: Output) -> None:
    root = parsed(package.read(member))
    shapes = list(_shapes(root))
    title = next((_text(s) for s in shapes if _placeholder(s) in _TITLES and _text(s).strip()), "")
    if title:
        output.title = output.title or " ".join(title.split())
        flow.heading(1, title)
    for shape in shapes:
        kind = _placeholder(shape)
        if local(shape) == "tbl":
            flow.block(_table(shape))
        elif kind not in _FURNITURE and not (kind in _TITLES and _text(shape) == title):
            flow.paragraph(_text(shape))
    for relation in relations(package, member).values():
        if not relation.outside and relation.target in package:
            _put_beside(flow, package, relation)


def _put_beside(flow: Flow, package: Package, relation: Relation) -> None:
    """Notes and comments of a slide, and the words of its diagrams and charts."""
    if relation.kind == "notesSlide":
        notes = [s for s in _shapes(parsed(package.read(relation.target))) if _placeholder(s) == "body"]
        words = "\n".join(filter(str.strip, map(_text, notes)))
        flow.paragraph(f"Notes: {words}" if words else "")
    elif relation.kind in ("diagramData", "chart"):
        root = parsed(package.read(relation.target))
        flow.paragraph("\n".join(filter(str.strip, map(_text, all_named(root, "p")))))
    elif relation.kind == "comments":
        for comment in all_named(parsed(package.read(relation.target)), "cm"):
            words = " ".join(" ".join(comment.itertext()).split())
            flow.paragraph(f"Comment: {words}" if words else "")


def _shapes(root: _Element) -> Iterator[_Element]:
    """Shapes with text and tables, also those in groups, in their order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        name = local(node)
        if name in ("txBody", "tbl"):
            yield node
        elif name != "Fallback":
            waiting.extend(reversed(node))


def _placeholder(body: _Element) -> str:
    """What the layout says that the shape around a text is; `body` where it does not say."""
    shape = body.getparent()
    holder = child(shape, "nvSpPr", "nvPr", "ph") if shape is not None else None
    return attribute(holder, "type", "body") if holder is not None else ""


def _text(body: _Element) -> str:
    """A line for each paragraph."""
    lines = [""]
    for node in body.iter():
        name = local(node)
        if name == "p":
            lines.append("")
        elif name == "t":
            lines[-1] += node.text or ""
        elif name == "br":
            lines[-1] += "\n"
        elif name == "tab":
            lines[-1] += "\t"
    return "\n".join(line for line in lines if line.strip())


def _table(element: _Element) -> str:
    return table([[_text(c) for c in row if local(c) == "tc"] for row in element if local(row) == "tr"])
