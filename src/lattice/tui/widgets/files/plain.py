"""The text of a file as it is, a stretch at a time."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from lattice.actions import ReadFile
from lattice.client import Client
from lattice.tui.literal import literal
from lattice.tui.work import start

#: Characters of the text that are shown.
SHOWN_CHARS = 100_000


class PlainView(VerticalScroll):
    """The beginning of a file's text."""

    def __init__(self, client: Client, file_id: str, *, start_at: int = 0) -> None:
        super().__init__()
        self._client, self._file_id, self._start = client, file_id, start_at

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static("", classes="plain-text", markup=False)

    def on_mount(self) -> None:
        """Read it."""
        start(self, self._read(), group="read")

    async def _read(self) -> None:
        action = ReadFile(id=self._file_id, start=self._start, length=SHOWN_CHARS)
        read = (await self._client.run(action)).value
        self.query_one(Static).update(literal(read.text or "No text.", lines=True))
