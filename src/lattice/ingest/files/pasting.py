"""Brings in what is on no disk: standard input, a paste; its bytes are kept."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lattice.actions import AddFile
from lattice.client import Client
from lattice.ingest.files.facts import is_untrusted, read_facts
from lattice.ingest.files.hashing import copied, disk_errors, spooled
from lattice.ingest.files.places import name_of
from lattice.model.errors import LatticeError
from lattice.model.files import FileKind, KeptFile

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits

_HEAD = 4_096
_NAME_CHARS = 60
#: Where the system's table is silent or odd.
_SUFFIXES = {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html", "image/jpeg": ".jpg"}


async def add_bytes(
    client: Client,
    name: str,
    chunks: Iterable[bytes],
    *,
    source: str = "paste",
    group_id: str | None = None,
    title: str = "",
    limits: ReadLimits | None = None,
    untrusted: bool | None = None,
) -> KeptFile:
    """Keep a stream of bytes as a file; `chunks` is read in a thread.

    What it is follows from `name`, else from what it begins with; without a name it gets one.
    Raises `invalid_file` when nothing comes or it breaks off, `too_large`, `disk_full`.
    """
    with disk_errors(name or source), spooled() as place:
        content = await client.put_bytes(copied(chunks, place))
        if not content.size:
            raise LatticeError("invalid_file", "Nothing came: there are no bytes to keep.", "Pipe a file in.")
        name = await asyncio.to_thread(_name, name, place, title or source)
        facts = await read_facts(client, place, name, content, limits)
    added = AddFile(
        name=name,
        kind=FileKind.STORED,
        facts=facts,
        title=title,
        untrusted=await asyncio.to_thread(is_untrusted, facts.media_type, untrusted),
        source=source,
    )
    return (await client.run(added, group_id=group_id)).value


async def add_text(
    client: Client,
    text: str,
    *,
    name: str = "",
    title: str = "",
    source: str = "paste",
    group_id: str | None = None,
    untrusted: bool | None = None,
) -> KeptFile:
    """Keep a text that someone pasted as a file; without a name it is called after its first line."""
    data = text.encode("utf-8", "replace")
    return await add_bytes(
        client,
        name,
        (data[at : at + (1 << 20)] for at in range(0, len(data), 1 << 20)),
        source=source,
        group_id=group_id,
        title=title if name or title else _first_line(text),
        untrusted=untrusted,
    )


def _first_line(text: str) -> str:
    line = next((line.strip(" \t#*-=>") for line in text.splitlines() if line.strip(" \t#*-=>")), "")
    return line if len(line) <= _NAME_CHARS else line[: _NAME_CHARS - 1].rsplit(" ", 1)[0] + "…"


def _name(name: str, place: Path, called: str) -> str:
    if name.strip():
        return name_of(name)
    from lattice.ingest.documents import media_type_of

    with place.open("rb") as file:
        media_type = media_type_of("", file.read(_HEAD))
    suffix = _SUFFIXES.get(media_type) or mimetypes.guess_extension(media_type) or ".bin"
    return name_of(called[:_NAME_CHARS] + suffix)
