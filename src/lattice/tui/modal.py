"""What stands over the workbench and is closed once, however often one says so."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

R = TypeVar("R")


class Modal(ModalScreen[R]):
    """A screen over another; every dialog and menu is one."""

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close it. A second click comes when it is closed already, and must not close what is below."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        return super().dismiss(result)
