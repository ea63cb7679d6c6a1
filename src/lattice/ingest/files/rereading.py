"""Reads a file that is known once more: after its original changed, or a reader became able to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from lattice.actions import ExtractFile, GetRow, ReplaceFile
from lattice.client import Client
from lattice.ingest.files.facts import read_facts
from lattice.ingest.files.hashing import disk_errors, hash_file, spooled
from lattice.ingest.files.places import disk_path, is_gone, look
from lattice.ingest.files.standing import mark
from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, Content, File, FileKind, FileStatus, file_of
from lattice.model.rows import Row

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits


async def read_again(
    client: Client, file_id: str, *, limits: ReadLimits | None = None, group_id: str | None = None
) -> Row:
    """Read a file's bytes anew and keep what was found; its row.

    Of a referenced file the original is read: when its bytes are others, they become a new version; when
    it is gone, the file becomes `missing`. Raises `not_found` for that and for an unknown file,
    `invalid_file` for an original that may not be read, `usage` for a page of the web: it is fetched again.
    """
    file = file_of((await client.run(GetRow(table=FILES, id=file_id))).value)
    if file.kind is FileKind.WEB:
        raise LatticeError(
            "usage", f"{shown(file.label)} is a page of the web.", "Fetch it again from its address."
        )
    with disk_errors(file.name):
        if file.kind is not FileKind.REFERENCED:
            return await _kept(client, file, limits, group_id)
        return await _original(client, file, limits, group_id)


async def _kept(client: Client, file: File, limits: ReadLimits | None, group_id: str | None) -> Row:
    async with _spooled(client, file) as place:
        content = Content(file.sha256, file.size)
        facts = await read_facts(client, place, file.name, content, limits)
    facts = msgspec.structs.replace(facts, modified=file.modified)
    return (await client.run(ExtractFile(id=file.id, facts=facts), group_id=group_id)).value


async def _original(client: Client, file: File, limits: ReadLimits | None, group_id: str | None) -> Row:
    place = disk_path(file.path)
    if place is None or await asyncio.to_thread(is_gone, place):
        await mark(client, file, FileStatus.MISSING, group_id=group_id)
        raise LatticeError(
            "not_found",
            f"The original of {shown(file.name)} is no longer at {shown(file.path)}.",
            "Its text is kept. Bring the original back, or add it from where it is now.",
        )
    for _ in range(3):
        seen = await asyncio.to_thread(look, place)
        content = await hash_file(place)
        facts = await read_facts(client, place, file.name, content, limits)
        if await asyncio.to_thread(look, place) == seen:
            break
    else:
        raise LatticeError(
            "conflict",
            f"{shown(place)} is being written: it changed each time it was read.",
            "Try again when it is complete.",
        )
    facts = msgspec.structs.replace(facts, modified=seen.modified)
    if content.sha256 == file.sha256:
        return (await client.run(ExtractFile(id=file.id, facts=facts), group_id=group_id)).value
    return (await client.run(ReplaceFile(id=file.id, facts=facts), group_id=group_id)).value.row


@asynccontextmanager
async def _spooled(client: Client, file: File) -> AsyncIterator[Path]:
    with spooled(Path(file.name).suffix) as place:
        with await asyncio.to_thread(place.open, "wb") as out:
            async for piece in client.read_bytes(file.id):
                await asyncio.to_thread(out.write, piece)
        yield place
