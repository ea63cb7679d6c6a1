"""Keeping a tree current: both ways at once, without echo, one keeper at a time, through kills."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from lattice.actions import ListChanges, UpdateRow
from lattice.client import LocalClient
from lattice.context import ContextNote, NoteKind, keep_current, render, take_back
from lattice.model.context import ContextRules
from tests.context.places import add, client, get, rows, save, seq, tree
from tests.context.trees import the_page

__all__ = ["client", "tree"]

#: What is told of passes.
PASSES = (NoteKind.RENDERING, NoteKind.RENDERED, NoteKind.CURRENT)
RULES = ContextRules(pause_ms=20)
DEADLINE_S = 20.0
KEEPER = Path(__file__).with_name("keeper.py")


async def until(holds: Callable[[], Awaitable[bool]] | Callable[[], bool], what: str) -> None:
    """Wait until it holds."""
    try:
        async with asyncio.timeout(DEADLINE_S):
            while True:
                answer = holds()
                if answer if isinstance(answer, bool) else await answer:
                    return
                await asyncio.sleep(0.02)
    except TimeoutError:
        pytest.fail(f"{what}: not within {DEADLINE_S} s")


@asynccontextmanager
async def kept(
    client: LocalClient, tree: Path, rules: ContextRules = RULES
) -> AsyncIterator[list[ContextNote]]:
    """The tree while it is kept; what was told so far."""
    notes: list[ContextNote] = []
    task = asyncio.create_task(keep_current(client, tree, rules, report=notes.append))
    try:
        await until(lambda: {NoteKind.CURRENT, NoteKind.WAITING} & {n.kind for n in notes} != set(), "a pass")
        yield notes
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def heard(notes: list[ContextNote], kind: NoteKind) -> Callable[[], bool]:
    return lambda: any(note.kind is kind for note in notes)


def says(path: Path, words: str) -> Callable[[], bool]:
    return lambda: path.exists() and words in path.read_text(encoding="utf-8", errors="replace")


def city_is(client: LocalClient, row_id: str, city: str) -> Callable[[], Awaitable[bool]]:
    async def holds() -> bool:
        return bool((await get(client, row_id)).values["city"] == city)

    return holds


async def test_changes_go_out_and_edits_come_back(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London")
    async with kept(client, tree):
        page = the_page(tree, "ada")
        await client.run(UpdateRow(table="people", id=ada, values={"city": "Paris"}))
        await until(says(page, "Paris"), "the change on the page")
        page.write_text(page.read_text().replace("Paris", "Rome"))
        await until(city_is(client, ada, "Rome"), "the edit in the row")
        await until(says(page, "version: 3"), "the page with its new version")
        (tree / "tables/people/bob.md").write_text("# Bob\n")
        (tree / "inbox/eve.md").write_text("---\ntable: people\n---\n# Eve\n")
        await until(
            lambda: all(list((tree / "tables").rglob(f"{name}-*.md")) for name in ("bob", "eve")), "new pages"
        )
        assert sorted(r.values["name"] for r in await rows(client)) == ["Ada", "Bob", "Eve"]


async def test_each_edit_is_one_change_and_nothing_echoes(client: LocalClient, tree: Path) -> None:
    ids = [await add(client, name=f"P{n:02}", city="London") for n in range(12)]
    async with kept(client, tree) as notes:
        before = await seq(client)
        for n in range(12):
            page = the_page(tree, f"p{n:02}")
            page.write_text(page.read_text().replace("London", f"City {n}"))
        for n, row_id in enumerate(ids):
            await until(city_is(client, row_id, f"City {n}"), "every edit")
        # what comes after everything that was written till now has passed
        for city in ("Last", "Very last"):
            page = the_page(tree, "p00")
            await until(says(page, f'city: "{(await get(client, ids[0])).values["city"]}"'), "the page")
            page.write_text(page.read_text().replace("city: ", f'city: "{city}" # '))
            await until(city_is(client, ids[0], city), "the last edit")
        assert await seq(client) == before + 14
        told = [NoteKind.CHANGED] * 14
        await until(lambda: [n.kind for n in notes if n.kind not in PASSES] == told, "a word on each")


async def test_a_file_that_is_written_in_pieces_loses_nothing(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London", notes="x " * 500)
    async with kept(client, tree) as notes:
        page = the_page(tree, "ada")
        text = page.read_text().replace("London", "Paris")
        half = len(text) // 2
        with page.open("w") as file:
            file.write(text[:half])
            file.flush()
            await until(heard(notes, NoteKind.UNREADABLE), "a word on the half")
            file.write(text[half:])
        await until(city_is(client, ada, "Paris"), "the edit")
        await until(lambda: not list(tree.rglob("*.error.md")), "the error gone")
        assert (await get(client, ada)).values["notes"] == "x " * 500


async def test_editors_that_save_by_renaming_are_understood(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London")
    rules = ContextRules(pause_ms=20, delete=True)
    async with kept(client, tree, rules):
        page = the_page(tree, "ada")
        text = page.read_text()
        page.rename(page.with_name(page.name + "~"))
        page.with_name("4913").touch()
        page.with_name("4913").unlink()
        new = page.with_name(f".{page.name}.tmp")
        new.write_text(text.replace("London", "Paris"))
        new.rename(page)
        await until(city_is(client, ada, "Paris"), "the edit")
        await until(says(page, "version: 2"), "the page")
    assert (await get(client, ada)).deleted_at is None
    assert len(await rows(client)) == 1


@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not here")
async def test_vim_edits_a_page(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London")
    async with kept(client, tree):
        page = the_page(tree, "ada")
        command = ["vim", "-es", "-u", "NONE", "-c", "%s/London/Paris/", "-c", "wq", str(page)]
        editor = await asyncio.create_subprocess_exec(
            *command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        async with asyncio.timeout(DEADLINE_S):
            await editor.wait()
        await until(city_is(client, ada, "Paris"), "the edit")
        await until(says(page, "version: 2"), "the page")
    assert len(await rows(client)) == 1


async def test_a_tree_that_is_taken_away_comes_back_and_is_watched_again(
    client: LocalClient, tree: Path
) -> None:
    ada = await add(client, name="Ada", city="London")
    async with kept(client, tree, ContextRules(pause_ms=20, delete=True)):
        tree.rename(tree.with_name("elsewhere"))
        await until(lambda: bool(list(tree.rglob("ada-*.md"))), "the tree again")
        page = the_page(tree, "ada")
        page.write_text(page.read_text().replace("London", "Paris"))
        await until(city_is(client, ada, "Paris"), "the edit")
    assert (await get(client, ada)).deleted_at is None


async def test_one_keeps_a_tree_and_another_takes_over(client: LocalClient, tree: Path) -> None:
    ada = await add(client, name="Ada", city="London")
    async with kept(client, tree):
        second: list[ContextNote] = []
        task = asyncio.create_task(keep_current(client, tree, RULES, report=second.append))
        await until(heard(second, NoteKind.WAITING), "the second stands by")
        page = the_page(tree, "ada")
        page.write_text(page.read_text().replace("London", "Paris"))
        await until(says(page, "version: 2"), "the first takes the edit")
        assert [note.kind for note in second] == [NoteKind.WAITING]
    page.write_text(page.read_text().replace("Paris", "Rome"))
    await until(city_is(client, ada, "Rome"), "the second takes the edit")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (await get(client, ada)).version == 3


@asynccontextmanager
async def process(folder: Path, tree: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that keeps the tree; it is killed at the end."""
    found = await asyncio.create_subprocess_exec(
        sys.executable, str(KEEPER), str(folder / "w.lattice"), str(tree), stdout=subprocess.PIPE
    )
    try:
        yield found
    finally:
        if found.returncode is None:
            found.kill()
        await found.wait()


async def line(found: asyncio.subprocess.Process) -> str:
    """What it says next."""
    assert found.stdout is not None
    async with asyncio.timeout(DEADLINE_S):
        return (await found.stdout.readline()).decode().strip()


async def test_a_keeper_that_is_killed_is_followed_by_the_one_that_stands_by(
    client: LocalClient, tree: Path, tmp_path: Path
) -> None:
    ada = await add(client, name="Ada", city="London")
    async with process(tmp_path, tree) as first:
        assert await line(first) == "rendered"
        async with process(tmp_path, tree) as second:
            assert await line(second) == "waiting"
            page = the_page(tree, "ada")
            first.kill()
            await first.wait()
            page.write_text(page.read_text().replace("London", "Paris"))
            assert await line(second) == f"changed {page.relative_to(tree).as_posix()}"
    assert (await get(client, ada)).values["city"] == "Paris"


async def _killed_at_any_moment(client: LocalClient, tree: Path, folder: Path, times: int, seed: int) -> None:
    dice = random.Random(seed)
    ids = [await add(client, name=f"P{n}", city="x", notes="n") for n in range(6)]
    await render(client, tree, RULES)
    wanted: dict[str, str] = {}
    added = 0
    for round_ in range(times):
        async with process(folder, tree) as keeper:
            for n, row_id in enumerate(ids):
                page = the_page(tree, f"p{n}")
                text = page.read_text()
                now = next(part for part in text.split("\n") if part.strip().startswith("city:"))
                wanted[row_id] = f"{round_}.{n}"
                new = page.with_name(".new")
                new.write_text(text.replace(now, f'  city: "{wanted[row_id]}"'))
                new.rename(page)
            for place in (f"inbox/n{round_}.md", f"tables/people/t{round_}.md"):
                text = f"---\n{'table: people' if 'inbox' in place else 'age: 1'}\n---\n# N{round_} {place}\n"
                save(tree / place, text)
                added += 1
            if dice.random() < 0.8:
                await line(keeper)
            waiting = asyncio.create_task(keeper.wait())
            await asyncio.wait([waiting], timeout=dice.uniform(0.0, 0.3))
            keeper.kill()
            await waiting
        # the next run puts it right
        for _ in range(2):
            await take_back(client, tree, RULES)
            await render(client, tree, RULES)
        assert {i: (await get(client, i)).values["city"] for i in ids} == wanted
        assert len(await rows(client)) == len(ids) + added
        assert not list(tree.rglob("*.error.md"))
        assert not list(tree.rglob("*.conflict.md"))
        for n, row_id in enumerate(ids):
            assert f'city: "{wanted[row_id]}"' in the_page(tree, f"p{n}").read_text()
    changes = (await client.run(ListChanges(limit=1000))).value.changes
    updates = [change for change in changes if change.action == "row.update"]
    assert len(updates) == times * len(ids)


async def test_kill_9_at_any_moment_loses_no_edit_and_takes_none_twice(
    client: LocalClient, tree: Path, tmp_path: Path
) -> None:
    await _killed_at_any_moment(client, tree, tmp_path, 5, 7)


@pytest.mark.soak
async def test_kill_9_at_many_moments(client: LocalClient, tree: Path, tmp_path: Path) -> None:
    await _killed_at_any_moment(client, tree, tmp_path, 80, int.from_bytes(os.urandom(4)))
