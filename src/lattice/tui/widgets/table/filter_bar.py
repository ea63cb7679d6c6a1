"""The filter bar: what is shown of the table, how many rows that is, and the line to type a filter in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.errors import LatticeError
from lattice.model.query import bind as bind_filter
from lattice.model.query import parse_filter
from lattice.model.query.complete import Candidate, Completions, complete
from lattice.model.schema import Schema, Table
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.widgets.marked import MarkedList
from lattice.tui.widgets.table.anywhere import anywhere, as_written, bare_words, looked_for
from lattice.tui.widgets.table.filter_paint import paint_complaint, paint_offer
from lattice.tui.widgets.table.known_values import KnownValues
from lattice.tui.widgets.typed_line import FollowedLine

#: Completions that are listed; more are narrowed by typing on.
OFFERS = 20
_NOTHING = Completions(0, 0, ())


class FilterInput(FollowedLine):
    """The line one types in; up and down choose a completion, tab takes it."""

    BINDINGS = [
        bind("filter.apply", "submit"),
        bind("filter.cancel", "leave"),
        bind("filter.complete", "complete"),
        bind("filter.next", "offer(1)"),
        bind("filter.previous", "offer(-1)"),
    ]

    class Left(Message):
        """Back to the table."""

    class Completed(Message):
        """The completion under the cursor is wanted."""

    @dataclass
    class Moved(Message):
        """Another completion is wanted."""

        by: int

    def action_leave(self) -> None:
        """Back to the table."""
        self.post_message(self.Left())

    def action_complete(self) -> None:
        """Take the completion."""
        self.post_message(self.Completed())

    def action_offer(self, by: int) -> None:
        """Another completion."""
        self.post_message(self.Moved(by))


class FilterBar(Vertical):
    """One line while it rests; with completions and complaints while one types."""

    typing = var(False, toggle_class="typing")
    where = var("")

    @dataclass
    class Applied(Message):
        """Another filter is wanted; empty for none."""

        where: str

    class Left(Message):
        """The bar was left; the table wants the focus."""

    def __init__(
        self, example: str = "city = Oslo and joined >= 2024-01-01", bench: Bench | None = None
    ) -> None:
        super().__init__()
        self._example = example
        self._values = KnownValues(self, bench, self._on_values)
        self._table: Table | None = None
        self._schema = Schema(())
        self._offers = _NOTHING
        self._picked = False

    def compose(self) -> ComposeResult:
        """The line, the complaint, the completions."""
        with Horizontal(classes="filter-line"):
            yield Static("", classes="filter-text", markup=False)
            yield FilterInput(placeholder=self._example, compact=True)
            yield Static("", classes="filter-count", markup=False)
        yield Static("", classes="filter-wrong", markup=False)
        yield MarkedList(classes="filter-offers", markup=False)

    def on_mount(self) -> None:
        """The list of completions takes no focus: the line keeps it."""
        self.query_one(OptionList).can_focus = False
        self._rest()

    def know(self, table: Table, schema: Schema) -> None:
        """What a filter may speak of."""
        self._table, self._schema = table, schema

    def count(self, matching: int | None, total: int | None, selected: str = "", noun: str = "row") -> None:
        """How many rows match, of how many; None while nobody knows."""
        of_all = "" if total is None else f"{total:,}"
        if not self.where:
            words = f"{of_all} {noun}{'' if total == 1 else 's'}" if of_all else "counting…"
        else:
            words = f"{'…' if matching is None else f'{matching:,}'} of {of_all or '…'}"
        parts = (
            [(f"{selected}  ", "$text-accent"), (words, "$text-muted")]
            if selected
            else [(words, "$text-muted")]
        )
        said = Content.assemble(*parts)
        # none yet when a change comes while the tab opens, which counts again when it is there
        for count in self.query(".filter-count").results(Static):
            # its width follows its words: saying the same again would lay the screen out anew, 30 ms
            if count.content != said:
                count.update(said)

    def complain(self, error: LatticeError | None, text: str = "") -> None:
        """Say what is wrong with a filter, and point at it."""
        if error is None and not self.has_class("wrong"):
            return
        self.set_class(error is not None, "wrong")
        self.query_one(".filter-wrong", Static).update(paint_complaint(error, text) if error else "")

    def watch_where(self) -> None:
        """Show the filter that holds."""
        if self.is_attached and self.children:
            self._rest()

    def _rest(self) -> None:
        if self.where:
            words = self._words(self.where)
            said = f"any column ~ {words}" if words else self.where
            text = Content.assemble(("▽ ", "$text-accent"), one_line(said))
        else:
            text = Content.styled("/ filter", "$text-muted")
        self.query_one(".filter-text", Static).update(text)

    def _words(self, where: str) -> str:
        """The words that a filter looks for in all columns, as they were typed; empty for any other."""
        if self._table is None:
            return ""
        return as_written(looked_for(where, self._table, self._schema))

    def _spread(self, text: str) -> str:
        """The filter for bare words in any column; empty when the text is not that."""
        if self._table is None or check(text, self._table, self._schema) is None:
            return ""
        where = anywhere(bare_words(text, self._table), self._table, self._schema)
        return where if where and check(where, self._table, self._schema) is None else ""

    def begin(self) -> None:
        """Type a filter, from the one that holds."""
        self.typing = True
        self._values.forget()
        line = self.query_one(FilterInput)
        line.value = self._words(self.where) or self.where
        line.cursor_position = len(line.value)
        line.focus()
        self._offer()

    def finish(self) -> None:
        """Stop typing."""
        self._stop()
        self.post_message(self.Left())

    def _stop(self) -> None:
        """Nothing is offered any more, also not by what is still on its way."""
        self.typing = False
        self._offers, self._picked = _NOTHING, False
        self.query_one(OptionList).clear_options()
        self.remove_class("offering", "hinting")
        self.complain(None)

    @on(events.Click, ".filter-text")
    def _on_text(self) -> None:
        """Type where one clicked."""
        self.begin()

    @on(Input.Changed)
    def _on_change(self, event: Input.Changed) -> None:
        event.stop()
        if self.typing:
            self._offer()

    @on(Input.Submitted)
    def _on_submit(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.typing:
            return
        if self._picked:
            self._take()
            return
        found = self._spread(event.value)
        wrong = check(event.value, self._table, self._schema) if self._table and not found else None
        if wrong is not None:
            self.complain(wrong, event.value)
            return
        self._stop()
        self.post_message(self.Applied(found or event.value.strip()))

    @on(FilterInput.Left)
    def _on_left(self) -> None:
        self.finish()

    def on_descendant_blur(self) -> None:
        """Leaving the line by mouse or tab leaves it as it was."""
        if self.typing and not self.query_one(FilterInput).has_focus:
            self._stop()

    def _on_values(self) -> None:
        """More values are known; who chose one already keeps it."""
        if self.typing and not self._picked:
            self._offer()

    def _offer(self) -> None:
        """Completions for where the cursor is; complaints only where none can lead on."""
        line = self.query_one(FilterInput)
        listed = self.query_one(OptionList)
        self._picked = False
        if self._table is None:
            return
        self._offers = complete(
            line.value, line.cursor_position, self._table, self._schema, known=self._values.of
        )
        found = self._offers.candidates[:OFFERS]
        listed.set_options(Option(paint_offer(candidate)) for candidate in found)
        self.set_class(bool(found), "offering")
        listed.highlighted = None
        wrong = None if found else check(line.value, self._table, self._schema)
        unfinished = wrong is not None and wrong.details.get("position") == len(line.value)
        bare = bool(self._spread(line.value))
        self.complain(None if unfinished or bare else wrong, line.value)
        if bare:
            said = f"enter finds rows that have {one_line(line.value.strip(), 60)} in any column"
            self.query_one(".filter-wrong", Static).update(Content.styled(said, "$text-muted"))
        elif self._offers.hint and (unfinished or wrong is None):
            self.query_one(".filter-wrong", Static).update(Content.styled(self._offers.hint, "$text-muted"))
        self.set_class(bare or bool(self._offers.hint), "hinting")

    @on(FilterInput.Moved)
    def _on_move(self, event: FilterInput.Moved) -> None:
        listed = self.query_one(OptionList)
        if listed.option_count:
            at = -1 if listed.highlighted is None else listed.highlighted
            listed.highlighted = max(at + event.by, 0) % listed.option_count
            self._picked = True

    @on(FilterInput.Completed)
    def _take(self) -> None:
        listed = self.query_one(OptionList)
        if self.typing and listed.option_count:
            self._insert(self._offers.candidates[listed.highlighted or 0])

    @on(OptionList.OptionSelected)
    def _on_pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self._offers.candidates):
            self._insert(self._offers.candidates[event.option_index])
            self.query_one(FilterInput).focus()

    def _insert(self, candidate: Candidate) -> None:
        line = self.query_one(FilterInput)
        before, after = line.value[: self._offers.start] + candidate.text, line.value[self._offers.end :]
        if not after.startswith((" ", ")", ",")):
            before += " "
        line.value = before + after
        line.cursor_position = len(before)
        line.followed = before.endswith(" ")
        self._offer()


def check(text: str, table: Table, schema: Schema) -> LatticeError | None:
    """What is wrong with a filter over a table; None when it will do."""
    try:
        bind_filter(parse_filter(text), table, schema, datetime.now(UTC))
    except LatticeError as error:
        return error
    return None
