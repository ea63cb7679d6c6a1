"""What the panes of one workbench share: the client, the schema as last read, and who I am."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from lattice.actions import (
    Action,
    CountRows,
    Describe,
    Description,
    GetRow,
    ListTables,
    ListViews,
    Outcome,
    TableInfo,
    TableList,
)
from lattice.actions.base import Risk, encode_action, spec_of
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.ids import new_id
from lattice.model.members import Presence
from lattice.model.pulse import Pulse
from lattice.model.schema import Schema, Table, fold
from lattice.model.views import View
from lattice.tui.session import TabKey, TabKind
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
        """The people's own tables; those of Lattice are not among them."""
        self.files: TableInfo | None = None
        """The native table of files, artifacts among them; None in a workspace that has none."""
        self.views: tuple[View, ...] = ()
        """The saved views of all tables, by table and name."""
        self.artifacts = 0
        """How many of the files were written here."""
        self.here: tuple[Presence, ...] = ()
        """Who is here now, as last heard."""
        self.seq = 0
        """Of the newest event known."""
        self._unsettled: dict[tuple[type[Action[Any]], bytes], str] = {}
        """Writes of which nobody knows whether they were done, by what was asked: their `op_id`."""
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

    async def run(
        self, action: Action[R], *, op_id: str | None = None, pulse: Pulse | None = None
    ) -> Outcome[R]:
        """Carry out one action. Raises LatticeError.

        One whose answer was lost is asked again, when it is asked again, under the same `op_id`: what was
        done is not done twice.
        """
        if spec_of(action).risk is Risk.READ:
            return await self.client.run(action, op_id=op_id)
        asked = (type(action), encode_action(action))
        op_id = op_id or self._unsettled.pop(asked, None) or new_id()
        try:
            return await self.client.run(action, op_id=op_id, pulse=pulse)
        except LatticeError as error:
            if error.code == "outcome_unknown":
                self._unsettled[asked] = op_id
            raise

    async def read(self, *, files: bool = True) -> None:
        """Read the tables and their counts anew, and once who I am; artifacts are counted with `files`."""
        if self.me is None:
            self.me = (await self.run(Describe())).value
            self.seq = max(self.seq, self.me.seq)
        self.take((await self.run(ListTables(native=True))).value)
        self.views = (await self.run(ListViews())).value.views
        if files:
            await self._count_artifacts()

    def take(self, listed: TableList) -> None:
        """Keep what was read: people's tables, and the one of files apart from them."""
        self.tables = tuple(info for info in listed.tables if not info.table.native)
        self.files = next((info for info in listed.tables if info.table.name == FILES), None)
        schema = listed.schema
        self.schema = Schema(tuple(t for t in schema.tables if not t.native), schema.version)

    async def _count_artifacts(self) -> None:
        if self.files is None or not self.files.rows:
            self.artifacts = 0
            return
        self.artifacts = (await self.run(CountRows(table=FILES, where="kind = artifact"))).value.total

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

    @property
    def everything(self) -> Schema:
        """The schema with what belongs to Lattice."""
        return Schema(tuple(info.table for info in self.known), self.schema.version)

    @property
    def known(self) -> tuple[TableInfo, ...]:
        """All tables, the one of files last."""
        return (*self.tables, self.files) if self.files is not None else self.tables

    def table(self, table_id: str) -> Table | None:
        """The table with that id, also that of files; None when it was dropped."""
        return next((i.table for i in self.known if i.table.id == table_id), None)

    def view(self, view_id: str) -> View | None:
        """The saved view with that id; None when it was deleted."""
        return next((view for view in self.views if view.id == view_id), None)

    def find(self, name: str) -> Table | None:
        """The table of that name, also that of files; None when there is none."""
        return next((i.table for i in self.known if fold(i.table.name) == fold(name)), None)

    def info(self, table_id: str) -> TableInfo | None:
        """The table with its counts."""
        return next((i for i in self.known if i.table.id == table_id), None)

    def place_of(self, key: TabKey) -> TabKey:
        """Where a row is looked at: one that stands for a file in the viewer, others as they are."""
        if key.kind is TabKind.ROW and self.files is not None and key.table_id == self.files.table.id:
            return TabKey(TabKind.FILE, row_id=key.row_id)
        return key

    @property
    def trashed(self) -> int:
        """Rows and files in the trash."""
        return sum(i.trashed for i in self.known)

    @property
    def actor(self) -> str:
        """Who I am, as `human:ada`; empty before it is known."""
        return self.me.actor if self.me else ""
