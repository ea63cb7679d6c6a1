"""Whatever is offered does something: each key and command, in each place, on the sample workspace."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from lattice.actions import ListRows
from lattice.tui.app import LatticeApp
from lattice.tui.screens.welcome import WelcomeScreen
from lattice.tui.session import TabKind
from tests.tui.at_random import Ledger, opened, sample
from tests.tui.driving import until
from tests.tui.places import PLACES, WELCOMES, Place
from tests.tui.walking import FirstWalk, Walk
from tests.tui.workbench.conftest import Bench

#: Leaves the welcome for good.
LEAVES = "welcome.sample"


#: In which places the short walk presses keys of which group.
SHORT = {
    "history": "history",
    "the trash": "trash",
    "home": "home",
}
#: What rightly shows nothing in some place: what it asks for is so already, or is out of sight.
IS_SO = frozenset(
    {
        *("list.first", "list.up", "grid.first", "viewer.first", "graph.up", "graph.left"),
        *("home.left", "edge.reset", "edge.next", "viewer.up", "viewer.left", "viewer.right"),
        *("history.filter", "sql.previous", "sql.next", "sql.back", "sql.all"),
        "history.more",  # what it reads stands below
        "filter.previous",  # there is none before the first
        *("list.down", "list.last"),  # of one entry
        "workbench.home",  # it is there
        *(
            "composer.older",
            "composer.newer",
            "composer.back",
            "composer.unattach",
        ),  # nothing was said, is offered or attached
    }
)


@asynccontextmanager
async def ready(home: Path, ledger: Ledger, size: tuple[int, int]) -> AsyncIterator[Walk]:
    """A walk over the sample workspace, as it is opened for the first time."""
    shutil.rmtree(home / "state", ignore_errors=True)
    async with opened(home, size) as bench:
        people = (await bench.client.run(ListRows(table="people", limit=6))).value.rows
        files = (await bench.client.run(ListRows(table="_files", limit=6))).value.rows
        yield Walk(bench, ledger, {"people": people[4].id, "file": files[0].id})


async def test_the_keys_of_the_panes_do_something(home: Path, tmp_path: Path) -> None:
    await sample(home, tmp_path)
    with Ledger() as ledger:
        async with ready(home, ledger, (100, 32)) as walk:
            for place in PLACES:
                group = SHORT.get(place.name)
                if group is not None:
                    await walk.over(place, lambda name, group=group: name.startswith(f"{group}."))
            assert [dead for dead in walk.dead if dead.what not in IS_SO] == []
            assert len(walk.tried) > 9


@asynccontextmanager
async def first(home: Path, ledger: Ledger) -> AsyncIterator[FirstWalk]:
    """A walk over the welcome."""
    app = LatticeApp(home)
    async with app.run_test(size=(100, 32), notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        yield FirstWalk(Bench(pilot, app), ledger, {})


async def test_the_ways_in_lead_somewhere(home: Path) -> None:
    with Ledger() as ledger:
        async with first(home, ledger) as walk:
            ways = ("welcome.create", "welcome.join", "welcome.open")
            await walk.over(WELCOMES[0], lambda name: name in ways)
            assert walk.tried == set(ways)
            assert walk.dead == []


@pytest.mark.soak
@pytest.mark.parametrize("place", WELCOMES, ids=lambda place: place.name)
async def test_every_key_before_there_is_a_workspace_does_something(home: Path, place: Place) -> None:
    with Ledger() as ledger:
        async with first(home, ledger) as walk:
            await walk.over(place, lambda name: name != LEAVES)
            assert [dead for dead in walk.dead if dead.what not in IS_SO] == []


async def _is_so(walk: Walk, place: Place) -> Callable[[str], bool]:
    """What rightly shows nothing in a place of the workbench."""
    people = walk.bench.screen.bench.find("people")
    assert people is not None
    # opens the tab that is in front, or what is open in it
    there = {f"open.{people.id}" if place.tab is TabKind.TABLE else f"open.{place.tab.value}"}
    there |= {
        "history of a row": {"row.history"},
        "a table that shows no rows": {"looking.only_empty"},  # it asks for that already
    }.get(place.name, set())
    # of the sample there is one file, and two artifacts, and a group may have one row: a step leads nowhere
    few = ("grid.up", "grid.down", "grid.left", "grid.last", "grid.page_", "grid.extend_")
    one_row = place.tab in (TabKind.FILES, TabKind.ARTIFACTS) or place.name == "a column among groups"
    short: tuple[str, ...] = few if one_row else ()
    if place.name == "a table that shows no rows":
        short = (*few, "grid.right", "grid.first", "grid.last", "grid.select_none")
    return lambda what: what in IS_SO or what in there or what.startswith(short)


@pytest.mark.soak
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
async def test_every_key_and_command_does_something(home: Path, tmp_path: Path, place: Place) -> None:
    await sample(home, tmp_path)
    with Ledger() as ledger:
        async with ready(home, ledger, (120, 36)) as walk:
            await walk.over(place, lambda name: True)
            rightly = await _is_so(walk, place)
            assert [dead for dead in walk.dead if not rightly(dead.what)] == []
