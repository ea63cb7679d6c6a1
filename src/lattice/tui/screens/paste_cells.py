"""Before cells are pasted: what changes, what is new, and what does not fit."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Static
from textual.widgets.option_list import Option

from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.screens.policy import Tick
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.table.paste_plan import PastePlan, Unfit, blank_words

#: Cells that do not fit that are listed; of more the rest is counted.
LISTED = 200
_NOTHING = "Nothing of it fits here, or the cells say it already."


class Entered(Message):
    """Enter was pressed where it does nothing of its own: it is for the whole dialog."""


class Choice(Tick):
    """Space alone sets it."""

    def on_key(self, event: events.Key) -> None:
        """Keep enter from turning it."""
        _enter(self, event)


class Unfitting(Lines):
    """What does not fit; a line of it leads nowhere."""

    def on_key(self, event: events.Key) -> None:
        """Keep enter from choosing a line."""
        _enter(self, event)


def _enter(widget: Widget, event: events.Key) -> None:
    if event.key == "enter":
        event.stop()
        event.prevent_default()
        widget.post_message(Entered())


class PasteCells(Dialog[PastePlan | None]):
    """Answers the plan that is wanted. Nothing has been changed while it is open."""

    CSS_PATH = "../styles/paste_cells.tcss"
    BINDINGS = [bind("edit.save", "accept", show=True)]
    HELP = "Cells that do not fit stay as they are; all others go in as one change, which u takes back."

    lines = getters.query_one(Lines)

    def __init__(self, words: str, plans: Sequence[PastePlan]) -> None:
        """`plans` is one, or two: without the first line, which is names of columns, and with it."""
        super().__init__()
        self._words, self._plans = words, plans

    def compose(self) -> ComposeResult:
        """What will be, what to choose, what does not fit."""
        with Vertical(classes="dialog", id="paste-cells") as box:
            box.border_title = Content(f"Paste {self._words}")
            box.border_subtitle = "^s pastes · esc back"
            yield Static("", id="paste-what", markup=False)
            yield Choice("the first line is the names of the columns", value=True, id="paste-header")
            yield Choice("", value=True, id="paste-add")
            yield Static("", id="paste-unfit", classes="problem", markup=False)
            yield Unfitting()
            with Horizontal(classes="buttons"):
                yield Button("Paste", id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Say it."""
        self.query_one("#paste-header").display = len(self._plans) > 1
        self._show()
        self.query_one("#no" if self._plan.empty else "#yes").focus()

    @property
    def _plan(self) -> PastePlan:
        """The plan as it is chosen now."""
        plan = self._plans[0 if self.query_one("#paste-header", Checkbox).value else -1]
        if self.query_one("#paste-add", Checkbox).value:
            return plan
        return msgspec.structs.replace(plan, added=())

    @on(Checkbox.Changed)
    def _show(self) -> None:
        plan = self._plan
        whole = self._plans[0 if self.query_one("#paste-header", Checkbox).value else -1]
        add = self.query_one("#paste-add", Checkbox)
        add.display = bool(whole.added)
        add.label = f"add {_rows(len(whole.added))} for what goes beyond the last one"
        self.query_one("#paste-what", Static).update(_what(plan))
        self.query_one("#paste-unfit", Static).update(_unfit_words(plan))
        self.lines.set_options(Option(_line(unfit)) for unfit in plan.unfit[:LISTED])
        self.lines.display = bool(plan.unfit)
        self.query_one("#yes", Button).disabled = plan.empty

    @on(Button.Pressed, "#yes")
    @on(Entered)
    def action_accept(self) -> None:
        """Paste what fits, or say that there is nothing to paste."""
        plan = self._plan
        if plan.empty:
            self.notify(f"Nothing can be pasted. {_NOTHING}", severity="warning", markup=False)
            return
        self.dismiss(plan)

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()


def _what(plan: PastePlan) -> Content:
    if plan.empty:
        return Content.styled(_NOTHING, "bold")
    columns = ", ".join(one_line(name, 30) for name in plan.columns) or "no column"
    parts = [f"{_rows(len(plan.changes))} {'changes' if len(plan.changes) == 1 else 'change'}"]
    if plan.added:
        parts.append(f"{_rows(len(plan.added))} {'is' if len(plan.added) == 1 else 'are'} added")
    if plan.same:
        parts.append(f"{_rows(plan.same)} {'says' if plan.same == 1 else 'say'} it already")
    if plan.out:
        parts.append(f"{_rows(plan.out)} {'does' if plan.out == 1 else 'do'} not fit")
    if plan.blank:
        parts.append(blank_words(plan.blank))
    if plan.cut:
        word = "column has" if plan.cut == 1 else "columns have"
        parts.append(f"{plan.cut} {word} no place")
    return Content.assemble((" · ".join(parts), "bold"), "\n", (f"into {columns}", "$text-muted"))


def _unfit_words(plan: PastePlan) -> Content:
    count = len(plan.unfit)
    if not count:
        return Content("")
    more = f" The first {LISTED} of them:" if count > LISTED else ""
    one = "1 cell does not fit and stays out." if count == 1 else f"{count:,} cells do not fit and stay out."
    return Content(f"✗ {one}{more}")


def _line(unfit: Unfit) -> Content:
    return Content.assemble(
        (f"line {unfit.line:,}  ", "$text-muted"),
        (f"{one_line(unfit.column, 24)} ", "bold"),
        f"{one_line(unfit.text, 40) or '(nothing)'}  ",
        (one_line(unfit.words, 120), "$text-muted"),
    )


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"
