from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from lattice.actions import CreateTable
from lattice.client import Client
from lattice.tui.app import LatticeApp
from lattice.tui.beginnings import make, work
from lattice.tui.crash import log_path
from lattice.tui.screens.palette import Command, fuzzy, ranked
from lattice.tui.screens.working import Progress
from lattice.workspaces import Registry
from tests.tui.driving import shown, started, typed, until, until_screen, workspace


async def test_the_palette_names_what_is_possible_with_its_key_and_does_it(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.press("ctrl+p")
        await until_screen(pilot, "PaletteScreen")
        assert any("c  Create" in line for line in shown(pilot).splitlines())
        await typed(pilot, "crea")
        await pilot.press("enter")
        await until_screen(pilot, "CreateScreen")


def _command(name: str, title: str) -> Command:
    return Command(name, title, "", "", "", None)  # type: ignore[arg-type]


def test_letters_find_beginnings_of_words_first() -> None:
    commands = [_command("a", "Renew table"), _command("b", "New table"), _command("c", "Export")]
    assert [c.name for c, _ in ranked("new", commands, [])] == ["b", "a"]
    assert next(c.name for c, _ in ranked("nt", commands, [])) == "b"
    assert fuzzy("xyz", "Export") is None


def test_what_was_used_lately_comes_first_when_nothing_is_typed() -> None:
    commands = [_command("a", "One"), _command("b", "Two")]
    assert [c.name for c, _ in ranked("", commands, ["b"])] == ["b", "a"]


async def test_jump_mode_puts_a_letter_on_each_pane_and_goes_there(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.press("ctrl+o")
        await until_screen(pilot, "JumpScreen")
        await pilot.press("f")
        await until_screen(pilot, "WelcomeScreen")
        await until(pilot, lambda: pilot.app.focused is not None and pilot.app.focused.id == "open")


async def test_help_is_made_from_the_bindings_and_narrows_as_one_types(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.press("question_mark")
        await until_screen(pilot, "HelpScreen")
        await typed(pilot, "colours")
        await pilot.pause()
        text = shown(pilot)
        assert "Choose the colours." in text
        assert "Make a workspace" not in text


async def test_a_message_with_brackets_is_shown_as_it_is_and_kept(home: Path) -> None:
    async with started(home, (100, 30)) as pilot:
        pilot.app.notify("[/red] [bold]$x[/] \x1b]0;x")
        await until(pilot, lambda: "[/red] [bold]$x[/]" in shown(pilot))
        await pilot.press("f9")
        await until_screen(pilot, "MessagesScreen")
        text = shown(pilot)
        assert "[/red] [bold]$x[/]" in text
        assert "Log file:" in text


async def test_the_switcher_opens_renames_and_forgets(home: Path) -> None:
    await workspace(home, "alpha")
    await workspace(home, "beta [x]")
    async with started(home) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await pilot.press("f2")
        await until_screen(pilot, "SwitcherScreen")
        assert "beta [x]" in shown(pilot)
        await pilot.press("home", "r")
        await until_screen(pilot, "Prompt")
        await typed(pilot, "gamma")
        await pilot.press("enter")
        await until_screen(pilot, "SwitcherScreen")
        assert {entry.name for entry in Registry(home).entries()} == {"gamma", "beta [x]"}
        await pilot.press("end", "enter")
        await until_screen(pilot, "WorkbenchScreen")
        await until(pilot, lambda: pilot.app.entry.name == "gamma")


async def test_deleting_the_last_workspace_names_what_is_lost_and_leads_to_the_welcome(home: Path) -> None:
    entry = await workspace(home, "alpha")
    async with started(home) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await pilot.press("f2")
        await until_screen(pilot, "SwitcherScreen")
        await pilot.press("D")
        await until_screen(pilot, "Confirm")
        assert "cannot be undone" in shown(pilot)
        assert "an empty workspace" in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "WorkbenchScreen")
        assert Path(entry.path).exists()
        await pilot.press("f2")
        await until_screen(pilot, "SwitcherScreen")
        await pilot.press("D")
        await until_screen(pilot, "Confirm")
        await pilot.click("#yes")
        await until_screen(pilot, "WelcomeScreen")
    assert not Path(entry.path).exists()


async def test_the_sample_is_made_and_opened(home: Path) -> None:
    async with started(home, (120, 40)) as pilot:
        await pilot.press("s")
        await until_screen(pilot, "WorkbenchScreen")
        await until(pilot, lambda: "companies" in shown(pilot))
    assert [entry.name for entry in Registry(home).entries()] == ["sample"]


def making_without_end(app: LatticeApp) -> None:
    """Begin a workspace whose filling never ends, so that it can be stopped at leisure."""

    async def endless(progress: Progress) -> bool:
        progress.part = 0.5
        await asyncio.Event().wait()
        return True

    async def fill(client: Client) -> bool:
        await client.run(CreateTable(name="half"))
        return bool(await work(app, "Making", endless))

    app.run_worker(make(app, "slow", fill), exit_on_error=False)


async def test_stopping_half_way_leaves_nothing_behind(home: Path) -> None:
    async with started(home) as pilot:
        making_without_end(pilot.app)
        await until_screen(pilot, "Working")
        await until(pilot, lambda: "50%" in shown(pilot))
        assert list(home.rglob("*.lattice"))
        await pilot.press("escape")
        await until_screen(pilot, "WelcomeScreen")
        await until(pilot, lambda: not list(home.rglob("*.lattice*")))
    assert not Registry(home).entries()


async def test_quitting_half_way_leaves_nothing_behind(home: Path) -> None:
    async with started(home) as pilot:
        making_without_end(pilot.app)
        await until_screen(pilot, "Working")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    assert not list(home.rglob("*.lattice*"))


async def test_a_bug_leaves_a_report_in_the_log_and_exit_status_1(home: Path) -> None:
    # the pilot raises once more what ended the app
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with started(home) as pilot:
            pilot.app.call_later(lambda: 1 // 0)
            await until(pilot, lambda: not pilot.app.is_running)
    assert pilot.app.return_code == 1
    assert "ZeroDivisionError" in log_path(home).read_text()


def test_the_first_paint_imports_no_client_engine_or_reader() -> None:
    code = (
        "import sys, lattice.tui.app, lattice.tui.screens.welcome, lattice.tui.screens.opening\n"
        "print([m for m in sys.modules if m.split('.')[:2] in "
        "(['lattice', 'engine'], ['lattice', 'databases'], ['lattice', 'ingest'], ['lattice', 'client'])"
        " or m.split('.')[0] in ('sqlite3', 'aiosqlite', 'openpyxl', 'typer')])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
