"""The completions of a query, in a list under the word that is typed."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from lattice.tui.literal import fit_cells, one_line
from lattice.tui.widgets.sql.complete import Candidate

#: Lines of the list, and cells of one; the style sheet says the same.
LINES, WIDTH = 8, 48
#: Cells of the longest completion that its meaning stands beside.
_TEXT = 26


class Offers(Widget):
    """A list of one size: another would lay out the whole screen with each key."""

    class Clicked(Message):
        """One was clicked on; it is the one that `current` says."""

    def __init__(self) -> None:
        super().__init__()
        self._candidates: tuple[Candidate, ...] = ()
        self._at = 0
        self.picked = False
        """Whether one was gone to."""

    @property
    def current(self) -> Candidate | None:
        """The one under the cursor."""
        return self._candidates[self._at] if self._candidates else None

    def show(self, candidates: tuple[Candidate, ...], place: Offset) -> None:
        """Offer these at a place of the screen."""
        self._candidates, self._at, self.picked = candidates, 0, False
        if self.absolute_offset != place:
            self.absolute_offset = place
            self.refresh(layout=True)
        self.set_class(True, "-shown")
        self.refresh()

    def shut(self) -> None:
        """Offer nothing."""
        if self._candidates:
            self._candidates, self.picked = (), False
            self.set_class(False, "-shown")

    def move(self, by: int) -> None:
        """Go to another."""
        if self._candidates:
            # the first key goes to what is marked already
            self._at = (self._at + (by if self.picked or by < 0 else 1 if by > 0 else 0)) % len(
                self._candidates
            )
            self.picked = True
            self.refresh()

    def render(self) -> RenderResult:
        """Those around the cursor."""
        first = max(0, min(self._at - LINES // 2, len(self._candidates) - LINES))
        shown = self._candidates[first : first + LINES]
        wide = min(_TEXT, max((cell_len(c.text) for c in shown), default=0))
        lines = [self._line(index, first + index, candidate, wide) for index, candidate in enumerate(shown)]
        return Content("\n").join(lines)

    def _line(self, line: int, index: int, candidate: Candidate, wide: int) -> Content:
        text = fit_cells(one_line(candidate.text), max(wide, min(cell_len(candidate.text), WIDTH - 4)))
        detail = fit_cells(one_line(candidate.detail), max(0, WIDTH - 4 - cell_len(text)))
        here = index == self._at
        mark = "▌" if here else " "
        said = Content.assemble((mark, "$text-accent"), " ", text, " ", (detail, "$text-muted"), " ")
        if here:
            said = said.stylize("bold $block-cursor-blurred-foreground on $block-cursor-blurred-background")
        return said.stylize(Style.from_meta({"offer": index}))

    def on_click(self, event: events.Click) -> None:
        """Take the one that was clicked on."""
        event.stop()
        index = event.style.meta.get("offer")
        if isinstance(index, int) and index < len(self._candidates):
            self._at = index
            self.post_message(self.Clicked())
