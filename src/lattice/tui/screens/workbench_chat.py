"""The chat pane within a workbench: its links open tabs, its commands lay the screen out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from lattice.tui.bench import Bench
from lattice.tui.widgets.chat.history import wishes
from lattice.tui.widgets.chat.pane import ChatPane
from lattice.tui.widgets.pane import Pane
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.chatting import Chatting


class WorkbenchChat(ChatPane):
    """Hands on to the workbench what concerns more than the chat."""

    def __init__(self, chatting: Chatting, bench: Bench) -> None:
        super().__init__(bench, chatting.session, id="chat")
        self._chatting = chatting

    @on(ChatPane.LayOut)
    def _on_lay_out(self, event: ChatPane.LayOut) -> None:
        event.stop()
        start(self, self._chatting.lay_out(event.what), group="lay-out")

    @on(ChatPane.OpenTab)
    def _on_open_tab(self, event: ChatPane.OpenTab) -> None:
        event.stop()
        self.post_message(Pane.OpenTab(event.key))

    @on(wishes.OpenRef)
    def _on_ref(self, event: wishes.OpenRef) -> None:
        event.stop()
        start(self, self._chatting.open_ref(event.table, event.id), group="open-ref")

    @on(wishes.OpenAddress)
    def _on_address(self, event: wishes.OpenAddress) -> None:
        event.stop()
        start(self, self._chatting.open_address(event.url), group="open-ref", opens=True)
