"""Everybody at once: editors, other people's changes, two keepers and a renderer lose no word."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import time
from pathlib import Path

import pytest

from lattice.actions import ListEvents, UpdateRow
from lattice.client import LocalClient, open_local
from lattice.context import ContextNote, NoteKind, keep_current, render
from lattice.context.manifest import sum_of
from lattice.context.tree import held
from lattice.model.context import ContextRules
from lattice.model.people import Caller
from tests.context.places import add, client, seq, tree

__all__ = ["client", "tree"]

RULES = ContextRules(pause_ms=20)
PEOPLE = 6


async def test_what_is_saved_while_a_page_is_about_to_be_replaced_stays(tmp_path: Path) -> None:
    async with held(tmp_path) as place:
        assert place.write("a.md", b"ours", ())
        (tmp_path / "a.md").write_bytes(b"theirs")
        assert not place.write("a.md", b"new", (sum_of(b"ours"),))
        assert (tmp_path / "a.md").read_bytes() == b"theirs"
        assert place.write("a.md", b"new", (sum_of(b"theirs"),))
        # an editor that empties a file is about to write it
        (tmp_path / "a.md").write_bytes(b"")
        assert not place.write("a.md", b"newer", (sum_of(b"new"),))


class Storm:
    """Words that were saved into pages, and those that an editor itself wrote over before they were taken."""

    def __init__(self, tree: Path, ids: list[str], dice: random.Random) -> None:
        self.words: list[str] = []
        self.overwritten: set[str] = set()
        self._tree = tree
        self._ids = ids
        self._dice = dice
        self._last: dict[str, str] = {}

    def save(self) -> None:
        """Edit a page as an editor or a script does."""
        row_id = self._dice.choice(self._ids)
        pages = (p for p in (self._tree / "tables/people").glob("p*-??????.md") if p.is_file())
        page = next((p for p in pages if f'id: "{row_id}"' in p.read_text()), None)
        if page is None:
            return
        text = page.read_text()
        word = f"word{len(self.words)}."
        last = self._last.get(row_id)
        if last is not None and last in text:
            self.overwritten.add(last)
        text = re.sub(r"(?m)^  city:.*$", f'  city: "{word}"', text)
        if self._dice.random() < 0.2:
            text = re.sub(r"(?m)^  name:.*$", f'  name: "P {word}"', text)
        self.words.append(word)
        self._last[row_id] = word
        if self._dice.random() < 0.5:
            page.write_text(text)
            return
        new = page.with_name(".new")
        new.write_text(text)
        new.rename(page)


async def _storm(client: LocalClient, folder: Path, tree: Path, seconds: float, seed: int) -> None:
    dice = random.Random(seed)
    ids = [await add(client, name=f"P{n}", city="x", age=0) for n in range(PEOPLE)]
    other = await open_local(folder / "w.lattice", caller=Caller(actor="human:bob", origin="api"))
    notes: list[ContextNote] = []
    keepers = [
        asyncio.create_task(keep_current(c, tree, RULES, report=notes.append)) for c in (client, other)
    ]
    storm = Storm(tree, ids, dice)
    until = time.monotonic() + seconds

    async def edits() -> None:
        while time.monotonic() < until:
            # a page may get another name between the look and the reading
            with contextlib.suppress(FileNotFoundError):
                await asyncio.to_thread(storm.save)
            await asyncio.sleep(dice.random() * 0.4)

    async def changes() -> None:
        while time.monotonic() < until:
            value = {"city": "theirs"} if dice.random() < 0.15 else {"age": dice.randrange(10**6)}
            await other.run(UpdateRow(table="people", id=dice.choice(ids), values=value))
            await asyncio.sleep(dice.random() * 0.3)

    async def passes() -> None:
        while time.monotonic() < until:
            await render(other, tree, RULES)
            await asyncio.sleep(dice.random() * 0.4)

    await asyncio.gather(edits(), changes(), passes())
    await _rest(client, notes)
    for keeper in keepers:
        keeper.cancel()
    await asyncio.gather(*keepers, return_exceptions=True)
    kept = "".join([p.read_text() for p in tree.rglob("*.md")])
    for row_id in ids:
        events = (await client.run(ListEvents(row_id=row_id, limit=1000))).value.events
        kept += "".join(str(event.after) for event in events)
    await other.close()
    assert storm.words
    assert [w for w in storm.words if w not in kept and w not in storm.overwritten] == []
    assert [n for n in notes if n.kind in (NoteKind.FAILED, NoteKind.UNREADABLE)] == []


async def _rest(client: LocalClient, notes: list[ContextNote]) -> None:
    """Wait until passes have come and gone without a change."""
    async with asyncio.timeout(60):
        while True:
            before = (await seq(client), len(notes))
            await asyncio.sleep(1.5)
            if (await seq(client), len(notes)) == before:
                return


async def test_a_storm_of_edits_and_changes_loses_no_word(
    client: LocalClient, tree: Path, tmp_path: Path
) -> None:
    await _storm(client, tmp_path, tree, 4, 5)


@pytest.mark.soak
async def test_a_long_storm_loses_no_word(client: LocalClient, tree: Path, tmp_path: Path) -> None:
    await _storm(client, tmp_path, tree, 120, random.randrange(10**9))
