"""Markdown: a part for each heading; front matter is text, and names the document."""

from __future__ import annotations

import re

from lattice.ingest.documents.output import Output
from lattice.ingest.documents.readers.text import decoded
from lattice.ingest.documents.source import Source
from lattice.model.parts import markdown_parts

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.S | re.M)
_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*\r?$", re.M | re.I)


def read(source: Source, output: Output) -> None:
    """Put the document as it stands, cut before its headings."""
    text = "".join(decoded(source, output))
    front = _FRONT.match(text[:50_000])
    if front and (title := _TITLE.search(front.group(1))):
        output.title = title.group(1).strip("\"'")
    for part in markdown_parts(text):
        if not output.title and part.level == 1:
            output.title = part.heading
        output.add(part.text, heading=part.heading, level=part.level)
