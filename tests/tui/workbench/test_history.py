"""History: what is taken back of a row and of a change, how it is narrowed down and compared."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Button, OptionList, Select, Static

from lattice.actions import AddLink, ListRows, UpdateRow, UpdateRows
from lattice.tui.screens.dialogs import Confirm
from lattice.tui.widgets.history.changes import ChangeLog
from lattice.tui.widgets.history.diff import DiffView
from lattice.tui.widgets.lists import Lines

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


async def all_history(bench: Bench, changes: int) -> ChangeLog:
    await bench.press("H")
    log = bench.screen.tabs.current.query_one(ChangeLog)
    await bench.until(lambda: len(log.changes) == changes and log.query_one("Lines").has_focus)
    return log


def shown(log: ChangeLog) -> str:
    return log.query_one(DiffView).text


async def change_ada(bench: Bench, **values: object) -> str:
    row = (await bench.client.run(ListRows(table="people", limit=1))).value.rows[0]
    await bench.client.run(UpdateRow(table="people", id=row.id, values=values))
    return row.id


async def test_history_is_narrowed_down_by_table_row_and_time_and_stays_so_when_it_is_left(
    home: Path,
) -> None:
    async with workbench(home) as bench:
        row_id = await change_ada(bench, city="Rome")
        log = await all_history(bench, 5)
        await bench.press("slash")
        pane = bench.screen.tabs.current
        pane.query_one("#of-table", Select).value = "people"
        await bench.until(lambda: len(log.changes) == 3)
        pane.query_one("#of-time", Select).value = "yesterday"
        await bench.until(lambda: not log.changes and log.has_class("nothing"))
        pane.query_one("#of-time", Select).value = "today"
        await bench.until(lambda: len(log.changes) == 3)
        pane.query_one("#of-actor", Select).value = "human:seed"
        await bench.until(lambda: len(log.changes) == 2)
        await bench.pilot.click("#of-row")
        await bench.until(lambda: bench.app.screen.query("PickRow #pick-rows"))
        rows = bench.app.screen.query_one("#pick-rows", OptionList)
        await bench.until(lambda: rows.option_count == 5)
        await bench.press("enter")
        await bench.until(lambda: len(log.changes) == 1)
        kept = pane.state.kept
        assert kept["row"] == row_id
        assert kept["when"] == "today"
        assert "Ada [b]Berg" in str(pane.query_one("#of-row", Button).label)
        await bench.pilot.click("#of-row")
        await bench.until(lambda: len(log.changes) == 2)


async def test_a_stretch_of_time_is_written(home: Path) -> None:
    async with workbench(home) as bench:
        log = await all_history(bench, 4)
        when = bench.screen.tabs.current.query_one("#of-time", Select)
        when.value = "\0"
        await bench.until(lambda: bench.app.screen.query("Prompt Input"))
        await bench.type("1999-01-01 .. 1999-12-31")
        await bench.press("enter")
        await bench.until(lambda: not log.changes)
        assert when.value == "1999-01-01 .. 1999-12-31"


async def test_one_change_is_held_and_the_others_are_compared_with_it(home: Path) -> None:
    async with workbench(home) as bench:
        await change_ada(bench, city="Rome", score=8)
        await change_ada(bench, city="Paris")
        await change_ada(bench, score=3)
        log = await all_history(bench, 7)
        await bench.press("space", "j")
        await bench.until(lambda: "Compared" in shown(log))
        await bench.until(lambda: "score  8 → 3" in shown(log))
        await bench.press("j", "j")
        await bench.until(lambda: "city  Oslo → Paris" in shown(log))
        assert "\n  score" not in shown(log)
        assert "◆" in str(log.query_one(Lines).options[0].prompt)
        await bench.press("g", "g", "space", "j")
        await bench.until(lambda: "Compared" not in shown(log) and "Rome → Paris" in shown(log))


async def test_back_to_here_says_what_goes_and_takes_it_back_as_one(home: Path) -> None:
    async with workbench(home) as bench:
        await change_ada(bench, city="Rome")
        await change_ada(bench, city="Paris")
        await move_all(bench, "Bergen")
        await all_history(bench, 7)
        await bench.press("j", "j", "B")
        await bench.until(lambda: isinstance(bench.app.screen, Confirm) and bench.app.screen.query(Button))
        words = "\n".join(str(line.content) for line in bench.app.screen.query(Static))
        assert "Everything after" in words
        assert words.count("people") == 3
        await bench.pilot.click("#yes")
        await bench.until(lambda: bench.said("Took back 2 changes. u undoes it."))
        assert (await cities(bench))[:2] == ["Rome", "Bergen"]
        await bench.press("u")
        await bench.until(lambda: bench.said("Taken back"))
        assert await cities(bench) == ["Bergen"] * 5


async def test_back_to_a_version_of_a_row_leaves_the_others_alone(home: Path) -> None:
    async with workbench(home) as bench:
        await change_ada(bench, city="Rome")
        await move_all(bench, "Bergen")
        await bench.open("people")
        await row_history(bench, 3)
        await bench.press("j", "B")
        await bench.until(lambda: bench.said("is as it was after that change"))
        assert await cities(bench) == ["Rome", *["Bergen"] * 4]


async def test_a_link_is_told_by_names(home: Path) -> None:
    async with workbench(home) as bench:
        row = (await bench.client.run(ListRows(table="people", limit=1))).value.rows[0]
        firm = (await bench.client.run(ListRows(table="companies", limit=1))).value.rows[0]
        tie = AddLink(table="people", id=row.id, to_table="companies", to_id=firm.id, name="boss")
        await bench.client.run(tie)
        log = await all_history(bench, 5)
        await bench.until(lambda: "→ companies/Nordlys (boss)" in shown(log))
        assert firm.id not in shown(log)
