"""What leads from one screen to the next: creating, the sample, opening a file, switching, deleting."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lattice.tui.app import LatticeApp
    from lattice.workspaces import Entry


class Flow:
    """Sequences of screens; each runs in one worker of the app, and a second one waits for no first."""

    def __init__(self, app: LatticeApp) -> None:
        self._app = app

    def _start(self, steps: Coroutine[None, None, None]) -> None:
        from lattice.tui.work import start

        start(self._app, steps, group="flow")

    def create(self) -> None:
        """The steps to a new workspace."""
        from lattice.tui.beginnings import create

        self._start(create(self._app))

    def sample(self) -> None:
        """A workspace with the sample, opened."""
        from lattice.tui.beginnings import sample

        self._start(sample(self._app))

    def open_file(self) -> None:
        """A workspace from a file that is asked for."""
        from lattice.tui.beginnings import open_file

        self._start(open_file(self._app))

    def switch(self) -> None:
        """The list of workspaces."""
        from lattice.tui.beginnings import switch

        self._start(switch(self._app))

    def forget(self, entry: Entry) -> None:
        """Take a workspace off the list."""
        from lattice.tui.beginnings import forget

        self._start(forget(self._app, entry))

    def theme(self) -> None:
        """Choose the colours."""
        from lattice.tui.beginnings import choose_theme

        self._start(choose_theme(self._app))
