"""Pick a row by searching for it, and where that is open, its table and the name of the tie."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import ListRows, SearchText
from lattice.model.schema import Table
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.marked import MarkedList, Select
from lattice.tui.words import row_label, short_id, table_words
from lattice.tui.work import start

#: Rows that are offered; more are narrowed by typing on.
OFFERED = 50


class PickedRow(NamedTuple):
    """A row that was picked."""

    table: Table
    row_id: str
    """Empty when nothing is wanted in its place."""
    label: str
    name: str = ""
    """What the tie is to be called."""


class PickRow(Dialog[PickedRow | None]):
    """Type some words of the row; enter takes the one under the cursor."""

    BINDINGS = [
        bind("filter.next", "move(1)"),
        bind("filter.previous", "move(-1)"),
    ]

    def __init__(
        self, bench: Bench, title: str, table: Table | None, *, clearable: bool, named: bool
    ) -> None:
        super().__init__()
        self._bench = bench
        self._title = title
        self._fixed = table
        self._clearable = clearable
        self._named = named
        self._found: list[PickedRow] = []

    def compose(self) -> ComposeResult:
        """The table, the name of the tie, the words, what they find."""
        with Vertical(classes="dialog -tall") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "enter takes it · esc back"
            if self._fixed is None:
                tables = [(one_line(table_words(i.table.name), 40), i.table.id) for i in self._bench.known]
                yield Select(tables, value=tables[0][1], allow_blank=False, compact=True, id="pick-table")
            if self._named:
                yield Input(placeholder="name of the tie, or nothing", id="pick-name")
            yield Input(placeholder="type to search", id="pick-text")
            yield MarkedList(id="pick-rows", markup=False)
            yield Static("", classes="muted", id="pick-note")

    def on_mount(self) -> None:
        """The first rows, and the focus where one types."""
        self.query_one("#pick-text", Input).focus()
        self._look()

    @property
    def _table(self) -> Table | None:
        if self._fixed is not None:
            return self._fixed
        value = self.query_one("#pick-table", Select).value
        return self._bench.table(value) if isinstance(value, str) else None

    @on(Input.Changed, "#pick-text")
    @on(Select.Changed)
    def _look(self) -> None:
        table = self._table
        if table is not None:
            start(self, self._search(table, self.query_one("#pick-text", Input).value.strip()), group="pick")

    async def _search(self, table: Table, text: str) -> None:
        if text:
            hits = (
                await self._bench.run(SearchText(text=text, tables=(table.name,), limit=OFFERED))
            ).value.hits
            found = [PickedRow(table, hit.row_id, hit.label) for hit in hits]
        else:
            page = (await self._bench.run(ListRows(table=table.name, limit=OFFERED))).value
            found = [PickedRow(table, row.id, row_label(table, row)) for row in page.rows]
        if self._clearable and not text:
            found.append(PickedRow(table, "", "(none: leave it empty)"))
        self._found = found
        rows = self.query_one("#pick-rows", OptionList)
        rows.set_options(Option(_paint(picked)) for picked in found)
        rows.highlighted = 0 if found else None
        note = "" if found else f"Nothing in {table_words(table.name)} has these words."
        self.query_one("#pick-note", Static).update(Content(note))

    def action_move(self, by: int) -> None:
        """The cursor of the list, while the words keep the focus."""
        rows = self.query_one("#pick-rows", OptionList)
        if rows.option_count:
            rows.highlighted = ((rows.highlighted or 0) + by) % rows.option_count

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _take(self) -> None:
        at = self.query_one("#pick-rows", OptionList).highlighted
        if at is None or at >= len(self._found):
            return
        name = self.query_one("#pick-name", Input).value.strip() if self._named else ""
        self.dismiss(self._found[at]._replace(name=name))


def _paint(picked: PickedRow) -> Content:
    label = one_line(picked.label)
    tail = f"  {short_id(picked.row_id)}" if picked.row_id else ""
    return Content.assemble(label or "(no name)", (tail, "$text-muted"))


async def pick_row(
    app: App[Any],
    bench: Bench,
    title: str,
    table: Table | None = None,
    *,
    clearable: bool = False,
    named: bool = False,
) -> PickedRow | None:
    """A row of `table`, or of any table; None when the question was left."""
    return await app.push_screen_wait(
        PickRow(bench, one_line(title), table, clearable=clearable, named=named)
    )
