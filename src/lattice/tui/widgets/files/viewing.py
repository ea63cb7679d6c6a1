"""One file in a tab: the viewer, with what the workbench knows of the file around it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget

from lattice.model.files import File, FileKind
from lattice.tui.bench import Bench
from lattice.tui.literal import one_line
from lattice.tui.live import Batch
from lattice.tui.session import TabKey
from lattice.tui.widgets.files.deeds import read_file
from lattice.tui.widgets.files.plain import PlainView
from lattice.tui.widgets.pane import BEGINNING, Pane, Spot
from lattice.tui.work import start


class FilePane(Pane):
    """A file as a tab."""

    HELP = "One file of this workspace. ^w closes it, F6 shows its fields, links, history and context."

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self.file: File | None = None
        self._spot = BEGINNING

    def compose(self) -> ComposeResult:
        """The viewer."""
        yield self._view()

    def _view(self) -> Widget:
        return PlainView(self.bench.client, self.key.row_id, start_at=self._spot.at or 0)

    @property
    def title(self) -> str:
        """What people call the file; artifacts wear a star."""
        if self.file is None:
            return "file"
        star = " ✦" if self.file.kind is FileKind.ARTIFACT else ""
        return one_line(self.file.label, 60) + star

    def load(self) -> None:
        """Read what it is called."""
        start(self, self._call(), group="name")

    async def _call(self) -> None:
        before = self.file
        self.file = await read_file(self.bench, self.key.row_id)
        if before is None or before.label != self.file.label:
            self.post_message(self.Touched())
        self.inspect_again()

    def concerns(self, batch: Batch) -> bool:
        """Changes of this file."""
        return batch.flood or self.key.row_id in batch.rows

    def inspect_again(self) -> None:
        """This file."""
        if self.bench.files is not None:
            self.post_message(self.Inspect(self.bench.files.table.id, self.key.row_id))

    def turn_to(self, spot: Spot) -> None:
        """Show a place in the text, or begin to write."""
        if spot == BEGINNING:
            return
        self._spot = spot
        if self.is_attached:
            start(self, self._renew(), group="view")

    async def _renew(self) -> None:
        await self.remove_children()
        await self.mount(self._view())
        self.take_focus()

    def take_focus(self) -> None:
        """The viewer."""
        for child in self.children:
            child.focus()
