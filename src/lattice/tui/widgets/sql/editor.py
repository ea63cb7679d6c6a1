"""Where a query is written: its text, and what completes it."""

from __future__ import annotations

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea

from lattice.tui.bench import Bench
from lattice.tui.widgets.editors.spelling import unspell
from lattice.tui.widgets.sql.advice import advice
from lattice.tui.widgets.sql.area import SqlArea, spelled
from lattice.tui.widgets.sql.colours import COLOURED, lexer
from lattice.tui.widgets.sql.complete import Completions, Vocabulary, complete
from lattice.tui.widgets.sql.offers import LINES, Offers
from lattice.tui.widgets.sql.scan import statement_at


class SqlEditor(Vertical):
    """The text with its completions."""

    area = getters.query_one(SqlArea)
    offers = getters.query_one(Offers)

    class Changed(Message):
        """Another text stands there."""

    def __init__(self, bench: Bench, text: str) -> None:
        super().__init__()
        self._bench = bench
        self._first = text
        self._found = Completions(0, 0, ())
        self._typed = False
        """Whether the last thing that happened was that something was typed."""
        self._known: tuple[object, Vocabulary] = (None, Vocabulary(()))

    def compose(self) -> ComposeResult:
        """The text; the completions lie over what is below it."""
        yield SqlArea()
        yield Offers()

    def on_mount(self) -> None:
        """Put up the text; the lexer is made ready aside, it costs more than a key."""
        self.area.offering = lambda: bool(self._found.candidates)
        self.area.picked = lambda: self.offers.picked
        self.area.text = spelled(self._first)
        self.area.move_cursor(self.area.document.end)
        self.run_worker(lexer, thread=True, group="lexer", exit_on_error=False)
        self.learn()

    @property
    def text(self) -> str:
        """What stands there."""
        return unspell(self.area.text)

    @property
    def wanted(self) -> str:
        """What is to be run: what is selected, else the statement at the cursor."""
        if chosen := self.area.selected_text.strip():
            return unspell(chosen)
        text = self.area.text
        start, end = statement_at(text, self.area.at)
        return unspell(text[start:end].strip())

    def put(self, text: str) -> None:
        """Have another text stand there."""
        self._shut()
        self.area.put(spelled(text))

    def learn(self) -> None:
        """Know the tables that there are now."""
        self.area.know(self._vocabulary.names)

    def advice(self, sql: str) -> str:
        """What to do when nothing answers a query; empty when there is nothing to say."""
        return advice(sql, self._vocabulary)

    @property
    def _vocabulary(self) -> Vocabulary:
        """The tables and columns that are known, made ready once for each schema."""
        known = self._bench.tables
        if self._known[0] is not known:
            self._known = known, Vocabulary(self._bench.everything.tables)
        return self._known[1]

    # --- completing ---

    @on(TextArea.Changed)
    def _on_change(self, event: TextArea.Changed) -> None:
        event.stop()
        self._typed = True
        self.post_message(self.Changed())

    @on(TextArea.SelectionChanged)
    def _on_move(self, event: TextArea.SelectionChanged) -> None:
        """Offer while one types; moving about shuts the list."""
        event.stop()
        typed, self._typed = self._typed, False
        if typed and self.area.has_focus:
            self._offer()
        elif not typed:
            self._shut()

    @on(SqlArea.Asked)
    def _on_asked(self) -> None:
        self._offer(asked=True)

    def _offer(self, *, asked: bool = False) -> None:
        text = self.area.text
        if len(text) > COLOURED or not self.area.selection.is_empty:
            self._shut()
            return
        self._found = complete(text, self.area.at, self._vocabulary, asked=asked)
        if not self._found.candidates:
            self.offers.shut()
            return
        cursor = self.area.cursor_screen_offset
        back = self.area.at - self._found.start
        x = max(self.area.region.x, cursor.x - back - 2)
        below = cursor.y + 1
        # over the text where there is no room under it
        y = below if below + LINES <= self.screen.size.height else max(0, cursor.y - LINES)
        self.offers.show(self._found.candidates, Offset(x, y))

    def _shut(self) -> None:
        self._found = Completions(0, 0, ())
        self.offers.shut()

    def leave_offers(self) -> bool:
        """Shut the list; False when there was none."""
        shown = bool(self._found.candidates)
        self._shut()
        return shown

    @on(SqlArea.Chosen)
    def _on_chosen(self, event: SqlArea.Chosen) -> None:
        event.stop()
        self.offers.move(event.by)

    @on(SqlArea.Taken)
    @on(Offers.Clicked)
    def _on_taken(self, event: Message) -> None:
        event.stop()
        found, chosen = self._found, self.offers.current
        self._shut()
        if chosen is None:
            return
        area = self.area
        area.replace(chosen.text, area.location(found.start), area.location(found.end))
        area.move_cursor(area.location(found.start + len(chosen.text)))
        area.focus()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Who goes elsewhere wants no completions."""
        if event.widget is self.area:
            self._shut()
