"""EPUB: the chapters in the order of the book, each as a page."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lattice.ingest.documents.flow import Flow
from lattice.ingest.documents.html_text import put_html
from lattice.ingest.documents.output import Output, Stopped, Unreadable
from lattice.ingest.documents.package import Package, joined
from lattice.ingest.documents.source import Source
from lattice.ingest.documents.xml import all_named, attribute, child, local, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/xml"})
_NCX = "application/x-dtbncx+xml"
_DETAILS = {"creator": "author", "language": "language", "publisher": "publisher", "date": "published"}
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")


class _Chapter(NamedTuple):
    member: str
    media_type: str


def read(source: Source, output: Output) -> None:
    """Put the chapters of the spine."""
    with Package(source) as package, Flow(output) as flow:
        place = _book(package)
        book = parsed(package.read(place))
        _put_properties(book, output)
        chapters = list(_spine(book, place))
        locked = _locked(package)
        if chapters and all(chapter.member in locked for chapter in chapters):
            raise Unreadable("It is copy-protected: its chapters are encrypted")
        output.describe(chapters=len(chapters))
        titles = _titles(package, book, place)
        left_out = 0
        for number, chapter in enumerate(chapters, 1):
            output.check_time()
            if chapter.member not in package or chapter.member in locked:
                left_out += 1
                continue
            flow.begin_page(number, f"chapter {number}", titles.get(chapter.member, ""))
            put_html(flow, [_decoded(package.read(chapter.member))], is_xml=True)
        if left_out:
            output.partial = f"{left_out} of its {len(chapters)} chapters are missing or encrypted"


def _book(package: Package) -> str:
    if "META-INF/container.xml" in package:
        for root in all_named(parsed(package.read("META-INF/container.xml")), "rootfile"):
            place = joined("", attribute(root, "full-path"))
            if place in package:
                return place
    place = next((name for name in package.names if name.endswith(".opf")), "")
    if not place:
        raise Unreadable("It is damaged: it does not say what its chapters are")
    return place


def _put_properties(book: _Element, output: Output) -> None:
    said = child(book, "metadata")
    for element in said if said is not None else ():
        text = (element.text or "").strip()
        name = local(element)
        if name == "title" and not output.title:
            output.title = text
        elif name in _DETAILS and _DETAILS[name] not in output.details:
            output.describe(**{_DETAILS[name]: text})


def _spine(book: _Element, place: str) -> Iterator[_Chapter]:
    members = {
        attribute(item, "id"): _Chapter(joined(place, attribute(item, "href")), attribute(item, "media-type"))
        for item in all_named(book, "item")
    }
    for reference in all_named(book, "itemref"):
        chapter = members.get(attribute(reference, "idref"))
        if chapter is not None and chapter.media_type in _PAGES:
            yield chapter


def _titles(package: Package, book: _Element, place: str) -> dict[str, str]:
    """What the table of contents calls the chapters; of several entries in one, the first."""
    titles: dict[str, str] = {}
    for item in all_named(book, "item"):
        is_new = "nav" in attribute(item, "properties").split()
        member = joined(place, attribute(item, "href"))
        if not (is_new or attribute(item, "media-type") == _NCX) or member not in package:
            continue
        with contextlib.suppress(Stopped):  # without it, only names are missing
            for address, title in _entries(parsed(package.read(member)), is_new=is_new):
                titles.setdefault(joined(member, address), title)
    return titles


def _entries(contents: _Element, *, is_new: bool) -> Iterator[tuple[str, str]]:
    if is_new:
        for link in all_named(contents, "a"):
            yield attribute(link, "href"), " ".join("".join(link.itertext()).split())
        return
    for point in all_named(contents, "navPoint"):
        label, target = child(point, "navLabel", "text"), child(point, "content")
        if label is not None and target is not None:
            yield attribute(target, "src"), " ".join((label.text or "").split())


def _locked(package: Package) -> set[str]:
    """Members that are encrypted; of most books only fonts are."""
    if "META-INF/encryption.xml" not in package:
        return set()
    root = parsed(package.read("META-INF/encryption.xml"))
    return {joined("", attribute(e, "URI")) for e in all_named(root, "CipherReference")}


def _decoded(data: bytes) -> str:
    said = _ENCODING.match(data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode(said.group(1).decode("ascii") if said else "utf-8-sig", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
