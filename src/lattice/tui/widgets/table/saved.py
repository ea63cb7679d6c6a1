"""A saved view as a tab: its table as it says, and a word when one looks at it in another way."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from lattice.model.schema import Table
from lattice.model.views import VIEWS_ID, View
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.live import Batch
from lattice.tui.session import TabKey, ViewState
from lattice.tui.widgets.table import view as looks
from lattice.tui.widgets.table.pane import TablePane
from lattice.tui.widgets.table.saved_look import look_from

#: Under which name a tab keeps that it is looked at in another way than was saved.
CHANGED = "changed"


class SavedPane(TablePane):
    """The rows of one table, as a saved view shows them."""

    HELP = "A saved view: filter, sort and columns of a table. What you change is yours until you save it."

    def __init__(self, bench: Bench, key: TabKey, state: ViewState) -> None:
        super().__init__(bench, key, state)
        self._known: View | None = None
        """The view as it was taken up."""

    def compose(self) -> ComposeResult:
        """A line about the view, while there is something to say, over the table."""
        yield Static("", classes="view-line", markup=False)
        yield from super().compose()

    @property
    def saved(self) -> View | None:
        """The view as everyone has it; None when it was deleted."""
        return self.bench.view(self.key.name)

    @property
    def altered(self) -> bool:
        """Whether it is looked at in another way than was saved."""
        table, saved = self.table, self.saved
        if table is None or saved is None:
            return False
        if self._table is None:
            return self._kept.get(CHANGED) == "1"
        return not looks.same_look(table, self.view, look_from(table, saved))

    @property
    def title(self) -> str:
        """Name of the view, with a star while it is looked at in another way."""
        saved = self.saved or self._known
        if saved is None:
            return f"{super().title} (view deleted)"
        return one_line(f"{saved.name} *" if self.altered else saved.name)

    def keep(self) -> dict[str, str]:
        """Whether there is something of one's own to come back to."""
        kept = {name: text for name, text in super().keep().items() if name != CHANGED}
        return {**kept, CHANGED: "1"} if self.altered else kept

    def _open(self, table: Table) -> None:
        saved = self.saved
        if saved is not None and self._kept.get(CHANGED) != "1":
            self.view = looks.with_look(self.view, look_from(table, saved))
        self._known = saved
        super()._open(table)
        self._tell_view()

    def look(self, changed: ViewState, *, read: bool = False) -> None:
        """Look at the table in another way, and say that it is another."""
        super().look(changed, read=read)
        self._tell_view()

    def concerns(self, batch: Batch) -> bool:
        """Also what is done to views."""
        return super().concerns(batch) or VIEWS_ID in batch.tables

    def recount(self) -> None:
        """Take up what others saved, unless one looks at it in a way of one's own."""
        super().recount()
        table, saved, known = self.table, self.saved, self._known
        if self._table is None or table is None:
            return
        if saved is not None and known is not None and saved.version != known.version:
            if looks.same_look(table, self.view, look_from(table, known)):
                self.look_as(look_from(table, saved))
            self.post_message(self.Touched())
        self._known = saved or known
        self._tell_view()

    def back_to_saved(self) -> None:
        """Look at it again as it was saved."""
        if self.table is not None and self.saved is not None:
            self.look_as(look_from(self.table, self.saved))

    def _tell_view(self) -> None:
        line = self.query_one(".view-line", Static)
        words = self._words()
        line.display = bool(words)
        line.update(Content(words), layout=False)

    def _words(self) -> str:
        again = self.app.get_key_display(bind("workbench.save_view_as", ""))
        if self.saved is None:
            undo = self.app.get_key_display(bind("workbench.undo", ""))
            return f"It was deleted. {undo} takes your own change back, {again} saves it anew."
        if not self.altered:
            return ""
        over = self.app.get_key_display(bind("workbench.save_view", ""))
        back = self.app.get_key_display(bind("workbench.view_back", ""))
        return f"Changed here: {over} saves it, {again} as new, {back} goes back."
