"""What could not be written down is written as soon as that is possible, and else the person is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.tui import keeper
from lattice.tui.chat import ChatState, chat_path
from lattice.tui.session import TabKey, TabKind, load_session, session_path

from .conftest import Bench, workbench

UNKEPT = "could not be kept"
UNKEPT_DRAFT = "draft is not kept"


@pytest.fixture
def no_place(home: Path) -> Path:
    """A file where the folder of what is kept should be."""
    place = home / "state"
    place.write_text("not a folder")
    return place


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once."""
    monkeypatch.setattr(keeper, "AGAIN_S", 0.05)


def kept(bench: Bench, home: Path) -> list[TabKey]:
    return [tab.key for tab in load_session(session_path(home, bench.screen.workspace.id)).tabs]


async def test_tabs_are_kept_as_soon_as_there_is_room_and_that_they_are_not_is_said_once(
    home: Path, no_place: Path
) -> None:
    async with workbench(home) as bench:
        await bench.screen.open_tab(TabKey(TabKind.TRASH))
        await bench.until(lambda: bench.said(UNKEPT))
        await bench.screen.open_tab(TabKey(TabKind.AUDIT))
        await bench.pilot.pause(keeper.AFTER_S + 0.5)
        assert len([words for _, words in bench.app.said if UNKEPT in words]) == 1
        no_place.unlink()
        await bench.until(lambda: TabKey(TabKind.AUDIT) in kept(bench, home), "without another change")


async def test_who_leaves_is_told_what_could_not_be_kept(
    home: Path, no_place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with workbench(home) as bench:
        await bench.screen.open_tab(TabKey(TabKind.TRASH))
        await bench.press("ctrl+q")
    assert UNKEPT in " ".join(capsys.readouterr().err.split())


async def test_that_a_draft_of_the_chat_is_not_kept_is_said_once_and_to_who_leaves(
    home: Path, no_place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with workbench(home) as bench:
        bench.screen.chat.session.keep(draft="What is")
        await bench.until(lambda: bench.said(UNKEPT_DRAFT))
        bench.screen.chat.session.keep(draft="What is it?")
        await bench.pilot.pause(1.5)
        assert len([words for _, words in bench.app.said if UNKEPT_DRAFT in words]) == 1
        await bench.press("ctrl+q")
    assert UNKEPT_DRAFT in " ".join(capsys.readouterr().err.split())


async def test_a_draft_of_the_chat_is_kept_as_soon_as_there_is_room(home: Path, no_place: Path) -> None:
    async with workbench(home) as bench:
        chat = bench.screen.chat.session
        chat.keep(shown=True)
        await bench.until(lambda: bench.said(UNKEPT_DRAFT))
        no_place.unlink()
        place = chat_path(home, bench.screen.workspace.id)
        await bench.until(lambda: place.exists(), "without another change")
        assert chat.state != ChatState()
