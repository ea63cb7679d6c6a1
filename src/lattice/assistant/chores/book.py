"""The book of what is due: it survives the end of the process, and one process at a time holds it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec

from lattice.assistant.chores.due import Job, Kind, joined
from lattice.places import unwritable, write_whole

#: Lines that are added before the book is written anew.
_MOST_LINES = 500
#: Events that are followed before it is written how far.
_EVENTS = 5_000


class _Page(msgspec.Struct, frozen=True):
    """How it stood when the book was written anew."""

    seq: int
    jobs: tuple[Job, ...]


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was done since."""

    group: str
    chore: str = ""
    """Empty when the job is over."""


class Book:
    """How far the log was followed, and what is due."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: int | None = None
        self._lines = 0
        self._is_dirty = False
        self._kept_seq = 0
        self._jobs: dict[tuple[Kind, str], Job] = {}
        self.seq = 0
        """Of the last event that was taken in."""
        self.is_fresh = True
        """Nothing was ever written: chores run here for the first time."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What is due, oldest first."""
        return tuple(self._jobs.values())

    def ready(self, now: float) -> Job | None:
        """What is next, at this time in seconds since 1970."""
        return next((job for job in self._jobs.values() if job.after <= now), None)

    def rest_s(self, now: float) -> float | None:
        """How long until something is ready, in seconds; None when nothing is due."""
        return max(0.0, min(job.after for job in self._jobs.values()) - now) if self._jobs else None

    # the lock

    def take(self) -> bool:
        """Take the book, and read it; False while another process has it. Raises `unwritable`."""
        import fcntl

        guard = self._path.with_name(f".{self._path.name}.held")
        try:
            guard.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(guard, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise unwritable(self._path, error) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._lock = handle
        self._read()
        return True

    def release(self) -> None:
        """Let another process have it."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    # what stands in it

    def _read(self) -> None:
        self._jobs, self.seq, self.is_fresh = {}, 0, True
        try:
            first, *lines = self._path.read_bytes().split(b"\n")
            page = msgspec.json.decode(first, type=_Page)
        except (OSError, ValueError):
            # a book that cannot be read is begun anew: nothing older is taken up
            return
        self.seq, self._kept_seq, self.is_fresh = page.seq, page.seq, False
        self._jobs = {(job.kind, job.id): job for job in page.jobs}
        groups = {job.group: key for key, job in self._jobs.items()}
        for text in lines:
            # the last line may have been cut off
            with contextlib.suppress(ValueError):
                line = msgspec.json.decode(text, type=_Line)
                if line.group in groups:
                    self._tick(groups[line.group], line.chore)

    def _tick(self, key: tuple[Kind, str], chore: str) -> None:
        job = self._jobs.get(key)
        if job is None:
            return
        if chore:
            self._jobs[key] = msgspec.structs.replace(job, done=(*job.done, chore))
        else:
            del self._jobs[key]

    def add(self, job: Job) -> None:
        """Something is due; it is kept with the next `write`."""
        key = job.kind, job.id
        known = self._jobs.get(key)
        self._jobs[key] = joined(known, job) if known else job
        self._is_dirty = True

    def write(self) -> None:
        """Write the book anew. Raises `unwritable`, `disk_full`."""
        write_whole(self._path, msgspec.json.encode(_Page(self.seq, self.jobs)) + b"\n")
        self._lines, self._kept_seq = 0, self.seq
        self.is_fresh = self._is_dirty = False

    def keep(self) -> None:
        """Write it if anything became due since."""
        if self._is_dirty:
            self.write()

    def follow(self, seq: int) -> None:
        """An event was taken in; that is written now and then, so that not all is read anew."""
        self.seq = seq
        if seq - self._kept_seq >= _EVENTS:
            self.write()

    def did(self, job: Job, chore: str) -> None:
        """One of its chores is done."""
        self._note(job, chore)

    def over(self, job: Job) -> None:
        """All that was due for it is done, or will not be done."""
        self._note(job, "")

    def drop_all(self) -> None:
        """Nothing is due any more."""
        if self._jobs:
            self._jobs = {}
            self.write()

    def _note(self, job: Job, chore: str) -> None:
        key = job.kind, job.id
        known = self._jobs.get(key)
        if known is None or known.group != job.group:
            return  # more has become due for it meanwhile
        self._tick(key, chore)
        self._lines += 1
        if self._lines > _MOST_LINES:
            self.write()
            return
        try:
            with open(self._path, "ab") as out:
                out.write(msgspec.json.encode(_Line(job.group, chore)) + b"\n")
        except OSError as error:
            raise unwritable(self._path, error) from error
