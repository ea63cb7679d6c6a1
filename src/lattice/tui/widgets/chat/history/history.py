"""The history of a chat: a conversation under a window that follows its end, or stays where one reads."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from textual import events as textual_events
from textual.selection import Selection
from textual.strip import Strip

from lattice.actions import ThreadPage
from lattice.assistant.events import Began, Said, Thought, TurnEvent
from lattice.model.chat import Message
from lattice.tui.keys import bind
from lattice.tui.widgets.chat.history import deeds, walking
from lattice.tui.widgets.chat.history.colours import Colouring
from lattice.tui.widgets.chat.history.column import Column, Spot
from lattice.tui.widgets.chat.history.drawing import Drawing
from lattice.tui.widgets.chat.history.items import Item
from lattice.tui.widgets.chat.history.pacing import Pacing
from lattice.tui.widgets.chat.history.talk import Talk
from lattice.tui.widgets.markdown.parse import warm_up
from lattice.tui.widgets.markdown.sheet import Sheet
from lattice.tui.work import start


class ChatHistory(Sheet, can_focus=True):
    """Shows one conversation. `show` begins with a page, `apply` goes on with what a turn tells."""

    COMPONENT_CLASSES = {"history--cursor", "history--below"}
    DEFAULT_CSS = Path(__file__).with_name("history.tcss").read_text()
    BINDINGS = [
        bind("talk.down", "step(1)"),
        bind("talk.up", "step(-1)"),
        bind("talk.page_down", "pages(1)"),
        bind("talk.page_up", "pages(-1)"),
        bind("talk.first", "first"),
        bind("talk.last", "last"),
        bind("talk.next_link", "walk_links(1)"),
        bind("talk.previous_link", "walk_links(-1)"),
        bind("talk.open", "open"),
        bind("talk.fold", "fold"),
        bind("talk.copy", "copy"),
        bind("talk.undo", "undo"),
        bind("talk.retry", "retry"),
        bind("talk.edit", "edit"),
        bind("talk.fork", "fork"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._colouring = Colouring(lambda: start(self, self._learn(), group="colours"))
        self.talk = Talk(self._colouring.spans)
        self.column = Column()
        self.following = True
        """Whether the end stays in sight while more comes."""
        self.here = ""
        """Key of the item that keys act on."""
        self.here_link: tuple[int, int] | None = None
        """Index of the part, and number in it, of the link that keys are on."""
        self.with_mouse = False
        """Whether the mouse was ever here, so that text may be selected with it."""
        self._drawing = Drawing(self)
        self._pacing = Pacing(self._stream, self.set_timer)
        self.asked_before = -1
        """Before which message earlier ones were asked for last."""

    # --- what it shows ---

    def show(self, page: ThreadPage) -> None:
        """Show a thread from its end."""
        self._pacing.clear()
        self.asked_before, self.here, self.here_link, self.following = -1, "", None, True
        self.talk.open(page)
        self._arranged()

    def prepend(self, messages: Sequence[Message], *, more: bool) -> None:
        """Put earlier messages above, `more` says whether there are still earlier ones; the place stays."""
        first = self.column.top_of(1) if self.talk.more and self.column.parts else 0
        above = max(0, first - self.top)  # the line that offers them goes, or moves
        spot = self.column.spot(self.top + above)
        self.screen.clear_selection()
        self.talk.prepend(messages, more=more)
        self._arranged(spot, above)

    def apply(self, event: TurnEvent) -> None:
        """Show what a turn tells; pieces of text are gathered for a tenth of a second."""
        if isinstance(event, Said | Thought):
            self._pacing.add(event)
            return
        self._pacing.flush()
        self.talk.apply(event)
        if isinstance(event, Began):
            self.following = True
        self._arranged()

    def mark_undone(self, change_ids: Sequence[str]) -> None:
        """These changes were taken back: their calls say so."""
        self.talk.undone(change_ids)
        self._arranged()

    def fold(self, key: str) -> None:
        """Unfold an item, or fold it; its first line stays where it is."""
        spot = self.column.spot(self.top)
        self.following = False
        self.talk.fold(key)
        self._arranged(spot)
        walking.into_sight(self)

    def _stream(self, pieces: list[Said | Thought]) -> None:
        for piece in pieces:
            self.talk.apply(piece)
        self._arranged()

    def on_mount(self) -> None:
        """The parser of Markdown is imported before the first word comes."""
        start(self, asyncio.to_thread(warm_up), group="warm-up")

    async def _learn(self) -> None:
        await self._colouring.learn()
        self.column.forget_lines()
        self.refresh()

    # --- laying out ---

    @property
    def margin(self) -> int:
        """Cells at the left of the words; the cursor stands there."""
        return 1 if self.room.width < 60 else 2

    def _arranged(self, spot: Spot | None = None, above: int = 0) -> None:
        """There are other parts now; the end stays in sight, or the place."""
        self.here_link = None
        room = self.room
        if not room.width:
            self.column.put(())
            return
        self.column.width = self.column.width or room.width - 2 * self.margin
        self.column.put(self.talk.parts)
        self._place(spot, above)

    def _place(self, spot: Spot | None, above: int = 0) -> None:
        rows = self.room.height
        line = self.column.line_of(spot) if spot is not None and not self.following else None
        if self.following:
            top = self.column.settle_before(self.column.height, rows) - rows
        else:
            top = self.column.settle_before(self.top if line is None else line, above) - above
            top = self.column.settle(max(0, top), rows)
        self.tell_extent(0, self.column.height)
        self.following = top + rows >= self.column.height
        self.scroll_to(y=max(0, min(top, self.column.height - rows)), animate=False, force=True)
        self._find_cursor(focused=self.has_focus)

    def on_resize(self) -> None:
        """Lay out for the new width; the place stays."""
        spot = self.column.spot(self.top) if self.column.width else None
        self.column.fit(max(8, self.room.width - 2 * self.margin))
        self.column.put(self.talk.parts)
        self._place(spot)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what comes into sight, however it was scrolled."""
        top, rows = round(new_value), self.room.height
        if self.column.width and rows:
            settled = self.column.settle(top, rows)
            self.tell_extent(0, self.column.height)
            self.following = settled + rows >= self.column.height
            if settled != top and round(self.scroll_target_y) == top:
                self.scroll_to(y=settled, animate=False, force=True)
        super().watch_scroll_y(old_value, new_value)
        if round(new_value) == 0 and round(old_value) > 0:
            deeds.want_more(self)

    def scroll_lines(self, top: int) -> None:
        """Have a line stand first on the screen, as far as there are lines below it."""
        rows = self.room.height
        top = self.column.settle(max(0, top), rows)
        if top + rows > self.column.height:
            top = self.column.settle_before(self.column.height, rows) - rows
        self.tell_extent(0, self.column.height)
        self.scroll_to(y=max(0, top), animate=False, force=True)

    # --- keys ---

    @property
    def item(self) -> Item | None:
        """What keys act on."""
        return next((item for item in self.talk.items if item.key == self.here), None)

    def on_focus(self) -> None:
        """Keys act on an item in sight."""
        self._find_cursor(focused=True)

    def _find_cursor(self, *, focused: bool) -> None:
        if focused and self.item is None:
            self.here = walking.last_in_sight(self)
        self.refresh()

    def on_blur(self) -> None:
        """Without focus there is no cursor."""
        self.here_link = None
        self.refresh()

    def action_step(self, by: int) -> None:
        """To the next item, or a little further in a long one."""
        self.here_link = None
        walking.step(self, by)
        self.refresh()

    def action_pages(self, by: int) -> None:
        """A screen up or down."""
        walking.pages(self, by)
        self.refresh()

    def action_first(self) -> None:
        """To the beginning of what is here; from there to what is earlier."""
        walking.first(self)
        self.refresh()

    def action_last(self) -> None:
        """To the end, and stay there while more comes."""
        self.following = True
        self.here = self.talk.items[-1].key if self.talk.items else ""
        self._place(None)

    def action_walk_links(self, by: int) -> None:
        """To the next link of this item; past the last one the focus goes on."""
        walking.walk_links(self, by)

    def action_open(self) -> None:
        """Follow the link that keys are on, else fold."""
        if self.here_link is not None:
            deeds.follow(self, *self.here_link)
        else:
            deeds.fold(self)

    def action_fold(self) -> None:
        """Unfold what stands in one line, or fold it."""
        deeds.fold(self)

    def action_copy(self) -> None:
        """Copy what is selected, else this item."""
        deeds.copy(self)

    def action_undo(self) -> None:
        """Take back what this call or this turn changed."""
        deeds.undo(self)

    def action_retry(self) -> None:
        """Have this turn answered anew."""
        deeds.retry(self)

    def action_edit(self) -> None:
        """Say it otherwise."""
        deeds.edit(self)

    def action_fork(self) -> None:
        """Begin another conversation from here."""
        deeds.fork(self)

    # --- mouse ---

    def on_enter(self) -> None:
        """The mouse came: from now on lines say where they are in the text."""
        if not self.with_mouse:
            self.with_mouse = True
            self.refresh()

    def on_click(self, event: textual_events.Click) -> None:
        """Follow a link, fold a call, or go to the end."""
        walking.click(self, event)

    # --- drawing ---

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        for part in self.column.parts:
            part.strips.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the visible area."""
        return self._drawing.line(y)

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what the mouse went over."""
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the mouse went over."""
        return walking.selected(self, selection), "\n"
