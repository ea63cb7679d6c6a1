"""History: what is taken back of a row and of a change, how it is narrowed down and compared."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Button, Static

from lattice.actions import ListRows, UpdateRows
from lattice.tui.screens.dialogs import Confirm
from lattice.tui.widgets.history.changes import ChangeLog

from .conftest import Bench, workbench


async def cities(bench: Bench) -> list[object]:
    rows = (await bench.client.run(ListRows(table="people"))).value.rows
    return [row.values["city"] for row in rows]


async def row_history(bench: Bench, changes: int) -> ChangeLog:
    await bench.press("h")
    log = bench.screen.inspector.query_one(ChangeLog)
    await bench.until(lambda: len(log.changes) == changes and log.query_one("Lines").has_focus)
    return log


async def move_all(bench: Bench, city: str) -> None:
    where = UpdateRows(table="people", where="score >= 0", values={"city": city})
    await bench.client.run(where)


async def test_r_in_the_history_of_a_row_takes_a_change_of_many_rows_back_for_that_row_alone(
    home: Path,
) -> None:
    async with workbench(home) as bench:
        await move_all(bench, "Rome")
        await bench.open("people")
        await row_history(bench, 2)
        await bench.press("r")
        await bench.until(lambda: bench.said("has the values it had before that change"))
        assert await cities(bench) == ["Oslo", "Rome", "Rome", "Rome", "Rome"]
        await bench.press("u")
        await bench.until(lambda: bench.said("Taken back"))
        assert await cities(bench) == ["Rome"] * 5


async def test_r_in_the_history_of_a_row_never_takes_the_import_back_that_brought_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await row_history(bench, 1)
        await bench.press("r")
        await bench.until(lambda: bench.said("That change brought the row in, with 4 others."))
        assert len(await cities(bench)) == 5


async def test_a_change_of_many_rows_says_how_many_before_it_is_taken_back(home: Path) -> None:
    async with workbench(home) as bench:
        await move_all(bench, "Rome")
        await bench.press("H")
        log = bench.screen.tabs.current.query_one(ChangeLog)
        await bench.until(lambda: len(log.changes) == 5 and log.query_one("Lines").has_focus)
        await bench.press("r")
        await bench.until(lambda: isinstance(bench.app.screen, Confirm) and bench.app.screen.query(Button))
        words = "\n".join(str(line.content) for line in bench.app.screen.query(Static))
        assert "5 rows will have the values they had." in words
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)
        assert await cities(bench) == ["Rome"] * 5
        await bench.press("r")
        await bench.until(lambda: isinstance(bench.app.screen, Confirm) and bench.app.screen.query(Button))
        await bench.pilot.click("#yes")
        await bench.until(lambda: bench.said("Taken back"))
        assert await cities(bench) == ["Oslo", "Bergen", "Oslo", "Tromsø", "Oslo"]
