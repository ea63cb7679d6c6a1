"""A process that brings a folder in and says each file that is done: `importer.py WORKSPACE FOLDER`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from lattice.client import open_local
from lattice.ingest.files import FolderProgress, add_folder
from lattice.model.people import Caller


def say(words: str) -> None:
    """One line that is out before anything else happens."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def told(progress: FolderProgress) -> None:
    if progress.line is not None:
        say(f"{progress.line.fate} {progress.line.name}")


async def main(workspace: Path, folder: Path) -> None:
    client = await open_local(workspace, caller=Caller(actor="human:ada", origin="api"))
    try:
        report = await add_folder(client, folder, progress=told)
        say(f"end {report.counts.added} {report.counts.unchanged}")
    finally:
        await client.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
