"""The lower end of the chat: files beside the words, the words, what completes them, what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from lattice.model.chat import AttachmentBlock
from lattice.tui.bench import Bench
from lattice.tui.chat import Said
from lattice.tui.chat.mentions import shortened, spelled_out
from lattice.tui.chat.offering import Offer, Word, command_offers, row_offers, table_offers, word_at
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.widgets.chat.chips import Chips
from lattice.tui.widgets.chat.prompt import Prompt
from lattice.tui.widgets.marked import MarkedList
from lattice.tui.work import start

#: Quiet time before rows are searched for, in seconds.
SEARCH_S = 0.08
#: Offers that are in sight at once; the style sheet says the same.
OFFERED_LINES = 10


class Composer(Vertical):
    """What one writes, until it is said."""

    prompt = getters.query_one(Prompt)
    chips = getters.query_one(Chips)
    offers = getters.query_one("#chat-offers", OptionList)

    @dataclass
    class Spoken(Message):
        """Something is to be said; the composer is empty already."""

        said: Said

    class Changed(Message):
        """What is written is other now: worth keeping."""

    def __init__(self, bench: Bench, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._mentions: dict[str, str] = {}
        self._offers: tuple[Offer, ...] = ()
        self._word: Word | None = None
        self._shut: Word | None = None
        """The word whose offers were closed: they stay so while it is typed."""
        self._finished = ""
        """The name that it begins with, when they were closed because one was taken."""
        self._search: Timer | None = None
        self.attached: tuple[AttachmentBlock, ...] = ()
        self.said: tuple[str, ...] = ()
        """What `up` brings back, oldest first."""
        self._at = 0
        """How far back it is, 0 for what is being written."""
        self._unsent = ""

    def compose(self) -> ComposeResult:
        """From top to bottom; what completes lies over what is above."""
        yield MarkedList(id="chat-offers", markup=False)
        yield Chips()
        yield Prompt(id="chat-prompt")

    def on_mount(self) -> None:
        """The line keeps the focus while one chooses."""
        self.offers.can_focus = False
        self.prompt.offering = lambda: bool(self._offers)

    # --- what is written ---

    @property
    def draft(self) -> str:
        """What is written, with its mentions as links."""
        return spelled_out(self.prompt.text, self._mentions)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        return self.prompt.pristine and not self.attached

    def put(self, text: str, attached: tuple[AttachmentBlock, ...] | None = None) -> None:
        """Write this instead."""
        short, self._mentions = shortened(text)
        self.prompt.put(short)
        if attached is not None:
            self.attach(attached)

    def attach(self, attached: tuple[AttachmentBlock, ...], coming: str = "") -> None:
        """These files stand beside the words."""
        self.attached = attached
        self.chips.show(attached, coming)
        self.post_message(self.Changed())

    def take(self) -> Said:
        """What was written; afterwards it is empty."""
        said = Said(self.draft.strip(), self.attached)
        self._at = 0
        self.put("", ())
        return said

    @on(Prompt.Send)
    def _on_send(self, event: Prompt.Send) -> None:
        event.stop()
        if not self.empty:
            self.post_message(self.Spoken(self.take()))

    def on_click(self, event: events.Click) -> None:
        """A click on the lower frame, where the model stands, chooses another."""
        if event.widget is self and event.y >= self.size.height:
            self.post_message(self.Spoken(Said("/model")))

    @on(Prompt.Unattach)
    def _on_unattach(self, event: Prompt.Unattach) -> None:
        event.stop()
        if self.attached:
            self.attach(self.attached[:-1])

    @on(Chips.Removed)
    def _on_removed(self, event: Chips.Removed) -> None:
        event.stop()
        self.attach(tuple(b for i, b in enumerate(self.attached) if i != event.index))
        self.prompt.focus()

    # --- what was said before ---

    @on(Prompt.Moved)
    def _on_moved(self, event: Prompt.Moved) -> None:
        event.stop()
        if self._offers:
            at = self.offers.highlighted or 0
            self.offers.highlighted = (at + event.by) % len(self._offers)
            return
        at = min(max(self._at - event.by, 0), len(self.said))
        if at == self._at:
            return
        if self._at == 0:
            self._unsent = self.draft
        self._at = at
        self.put(self.said[-at] if at else self._unsent)

    # --- what completes it ---

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _on_written(self, event: TextArea.Changed | TextArea.SelectionChanged) -> None:
        event.stop()
        if isinstance(event, TextArea.Changed):
            self.post_message(self.Changed())
        line, column, first = self.prompt.before_cursor
        word = word_at(line, column, first=first) if self.prompt.has_focus else None
        if word == self._word:
            return
        same = word is not None and self._shut is not None and word.start == self._shut.start
        if word is None or not same or not f"{word.kind}{word.begun}".startswith(self._finished):
            self._shut, self._finished = None, ""
        self._word = word
        self._look()

    def _look(self) -> None:
        if self._search is not None:
            self._search.stop()
        word = self._word
        if word is None or self._shut is not None:
            self._offer(())
        elif word.kind == "/":
            self._offer(command_offers(word.begun))
        else:
            self._offer(table_offers(self._bench, word.begun))
            self._search = self.set_timer(SEARCH_S, lambda: start(self, self._find(word), group="offers"))

    async def _find(self, word: Word) -> None:
        found = await row_offers(self._bench, word.begun)
        if word == self._word and self._shut is None:
            self._offer((*table_offers(self._bench, word.begun), *found))

    def _offer(self, offers: tuple[Offer, ...]) -> None:
        if offers == self._offers:
            return
        held = self.offers.highlighted or 0
        self._offers = offers
        self.offers.set_options(Option(_paint(offer)) for offer in offers)
        self.offers.display = bool(offers)
        self.offers.highlighted = min(held, len(offers) - 1) if offers else None
        # above what is written, which stays where it is, and as wide as the frame: nothing shows beside it
        self.offers.styles.width = self.outer_size.width
        self.offers.styles.offset = (-self.gutter.left, -min(len(offers), OFFERED_LINES) - 1)
        self.prompt.refresh_bindings()

    def close_offers(self) -> bool:
        """Offer nothing more for this word; False when nothing was offered."""
        if not self._offers:
            return False
        self._shut = self._word
        self._offer(())
        return True

    @on(OptionList.OptionSelected)
    @on(Prompt.Complete)
    def _on_complete(self, event: OptionList.OptionSelected | Prompt.Complete) -> None:
        event.stop()
        at = event.option_index if isinstance(event, OptionList.OptionSelected) else self.offers.highlighted
        word = self._word
        if word is None or at is None or at >= len(self._offers):
            return
        offer = self._offers[at]
        row, column = self.prompt.cursor_location
        whole = offer.kind == "command" and not offer.insert.endswith(" ")
        if offer.reference:
            self._mentions[offer.insert] = offer.reference
        if offer.reference:
            # what is written on is no other name
            self._shut, self._finished = word, offer.insert
        self._offer(())
        blank = "" if offer.kind == "command" else " "
        self.prompt.replace(offer.insert + blank, (row, word.start), (row, column))
        self.prompt.focus()
        if whole:
            self.post_message(self.Spoken(self.take()))


def _paint(offer: Offer) -> Content:
    label, note = one_line(offer.label, 60), one_line(offer.note, 60)
    if offer.kind == "command":
        return Content.assemble(fit_cells(label, 14), (f" {note}", "$text-muted"))
    if offer.kind == "table":
        return Content.assemble((fit_cells("table", 9), "$text-muted"), label, (f"  {note}", "$text-muted"))
    return Content.assemble((fit_cells(note, 8) + " ", "$text-muted"), label)
