"""Documents on their way into the workspace: one after the other, each with a line of what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.files import FileOutcome, FileStatus, KeptFile, file_of
from lattice.model.ids import new_id
from lattice.settings import Settings, web_rules
from lattice.tui.parcels import Parcel
from lattice.tui.screens.working import duration

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits
    from lattice.ingest.files import FolderProgress, FolderReport

#: What is said of a file by its outcome.
WORDS = {
    FileOutcome.ADDED: "added",
    FileOutcome.UNCHANGED: "unchanged",
    FileOutcome.REPLACED: "replaced",
    FileOutcome.MERGED: "same as another",
}


class Arrived(NamedTuple):
    """What became of one file."""

    name: str
    word: str
    note: str = ""
    failed: bool = False
    file_id: str = ""


class Delivery:
    """A job: brings parcels in as documents. `lines`, `done` and `total` are read while it runs."""

    def __init__(self, client: Client, parcels: Sequence[Parcel], settings: Settings, *, store: bool) -> None:
        self._client = client
        self._parcels = tuple(parcels)
        self._settings = settings
        self._store = store
        self.group_id = new_id()
        """One undo takes all of it back."""
        self.lines: list[Arrived] = []
        """What was not as it was before, in the order in which it came."""
        self.current: tuple[str, ...] = ()
        """What is being read."""
        self.unchanged = 0
        self.left = 0
        """Files that were not come to."""
        self.notes: list[str] = []
        self.stopping = asyncio.Event()
        self.changed: Callable[[], None] = lambda: None
        """Called after each step."""
        self._since = monotonic()
        self._before = 0
        self._parts = [0] * len(self._parcels)
        self._totals: list[int | None] = [None if p.folder else 1 for p in self._parcels]

    @property
    def done(self) -> int:
        """Files that are dealt with."""
        return sum(self._parts)

    @property
    def total(self) -> int | None:
        """Files in all; None while a folder is still looked through."""
        known = [total for total in self._totals if total is not None]
        return sum(known) if len(known) == len(self._totals) else None

    @property
    def failed(self) -> int:
        """Files that could not be read or fetched."""
        return sum(line.failed for line in self.lines)

    @property
    def time_left(self) -> str:
        """How long it will take yet, in words; empty while it is too early to say."""
        total, elapsed = self.total, monotonic() - self._since
        read = self.done - self._before
        if not total or read < 2 or elapsed < 1.0 or self.done >= total:
            return ""
        return duration(elapsed * (total - self.done) / read) + " left"

    async def run(self) -> None:
        """Bring it all in; what is done stays. Raises LatticeError for what ends the whole job."""
        for number, parcel in enumerate(self._parcels):
            if self.stopping.is_set():
                self.left += self._totals[number] or 0
                continue
            if parcel.folder:
                await self._folder(number, parcel)
            else:
                await self._one(number, parcel)
        self.current = ()
        self.changed()

    async def _one(self, number: int, parcel: Parcel) -> None:
        name = parcel.place if parcel.is_page else parcel.path.name
        self.current = (name,)
        self.changed()
        try:
            self._say(await (self._page(parcel) if parcel.is_page else self._file(parcel)))
        except LatticeError as error:
            if error.code in ("disk_full", "unwritable", "corrupt"):
                raise
            self.lines.append(Arrived(name, "failed", str(error), failed=True))
        self._parts[number] = 1
        self.current = ()
        self.changed()

    async def _file(self, parcel: Parcel) -> KeptFile:
        from lattice.ingest.files import add_path

        return await add_path(
            self._client, parcel.path, store=self._store, group_id=self.group_id, limits=self._limits
        )

    async def _page(self, parcel: Parcel) -> KeptFile:
        from lattice.ingest.web import fetch_page

        rules = web_rules(self._settings.web)
        return await fetch_page(
            self._client, parcel.place, rules=rules, group_id=self.group_id, warn=self.notes.append
        )

    @property
    def _limits(self) -> ReadLimits:
        from lattice.ingest.documents import ReadLimits

        files = self._settings.files
        most = files.read_megabytes * 1_000_000
        return ReadLimits(seconds=files.read_seconds, memory_bytes=most, unpacked_bytes=most)

    def _say(self, kept: KeptFile) -> None:
        file = file_of(kept.row)
        if kept.outcome is FileOutcome.UNCHANGED:
            self.unchanged += 1
            return
        failed = file.status is FileStatus.FAILED
        word = "failed" if failed else WORDS[kept.outcome]
        self.lines.append(Arrived(file.name, word, file.error, failed, file.id))

    async def _folder(self, number: int, parcel: Parcel) -> None:
        from lattice.ingest.files import Fate, add_folder

        before = self.unchanged

        def tell(progress: FolderProgress) -> None:
            if self._totals[number] is None and progress.total is not None:
                # what was known is passed over at once: it says nothing of the time that the rest takes
                self._since, self._before = monotonic(), sum(self._parts[:number]) + progress.done
            self._totals[number] = progress.total
            self._parts[number] = progress.done
            self.unchanged = before + progress.counts.unchanged
            self.current = tuple(file.path.name for file in progress.current)
            line = progress.line
            if line is not None:
                failed = line.fate is Fate.FAILED
                self.lines.append(Arrived(line.name, _fate(line.fate), line.note, failed, line.row_id))
            self.changed()

        report: FolderReport = await add_folder(
            self._client,
            parcel.path,
            store=self._store,
            group_id=self.group_id,
            limits=self._limits,
            progress=tell,
            stop=self.stopping,
        )
        self.left += report.left
        self.notes += [f"{skipped.name}: {skipped.why}" for skipped in report.skipped[:5]]
        if report.skipped_total > 5:
            self.notes.append(f"{report.skipped_total - 5:,} more could not come in.")


def _fate(fate: str) -> str:
    return WORDS[FileOutcome.MERGED] if fate == FileOutcome.MERGED else str(fate)
