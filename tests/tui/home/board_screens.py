"""A board to look at: what a workspace told long ago."""

from __future__ import annotations

from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from lattice.actions import TableInfo
from lattice.model.events import Change
from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType
from lattice.tui import themes
from lattice.tui.widgets.home.board import Board
from lattice.tui.widgets.home.reading import Stamp, Told

STYLES = Path(themes.__file__).parent / "styles"
AT = "2023-11-20T12:00:00Z"
TABLES = (
    ("companies", 140, "Partners, suppliers and neighbours of Nordlys, all that ever sent us an invoice"),
    ("meetings", 8_911, "When we met, where, and what came of it"),
    ("people [b]", 1_204, "Everyone we know"),
    ("a table with a very long name indeed", 12_345_678, ""),
)


def info(name: str, rows: int, definition: str) -> TableInfo:
    columns = (Column("c1", "name", ColumnType.TEXT), Column("c2", "city", ColumnType.TEXT))
    return TableInfo(Table(f"t-{name}", name, columns, definition), rows, 0)


def change(at: int, actor: str, summary: str, undone_by: str | None = None) -> Change:
    behalf = "human:ada" if actor.startswith("agent:") else None
    return Change(f"change{at}", "row.update", AT, actor, behalf, None, summary, 1, at, at, undone_by)


def told() -> Told:
    """Four tables, three files, five changes, two of them of the assistant."""
    changes = (
        change(5, "human:ada", "changed people/Ada [b]Berg: city"),
        change(4, "agent:assistant", "3 rows of people changed"),
        change(3, "human:bo", "deleted tasks/Call the harbour office", undone_by="change9"),
        change(2, "agent:assistant", "wrote _files/Season report"),
        change(1, "human:bo", "imported companies: 140 added"),
    )
    files = (
        Row("f1", 1, {"name": "report.md", "title": "Season report", "kind": "artifact"}, updated_at=AT),
        Row("f2", 1, {"name": "moorings [i].txt", "title": None, "kind": "document"}, updated_at=AT),
    )
    tables = tuple(info(*table) for table in TABLES)
    stamps: dict[str, Stamp | None] = {t.table.id: Stamp(AT, "human:bo") for t in tables[:2]}
    stamps |= {tables[2].table.id: Stamp(AT, "agent:assistant", "human:ada"), tables[3].table.id: None}
    return Told(tables, stamps, files, changes, changes[1:4:2], 0.42)


class BoardApp(App[None]):
    """The board alone."""

    CSS_PATH = [STYLES / "base.tcss"]

    def __init__(self, theme: str = "lattice-dark") -> None:
        super().__init__()
        self.register_theme(themes.read_theme(themes.own_folder() / f"{theme}.toml"))
        self.theme = theme
        self.board = Board()
        self.wanted: list[str] = []

    def compose(self) -> ComposeResult:
        """It scrolls as a whole."""
        with VerticalScroll(can_focus=False):
            yield self.board

    def on_mount(self) -> None:
        self.board.show(told())
        self.board.focus()

    def on_board_wanted(self, event: Board.Wanted) -> None:
        self.wanted.append(event.tile.name)
