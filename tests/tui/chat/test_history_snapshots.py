"""How a conversation looks; each picture was looked at when it was taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.tui.chat.history_screens import ChatApp, conversation

Compare = Callable[..., bool]


class Beside(ChatApp):
    """The history as narrow as it gets, beside something else."""

    CSS = "ChatHistory { height: 1fr; width: 32; dock: right; }"

    def compose(self) -> ComposeResult:
        yield self.history


async def _narrow(pilot: Pilot[None]) -> None:
    await _wide(pilot)
    await pilot.press("pageup")


async def _wide(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, ChatApp)
    app.history.show(conversation(more=True))
    app.history.here = "call:c2"
    await pilot.pause()
    app.history.talk.unfolded.add("call:c1")
    app.history.fold("call:c2")
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("theme", ["lattice-dark", "lattice-light"])
def test_a_conversation_in_a_large_terminal(snap_compare: Compare, theme: str) -> None:
    app: App[None] = ChatApp(theme)
    assert snap_compare(app, terminal_size=(160, 45), run_before=_wide)


@pytest.mark.parametrize("theme", ["lattice-dark", "lattice-light"])
def test_a_conversation_beside_a_table_in_a_small_terminal(snap_compare: Compare, theme: str) -> None:
    app: App[None] = Beside(theme)
    assert snap_compare(app, terminal_size=(80, 24), run_before=_narrow)
