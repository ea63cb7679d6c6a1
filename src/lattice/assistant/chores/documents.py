"""A document as a model reads it: in pieces, as data, the whole of it as far as a bound."""

from __future__ import annotations

from typing import Any

import msgspec

from lattice.actions import GetRow, ReadFile
from lattice.assistant.tools.provenance import Origin, json_line, origin_of_row, plain, wrapped
from lattice.client.base import Client
from lattice.model.files import FILES, File, file_of
from lattice.model.rows import Row

#: Characters of one piece: with any script below the 100,000 tokens beyond which a prompt costs more.
PIECE_CHARS = 50_000
#: Pieces of one document; what comes after them is not looked at.
MOST_PIECES = 20
#: How far back from its end a piece may be cut, in characters.
_TORN_CHARS = 2_000

Content = list[dict[str, Any]]


class Document(msgspec.Struct, frozen=True):
    """A file as it is now."""

    row: Row
    file: File
    origin: Origin

    def text(self, said: str) -> dict[str, Any]:
        """Some of its text, as data."""
        return {"type": "text", "text": wrapped(plain(said), self.origin)}

    def head(self) -> dict[str, Any]:
        """What it is called, as data."""
        about = {"name": self.file.name, "title": self.file.title, "type": self.file.media_type}
        return {"type": "text", "text": wrapped(json_line(about), self.origin)}


async def document(client: Client, file_id: str, me: str) -> Document:
    """A file for an agent of the person `me`. Raises `not_found`."""
    row = (await client.run(GetRow(table=FILES, id=file_id))).value
    return Document(row, file_of(row), origin_of_row(row, me, FILES))


async def pieces_of(client: Client, file: File) -> tuple[str, ...]:
    """Its text from the beginning on, in pieces that together are all of it, as far as the bound."""
    found: list[str] = []
    at: int | None = 0
    while at is not None and len(found) < MOST_PIECES and file.chars:
        read = (await client.run(ReadFile(id=file.id, start=at, length=PIECE_CHARS))).value
        whole = len(read.text) if read.next is None else _end_of_line(read.text)
        found.append(read.text[:whole])
        at = None if read.next is None else read.start + whole
    return tuple(found)


def _end_of_line(text: str) -> int:
    """Where to cut, so that what stands together stays together."""
    for sign in ("\n", " "):
        at = text.rfind(sign, len(text) - _TORN_CHARS) + 1
        if at > 0:
            return at
    return len(text)
