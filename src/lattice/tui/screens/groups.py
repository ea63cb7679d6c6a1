"""The rows of a table by one column: a chart, a bar for each group, and the way to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.schema import Column
from lattice.tui import clipboard
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.chart import ColumnChart, bar
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.table import view
from lattice.tui.widgets.table.grouping import Group, Grouping, Way, ways
from lattice.tui.widgets.table.groups import Chosen, read_groups
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.widgets.table.looking import LookPane

#: Widest that the name of a group gets, in cells.
NAME_CELLS = 32
#: Longest that a bar gets: beyond, the eye has to walk.
BAR_CELLS = 48
#: What the ways are called on the button that leads to them.
_WAYS = {
    Way.VALUE: "values",
    Way.YEAR: "years",
    Way.MONTH: "months",
    Way.DAY: "days",
    Way.STRETCH: "stretches",
}


class GroupsScreen(Dialog[Chosen | None]):
    """The answer is the group whose rows are wanted, or are to be left out."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/looking.tcss"]
    BINDINGS = [
        bind("groups.show", "show", show=True),
        bind("groups.exclude", "exclude"),
        bind("groups.way", "way"),
        bind("groups.next", "column(1)"),
        bind("groups.previous", "column(-1)"),
        bind("groups.copy", "copy"),
    ]
    lines = getters.query_one(Lines)
    chart = getters.query_one(ColumnChart)

    def __init__(self, pane: LookPane, column: Column) -> None:
        super().__init__()
        self._pane = pane
        self._column = column
        self._found: Grouping | None = None

    def compose(self) -> ComposeResult:
        """What is counted, the chart, the groups, the buttons."""
        with Vertical(classes="dialog -groups") as box:
            box.border_subtitle = "enter shows the rows · ! leaves them out · ← → other column"
            yield Static("", classes="muted", id="groups-head", markup=False)
            yield ColumnChart()
            yield Lines()
            with Horizontal(classes="buttons"):
                yield Button("Show", id="show", variant="primary")
                yield Button("Leave out", id="exclude")
                yield Button("By …", id="way")
                yield Button("◂", id="previous", classes="-slim", tooltip="Groups of the column before.")
                yield Button("▸", id="next", classes="-slim", tooltip="Groups of the next column.")
                yield Button("Close", id="no")

    def on_mount(self) -> None:
        """Begin to count."""
        self.lines.focus()
        self._count(None)

    def _count(self, way: Way | None) -> None:
        """Read the groups in a way, or in the best."""
        title = f"{self._pane.title} by {self._column.name}"
        self.query_one(".dialog", Vertical).border_title = Content(one_line(title, 60))
        self.query_one("#groups-head", Static).update("counting…")
        start(self, self._read(self._column, way), group="count")

    async def _read(self, column: Column, way: Way | None) -> None:
        self._found = await read_groups(self._pane, column, way)
        self._fill(self._found)

    def _fill(self, found: Grouping) -> None:
        self.query_one("#groups-head", Static).update(Content(self._head(found)))
        button = self.query_one("#way", Button)
        button.display = len(ways(self._column)) > 1
        button.label = f"By {_WAYS[self._next_way(found)]}"
        drawn = [group for group in found.groups if group.label]
        self.chart.display = found.in_order and len(drawn) > 1
        if self.chart.display:
            self.chart.draw([group.count for group in drawn], drawn[0].label, drawn[-1].label)
        held = self.lines.highlighted
        self.lines.set_options(self._options(found))
        last = len(found.groups) - 1
        self.lines.highlighted = min(held or 0, last) if found.groups else None

    def _options(self, found: Grouping) -> list[Option]:
        most = max((group.count for group in found.groups), default=0)
        name = min(NAME_CELLS, max((len(group.label) for group in found.groups), default=0))
        name, number = max(name, len("(empty)")), len(f"{most:,}")
        # a scroll bar takes two, what stands between the columns twelve
        room = min(BAR_CELLS, self.lines.content_region.width - name - number - 14)
        return [Option(self._line(group, found.rows, most, name, number, room)) for group in found.groups]

    def _line(self, group: Group, rows: int, most: int, name: int, number: int, room: int) -> Content:
        share = f"{group.count / rows:6.1%}" if rows else ""
        label = (fit_cells(group.label or "(empty)", name), "" if group.label else "$text-muted")
        return Content.assemble(
            label,
            f"  {group.count:>{number},}",
            (f"  {share}  ", "$text-muted"),
            (bar(group.count, most, room), "$text-primary"),
        )

    def _head(self, found: Grouping) -> str:
        rows = f"{found.rows:,} {self._pane.NOUN}{'' if found.rows == 1 else 's'}"
        parts = [rows, f"{found.different:,} different"]
        if found.more:
            newest = "the newest" if found.way.part else "the commonest"
            newest = "the smallest" if found.way is Way.VALUE and len(ways(self._column)) > 1 else newest
            parts.append(f"{newest} {len(found.groups):,} of them here")
        if self._pane.view.where:
            parts.append(f"where {one_line(self._pane.view.where, 80)}")
        return " · ".join(parts)

    def _next_way(self, found: Grouping) -> Way:
        possible = ways(self._column)
        return (
            possible[(possible.index(found.way) + 1) % len(possible)] if found.way in possible else Way.VALUE
        )

    @property
    def _group(self) -> Group | None:
        at = self.lines.highlighted
        return (
            self._found.groups[at]
            if self._found and at is not None and at < len(self._found.groups)
            else None
        )

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.chart.marked = event.option_index

    @on(OptionList.OptionSelected)
    def action_show(self) -> None:
        """Show the rows of the group under the cursor."""
        if (group := self._group) is not None:
            self.dismiss(Chosen(self._column, group))

    def action_exclude(self) -> None:
        """Leave out the rows of the group under the cursor."""
        if (group := self._group) is not None:
            self.dismiss(Chosen(self._column, group, others=True))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another way is offered where there is one."""
        return len(ways(self._column)) > 1 if action == "way" else True

    def action_way(self) -> None:
        """Make the groups in another way."""
        if self._found is not None and len(ways(self._column)) > 1:
            self._count(self._next_way(self._found))

    def action_column(self, by: int) -> None:
        """Groups of another column."""
        table = self._pane.table
        columns = [c for c in view.shown(table, self._pane.view) if not c.masked] if table else []
        ids = [c.id for c in columns]
        if self._column.id in ids:
            self._column = columns[(ids.index(self._column.id) + by) % len(ids)]
            self._count(None)

    def action_copy(self) -> None:
        """Copy the groups and their counts, with tabs between, as spreadsheets take them."""
        if self._found is not None:
            lines = [f"{self._column.name}\tcount", *(f"{g.label}\t{g.count}" for g in self._found.groups)]
            words = f"{len(self._found.groups):,} groups"
            start(self, clipboard.hand_over(self.app, "\n".join(lines) + "\n", words), group="copy")

    @on(events.Resize)
    def _on_room(self) -> None:
        if self._found is not None:
            self.call_after_refresh(self._fill, self._found)

    @on(Button.Pressed)
    def _on_press(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "show":
                self.action_show()
            case "exclude":
                self.action_exclude()
            case "way":
                self.action_way()
            case "previous":
                self.action_column(-1)
            case "next":
                self.action_column(1)
            case _:
                self.action_cancel()
