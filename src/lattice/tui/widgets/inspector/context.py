"""What an agent reads of a row: its page of Markdown, as it stands in the tree."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lattice.model.errors import LatticeError
from lattice.tui.app import LatticeApp
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import literal
from lattice.tui.work import start

#: Characters of a page that are shown; more makes the first paint of the part slow.
SHOWN_CHARS = 60_000


class ContextText(VerticalScroll, can_focus=True):
    """The page of one row, to be read and copied."""

    BINDINGS = [
        bind("list.down", "scroll_down"),
        bind("list.up", "scroll_up"),
        bind("list.first", "scroll_home"),
        bind("list.last", "scroll_end"),
        bind("row.copy", "copy"),
    ]

    app = getters.app(LatticeApp)

    def __init__(self, bench: Bench, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._wanted: tuple[str, str] | None = None
        self.text = ""
        """The page as it was read."""

    def compose(self) -> ComposeResult:
        """The page."""
        yield Static("", classes="context-page", markup=False)

    def show(self, table: str, row_id: str) -> None:
        """Read the page of a row, for the first time or anew."""
        if self._wanted != (table, row_id):
            self.text = ""
            self.scroll_home(animate=False)
        self._wanted = (table, row_id)
        start(self, self._read(table, row_id), group="page", failed=self._fail)

    def forget(self) -> None:
        """There is no row."""
        self._wanted, self.text = None, ""
        self.query_one(Static).update("")

    async def _read(self, table: str, row_id: str) -> None:
        # jinja2 and yaml: only when somebody looks
        from lattice.context import row_page

        text = await row_page(self._bench.client, table, row_id, self.app.settings.settings.context)
        if self._wanted != (table, row_id) or text == self.text:
            return
        self.text = text
        more = len(text) - SHOWN_CHARS
        shown = text[:SHOWN_CHARS] + (
            f"\n\n… {more:,} more characters; y copies all of it" if more > 0 else ""
        )
        self.query_one(Static).update(literal(shown, lines=True))

    def _fail(self, error: LatticeError) -> None:
        self.text = ""
        self.query_one(Static).update(Content.styled(str(error), "$text-muted"))

    def action_copy(self) -> None:
        """Send the page to the terminal's clipboard."""
        if self.text:
            self.app.copy_to_clipboard(self.text)
            self.app.notify(f"Sent {len(self.text):,} characters to the terminal's clipboard.")
