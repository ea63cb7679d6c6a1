"""What a handler works with: one transaction, the catalog in it, who calls, and what is to be logged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Literal

from lattice.databases.base import Database, Param, Transaction
from lattice.engine import visibility
from lattice.engine.catalog import Catalog, Layout, load_catalog
from lattice.engine.gates.audit import HeadFile
from lattice.engine.gates.authorization import visible_catalog
from lattice.engine.gates.rights import FREE
from lattice.engine.log import Draft, EventWriter
from lattice.engine.serving import ServerPlace
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import FILES
from lattice.model.limits import Limits
from lattice.model.people import Caller
from lattice.model.pulse import Pulse
from lattice.model.schema import Table
from lattice.model.sharing import Visibility
from lattice.model.views import VIEWS
from lattice.model.web import WebRules


class Reading:
    """A transaction that reads."""

    def __init__(
        self, tx: Transaction, catalog: Catalog, caller: Caller, limits: Limits, now: str, database: Database
    ) -> None:
        self.tx = tx
        self.catalog = catalog
        self.caller = caller
        self.limits = limits
        self.now = now
        """The moment of this transaction, as times are stored."""
        self.database = database
        self.rights = FREE
        """What the caller may do and know of."""
        self.web = WebRules()
        """What may be fetched from the web."""
        self.keeps_texts = True
        """Whether the texts of files are in this database; a mirror has their rows alone."""
        self.head_file: HeadFile | None = None
        """Where the head of the audit chain is kept outside of the database."""
        self.server: ServerPlace | None = None
        """Where the server of the workspace is reached; None on a workspace of one machine."""

    @property
    def restricted(self) -> bool:
        """Whether the catalog holds only some of the tables."""
        return self.rights.tables is not None

    async def hidden_among(self, row_ids: Iterable[str]) -> set[str]:
        """Which of these rows, purged ones too, are hidden from the caller."""
        return await visibility.hidden_among(self.tx, self.catalog.keeping, row_ids)

    async def counts(self, layouts: Sequence[Layout]) -> dict[str, tuple[int, int]]:
        """By table: how many living and trashed rows of it the caller may see; kept, so it costs nothing."""
        ids = json.dumps([layout.table.id for layout in layouts])
        of_tables = "FROM lattice_tables t WHERE t.id IN (SELECT value FROM json_each(?))"
        if self.database.keeps_rows:
            of_tables = of_tables.replace("WHERE", "CROSS JOIN LATERAL lattice_counts(t.id) c WHERE")
            rows = await self.tx.all(f"SELECT t.id, c.live, c.trashed {of_tables}", (ids,))
        else:
            rows = await self.tx.all(f"SELECT t.id, t.live, t.trashed {of_tables}", (ids,))
        counts = {str(id_): (int(live or 0), int(trashed or 0)) for id_, live, trashed in rows}
        tables = {layout.table.id: layout.sql for layout in layouts if layout.seen_by}
        for id_, hidden in (await visibility.count_hidden(self.tx, self.catalog.keeping, tables)).items():
            counts[id_] = (counts[id_][0] - hidden[0], counts[id_][1] - hidden[1])
        return counts

    def layout(self, name: str) -> Layout:
        """The table of that name; raises `not_found`. Private tables are not among them."""
        return self.catalog.layout(name)

    def visibility_in(self, table: Table) -> Visibility:
        """Who sees the rows that the caller adds to a table: `everyone`, or `private` for their owner."""
        private = table.id in PRIVATE_TABLES or self.rights.policy.private_rows
        return Visibility.PRIVATE if private else table.default_visibility

    def private_layout(self, name: str) -> Layout:
        """The private table of that name, else another; raises `not_found` as for one that is not there."""
        layout = next((o for o in self.catalog.private if o.table.name == name), None)
        return layout or self.layout(name)


class Writing(Reading):
    """A transaction that writes: also the events, counts and words of its change."""

    def __init__(
        self,
        tx: Transaction,
        catalog: Catalog,
        caller: Caller,
        limits: Limits,
        now: str,
        database: Database,
        events: EventWriter,
    ) -> None:
        super().__init__(tx, catalog, caller, limits, now, database)
        self.events = events
        self.summary = ""
        """One line for people: what the change did."""
        self.kind: Literal["do", "undo", "redo"] = "do"
        self.undoes: list[str] = []
        """Changes that this one takes back."""
        self.undoable = True
        self.pulse = Pulse()
        """Who asked looks at it, and may stop the change before it is kept."""
        self._counts: dict[str, list[int]] = {}
        self._schema_changed = False

    @property
    def actor(self) -> str:
        """Who is written into rows."""
        return self.caller.actor

    @property
    def change_id(self) -> str:
        """The id that the change will have."""
        return self.events.stamp.change_id

    def own_layout(self, name: str) -> Layout:
        """A table whose rows and schema people may write; raises `not_found`, `forbidden`."""
        layout = self.layout(name)
        if layout.table.native:
            raise LatticeError(
                "forbidden",
                f"{layout.table.name} belongs to Lattice and is written by its own actions.",
                stage=Stage.AUTHORIZATION,
            )
        return layout

    async def note_visibility(self, table: Table, which: str, *params: Param) -> None:
        """Keep in mind which of these rows (SQL for their ids) are not for everyone.

        Where the database keeps rows from callers, it does so itself.
        """
        if self.database.keeps_rows or table.id in PRIVATE_TABLES:
            return
        owners = await visibility.note_rows(self.tx, table.id, table.name, which, params)
        if await visibility.note_owners(self.tx, self.catalog.keeping.owners, owners):
            await self.schema_changed()

    def shelf(self, name: str) -> Layout:
        """A table whose rows people may move to the trash, restore and purge: their own, files and views."""
        layout = self.layout(name)
        return layout if layout.table.name in (FILES, VIEWS) else self.own_layout(name)

    async def log(self, *drafts: Draft) -> None:
        """Say what changed."""
        await self.events.add(drafts)

    def count(self, table_id: str, *, live: int = 0, trashed: int = 0) -> None:
        """Say how the numbers of rows change."""
        counts = self._counts.setdefault(table_id, [0, 0])
        counts[0] += live
        counts[1] += trashed

    async def schema_changed(self) -> None:
        """Take the changed catalog into use; other connections notice its new version."""
        self._schema_changed = True
        if self.database.keeps_rows:
            # its rules follow the schema at once: what comes next in this change is under them
            async with self.tx.steward():
                await self.tx.all("SELECT lattice_converge(FALSE)")
        self.catalog = visible_catalog(await load_catalog(self.tx), self.caller, self.rights)

    @property
    def count_changes(self) -> list[tuple[int, int, str]]:
        """How the numbers of rows changed: living, trashed, table."""
        return [(live, trashed, id_) for id_, (live, trashed) in self._counts.items() if live or trashed]

    @property
    def schema_changes(self) -> bool:
        """Whether the schema was changed."""
        return self._schema_changed
