"""XML of strangers: no entities, no files and no network; elements known by their local names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

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
    """The root of a small document. Raises lxml's XMLSyntaxError."""
    from lxml import etree

    parser: XMLParser = etree.XMLParser(**_SAFE)
    return etree.fromstring(data, parser)


def blocks(file: IO[bytes], container: str) -> Iterator[_Element]:
    """The children of the first element called `container`, each when it is whole, then forgotten.

    `container` is the end of its full name, such as `}body`. So a document of any length takes the memory
    of its largest block.
    """
    from lxml import etree

    depth = inside = 0
    steps = etree.iterparse(file, events=("start", "end"), **_SAFE)
    for event, element in steps:
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
