"""What the workspace knows of originals: rows of files by path and by content, and all below a folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

from lattice.actions import ListChanges, ListRows
from lattice.client import Client
from lattice.ingest.files.places import Look, disk_path, exists, kept_path
from lattice.model.files import FILES, File, FileKind, FileStatus, file_of
from lattice.model.query import format_value
from lattice.model.rows import Row
from lattice.model.values import ColumnType, Misfit, check_text

#: A file that was read: reading the same bytes again would give the same.
READ = frozenset({FileStatus.READY, FileStatus.NO_TEXT, FileStatus.PARTIAL})
_PAGE = 1_000
_DELETIONS = frozenset({"row.delete", "row.delete_many"})


class Known(NamedTuple):
    """What is kept of one file, as much as it takes to see whether it is still so."""

    id: str
    path: str
    size: int
    modified: str | None
    status: FileStatus
    sha256: str
    kind: FileKind
    owner: str
    visibility: str

    def is_as(self, seen: Look) -> bool:
        """Whether a file that looks like this needs no reading."""
        unmoved = self.modified is not None and self.modified == seen.modified and self.size == seen.size
        return unmoved and self.status in READ and bool(self.sha256)


class FolderKnowledge(NamedTuple):
    """The files below a folder that are known, by the path they are kept under."""

    living: dict[str, Known]
    copies: dict[str, Known]
    """Those whose row is in the trash because another file has the same bytes."""
    trashed: frozenset[str]
    """Paths of which a row is in the trash, and none among the living."""

    def settled(self, path: str, seen: Look) -> Known | None:
        """The row of a file that needs no reading; None when it does."""
        known = self.living.get(path) or self.copies.get(path)
        return known if known is not None and known.is_as(seen) else None


def known_of(row: Row) -> Known:
    """The same of a row."""
    values = row.values
    return Known(
        row.id,
        values.get("path") or "",
        values.get("size") or 0,
        values.get("modified"),
        FileStatus(values.get("status") or FileStatus.READY),
        values.get("sha256") or "",
        FileKind(values.get("kind") or FileKind.STORED),
        row.owner,
        row.visibility,
    )


_COLUMNS = ("path", "size", "modified", "status", "sha256", "kind")


async def by_path(client: Client, path: str) -> Row | None:
    """The living file that is kept under a path, the oldest of several."""
    rows = (await client.run(ListRows(table=FILES, where=_is("path", path), limit=1))).value.rows
    return rows[0] if rows else None


async def by_content(client: Client, sha256: str, *, deleted: bool = False) -> tuple[File, ...]:
    """The files with these bytes: living, or in the trash; without artifacts, which stand alone."""
    asked = ListRows(table=FILES, where=_is("sha256", sha256), deleted=deleted)
    files = [file_of(row) for row in (await client.run(asked)).value.rows]
    return tuple(file for file in files if file.kind is not FileKind.ARTIFACT)


def status_as_read(file: File) -> FileStatus:
    """How the reading of a file went, whatever has become of its original since."""
    if file.error:
        return FileStatus.PARTIAL if file.chars else FileStatus.FAILED
    return FileStatus.READY if file.chars else FileStatus.NO_TEXT


async def below(client: Client, folder: Path) -> FolderKnowledge:
    """All files below a folder, asked for by pages."""
    where = below_filter(folder)
    living = {k.path: k async for k in known_files(client, where)}
    trashed = [k async for k in known_files(client, where, deleted=True)]
    contents: dict[str, list[Known]] = {}
    if trashed:
        async for known in known_files(client, "sha256 is not empty"):
            contents.setdefault(known.sha256, []).append(known)
    copies = {k.path: k for k in trashed if k.path not in living and _has_first(k, contents)}
    return FolderKnowledge(living, copies, frozenset(k.path for k in trashed if k.path not in living))


async def thrown_away(client: Client, path: str, seen: Look) -> bool:
    """Whether somebody threw the row of a file away, which still looks as it did then.

    Not so of a row that went with an undo, or because another file has the same bytes.
    """
    where = _is("path", path)
    if await by_path(client, path) is not None:
        return False
    rows = (await client.run(ListRows(table=FILES, where=where, deleted=True, limit=20))).value.rows
    for row in rows:
        if known_of(row).is_as(seen):
            asked = ListChanges(table=FILES, row_id=row.id, limit=1)
            if any(c.action in _DELETIONS for c in (await client.run(asked)).value.changes):
                return True
    return False


async def known_files(client: Client, where: str, *, deleted: bool = False) -> AsyncIterator[Known]:
    """What is kept of the files that match a filter."""
    after: str | None = None
    while True:
        asked = ListRows(
            table=FILES, where=where, columns=_COLUMNS, limit=_PAGE, after=after, deleted=deleted
        )
        page = (await client.run(asked)).value
        for row in page.rows:
            yield known_of(row)
        if page.next is None:
            return
        after = page.next


def _has_first(copy: Known, contents: dict[str, list[Known]]) -> bool:
    """Whether a living file stands for this one: kept here, or with an original that is still there."""
    return any(
        (first.owner, first.visibility) == (copy.owner, copy.visibility) and _is_there(first)
        for first in contents.get(copy.sha256, ())
    )


def _is_there(known: Known) -> bool:
    if known.kind is not FileKind.REFERENCED:
        return True
    place = disk_path(known.path)
    return place is not None and exists(place)


def _is(column: str, value: str) -> str:
    return f"{column} = {format_value(ColumnType.TEXT, value)}"


def below_filter(folder: Path) -> str:
    """A filter for what is below a folder, also under names that are no text."""
    inside = folder / "_"
    starts = {kept_path(inside)[:-1], inside.as_uri()[:-1]}
    return " or ".join(
        f"path starts {format_value(ColumnType.TEXT, s)}" for s in sorted(starts) if _is_text(s)
    )


def _is_text(text: str) -> bool:
    try:
        check_text(text)
    except Misfit:
        return False
    return True
