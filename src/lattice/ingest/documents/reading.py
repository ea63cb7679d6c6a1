"""Starts the process that reads a document, bounds it, and hands over what it wrote."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from lattice.ingest.documents.limits import ReadLimits
from lattice.ingest.documents.records import NO_ROOM, Report, Written, cut_short, look_over, parts_in
from lattice.ingest.reader import shown, unreadable
from lattice.model.errors import LatticeError
from lattice.model.files import FileStatus, Part

_CHILD = "lattice.ingest.documents.child"
_DEFAULT = ReadLimits()


class Asked(msgspec.Struct, frozen=True):
    """What the process of a reader is told, beside the path."""

    name: str
    media_type: str
    limits: ReadLimits


class Reading:
    """What came of reading a document; it can be used until its `read_document` ends."""

    def __init__(self, report: Report, file: BinaryIO) -> None:
        self.media_type: str = report.media_type
        self.status: FileStatus = report.status or FileStatus.FAILED
        """`ready`, `no_text`, `partial` or `failed`."""
        self.error: str = report.error
        """Why text is missing, in words for people; empty when none is."""
        self.title: str = report.title
        self.details: dict[str, Any] = report.details
        self._file = file

    def parts(self) -> Iterator[Part]:
        """The text, part by part, from a temporary file; as often as wanted, one at a time."""
        return parts_in(self._file)


@asynccontextmanager
async def read_document(
    path: Path, *, name: str = "", media_type: str = "", limits: ReadLimits = _DEFAULT
) -> AsyncIterator[Reading]:
    """Read all of a document's text, in a process of its own that is ended when this is cancelled.

    `name` is what people call it, where the path does not say; `media_type` is what its source says it is,
    which counts less than its content. What cannot be read is a Reading with a status and an error.
    Raises LatticeError `not_found` or `invalid_file` when there is no file at `path` that may be opened.
    """
    import asyncio  # the process of the reader imports this module too, and has no loop

    path = await asyncio.to_thread(_checked, path)
    asked = Asked(_encodable(name or path.name), _encodable(media_type), limits)
    with _temporary_file() as file:
        yield Reading(await _report_of(path, asked, file), file)


async def _report_of(path: Path, asked: Asked, file: BinaryIO) -> Report:
    import asyncio

    try:
        exit_code = await _run(path, asked, file)
    except OSError as error:  # no process, no memory left for one
        words = f"The system could not start its reader ({error.strerror})."
        return Report(status=FileStatus.FAILED, error=words)
    written = await asyncio.to_thread(look_over, file)
    if written.report.status is None:
        return _cut_short(written, exit_code, asked.limits)
    return written.report


def _checked(path: Path) -> Path:
    """The absolute path, when it may be opened."""
    try:
        path = path.absolute()
        if not stat.S_ISREG(path.stat().st_mode):
            raise LatticeError("invalid_file", f"{shown(path)} is not a file.", "Name a file.")
        with path.open("rb"):
            return path
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:  # NUL in the path
        raise LatticeError("not_found", f"There is no file {shown(path)}.", "Check the path.") from None


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _temporary_file() -> BinaryIO:
    """A file without a name where the system has such: nothing is left, however the process ends."""
    try:
        return tempfile.TemporaryFile(prefix="lattice-")
    except OSError as error:
        raise LatticeError(
            "disk_full",
            f"No temporary file can be made for the text of a document ({error.strerror}).",
            "Make room in the folder for temporary files.",
        ) from None


async def _run(path: Path, asked: Asked, file: BinaryIO) -> int | None:
    """The exit status of the process, or None when it was ended because its time was over."""
    import asyncio

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-s", "-X", "utf8", "-m", _CHILD),
        *(os.fspath(path), msgspec.json.encode(asked).decode()),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=file,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
        cwd=path.anchor or None,
        start_new_session=True,  # no terminal to write to, and Ctrl+C is not for it
    )
    try:
        async with asyncio.timeout(asked.limits.seconds):
            return await process.wait()
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _environment() -> dict[str, str]:
    """Nothing of the person's but where this installation and temporary files are."""
    kept = {k: os.environ[k] for k in ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP") if k in os.environ}
    places = [os.path.abspath(place) for place in sys.path if place]
    return {**kept, "PYTHONPATH": os.pathsep.join(places)}


def _cut_short(written: Written, exit_code: int | None, limits: ReadLimits) -> Report:
    """The report in place of a process that could not write its own."""
    status = FileStatus.PARTIAL if written.parts else FileStatus.FAILED
    error = cut_short(_reason(exit_code, limits), written.parts, written.last_page)
    return msgspec.structs.replace(written.report, status=status, error=error)


def _reason(exit_code: int | None, limits: ReadLimits) -> str:
    if exit_code is None or exit_code in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGALRM", 0)):
        return f"Reading it takes longer than {limits.seconds:g} s"
    if exit_code == NO_ROOM:
        return "There is no room for its text in the folder for temporary files"
    if exit_code == -getattr(signal, "SIGKILL", 0):
        return "The system ended its reader, most likely because it needs too much memory"
    if exit_code < 0:
        name = signal.Signals(-exit_code).name if -exit_code in set(signal.Signals) else str(-exit_code)
        memory = f"{limits.memory_bytes // 1_000_000:,} MB"
        return f"Its reader crashed ({name}): it is damaged, or needs more memory than {memory}"
    return f"Its reader ended without a word (status {exit_code})"
