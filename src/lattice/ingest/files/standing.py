"""Says on the row of a file how its original stands, and where it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lattice.actions import ExtractFile, FileFacts, GetRow, UpdateFile
from lattice.client import Client
from lattice.ingest.files.known import status_as_read
from lattice.ingest.files.places import disk_path, kept_path, name_of
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, File, FileStatus, file_of
from lattice.model.rows import Row

#: Refusals that are about one file; every other one is about the workspace.
OF_ONE_FILE = frozenset(
    {"not_found", "invalid_file", "invalid_value", "invalid_name", "conflict", "too_large"}
)


@contextmanager
def passing_over() -> Iterator[None]:
    """Go on without a file that went away, changed or may not be read: the next look at it says so."""
    try:
        yield
    except LatticeError as error:
        if error.code not in OF_ONE_FILE:
            raise


async def mark(
    client: Client,
    file: File,
    status: FileStatus,
    *,
    modified: str | None = None,
    group_id: str | None = None,
) -> Row:
    """Keep how the original of a file stands; what was read of it stays."""
    if file.status is status and modified in (None, file.modified):
        return (await client.run(GetRow(table=FILES, id=file.id))).value
    facts = FileFacts(
        size=file.size, media_type=file.media_type, status=status, error=file.error, modified=modified
    )
    return (await client.run(ExtractFile(id=file.id, facts=facts), group_id=group_id)).value


async def move(
    client: Client, file: File, place: Path, modified: str | None, *, group_id: str | None = None
) -> Row:
    """Give a file the path at which its original is now, and its new name unless it was given another.

    Raises `conflict` when somebody changed the file meanwhile: two new files can't both be one old file.
    """
    before = disk_path(file.path)
    is_its_own = before is not None and file.name == name_of(before)
    moved = UpdateFile(
        id=file.id,
        path=kept_path(place),
        name=name_of(place) if is_its_own else None,
        expect_version=file.version,
    )
    row = (await client.run(moved, group_id=group_id)).value
    file = file_of(row)
    return await mark(client, file, status_as_read(file), modified=modified, group_id=group_id)
