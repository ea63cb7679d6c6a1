"""Many rows changed by one form: what is not touched stays as it is in each of them."""

from __future__ import annotations

from pathlib import Path

from lattice.actions import ListRows
from lattice.model.rows import Row
from lattice.model.schema import Column
from lattice.model.values import ColumnType
from lattice.tui.screens.bulk_form import BulkForm, now_words

from .conftest import Bench, workbench


async def rows_of(bench: Bench) -> list[tuple[object, ...]]:
    found = (await bench.client.run(ListRows(table="people"))).value.rows
    return [(r.values["name"], r.values["city"], r.values["score"]) for r in found]


async def open_form(bench: Bench, *keys: str) -> BulkForm:
    await bench.open("people")
    await bench.press(*keys, "B")
    await bench.until(lambda: isinstance(bench.app.screen, BulkForm))
    form = bench.app.screen
    assert isinstance(form, BulkForm)
    return form


def states(form: BulkForm) -> list[str]:
    return [str(state.content) for state in form.query(".form--state")]  # type: ignore[attr-defined]


async def test_several_columns_of_the_selected_rows_are_one_change(home: Path) -> None:
    async with workbench(home) as bench:
        form = await open_form(bench, "right", "space", "down", "space")
        before = await rows_of(bench)
        assert "left as it is: Oslo or Bergen" in states(form)[1]
        await bench.type("Voss")
        await bench.press("tab")
        await bench.press("ctrl+d")
        await bench.until(lambda: "made empty" in states(form)[2])
        assert "set in all" in states(form)[1]
        await bench.press("ctrl+s")
        await bench.until(lambda: bench.said("Set city, score of 2 rows."))
        rows = await rows_of(bench)
        assert rows[:2] == [("Ada [b]Berg", "Voss", None), ("Bo Lind", "Voss", None)]
        assert rows[2:] == before[2:]
        await bench.press("u")
        await bench.until(lambda: bench.grid.window.rows()[1].values["city"] == "Bergen")
        assert await rows_of(bench) == before


async def test_nothing_touched_is_nothing_changed_and_it_is_said(home: Path) -> None:
    async with workbench(home) as bench:
        form = await open_form(bench, "ctrl+a")
        await bench.press("ctrl+d", "ctrl+d")
        assert "left as it is" in states(form)[0]
        await bench.press("ctrl+s")
        await bench.until(lambda: "Nothing to change yet" in str(form.query_one("#form-error").content))  # type: ignore[attr-defined]
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)


async def test_a_value_that_does_not_fit_keeps_the_form_open(home: Path) -> None:
    async with workbench(home) as bench:
        form = await open_form(bench, "right", "right")
        await bench.type("many")
        await bench.press("ctrl+s")
        await bench.until(lambda: "score" in str(form.query_one("#form-error").content))  # type: ignore[attr-defined]
        assert (await rows_of(bench))[0] == ("Ada [b]Berg", "Oslo", 3)


def test_what_the_rows_have_is_told_in_few_words() -> None:
    column = Column("c", "city", ColumnType.TEXT)

    def words(*cities: str | None) -> str:
        return now_words(column, [Row(str(n), 1, {"city": city}) for n, city in enumerate(cities)], {})

    assert words("Oslo", "Oslo") == "Oslo"
    assert words("Oslo", None) == "Oslo or nothing"
    assert words("a", "b", "c", "d") == "several different ones"
    assert words() == "nothing"
