"""The text of a file as it is asked for: all of it, a page, a section, so many characters."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import NamedTuple

import msgspec

from lattice.actions.files import ListParts, ReadFile
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import File, FileText, PartHead

#: Characters and parts that one action answers at most.
_PIECE_CHARS, _PAGE_PARTS = 200_000, 1_000
#: What stands between the headings of a part.
_BETWEEN = " › "


class Wanted(NamedTuple):
    """Which stretch of a text; all of it when nothing is said."""

    start: int | None = None
    length: int | None = None
    page: int | None = None
    heading: str | None = None
    version: int | None = None


def check_wanted(wanted: Wanted) -> None:
    """Raise `usage` for what cannot be meant together."""
    if sum(place is not None for place in (wanted.start, wanted.page, wanted.heading)) > 1:
        raise LatticeError(
            "usage",
            "--start, --page and --heading each say where to begin.",
            "Give one of them.",
            stage=Stage.CONSTRAINTS,
        )


async def stretches(client: Client, file: File, wanted: Wanted) -> AsyncIterator[FileText]:
    """The stretch in pieces that fit one action; a page or section alone unless a length is said."""
    piece = await _read(client, file, wanted, wanted.length)
    end = await _end(client, file, piece, wanted)
    if piece.end > end:
        piece = msgspec.structs.replace(piece, text=piece.text[: end - piece.start], end=end, next=end)
    yield piece
    while piece.next is not None and piece.end < end:
        onward = Wanted(start=piece.end, version=wanted.version)
        piece = await _read(client, file, onward, end - piece.end)
        yield piece


async def whole(client: Client, file: File, wanted: Wanted) -> FileText:
    """The stretch as one."""
    first: FileText | None = None
    texts: list[str] = []
    async for piece in stretches(client, file, wanted):
        first = first or piece
        last = piece
        texts.append(piece.text)
    assert first is not None
    return msgspec.structs.replace(first, text="".join(texts), end=last.end, next=last.next)


async def _read(client: Client, file: File, wanted: Wanted, length: int | None) -> FileText:
    action = ReadFile(
        id=file.id,
        start=wanted.start,
        page=wanted.page,
        heading=wanted.heading,
        version=wanted.version,
        length=min(_PIECE_CHARS, length or _PIECE_CHARS),
    )
    return (await client.run(action)).value


async def _end(client: Client, file: File, first: FileText, wanted: Wanted) -> int:
    """Where the stretch ends, in characters of the text."""
    if wanted.length is not None:
        return min(first.total, first.start + wanted.length)
    if wanted.page is None and wanted.heading is None:
        return first.total
    section = _section(first.heading, wanted.heading or "")
    async for part in parts_of_file(client, file, wanted.version):
        if part.at <= first.start:
            continue
        if wanted.page is not None:
            if part.page is not None and part.page != wanted.page:
                return part.at
        elif not _is_within(part, section):
            return part.at
    return first.total


def _section(heading: str, wanted: str) -> str:
    """The headings down to the one that was meant: `file.read` also takes the beginning of any level."""
    levels = heading.split(_BETWEEN)
    folded = wanted.strip().casefold()
    if folded in (heading.casefold(), levels[-1].casefold()):
        return heading
    for depth, level in enumerate(levels, 1):
        if level.casefold().startswith(folded):
            return _BETWEEN.join(levels[:depth])
    return heading


def _is_within(part: PartHead, section: str) -> bool:
    """Whether a later part still belongs to the section; another one of the same name does not."""
    if part.heading == section:
        return part.level == 0
    return part.heading.startswith(section + _BETWEEN)


async def parts_of_file(client: Client, file: File, version: int | None = None) -> AsyncIterator[PartHead]:
    """All parts of a file's text, in order."""
    offset = 0
    while True:
        action = ListParts(id=file.id, offset=offset, limit=_PAGE_PARTS, version=version)
        found = (await client.run(action)).value
        for part in found.parts:
            yield part
        offset += len(found.parts)
        if not found.parts or offset >= found.total:
            return
