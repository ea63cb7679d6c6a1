"""A row in a tab of its own."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from lattice.tui.bench import Bench
from lattice.tui.literal import one_line
from lattice.tui.live import Batch
from lattice.tui.session import TabKey
from lattice.tui.widgets.inspector.view import RowView
from lattice.tui.widgets.pane import Pane


class RowPane(Pane):
    """One row in full, as a tab."""

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self._label = ""

    def compose(self) -> ComposeResult:
        """The same view as the inspector's."""
        yield RowView(self.bench)

    @property
    def title(self) -> str:
        """What people call the row."""
        return self._label or "row"

    async def learn_title(self) -> None:
        """What the row is called, before the tab comes to the front."""
        if not self._label:
            label = await self.bench.name_of(self.key.table_id, self.key.row_id)
            self._label = self._label or one_line(label, 60)

    def load(self) -> None:
        """Read the row."""
        self.query_one(RowView).show(self.key.table_id, self.key.row_id)

    def inspect_again(self) -> None:
        """The inspector need not show it once more."""
        self.post_message(self.Inspect("", None, words="The row in front is shown in full."))

    def changed(self, batch: Batch, *, in_front: bool) -> None:
        """The view knows what touches it."""
        self.query_one(RowView).changed(batch)

    @on(RowView.Shown)
    def _on_shown(self, event: RowView.Shown) -> None:
        event.stop()
        if event.label != self._label:
            self._label = one_line(event.label, 60)
            self.post_message(self.Touched())

    @on(RowView.Left)
    def _on_left(self, event: RowView.Left) -> None:
        event.stop()

    @on(RowView.Closed)
    def _on_closed(self, event: RowView.Closed) -> None:
        event.stop()

    def take_focus(self) -> None:
        """The part in sight."""
        self.query_one(RowView).take_focus()
