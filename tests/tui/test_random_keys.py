"""Somebody's cat on the keyboard: whatever is pressed, the workbench answers and loses nothing."""

from __future__ import annotations

import gc
import os
import random
import re
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest
from textual.geometry import Offset

from lattice.client import create_local, open_local
from lattice.sample import fill
from lattice.tui.keys import KEYS, split_keys
from lattice.workspaces import Registry
from tests.tui.driving import ADA, until
from tests.tui.workbench.conftest import Bench, workbench

ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
#: Keys that end the session or lend the terminal; they are tried by tests of their own.
LEFT_OUT = frozenset(["ctrl+q", "ctrl+e"])
BOUND: tuple[str, ...] = tuple(
    sorted({k for key in KEYS for keys in split_keys(key.keys) for k in keys.split()} - LEFT_OUT)
)
NOISE: tuple[str, ...] = (
    *"abcxyz019 []/$\\'\"%=<>~,.;:-_()ÆøÅ漢é\U0001f468",
    "backspace",
    "tab",
    "shift+tab",
)
#: A walk that never leaves a dialog would only ever try that one.
OUT = "escape"


async def sample(home: Path, place: Path) -> Path:
    """The sample workspace in the registry of `home`."""
    path = place / "nordlys.lattice"
    client = await create_local(path, name="nordlys", caller=ADA)
    await fill(client)
    await client.close()
    Registry(home).open_file(path)
    return path


def draw_keys(dice: random.Random, count: int) -> list[str]:
    """Keys of the table half of the time, noise and ways out the other half."""
    pools: Sequence[Sequence[str]] = (BOUND, BOUND, BOUND, NOISE, (OUT, "enter"))
    keys = [dice.choice(dice.choice(pools)) for _ in range(count)]
    return ["space" if key == " " else key for key in keys]


async def step(bench: Bench, dice: random.Random, done: list[str]) -> None:
    """A few keys, or one click somewhere, or a terminal of another size."""
    kind = dice.random()
    if kind < 0.04:
        size = bench.app.size
        at = Offset(dice.randrange(max(size.width, 1)), dice.randrange(max(size.height, 1)))
        done.append(f"click {at}")
        await bench.pilot.click(offset=at, times=dice.choice((1, 1, 2)))
    elif kind < 0.05:
        wide, high = dice.choice(((120, 36), (80, 24), (40, 10), (20, 5), (160, 50)))
        done.append(f"resize {wide}x{high}")
        await bench.pilot.resize_terminal(wide, high)
    else:
        keys = draw_keys(dice, 5)
        done += keys
        await bench.press(*keys)


async def walk(bench: Bench, seed: int, keys: int) -> None:
    """That many keys; no mistake is told on the way and nothing drawn acts."""
    dice, done = random.Random(seed), list[str]()
    while len(done) < keys:
        await step(bench, dice, done)
        trail = f"seed {seed}: … {done[-60:]}"
        assert bench.app._exception is None, trail
        assert bench.app.is_running, trail
        assert not bench.said("Something went wrong that should not"), f"{bench.app.said[-3:]} {trail}"
        text = "".join(s.text for strip in bench.app.screen._compositor.render_strips() for s in strip)
        assert not ACTING.search(text), trail


async def answers(bench: Bench) -> None:
    """However deep it was in dialogs, escapes lead out and the keys are shown when asked for."""
    await bench.pilot.resize_terminal(120, 36)
    for _ in range(60):
        if len(bench.app.screen_stack) <= 2:
            break
        await bench.press("escape")
        await bench.pilot.pause()
    await until(bench.pilot, lambda: len(bench.app.screen_stack) <= 2)
    await bench.press("f1")
    await until(bench.pilot, lambda: type(bench.app.screen).__name__ == "HelpScreen")
    await bench.press("escape")


async def ills(path: Path) -> list[object]:
    """What the doctor finds."""
    client = await open_local(path, caller=ADA)
    found: list[object] = [finding for finding in await client.check() if not finding.ok]
    await client.close()
    return found


@pytest.mark.parametrize("seed", [int(os.environ.get("LATTICE_SEED", "1"))])
async def test_whatever_is_pressed_the_workbench_answers(home: Path, tmp_path: Path, seed: int) -> None:
    path = await sample(home, tmp_path)
    async with workbench(home) as bench:
        await walk(bench, seed, int(os.environ.get("LATTICE_KEYS", "100")))
        await answers(bench)
    assert not await ills(path)


@pytest.mark.soak
async def test_twenty_thousand_keys_leave_it_sound_and_no_bigger(home: Path, tmp_path: Path) -> None:
    path = await sample(home, tmp_path)
    process = psutil.Process(os.getpid())
    seed = int(os.environ.get("LATTICE_SEED", "7"))
    sizes: list[int] = []
    for part in range(20):
        async with workbench(home) as bench:
            await walk(bench, seed + part, 1_000)
            await answers(bench)
        gc.collect()
        sizes.append(process.memory_info().rss)
    assert sizes[-1] - sizes[4] < 80_000_000, sizes
    assert not await ills(path)
