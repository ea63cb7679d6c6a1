"""The bytes of a file to a path: asked for, written whole or not at all."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.files import File
from lattice.tui.screens.ask_path import PathDialog
from lattice.tui.screens.dialogs import Confirm, ErrorDialog
from lattice.tui.screens.working import Progress, Working
from lattice.tui.words import size_words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class AskTarget(PathDialog):
    """Where a file is to be written; asks before it takes the place of another."""

    def __init__(self, title: str, note: str, value: str) -> None:
        super().__init__(title, note, "Save", value=value)

    def accept(self, path: str) -> None:
        """Only a file in a folder that is there is taken."""
        if not path:
            self.say("Type the path of the file to write.")
            return
        target = Path(os.path.abspath(path))
        if target.is_dir():
            self.say(f"{target} is a folder; type the name of a file in it.")
        elif not target.parent.is_dir():
            self.say(f"There is no folder {target.parent}.")
        elif target.exists():
            text = f"{target}\nWhat is in it now would be lost."
            self.app.push_screen(
                Confirm("Replace the file?", text, "Replace"), lambda sure: self._done(target, sure)
            )
        else:
            self._done(target, True)

    def _done(self, target: Path, sure: bool | None) -> None:
        if sure:
            self.dismiss(target)


async def save_file(app: App[Any], client: Client, file: File) -> None:
    """Ask where to, and write the file's bytes there; says what was written."""
    name = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "-" for c in file.name).strip(". ")
    note = f"{size_words(file.size)}, as they were brought in." if file.size else "Its bytes."
    target = await app.push_screen_wait(AskTarget("Save a file", note, str(Path.cwd() / (name or "file"))))
    if target is None:
        return
    # httpx and the readers: not before they are needed
    from lattice.ingest.files import original_bytes

    async def job(progress: Progress) -> int:
        return await _write(original_bytes(client, file), target, file.size, progress)

    answer = await app.push_screen_wait(Working(f"Saving {file.label}", job))
    if answer is None:
        app.notify("Stopped. No file was written.")
    elif isinstance(answer, LatticeError):
        await app.push_screen_wait(ErrorDialog("It was not saved", answer))
    else:
        app.notify(f"{size_words(answer)} written to {target}.")


async def _write(chunks: AsyncIterator[bytes], target: Path, size: int, progress: Progress) -> int:
    """Write a file that appears when it is complete; how many bytes. Raises LatticeError."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:60]}.", dir=target.parent)
    except OSError as error:
        raise _unwritable(target, error) from None
    part, written = Path(name), 0
    try:
        with os.fdopen(handle, "wb") as out:
            async for chunk in chunks:
                out.write(chunk)
                written += len(chunk)
                progress.part = written / size if size else None
                progress.note = size_words(written)
        await asyncio.to_thread(_give, part, target)
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        await asyncio.to_thread(part.unlink, missing_ok=True)
    return written


def _give(part: Path, target: Path) -> None:
    """Put a file that is complete in its place, with the rights that others get."""
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o666 & ~mask)
    part.replace(target)


def _unwritable(target: Path, error: OSError) -> LatticeError:
    return LatticeError(
        "unwritable", f"{target} cannot be written: {error.strerror}.", "Choose another place."
    )
