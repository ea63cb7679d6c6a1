"""Who is here: says what is open on this screen, hears of the others, tells who comes and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.model.errors import LatticeError
from lattice.model.members import Presence
from lattice.model.values import now
from lattice.tui.words import handle
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen

#: How often it is said what is open here, in seconds; others forget it after three times that.
SAY_S = 15.0
#: How often others are looked for, in seconds.
LOOK_S = 5.0


class Company:
    """The people on one workbench, as far as they are here."""

    def __init__(self, screen: WorkbenchScreen) -> None:
        self._screen = screen
        self._where: str | None = None
        self._met = False
        """Whether those who are here were seen once: they did not come just now."""

    def begin(self) -> None:
        """Look around; where others can be, again and again."""
        screen = self._screen
        self._look()
        if screen.bench.client.standing().kind == "local":
            return
        self.moved()
        screen.set_interval(SAY_S, self._say)
        screen.set_interval(LOOK_S, self._look)

    def moved(self) -> None:
        """Another tab may be in front: say so when it is of another table."""
        screen = self._screen
        pane = screen.tabs.current
        table = screen.bench.table(pane.key.table_id) if pane is not None and pane.key.table_id else None
        where = table.name if table is not None and not table.native else ""
        if where != self._where and screen.ready:
            self._where = where
            self._say()

    def _say(self) -> None:
        async def say() -> None:
            await self._screen.bench.client.here(self._where or "")

        start(self._screen, say(), group="here", failed=_not_now)

    def _look(self) -> None:
        start(self._screen, self._read(), group="who", failed=_not_now)

    async def _read(self) -> None:
        screen = self._screen
        client = screen.bench.client
        if not client.standing().online:
            # nobody is heard of now, which is not that they left
            self._met, screen.bench.here = False, ()
            self._show()
            return
        people = await client.who()
        before, screen.bench.here = screen.bench.here, people
        if people != before:
            self._show()
            self._tell(before, people)
        self._met = True

    def _show(self) -> None:
        screen, bench = self._screen, self._screen.bench
        count = len({person.actor for person in bench.here})
        screen.sidebar.count_people(count or None)
        screen.top_bar.here = count if bench.client.standing().kind != "local" else 0
        screen.tabs.recount()
        screen.stream.show_here(bench.here)

    def _tell(self, before: tuple[Presence, ...], people: tuple[Presence, ...]) -> None:
        """Say who came and who went, of the others."""
        if not self._met:
            return
        me = self._screen.bench.actor
        were, are = {p.actor for p in before} - {me}, {p.actor for p in people} - {me}
        said = [f"{handle(actor)} is here now" for actor in sorted(are - were)]
        said += [f"{handle(actor)} left" for actor in sorted(were - are)]
        if said:
            self._screen.feed.say(", ".join(said), now())


def _not_now(_: LatticeError) -> None:
    """Whether one is connected is said in the top bar; who is here is asked again in a moment."""
