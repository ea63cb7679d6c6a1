"""From a file and a way to show it to the leaf that a paper shows."""

from __future__ import annotations

import codecs

from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.files import File
from lattice.tui.widgets.markdown.syntax import lexer_of
from lattice.tui.widgets.viewer.leaf import Leaf
from lattice.tui.widgets.viewer.long import MemorySource, Rows, Source, source_of
from lattice.tui.widgets.viewer.long.colours import COLOURED, Colours
from lattice.tui.widgets.viewer.markdown import markdown_flow
from lattice.tui.widgets.viewer.modes import WHOLE, Mode
from lattice.tui.widgets.viewer.reading import parts_flow, read_text

#: Bytes from which the encoding of raw lines is told.
_HEAD = 65_536
#: Names that lexers have for media types which they do not know.
_LANGUAGES = {
    "text/x-shellscript": "bash",
    "application/x-ndjson": "json",
    "application/geo+json": "json",
    "application/x-ipynb+json": "json",
    "application/yaml": "yaml",
    "application/toml": "toml",
    "application/sql": "sql",
    "image/svg+xml": "xml",
    "text/x-c++": "c++",
    "text/x-typescript": "typescript",
    "text/x-jinja": "jinja",
    "text/markdown": "markdown",
}


async def leaf_of(client: Client, file: File, mode: Mode) -> Leaf:
    """The document in one of the ways that show text. Raises LatticeError."""
    if mode is Mode.PAGE:
        return markdown_flow(await read_text(client, file.id, limit=WHOLE))
    if mode is Mode.TEXT:
        return await parts_flow(client, file)
    if mode is Mode.CODE:
        return await _code(client, file)
    return await _raw(client, file)


async def _code(client: Client, file: File) -> Leaf:
    if not file.text_id:
        return await _raw(client, file)
    text = (await read_text(client, file.id, limit=WHOLE)).replace("\r\n", "\n")
    language = _LANGUAGES.get(file.media_type, "")
    lexer = lexer_of(language, file.name, file.media_type) if len(text) <= COLOURED else None
    return await _opened(text_rows(text, Colours(lexer, text) if lexer is not None else None))


def text_rows(text: str, colours: Colours | None = None, *, diff: bool = False) -> Rows:
    """A text that is here as lines."""
    data = text.encode("utf-8", "surrogatepass")
    return Rows(MemorySource(data), colours=colours, diff=diff, numbers=not diff)


async def _raw(client: Client, file: File) -> Leaf:
    source, encoding = await bytes_of(client, file)
    return await _opened(Rows(source, encoding=encoding))


async def bytes_of(client: Client, file: File) -> tuple[Source, str]:
    """The bytes of a text and their encoding; where they are gone, those of the text that was read.

    Raises LatticeError.
    """
    try:
        source = await source_of(client, file)
        return await _decoded(source, await source.read(0, _HEAD))
    except LatticeError:
        if not file.text_id:
            raise
    text = await read_text(client, file.id, limit=WHOLE)
    return MemorySource(text.encode("utf-8", "surrogatepass")), "utf-8"


async def _opened(rows: Rows) -> Rows:
    await rows.open()
    return rows


async def _decoded(source: Source, head: bytes) -> tuple[Source, str]:
    """The source and its encoding; what has two bytes for a character is turned into UTF-8 as a whole."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = await source.read(0, min(WHOLE, await source.size()))
        return MemorySource(data.decode("utf-16", "replace").encode("utf-8", "replace")), "utf-8"
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        # text of one byte for a character, unless it is no text at all
        return source, "utf-8" if b"\0" in head else "cp1252"
    return source, "utf-8"
