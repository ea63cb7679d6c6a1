"""Find anywhere: rows and files by their words, tables and commands by their names, as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.chat import MESSAGES
from lattice.model.errors import LatticeError
from lattice.model.rows import Hit
from lattice.settings import Search
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.screens.found_groups import (
    MOST,
    Group,
    few_of,
    first_of,
    paint_back,
    paint_hit,
    paint_rest,
    search,
)
from lattice.tui.screens.found_lines import (
    Find,
    Named,
    open_message,
    open_place,
    open_row,
    open_table,
    paint_named,
    run_command,
)
from lattice.tui.screens.found_messages import with_titles
from lattice.tui.session import TabKind
from lattice.tui.widgets.marked import MarkedList
from lattice.tui.widgets.typed_line import TypedLine
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen

#: Tables and commands that are listed.
NAMED = 6
NOTHING = "Nothing has all these words. Rows are found by whole words or their beginnings."
#: Lines of the box that are not the list's.
AROUND = 8


class Turn(NamedTuple):
    """A line that lists something else: all of one table, or some of each again."""

    content: Content
    table: str
    """Its name; empty for all of them."""
    listed: int = 0
    """How many of its rows are listed already."""


class FindLine(TypedLine):
    """The line one types in."""

    BINDINGS = [bind("find.open", "submit")]


class FindScreen(Dialog[Find | None]):
    """A line to type in, and what it finds."""

    BINDINGS = [
        bind("filter.next", "move(1)"),
        bind("filter.previous", "move(-1)"),
    ]

    def __init__(self, bench: Bench, below: WorkbenchScreen) -> None:
        super().__init__()
        self._bench = bench
        self._below = below
        self._found: list[Find | Turn] = []
        self._asked = ""
        self._only = ""
        """The table of which all is listed; empty for some of each."""
        self._shown = ""
        """The text whose answers are listed."""
        self._opens = False
        """Whether enter waits for the answers to what was asked."""
        self._waiting: Timer | None = None

    @property
    def _settings(self) -> Search:
        """How this person searches; their file may change meanwhile."""
        return self._below.app.settings.settings.search

    def compose(self) -> ComposeResult:
        """The line, the list, one line of words."""
        with Vertical(classes="dialog -find") as box:
            box.border_title = "⌕ Find anywhere"
            box.border_subtitle = "enter opens · esc back"
            yield FindLine(placeholder="words of a row or a file, a table, a command", id="find-text")
            yield MarkedList(id="find-list", markup=False)
            yield Static("", id="find-note", classes="muted", markup=False)

    def on_mount(self) -> None:
        """Offer the tables before anything is typed."""
        self.query_one("#find-list", OptionList).can_focus = False
        self.query_one(Input).focus()
        self._show(self._named(""), "")

    @on(Input.Changed)
    def _on_type(self, event: Input.Changed) -> None:
        self._opens, self._only = False, ""
        # a fast typist needs no answer for each letter
        self._ask_for(event.value, self._settings.delay_ms / 1_000)

    def _ask_for(self, text: str, wait: float) -> None:
        self._asked = text.strip()
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if wait:
            self._waiting = self.set_timer(wait, self._search)
        else:
            self._search()

    def _search(self) -> None:
        text = self._asked
        if not text:
            self._show(self._named(""), "")
            return
        start(
            self,
            self._ask(text),
            group="find",
            failed=lambda error: self._fail(text, error),
            opens=self._opens,
        )

    def _fail(self, text: str, error: LatticeError) -> None:
        if text == self._asked:
            # what could not be searched is read before anything opens
            self._opens = False
            self._show(self._named(text), str(error))

    async def _ask(self, text: str, only: str = "", at: int = 0) -> None:
        groups = await search(self._bench, text, only)
        if (text, only) != (self._asked, self._only):
            return
        found: list[Find | Turn] = [Turn(paint_back(), "")] if only else [*self._named(text)]
        room = self.app.size.height * 92 // 100 - AROUND - len(found)
        few = few_of(groups, room, self._settings.limit if not only else MOST)
        listed = 0
        for group in groups:
            rows = await with_titles(self._bench, first_of(group, few))
            listed += len(rows)
            found += [self._row(hit, labelled=hit is rows[0]) for hit in rows]
            if (rest := len(group.hits) - len(rows)) or (group.more and not only):
                found.append(Turn(paint_rest(group, rest), group.table, len(rows)))
        if (text, only) != (self._asked, self._only):
            return
        self._show(found, _note(groups, listed) if found else NOTHING, at)

    def _show(self, found: Sequence[Find | Turn], note: str, at: int = 0) -> None:
        self._found, self._shown = list(found), self._asked
        listed = self.query_one("#find-list", OptionList)
        listed.set_options(Option(find.content) for find in found)
        listed.highlighted = min(at, len(found) - 1) if found else None
        self.query_one("#find-note", Static).update(Content(note))
        if self._opens:
            self._open()

    def _named(self, text: str) -> list[Find]:
        """Tables and commands whose names hold the text; all tables without any."""
        wanted = text.casefold()
        tables = [
            Named("table", info.table.name, f"{info.rows:,} rows", open_table(info.table.id))
            for info in self._bench.tables
            if wanted in info.table.name.casefold()
        ]
        if not text:
            return paint_named(tables, wanted)
        from lattice.tui.screens.palette import commands_of

        for kind, title in ((TabKind.FILES, "Files"), (TabKind.ARTIFACTS, "Artifacts")):
            if wanted in title.casefold() and self._bench.files is not None:
                tables.append(Named("files", title, "", open_place(kind)))
        commands = [
            Named("command", command.title, command.keys, run_command(command.action, command.node))
            for command in commands_of(self._below)
            if wanted in command.title.casefold() and not command.name.startswith("open.")
        ]
        return paint_named([*tables[:NAMED], *commands[:NAMED]], wanted)

    def _row(self, hit: Hit, *, labelled: bool) -> Find:
        painted = paint_hit(hit, labelled=labelled)
        if hit.table == MESSAGES:
            return Find(painted, open_message(hit.row_id))
        table = self._bench.find(hit.table)
        return Find(painted, open_row(table.id if table else "", hit, self._asked))

    def action_move(self, by: int) -> None:
        """The cursor of the list, while the line keeps the focus."""
        listed = self.query_one("#find-list", OptionList)
        if listed.option_count:
            listed.highlighted = ((listed.highlighted or 0) + by) % listed.option_count

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip() == self._shown:
            self._open()
        else:
            self._opens = True
            self._ask_for(event.value, 0)

    @on(OptionList.OptionSelected)
    def _open(self) -> None:
        self._opens = False
        at = self.query_one("#find-list", OptionList).highlighted
        if at is None or at >= len(self._found):
            return
        match self._found[at]:
            case Turn(table=table, listed=listed):
                # the cursor goes on where the list of that table ended, under the line that leads back
                self._only = table
                work = self._ask(self._asked, table, listed + 1 if table else 0)
                start(self, work, group="find", failed=lambda error: self._fail(self._asked, error))
            case found:
                self.dismiss(found)


def _note(groups: Sequence[Group], listed: int) -> str:
    """What is said under the list: how much of what was found stands in it."""
    total = sum(len(group.hits) for group in groups)
    if listed == total and not any(group.more for group in groups):
        return ""
    over = "over " if any(group.more for group in groups) else ""
    return f"The best {listed:,} of {over}{total:,}; another word narrows them."
