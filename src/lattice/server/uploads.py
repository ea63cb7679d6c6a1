"""Files on their way in: kept beside the data until they are whole, by workspace and member."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

from lattice.model.errors import LatticeError, Stage
from lattice.places import unwritable

#: What was begun and not gone on with for so long is removed, in seconds.
KEPT_S = 24 * 3600.0
#: That one was finished is remembered for so long, for clients that did not hear of it.
DONE_S = 3600.0
_SWEEP_S = 600.0
_READ = 1 << 20


class Upload:
    """One file of one member on its way in."""

    def __init__(self, path: Path, length: int) -> None:
        self.path = path
        self._done = path.with_suffix(".done")
        self.length = length

    @property
    def offset(self) -> int:
        """How many bytes are here; all of them when it was finished."""
        if self.finished:
            return self.length
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def finished(self) -> bool:
        """Whether it was taken in a while ago."""
        try:
            return int(self._done.read_text("ascii")) == self.length
        except (FileNotFoundError, ValueError):
            return False

    async def add(self, pieces: AsyncIterator[bytes]) -> None:
        """Write bytes behind those that are here; raises `too_large`, `unwritable`, `disk_full`."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as error:
            raise _not_written(error) from None
        try:
            size = os.fstat(handle).st_size
            async for piece in pieces:
                size += len(piece)
                if size > self.length:
                    raise LatticeError(
                        "too_large", "There came more bytes than were said.", stage=Stage.CONSTRAINTS
                    )
                try:
                    await asyncio.to_thread(os.write, handle, piece)
                except OSError as error:
                    raise _not_written(error) from None
        finally:
            os.close(handle)

    def digest(self) -> str:
        """SHA-256 of what is here, in lower-case hex. Blocks."""
        found = hashlib.sha256()
        for piece in self.chunks():
            found.update(piece)
        return found.hexdigest()

    def chunks(self) -> Iterator[bytes]:
        """What is here, in pieces. Blocks."""
        try:
            with self.path.open("rb") as file:
                while piece := file.read(_READ):
                    yield piece
        except FileNotFoundError:
            # nothing came, which is a file too
            return

    def finish(self) -> None:
        """It was taken in."""
        self.path.unlink(missing_ok=True)
        self._done.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._done.write_text(str(self.length), "ascii")

    def drop(self) -> None:
        """It was not what was said: begin anew."""
        self.path.unlink(missing_ok=True)


def _not_written(error: OSError) -> LatticeError:
    found = unwritable(Path("the file"), error)
    return LatticeError(found.code, "The server cannot keep the file now.", "Tell who keeps the server.")


class Uploads:
    """All that are on their way in; one request at a time for each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._busy: set[Path] = set()

    def one(self, workspace: str, principal: str, sha256: str, length: int) -> Upload:
        """A member's own upload of a content, begun or not."""
        member = hashlib.sha256(principal.encode()).hexdigest()[:20]
        return Upload(self._folder / workspace.lower() / member / f"{sha256}.part", length)

    @contextmanager
    def held(self, upload: Upload) -> Iterator[None]:
        """Hold an upload for one request; raises `conflict` when another one writes it."""
        if upload.path in self._busy:
            raise LatticeError("conflict", "This file is coming in already.", "Wait for the other upload.")
        self._busy.add(upload.path)
        try:
            yield
        finally:
            self._busy.discard(upload.path)

    async def sweep(self) -> None:
        """Remove what nobody goes on with, for ever."""
        while True:
            await asyncio.to_thread(self._sweep)
            await asyncio.sleep(_SWEEP_S)

    def _sweep(self) -> None:
        if not self._folder.is_dir():
            return
        at = time.time()
        for path in self._folder.rglob("*"):
            lasts = {".part": KEPT_S, ".done": DONE_S}.get(path.suffix)
            try:
                if lasts is not None and path.stat().st_mtime < at - lasts and path not in self._busy:
                    path.unlink()
            except OSError:
                # removed meanwhile
                continue
