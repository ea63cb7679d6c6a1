"""One file in a tab: the viewer, and where its links lead."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from lattice.model.files import File, FileKind
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.live import Batch
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.files import deeds
from lattice.tui.widgets.pane import BEGINNING, Pane, Spot
from lattice.tui.widgets.viewer import FileView
from lattice.tui.widgets.viewer.reading import read_file
from lattice.tui.work import start

#: How soon a file that was being opened hears of a change, in seconds.
AGAIN_S = 0.1


class FilePane(Pane):
    """A file as a tab; what is done with files in their list is done with it here."""

    BINDINGS = [
        bind("files.delete", "file('delete')", show=False),
        bind("files.link", "file('link')", show=False),
        bind("files.save", "file('save')", show=False),
        bind("files.read_again", "file('read_again')"),
        bind("files.share", "file('share')"),
    ]
    NOUN = "file"
    BACK = ""

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self.file: File | None = None
        self._spot = BEGINNING

    def compose(self) -> ComposeResult:
        """The viewer."""
        yield self._make()

    def _make(self) -> FileView:
        spot, bench = self._spot, self.bench
        return FileView(
            bench.client, self.key.row_id, at=spot.at, find=spot.find, edit=spot.edit, bench=bench
        )

    @property
    def view(self) -> FileView | None:
        """The viewer; None while one takes the place of another."""
        return next(iter(self.query_children(FileView)), None)

    @property
    def title(self) -> str:
        """What people call the file; artifacts wear a star."""
        if self.file is None:
            return "file"
        star = " ✦" if self.file.kind is FileKind.ARTIFACT else ""
        return one_line(self.file.label, 60) + star

    async def learn_title(self) -> None:
        """What the file is called, before the tab comes to the front."""
        if self.file is None:
            file = await read_file(self.bench.client, self.key.row_id)
            self.file = self.file or file

    @on(FileView.Loaded)
    def _on_loaded(self, event: FileView.Loaded) -> None:
        event.stop()
        before, self.file = self.file, event.file
        if before is None or before.label != event.file.label:
            self.post_message(self.Touched())

    @on(FileView.OpenRow)
    def _on_row(self, event: FileView.OpenRow) -> None:
        event.stop()
        table = self.bench.find(event.table)
        if table is None:
            self.app.notify(f"There is no table {event.table!r} here.", severity="warning")
        else:
            self.post_message(self.OpenTab(TabKey(TabKind.ROW, table.id, event.row_id)))

    @on(FileView.OpenFile)
    def _on_file(self, event: FileView.OpenFile) -> None:
        event.stop()
        self.post_message(self.OpenTab(TabKey(TabKind.FILE, row_id=event.file_id)))

    @on(FileView.Edited)
    def _on_edited(self, event: FileView.Edited) -> None:
        event.stop()

    async def picked(self) -> tuple[str, ...]:
        """Its id."""
        return (self.key.row_id,)

    def let_go(self, *, deleted: bool) -> None:
        """Something was done with it; a file in the trash needs no tab."""
        if deleted:
            self.post_message(self.Finished(self.key))

    def action_file(self, what: str) -> None:
        """Do something with this file."""
        deed = deeds.EVERYWHERE[what](self)
        start(self, deed, group="write", exclusive=False, opens=what in deeds.OPENING)

    def concerns(self, batch: Batch) -> bool:
        """Changes of this file."""
        return batch.flood or self.key.row_id in batch.rows

    def changed(self, batch: Batch, *, in_front: bool) -> None:
        """The viewer knows what touches it."""
        view = self.view
        if view is None:
            return
        if any(w.node is view and w.group == "open" and not w.is_finished for w in self.app.workers):
            # what is being opened would be given up for it, with what was to be done there
            self.set_timer(AGAIN_S, lambda: self.changed(batch, in_front=in_front))
            return
        view.changed(batch)

    def load(self) -> None:
        """The viewer reads by itself; the inspector hears which file is in front."""
        self.inspect_again()

    def inspect_again(self) -> None:
        """This file."""
        if self.bench.files is not None:
            self.post_message(self.Inspect(self.bench.files.table.id, self.key.row_id))

    def wake(self) -> None:
        """It came to the front, each time with its row for the inspector."""
        self.load()

    def turn_to(self, spot: Spot) -> None:
        """Show a place in the text, or begin to write."""
        if spot == BEGINNING:
            return
        self._spot = spot
        if self.is_attached:
            start(self, self._renew(), group="view", opens=True)

    async def _renew(self) -> None:
        await self.remove_children()
        await self.mount(self._make())
        self.take_focus()

    def take_focus(self) -> None:
        """The document."""
        if self.view is not None:
            self.view.take_focus()
