"""What the panes of one workbench share: the client, the schema as last read, and who I am."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from lattice.actions import Action, Describe, Description, GetRow, ListTables, Outcome, TableInfo, TableList
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.schema import Schema, Table, fold
from lattice.tui.words import row_label

R = TypeVar("R")


class Bench:
    """One open workspace, as its screen knows it. The screen refreshes it; panes only read it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.me: Description | None = None
        """Who I am and where; None before the first answer."""
        self.tables: tuple[TableInfo, ...] = ()
        self.schema = Schema(())
        self.seq = 0
        """Of the newest event known."""
        self.drafts: dict[str, dict[str, str]] = {}
        """What was typed and not saved: of a new row by table id and column name, of a cell by both ids."""
        self.drafts_changed: Callable[[], None] = lambda: None
        """Called when drafts came or went, so that they outlive whatever ends the session."""

    def keep_draft(self, key: str, typed: dict[str, str]) -> None:
        """Hold on to what was typed into a new row of a table, or into a row; nothing lets go of it."""
        if typed:
            self.drafts[key] = typed
        elif self.drafts.pop(key, None) is None:
            return
        self.drafts_changed()

    async def run(self, action: Action[R], *, op_id: str | None = None) -> Outcome[R]:
        """Carry out one action. Raises LatticeError."""
        return await self.client.run(action, op_id=op_id)

    async def read(self) -> None:
        """Read the tables and their counts anew, and once who I am."""
        if self.me is None:
            self.me = (await self.run(Describe())).value
            self.seq = max(self.seq, self.me.seq)
        self.take((await self.run(ListTables())).value)

    def take(self, listed: TableList) -> None:
        """Keep what was read."""
        self.tables = listed.tables
        self.schema = listed.schema

    async def name_of(self, table_id: str, row_id: str) -> str:
        """What people call a row; empty when it is gone or cannot be read."""
        table = self.table(table_id)
        if table is None:
            return ""
        try:
            return row_label(table, (await self.run(GetRow(table=table.name, id=row_id))).value)
        except LatticeError:
            # a name is a courtesy: the id is shown in its place
            return ""

    def table(self, table_id: str) -> Table | None:
        """The table with that id; None when it was dropped."""
        return self.schema.by_id(table_id)

    def find(self, name: str) -> Table | None:
        """The table of that name; None when there is none."""
        return next((t for t in self.schema.tables if fold(t.name) == fold(name)), None)

    def info(self, table_id: str) -> TableInfo | None:
        """The table with its counts."""
        return next((i for i in self.tables if i.table.id == table_id), None)

    @property
    def trashed(self) -> int:
        """Rows in the trash of all tables."""
        return sum(i.trashed for i in self.tables)

    @property
    def actor(self) -> str:
        """Who I am, as `human:ada`; empty before it is known."""
        return self.me.actor if self.me else ""
