"""What is exported, as what, and where to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Checkbox, Input, Static

from lattice.ingest.export import ExportFormat
from lattice.ingest.portion import EVERYTHING, Portion
from lattice.ingest.writers.opening import SUFFIXES
from lattice.model.schema import Table
from lattice.tui.app import LatticeApp
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Confirm, Dialog
from lattice.tui.screens.policy import Tick
from lattice.tui.widgets.marked import Select
from lattice.tui.widgets.path_input import PathInput
from lattice.tui.widgets.ticks import Item, Ticks


class ExportWish(NamedTuple):
    """An export as it is asked for."""

    table: str
    format: ExportFormat
    path: Path
    portion: Portion


class ExportScreen(Dialog[ExportWish | None]):
    """Asks for table, format, rows, columns and path; answers them when they can be used."""

    CSS_PATH = "../styles/export.tcss"
    BINDINGS = [bind("edit.save", "accept", show=True)]
    HELP = "Writes rows of a table to a file. It begins with what was on the screen: rows, order, columns."

    app = getters.app(LatticeApp)
    path = getters.query_one(PathInput)
    where = getters.query_one("#export-where", Input)
    ticks = getters.query_one(Ticks)

    def __init__(self, tables: tuple[Table, ...], table: str, portion: Portion = EVERYTHING) -> None:
        """`portion` is of `table`; another table that is chosen begins with all of it."""
        super().__init__()
        self._tables = {known.name: known for known in tables}
        self._table = table if table in self._tables else tables[0].name
        self._portion = portion

    def compose(self) -> ComposeResult:
        """A field for each thing to decide."""
        portion = self._portion
        with Vertical(classes="dialog", id="export") as box:
            box.border_title = "Export"
            box.border_subtitle = "^s export · esc back"
            with VerticalScroll(id="export-fields", can_focus=False):
                with Horizontal(classes="pair"):
                    options = [(Content(name), name) for name in self._tables]
                    yield Select(
                        options, value=self._table, allow_blank=False, id="export-table", compact=True
                    )
                    formats = [(f"{f.value}  ({SUFFIXES[f]})", f) for f in ExportFormat]
                    yield Select(
                        formats, value=ExportFormat.CSV, allow_blank=False, id="export-format", compact=True
                    )
                yield Tick(_chosen_words(portion), value=True, id="export-chosen", compact=True)
                with Horizontal(classes="pair", id="export-filter"):
                    yield Static("Only rows where", classes="label")
                    yield Input(portion.where, placeholder="all rows", id="export-where", compact=True)
                yield Tick(_sort_words(portion), value=True, id="export-sorted", compact=True)
                yield Static("Columns", classes="label", id="export-columns")
                yield Ticks(self._items())
                with Horizontal(classes="pair"):
                    yield Static("Path", classes="label")
                    yield PathInput(self._suggested(ExportFormat.CSV))
            with Vertical(id="export-foot"):
                yield Static("", classes="problem")
                with Horizontal(classes="buttons"):
                    yield Button("Export", id="yes", variant="primary")
                    yield Button("All columns", id="all")
                    yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Show what there is to say."""
        self._show_portion()
        self.query_one("#export-format").focus()

    def _items(self) -> list[Item]:
        """The columns: those wanted first, in their order; one that is not for this person to see is none."""
        table = self._tables[self._table]
        names = [c.name for c in table.columns if not c.masked]
        first = [name for name in self._portion.columns if name in names]
        rest = [name for name in names if name not in first]
        kinds = {c.name: c.type.value for c in table.columns}
        wanted = set(first or names)
        return [Item(name, name, kinds[name], name in wanted) for name in (*first, *rest)]

    def _show_portion(self) -> None:
        portion = self._portion
        chosen = portion.ids is not None or bool(portion.without)
        self.query_one("#export-chosen").display = chosen
        self.query_one("#export-sorted").display = bool(portion.sort)
        self._on_tick()

    @on(Checkbox.Changed, "#export-chosen")
    def _on_tick(self) -> None:
        # rows chosen one by one are what they are; a filter is for all others
        self.where.disabled = self._portion.ids is not None and self._rows_chosen

    @property
    def _rows_chosen(self) -> bool:
        return self.query_one("#export-chosen", Checkbox).value

    def _wanted(self) -> Portion:
        """The part of the table that is asked for."""
        portion, all_names = self._portion, [c.name for c in self._tables[self._table].columns]
        columns = self.ticks.ticked
        return Portion(
            where=self.where.value.strip(),
            sort=portion.sort if self.query_one("#export-sorted", Checkbox).value else (),
            columns=() if list(columns) == all_names else columns,
            ids=portion.ids if self._rows_chosen else None,
            without=portion.without if self._rows_chosen else frozenset(),
        )

    def _suggested(self, format_: ExportFormat) -> str:
        stem = "".join(c if c.isalnum() or c in "-_ " else "-" for c in self._table).strip() or "table"
        return str(Path.cwd() / (stem + SUFFIXES[format_]))

    @property
    def _format(self) -> ExportFormat:
        value = self.query_one("#export-format", Select).value
        return value if isinstance(value, ExportFormat) else ExportFormat.CSV

    @on(Select.Changed)
    def _chosen(self) -> None:
        table = str(self.query_one("#export-table", Select).value)
        old = {self._suggested(f) for f in ExportFormat}
        if table != self._table:
            self._table, self._portion = table, EVERYTHING
            self.where.value = ""
            self.ticks.show(self._items())
            self._show_portion()
        if self.path.field.value in old:
            self.path.field.value = self._suggested(self._format)

    @on(Input.Changed)
    @on(Ticks.Ticked)
    def _typed(self) -> None:
        self.query_one(".problem", Static).update("")

    @property
    def _target(self) -> Path:
        return Path(os.path.abspath(self.path.value))

    def _problem(self) -> str:
        """What is wrong with the path, in words; empty when nothing is."""
        if not self.path.value:
            return "Type the path of the file to write."
        if self._target.is_dir():
            return f"{self._target} is a folder; type the name of a file in it."
        return "" if self._target.parent.is_dir() else f"There is no folder {self._target.parent}."

    @on(Button.Pressed, "#yes")
    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Answer, unless the path cannot be written to."""
        problem = self._problem() or ("" if self.ticks.ticked else "Tick at least one column.")
        if problem:
            self._say(problem)
        elif self._target.exists():
            text = f"{self._target}\nWhat is in it now would be lost."
            self.app.push_screen(Confirm("Replace the file?", text, "Replace"), self._replace)
        else:
            self._replace(True)

    def _replace(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(ExportWish(self._table, self._format, self._target, self._wanted()))

    def _say(self, problem: str) -> None:
        self.query_one(".problem", Static).update(Content(problem))

    @on(Button.Pressed, "#all")
    def _all(self) -> None:
        self.ticks.tick_all()

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()


def _chosen_words(portion: Portion) -> Content:
    if portion.ids is not None:
        return Content(f"only the {len(portion.ids):,} selected row{'' if len(portion.ids) == 1 else 's'}")
    return Content(f"without the {len(portion.without):,} that were taken out of the selection")


def _sort_words(portion: Portion) -> Content:
    keys = (
        f"{one_line(key.removeprefix('-'))} {'▼' if key.startswith('-') else '▲'}" for key in portion.sort
    )
    return Content(f"in the order shown: {', '.join(keys)}")
