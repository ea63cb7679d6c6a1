"""Keys wait while a door is opening: what is typed then is meant for what comes, not for what lies behind.

What is pasted waits with them.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from textual.app import App
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

#: How long keys wait for what opens, in seconds; then they are forgotten, for nobody knows what they meant.
PATIENCE_S = 5.0
#: How long the next key waits for one whose widget went away under it, in seconds.
LOST_S = 0.5


class Passed(Message):
    """Follows a key on its way up, and so arrives when everybody has dealt with the key."""

    def __init__(self, number: int, *, again: bool = True) -> None:
        super().__init__()
        self.number = number
        self.again = again
        """Whether it goes once more, behind the messages that the key's action sent."""


class Door:
    """Something that is opening, such as a question; keys wait until it is open."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def shut(self) -> None:
        """It is opening, or is followed by something that is."""
        self._doors.opening.add(self)
        self._doors.app.set_timer(PATIENCE_S, self._give_up)

    def open(self, *_: object) -> None:
        """It is open, or will not open."""
        if self in self._doors.opening:
            self._doors.opening.discard(self)
            self._doors.app.call_later(self._doors.go_on)

    def _give_up(self) -> None:
        if self in self._doors.opening:
            self._doors.forget()
            self.open()


class Doors:
    """Lets keys through one after the other, each when the one before has done what it does."""

    def __init__(self, app: App[Any], press: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self.app = app
        self.opening: set[Door] = set()
        self.of_task: WeakKeyDictionary[asyncio.Task[Any], Door] = WeakKeyDictionary()
        """The door of work that opens something."""
        self._press = press
        self._waiting: deque[Key | Paste] = deque()
        self._number = 0
        self._target: Widget | None = None
        self._under_way = 0

    async def take(self, event: Key | Paste) -> None:
        """A key was pressed, or something pasted: let it through, or keep it until it is its turn."""
        self._waiting.append(event)
        await self.go_on()

    async def go_on(self) -> None:
        """Let the next key through when nothing is in its way."""
        if self._under_way or self.opening or not self._waiting:
            return
        event = self._waiting.popleft()
        self._number += 1
        self._under_way = self._number
        self._target = self.app.focused or self.app.screen
        await self._press(event)
        last = Passed(self._number, again=False)
        if not self._target.post_message(Passed(self._number)):
            self.passed(last)
            return
        self.app.set_timer(LOST_S, lambda: self.passed(last))

    def passed(self, follower: Passed) -> None:
        """A key has done what it does."""
        if follower.number != self._under_way:
            return
        again = Passed(follower.number, again=False)
        if not (follower.again and self._target and self._target.post_message(again)):
            self._under_way = 0
            # behind what the key put into the app's own queue, such as a change of focus
            self.app.call_later(self.go_on)

    def forget(self) -> None:
        """Keys that waited in vain are nobody's."""
        self._waiting.clear()

    def let_in(self) -> None:
        """What the work that runs now was to open will not be there soon: keys go to what is."""
        task = asyncio.current_task()
        door = self.of_task.get(task) if task is not None else None
        if door is not None:
            door.open()

    def new(self) -> Door:
        """A door that is opening."""
        door = Door(self)
        door.shut()
        return door

    @contextmanager
    def asking(self, screen: Screen[Any]) -> Iterator[None]:
        """Keys wait until a question is on the screen, and once it is answered until what follows is."""
        task = asyncio.current_task()
        before = self.of_task.get(task) if task is not None else None
        # what is covered before it was drawn is never drawn: keys wait for what is on top
        for covered in tuple(self.opening):
            covered.open()
        door = self.new()
        screen.call_after_refresh(door.open)
        try:
            yield
        finally:
            door.open()
            if before is not None:
                before.shut()
