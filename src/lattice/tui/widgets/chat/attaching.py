"""Files beside what is being written: pastes that are too long to write, paths, pictures."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from lattice.model.chat import AttachmentBlock
from lattice.model.errors import LatticeError
from lattice.model.rows import Row
from lattice.tui.widgets.path_input import clean_path

if TYPE_CHECKING:
    from lattice.tui.widgets.chat.pane import ChatPane


async def paste(pane: ChatPane, text: object) -> None:
    """A long paste becomes a file. Raises LatticeError."""
    from lattice.ingest.files import add_text

    words = str(text)
    name = f"pasted text ({len(words):,} characters)"
    composer = pane.composer
    composer.attach(composer.attached, coming=name)
    try:
        kept = await add_text(pane.bench.client, words)
    finally:
        composer.attach(composer.attached)
    composer.attach((*composer.attached, _block(kept.row, name)))


async def attach(pane: ChatPane, path: object) -> None:
    """A file by its path; asks for one when none is named. Raises LatticeError."""
    from lattice.ingest.files import add_path

    where = clean_path(str(path)) if path else await _asked(pane)
    if not where:
        return
    place = Path(where)
    if await asyncio.to_thread(place.is_dir):
        raise LatticeError("invalid_file", f"{place} is a folder.", "i in the workbench brings folders in.")
    composer = pane.composer
    composer.attach(composer.attached, coming=place.name)
    try:
        # a copy is kept: what was said must be there when it is read again
        kept = await add_path(pane.bench.client, place, store=True)
    finally:
        composer.attach(composer.attached)
    composer.attach((*composer.attached, _block(kept.row, place.name)))


async def _asked(pane: ChatPane) -> str:
    from lattice.tui.screens.ask_path import AskPath

    answer = await pane.app.push_screen_wait(AskPath("Attach a file", "A path", "Attach"))
    return str(answer or "")


def _block(row: Row, name: str) -> AttachmentBlock:
    return AttachmentBlock(row.id, name, str(row.values.get("media_type") or ""))
