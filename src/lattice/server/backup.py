"""Backups of the server whose folder or database is meant."""

from __future__ import annotations

import asyncio
from pathlib import Path

from lattice.engine.hosting import backup, embedded, restoring
from lattice.engine.hosting.backup import Backup
from lattice.server.running import make_folder

#: When the last backup was made, for the launch checklist; beside the server's settings.
LAST = "last-backup"


async def _url(folder: Path, database: str) -> str:
    make_folder(folder)
    return database or await asyncio.to_thread(embedded, folder)


async def back_up(folder: Path, database: str, path: Path) -> Backup:
    """Write everything of the server into a new file; see `engine.hosting.backup`."""
    made = await backup.back_up(await _url(folder, database), path)
    await asyncio.to_thread((folder / LAST).write_text, made.made_at, "ascii")
    return made


async def restore(folder: Path, database: str, path: Path) -> Backup:
    """Bring a backup into an empty server; see `engine.hosting.restoring`."""
    return await restoring.restore(await _url(folder, database), path, folder)
