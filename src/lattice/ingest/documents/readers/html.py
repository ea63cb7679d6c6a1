"""HTML: a part for each heading, the whole page as Markdown."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lattice.ingest.documents.flow import Flow
from lattice.ingest.documents.html_text import put_html
from lattice.ingest.documents.output import Output
from lattice.ingest.documents.readers.text import decoded, encoding_of
from lattice.ingest.documents.source import Source

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.I)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(source: Source, output: Output) -> None:
    """Put what a reader of the page sees."""
    with source.path.open("rb") as file:
        head = file.read(4096)
    is_xml = head.lstrip().startswith(b"<?xml") or b"http://www.w3.org/1999/xhtml" in head
    with Flow(output) as flow:
        output.title = put_html(flow, page_text(source, output), is_xml=is_xml)


def page_text(source: Source, output: Output) -> Iterator[str]:
    """The page in the encoding that it says it is in, unless it plainly is not."""
    with source.path.open("rb") as file:
        head = file.read(4096)
    said = _CHARSET.search(head)
    encoding = known_encoding(said.group(1).decode("ascii")) if said else ""
    if not encoding or head.startswith(_MARKS) or encoding.startswith(("utf-16", "utf-32")):
        yield from decoded(source, output)
        return
    if encoding == "utf-8" and encoding_of(source) != "utf-8":
        yield from decoded(source, output)
        return
    yield from decoded(source, output, encoding)


def known_encoding(name: str) -> str:
    """What Python calls an encoding that a page names; empty when it is none of text."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    # browsers read the one as the other; some codecs of Python are no text encodings
    if found.name == "iso8859-1":
        return "cp1252"
    return found.name if getattr(found, "_is_text_encoding", True) else ""
