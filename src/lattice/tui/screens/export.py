"""What is exported, as what, and where to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from lattice.ingest.export import ExportFormat
from lattice.ingest.writers.opening import SUFFIXES
from lattice.tui.app import LatticeApp
from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Confirm, Dialog
from lattice.tui.widgets.path_input import PathInput


class ExportWish(NamedTuple):
    """An export as it is asked for."""

    table: str
    format: ExportFormat
    path: Path
    where: str


class ExportScreen(Dialog[ExportWish | None]):
    """Asks for table, format, filter and path; answers them when they can be used."""

    CSS_PATH = "../styles/export.tcss"
    BINDINGS = [bind("edit.save", "accept")]

    app = getters.app(LatticeApp)
    path = getters.query_one(PathInput)
    where = getters.query_one("#export-where", Input)

    def __init__(self, tables: tuple[str, ...], table: str, where: str) -> None:
        super().__init__()
        self._tables, self._table, self._where = tables, table or tables[0], where
        self._path_typed = False

    def compose(self) -> ComposeResult:
        """A field for each thing to decide."""
        with Vertical(classes="dialog", id="export") as box:
            box.border_title = "Export"
            yield Static("Table", classes="label")
            options = [(Content(name), name) for name in self._tables]
            yield Select(options, value=self._table, allow_blank=False, id="export-table")
            yield Static("Format", classes="label")
            formats = [(f"{f.value}  ({SUFFIXES[f]})", f) for f in ExportFormat]
            yield Select(formats, value=ExportFormat.CSV, allow_blank=False, id="export-format")
            yield Static("Only rows where", classes="label")
            yield Input(self._where, placeholder="all rows", id="export-where")
            yield Static("Path", classes="label")
            yield PathInput(self._suggested(ExportFormat.CSV))
            yield Static("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Export", id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def _suggested(self, format_: ExportFormat) -> str:
        stem = "".join(c if c.isalnum() or c in "-_ " else "-" for c in self._table).strip() or "table"
        return str(Path.cwd() / (stem + SUFFIXES[format_]))

    @property
    def _format(self) -> ExportFormat:
        value = self.query_one("#export-format", Select).value
        return value if isinstance(value, ExportFormat) else ExportFormat.CSV

    @on(Select.Changed)
    def _chosen(self) -> None:
        table = self.query_one("#export-table", Select).value
        old = {self._suggested(f) for f in ExportFormat}
        self._table = str(table)
        if self.path.field.value in old:
            self.path.field.value = self._suggested(self._format)

    @on(Input.Changed)
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
        problem = self._problem()
        if problem:
            self._say(problem)
        elif self._target.exists():
            text = f"{self._target}\nWhat is in it now would be lost."
            self.app.push_screen(Confirm("Replace the file?", text, "Replace"), self._replace)
        else:
            self._replace(True)

    def _replace(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(ExportWish(self._table, self._format, self._target, self.where.value.strip()))

    def _say(self, problem: str) -> None:
        self.query_one(".problem", Static).update(Content(problem))

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()
