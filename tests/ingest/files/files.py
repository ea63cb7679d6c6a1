"""Files on disk, and what a workspace says of them, for tests of bringing files in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lattice.actions import ListRows, ReadFile, SearchText
from lattice.client import Client
from lattice.model.files import FILES, File, file_of
from lattice.model.people import Caller

ADA = Caller(actor="human:ada", origin="api")
DEADLINE_S = 30.0
_NOBODY = 65_534


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file, in a folder that is made when it is not there."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def aged(path: Path, seconds: float = 3600) -> Path:
    """The same file, as if it had been written earlier."""
    then = path.stat().st_mtime_ns - int(seconds * 1e9)
    os.utime(path, ns=(then, then))
    return path


async def files(client: Client, *, deleted: bool = False) -> list[File]:
    """All files, in the order of their paths."""
    page = (await client.run(ListRows(table=FILES, limit=1000, deleted=deleted))).value
    return sorted((file_of(row) for row in page.rows), key=lambda f: (f.path, f.id))


async def names(client: Client) -> list[str]:
    return sorted(file.name for file in await files(client))


async def text_of(client: Client, file_id: str) -> str:
    return (await client.run(ReadFile(id=file_id))).value.text


async def found(client: Client, words: str) -> list[str]:
    """Ids of the rows that a search finds."""
    return [hit.row_id for hit in (await client.run(SearchText(text=words))).value.hits]


@contextmanager
def without_rights(place: Path) -> Iterator[None]:
    """As somebody who may read only what everybody may; the workspace in `place` stays writable."""
    if os.geteuid() != 0:
        yield
        return
    for path in place.glob("w.lattice*"):
        path.chmod(0o666)
    place.chmod(0o777)
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
