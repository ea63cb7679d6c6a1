"""A cat on the keyboard and the mouse: keys, clicks and drags by dice, and what must hold on the way."""

from __future__ import annotations

import logging
import random
import re
import traceback
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.app import App
from textual.geometry import Offset

from lattice.client import create_local, open_local
from lattice.sample import fill
from lattice.tui.app import LatticeApp
from lattice.tui.keys import KEYS, split_keys
from lattice.tui.screens.workbench import WorkbenchScreen
from lattice.workspaces import Registry
from tests.tui.driving import ADA, shown, until
from tests.tui.hand import click, drag, strike, wheel
from tests.tui.workbench.conftest import Bench

ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
#: Keys that end the session; they are tried by tests of their own.
LEFT_OUT = frozenset(["ctrl+q"])
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
SIZES = ((80, 24), (160, 45), (120, 36), (40, 10), (20, 5))
#: The third is the button of menus.
_BUTTONS = (1, 1, 1, 3)


class Trouble(AssertionError):
    """Something that must not be, with the way there."""


class Ledger(logging.Handler):
    """Keeps what is logged as a mistake: what a toast has scrolled away with is not forgotten."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.entries: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.entries.append(logging.Formatter().format(record))

    def __enter__(self) -> Ledger:
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)


async def sample(home: Path, place: Path) -> Path:
    """The sample workspace in the registry of `home`, the active one; as it is where it is there already."""
    path = place / "nordlys.lattice"
    if not path.exists():
        client = await create_local(path, name="nordlys", caller=ADA)
        await fill(client)
        await client.close()
    registry = Registry(home)
    found = next((entry.name for entry in registry.entries() if Path(entry.path) == path), None)
    if found is None:
        registry.open_file(path)
    else:
        registry.use(found)
    return path


@asynccontextmanager
async def opened(home: Path, size: tuple[int, int]) -> AsyncIterator[Bench]:
    """The workbench as it was left, whatever that was."""
    app = LatticeApp(home)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WorkbenchScreen) and app.screen.ready)
        yield Bench(pilot, app)


def draw_keys(dice: random.Random, count: int) -> list[str]:
    """Keys of the table half of the time, noise and ways out the other half."""
    pools: Sequence[Sequence[str]] = (BOUND, BOUND, BOUND, NOISE, (OUT, "enter"))
    keys = [dice.choice(dice.choice(pools)) for _ in range(count)]
    return ["space" if key == " " else key for key in keys]


def _somewhere(app: App[None], dice: random.Random) -> Offset:
    return Offset(dice.randrange(max(app.size.width, 1)), dice.randrange(max(app.size.height, 1)))


def _click(app: App[None], dice: random.Random) -> str:
    at, button, times = _somewhere(app, dice), dice.choice(_BUTTONS), dice.choice((1, 1, 2))
    for _ in range(times):
        click(app, at, button)
    return f"click{times}.{button} {at.x},{at.y}"


def _drag(app: App[None], dice: random.Random) -> str:
    start, end = _somewhere(app, dice), _somewhere(app, dice)
    end = dice.choice((end, Offset(end.x, start.y)))
    drag(app, start, end)
    return f"drag {start.x},{start.y}-{end.x},{end.y}"


def _wheel(app: App[None], dice: random.Random) -> str:
    at, down = _somewhere(app, dice), dice.random() < 0.5
    for _ in range(3):
        wheel(app, at, down=down)
    return f"wheel{'+' if down else '-'} {at.x},{at.y}"


async def step(bench: Bench, dice: random.Random, done: list[str]) -> None:
    """A few keys, with or without patience; or the mouse; or a terminal of another size."""
    kind = dice.random()
    if kind < 0.2:
        done.append(dice.choice((_click, _click, _click, _drag, _wheel))(bench.app, dice))
    elif kind < 0.21:
        wide, high = dice.choice(SIZES)
        done.append(f"resize {wide}x{high}")
        await bench.pilot.resize_terminal(wide, high)
    else:
        keys = draw_keys(dice, 5)
        done += keys
        if dice.random() < 0.5:
            await bench.press(*keys)
        for key in keys if dice.random() < 0.5 else ():
            done.append(key)
            strike(bench.app, key)
    await bench.pilot.pause()


async def walk(bench: Bench, seed: int, keys: int, ledger: Ledger) -> int:
    """That many keys, or fewer when one of them leads out; how many they were.

    No mistake is told or logged on the way and nothing drawn acts.
    """
    dice, done = random.Random(seed), list[str]()
    while len(done) < keys:
        told = len(ledger.entries)
        await step(bench, dice, done)
        trail = f"seed {seed}, key {len(done)}: … {' '.join(done[-40:])}"
        if ledger.entries[told:]:
            raise Trouble(f"{ledger.entries[told]}\n{trail}")
        if bench.app._exception is not None:
            raise Trouble("".join(traceback.format_exception(bench.app._exception)) + trail)
        if not bench.app.is_running:
            break  # the palette offers to quit
        if dice.random() < 0.75:
            continue  # drawing all of it costs as much as the keys
        text = "".join(s.text for strip in bench.app.screen._compositor.render_strips() for s in strip)
        if ACTING.search(text):
            raise Trouble(f"something acts on the terminal: {trail}")
    return len(done)


async def answers(bench: Bench) -> None:
    """However deep it was in dialogs, escapes lead out and the keys are shown when asked for."""
    app = bench.app
    if not app.is_running:
        return
    await bench.pilot.resize_terminal(120, 36)
    for _ in range(60):
        if len(app.screen_stack) <= 2:
            break
        await bench.press(OUT)
        await bench.pilot.pause()
    if len(app.screen_stack) > 2:
        raise Trouble(f"no way out of {app.screen_stack}, {vars(app.doors)}\n{shown(bench.pilot)}")
    await bench.press("f1")
    try:
        await until(bench.pilot, lambda: type(app.screen).__name__ == "HelpScreen")
    except AssertionError as error:
        raise Trouble(f"no help over {app.screen_stack}, {vars(app.doors)}") from error
    await bench.press(OUT)


async def ills(path: Path) -> list[object]:
    """What the doctor finds."""
    client = await open_local(path, caller=ADA)
    found: list[object] = [finding for finding in await client.check() if not finding.ok]
    await client.close()
    return found
