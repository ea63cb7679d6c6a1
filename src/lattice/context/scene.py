"""What one pass knows of the workspace: its tables, where each has its folder, the rules."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from lattice.actions import Description
from lattice.actions.tables import TableList
from lattice.context.names import row_name, table_folder
from lattice.context.register import RowRecord, Tie
from lattice.model.context import ContextRules
from lattice.model.files import FILES, FileKind
from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType, Value, fit, show

#: Folders of the tree.
TABLES, FILES_FOLDER, ARTIFACTS = "tables", "files", "artifacts"

#: Columns that an index shows beside a row's name: the first ones that are short by their type.
SHOWN = 6
#: Sources whose text was not written by those who work here.
_FOREIGN = re.compile(r"(?:web|inbox|mail|https?|feed)(?:\W|\Z)", re.IGNORECASE)


class Place(msgspec.Struct, frozen=True):
    """One table in the tree, with what every one of its rows asks for looked up once."""

    table: Table
    folder: str
    """From the root of the tree."""
    count: int
    """Living rows."""
    paged: bool = True
    """Whether each of its rows has a page; else there are too many of them."""
    label_column: Column | None = None
    """The column that names its rows."""
    references: tuple[Column, ...] = ()
    """Its columns that point at rows."""
    shown: tuple[Column, ...] = ()
    """The columns that an index shows beside a row's name."""

    def label(self, row: Row) -> str:
        """What people call a row; its id where it has no name."""
        column = self.label_column
        value = None if column is None else row.values.get(column.name)
        if column is None or value is None:
            return row.id
        return value if isinstance(value, str) else show(column.type, fit(column.type, value))

    def record(self, row: Row) -> RowRecord:
        """The row as the manifest knows it."""
        label = self.label(row)
        # `plan.md` becomes `plan-….md` and not `plan-md-….md`
        called = label.removesuffix(".md") if self.table.name == FILES else label
        return RowRecord(row.id, self.table.id, self.folder_of(row), row_name(called, row.id), label)

    def folder_of(self, row: Row) -> str:
        """The folder of a row's file: artifacts stand beside the files."""
        if self.table.name == FILES and row.values.get("kind") == FileKind.ARTIFACT.value:
            return ARTIFACTS
        return self.folder

    @property
    def folders(self) -> tuple[str, ...]:
        """Every folder in which its rows stand."""
        return (FILES_FOLDER, ARTIFACTS) if self.table.name == FILES else (self.folder,)

    def ties(self, row: Row) -> list[Tie]:
        """What a row refers to."""
        return [
            Tie(f"ref:{row.id}:{column.id}", column.name, False, row.id, str(target))
            for column in self.references
            if (target := row.values.get(column.name)) is not None
        ]


class Scene(msgspec.Struct, frozen=True):
    """The workspace as one pass sees it."""

    description: Description
    places: dict[str, Place]
    """By id of the table, in the order of their names."""
    rules: ContextRules

    def named(self, table: str) -> Place | None:
        """The place of the table of that name, or None."""
        return next((p for p in self.places.values() if p.table.name == table), None)

    @property
    def rows(self) -> int:
        """Living rows that have pages."""
        return sum(place.count for place in self.paged)

    @property
    def paged(self) -> list[Place]:
        """The tables whose rows have pages."""
        return [place for place in self.places.values() if place.paged]

    @property
    def tables(self) -> list[Place]:
        """The tables of people."""
        return [p for p in self.places.values() if not p.table.native]


def scene_of(description: Description, tables: TableList, rules: ContextRules) -> Scene:
    """The scene of what a client answered; native tables other than the files are left out."""
    places: dict[str, Place] = {}
    for info in tables.tables:
        table = info.table
        if table.native and table.name != FILES:
            continue
        folder = FILES_FOLDER if table.native else f"{TABLES}/{table_folder(table)}"
        paged = table.native or info.rows <= rules.table_rows
        places[table.id] = place_of(table, folder, info.rows, paged=paged)
    return Scene(description, places, rules)


def place_of(table: Table, folder: str, count: int, *, paged: bool = True) -> Place:
    """A table in the tree."""
    long = (ColumnType.MARKDOWN, ColumnType.JSON)
    label = table.label
    return Place(
        table=table,
        folder=folder,
        count=count,
        paged=paged,
        label_column=label,
        references=tuple(c for c in table.columns if c.type is ColumnType.REFERENCE),
        shown=tuple(c for c in table.columns if c.type not in long and c is not label)[:SHOWN],
    )


def is_foreign(source: str | None) -> bool:
    """Whether what has this source was written by strangers."""
    return source is not None and _FOREIGN.match(source) is not None


def shown(column: Column, value: Value) -> str:
    """A value as people read it."""
    if value is None or isinstance(value, str):
        return show(column.type, value)
    return show(column.type, fit(column.type, value))


def context_folder(workspace: Path) -> Path:
    """Where the tree of a workspace file stands unless told otherwise: beside it, `NAME.context`."""
    return workspace.with_name(f"{workspace.stem}.context")
