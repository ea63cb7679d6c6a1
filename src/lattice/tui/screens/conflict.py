"""Two people changed the same thing: both values side by side, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog

#: Cells of one value.
VALUE_CELLS = 26


class Clash(NamedTuple):
    """One value that two want otherwise."""

    where: str
    """`people/Ada Berg · city`."""
    mine: str
    theirs: str


class ConflictScreen(Dialog[bool | None]):
    """True to overwrite, False or None to leave it."""

    def __init__(
        self,
        title: str,
        text: str,
        clashes: Sequence[Clash],
        *,
        mine: str,
        theirs: str,
        force: str,
        leave: str,
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._clashes = clashes
        self._heads = (mine, theirs)
        self._force = force
        self._leave = leave

    def compose(self) -> ComposeResult:
        """The values as a small table, and the two ways."""
        with Vertical(classes="dialog -wide") as box:
            box.border_title = Content(self._title)
            yield Static(Content(self._text))
            with VerticalScroll(classes="clashes"):
                yield Static(paint_clashes(self._clashes, *self._heads))
            with Horizontal(classes="buttons"):
                yield Button(Content(self._leave), id="no", variant="primary")
                yield Button(Content(self._force), id="yes", variant="error")

    def on_mount(self) -> None:
        """Leaving it is what enter does."""
        self.query_one("#no", Button).focus()

    @on(Button.Pressed)
    def _on_press(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


def paint_clashes(clashes: Sequence[Clash], mine: str, theirs: str) -> Content:
    """The values side by side."""
    names = min(max((cell_len(one_line(c.where)) for c in clashes), default=8), 26)
    lines = [
        Content.assemble(
            (f"{' ' * names}  {fit_cells(mine, VALUE_CELLS)}  {theirs}", "$text-muted"),
        )
    ]
    lines += [
        Content.assemble(
            (fit_cells(one_line(c.where), names), "bold"),
            "  ",
            (fit_cells(one_line(c.mine) or "empty", VALUE_CELLS), "$text-warning"),
            "  ",
            (fit_cells(one_line(c.theirs) or "empty", VALUE_CELLS).rstrip(), "$text-success"),
        )
        for c in clashes
    ]
    return Content("\n").join(lines)
