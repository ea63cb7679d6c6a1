"""The viewer of one file: what is on its screen, and what its keys do."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual import getters, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from lattice.client import Client
from lattice.model.files import File
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.live import Batch
from lattice.tui.widgets.viewer import deeds
from lattice.tui.widgets.viewer.finding import FindBar
from lattice.tui.widgets.viewer.foot import position
from lattice.tui.widgets.viewer.head import Head
from lattice.tui.widgets.viewer.modes import modes_of
from lattice.tui.widgets.viewer.outline import Outline
from lattice.tui.widgets.viewer.paper import Paper
from lattice.tui.widgets.viewer.showing import Showing
from lattice.tui.work import start

#: How often a file on disk is looked at for more lines, while its end may be in sight.
LOOK_S = 1.0


class FileView(Vertical):
    """One file."""

    DEFAULT_CSS = Path(__file__).with_name("viewer.tcss").read_text()
    BINDINGS = [
        bind("viewer.find", "find"),
        bind("viewer.next_match", "match(1)"),
        bind("viewer.previous_match", "match(-1)"),
        bind("viewer.goto", "go_to"),
        bind("viewer.outline", "outline"),
        bind("viewer.next_section", "section(1)"),
        bind("viewer.previous_section", "section(-1)"),
        bind("viewer.next_mode", "turn(1)"),
        bind("viewer.previous_mode", "turn(-1)"),
        bind("viewer.compare", "compare"),
        bind("viewer.edit", "edit"),
        bind("viewer.external", "external"),
        bind("viewer.open_outside", "open_outside"),
        bind("viewer.copy", "copy(False)"),
        bind("viewer.copy_all", "copy(True)"),
        bind("viewer.back", "back"),
    ]
    HELP = "One file. ] and [ turn between the ways to show it, / finds words in it, o lists its headings."

    paper = getters.query_one(Paper)
    head = getters.query_one(Head)
    find_bar = getters.query_one(FindBar)

    @dataclass
    class OpenRow(Message):
        """A link leads to a row: name of its table, id."""

        table: str
        row_id: str

    @dataclass
    class OpenFile(Message):
        """A link leads to another file."""

        file_id: str

    @dataclass
    class Edited(Message):
        """The text of this file was changed here."""

        file_id: str

    @dataclass
    class Loaded(Message):
        """What is known of the file was read, for the first time or anew."""

        file: File

    def __init__(
        self,
        client: Client,
        file_id: str,
        *,
        part: int | None = None,
        at: int | None = None,
        find: str = "",
        edit: bool = False,
        bench: Bench | None = None,
    ) -> None:
        """`part` is a number of a part, `at` a character of the text, to begin at; `find` words to mark.

        `bench` keeps drafts of what is written here; without one they last as long as the widget.
        """
        super().__init__(classes="file-view")
        self.client = client
        self.file_id = file_id
        self.bench = bench
        self.showing = Showing(self, part, at, find, edit)

    def compose(self) -> ComposeResult:
        """Head, document, outline, the line to find in, where one is."""
        yield Head()
        with Horizontal(classes="view-body"), Vertical(classes="view-main"):
            yield Paper(self.show_position)
        yield FindBar(lambda: self.paper, self.show_position)
        yield Static("", classes="view-foot", markup=False)

    def on_mount(self) -> None:
        """Read the file."""
        self._do(self.showing.open())
        self.set_interval(LOOK_S, self.showing.look_for_more)

    def _do(self, work: Coroutine[Any, Any, None], *, opens: bool = False) -> None:
        """Have the file shown otherwise; of several wishes the last one counts."""
        start(self, work, group="open", failed=self.showing.gone, opens=opens)

    @property
    def file(self) -> File | None:
        """What is known of the file; None before it was read."""
        return self.showing.file

    def changed(self, batch: Batch) -> None:
        """Hear of changes: read again what they touch."""
        if batch.flood or self.file_id in batch.rows:
            self.reopen()

    def reopen(self) -> None:
        """Read the file again; the way it is shown in and the place stay."""
        self._do(self.showing.renew())

    @on(Head.Picked)
    def _on_mode(self, event: Head.Picked) -> None:
        event.stop()
        self._do(self.showing.show(event.mode))
        self.take_focus()

    @on(Paper.LinkOpened)
    def _on_link(self, event: Paper.LinkOpened) -> None:
        event.stop()
        start(self, deeds.follow(self, event.target), group="deed", opens=True)

    def show_position(self) -> None:
        """Say where one is, and how a search stands."""
        if not self.is_attached:
            return
        words = [self.find_bar.words] if self.find_bar.busy else []
        if self.showing.board is None:
            words.append(position(self.paper))
        else:
            words.append(getattr(self.showing.board, "words", ""))
        self.query_one(".view-foot", Static).update(Content(" · ".join(w for w in words if w)), layout=False)

    def take_focus(self) -> None:
        """Where one reads or writes."""
        board = self.showing.board
        if board is None:
            self.paper.focus()
        elif board.can_focus:
            board.focus()
        else:
            for child in board.query("*"):
                if child.focusable:
                    child.focus()
                    return

    def focus(self, scroll_visible: bool = True) -> FileView:
        """The document."""
        self.take_focus()
        return self

    # --- keys ---

    def action_turn(self, by: int) -> None:
        """The next way to show the file, or the one before."""
        if self.file is not None:
            modes = modes_of(self.file)
            at = modes.index(self.showing.mode) if self.showing.mode in modes else 0
            self._do(self.showing.show(modes[(at + by) % len(modes)]))

    def action_find(self) -> None:
        """Begin to look for words, in a way that shows them."""
        self._do(self._find(), opens=True)

    async def _find(self) -> None:
        await self.showing.to_paper()
        await self.find_bar.open()

    def action_match(self, by: int) -> None:
        """The next match or the one before."""
        self.find_bar.step(by)

    def action_go_to(self) -> None:
        """Ask for a place and go there."""
        if self.showing.board is None:
            start(self, deeds.go_to(self), group="deed", opens=True)

    @property
    def outline(self) -> Outline | None:
        """The outline while it is open."""
        return next(iter(self.query(Outline)), None)

    async def action_outline(self) -> None:
        """Open the outline, or close it."""
        if self.outline is not None:
            await self._close_outline()
        elif self.showing.mode is self.showing.outlined:
            await self._open_outline()
        else:
            self._do(self._turn_to_outline(), opens=True)

    async def _turn_to_outline(self) -> None:
        await self.showing.show(self.showing.outlined)
        await self._open_outline()

    async def _open_outline(self) -> None:
        leaf = self.paper.leaf
        if leaf is None or self.showing.board is not None or not leaf.headings():
            self.app.notify("There are no headings or pages here to list.", markup=False)
        elif self.outline is None:
            outline = Outline()
            await self.query_one(".view-body").mount(outline)
            outline.show(leaf.headings(), self.paper.place)
            outline.focus()

    @on(Outline.Picked)
    def _on_picked(self, event: Outline.Picked) -> None:
        event.stop()
        self.paper.go_to(event.place)
        self.paper.focus()

    @on(Outline.Closed)
    async def _close_outline(self) -> None:
        if self.outline is not None:
            await self.outline.remove()
        self.take_focus()

    def action_section(self, by: int) -> None:
        """The next heading or page, or the one before."""
        leaf = self.paper.leaf
        if leaf is None or self.showing.board is not None:
            return
        here = leaf.section_at(self.paper.top)
        places = [heading.place for heading in leaf.headings()]
        after = [place for place in places if place.section > here]
        before = [place for place in places if leaf.line_of(place) < self.paper.top]
        if by > 0 and after:
            self.paper.go_to(after[0])
        elif by < 0 and before:
            self.paper.go_to(before[-1])

    def action_compare(self) -> None:
        """Choose two versions and see what differs."""
        from lattice.tui.widgets.viewer.boards.versions import compare

        start(self, compare(self), group="deed", opens=True)

    def action_edit(self) -> None:
        """Write in the text, here."""
        from lattice.tui.widgets.viewer.editing import edit

        start(self, edit(self), group="deed", opens=True)

    def action_external(self) -> None:
        """Write in the text in the person's own editor."""
        from lattice.tui.widgets.viewer.editing import edit_elsewhere

        start(self, edit_elsewhere(self), group="deed")

    def action_open_outside(self) -> None:
        """Hand the file to the program of this system."""
        if self.file is not None:
            start(self, deeds.open_outside(self, self.file), group="deed", opens=True)

    def action_copy(self, everything: bool) -> None:
        """Send text to the terminal's clipboard."""
        start(self, deeds.copy(self, everything=everything), group="deed")

    async def action_back(self) -> None:
        """Close the outline; let go of what was looked for."""
        if self.outline is not None:
            await self._close_outline()
        elif self.find_bar.busy:
            self.find_bar.cancel()
        else:
            self.paper.here_link = None
            self.paper.refresh()
            raise SkipAction
