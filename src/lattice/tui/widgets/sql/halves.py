"""The two halves of the console: the text of a query and what came of it, with an edge that can be moved."""

from __future__ import annotations

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical

from lattice.tui.bench import Bench
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.splitter import Splitter
from lattice.tui.widgets.sql.answer import AnswerView
from lattice.tui.widgets.sql.editor import SqlEditor

#: Fewest rows of the text, and of what came of it.
LEAST_TEXT, LEAST_ANSWER = 3, 5


class SqlHalves(Vertical):
    """The text above, the answer below."""

    editor = getters.query_one(SqlEditor)
    view = getters.query_one(AnswerView)
    edge = getters.query_one("#sql-edge", Splitter)

    def __init__(self, bench: Bench, text: str, share: int = 0) -> None:
        super().__init__()
        self._bench = bench
        self._text = text
        self.share = share
        """Of the text, in thousandths of the height; 0 for what the style sheet gives it."""

    def compose(self) -> ComposeResult:
        """The text, the edge, and what comes of it."""
        yield SqlEditor(self._bench, self._text)
        yield Splitter(level=True, id="sql-edge")
        yield AnswerView()

    def on_resize(self) -> None:
        """The text has the same share of another height."""
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.size.height - 1
        wanted = round(self.share * room / 1000) if self.share else 0
        self.editor.styles.height = _within(wanted, room) if wanted and room > 0 else None

    @on(Splitter.Moved)
    def _on_edge(self, event: Splitter.Moved) -> None:
        event.stop()
        room = self.size.height - 1
        if room > 0:
            rows = _within(self.editor.size.height + event.by, room)
            self._stand(max(1, round(rows * 1000 / room)))

    @on(Splitter.Reset)
    def _on_edge_back(self, event: Splitter.Reset) -> None:
        event.stop()
        self._stand(0)

    def _stand(self, share: int) -> None:
        self.share = share
        self._lay_out()
        self.post_message(Pane.Touched())

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The edge shows when the answer has the focus."""
        self.edge.set_class(self.view in event.widget.ancestors, "-under")


def _within(rows: int, room: int) -> int:
    """Rows of the text, so that both halves keep something; where there is too little room, the text does."""
    return max(LEAST_TEXT, min(rows, room - LEAST_ANSWER))
