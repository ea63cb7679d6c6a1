"""Background work of a widget: who it speaks for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from lattice.tui.work import start


@dataclass
class Done(Message):
    """Something was done."""

    words: str


class Wish(Message):
    """Something is to be done."""


class Worker(Widget):
    """Does it."""

    def begin(self) -> None:
        async def work() -> None:
            self.post_message(Done("by the one below"))

        start(self, work(), group="work")


class Owner(Vertical):
    """Has it done by one that stands further below."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Worker()

    def on_wish(self) -> None:
        self.query_one(Worker).begin()


class Room(App[None]):
    """Hears what was done."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield Owner()

    def on_done(self) -> None:
        self.heard.set()


async def test_what_work_tells_goes_all_the_way_up_whoever_had_it_begun() -> None:
    app = Room()
    async with app.run_test():
        app.query_one(Owner).post_message(Wish())
        await asyncio.wait_for(app.heard.wait(), timeout=10)
