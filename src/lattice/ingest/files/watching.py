"""Keeps a folder in step: what comes, changes, moves and goes there is told to its rows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from lattice.client import Client
from lattice.ingest.files.adding import AddRules, FileProgress
from lattice.ingest.files.bringing import AT_ONCE, Bringing, each
from lattice.ingest.files.folders import Told as FolderTold
from lattice.ingest.files.folders import add_folder
from lattice.ingest.files.known import below_filter, by_path, known_files, known_of, thrown_away
from lattice.ingest.files.listening import Listening
from lattice.ingest.files.own import is_own_file
from lattice.ingest.files.places import Look, folder_of, is_gone, kept_path, look
from lattice.ingest.files.steps import Fate, FileLine, FolderReport
from lattice.ingest.files.walking import IGNORE_FILE, Ignored, walk
from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.values import now
from lattice.model.visible import visible

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits

#: Refusals that may pass: what was not done is tried again.
_PASSING = frozenset({"busy", "disk_full", "unwritable", "unreachable", "outcome_unknown"})
#: How long to wait before that, in seconds.
RETRY_S = 30.0
#: How long a file may go on changing until it is taken as it is at one moment, in seconds.
PATIENCE_S = 60.0
#: How long at most what is gone waits for what has come and is still being written, in seconds.
GRACE_S = 3.0


class WatchNote(msgspec.Struct, frozen=True):
    """One thing that a watcher did or noticed."""

    at: str
    """UTC."""
    text: str
    """In words, harmless to show."""
    line: FileLine | None = None
    """The file it is about."""
    report: FolderReport | None = None
    """Of a look at the whole folder: the first one, and later ones that found what was missed."""
    trouble: bool = False
    """Whether something could not be done; it is tried again."""


#: Told what a watcher did or noticed.
Report = Callable[[WatchNote], None]


async def watch_folder(
    client: Client,
    folder: Path | str,
    *,
    report: Report,
    store: bool = False,
    source: str = "",
    limits: ReadLimits | None = None,
    untrusted: bool | None = None,
    progress: FolderTold | None = None,
    rest_s: float = 0.4,
    look_again_s: float = 600,
    poll: bool = False,
) -> None:
    """Bring a folder in and keep it in step with the workspace, for ever, until this is cancelled.

    New and changed files are taken once they have rested for `rest_s` seconds (size and time as before),
    so that nothing half-written comes in; a renamed file keeps its row; one that is gone is `missing`, its
    row and text stay. A file whose row was deleted stays out until it changes. The whole folder is looked
    at anew every `look_again_s` seconds, for what the system did not tell; with `poll` that is every 2 s,
    for disks that tell nothing. Raises LatticeError as `add_folder` does, and `not_found` when the folder
    itself goes.
    """
    top = await asyncio.to_thread(folder_of, folder)
    rules = AddRules(store, source or f"folder {visible(kept_path(top))}", untrusted, limits)
    watcher = _Watcher(client, top, rules, report, rest_s)
    async with Listening(top, watcher.is_wanted, watcher.heard, polls=poll) as listening:
        if listening.polls and not poll:
            watcher.say(
                "The system watches no more folders: this one is looked through every 2 s.", trouble=True
            )
        await watcher.look_through(progress, is_first=True)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(listening.ended())
                group.create_task(watcher.run(look_again_s))
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None


class _Waiting(msgspec.Struct):
    """A path of which the system told something."""

    due: float
    """When to look at it, by the monotonic clock."""
    since: float
    seen: Look | None = None
    """How it looked last; None when it is to be looked at first."""


class _Watcher:
    """What is known of changes that are not dealt with yet."""

    def __init__(self, client: Client, folder: Path, rules: AddRules, report: Report, rest_s: float) -> None:
        self._client = client
        self._folder = folder
        self._rules = rules
        self._report = report
        self._rest_s = rest_s
        self._ignored = Ignored(folder)
        self._waiting: dict[Path, _Waiting] = {}
        self._woken = asyncio.Event()
        self._trouble = ""
        self._whole = False
        """Whether the whole folder has to be looked through."""

    def is_wanted(self, path: str) -> bool:
        """Whether a change there is of interest; asked in another thread."""
        ours = path in (str(self._folder), str(self._folder / IGNORE_FILE))
        return ours or not self._ignored.holds_below(path)

    def heard(self, places: list[Path]) -> None:
        """Take in what the system told."""
        at = time.monotonic()
        for place in places:
            if place == self._folder or place.name == IGNORE_FILE:
                self._whole = True
                continue
            since = self._waiting[place].since if place in self._waiting else at
            # a new one, so that whoever deals with the former knows that there is more to it
            self._waiting[place] = _Waiting(min(at + self._rest_s, since + PATIENCE_S), since)
        self._woken.set()

    def say(
        self,
        text: str,
        line: FileLine | None = None,
        report: FolderReport | None = None,
        *,
        trouble: bool = False,
    ) -> None:
        """Report something."""
        self._report(WatchNote(now(), text, line, report, trouble))

    async def run(self, look_again_s: float) -> None:
        """Deal with what was heard, for ever."""
        next_look = time.monotonic() + look_again_s
        while True:
            due = min([next_look, *(waiting.due for waiting in self._waiting.values())])
            await self._sleep_until(time.monotonic() if self._whole else due)
            try:
                if self._whole or time.monotonic() >= next_look:
                    self._whole = False
                    await self.look_through()
                    next_look = time.monotonic() + look_again_s
                await self._deal()
                self._trouble = ""
            except LatticeError as error:
                if error.code not in _PASSING:
                    raise
                self._try_later(error)

    async def _sleep_until(self, due: float) -> None:
        """Until then, or until more is heard that is due sooner."""
        self._woken.clear()
        try:
            async with asyncio.timeout(max(0.0, due - time.monotonic())):
                await self._woken.wait()
        except TimeoutError:
            return

    def _try_later(self, error: LatticeError) -> None:
        self._whole = False
        for waiting in self._waiting.values():
            waiting.due = max(waiting.due, time.monotonic() + RETRY_S)
        if self._trouble != str(error):
            self._trouble = str(error)
            self.say(f"{error} What is left is tried again in {RETRY_S:g} s.", trouble=True)

    async def look_through(self, progress: FolderTold | None = None, *, is_first: bool = False) -> None:
        """Bring the whole folder in step."""
        await asyncio.to_thread(self._check_folder)
        self._ignored = await asyncio.to_thread(Ignored, self._folder)
        rules = self._rules
        report = await add_folder(
            self._client,
            self._folder,
            store=rules.store,
            source=rules.source,
            limits=rules.limits,
            untrusted=rules.untrusted,
            progress=progress,
            thrown_away_too=False,
        )
        if is_first or report.lines:
            self.say(f"{visible(str(self._folder))} is in step: {report.total:,} files.", report=report)

    async def _deal(self) -> None:
        """Look at the paths that are due; bring in those that rest, and say which are gone."""
        at = time.monotonic()
        due = {place: waiting for place, waiting in self._waiting.items() if waiting.due <= at}
        if not due:
            return
        await asyncio.to_thread(self._check_folder)
        looks = await asyncio.to_thread(lambda: {place: _look_at(place) for place in due})
        rested: dict[Path, _Waiting] = {}
        gone: dict[Path, _Waiting] = {}
        for place, waiting in due.items():
            seen = looks[place]
            if isinstance(seen, Look):
                if waiting.seen == seen or at - waiting.since > PATIENCE_S:
                    rested[place] = waiting
                else:
                    waiting.seen, waiting.due = seen, at + self._rest_s
            elif seen is _What.GONE:
                gone[place] = waiting
            else:
                self._dealt_with(place, waiting)
                if seen is _What.FOLDER:
                    await self._enter(place)
        bringing = Bringing(self._client, self._folder, self._rules, new_id())
        await self._bring(bringing, rested)
        await self._lose(bringing, gone, at)

    def _check_folder(self) -> None:
        """Raise when the folder itself is gone: then nothing is known of what was in it."""
        if not self._folder.is_dir():
            raise LatticeError(
                "not_found",
                f"The folder {shown(self._folder)} that was watched is gone.",
                "Nothing was changed by that. Watch it again when it is back, or from where it is now.",
            )

    async def _enter(self, folder: Path) -> None:
        """What is in a folder that has come: the system may have told of the folder alone."""
        if self._ignored.holds(str(folder), is_folder=True):
            return
        try:
            found = await asyncio.to_thread(lambda: list(walk(self._folder, self._ignored, start=folder)))
        except LatticeError:
            return  # it is gone again, and that is told too
        at = time.monotonic()
        for file in found:
            if file.seen is not None and file.place not in self._waiting:
                self._waiting[file.place] = _Waiting(at + self._rest_s, at, file.seen)

    async def _bring(self, bringing: Bringing, rested: dict[Path, _Waiting]) -> None:
        async def one(item: tuple[Path, _Waiting]) -> None:
            place, waiting = item
            if waiting.seen is None or not await thrown_away(self._client, kept_path(place), waiting.seen):
                self._tell(await bringing.bring(place, _quietly))
            self._dealt_with(place, waiting)

        await each(iter(rested.items()), one, AT_ONCE, asyncio.Event())

    async def _lose(self, bringing: Bringing, gone: dict[Path, _Waiting], at: float) -> None:
        """Say what is gone, once all that has come is in: it may be the same under another name."""
        others = [waiting for place, waiting in self._waiting.items() if place not in gone]
        if any(waiting.since > at - GRACE_S for waiting in others):
            for waiting in gone.values():
                waiting.due = at + self._rest_s
            return
        for place, waiting in gone.items():
            row = await by_path(self._client, kept_path(place))
            known = [known_of(row)] if row is not None else []
            known += [known async for known in known_files(self._client, below_filter(place))]
            for one in known:
                if (line := await bringing.gone(one)) is not None:
                    self._tell(line)
            self._dealt_with(place, waiting)

    def _dealt_with(self, place: Path, waiting: _Waiting) -> None:
        """Forget a path, unless more was heard of it since it was looked at."""
        if self._waiting.get(place) is waiting:
            del self._waiting[place]

    def _tell(self, line: FileLine) -> None:
        if line.fate is not Fate.UNCHANGED:
            self.say(f"{line.fate} {line.name}{': ' if line.note else ''}{visible(line.note)}", line)


class _What(StrEnum):
    """What is at a path where no file is."""

    FOLDER = "folder"
    GONE = "gone"
    OTHER = "other"


def _look_at(place: Path) -> Look | _What:
    if place.is_symlink() or is_own_file(place):
        return _What.OTHER
    if place.is_dir():
        return _What.FOLDER
    try:
        return look(place)
    except LatticeError:
        return _What.GONE if is_gone(place) else _What.OTHER


def _quietly(_: FileProgress) -> None:
    pass
