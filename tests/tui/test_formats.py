from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.actions import CreateTable, InsertRows
from lattice.client import open_local
from lattice.model import values
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from lattice.settings import CHOICES, Display, set_setting
from lattice.tui import formats
from lattice.tui.widgets.editors.drafts import draft_of
from lattice.tui.words import show_value
from tests.tui.driving import ADA, shown, started, until, until_screen, workspace


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    formats.use(Display())


def test_until_something_is_chosen_all_is_shown_as_it_always_was() -> None:
    for type_, stored in (
        (ColumnType.INTEGER, 1234567),
        (ColumnType.NUMBER, -12345.5),
        (ColumnType.DATE, "2024-12-31"),
        (ColumnType.DATETIME, "2024-12-31T23:59:00.000000Z"),
        (ColumnType.TEXT, "2024-12-31"),
        (ColumnType.BOOLEAN, 1),
    ):
        assert formats.show(type_, stored) == values.show(type_, stored)
    assert formats.show(ColumnType.DATE, None) == ""


@pytest.mark.parametrize(
    ("dates", "day", "moment"),
    [
        ("iso", "2024-02-03", "2024-02-03 23:59"),
        ("dmy", "03.02.2024", "03.02.2024 23:59"),
        ("mdy", "02/03/2024", "02/03/2024 23:59"),
        ("words", "3 Feb 2024", "3 Feb 2024 23:59"),
    ],
)
def test_dates_are_written_as_chosen(dates: str, day: str, moment: str) -> None:
    formats.use(Display(dates=dates))
    assert formats.show(ColumnType.DATE, "2024-02-03") == day
    assert formats.show(ColumnType.DATETIME, "2024-02-03T23:59:00.000000Z") == moment
    assert show_value("2024-02-03", ColumnType.DATE) == day
    assert formats.show(ColumnType.TEXT, "2024-02-03") == "2024-02-03", "a text says what it says"


@pytest.mark.parametrize(
    ("numbers", "large", "small"),
    [
        ("plain", "-1234567.25", "1998"),
        ("comma", "-1,234,567.25", "1998"),
        ("point", "-1.234.567,25", "1998"),
        ("space", "-1 234 567.25", "1998"),
    ],
)
def test_numbers_are_written_as_chosen_and_years_are_left_alone(numbers: str, large: str, small: str) -> None:
    formats.use(Display(numbers=numbers))
    assert formats.number(-1234567.25) == large
    assert formats.show(ColumnType.INTEGER, 1998) == small
    assert show_value(-1234567.25) == large


@given(st.integers(values.INTEGER_MIN, values.INTEGER_MAX) | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_never_another_number(value: float) -> None:
    for numbers, between, before in (("comma", ",", "."), ("point", ".", ","), ("space", " ", ".")):
        formats.use(Display(numbers=numbers))
        text = formats.number(value)
        plain = text if "e" in text else text.replace(between, "").replace(before, ".")
        assert type(value)(plain) == value


@given(st.text(max_size=12))
def test_what_is_no_day_stays_as_it_is_or_says_the_same(text: str) -> None:
    for dates in CHOICES["display.dates"]:
        formats.use(Display(dates=dates))
        assert formats.day(text) == text or len(text) == 10


def test_what_one_types_keeps_to_iso() -> None:
    formats.use(Display(dates="dmy", numbers="point"))
    assert draft_of(ColumnType.DATE, "2024-02-03") == "2024-02-03"
    assert draft_of(ColumnType.NUMBER, 1234567.5) == "1234567.5"


async def test_a_grid_follows_the_settings_while_it_is_open(home: Path) -> None:
    entry = await workspace(home, "work")
    client = await open_local(Path(entry.path), caller=ADA)
    columns = (NewColumn("born", ColumnType.DATE), NewColumn("weight", ColumnType.NUMBER))
    await client.run(CreateTable(name="whales", columns=columns))
    await client.run(InsertRows(table="whales", rows=({"born": "1998-02-03", "weight": 123456.5},)))
    await client.close()
    async with started(home, (120, 30)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await until(pilot, lambda: pilot.app.screen.ready)
        await pilot.app.screen.action_open("table", pilot.app.screen.bench.find("whales").id)
        await until(pilot, lambda: "1998-02-03" in shown(pilot) and "123456.5" in shown(pilot))
        set_setting(home, "display.dates", "dmy")
        set_setting(home, "display.numbers", "space")
        await until(pilot, lambda: "03.02.1998" in shown(pilot) and "123 456.5" in shown(pilot))
