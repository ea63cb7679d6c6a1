"""One module for each format; the table of which reads what."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from lattice.ingest.documents import media
from lattice.ingest.documents.output import Output
from lattice.ingest.documents.source import Source

Reader = Callable[[Source, Output], None]
"""Puts the text of a document into the output; raises Unreadable, or anything when it is damaged."""

_MODULES = {
    media.PDF: "pdf",
    media.MARKDOWN: "markdown",
    media.HTML: "html",
    media.DOCX: "docx",
    media.PPTX: "pptx",
    **dict.fromkeys((media.XLSX, media.XLSB, media.XLS, media.ODS), "workbook"),
    **dict.fromkeys((media.ODT, media.ODP), "opendocument"),
    media.EPUB: "epub",
    media.MAIL: "mail",
    media.RTF: "rtf",
    media.NOTEBOOK: "notebook",
    **dict.fromkeys((media.ZIP, media.TAR, media.GZIP, media.BZIP2, media.XZ), "archive"),
    "application/java-archive": "archive",
    **dict.fromkeys(
        (
            *(media.OLE, media.DOC, media.PPT, media.OUTLOOK, media.LOCKED),
            *("application/x-7z-compressed", "application/vnd.rar", "application/zstd"),
        ),
        "unsupported",
    ),
}


def reader_of(media_type: str, said: str = "") -> Reader:
    """The reader of a media type; its module is loaded now. `said` may name `media.WEB_PAGE`."""
    if media_type == media.HTML and media.is_web_page(said):
        name = "webpage"
    else:
        name = _MODULES.get(media_type) or _by_kind(media_type)
    reader: Reader = import_module(f"{__name__}.{name}").read
    return reader


def _by_kind(media_type: str) -> str:
    if media_type in media.TEXT_TYPES or media_type.startswith("text/"):
        return "text"
    return "image" if media_type.startswith("image/") else "binary"
