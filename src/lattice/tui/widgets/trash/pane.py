"""The trash of all tables: restore rows, or purge them for good after a question that names them."""

from __future__ import annotations

from collections import defaultdict

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import ListTrash, PurgeRows, RestoreRows, TrashItem
from lattice.model.files import FILES
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.live import Batch
from lattice.tui.screens.asking import confirm
from lattice.tui.session import TabKey
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import handle, local_clock, short_id, table_words
from lattice.tui.work import start

#: Rows that one question brings.
PAGE = 200
#: Rows that the question before a purge names.
NAMED = 5


class TrashPane(Pane):
    """Deleted rows of all tables, newest first."""

    BINDINGS = [
        bind("trash.restore", "restore"),
        bind("trash.purge", "purge"),
        bind("trash.select", "select"),
    ]
    HELP = "What was deleted, newest first. r brings a row back, P removes it for good."

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self._items: list[TrashItem] = []
        self._total = 0
        self._chosen: set[str] = set()

    def compose(self) -> ComposeResult:
        """How many, the rows, and what is said when there are none."""
        yield Static("", classes="pane-head", markup=False)
        yield Lines()
        yield Static("The trash is empty. d on a row or a file puts it here.", classes="empty", markup=False)

    def concerns(self, batch: Batch) -> bool:
        """Deleting, restoring and purging, and tables that come and go."""
        return batch.flood or any(e.op != "row.update" for e in batch.events)

    def load(self) -> None:
        """Read the newest again."""
        start(self, self._read(0), group="trash")

    async def _read(self, offset: int) -> None:
        limit = PAGE if offset else min(max(len(self._items), PAGE), 1_000)
        trash = (await self.bench.run(ListTrash(limit=limit, offset=offset))).value
        self._total = trash.total
        lines = self.query_one(Lines)
        if offset:
            self._items += trash.items
            lines.add_options(self._option(item) for item in trash.items)
        else:
            held, at = lines.highlighted_id, lines.highlighted or 0
            self._items = list(trash.items)
            self._chosen &= {item.row_id for item in self._items}
            lines.set_options(self._option(item) for item in self._items)
            if self._items and not lines.highlight_id(held):
                lines.highlighted = min(at, len(self._items) - 1)
        self._head()

    def _head(self) -> None:
        self.set_class(not self._items, "nothing")
        self.refresh_bindings()
        chosen = f" · {len(self._chosen):,} selected" if self._chosen else ""
        count = f"{self._total:,} deleted row{'' if self._total == 1 else 's'}{chosen}"
        self.query_one(".pane-head", Static).update(Content(count))

    def _option(self, item: TrashItem) -> Option:
        mark = ("● ", "$primary") if item.row_id in self._chosen else "  "
        return Option(
            Content.assemble(
                mark,
                (fit_cells(one_line(table_words(item.table)), 16), "$text-secondary"),
                "  ",
                one_line(item.label) or short_id(item.row_id),
                (f"   {handle(item.deleted_by)} · {local_clock(item.deleted_at)}", "$text-muted"),
            ),
            id=item.row_id,
        )

    @on(Lines.EndNear)
    def _on_end(self) -> None:
        if len(self._items) < self._total:
            start(self, self._read(len(self._items)), group="trash")

    def _picked(self) -> list[TrashItem]:
        """The rows selected, else the one under the cursor."""
        held = self.query_one(Lines).highlighted_id
        wanted = self._chosen or ({held} if held else set())
        return [item for item in self._items if item.row_id in wanted]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is offered where nothing is."""
        return bool(self._items) if action in ("select", "restore", "purge") else True

    def action_select(self) -> None:
        """Select the row under the cursor, or not."""
        lines = self.query_one(Lines)
        row_id = lines.highlighted_id
        if row_id is None:
            return
        self._chosen ^= {row_id}
        item = next(i for i in self._items if i.row_id == row_id)
        lines.replace_option_prompt(row_id, self._option(item).prompt)
        self._head()
        lines.action_cursor_down()

    @on(OptionList.OptionSelected)
    def _on_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        item = next((i for i in self._items if i.row_id == event.option_id), None)
        table = self.bench.find(item.table) if item else None
        if item and table:
            self.post_message(self.Inspect(table.id, item.row_id, open=True))

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.inspect_again()

    def inspect_again(self) -> None:
        """The row under the cursor."""
        held = self.query_one(Lines).highlighted_id
        item = next((i for i in self._items if i.row_id == held), None)
        table = self.bench.find(item.table) if item else None
        if item and table:
            self.post_message(self.Inspect(table.id, item.row_id))
        else:
            super().inspect_again()

    def action_restore(self) -> None:
        """Bring rows back."""
        if items := self._picked():
            start(self, self._restore(items), group="write", exclusive=False)

    async def _restore(self, items: list[TrashItem]) -> None:
        for table, ids in _by_table(items).items():
            outcome = await self.bench.run(RestoreRows(table=table, ids=tuple(ids)))
            self.post_message(self.Done(f"Brought back {_named(items, table)}.", outcome))
        self._chosen.clear()
        await self._read(0)

    def action_purge(self) -> None:
        """Remove rows for good, after a question."""
        if items := self._picked():
            start(self, self._purge(items), group="write", exclusive=False)

    async def _purge(self, items: list[TrashItem]) -> None:
        names = "\n".join(f"  {table_words(i.table)}/{i.label or short_id(i.row_id)}" for i in items[:NAMED])
        more = f"\n  and {len(items) - NAMED:,} more" if len(items) > NAMED else ""
        count = f"{len(items):,} row{'' if len(items) == 1 else 's'}"
        if not await confirm(
            self.app,
            f"Remove {count} for good?",
            f"{names}{more}\n\nTheir values also leave the history. This cannot be undone.",
            yes=f"Purge {count}",
        ):
            return
        for table, ids in _by_table(items).items():
            await self.bench.run(PurgeRows(table=table, ids=tuple(ids)))
        self._chosen.clear()
        self.app.notify(f"Removed {count} for good.", markup=False)
        await self._read(0)

    def take_focus(self) -> None:
        """The list."""
        self.query_one(Lines).focus()


def _by_table(items: list[TrashItem]) -> dict[str, list[str]]:
    tables: dict[str, list[str]] = defaultdict(list)
    for item in items:
        tables[item.table].append(item.row_id)
    return tables


def _named(items: list[TrashItem], table: str) -> str:
    mine = [i for i in items if i.table == table]
    if len(mine) == 1 and mine[0].label:
        return f"{table_words(table)}/{mine[0].label}"
    return f"{len(mine):,} files" if table == FILES else f"{len(mine):,} rows of {table}"
