"""Markdown: a part for each heading; front matter is text, and names the document."""

from __future__ import annotations

import re

from lattice.ingest.documents.output import Output
from lattice.ingest.documents.readers import text as plain
from lattice.ingest.documents.source import Source
from lattice.model.parts import markdown_parts

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.S | re.M)
_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*\r?$", re.M | re.I)


#: More is no prose any more, and would not fit into memory several times over: it is read as plain text.
_MOST_BYTES = 60_000_000


def read(source: Source, output: Output) -> None:
    """Put the document as it stands, cut before its headings."""
    if source.path.stat().st_size > _MOST_BYTES:
        plain.read(source, output)
        return
    text = "".join(plain.decoded(source, output))
    front = _FRONT.match(text[:50_000])
    if front and (title := _TITLE.search(front.group(1))):
        output.title = title.group(1).strip("\"'")
    for part in markdown_parts(text):
        if not output.title and part.level == 1:
            output.title = part.heading
        output.add(part.text, heading=part.heading, level=part.level)
