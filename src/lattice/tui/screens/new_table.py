"""A new table: its name, what it holds, and its columns in the words of the command line."""

from __future__ import annotations

from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from lattice.model.errors import LatticeError
from lattice.model.schema import NewColumn, Schema, check_name, fold
from lattice.model.values import ColumnType
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Filled


class WantedTable(NamedTuple):
    """A table as it was asked for."""

    name: str
    columns: tuple[NewColumn, ...]
    definition: str


class NewTableScreen(Filled[WantedTable]):
    """Three lines; what is wrong is said while one types."""

    BINDINGS = [bind("edit.save", "save")]

    def __init__(self, schema: Schema) -> None:
        super().__init__()
        self._schema = schema

    def compose(self) -> ComposeResult:
        """The lines, what they make, what is wrong."""
        with Vertical(classes="dialog") as box:
            box.border_title = "New table"
            yield Static("Name", classes="muted")
            yield Input(placeholder="people", id="table-name")
            yield Static("What it holds, in one line (for people and for their agents)", classes="muted")
            yield Input(placeholder="everyone we know", id="table-definition")
            yield Static(
                "Columns, with a type where it is not text; name:table refers to rows", classes="muted"
            )
            yield Input(placeholder="name, born:date, notes:markdown, company:companies", id="table-columns")
            yield Static("", id="table-preview", markup=False)
            yield Static("", classes="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Make it", id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#table-name", Input).focus()

    def read(self) -> WantedTable:
        """The table that the lines describe. Raises LatticeError."""
        name = check_name(self.query_one("#table-name", Input).value.strip(), "Table")
        if any(fold(t.name) == fold(name) for t in self._schema.tables):
            raise LatticeError("exists", f"There is a table {name!r} already.", "Choose another name.")
        columns = parse_columns(self.query_one("#table-columns", Input).value, self._schema, own=name)
        return WantedTable(name, columns, self.query_one("#table-definition", Input).value.strip())

    @on(Input.Changed)
    def _on_change(self) -> None:
        problem, preview = "", Content("")
        try:
            preview = _preview(self.read().columns)
        except LatticeError as error:
            problem = str(error) if self.query_one("#table-name", Input).value else ""
        self.say(problem)
        self.query_one("#table-preview", Static).update(preview)


def parse_columns(text: str, schema: Schema, own: str = "") -> tuple[NewColumn, ...]:
    """Columns from `name, born:date, company:companies`. Raises LatticeError that says which is wrong."""
    columns: list[NewColumn] = []
    for part in text.split(","):
        if not part.strip():
            continue
        name, _, kind = part.partition(":")
        column = _column(check_name(name.strip(), "Column"), kind.strip(), schema, own)
        if any(fold(c.name) == fold(column.name) for c in columns):
            raise LatticeError("exists", f"Two columns are called {column.name!r}.", "Give one another name.")
        columns.append(column)
    return tuple(columns)


def _column(name: str, kind: str, schema: Schema, own: str) -> NewColumn:
    if not kind:
        return NewColumn(name=name)
    types = {t.value: t for t in ColumnType if t is not ColumnType.REFERENCE}
    if kind.lower() in types:
        return NewColumn(name=name, type=types[kind.lower()])
    names = [t.name for t in schema.tables] + ([own] if own else [])
    target = next((n for n in names if fold(n) == fold(kind.removeprefix("→").strip())), None)
    if target is None:
        raise LatticeError(
            "invalid_value",
            f"{kind!r} is no type and no table.",
            f"Types: {', '.join(types)}.",
        )
    return NewColumn(name=name, type=ColumnType.REFERENCE, target=target)


def _preview(columns: tuple[NewColumn, ...]) -> Content:
    parts: list[str | tuple[str, str]] = []
    for column in columns:
        kind = f"→ {column.target}" if column.target else column.type.value
        parts += [one_line(column.name, 30), (f" {one_line(kind, 30)}   ", "$text-accent")]
    return Content.assemble(*parts)
