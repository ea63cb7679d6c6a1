"""How one file is shown now: which way, which place, and what becomes of both when the file changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack
from time import monotonic
from typing import TYPE_CHECKING

from textual.widget import Widget

from lattice.model.errors import LatticeError
from lattice.model.files import File
from lattice.tui.literal import one_line
from lattice.tui.widgets.markdown.lines import Place
from lattice.tui.widgets.viewer.details import details_flow
from lattice.tui.widgets.viewer.leaf import Leaf
from lattice.tui.widgets.viewer.modes import Mode, modes_of
from lattice.tui.widgets.viewer.places import same_place, start_place
from lattice.tui.widgets.viewer.reading import read_file
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.view import FileView

#: Size in characters or bytes up to which a file is shown within some hundredths of a second.
SOON = 500_000
#: How often it is said how far a long document was looked through.
TOLD_S = 0.15
#: Ways to show a file that are lines of a paper.
PAPERS = frozenset({Mode.PAGE, Mode.TEXT, Mode.CODE, Mode.RAW, Mode.DETAILS})


def _is_soon(file: File) -> bool:
    """Whether a file is on the screen before anybody would miss an answer of the screen."""
    return max(file.chars, file.size) <= SOON or modes_of(file)[0] in (Mode.RAW, Mode.TEXT)


class Showing:
    """What stands on the screen of one viewer. Its methods that wait run in one worker, one at a time."""

    def __init__(self, view: FileView, part: int | None, at: int | None, find: str, edit: bool) -> None:
        self._view = view
        self._wanted = (part, at, find)
        self._write = edit
        self.file: File | None = None
        """What is known of the file; None before it was read."""
        self.mode = Mode.DETAILS
        self.board: Widget | None = None
        """What stands in the place of the paper: a table, a tree, an editor."""

    async def open(self) -> None:
        """Show the file in its best way, where it was asked for. Raises LatticeError."""
        view = self._view
        # one painting instead of one of each step: half of a first screen
        with ExitStack() as until_shown:
            until_shown.enter_context(view.app.batch_update())
            file = await read_file(view.client, view.file_id)
            self.file = file
            view.post_message(view.Loaded(file))
            if not _is_soon(file):
                until_shown.close()
            await self._show_best(file)
        await self._begin_at(*self._wanted)
        if self._write:
            view.action_edit()

    async def _show_best(self, file: File) -> None:
        """Show the file in the first way that works: what calls itself JSON may be none."""
        refused: LatticeError | None = None
        for mode in modes_of(file):
            try:
                await self.show(mode)
            except LatticeError as error:
                refused = refused or error
            else:
                break
        if refused is not None:
            self._view.app.notify(str(refused), severity="warning", markup=False)

    async def _begin_at(self, part: int | None, at: int | None, find: str) -> None:
        view = self._view
        if (find or part is not None or at is not None) and self.board is not None:
            await self.to_paper()
        leaf = view.paper.leaf
        if leaf is None or self.mode not in PAPERS:
            return
        place = await start_place(view.client, view.file_id, leaf, part, at)
        if place is not None:
            view.paper.go_to(place)
        if find:
            view.find_bar.look_for(find, any_word=True, at=place or Place(0, 0))

    async def show(self, mode: Mode, place: Place | None = None) -> None:
        """Show the file in one of its ways. Raises LatticeError."""
        view, file = self._view, self.file
        if file is None:
            return
        if mode in PAPERS:
            leaf = await self._leaf(file, mode)
            self.mode = mode
            await self.put_away()
            view.paper.show(leaf, place)
            self._after_show()
        else:
            from lattice.tui.widgets.viewer.boards import board_of

            board = await board_of(view, file, mode)
            self.mode = mode
            await self.put_up(board)
        view.head.show(file, modes_of(file), mode)

    async def _leaf(self, file: File, mode: Mode) -> Leaf:
        if mode is Mode.DETAILS:
            return details_flow(file)
        from lattice.tui.widgets.viewer.opening import leaf_of

        return await leaf_of(self._view.client, file, mode)

    def _after_show(self) -> None:
        """What follows when a document is on the paper."""
        view = self._view
        leaf = view.paper.leaf
        if view.find_bar.busy:
            view.find_bar.again()
        if view.outline is not None and leaf is not None:
            view.outline.show(leaf.headings(), view.paper.place)
        self._index(leaf)
        view.show_position()

    def _index(self, leaf: Leaf | None) -> None:
        """Go on through a long document, so that one can go anywhere in it."""
        from lattice.tui.widgets.viewer.long import Rows

        if isinstance(leaf, Rows):
            start(self._view, self._scan(leaf.scan()), group="index")

    async def _scan(self, work: AsyncIterator[None]) -> None:
        told = monotonic()
        async for _ in work:
            # telling each step would paint the screen fifty times for a log of 50 MB
            if monotonic() - told > TOLD_S:
                self._view.paper.grown()
                self._view.show_position()
                told = monotonic()
        self._view.paper.grown()
        self._view.show_position()

    async def put_up(self, board: Widget) -> None:
        """Have something else stand in the place of the paper, with the focus in it if that was here."""
        view = self._view
        inside = view.has_focus_within
        await self.put_away()
        self.board = board
        view.paper.display = False
        await view.query_one(".view-main").mount(board)
        if inside:
            view.take_focus()
        view.show_position()

    async def put_away(self) -> None:
        """Have the paper back in its place."""
        view = self._view
        board, self.board = self.board, None
        inside = view.has_focus_within
        if board is None:
            return
        view.paper.display = True
        if inside:
            view.paper.focus()
        await board.remove()

    @property
    def writing(self) -> bool:
        """Whether somebody writes in the text now."""
        return self.board is not None and self.board.has_class("editor")

    async def to_paper(self) -> None:
        """Show the text, when something is shown that has no lines. Raises LatticeError."""
        if self.board is not None and self.file is not None and not self.writing:
            await self.show(next(mode for mode in modes_of(self.file) if mode in PAPERS))

    @property
    def outlined(self) -> Mode:
        """The way that has headings or pages; the one shown now where there is none, or somebody writes."""
        ways = () if self.file is None or self.writing else modes_of(self.file)
        return next((mode for mode in ways if mode in (Mode.PAGE, Mode.TEXT)), self.mode)

    async def renew(self) -> None:
        """Read the file again; the way it is shown in and the place stay. Raises LatticeError."""
        view, before = self._view, self.file
        file = await read_file(view.client, view.file_id)
        self.file = file
        view.post_message(view.Loaded(file))
        modes = modes_of(file)
        mode = self.mode if self.mode in modes else modes[0]
        same = before is not None and (before.text_id, before.sha256) == (file.text_id, file.sha256)
        if self.writing or (same and mode not in (Mode.DETAILS, Mode.VERSIONS)):
            view.head.show(file, modes, self.mode)
            return
        if mode not in PAPERS:
            await self.show(mode)
            return
        old, top, below = view.paper.leaf, view.paper.place, view.paper.below
        at_end = view.paper.at_end
        leaf = await self._leaf(file, mode)
        self.mode = mode
        await self.put_away()
        view.paper.show(leaf, same_place(old, top, leaf), below=below)
        view.paper.at_end = at_end
        self._after_show()
        view.head.show(file, modes, mode)

    def gone(self, error: LatticeError) -> None:
        """Say why there is nothing to see."""
        self._view.head.refuse(one_line(f"{error.message} {error.hint}".strip()))

    async def look_for_more(self) -> None:
        """Take in what a file on disk has more at its end."""
        from lattice.tui.widgets.viewer.long import PathSource, Rows

        view = self._view
        leaf = view.paper.leaf
        if not isinstance(leaf, Rows) or not isinstance(leaf.source, PathSource) or leaf.indexed < 1:
            return
        try:
            if view.is_on_screen and await leaf.renew():
                view.paper.grown()
                self._index(leaf)
        except LatticeError:
            return  # the original went: what was read stays in sight, and the file's status will say so
