"""What a document says of itself once a reader has been through it, its text kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lattice.actions import FileFacts
from lattice.client import Client
from lattice.model.files import Content, FileStatus

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits


async def read_facts(
    client: Client, at: Path, name: str, content: Content, limits: ReadLimits | None
) -> FileFacts:
    """What a document says, its text kept; a document that cannot be read has facts that say why."""
    # the readers' part is paid for when something is read
    from lattice.ingest.documents import ReadLimits, media_type_of, read_document

    if not content.size:
        return FileFacts(
            sha256=content.sha256, media_type=media_type_of(name, b""), status=FileStatus.NO_TEXT
        )
    async with read_document(at, name=name, limits=limits or ReadLimits()) as reading:
        has_text = reading.status in (FileStatus.READY, FileStatus.PARTIAL)
        text_id = (await client.put_text(reading.parts())).text_id if has_text else ""
        return FileFacts(
            sha256=content.sha256,
            size=content.size,
            text_id=text_id,
            media_type=reading.media_type,
            status=reading.status,
            error=reading.error,
            title=reading.title,
            details=reading.details,
        )


def is_untrusted(media_type: str, said: bool | None) -> bool:
    """Whether a document holds words of strangers: as it was said, else by what it is."""
    if said is not None:
        return said
    from lattice.ingest.documents import UNTRUSTED_TYPES

    return media_type in UNTRUSTED_TYPES
