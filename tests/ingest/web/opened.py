"""A workspace into which a page is fetched from the server of a test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from lattice.actions import ReadFile
from lattice.client import LocalClient, create_local, open_local
from lattice.ingest.web import pages
from lattice.ingest.web.connecting import Network
from lattice.ingest.web.manners import Manners
from lattice.model.files import File, KeptFile, file_of
from lattice.model.people import Caller
from lattice.model.web import WebRules

ADA = Caller(actor="human:ada", origin="api")


@asynccontextmanager
async def workspace(folder: Path, rules: WebRules | None = None) -> AsyncIterator[LocalClient]:
    """A workspace with such rules for the web."""
    folder.mkdir(exist_ok=True)
    path = folder / "w.lattice"
    opening = open_local(path, caller=ADA, web=rules) if path.exists() else None
    client = await (opening or create_local(path, name="Test", caller=ADA, web=rules))
    try:
        yield client
    finally:
        await client.close()


async def fetch(
    client: LocalClient,
    url: str,
    net: Network,
    rules: WebRules | None = None,
    warn: Callable[[str], None] | None = None,
    group_id: str | None = None,
) -> KeptFile:
    """Fetch a page in the network of the test."""
    return await pages.fetch_page(
        client,
        url,
        rules=rules or WebRules(),
        group_id=group_id,
        warn=warn,
        network=net,
        manners=Manners(net),
    )


async def text_of(client: LocalClient, file: File) -> str:
    """All of a file's text."""
    return (await client.run(ReadFile(id=file.id, start=0, length=200_000))).value.text


def kept(answer: KeptFile) -> File:
    """The file."""
    return file_of(answer.row)
