"""Find anywhere: rows and files by their words, tables and commands by their names, as one types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import SearchText
from lattice.model.chat import MESSAGES, THREADS
from lattice.model.errors import LatticeError
from lattice.model.rows import Hit
from lattice.settings import Search
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.screens.found_messages import with_titles
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.marked import MarkedList
from lattice.tui.widgets.pane import BEGINNING, Spot
from lattice.tui.widgets.typed_line import TypedLine
from lattice.tui.words import table_words
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen

#: Tables and commands that are listed.
NAMED = 6


class Find(NamedTuple):
    """One line: something that was found, and how to go there."""

    content: Content
    go: Callable[[WorkbenchScreen], Awaitable[None]]


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
        self._found: list[Find] = []
        self._asked = ""
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
        self._opens = False
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

    async def _ask(self, text: str) -> None:
        hits = (await self._bench.run(SearchText(text=text, limit=self._settings.limit))).value
        if text != self._asked:
            return
        rows = await with_titles(self._bench, (hit for hit in hits.hits if hit.table != THREADS))
        if text != self._asked:
            return
        found = [*self._named(text), *(self._row(hit) for hit in rows)]
        note = (
            "" if found else "Nothing has all these words. Rows are found by whole words or their beginnings."
        )
        if hits.more:
            note = f"The best {len(rows)}; another word narrows them."
        self._show(found, note)

    def _show(self, found: list[Find], note: str) -> None:
        self._found, self._shown = found, self._asked
        listed = self.query_one("#find-list", OptionList)
        listed.set_options(Option(find.content) for find in found)
        listed.highlighted = 0 if found else None
        self.query_one("#find-note", Static).update(Content(note))
        if self._opens:
            self._open()

    def _named(self, text: str) -> list[Find]:
        """Tables and commands whose names hold the text; all tables without any."""
        wanted = text.casefold()
        tables = [
            Find(_named("table", info.table.name, f"{info.rows:,} rows", wanted), _opener(info.table.id))
            for info in self._bench.tables
            if wanted in info.table.name.casefold()
        ]
        if not text:
            return tables
        from lattice.tui.screens.palette import commands_of

        for kind, title in ((TabKind.FILES, "Files"), (TabKind.ARTIFACTS, "Artifacts")):
            if wanted in title.casefold() and self._bench.files is not None:
                tables.append(Find(_named("files", title, "", wanted), _place_opener(kind)))
        commands = [
            Find(
                _named("command", command.title, command.keys, wanted), _runner(command.action, command.node)
            )
            for command in commands_of(self._below)
            if wanted in command.title.casefold() and not command.name.startswith("open.")
        ]
        return tables[:NAMED] + commands[:NAMED]

    def _row(self, hit: Hit) -> Find:
        if hit.table == MESSAGES:
            return Find(paint_hit(hit), _message_opener(hit.row_id))
        table = self._bench.find(hit.table)
        return Find(paint_hit(hit), _row_opener(table.id if table else "", hit, self._asked))

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
        if at is not None and at < len(self._found):
            self.dismiss(self._found[at])


def _opener(table_id: str) -> Callable[[WorkbenchScreen], Awaitable[None]]:
    async def go(screen: WorkbenchScreen) -> None:
        await screen.action_open("table", table_id)

    return go


def _place_opener(kind: TabKind) -> Callable[[WorkbenchScreen], Awaitable[None]]:
    async def go(screen: WorkbenchScreen) -> None:
        await screen.open_tab(TabKey(kind))

    return go


def _message_opener(message_id: str) -> Callable[[WorkbenchScreen], Awaitable[None]]:
    async def go(screen: WorkbenchScreen) -> None:
        await screen.chat.open_message(message_id)

    return go


def _row_opener(table_id: str, hit: Hit, words: str) -> Callable[[WorkbenchScreen], Awaitable[None]]:
    spot = Spot(hit.at, words) if hit.at is not None else BEGINNING

    async def go(screen: WorkbenchScreen) -> None:
        await screen.open_tab(TabKey(TabKind.ROW, table_id, hit.row_id), spot)

    return go


def _runner(action: str, node: object) -> Callable[[WorkbenchScreen], Awaitable[None]]:
    async def go(screen: WorkbenchScreen) -> None:
        await screen.app.run_action(action, node)  # type: ignore[arg-type]  # the node of a binding

    return go


def _named(kind: str, name: str, note: str, wanted: str) -> Content:
    shown = Content(one_line(name, 40))
    at = shown.plain.casefold().find(wanted) if wanted else -1
    if at >= 0:
        shown = shown.stylize("bold $text-accent", at, at + len(wanted))
    return Content.assemble((f"{kind:<10} ", "$text-muted"), shown, (f"  {note}", "$text-muted"))


def paint_hit(hit: Hit) -> Content:
    """A row that was found: its table, what people call it, where the words stand, and these."""
    parts: list[str | tuple[str, str]] = [
        (f"{fit_cells(one_line(table_words(hit.table)), 10)} ", "$text-secondary"),
        (one_line(hit.label, 40) or "(no name)", "bold"),
        (f"  {one_line(hit.place or hit.column, 40)}: ", "$text-muted"),
    ]
    for piece in hit.snippet.split("\x02"):
        marked, ended, rest = piece.partition("\x03")
        if ended:
            parts += [(one_line(marked), "$text-accent bold"), (one_line(rest), "$text-muted")]
        else:
            parts.append((one_line(piece), "$text-muted"))
    return Content.assemble(*parts)
