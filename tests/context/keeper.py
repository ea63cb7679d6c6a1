"""A process that keeps a tree current and says what happens: `keeper.py FILE FOLDER`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from lattice.client import open_local
from lattice.context import ContextNote, NoteKind, keep_current
from lattice.model.context import ContextRules
from lattice.model.people import Caller


def say(note: ContextNote) -> None:
    """One line that is out before anything else happens."""
    if note.kind in (NoteKind.RENDERING, NoteKind.CURRENT):
        return
    sys.stdout.write(f"{note.kind} {note.path}\n")
    sys.stdout.flush()


async def main(file: Path, folder: Path) -> None:
    """Until killed."""
    client = await open_local(file, caller=Caller(actor="human:ada", origin="api"))
    await keep_current(client, folder, ContextRules(pause_ms=20), report=say)


asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
