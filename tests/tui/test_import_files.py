from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from lattice.actions import ListRows, ListTables
from lattice.client import open_local
from lattice.model.values import ColumnType
from lattice.tui.screens.import_files import ImportScreen
from lattice.tui.widgets.path_input import candidates, clean_path, complete
from lattice.workspaces import Registry
from tests.tui.driving import ADA, shown, started, typed, until, until_screen, workspace

PEOPLE = "zip,name,born,note\n00501,Ada [b]Berg,1980-01-02,x\n00502,Bo \x1b[31mLind,1990-03-04,\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return path


async def to_plan(pilot: Pilot[None], path: Path) -> None:
    await pilot.press("o")
    await until_screen(pilot, "AskPath")
    await typed(pilot, str(path))
    await pilot.press("enter")
    await until_screen(pilot, "ImportScreen")
    await until(pilot, lambda: pilot.app.screen.has_class("-read"))
    await pilot.pause()


async def test_types_are_shown_before_anything_is_applied(home: Path, people: Path) -> None:
    async with started(home, (100, 30)) as pilot:
        await to_plan(pilot, people)
        text = shown(pilot)
        assert "people.csv → people" in text
        assert "leading zeros" in text
        assert "date" in text
        assert "Ada [b]Berg" in text
        assert "\x1b" not in text
    assert not list(home.rglob("*.lattice"))
    assert not Registry(home).entries()


@pytest.mark.parametrize("what", ["type", "key", "table", "mode", "skip", "apply"])
async def test_whatever_is_pressed_while_it_is_being_read_is_answered(
    home: Path, tmp_path: Path, what: str
) -> None:
    await workspace(home, "acme")
    path = tmp_path / "numbers.csv"
    path.write_text("a,b\n" + "1,2\n" * 50_000)
    async with started(home, (100, 30)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await until(pilot, lambda: pilot.app.screen.ready)
        pilot.app.flow.import_files((path,))
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "ImportScreen")
        screen = pilot.app.screen
        assert isinstance(screen, ImportScreen)
        await until(pilot, lambda: screen.is_mounted)
        assert not screen.has_class("-read")
        await screen.run_action(what)
        await until(pilot, lambda: any("still being read" in words for _, words in pilot.app.said))
        await until(pilot, lambda: screen.has_class("-read"))


async def test_leaving_the_plan_leaves_nothing_behind(home: Path, people: Path) -> None:
    async with started(home, (100, 30)) as pilot:
        await to_plan(pilot, people)
        await pilot.press("escape")
        await until_screen(pilot, "WelcomeScreen")
        await until(pilot, lambda: not list(home.rglob("*.lattice*")))
    assert not Registry(home).entries()


async def test_a_file_becomes_a_workspace_with_the_types_that_were_chosen(home: Path, people: Path) -> None:
    async with started(home, (100, 30)) as pilot:
        await to_plan(pilot, people)
        await pilot.press("down", "down", "t")
        await until_screen(pilot, "Choose")
        await pilot.press("home", "enter")
        await until_screen(pilot, "ImportScreen")
        await pilot.press("home", "K")
        await until(pilot, lambda: "key: zip" in shown(pilot))
        await pilot.press("ctrl+s")
        await until_screen(pilot, "ImportResult")
        assert "2 added" in shown(pilot)
        await pilot.press("enter")
        await until_screen(pilot, "WorkbenchScreen")
    (entry,) = Registry(home).entries()
    assert entry.name == "people"
    client = await open_local(Path(entry.path), caller=ADA)
    table = (await client.run(ListTables())).value.schema.table("people")
    rows = (await client.run(ListRows(table="people"))).value.rows
    await client.close()
    assert table.column("born").type is ColumnType.TEXT
    assert table.key == (table.column("zip").id,)
    assert [row.values["zip"] for row in rows] == ["00501", "00502"]


async def test_refused_lines_are_listed_with_their_number(home: Path, tmp_path: Path) -> None:
    entry = await workspace(home, "acme")
    path = tmp_path / "numbers.csv"
    path.write_text("a,b\n1,2\n3,4,5\n")
    async with started(home, (100, 30)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        pilot.app.flow.import_files((path,))
        await until_screen(pilot, "ImportScreen")
        await until(pilot, lambda: pilot.app.screen.has_class("-read"))
        await pilot.press("ctrl+s")
        await until_screen(pilot, "ImportResult")
        text = shown(pilot)
        assert "1 added" in text
        assert "1 line refused" in text
        assert "line 3" in text
    assert entry.name == "acme"


async def test_a_file_that_cannot_be_read_is_told_in_words(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    async with started(home) as pilot:
        await pilot.press("o")
        await until_screen(pilot, "AskPath")
        await typed(pilot, str(path))
        await pilot.press("enter")
        await until_screen(pilot, "ErrorDialog")
        assert "empty" in shown(pilot)
        await pilot.press("escape")
        await until_screen(pilot, "WelcomeScreen")
    assert not list(home.rglob("*.lattice*"))


async def test_nothing_at_a_path_is_told_where_it_is_typed(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.press("o")
        await until_screen(pilot, "AskPath")
        await typed(pilot, "/nowhere")
        await pilot.press("enter")
        await pilot.pause()
        assert "There is nothing at /nowhere" in shown(pilot)


async def test_a_workspace_file_is_taken_in_as_it_is(home: Path, tmp_path: Path) -> None:
    entry = await workspace(tmp_path / "other", "elsewhere")
    async with started(home) as pilot:
        await pilot.press("o")
        await until_screen(pilot, "AskPath")
        await typed(pilot, entry.path)
        await pilot.press("enter")
        await until_screen(pilot, "WorkbenchScreen")
    assert [found.name for found in Registry(home).entries()] == ["elsewhere"]


def test_paths_are_completed_as_a_shell_does(tmp_path: Path) -> None:
    tmp_path = tmp_path / "data"
    tmp_path.mkdir()
    (tmp_path / "airports.csv").touch()
    (tmp_path / "air").mkdir()
    (tmp_path / ".hidden").touch()
    assert candidates(f"{tmp_path}/") == ["air/", "airports.csv"]
    assert complete(f"{tmp_path}/a") == f"{tmp_path}/air"
    assert complete(f"{tmp_path}/airp") == f"{tmp_path}/airports.csv"
    assert candidates(f"{tmp_path}/.h") == [".hidden"]
    assert complete(f"{tmp_path}/zzz") == f"{tmp_path}/zzz"


@pytest.mark.parametrize("typed_path", ["'/a b/c.csv'", '"/a b/c.csv"', "/a\\ b/c.csv", " /a b/c.csv "])
def test_paths_pasted_by_terminals_are_understood(typed_path: str) -> None:
    assert clean_path(typed_path) == "/a b/c.csv"
