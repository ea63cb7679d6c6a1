"""The versions of a file, and what differs between two of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import CompareVersions, ListVersions
from lattice.model.files import Comparison, FileVersion
from lattice.tui.screens.asking import choose
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.viewer.modes import Mode
from lattice.tui.widgets.viewer.opening import text_rows
from lattice.tui.widgets.viewer.paper import Paper
from lattice.tui.widgets.viewer.reading import read_text
from lattice.tui.words import ago, handle, size_words
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.view import FileView

#: Characters of the first version that are shown as added.
FIRST_CHARS = 200_000


class VersionsBoard(Vertical):
    """The versions above, the difference below."""

    DEFAULT_CSS = Path(__file__).with_name("versions.tcss").read_text()

    lines = getters.query_one(Lines)
    paper = getters.query_one(Paper)

    def __init__(self, view: FileView, versions: tuple[FileVersion, ...]) -> None:
        super().__init__(classes="board")
        self._view = view
        self._versions = versions
        self._asked = (0, 0)
        self.words = ""
        """What is compared, for the line under it."""

    def compose(self) -> ComposeResult:
        """The list, a line of words, the difference."""
        yield Lines(classes="version-list")
        yield Static("", classes="version-words", markup=False)
        yield Paper()

    def on_mount(self) -> None:
        """List the versions, the newest first."""
        self.lines.add_options(Option(_line(version)) for version in self._versions)
        if self._versions:
            self.lines.highlighted = 0

    @on(OptionList.OptionHighlighted)
    def _on_move(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        version = self._versions[event.option_index]
        self.compare(version.n - 1, version.n)

    @on(OptionList.OptionSelected)
    def _on_pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.paper.focus()

    def compare(self, before: int, after: int) -> None:
        """Show what differs between two versions; the first one is compared with nothing."""
        self._asked = (before, after)
        start(self, self._compare(before, after), group="compare")

    async def _compare(self, before: int, after: int) -> None:
        client, file_id = self._view.client, self._view.file_id
        if before < 1:
            text = await read_text(client, file_id, version=after, limit=FIRST_CHARS)
            words, diff = "The first version.", "".join(f"+{line}\n" for line in text.splitlines())
        else:
            found = (await client.run(CompareVersions(id=file_id, before=before, after=after))).value
            words, diff = _words(found), found.diff
        rows = text_rows(diff, diff=True)
        await rows.open()
        if self._asked != (before, after):
            return
        self.query_one(".version-words", Static).update(Content.styled(words, "$text-muted"))
        self.paper.show(rows)
        async for _ in rows.scan():
            self.paper.grown()


def _line(version: FileVersion) -> Content:
    marks = "  current" if version.current else ""
    kept = "" if version.kept else "  its bytes are not kept"
    return Content.assemble(
        (f"{version.n:>4}  ", "$text-primary"),
        f"{handle(version.actor):<16}",
        (f"{ago(version.at):<16}{size_words(version.size):>9}{marks}{kept}", "$text-muted"),
    )


def _words(found: Comparison) -> str:
    if not found.diff:
        return f"Version {found.before.n} and version {found.after.n} say the same."
    cut = " The rest is left out." if found.truncated else ""
    return (
        f"From version {found.before.n} to {found.after.n}: +{found.added:,} −{found.removed:,} lines.{cut}"
    )


async def versions_board(view: FileView) -> VersionsBoard:
    """The versions of the file. Raises LatticeError."""
    return VersionsBoard(view, (await view.client.run(ListVersions(id=view.file_id))).value)


async def compare(view: FileView) -> None:
    """Ask for two versions and show what differs. Raises LatticeError."""
    versions = (await view.client.run(ListVersions(id=view.file_id))).value
    if len(versions) < 2:
        view.app.notify("There is one version only: nothing to compare it with.")
        return
    options = [(str(v.n), f"version {v.n}", f"{handle(v.actor)}, {ago(v.at)}") for v in versions]
    before = await choose(view.app, "Compare which version", options, chosen=str(versions[1].n))
    if before is None:
        return
    others = [option for option in options if option[0] != before]
    after = await choose(view.app, f"Version {before} with", others, chosen=others[0][0])
    if after is None:
        return
    if not isinstance(view.showing.board, VersionsBoard):
        await view.showing.show(Mode.VERSIONS)
    board = view.showing.board
    if isinstance(board, VersionsBoard):
        first, second = sorted((int(before), int(after)))
        board.compare(first, second)
        board.paper.focus()
