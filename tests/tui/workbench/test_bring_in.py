"""Bringing things in: dropped, typed, pasted; documents with a line each, data as tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Button, Input, TextArea

from lattice.actions import ListRows
from lattice.model.files import FILES, FileKind, file_of
from lattice.tui.screens.arrivals import ArrivalsScreen
from lattice.tui.screens.bring_in import BringInScreen
from lattice.tui.screens.palette import commands_of
from lattice.tui.widgets.files.listing import FilesPane
from lattice.tui.widgets.files.viewing import FilePane

from .conftest import Bench, workbench


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "my papers"
    folder.mkdir()
    for number in range(3):
        (folder / f"report {number}.md").write_text(f"# Report {number}\n\nboats\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


async def on_top(bench: Bench, kind: type) -> None:
    await bench.until(lambda: isinstance(bench.app.screen, kind) and bench.app.screen.is_mounted, str(kind))


async def files(bench: Bench) -> list[str]:
    rows = (await bench.client.run(ListRows(table=FILES, sort=("name",)))).value.rows
    return [file_of(row).name for row in rows]


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_folder_dropped_onto_the_terminal_comes_in_with_a_line_for_each_file(
    home: Path, papers: Path, size: tuple[int, int]
) -> None:
    async with workbench(home, size) as bench:
        bench.app.post_message(Paste(f"'{papers}'"))
        await on_top(bench, BringInScreen)
        await bench.until(lambda: bench.app.screen.lines.option_count == 1 and bench.app.screen._parcels)
        await bench.press("ctrl+s")
        await on_top(bench, ArrivalsScreen)
        screen = bench.app.screen
        await bench.until(lambda: screen.state == "done")
        await bench.until(lambda: screen.lines.option_count == 4)
        lines = [str(option.prompt) for option in screen.lines.options]
        assert any("failed" in line and "broken.pdf" in line for line in lines)
        assert sum("added" in line for line in lines) == 3
        await bench.press("enter")
        await bench.until(lambda: isinstance(bench.screen.tabs.current, FilesPane))
        assert await files(bench) == ["broken.pdf", "report 0.md", "report 1.md", "report 2.md"]
        await bench.press("u")
        await bench.until(lambda: bench.screen.bench.files.rows == 0)


async def test_copies_are_kept_when_that_is_asked_for(home: Path, papers: Path) -> None:
    async with workbench(home) as bench:
        bench.app.flow.bring_in((str(papers / "report 0.md"),))
        await on_top(bench, BringInScreen)
        await bench.until(lambda: bench.app.screen._parcels and bench.app.screen.lines.has_focus)
        await bench.press("s", "ctrl+s")
        await on_top(bench, ArrivalsScreen)
        await bench.until(lambda: bench.app.screen.state == "done")
        await bench.press("enter")
        await bench.until(lambda: isinstance(bench.screen.tabs.current, FilePane))
        rows = (await bench.client.run(ListRows(table=FILES))).value.rows
        assert [file_of(row).kind for row in rows] == [FileKind.STORED]


async def test_a_path_of_nothing_is_told_where_it_is_typed(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("i")
        await on_top(bench, BringInScreen)
        bench.app.screen.query_one(Input).value = "/nowhere"
        await bench.press("enter")
        problem = bench.app.screen.query_one(".problem")
        await bench.until(lambda: "There is nothing at /nowhere" in str(problem.content))
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)


async def test_a_pasted_text_becomes_a_file(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("i")
        await on_top(bench, BringInScreen)
        bench.app.screen.action_paste()
        await bench.until(lambda: type(bench.app.screen).__name__ == "PasteScreen")
        bench.app.screen.query_one(TextArea).text = "# Minutes\n\nall agreed\n"
        await bench.press("ctrl+s")
        await bench.until(lambda: isinstance(bench.screen.tabs.current, FilePane))
        assert (await files(bench))[0].startswith("Minutes")


async def test_enter_on_the_line_of_a_document_brings_it_in(home: Path, papers: Path) -> None:
    async with workbench(home) as bench:
        bench.app.flow.bring_in((str(papers / "report 0.md"),))
        await on_top(bench, BringInScreen)
        screen = bench.app.screen
        await bench.until(lambda: screen._parcels and screen.lines.has_focus)
        turn = screen.query_one("#turn", Button)
        assert (str(turn.label), turn.disabled) == ("As tables", True)
        await bench.press("enter")
        await on_top(bench, ArrivalsScreen)
        await bench.until(lambda: bench.app.screen.state == "done")
        assert not bench.said("Only data can become tables")


async def test_nothing_is_offered_to_be_done_with_nothing(home: Path, papers: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("i")
        await on_top(bench, BringInScreen)
        screen = bench.app.screen
        start = screen.query_one("#start", Button)
        await bench.until(lambda: start.disabled)
        offered = {command.name for command in commands_of(screen)}
        assert not offered & {"bring.start", "bring.turn", "bring.store", "bring.remove"}
        screen.query_one(Input).value = str(papers / "report 0.md")
        await bench.until(lambda: not start.disabled)
        await bench.press("enter")
        await bench.until(lambda: screen._parcels)
        screen.lines.focus()
        await bench.until(lambda: {"bring.start", "bring.remove"} <= {c.name for c in commands_of(screen)})
        await bench.press("d")
        await bench.until(lambda: start.disabled)
