"""What narrows the history down: a table, one of its rows, somebody, a stretch of time."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Button

from lattice.actions import ListChanges, ListMembers
from lattice.model.errors import LatticeError
from lattice.tui.bench import Bench
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.asking import ask_text
from lattice.tui.screens.pick_row import pick_row
from lattice.tui.widgets.history import spans
from lattice.tui.widgets.marked import Select
from lattice.tui.words import handle, short_id, table_words
from lattice.tui.work import start

#: Stands for no choice, and for a stretch of time that is to be written.
_EVERY, _WRITE = "", "\0"
#: Cells of a row's name on its button.
_ROW_CELLS = 18


class HistoryFilters(Horizontal):
    """A line of choices; what is chosen is kept by its names in `kept`."""

    class Changed(Message):
        """Something else is wanted."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(classes="filters")
        self._bench = bench
        self._actors: list[str] = []
        self._listed: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._asked_members = False
        self._label = ""
        self.kept: dict[str, str] = {}
        """What is chosen: `table` (its name), `row` (its id), `actor`, `when`; what is not there is open."""

    def compose(self) -> ComposeResult:
        """Three lists and a button."""
        yield Select([("all tables", _EVERY)], value=_EVERY, allow_blank=False, compact=True, id="of-table")
        yield Button("any row", compact=True, id="of-row")
        yield Select([("everyone", _EVERY)], value=_EVERY, allow_blank=False, compact=True, id="of-actor")
        yield Select(
            self._times(), value=self.kept.get("when", ""), allow_blank=False, compact=True, id="of-time"
        )

    @property
    def asked(self) -> ListChanges:
        """What is wanted."""
        since, until = spans.span(self.kept.get("when", ""))
        return ListChanges(
            table=self.kept.get("table"),
            row_id=self.kept.get("row"),
            actor=self.kept.get("actor"),
            since=since,
            until=until,
        )

    def take_back(self, kept: dict[str, str]) -> None:
        """Take what was chosen when it was left."""
        known = {name: kept[name] for name in ("table", "row", "actor", "when", "label") if kept.get(name)}
        if spans.problem(known.get("when", "")):
            del known["when"]
        self._label = known.pop("label", "")
        self.kept = known

    def keep(self) -> dict[str, str]:
        """What to hand to `take_back` the next time."""
        return {**self.kept, **({"label": self._label} if "row" in self.kept else {})}

    def fill(self, actors: list[str]) -> None:
        """Offer the tables that there are, and the actors known so far."""
        for actor in (*actors, *([self.kept["actor"]] if "actor" in self.kept else ())):
            if actor not in self._actors:
                self._actors.append(actor)
        if not self._asked_members:
            self._asked_members = True
            start(self, self._members(), group="members")
        names = tuple(info.table.name for info in self._bench.known)
        if self.kept.get("table") not in (None, *names) and names:
            # renamed or dropped since
            self._put("table", "")
            self._put("row", "")
        if (names, tuple(self._actors)) != self._listed:
            self._listed = (names, tuple(self._actors))
            tables = [("all tables", _EVERY), *((one_line(table_words(n), 30), n) for n in names)]
            self._offer("of-table", tables, "table")
            self._offer("of-actor", [("everyone", _EVERY), *((handle(a), a) for a in self._actors)], "actor")
        self._name_row()

    async def _members(self) -> None:
        try:
            members = (await self._bench.run(ListMembers())).value.members
        except LatticeError:
            # those who did something are found in what they did
            return
        self.fill([member.id for member in members])

    def _offer(self, id: str, options: list[tuple[str, str]], name: str) -> None:
        select: Select[str] = self.query_one(f"#{id}", Select)
        with self.prevent(Select.Changed):
            select.set_options(options)
            held = self.kept.get(name, _EVERY)
            select.value = held if held in [value for _, value in options] else _EVERY

    def _times(self) -> list[tuple[str, str]]:
        held = self.kept.get("when", "")
        own = [] if held in spans.SPANS else [(held, held)]
        return [*((words, name) for name, words in spans.SPANS.items()), *own, ("from … to …", _WRITE)]

    def _name_row(self) -> None:
        label = (
            f"× {fit_cells(one_line(self._label), _ROW_CELLS).rstrip()}" if "row" in self.kept else "any row"
        )
        button = self.query_one("#of-row", Button)
        button.label = Content(label)
        button.disabled = not self._bench.known

    def _put(self, name: str, value: str) -> None:
        if value:
            self.kept[name] = value
        else:
            self.kept.pop(name, None)

    @on(Select.Changed)
    def _on_choice(self, event: Select.Changed) -> None:
        event.stop()
        value = event.value if isinstance(event.value, str) else _EVERY
        name = {"of-table": "table", "of-actor": "actor", "of-time": "when"}[event.select.id or ""]
        if value == _WRITE:
            start(self, self._write_span(), group="span", opens=True)
            return
        if value == self.kept.get(name, ""):
            return
        self._put(name, value)
        if name == "table":
            self._put("row", "")
        self._name_row()
        self.post_message(self.Changed())

    async def _write_span(self) -> None:
        held = self.kept.get("when", "")
        text = await ask_text(
            self.app,
            "When",
            spans.HOW,
            value="" if held in spans.SPANS else held,
            check=spans.problem,
            yes="Show",
        )
        self._put("when", held if text is None else text.strip())
        self._offer("of-time", self._times(), "when")
        if text is not None:
            self.post_message(self.Changed())

    @on(Button.Pressed, "#of-row")
    def _on_row(self, event: Button.Pressed) -> None:
        event.stop()
        if "row" not in self.kept:
            start(self, self._pick(), group="pick", opens=True)
            return
        self._put("row", "")
        self._name_row()
        self.post_message(self.Changed())

    async def _pick(self) -> None:
        table = self._bench.find(self.kept.get("table", ""))
        picked = await pick_row(self.app, self._bench, "History of", table)
        if picked is None or not picked.row_id:
            return
        self._label = picked.label or short_id(picked.row_id)
        self._put("table", picked.table.name)
        self._put("row", picked.row_id)
        self._offer(
            "of-table",
            [("all tables", _EVERY), *((one_line(table_words(n), 30), n) for n in self._listed[0])],
            "table",
        )
        self._name_row()
        self.post_message(self.Changed())
