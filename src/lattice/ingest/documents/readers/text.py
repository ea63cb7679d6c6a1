"""Text and code in any encoding, exactly as it stands."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from lattice.ingest.documents.output import Output, Unreadable
from lattice.ingest.documents.source import Source
from lattice.ingest.encodings import check_encoding
from lattice.model.errors import LatticeError
from lattice.model.files import PART_CHARS

_BLOCK = 1 << 20


def read(source: Source, output: Output) -> None:
    """Put the text in pieces that end with a line where that is possible."""
    rest = ""
    for text in decoded(source, output):
        rest += text
        while len(rest) > PART_CHARS:
            end = rest.rfind("\n", PART_CHARS // 2, PART_CHARS) + 1 or PART_CHARS
            output.add(rest[:end])
            rest = rest[end:]
    if rest:
        output.add(rest)


def decoded(source: Source, output: Output, encoding: str = "") -> Iterator[str]:
    """The text in blocks, without a byte order mark, by default in the likeliest encoding.

    Raises Unreadable for what is no text.
    """
    encoding = encoding or encoding_of(source)
    if encoding not in ("utf-8", "utf-8-sig"):
        output.describe(encoding=encoding)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with source.path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield decoder.decode(block)
        yield decoder.decode(b"", final=True)


def encoding_of(source: Source) -> str:
    """The likeliest encoding. Raises Unreadable when it is no text."""
    try:
        return check_encoding(source.path, None)[0]
    except LatticeError as error:
        if error.code != "invalid_file":
            raise
        raise Unreadable("It is not text in any encoding that is known") from None
