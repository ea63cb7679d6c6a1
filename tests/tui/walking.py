"""Goes to a place of the workbench, presses what is offered there, and sees whether anything came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from textual.widgets import Input, OptionList, TextArea

from lattice.tui.keys import key_of, split_keys
from lattice.tui.possible import Possible, possible
from lattice.tui.screens.palette import Command, commands_of
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.drawn import Drawn
from lattice.tui.widgets.grid import Grid
from tests.tui.at_random import Ledger, Trouble
from tests.tui.places import Place
from tests.tui.workbench.conftest import Bench

#: Ends the session.
_LEFT_OUT = frozenset(["app.quit"])
#: How long anything may take to show, in seconds.
_SHOWS_S = 1.0
#: How often a place is gone to anew, and looked for each time.
_TRIES, _LOOKS = 4, 50


class Dead(NamedTuple):
    """What was offered, and came to nothing."""

    place: str
    what: str


def look(bench: Bench) -> object:
    """All that somebody sees or hears of the workbench; two are equal when nothing came of something."""
    app = bench.app
    screen = app.screen
    drawn = tuple(hash(tuple(strip)) for strip in screen._compositor.render_strips())
    focused = app.focused
    where = (focused.selection if isinstance(focused, TextArea) else None) or (
        focused.selection if isinstance(focused, Input) else None
    )
    return (tuple(map(id, app.screen_stack)), id(focused), where, len(app.said), id(app._clipboard), drawn)


class Walk:
    """One walk over places; what was tried is not tried again in the same kind of place."""

    def __init__(self, bench: Bench, ledger: Ledger, rows: dict[str, str]) -> None:
        self.bench = bench
        self.ledger = ledger
        self._rows = rows
        """Ids of a person and a file to be looked at."""
        self._there: tuple[str, object] = ("", None)
        self.tried: set[str] = set()
        """Names of keys that were pressed, of commands that were chosen."""
        self.dead: list[Dead] = []

    async def over(self, place: Place, wanted: Callable[[str], bool]) -> None:
        """Press every key, and choose every command, that is offered in a place and is `wanted` there."""
        await self.go(place)
        offered = possible(self.bench.app.screen)
        names = [p.id for p in offered if wanted(p.id)]
        names += [c.name for c in self._commands() if not c.keys and wanted(c.name)]
        for name in dict.fromkeys(names):
            if name not in _LEFT_OUT:
                await self._try(place, name)
        await self.back()

    def _commands(self) -> list[Command]:
        return commands_of(self.bench.app.screen)

    async def go(self, place: Place) -> None:
        """Go there, also from somewhere else."""
        bench = self.bench
        if self._there != (place.name, self._here()):
            for _ in range(_TRIES):
                # a dialog of what was tried before may come up only now
                await self.back()
                await self._lead(place)
                if await self._is_there(place):
                    break
            else:
                raise Trouble(f"never came: {place.name}, at {bench.app.screen}; said: {bench.app.said}")
            self._there = (place.name, self._here())
        self._to_the_middle()
        await bench.pilot.pause()

    async def _lead(self, place: Place) -> None:
        bench = self.bench
        await self._begin(place)
        await bench.pilot.pause()
        await bench.press(*place.keys)
        for command in self._commands() if place.command else ():
            if command.name == place.command:
                await bench.app.run_action(command.action, command.node)
        if place.then:
            await bench.pilot.pause(_SHOWS_S / 10)
            await bench.press(*place.then)

    async def _is_there(self, place: Place) -> bool:
        for _ in range(_LOOKS):
            await self.bench.pilot.pause(_SHOWS_S / 10)
            if type(self.bench.app.screen).__name__ == place.screen:
                return True
        return False

    async def _begin(self, place: Place) -> None:
        """Go where the keys that lead to a place are pressed."""
        await self.bench.screen.open_tab(self._tab(place.tab))

    def _here(self) -> object:
        app = self.bench.app
        return (tuple(map(id, app.screen_stack)), id(app.focused))

    def _tab(self, kind: TabKind) -> TabKey:
        bench = self.bench.screen.bench
        people = bench.find("people")
        assert people is not None
        if kind in (TabKind.TABLE, TabKind.ROW, TabKind.GRAPH):
            return TabKey(kind, people.id, self._rows["people"] if kind is not TabKind.TABLE else "")
        return TabKey(kind, row_id=self._rows["file"] if kind is TabKind.FILE else "")

    def _to_the_middle(self) -> None:
        """Where a step in every direction leads somewhere."""
        focused = self.bench.app.focused
        if isinstance(focused, Grid) and focused.row_count > 4 and len(focused.columns) > 2:
            focused.move_to(3, 1)
        elif isinstance(focused, OptionList) and focused.option_count > 3:
            focused.highlighted = 2
        elif isinstance(focused, Drawn) and len(focused.plan.spots) > 2:
            focused.go(list(focused.plan.spots)[1])

    async def _try(self, place: Place, name: str) -> None:
        await self.go(place)
        bench = self.bench
        found = next((p for p in possible(bench.app.screen) if p.id == name), None)
        command = None if found else next((c for c in self._commands() if c.name == name), None)
        if found is None and command is None:
            return  # what came before took it away
        self.tried.add(name)
        told, before = len(self.ledger.entries), look(bench)
        if found is not None:
            await bench.press(*_strokes(found))
        elif command is not None:
            await bench.app.run_action(command.action, command.node)
        if not await self._shows(before):
            self.dead.append(Dead(place.name, name))
        if self.ledger.entries[told:] or bench.app._exception is not None:
            raise Trouble(f"{name} in {place.name}: {self.ledger.entries[told:]}")

    async def _shows(self, before: object) -> bool:
        for wait in (0.0, 0.02, 0.1, 0.3, _SHOWS_S):
            await self.bench.pilot.pause(wait)
            if look(self.bench) != before:
                return True
        return False

    async def back(self) -> None:
        """Out of every question and every field."""
        bench = self.bench
        for _ in range(20):
            if len(bench.app.screen_stack) <= 2:
                break
            await bench.press("escape")
            await bench.pilot.pause()
        else:
            raise Trouble(f"escape does not lead out of {bench.app.screen}")


class FirstWalk(Walk):
    """One that begins at the welcome, where there is no workspace yet."""

    async def _begin(self, place: Place) -> None:
        """The welcome is what every way leads back to."""


def _strokes(found: Possible) -> Iterable[str]:
    return split_keys(key_of(found.id).keys)[0].split()
