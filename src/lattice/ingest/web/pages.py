"""Bringing one page of the web in: leave, fetch, read, keep."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import msgspec

from lattice.actions import AddFile, FetchUrl, FileFacts, ListRows
from lattice.client import Client
from lattice.ingest.documents import ReadLimits, media, read_document
from lattice.ingest.reader import shown
from lattice.ingest.web.connecting import Network
from lattice.ingest.web.fetching import Answer, Visit, visiting
from lattice.ingest.web.javascript import needs_scripts
from lattice.ingest.web.kinds import accept_page, check_content, name_of, said_charset, said_for_reader
from lattice.ingest.web.manners import Manners, shared_manners
from lattice.ingest.web.posts import fetch_post, post_address
from lattice.ingest.web.rendering import Unrendered, render_page
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, FileKind, FileStatus, KeptFile, Part, file_of
from lattice.model.values import format_time
from lattice.model.web import WebRules

#: The main text of a page is worked out within seconds, or all of its text is taken.
_MAIN_TEXT_S = 15.0
_LIMITS = ReadLimits(unpacked_bytes=200_000_000, chars=20_000_000)


class _Fetched(msgspec.Struct, frozen=True):
    """A page as it came, before it is read."""

    answer: Answer
    body: bytes
    """What is kept: of a rendered page, what it became."""
    said: str
    """Its media type, for the reader."""
    rendered: bool = False


class _Read(msgspec.Struct, frozen=True):
    """What a page says."""

    media_type: str
    status: FileStatus
    error: str
    title: str
    details: dict[str, Any]
    parts: list[Part]

    @property
    def chars(self) -> int:
        return sum(len(part.text) for part in self.parts)


async def fetch_page(
    client: Client,
    url: str,
    *,
    rules: WebRules,
    group_id: str | None = None,
    op_id: str | None = None,
    warn: Callable[[str], None] | None = None,
    network: Network | None = None,
    manners: Manners | None = None,
) -> KeptFile:
    """See `lattice.ingest.web.fetch_page`; `network` and `manners` are others for tests alone."""
    leave = (await client.run(FetchUrl(url=url), op_id=op_id, group_id=group_id)).value
    network = network or Network()
    async with visiting(rules, network, manners or shared_manners()) as visit:
        fetched, read = await _fetch(visit, leave.url, warn or _silent)
    content = await client.put_bytes([fetched.body])
    has_text = read.status in (FileStatus.READY, FileStatus.PARTIAL)
    text_id = (await client.put_text(read.parts)).text_id if has_text else ""
    facts = FileFacts(
        sha256=content.sha256,
        size=content.size,
        text_id=text_id,
        media_type=read.media_type,
        status=read.status,
        error=read.error,
        title=read.title,
        details={**read.details, **await _said_of(client, fetched, leave.url, content.sha256)},
        modified=_modified(fetched.answer),
    )
    added = AddFile(
        name=name_of(leave.url, read.media_type),
        kind=FileKind.WEB,
        path=leave.url,
        facts=facts,
        untrusted=True,
        source="web",
    )
    return (await client.run(added, op_id=op_id and f"{op_id}.1", group_id=group_id)).value


async def _fetch(visit: Visit, url: str, warn: Callable[[str], None]) -> tuple[_Fetched, _Read]:
    if post := post_address(url):
        answer, body = await fetch_post(visit, post)
        fetched = _Fetched(answer, body, "text/html; charset=utf-8")
        return fetched, await _read(fetched)
    limit = visit.rules.max_bytes
    answer = await visit.page(url, lambda head: accept_page(head, limit))
    check_content(answer, limit)
    fetched = _Fetched(answer, answer.body, said_for_reader(answer.head))
    read = await _read(fetched)
    if read.media_type != media.HTML or not needs_scripts(answer.body, read.chars):
        return fetched, read
    try:
        body = await render_page(visit, answer)
    except Unrendered as reason:
        warn(f"{shown(url)} needs JavaScript, which was not run: {reason}. Kept is what it says without.")
        return fetched, read
    rendered = _Fetched(answer, body, f"{media.WEB_PAGE}; charset=utf-8", rendered=True)
    after = await _read(rendered)
    # a page that hides its text from browsers without a person shows less
    return (rendered, after) if after.chars >= read.chars else (fetched, read)


async def _read(fetched: _Fetched) -> _Read:
    """Read what came in a process of its own; of a page that defeats the search for its main text, all."""
    name = name_of(fetched.answer.head.url, media.HTML if media.is_web_page(fetched.said) else "")
    async with _on_disk(fetched.body) as path:
        if media.is_web_page(fetched.said):
            read = await _reading(
                path, name, fetched.said, msgspec.structs.replace(_LIMITS, seconds=_MAIN_TEXT_S)
            )
            if read.status is not FileStatus.FAILED:
                return read
        return await _reading(path, name, fetched.said.replace("; profile=web-page", ""), _LIMITS)


async def _reading(path: Path, name: str, said: str, limits: ReadLimits) -> _Read:
    async with read_document(path, name=name, media_type=said, limits=limits) as reading:
        parts = await asyncio.to_thread(lambda: list(reading.parts()))
        return _Read(reading.media_type, reading.status, reading.error, reading.title, reading.details, parts)


@asynccontextmanager
async def _on_disk(body: bytes) -> AsyncIterator[Path]:
    """The bytes in a file of this process alone, which is gone afterwards."""
    path = await asyncio.to_thread(_written, body)
    try:
        yield path
    finally:
        await asyncio.to_thread(path.unlink, missing_ok=True)


def _written(body: bytes) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix="lattice-")
        with os.fdopen(handle, "wb") as file:
            file.write(body)
    except OSError as error:
        raise LatticeError(
            "disk_full",
            f"No temporary file can be made for a page ({error.strerror}).",
            "Make room in the folder for temporary files.",
        ) from None
    return Path(name)


async def _said_of(client: Client, fetched: _Fetched, url: str, sha256: str) -> dict[str, Any]:
    """What is kept of how the page came."""
    head = fetched.answer.head
    details: dict[str, Any] = {
        "url": head.url,
        "http_status": head.status,
        "content_type": shown(head.fields.get("content-type", ""), 200),
        "charset": said_charset(head),
        "redirects": list(fetched.answer.hops),
        "robots_tag": shown(head.fields.get("x-robots-tag", ""), 200),
        "rendered": fetched.rendered,
        "fetched_at": await _first_seen(client, url, sha256),
    }
    return {key: value for key, value in details.items() if value or key == "http_status"}


async def _first_seen(client: Client, url: str, sha256: str) -> str:
    """When these contents were first fetched: a page that is as it was stays as it was."""
    rows = (await client.run(ListRows(table=FILES, where=f"sha256 = '{sha256}'", limit=100))).value.rows
    for file in map(file_of, rows):
        if file.path == url and isinstance(known := file.details.get("fetched_at"), str):
            return known
    return format_time(datetime.now(UTC))


def _modified(answer: Answer) -> str | None:
    """When the server says that the page was last changed."""
    try:
        said = parsedate_to_datetime(answer.head.fields.get("last-modified", ""))
        return format_time(said if said.tzinfo else said.replace(tzinfo=UTC))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _silent(warning: str) -> None:
    """Nobody to tell."""
