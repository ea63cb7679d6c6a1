"""Work behind the screen: it ends with its widget, and what goes wrong is said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.widgets import Static

from lattice.model.errors import LatticeError
from lattice.tui.app import LatticeApp
from lattice.tui.work import start


class Leaf(Static):
    """A part of a pane; it is away before the pane is."""

    async def on_unmount(self) -> None:
        app = self.app
        assert isinstance(app, Bed)
        app.go_on.set()
        await app.done.wait()


class Reading(Vertical):
    """Reads, and shows what it has read."""

    def compose(self) -> ComposeResult:
        yield Leaf()

    def on_mount(self) -> None:
        start(self, self.read(), group="read", failed=self.failed)

    async def read(self) -> None:
        app = self.app
        assert isinstance(app, Bed)
        await app.go_on.wait()
        try:
            if app.refused:
                raise LatticeError("not_found", "The row is away.")
            self.query_one("#what-was-never-there")
        finally:
            app.done.set()

    def failed(self, error: LatticeError) -> None:
        self.query_one(Leaf).update(error.message)
        self.app.notify("told in the pane")


class Bed(App[None]):
    """One pane, which reads until it is told to go on."""

    def __init__(self, *, refused: bool) -> None:
        super().__init__()
        self.refused = refused
        self.go_on, self.done = asyncio.Event(), asyncio.Event()
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield Reading()

    def notify(self, message: str, **kwargs: object) -> None:
        self.said.append(message)


@pytest.mark.parametrize("refused", [False, True])
async def test_work_whose_pane_is_closed_while_it_reads_ends_without_a_word(
    refused: bool, caplog: pytest.LogCaptureFixture
) -> None:
    app = Bed(refused=refused)
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.query_one(Reading).remove()
        await app.workers.wait_for_complete()
        assert app.done.is_set()
    assert app.said == []
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What is logged, also after an app of this process has taken the log for its file."""
    log = logging.getLogger("lattice.tui")
    log.addHandler(caplog.handler)
    yield caplog
    log.removeHandler(caplog.handler)


@pytest.mark.parametrize("refused", [False, True])
async def test_what_goes_wrong_in_a_pane_that_is_there_is_said(
    refused: bool, logged: pytest.LogCaptureFixture
) -> None:
    app = Bed(refused=refused)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.go_on.set()
        await app.workers.wait_for_complete()
        if refused:
            assert app.said == ["told in the pane"]
        else:
            assert "Something went wrong that should not: NoMatches" in app.said[0]
            assert "what-was-never-there" in logged.text


class Hasty(Vertical):
    """Is closed while it opens, so that its part never comes."""

    def __init__(self, close: Callable[[Hasty], object]) -> None:
        super().__init__()
        self.close = close

    def compose(self) -> ComposeResult:
        self.close(self)
        yield Static(id="part")

    def on_mount(self) -> None:
        self.query_one("#part")


def left(widget: Hasty) -> None:
    widget.app.exit()


def closed(widget: Hasty) -> None:
    widget.remove()


def kept(widget: Hasty) -> None:
    widget.screen.mount(Static())
    widget.query_one("#part")


@pytest.mark.parametrize("close", [left, closed])
async def test_what_is_closed_while_it_opens_and_misses_its_parts_is_no_mistake(
    home: Path, close: Callable[[Hasty], object]
) -> None:
    app = LatticeApp(home)
    async with app.run_test(), asyncio.timeout(20):
        hasty = Hasty(close)
        await app.screen.mount(hasty)
        while hasty.parent is not None:  # noqa: ASYNC110 - nobody tells when a widget is off the screen
            await asyncio.sleep(0.01)
    assert app.return_code in (0, None)
    assert not app.crash_report


async def test_a_part_that_is_missed_in_what_stays_is_a_mistake(home: Path) -> None:
    app = LatticeApp(home)

    async def run() -> None:
        async with app.run_test() as pilot:
            await app.screen.mount(Hasty(kept))
            await pilot.pause()

    with pytest.raises(NoMatches):
        await run()
    assert app.crash_report
