"""Formats that are known and not read: what they are, and what to do instead."""

from __future__ import annotations

from lattice.ingest.documents import media
from lattice.ingest.documents.output import Output, Unreadable
from lattice.ingest.documents.source import Source

_WORDS = {
    media.DOC: "The old Word format (.doc) cannot be read; save it as .docx or PDF",
    media.PPT: "The old PowerPoint format (.ppt) cannot be read; save it as .pptx or PDF",
    media.OUTLOOK: "Mails in Outlook's own format (.msg) cannot be read; save it as .eml",
    "application/x-7z-compressed": "7z archives cannot be listed; unpack it, or pack it as zip",
    "application/vnd.rar": "RAR archives cannot be listed; unpack it, or pack it as zip",
    "application/zstd": "Zstandard archives cannot be listed; unpack it, or pack it as zip",
}


def read(source: Source, output: Output) -> None:
    """Raise Unreadable with what helps."""
    if source.media_type == media.LOCKED:
        raise Unreadable("It is locked with a password; save it without one, then bring it in again")
    words = "This old format of office programs cannot be read; save it in a newer one, or as PDF"
    raise Unreadable(_WORDS.get(source.media_type, words))
