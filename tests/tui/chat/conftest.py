"""A workbench with its chat, over a local service that answers from a script."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lattice.tui.screens.chatting import Chatting
from lattice.tui.widgets.chat.history.items import item_text
from lattice.tui.widgets.chat.pane import ChatPane
from tests.assistant.wire import KEY, Turn, Wire, titled
from tests.tui.workbench.conftest import Bench, home, workbench

__all__ = ["Chat", "chatting", "home"]


class Chat(NamedTuple):
    """A running workbench with its chat."""

    bench: Bench
    wire: Wire

    @property
    def chat(self) -> Chatting:
        return self.bench.screen.chat

    @property
    def pane(self) -> ChatPane:
        pane = self.chat.pane
        assert pane is not None
        return pane

    @property
    def words(self) -> str:
        """All that stands in the conversation, and what of it is on the screen."""
        history = self.pane.history
        said = [item_text(item) for item in history.talk.items]
        return "\n".join([*said, *(history.render_line(y).text for y in range(history.size.height))])

    async def open(self) -> None:
        """Open the chat and go there."""
        await self.bench.press("ctrl+t")
        await self.bench.until(lambda: self.chat.pane is not None and self.pane.opened, "the chat")
        await self.bench.until(lambda: self.pane.composer.prompt.has_focus, "the focus")

    async def say(self, text: str) -> None:
        """Type something and send it."""
        await self.bench.type(text)
        await self.bench.press("enter")

    async def read(self, words: str) -> None:
        """Wait until words stand in the conversation."""
        await self.bench.until(lambda: words in self.words, words)

    async def still(self) -> None:
        """Wait until nothing runs."""
        await self.bench.until(lambda: self.chat.session.running is None, "the end of the turn")


@pytest.fixture(autouse=True)
def no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    # what the assistant does by itself would take turns of the script
    monkeypatch.setattr("lattice.tui.chores.SETTLE_S", 3_600.0)


@asynccontextmanager
async def chatting(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    turns: Sequence[Turn] = (),
    size: tuple[int, int] = (140, 40),
    **wire: Any,
) -> AsyncIterator[Chat]:
    """The workbench of `home`, with a service that answers from a script."""
    async with Wire(list(turns), **{"aside": titled("A title"), **wire}) as service:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", service.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        async with workbench(home, size) as bench:
            yield Chat(bench, service)
