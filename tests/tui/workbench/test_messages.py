"""Messages with their time and severity, the log, diagnostics, and what is left of a bug."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from lattice.tui.crash import last_words, log_path, log_to, read_log, write_report
from lattice.tui.possible import possible
from lattice.tui.screens.crashed import CrashedApp
from lattice.tui.screens.diagnostics import DiagnosticsScreen
from lattice.tui.screens.log import LogScreen
from lattice.tui.screens.messages import MessagesScreen
from lattice.tui.widgets.lists import Lines
from tests.tui.driving import shown, until

from .conftest import Bench, workbench


def prompts(bench: Bench) -> list[str]:
    return [str(option.prompt) for option in bench.app.screen.query_one(Lines).options]


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr("lattice.tui.clipboard.copy", lambda text, *_: texts.append(text))
    return texts


async def test_messages_say_when_and_how_bad_in_words_and_are_copied(home: Path, copied: list[str]) -> None:
    async with workbench(home) as bench:
        bench.app.notify("It [b]broke", severity="error")
        bench.app.notify("Mind the gap", severity="warning")
        await bench.press("f9")
        await bench.until(lambda: isinstance(bench.app.screen, MessagesScreen) and len(prompts(bench)) >= 2)
        newest, older = prompts(bench)[:2]
        assert newest.startswith("! ")
        assert newest.endswith("warning: Mind the gap")
        assert older.startswith("✗ ")
        assert older.endswith("error: It [b]broke")
        at = bench.app.said_at[-1]
        assert at in newest
        await bench.press("y")
        await bench.until(lambda: copied == [f"{at} warning: Mind the gap"])
        await bench.until(lambda: "copied" in shown(bench.pilot))
        await bench.press("Y")
        await bench.until(lambda: "It [b]broke" in copied[-1] and copied[-1].endswith("Mind the gap"))


async def test_a_log_that_is_not_there_yet_says_where_it_would_be(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("f9", "l")
        await bench.until(lambda: isinstance(bench.app.screen, LogScreen))
        text = bench.app.screen.query_one("#log-text", Static)
        await bench.until(lambda: "Nothing was logged yet" in str(text.content))
        assert str(log_path(home)) in str(text.content)
        # there is nothing to copy, and neither a key nor a button that says so
        assert not {"messages.copy", "messages.copy_all"} & {one.id for one in possible(bench.app.screen)}
        assert all(button.disabled for button in bench.app.screen.query("#copy, #copy-all"))


async def test_the_log_is_read_in_the_app_entry_by_entry(home: Path, copied: list[str]) -> None:
    async with workbench(home) as bench:
        log_to(home)
        logger = logging.getLogger("lattice.tui")
        logger.warning("a \x1b[31mred[/b] warning")
        try:
            raise ValueError("for the log")
        except ValueError:
            logger.exception("background work failed")
        await bench.press("f9")
        await bench.until(lambda: isinstance(bench.app.screen, MessagesScreen))
        await bench.press("l")
        await bench.until(lambda: isinstance(bench.app.screen, LogScreen) and len(prompts(bench)) == 2)
        assert "background work failed: ValueError: for the log" in prompts(bench)[0]
        assert "\x1b" not in prompts(bench)[1]
        text = bench.app.screen.query_one("#log-text", Static)
        await bench.until(lambda: "Traceback" in str(text.content))
        await bench.press("y")
        await bench.until(lambda: "ValueError: for the log" in copied[-1])


async def test_diagnostics_say_what_doctor_says_and_are_copied(home: Path, copied: list[str]) -> None:
    async with workbench(home) as bench:
        await bench.press("f9")
        await bench.until(lambda: isinstance(bench.app.screen, MessagesScreen))
        await bench.press("d")
        await bench.until(lambda: isinstance(bench.app.screen, DiagnosticsScreen))
        text = bench.app.screen.query_one("#found-text", Static)
        await bench.until(lambda: "Nothing is wrong." in str(text.content))
        await bench.press("y")
        assert "✓ ok" in copied[-1]
        assert "acme, audit" in copied[-1]
        # nothing is wrong without a keyring, but that none is there is not "ok"
        assert "! note     keys: " in copied[-1]
        assert "python" in copied[-1]


def test_a_report_says_what_ran_where_and_is_readable_by_its_owner_alone(home: Path) -> None:
    try:
        raise RuntimeError("an \x1b[2J accident")
    except RuntimeError as error:
        place = write_report(home, error, ["WorkbenchScreen", "Confirm"])
    report = Path(place).read_text()
    assert "WorkbenchScreen › Confirm" in report
    assert "RuntimeError: an" in report
    assert "\x1b" not in report
    assert Path(place).stat().st_mode & 0o077 == 0
    assert place in last_words(place).plain
    assert "accident" in read_log(home)[0].text
    assert log_path(home).is_file()


async def test_the_page_after_a_bug_says_where_the_report_is_and_opens_again(
    home: Path, copied: list[str]
) -> None:
    try:
        raise RuntimeError("an [b]accident")
    except RuntimeError as error:
        place = write_report(home, error, ["WorkbenchScreen"])
    app = CrashedApp(home, place)
    async with app.run_test(size=(80, 24)) as pilot:
        page: Pilot[bool] = pilot
        await until(page, lambda: "RuntimeError: an [b]accident" in shown(page))
        assert "Nothing that was saved is lost" in shown(page)
        assert Path(place).name in shown(page).replace("\n", "").replace("│", "").replace(" ", "")
        await pilot.press("y")
        await until(page, lambda: copied and "WorkbenchScreen" in copied[0])
        await pilot.press("enter")
    assert app.return_value is True
