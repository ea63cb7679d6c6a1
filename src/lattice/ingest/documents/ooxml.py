"""What Word's and PowerPoint's formats share: relations between members, and the document's properties."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from lattice.ingest.documents.output import Output
from lattice.ingest.documents.package import Package, joined
from lattice.ingest.documents.xml import local, parsed

_DETAILS = {
    "creator": "author",
    "lastModifiedBy": "last_author",
    "subject": "subject",
    "keywords": "keywords",
    "created": "created",
    "modified": "modified",
    "revision": "revision",
}


class Relation(NamedTuple):
    """From one member to another, or to an address outside."""

    kind: str
    """Last word of its type: `slide`, `hyperlink`, `footnotes`."""
    target: str
    """Name of a member, or an address."""
    outside: bool


def main_member(package: Package, fallback: str) -> str:
    """The member that holds the document itself."""
    if "_rels/.rels" in package:
        for relation in relations(package, "").values():
            if relation.kind == "officeDocument" and relation.target in package:
                return relation.target
    return fallback


def relations(package: Package, member: str) -> dict[str, Relation]:
    """Relations of a member by their id; none when it has none."""
    folder, name = posixpath.split(member)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in package:
        return {}
    found = {}
    for element in parsed(package.read(place)):
        if local(element) != "Relationship":
            continue
        outside = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = Relation(kind, target if outside else joined(member, target), outside)
    return found


def related(package: Package, member: str, kind: str) -> str:
    """The member of that kind that `member` points at; empty when there is none."""
    for relation in relations(package, member).values():
        if relation.kind == kind and not relation.outside and relation.target in package:
            return relation.target
    return ""


def put_properties(package: Package, output: Output) -> None:
    """Title and authors into the output."""
    if "docProps/core.xml" not in package:
        return
    for element in parsed(package.read("docProps/core.xml")):
        text = "".join(element.itertext()).strip()
        name = local(element)
        if name == "title" and text:
            output.title = text
        elif name in _DETAILS:
            output.describe(**{_DETAILS[name]: text})
