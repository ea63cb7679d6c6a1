"""Forms of many columns: there is what is in sight, and the rest as soon as somebody comes near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from lattice.model.errors import LatticeError
from lattice.model.rows import Row
from lattice.model.schema import Column
from lattice.model.values import ColumnType, Value
from lattice.tui.screens.bulk_form import BulkForm
from lattice.tui.widgets.editors import FormResult, RowForm
from lattice.tui.widgets.editors.calendar import Month
from lattice.tui.widgets.editors.inputs import LineInput
from tests.tui.grid.grid_screens import lines, until

#: Widgets that the fields in a screen and the rest of a form may take: far fewer than those of all fields.
FEW = 200
TYPES = tuple(ColumnType)


async def nobody(text: str) -> Sequence[tuple[str, str]]:
    return []


def columns(count: int, type_: ColumnType | None = None) -> tuple[Column, ...]:
    """Columns c0, c1, … of one type, or of all types in turn."""
    return tuple(Column(f"k{n}", f"c{n}", type_ or TYPES[n % len(TYPES)]) for n in range(count))


class FormApp(App[None]):
    """One form, what it saved and how it was left."""

    def __init__(
        self,
        of: Sequence[Column],
        *,
        bulk: bool = False,
        start: str = "",
        drafts: Mapping[str, str] | None = None,
        refusal: LatticeError | None = None,
    ) -> None:
        super().__init__()
        self.saved: list[dict[str, Value]] = []
        self.result: FormResult | None = None
        self.refusal = refusal
        self.columns = of
        self.form = (
            BulkForm("Change", of, [Row("r", 1, {})], {}, self.keep, search=lambda _: nobody, start=start)
            if bulk
            else RowForm("New", of, {}, self.keep, search=lambda _: nobody, start=start, drafts=drafts)
        )

    def on_mount(self) -> None:
        self.push_screen(self.form, self.left)

    async def keep(self, values: dict[str, Value]) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.saved.append(values)

    def left(self, result: FormResult | None) -> None:
        self.result = result

    @property
    def at(self) -> str:
        """The column that has the focus; nothing while its field is not there."""
        focused = self.form.focused
        found = [f.column.name for f in self.form.fields if focused is not None and f in focused.ancestors]
        return found[0] if found else ""

    @property
    def screen_text(self) -> str:
        return "\n".join(lines(self))


async def begun(pilot: Pilot[None], app: FormApp) -> None:
    await until(pilot, lambda: app.at)
    await pilot.pause()


def first_looks(app: FormApp, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The widgets of the form each time that it is painted with a field to type into."""
    found: list[int] = []
    real = RowForm._compositor_refresh

    def paint(form: RowForm) -> None:
        if form.focused is not None:
            found.append(len(list(form.walk_children())))
        real(form)

    monkeypatch.setattr(RowForm, "_compositor_refresh", paint)
    return found


@pytest.mark.parametrize("start", ["c0", "c100", "c199"])
@pytest.mark.parametrize("bulk", [False, True])
@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_form_of_200_columns_comes_with_the_fields_in_sight(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], bulk: bool, start: str
) -> None:
    app = FormApp(columns(200), bulk=bulk, start=start)
    looks = first_looks(app, monkeypatch)
    async with app.run_test(size=size) as pilot:
        await begun(pilot, app)
        assert app.at == start
        assert looks[0] < FEW
        await until(pilot, lambda: f"{start}  " in app.screen_text)
        assert len(list(app.form.walk_children())) < 2 * FEW


async def test_tab_goes_through_all_fields_and_round() -> None:
    app = FormApp(columns(27))
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        for number in (*range(1, 27), 0):
            await pilot.press("tab")
            await until(pilot, lambda name=f"c{number}": app.at == name)
        for number in (26, 25, 24):
            await pilot.press("shift+tab")
            await until(pilot, lambda name=f"c{number}": app.at == name)


@pytest.mark.parametrize(("key", "start", "end"), [("tab", "c0", "c80"), ("shift+tab", "c99", "c19")])
async def test_tabs_that_come_all_at_once_go_as_far_as_one_by_one(key: str, start: str, end: str) -> None:
    app = FormApp(columns(100), start=start)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        for _ in range(80):
            app.post_message(events.Key(key, None))
        await until(pilot, lambda: app.at == end, 20.0)


async def test_shift_tab_goes_back_through_fields_that_nobody_has_seen() -> None:
    app = FormApp(columns(27, ColumnType.TEXT), start="c26")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        for number in range(25, -1, -1):
            await pilot.press("shift+tab")
            await until(pilot, lambda name=f"c{number}": app.at == name)
            await until(pilot, lambda name=f"c{number}": f"{name}  text" in app.screen_text)


async def test_from_a_month_one_goes_back_to_its_line_and_on_to_the_next_field() -> None:
    app = FormApp(columns(3, ColumnType.DATE), start="c1")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        await pilot.press("down")
        await until(pilot, lambda: isinstance(app.form.focused, Month))
        await pilot.press("shift+tab")
        await until(pilot, lambda: isinstance(app.form.focused, LineInput))
        assert app.at == "c1"
        await pilot.press("down", "tab")
        await until(pilot, lambda: app.at == "c2")


async def test_return_goes_on_field_by_field_and_saves_after_the_last() -> None:
    app = FormApp(columns(27, ColumnType.TEXT))
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        for number in range(27):
            await until(pilot, lambda name=f"c{number}": app.at == name)
            await pilot.press("x", "enter")
        await until(pilot, lambda: app.result)
        assert app.saved == [{f"c{number}": "x" for number in range(27)}]


async def test_what_is_typed_before_a_field_is_there_is_for_that_field() -> None:
    app = FormApp(columns(40, ColumnType.TEXT))
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        # the last field is not there, as the first is at the other end
        app.form.focus_previous()
        for key in ("a", "b"):
            app.post_message(events.Key(key, key))
        app.post_message(events.Paste("[c]"))
        await until(pilot, lambda: app.form.drafts == {"c39": "ab[c]"})
        assert app.at == "c39"


async def test_a_field_that_is_not_there_yet_is_made_empty() -> None:
    app = FormApp(columns(40, ColumnType.TEXT), drafts={"c39": "old"})
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        assert app.form.drafts == {"c39": "old"}
        app.form.focus_previous()
        app.form.action_empty()
        await until(pilot, lambda: app.form.drafts == {})


async def test_a_refusal_is_shown_at_its_field_wherever_that_is() -> None:
    refusal = LatticeError("invalid_value", "c30 must be given.", details={"column": "c30"})
    app = FormApp(columns(40), refusal=refusal)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        await pilot.press("x", "ctrl+s")
        await until(pilot, lambda: app.at == "c30")
        await until(pilot, lambda: "c30 must be given." in app.screen_text)
        assert app.form.drafts == {"c0": "x"}


async def test_drafts_of_fields_out_of_sight_are_kept_saved_and_looked_through() -> None:
    app = FormApp(columns(40, ColumnType.INTEGER), drafts={"c20": "7", "c35": "many"})
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        assert app.form.drafts == {"c20": "7", "c35": "many"}
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.at == "c35")
        await until(pilot, lambda: "c35: This is not a whole number" in app.screen_text)
        await pilot.press(*["backspace"] * 4, "8", "ctrl+s")
        await until(pilot, lambda: app.result)
        assert app.saved == [{"c20": 7, "c35": 8}]


@pytest.mark.parametrize("bulk", [False, True])
async def test_fields_come_up_as_one_scrolls(bulk: bool) -> None:
    app = FormApp(columns(100, ColumnType.TEXT), bulk=bulk)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        fields = app.form.query_one("#form-fields", Widget)
        fields.scroll_end(animate=False)
        await until(pilot, lambda: "c99  text" in app.screen_text)
        assert app.at == "c0"
        assert not any(field.is_attached for field in app.form.fields if field.column.name == "c50")
        fields.scroll_to(y=fields.max_scroll_y // 2, animate=False)
        await until(pilot, lambda: "c50  text" in app.screen_text)


async def test_what_is_in_sight_stays_there_when_fields_above_it_take_more_room_than_was_known() -> None:
    long = "A meaning of so many words that it takes several lines of a small terminal. " * 3
    wide = tuple(Column(f"k{n}", f"c{n}", ColumnType.TEXT, definition=long) for n in range(40))
    app = FormApp(wide, start="c24")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        at = {field.column.name: field for field in app.form.fields}["c16"]
        above = app.form.query_one("#form-fields", Widget)
        above.scroll_to_widget(at, animate=False, top=True)
        await until(pilot, lambda: "c16  text" in app.screen_text)
        await until(pilot, lambda: any(f.column.name == "c15" and f.is_attached for f in app.form.fields))
        for _ in range(5):
            await pilot.pause()
        assert above.region.contains_region(at.region)
        assert "c16  text" in app.screen_text


@pytest.mark.parametrize("count", [3, 200])
@pytest.mark.parametrize("bulk", [False, True])
async def test_the_field_with_the_focus_stays_in_sight_when_the_terminal_gets_smaller(
    count: int, bulk: bool
) -> None:
    app = FormApp(columns(count), bulk=bulk, start=f"c{count // 2}")
    async with app.run_test(size=(160, 45)) as pilot:
        await begun(pilot, app)
        for size in ((80, 24), (40, 10), (160, 45), (40, 10)):
            await pilot.resize_terminal(*size)

            def in_sight() -> bool:
                field, fields = app.form.focused, app.form.query_one("#form-fields")
                return field is not None and fields.region.contains_region(field.region)

            await until(pilot, in_sight)
            assert app.at == f"c{count // 2}"


async def test_who_scrolled_away_from_the_focus_stays_there_when_the_terminal_changes() -> None:
    app = FormApp(columns(100, ColumnType.TEXT))
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot, app)
        fields = app.form.query_one("#form-fields", Widget)
        fields.scroll_to(y=fields.max_scroll_y // 2, animate=False)
        await until(pilot, lambda: "c50  text" in app.screen_text)
        await pilot.resize_terminal(80, 20)
        for _ in range(5):
            await pilot.pause()
        assert "c50  text" in app.screen_text
