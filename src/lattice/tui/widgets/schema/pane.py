"""The schema: look at tables and columns as a list or as a graph, and change them."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import DroppedItem, ListDropped, Undo
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.live import Batch
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.schema import changes
from lattice.tui.widgets.schema.graph.board import GraphBoard
from lattice.tui.widgets.schema.lines import WIDE, SchemaLine, column_line, schema_lines, table_line
from lattice.tui.work import start


class SchemaPane(Pane):
    """Tables and columns of the workspace."""

    BINDINGS = [
        bind("schema.turn", "turn"),
        bind("schema.add", "change('add')"),
        bind("schema.rename", "change('rename')"),
        bind("schema.retype", "change('retype')"),
        bind("schema.define", "change('define')", show=True),
        bind("schema.drop", "change('drop')"),
        bind("schema.restore", "restore"),
        bind("schema.share", "change('share')"),
    ]
    HELP = (
        "Tables and columns. n adds a column, t changes its type, a says who reads it. "
        "v turns between the list and the graph, in which arrows follow the references."
    )

    def __init__(self, bench: Bench, key: TabKey) -> None:
        # one schema tab for all tables; a table's id only says where the cursor begins
        super().__init__(bench, TabKey(TabKind.SCHEMA))
        self._wanted = key.table_id
        self._dropped: tuple[DroppedItem, ...] = ()
        self._lines: list[SchemaLine] = []
        self._as_graph = False
        self._here = ""
        self._narrow = False

    def compose(self) -> ComposeResult:
        """The lines, the graph with a word on the table under its cursor, and what is said without tables."""
        yield Lines()
        yield GraphBoard()
        yield Static("", classes="graph-foot", markup=False)
        yield Static(
            "No tables yet. N makes an empty one, i brings a file in.", classes="empty", markup=False
        )

    def on_mount(self) -> None:
        """As it was left."""
        self.set_class(self._as_graph, "as-graph")
        self.board.here = self._here

    @property
    def board(self) -> GraphBoard:
        """The graph."""
        return self.query_one(GraphBoard)

    def keep(self) -> dict[str, str]:
        """Whether it is a graph, and the table in it that the cursor is on."""
        kept = {"shown": "graph"} if self._as_graph else {}
        return {**kept, "here": self.board.here} if self.board.here else kept

    def take_back(self, kept: dict[str, str]) -> None:
        """The graph where it was left; a table that means nothing is the first."""
        self._as_graph = kept.get("shown") == "graph"
        self._here = kept.get("here", "")[:200]

    def concerns(self, batch: Batch) -> bool:
        """Schema changes only; counts come when it is looked at again."""
        return batch.schema

    def load(self) -> None:
        """Read what was dropped, and show it all."""
        self._fill()
        start(self, self._read(), group="schema")

    async def _read(self) -> None:
        self._dropped = (await self.bench.run(ListDropped())).value
        self._fill()

    def _fill(self) -> None:
        lines = self.query_one(Lines)
        held, at = lines.highlighted_id, lines.highlighted or 0
        bench, narrow = self.bench, self._narrow
        self._lines = schema_lines(bench.tables, bench.schema, self._dropped, narrow=narrow)
        lines.set_options(Option(line.content, id=line.id, disabled=not line.enabled) for line in self._lines)
        self.set_class(not self._lines, "nothing")
        if self._wanted and lines.highlight_id(self._wanted):
            self._wanted = ""
        elif self._lines and not lines.highlight_id(held):
            lines.highlighted = min(at, len(self._lines) - 1)
        self._draw()

    def on_resize(self) -> None:
        """A list that became narrow or wide has other lines."""
        narrow = 0 < self.size.width < WIDE
        if narrow != self._narrow:
            self._narrow = narrow
            self.set_class(narrow, "narrow")
            if not self._stale:
                self._fill()

    def _draw(self) -> None:
        """Show the graph as it is now, with what the lines of the table under its cursor are."""
        if self._as_graph:
            self.board.show(self.bench.tables, self.bench.schema)
        self._say_foot()

    def _say_foot(self) -> None:
        """All of what is under the cursor: a narrow list and the graph cut it off."""
        words = Content.styled("No tables are left. v shows the list, with what was dropped.", "$text-muted")
        line = self.line
        table_id = line.table.id if line is not None and line.table is not None else ""
        info = self.bench.info(self.board.current if self._as_graph else table_id)
        if line is not None and line.column is not None:
            words = column_line(line.column, self.bench.schema)
        elif info is not None:
            words = table_line(info, self.bench.schema)
        elif line is not None:
            words = line.content
        self.query_one(".graph-foot", Static).update(words)

    def recount(self) -> None:
        """Counts were read anew: they stand in the boxes."""
        if self.is_mounted:
            self._draw()

    def go_to(self, table_id: str) -> None:
        """Put the cursor on a table."""
        self._wanted = table_id
        self.board.here = table_id
        if self._as_graph:
            self.board.redraw()
            self.board.call_after_refresh(self.board.show_cursor)
        if not self._stale:
            self._fill()

    @property
    def line(self) -> SchemaLine | None:
        """The line under the cursor; in the graph that of the table."""
        if self._as_graph:
            return next((line for line in self._lines if line.id == self.board.current), None)
        held = self.query_one(Lines).highlighted_id
        return next((line for line in self._lines if line.id == held), None)

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._say_foot()

    @on(OptionList.OptionSelected)
    def _on_select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.line and self.line.dropped:
            self.action_restore()
        elif self.line and self.line.table:
            self.post_message(self.OpenTab(TabKey(TabKind.TABLE, self.line.table.id)))

    @on(GraphBoard.Moved)
    def _on_moved(self, event: GraphBoard.Moved) -> None:
        event.stop()
        self._say_foot()
        self.post_message(self.Touched())

    @on(GraphBoard.Opened)
    def _on_opened(self, event: GraphBoard.Opened) -> None:
        event.stop()
        self.post_message(self.OpenTab(TabKey(TabKind.TABLE, event.id)))

    def action_turn(self) -> None:
        """Show the tables as a graph or as a list, with the cursor on the same table."""
        line = self.line
        table_id = line.table.id if line is not None and line.table is not None else ""
        self._as_graph = not self._as_graph
        self.set_class(self._as_graph, "as-graph")
        if self._as_graph:
            self.board.here = table_id or self.board.here
            self.board.redraw()
            self._draw()
        else:
            self.query_one(Lines).highlight_id(table_id)
        self.take_focus()
        self.refresh_bindings()
        self.post_message(self.Touched())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The graph shows tables only: what is done with a column or with what was dropped has the list."""
        of_list = action == "restore" or (action, *parameters) == ("change", "retype")
        return not (self._as_graph and of_list)

    def action_change(self, how: str) -> None:
        """Add, rename, retype, define or drop at the cursor."""
        if self.line is not None and self.line.table is not None:
            work = changes.change(self, self.bench, self.line.table, self.line.column, how)
            start(self, work, group="schema-change", opens=True)

    def action_restore(self) -> None:
        """Bring back what was dropped."""
        if self.line is not None and self.line.dropped is not None:
            start(self, self._restore(self.line.dropped), group="schema-change")

    async def _restore(self, item: DroppedItem) -> None:
        outcome = await self.bench.run(Undo(change_id=item.change_id))
        name = f"{item.table}.{item.column}" if item.column else item.table
        self.post_message(self.Done(f"Brought back {name}.", outcome))

    def take_focus(self) -> None:
        """The list, or the graph."""
        (self.board if self._as_graph else self.query_one(Lines)).focus()
