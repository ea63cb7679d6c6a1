"""Somebody changed what I was editing: both sides, and take mine, take theirs or go on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, literal, one_line
from lattice.tui.screens.dialogs import Dialog

#: Characters of a value that is shown in one line; longer ones are compared line by line.
SHORT_CHARS = 120
#: Lines of a comparison; of more the rest is counted. Longer texts are not compared but cut.
DIFF_LINES, DIFF_CHARS = 200, 200_000
NAME_CELLS = 8


class Ending(Enum):
    """What is to become of it."""

    ON = "on"
    """Go on editing; nothing is saved yet."""
    MINE = "mine"
    """Save mine over theirs."""
    THEIRS = "theirs"
    """Leave theirs."""


class Both(NamedTuple):
    """One value that two want otherwise."""

    name: str
    """Of the column; empty where there is only one."""
    mine: str
    theirs: str
    was: str | None = None
    """As it was when mine was begun; None where nobody knows."""


class EditConflict(Dialog[Ending | None]):
    """Shows both sides; enter goes on editing, which loses nothing."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/people.tcss"]
    BINDINGS = [
        bind("list.down", "app.focus_next"),
        bind("list.up", "app.focus_previous"),
    ]
    HELP = "Somebody changed it while you were editing. Nothing is lost before you choose."

    def __init__(
        self,
        text: str,
        values: Sequence[Both],
        *,
        go_on: str = "Edit on",
        mine: str = "Take mine",
        theirs: str = "Take theirs",
        note: str = "",
    ) -> None:
        """`text` says who and when, `note` what becomes of mine."""
        super().__init__()
        self._text, self._values, self._note = text, values, note
        self._labels = {Ending.ON: go_on, Ending.MINE: mine, Ending.THEIRS: theirs}
        self._long = any(_is_long(both) for both in values)

    def compose(self) -> ComposeResult:
        """Who was first, both sides, the three ways."""
        with Vertical(classes="dialog -tall", id="edit-conflict") as box:
            box.border_title = "Changed meanwhile"
            box.border_subtitle = "enter or esc: nothing is saved yet"
            yield Static(Content(self._text))
            with VerticalScroll(id="both-sides", can_focus=self._long):
                for both in self._values:
                    yield Static(paint_both(both), classes="both")
            if self._note:
                yield Static(Content(self._note), classes="muted")
            with Horizontal(classes="buttons"):
                for ending, label in self._labels.items():
                    first = ending is Ending.ON
                    yield Button(Content(label), id=ending.value, variant="primary" if first else "default")

    def on_mount(self) -> None:
        """Going on is what enter does."""
        self.query_one("#on", Button).focus()

    @on(Button.Pressed)
    def _on_press(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(Ending(event.button.id or "on"))


def _is_long(both: Both) -> bool:
    return any("\n" in text or len(text) > SHORT_CHARS for text in (both.mine, both.theirs))


def paint_both(both: Both) -> Content:
    """Both sides of one value: in a line each, or a long text compared."""
    head = [Content.styled(one_line(both.name), "bold")] if both.name else []
    if _is_long(both):
        return Content("\n").join([*head, *_compared(both)])
    lines = [
        _side("was", both.was, "$text-muted"),
        _side("yours", both.mine, "$text-warning"),
        _side("theirs", both.theirs, "$text-success"),
    ]
    return Content("\n").join([*head, *(line for line in lines if line is not None)])


def _side(name: str, value: str | None, style: str) -> Content | None:
    if value is None:
        return None
    return Content.assemble((f"  {fit_cells(name, NAME_CELLS)}", "$text-muted"), (_line(value), style))


def _line(value: str) -> str:
    return one_line(value) or "empty"


def _compared(both: Both) -> list[Content]:
    """A text line by line: what only I wrote, what only they did."""
    import difflib  # that only a clash of long texts needs

    legend = Content.assemble(("+ yours", "$text-warning"), "   ", ("− theirs", "$text-success"))
    found: list[Content] = [legend]
    count = 0
    mine, theirs = both.mine[:DIFF_CHARS].splitlines(), both.theirs[:DIFF_CHARS].splitlines()
    for line in difflib.unified_diff(theirs, mine, lineterm="", n=2):
        if line.startswith(("---", "+++")):
            continue
        count += 1
        if count > DIFF_LINES:
            continue
        sign, words = line[:1], literal(line[1:]).plain
        if sign == "@":
            found.append(Content.styled("  ⋯", "$text-muted"))
        elif sign in "+-":
            style = "$text-warning" if sign == "+" else "$text-success"
            found.append(Content.styled(f"{'+' if sign == '+' else '−'} {words}", style))
        else:
            found.append(Content.styled(f"  {words}", "$text-muted"))
    if count > DIFF_LINES:
        found.append(Content.styled(f"… and {count - DIFF_LINES:,} more lines", "$text-muted"))
    if count == 0:
        found.append(Content.styled("The texts are the same.", "$text-muted"))
    return found
