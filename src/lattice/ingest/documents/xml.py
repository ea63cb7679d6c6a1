"""XML of strangers: no entities, no files and no network; elements known by their local names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from lattice.ingest.documents.output import Stopped

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "remove_comments": True,
    "remove_pis": True,
    "huge_tree": False,
}


def parsed(data: bytes) -> _Element:
    """The root of a small document. Raises Stopped when it is damaged."""
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise _stopped(error) from None


def _stopped(error: Exception) -> Stopped:
    words = str(error).partition(", line")[0].strip(" .")
    return Stopped(f"Its XML is damaged, or made to do harm ({words})")


def blocks(file: IO[bytes], container: str) -> Iterator[_Element]:
    """The children of the first element called `container`, each when it is whole, then forgotten.

    `container` is the end of its full name, such as `}body`. So a document of any length takes the memory
    of its largest block. Raises Stopped where it is damaged, after what stands before.
    """
    depth = inside = 0
    for event, element in _steps(file):
        if event == "start":
            depth += 1
            if not inside and str(element.tag).endswith(container):
                inside = depth
            continue
        depth -= 1
        if not inside:
            continue
        if depth == inside:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and len(parent) > 1:
                del parent[0]
        elif depth < inside:
            return


def _steps(file: IO[bytes]) -> Iterator[tuple[str, _Element]]:
    from lxml import etree

    parser = etree.XMLPullParser(events=("start", "end"), **_SAFE)
    failure: Stopped | None = None
    while failure is None and (data := file.read(1 << 16)):
        try:
            parser.feed(data)
        except etree.XMLSyntaxError as error:
            failure = _stopped(error)
        yield from parser.read_events()
    if failure is not None:
        raise failure


def local(element: _Element) -> str:
    """`p` of `{namespace}p`; empty for what is no element."""
    tag = element.tag
    return str(tag).rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str, default: str = "") -> str:
    """The attribute of that local name, in whatever namespace."""
    found = element.get(name)
    if found is not None:
        return str(found)
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def child(element: _Element, *names: str) -> _Element | None:
    """The element reached by stepping down from name to name, first of each."""
    for name in names:
        found = next((e for e in element if local(e) == name), None)
        if found is None:
            return None
        element = found
    return element


def all_named(element: _Element, name: str) -> Iterator[_Element]:
    """The element and all in it that have this local name."""
    yield from element.iter("{*}" + name)
