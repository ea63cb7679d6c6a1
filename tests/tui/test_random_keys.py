"""Whatever is pressed, clicked and dragged, the workbench answers and loses nothing.

`LATTICE_SEED` begins the dice elsewhere, `LATTICE_KEYS` says how many keys the long walk presses in all.
"""

from __future__ import annotations

import gc
import os
import traceback
from pathlib import Path

import psutil
import pytest

from tests.tui.at_random import Ledger, answers, ills, opened, sample, walk

SEED = int(os.environ.get("LATTICE_SEED", "1"))
#: Keys of the walk that is always made.
SHORT = 40
#: Of the long walk: keys in all, and how many are pressed before it is left and opened again.
KEYS, STRETCH = int(os.environ.get("LATTICE_KEYS", "20000")), 1_000
#: The first stretches load what is loaded once; then memory may grow by so much.
WARM, GROWTH = 4, 0.2


@pytest.fixture(autouse=True)
def nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program of this machine is started, no browser, no editor."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("webbrowser.open", lambda url: True)


async def test_whatever_is_pressed_the_workbench_answers(home: Path, tmp_path: Path) -> None:
    path = await sample(home, tmp_path)
    with Ledger() as ledger:
        async with opened(home, (80, 24)) as bench:
            await walk(bench, SEED, SHORT, ledger)
            await answers(bench)
    assert not await ills(path)


@pytest.mark.soak
async def test_twenty_thousand_keys_and_clicks_leave_it_sound_and_no_bigger(
    home: Path, tmp_path: Path
) -> None:
    process = psutil.Process(os.getpid())
    found: list[str] = []
    grown: list[int] = []
    pressed = 0
    while pressed < KEYS:
        path = await sample(home, tmp_path)
        part = len(grown)
        with Ledger() as ledger:
            try:
                async with opened(home, ((80, 24), (160, 45))[part % 2]) as bench:
                    pressed += await walk(bench, SEED + part, min(KEYS - pressed, STRETCH), ledger)
                    await answers(bench)
            except Exception:  # noqa: BLE001 - one find must not hide the others
                pressed += STRETCH
                found.append(f"stretch {part}: {traceback.format_exc()}")
        found += [f"stretch {part}: {ill}" for ill in await ills(path)]
        gc.collect()
        grown.append(process.memory_info().rss)
    assert not found, "\n\n".join(found)
    assert len(grown) <= WARM or grown[-1] <= grown[WARM] * (1 + GROWTH), grown
