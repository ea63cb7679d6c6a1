"""Brings in what `file add` names, one source after the other, and remembers how far it came."""

from __future__ import annotations

import os
import re
import select
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lattice.actions.files import UpdateFile
from lattice.actions.rows import ListRows
from lattice.cli.file_text import size_text
from lattice.cli.output import count, note
from lattice.cli.progress import Progress
from lattice.cli.running import Session
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, File, KeptFile, file_of
from lattice.model.query import format_value
from lattice.model.rows import Row
from lattice.model.values import ColumnType
from lattice.model.visible import visible

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits
    from lattice.ingest.files import FileProgress, FolderProgress, FolderReport

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
#: Bytes of standard input that are taken at once.
_PIECE = 1 << 20
#: How often whoever waits for standard input looks up, in seconds.
_LOOK_UP_S = 0.2
#: Ids in one filter, and rows in one answer.
_IDS, _ROWS = 200, 1_000
#: What a folder left out is named up to here; then counted.
_SHOWN = 20


class Added(NamedTuple):
    """What became of one file."""

    outcome: str
    row: Row | None
    """None when it could not even be opened."""
    name: str = ""
    """What it was called where it came from; empty when nobody said."""
    error: str = ""
    """Why it has no row."""

    @property
    def file(self) -> File | None:
        """What is known of it."""
        return file_of(self.row) if self.row is not None else None

    def flat(self) -> dict[str, Any]:
        """As JSON: its row and the outcome."""
        if self.row is not None:
            return {**self.row.flat(), "outcome": self.outcome}
        return {
            "_id": None,
            "name": self.name,
            "status": None,
            "error": self.error,
            "outcome": self.outcome,
        }


class Wishes(NamedTuple):
    """How the files of one command are to come in."""

    store: bool
    untrusted: bool | None
    name: str | None
    title: str | None
    limits: ReadLimits
    group_id: str | None
    """Ties what one command did, so that it is undone as one."""
    quiet: bool
    """Whether nothing is said beside the answer."""


def is_address(source: str) -> bool:
    """Whether an argument is an address rather than a path."""
    return _ADDRESS.match(source) is not None


def read_limits(held: Session) -> ReadLimits:
    """How much reading one document may take, as this person set it."""
    from lattice.ingest.documents import ReadLimits

    settings = held.settings.files
    room = settings.read_megabytes * 1_000_000
    return ReadLimits(seconds=settings.read_seconds, memory_bytes=room, unpacked_bytes=room)


class Bringing:
    """The files of one command on their way in."""

    def __init__(self, held: Session, wishes: Wishes) -> None:
        self.done: list[Added] = []
        self.refused: list[tuple[str, LatticeError]] = []
        self.so_far = ""
        """How far the folder is that is being worked on."""
        self._held = held
        self._client = held.client
        self._wishes = wishes
        self._reports: list[tuple[str, FolderReport]] = []

    def say(self) -> None:
        """What became of each folder as a whole, beside the answer."""
        for source, report in self._reports:
            _say(source, report)

    def add(self, source: str) -> None:
        """Bring in what one argument names; raises what is refused, and KeyboardInterrupt."""
        self.so_far = ""
        if source == "-":
            self.done.append(self._held.wait(self._add_typed()))
        elif is_address(source):
            self.done.append(self._held.wait(self._add_page(source)))
        elif Path(source).is_dir():
            self._add_folder(source)
        else:
            self.done.append(self._held.wait(self._add_path(source)))

    async def _add_typed(self) -> Added:
        from lattice.ingest.files import add_bytes

        wishes = self._wishes
        with typed_bytes() as typed:
            kept = await add_bytes(
                self._client,
                wishes.name or "",
                typed,
                source="stdin",
                group_id=wishes.group_id,
                title=wishes.title or "",
                limits=wishes.limits,
                untrusted=wishes.untrusted,
            )
        return Added(kept.outcome.value, kept.row, wishes.name or "standard input")

    async def _add_page(self, url: str) -> Added:
        from lattice.ingest.web import fetch_page
        from lattice.settings import web_rules

        rules = web_rules(self._held.settings.web)
        with Progress(visible(url)) as progress:
            progress.say("fetching")
            kept = await fetch_page(self._client, url, rules=rules, group_id=self._wishes.group_id, warn=note)
        return await self._named(kept, url)

    async def _add_path(self, source: str) -> Added:
        from lattice.ingest.files import add_path

        wishes = self._wishes
        with Progress(visible(source)) as progress:

            def told(file: FileProgress) -> None:
                size = f" {size_text(file.done)} of {size_text(file.total)}" if file.done else ""
                progress.say(f"{file.step.value}{size}")

            kept = await add_path(
                self._client,
                source,
                store=wishes.store,
                group_id=wishes.group_id,
                limits=wishes.limits,
                untrusted=wishes.untrusted,
                progress=told,
            )
        return await self._named(kept, source)

    async def _named(self, kept: KeptFile, source: str) -> Added:
        """The file with the name and title that were asked for."""
        row, wishes = kept.row, self._wishes
        if wishes.name is not None or wishes.title is not None:
            update = UpdateFile(id=row.id, name=wishes.name, title=wishes.title)
            row = (await self._client.run(update, group_id=wishes.group_id)).value
        return Added(kept.outcome.value, row, source)

    def _add_folder(self, source: str) -> None:
        from lattice.ingest.files import add_folder

        wishes = self._wishes
        self.so_far = f"Nothing of {source} was added."
        with Progress(visible(source)) as progress:

            def told(state: FolderProgress) -> None:
                if state.total is None:
                    progress.say("looking")
                    return
                progress.of(state.done, state.total, "files")
                self.so_far = f"Of {source}, {state.done:,} of {count(state.total, 'file')} are done."

            report = self._held.wait(
                add_folder(
                    self._client,
                    source,
                    store=wishes.store,
                    group_id=wishes.group_id,
                    limits=wishes.limits,
                    untrusted=wishes.untrusted,
                    progress=told,
                )
            )
        self._reports.append((source, report))
        self.done += self._held.wait(_rows_of(self._client, report, unchanged=wishes.quiet))


@contextmanager
def typed_bytes() -> Iterator[Iterator[bytes]]:
    """What comes through standard input, in pieces, for a thread that is let go when this ends."""
    stop = threading.Event()
    try:
        yield _typed(stop)
    finally:
        stop.set()


def _typed(stop: threading.Event) -> Iterator[bytes]:
    handle = sys.stdin.fileno() if sys.stdin is not None else None
    while handle is not None and _comes(handle, stop) and (piece := os.read(handle, _PIECE)):
        yield piece


def _comes(handle: int, stop: threading.Event) -> bool:
    """Wait until something has come, or the end of it; False when nobody waits for it any more."""
    with suppress(OSError):  # pipes on Windows: nobody can wait for them but by reading
        # a read that waits cannot be ended from without: ^C would have to wait for what is piped in
        while not select.select([handle], [], [], _LOOK_UP_S)[0]:
            if stop.is_set():
                return False
    return not stop.is_set()


def _say(source: str, report: FolderReport) -> None:
    """What became of a folder's files, in a line, and what it left out."""
    pairs = [(getattr(report.counts, name), name) for name in report.counts.__struct_fields__]
    said = ", ".join(f"{number:,} {name}" for number, name in pairs if number) or "nothing to add"
    note(f"{source}: {count(report.total, 'file')}: {said}; {report.seconds:.1f} s")
    for skipped in report.skipped[:_SHOWN]:
        note(f"  left out: {skipped.name}: {skipped.why}")
    if report.skipped_total > _SHOWN:
        note(f"  and {report.skipped_total - _SHOWN:,} more left out")
    if any(number for number, name in pairs if name not in ("unchanged", "failed")):
        note(f"`lattice undo {report.group_id}` takes it back.")


async def _rows_of(client: Client, report: FolderReport, *, unchanged: bool) -> list[Added]:
    """The files that were not unchanged, in the order in which they came; the others too when asked."""
    rows = await _by_id(client, [line.row_id for line in report.lines])
    found = [Added(line.fate.value, rows.get(line.row_id), line.name, line.note) for line in report.lines]
    if unchanged:
        below = [row async for row in _below(client, report.folder)]
        found += [Added("unchanged", row) for row in below if row.id not in rows]
    return found


async def _by_id(client: Client, ids: list[str]) -> dict[str, Row]:
    wanted = [row_id for row_id in dict.fromkeys(ids) if row_id]
    found: dict[str, Row] = {}
    for at in range(0, len(wanted), _IDS):
        where = f"_id in ({', '.join(wanted[at : at + _IDS])})"
        rows = (await client.run(ListRows(table=FILES, where=where, limit=_IDS))).value.rows
        found |= {row.id: row for row in rows}
    return found


async def _below(client: Client, folder: Path) -> AsyncIterator[Row]:
    """The living files whose path is below a folder."""
    start = os.path.join(folder, "")
    where, after = f"path starts {format_value(ColumnType.TEXT, start)}", None
    while True:
        page = (await client.run(ListRows(table=FILES, where=where, limit=_ROWS, after=after))).value
        for row in page.rows:
            # the filter goes by letters without regard to case
            if str(row.values.get("path") or "").startswith(start):
                yield row
        after = page.next
        if after is None:
            return
