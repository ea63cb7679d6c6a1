"""Who goes on with something else while a cell is edited leaves no editor behind, and loses nothing typed."""

from __future__ import annotations

from pathlib import Path

from textual.events import AppBlur, AppFocus

from lattice.tui.widgets.editors.value import ValueEditor

from .conftest import Bench, workbench


async def edit(bench: Bench, key: str = "e") -> ValueEditor:
    await bench.press(key)
    await bench.until(lambda: bench.screen.query(ValueEditor) and bench.app.focused is not bench.grid)
    return bench.screen.query_one(ValueEditor)


async def test_the_editor_goes_when_the_focus_does_and_the_next_one_takes_up_what_was_typed(
    home: Path,
) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await edit(bench)
        await bench.press("end", "!", "?")
        bench.screen.sidebar.take_focus()
        await bench.until(lambda: not bench.screen.query(ValueEditor), "gone")
        assert bench.screen.sidebar.has_focus_within
        assert bench.said("the next edit takes up what you typed")
        bench.screen.tabs.take_focus()
        assert (await edit(bench)).field.draft == "Ada [b]Berg!?"
        # also what was taken up, and left once more without a letter
        bench.screen.sidebar.take_focus()
        await bench.until(lambda: not bench.screen.query(ValueEditor), "gone again")
        bench.screen.tabs.take_focus()
        assert (await edit(bench)).field.draft == "Ada [b]Berg!?"


async def test_of_many_cells_it_is_said_that_nothing_was_saved(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("space", "j", "space")
        await edit(bench, "E")
        await bench.press("x")
        bench.screen.sidebar.take_focus()
        await bench.until(lambda: not bench.screen.query(ValueEditor), "gone")
        assert bench.said("was not saved")


async def test_a_question_over_it_and_another_window_leave_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await edit(bench)
        await bench.press("f1")
        await bench.until(lambda: bench.app.screen is not bench.screen, "help")
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen, "back")
        bench.app.post_message(AppBlur())
        await bench.pilot.pause(0.1)
        bench.app.post_message(AppFocus())
        await bench.pilot.pause(0.1)
        assert bench.screen.query_one(ValueEditor).has_focus_within


async def test_another_tab_has_no_editor_over_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await edit(bench)
        await bench.press("end", "!")
        await bench.open("companies")
        await bench.until(lambda: not bench.screen.query(ValueEditor), "gone")
