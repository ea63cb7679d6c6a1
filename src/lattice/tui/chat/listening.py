"""Whoever shows a chat, or follows it, and how they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lattice.model.errors import LatticeError

if TYPE_CHECKING:
    from lattice.assistant.events import TurnEvent
    from lattice.tui.chat.running import Running, Said


class Listener(Protocol):
    """Somebody who is told."""

    def on_turn_event(self, running: Running, event: TurnEvent) -> None:
        """Something happened in a turn."""

    def on_thread_shown(self) -> None:
        """Another conversation is shown, or the same one anew."""

    def on_chat_changed(self) -> None:
        """Something about it changed: its title, what is queued, what waits for an answer."""

    def on_said_refused(self, said: Said | None, error: LatticeError) -> None:
        """What was said was not taken up."""


class Listeners:
    """All of them; telling them is calling this one."""

    def __init__(self) -> None:
        self._all: list[Listener] = []

    def add(self, listener: Listener) -> None:
        """From now on."""
        self._all.append(listener)

    def clear(self) -> None:
        """Nobody any more."""
        self._all.clear()

    def turn_event(self, running: Running, event: TurnEvent) -> None:
        """Something happened in a turn."""
        for listener in self._all:
            listener.on_turn_event(running, event)

    def thread_shown(self) -> None:
        """Another conversation is shown."""
        for listener in self._all:
            listener.on_thread_shown()

    def changed(self) -> None:
        """Something about the chat is other now."""
        for listener in self._all:
            listener.on_chat_changed()

    def refused(self, said: Said | None, error: LatticeError) -> None:
        """What was said was not taken up."""
        for listener in self._all:
            listener.on_said_refused(said, error)
