"""The inspector of one row: Fields, Links, History and Context, under the cursor and under the mouse."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import ContentSwitcher, OptionList, Static

from lattice.actions import GetRow
from lattice.model.errors import LatticeError
from lattice.model.rows import Row
from lattice.model.schema import Table
from lattice.model.values import ColumnType
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.live import Batch
from lattice.tui.widgets.history.changes import ChangeLog
from lattice.tui.widgets.inspector.context import ContextText
from lattice.tui.widgets.inspector.fields import FieldList, Pointed
from lattice.tui.widgets.inspector.head import PARTS as PARTS
from lattice.tui.widgets.inspector.head import Cross, Part
from lattice.tui.widgets.inspector.lines import stamp
from lattice.tui.widgets.inspector.links import TieList
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import row_label, table_words
from lattice.tui.work import start


class RowView(Vertical):
    """One row in full."""

    BINDINGS = [
        bind("row.edit", "edit"),
        bind("row.link", "link"),
        bind("row.unlink", "unlink"),
        bind("row.share", "share"),
        bind("row.history", "part('history')"),
        bind("row.next_pane", "turn(1)"),
        bind("row.previous_pane", "turn(-1)"),
        bind("row.back", "back"),
    ]
    HELP = "One row. ] and [ turn between fields, links, history and context; enter edits or follows."

    part = var("fields")

    @dataclass
    class LinkWanted(Message):
        """The row is to be tied to another."""

        table: Table
        row: Row

    class Left(Message):
        """The table wants the focus back."""

    class Closed(Message):
        """The inspector is to go."""

    @dataclass
    class Shown(Message):
        """A row is in sight; `label` is what people call it."""

        label: str

    def __init__(self, bench: Bench, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="row-view")
        self._bench = bench
        self._wanted: tuple[str, str] | None = None
        self._labelled: dict[str, str] = {}
        self.row: Row | None = None
        self.table: Table | None = None

    def compose(self) -> ComposeResult:
        """The head with the parts, and the parts."""
        with Horizontal(classes="row-head"):
            yield Static("", classes="row-label", markup=False)
            for name in PARTS:
                yield Part(name)
            yield Static("", classes="row-stamp", markup=False)
            yield Cross("×", classes="part", markup=False)
        with ContentSwitcher(initial="fields"):
            yield FieldList(self._bench)
            yield TieList(self._bench)
            yield ChangeLog(self._bench, empty="Nothing happened to this row yet.", id="history")
            yield ContextText(self._bench, id="context")

    def on_mount(self) -> None:
        """Mark the part in sight."""
        self.watch_part(self.part)

    def watch_part(self, part: str) -> None:
        """Turn to a part."""
        if not self.children:
            return
        inside = self.has_focus_within
        self.query_one(ContentSwitcher).current = part
        for name in PARTS:
            self.query_one(f"#part-{name}").set_class(name == part, "current")
        self._load_part()
        if inside:
            self.take_focus()

    @on(Part.Picked)
    def _on_part(self, event: Part.Picked) -> None:
        event.stop()
        self.part = event.part
        self.take_focus()

    @on(Cross.Pressed)
    def _on_cross(self, event: Cross.Pressed) -> None:
        event.stop()
        self.post_message(self.Closed())

    def show(self, table_id: str, row_id: str | None, words: str = "") -> None:
        """Show a row; nothing for None, with words that say why."""
        fresh = (table_id, row_id or "")
        if row_id is None:
            self._wanted = None
            self._show_nothing(words or "No row under the cursor.")
        elif fresh != self._wanted or self.row is None:
            self._wanted = fresh
            start(self, self._read(), group="row", failed=self._gone)
        # the row that is in sight already is kept current by `changed`

    def changed(self, batch: Batch) -> None:
        """Hear of changes: read again what they touch."""
        if self._wanted is None:
            return
        if batch.flood or batch.schema or self._wanted[1] in batch.rows or self.part in ("links", "context"):
            start(self, self._read(), group="row", failed=self._gone)

    async def _read(self) -> None:
        wanted = self._wanted
        table = self._bench.table(wanted[0]) if wanted else None
        if wanted is None:
            return
        if table is None:
            self._show_nothing("The table of this row is no more.")
            return
        row = (await self._bench.run(GetRow(table=table.name, id=wanted[1]))).value
        labels = await self._labels(table, row)
        if wanted != self._wanted:
            return
        self.table, self.row, self._labelled = table, row, labels
        label = row_label(table, row)
        self.remove_class("nothing")
        self.query_one(".row-label", Static).update(Content(label))
        self.query_one(".row-stamp", Static).update(Content(stamp(row, self._bench.actor)))
        self.query_one(FieldList).show(table, row, labels)
        self._load_part()
        self.post_message(self.Shown(label))

    async def _labels(self, table: Table, row: Row) -> dict[str, str]:
        """What people call the rows that this one refers to; a row that is gone has no name."""
        labels: dict[str, str] = {}
        for column in table.columns:
            value = row.values.get(column.name)
            target = self._bench.table(column.target or "")
            if column.type is not ColumnType.REFERENCE or not isinstance(value, str) or target is None:
                continue
            if name := await self._bench.name_of(target.id, value):
                labels[value] = name
        return labels

    def _load_part(self) -> None:
        if self.table is None or self.row is None or self._wanted is None:
            return
        if self.part == "history":
            self.query_one(ChangeLog).show(table=self.table.name, row_id=self.row.id)
        elif self.part == "context":
            self.query_one(ContextText).show(self.table.name, self.row.id)
        elif self.part == "links":
            self.query_one(TieList).show(self.table, self.row, self._labelled)

    def _gone(self, error: LatticeError) -> None:
        self._show_nothing(error.message if error.code == "not_found" else str(error))

    def _show_nothing(self, words: str) -> None:
        self.row = None
        self.add_class("nothing")
        self.query_one(".row-label", Static).update(Content.styled(one_line(words), "$text-muted"))
        self.query_one(".row-stamp", Static).update("")
        self.query_one(ContextText).forget()
        self.query_one(FieldList).forget()
        self.query_one(TieList).forget()
        for lines in self.query(Lines):
            lines.clear_options()

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()

    @on(OptionList.OptionSelected)
    def _on_select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_edit()

    @property
    def pointed(self) -> Pointed | None:
        """The field under the cursor; None in another part."""
        return self.query_one(FieldList).pointed if self.part == "fields" else None

    def action_edit(self) -> None:
        """Edit the field under the cursor, or follow the tie or the source."""
        if self.part == "links":
            if (other := self.query_one(TieList).other_end) is not None:
                self.post_message(Pane.OpenTab(other))
        elif self.part == "fields":
            self.query_one(FieldList).edit()

    def action_link(self) -> None:
        """Tie the row to another."""
        if self.table is not None and self.row is not None:
            self.post_message(self.LinkWanted(self.table, self.row))

    def action_share(self) -> None:
        """Choose who may see and change the row."""
        if self.table is not None and self.row is not None:
            from lattice.tui.sharing import share_rows

            title = f"{table_words(self.table.name)}/{row_label(self.table, self.row)}"
            work = share_rows(self, self._bench, self.table, [self.row.id], title)
            start(self, work, group="share", opens=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Links are taken away where they are listed; what only tells of the row has nothing to edit."""
        if action == "unlink":
            return self.part == "links"
        return self.part in ("fields", "links") if action == "edit" else True

    def action_unlink(self) -> None:
        """Take the link under the cursor away."""
        self.query_one(TieList).unlink()

    def action_part(self, part: str) -> None:
        """Turn to a part."""
        self.part = part

    def action_turn(self, by: int) -> None:
        """The next part, or the one before."""
        self.part = PARTS[(PARTS.index(self.part) + by) % len(PARTS)]

    def action_back(self) -> None:
        """Back to the table."""
        self.post_message(self.Left())

    def take_focus(self) -> None:
        """Where one works in this part."""
        self.query_one(f"#{self.part} Lines, Lines#{self.part}, ContextText#{self.part}").focus()
