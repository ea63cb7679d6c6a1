"""A day is chosen from a month, JSON is laid out and says where it is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.geometry import Region
from textual.widgets import TextArea

from lattice.model.schema import Column
from lattice.model.values import ColumnType, Value
from lattice.tui.widgets.editors import CellEditor, RowForm
from lattice.tui.widgets.editors.calendar import Month, another_month, month_rows, moved
from lattice.tui.widgets.editors.inputs import LineInput
from lattice.tui.widgets.editors.json_area import place_of_mistake
from tests.tui.driving import until

from .test_editors import EditorApp


@given(day=st.dates(), months=st.integers(-40_000, 40_000), days=st.integers(-4_000_000, 4_000_000))
def test_every_day_has_its_place_and_no_step_leaves_the_calendar(day: date, months: int, days: int) -> None:
    shown = [there for week in month_rows(day) for there in week if there is not None]
    assert day in shown
    assert shown == sorted(shown)
    assert all(week.index(there) == there.weekday() for week in month_rows(day) for there in week if there)
    assert another_month(day, months).day <= day.day
    assert isinstance(moved(day, days), date)


@pytest.mark.parametrize(
    ("type_", "before", "keys", "after"),
    [
        (ColumnType.DATE, "2024-02-28", ["down", "right", "enter"], "2024-02-29"),
        (ColumnType.DATE, "2024-02-28", ["down", "down", "left", "enter"], "2024-03-05"),
        (ColumnType.DATE, "2024-01-31", ["down", "pagedown", "enter"], "2024-02-29"),
        (ColumnType.DATE, "2024-02-29", ["down", "<", "ctrl+s"], "2023-02-28"),
        (ColumnType.DATE, None, ["down", "t", "enter"], date.today().isoformat()),
        (ColumnType.DATETIME, "2024-02-28T14:02:00.000000Z", ["down", "right", "enter"], "2024-02-29 14:02"),
    ],
)
async def test_a_day_is_chosen_from_the_month(
    type_: ColumnType, before: Value, keys: list[str], after: str
) -> None:
    app = EditorApp(type_, before)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.editor.begun.wait()
        for key in keys:
            await pilot.press({"<": "less_than_sign"}.get(key, key))
            await pilot.pause()
        assert str(app.value).replace("T", " ").startswith(after)


async def test_the_month_turns_to_what_is_typed_and_a_click_chooses() -> None:
    app = EditorApp(ColumnType.DATE, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.editor.begun.wait()
        await pilot.press(*"2019-05-20")
        await pilot.pause()
        month = app.editor.query_one(Month)
        assert month.day == date(2019, 5, 20)
        # the first Thursday: the second of May
        await pilot.click(month, offset=(3 * 4 + 1, 2))
        await pilot.pause()
        assert app.editor.field.draft == "2019-05-02"
        await pilot.click(month, offset=(27, 0))
        await pilot.pause()
        assert app.editor.field.draft == "2019-06-02"
        await pilot.press("up")
        assert app.editor.query_one(LineInput).has_focus


async def test_near_the_end_of_the_screen_the_month_opens_upwards_and_keys_are_turned() -> None:
    app = EditorApp(ColumnType.DATE, "2024-02-28")
    app.editor._place = lambda: Region(10, 20, 12, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.editor.begun.wait()
        month, line = app.editor.query_one(Month), app.editor.query_one(LineInput)
        # right above the cell; the last line of the screen, of keys, is free
        await until(pilot, lambda: line.region.y == 20 == month.region.bottom == app.editor.region.bottom - 2)
        await pilot.press("up")
        await until(pilot, lambda: month.has_focus)
        await pilot.press("right", "down")
        await until(pilot, lambda: line.has_focus)
        assert app.editor.field.draft == "2024-02-29"
        app.editor._place = lambda: Region(10, 3, 12, 1)
        app.editor.place()
        await until(pilot, lambda: line.region.y == 3 and month.region.y == 4)


async def test_json_is_laid_out_at_a_key_and_the_cursor_goes_to_the_mistake() -> None:
    app = EditorApp(ColumnType.JSON, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.editor.begun.wait()
        area = app.editor.query_one(TextArea)
        area.text = '{"a": [1, 2],\n "b" 3}'
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert area.cursor_location == (1, 5)
        assert app.said == []
        area.text = '{"b": 3, "a": [1]}'
        await pilot.pause()
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert area.text == '{\n  "a": [\n    1\n  ],\n  "b": 3\n}'
        await pilot.press("ctrl+s")
        assert isinstance(app.said[-1], CellEditor.Submitted)
        assert app.value == {"a": [1], "b": 3}


@pytest.mark.parametrize(
    ("draft", "place"),
    [("[1,2]", None), ("[1,\n2", (1, 1)), ("", (0, 0)), ("[NaN]", None), ('{"a" 1}', (0, 5))],
)
def test_a_mistake_has_a_place(draft: str, place: tuple[int, int] | None) -> None:
    assert place_of_mistake(draft) == place


async def test_tab_goes_past_the_month_and_ones_own_editor_takes_the_field_with_the_focus(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "lattice.tui.widgets.editors.form.edit_outside", lambda app, text, suffix: "from outside"
    )
    columns = (
        Column("a", "born", ColumnType.DATE),
        Column("b", "name", ColumnType.TEXT),
    )
    saved: list[dict[str, Value]] = []

    async def keep(values: dict[str, Value]) -> None:
        saved.append(values)

    app: App[None] = App()
    async with app.run_test(size=(80, 24)) as pilot:
        form = RowForm("New", columns, {}, keep)
        await app.push_screen(form)
        await pilot.pause()
        await pilot.press(*"2024-02-29", "tab")
        await pilot.pause()
        assert form.fields[1] in form.focused.ancestors
        assert not form.query_one(Month).display
        await pilot.press("ctrl+e", "ctrl+s")
        await pilot.pause()
    assert saved == [{"born": "2024-02-29", "name": "from outside"}]
