"""The lower half of the console: a line about the answer, and the answer as a grid, a plan or words."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from lattice.actions import SqlResult
from lattice.model.errors import LatticeError
from lattice.tui.literal import one_line
from lattice.tui.sorting import sort_pairs, sorted_by
from lattice.tui.widgets.grid import Grid, messages
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.sql.plan import Step, is_plan, steps_of
from lattice.tui.widgets.sql.referred import Referred
from lattice.tui.widgets.sql.results import Answer

_BEGINNING = (
    "Write a SELECT above; {run} runs it.\n\n"
    "Completion knows your tables and columns; tab takes a word.\n"
    "{explain} shows how a query is answered · {history} finds those you asked before\n"
    "Nothing is changed by it."
)


class AnswerGrid(Grid):
    """A grid whose cells are not changed."""

    HELP = (
        "What the query answered. s sorts what is here, / narrows it, y and Y copy, x exports, enter shows "
        "all of a cell, or goes to the row that it names (→); o goes to the row itself where _id was read; "
        "esc goes back to the query."
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer is read only."""
        return False if action == "edit" else super().check_action(action, parameters)


class AnswerView(Vertical):
    """What came of the last query. Only one of grid, plan and words is in sight, by its class."""

    head = getters.query_one("#sql-head", Static)
    grid = getters.query_one("#sql-grid", AnswerGrid)
    plan = getters.query_one("#sql-plan", Lines)
    words = getters.query_one("#sql-words", Static)

    def __init__(self) -> None:
        super().__init__()
        self.answer: Answer | None = None
        """What the grid shows; None while there is no answer of rows."""
        self.words_in = ""
        """What the rows that are shown have in them; empty for all of them."""
        self._sort: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """The line, and what is under it."""
        yield Static("", id="sql-head", markup=False)
        yield AnswerGrid(frozen=0, numbers=True, id="sql-grid")
        yield Lines(id="sql-plan")
        with VerticalScroll(id="sql-said", can_focus=False):
            yield Static("", id="sql-words", markup=False)

    def begin(self, run: str, explain: str, history: str) -> None:
        """Say what can be done here."""
        said = _BEGINNING.format(run=run, explain=explain, history=history)
        self._say(Content.styled(said, "$text-muted"), "-beginning")
        self.tell(Content(""))

    def tell(self, words: Content) -> None:
        """Have the line say something."""
        self.head.update(words, layout=False)

    def show(self, result: SqlResult, advice: str = "") -> None:
        """Show an answer; where it has no rows, with what to do about that."""
        if is_plan(result):
            self._show_plan(steps_of(result))
            return
        self.answer, self._sort, self.words_in = Answer(result), (), ""
        self._turn("-rows")
        self.grid.empty_text = "\n\n".join(filter(None, ("No rows: nothing is like that.", advice)))
        self.grid.set_sort(())
        self.grid.set_columns(self.answer.columns)
        self.grid.set_source(self.answer)
        self.grid.move_to(0, 0)

    def refer(self, result: SqlResult, referred: Referred) -> None:
        """Show what people call the rows that an answer refers to, if it is the one in sight."""
        if self.answer is not None and self.answer.result is result:
            self.answer.referred = referred
            self.grid.set_columns(self.answer.columns)
            self._order()

    def narrow(self, words: str) -> None:
        """Show only the rows that have all these words somewhere in them."""
        self.words_in = words
        self._order()

    def _show_plan(self, steps: Sequence[Step]) -> None:
        self.answer = None
        self._turn("-plan")
        self.plan.set_options(Option(_paint(step)) for step in steps)
        self.plan.highlighted = 0 if steps else None

    def refuse(self, error: LatticeError) -> None:
        """Say why there is no answer, and what to do."""
        hint = _hint(error)
        said = Content.assemble(
            ("✗ ", "$text-error"),
            (_lines(error.message), "$text-error"),
            *([("\n\n" + _lines(hint), "$text-muted")] if hint else []),
        )
        self._say(said, "-refused")

    def say(self, words: str) -> None:
        """Say something in place of an answer."""
        self._say(Content.styled(_lines(words), "$text-muted"), "-beginning")

    def _say(self, words: Content, look: str) -> None:
        self.answer = None
        self._turn(look)
        self.words.update(words)

    def _turn(self, look: str) -> None:
        """Have one of the looks."""
        for name in ("-rows", "-plan", "-refused", "-beginning"):
            self.set_class(name == look, name)

    @property
    def can_focus_in(self) -> bool:
        """Whether there is something to move about in."""
        return self.has_class("-rows") or self.has_class("-plan")

    def take_focus(self) -> None:
        """Go to what is shown."""
        if self.has_class("-rows"):
            self.grid.focus()
        elif self.has_class("-plan"):
            self.plan.focus()

    @on(messages.SortRequested)
    def _on_sort(self, event: messages.SortRequested) -> None:
        """Sort the rows that are here; the query is not asked again."""
        event.stop()
        if self.answer is None:
            return
        self._sort = sorted_by(self._sort, event.column, additive=event.additive)
        self._order()

    def _order(self) -> None:
        """Show the rows that are wanted, in the order that is wanted."""
        if self.answer is not None:
            keys = sort_pairs(self._sort)
            self.answer = self.answer.arranged(keys, self.words_in)
            self.grid.set_sort(keys)
            self.grid.set_source(self.answer, keep=True)

    @on(messages.RowHighlighted)
    @on(messages.CellHighlighted)
    @on(messages.Counted)
    @on(messages.SelectionChanged)
    @on(messages.ColumnResized)
    def _on_grid(self, event: messages.GridMessage) -> None:
        """What a table would tell its pane: here nobody has to know."""
        event.stop()


def _paint(step: Step) -> Content:
    """One step of a plan: what it means, and under it how SQLite tells it."""
    told, meant = one_line(step.detail), one_line(step.meaning)
    if not meant:
        return Content.assemble((step.branch, "$text-muted"), told)
    return Content.assemble(
        (step.branch, "$text-muted"), meant, "\n", (f"{step.under}  {told}", "$text-muted")
    )


def _hint(error: LatticeError) -> str:
    """What to do about a refusal, in a workbench."""
    if error.code == "not_read_only":
        return (
            "Rows are changed in their table: e edits, n adds, d deletes, E changes many at once; "
            "there it is logged and u takes it back."
        )
    return error.hint


def _lines(text: str) -> str:
    """Words that may quote a query, nothing in them acting."""
    return "\n".join(one_line(line) for line in text.splitlines())
