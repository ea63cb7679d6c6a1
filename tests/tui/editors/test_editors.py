from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from textual import events, on
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import Button, Input, TextArea

from lattice.model.errors import LatticeError
from lattice.model.schema import Column
from lattice.model.values import ColumnType, Value
from lattice.tui.widgets.editors import CellEditor, FormResult, RowForm
from tests.tui.grid.grid_screens import lines, until

A, B = "01ARZ3NDEKTSV4RRFFQ69G5FAV", "01BX5ZZKBKACTAV9WEVGEMMVRZ"


async def companies(text: str) -> Sequence[tuple[str, str]]:
    found = [(A, "Nordlys [AS]"), (B, "Fjord\x1b AS")]
    return [(row_id, label) for row_id, label in found if text.lower() in label.lower()]


Said = CellEditor.Submitted | CellEditor.Cancelled | CellEditor.ExternalRequested


class EditorApp(App[None]):
    """One editor, and what it said."""

    def __init__(self, type_: ColumnType, value: Value, draft: str | None = None) -> None:
        super().__init__()
        self.said: list[Said] = []
        self.editor = CellEditor(
            "city", type_, value, lambda: Region(10, 5, 12, 1), search=companies, label="Nordlys", draft=draft
        )

    def compose(self) -> ComposeResult:
        yield Button("behind")

    def on_mount(self) -> None:
        self.screen.mount(self.editor)

    @on(CellEditor.Submitted)
    @on(CellEditor.Cancelled)
    @on(CellEditor.ExternalRequested)
    def hear(
        self, message: CellEditor.Submitted | CellEditor.Cancelled | CellEditor.ExternalRequested
    ) -> None:
        self.said.append(message)

    @property
    def value(self) -> Value:
        assert isinstance(self.said[-1], CellEditor.Submitted)
        return self.said[-1].value


@pytest.mark.parametrize(
    ("type_", "before", "keys", "after"),
    [
        (ColumnType.TEXT, "Oslo", ["!", "enter"], "Oslo!"),
        (ColumnType.TEXT, "Oslo", ["ctrl+d", "enter"], None),
        (ColumnType.TEXT, "ab", ["backspace", "backspace", "enter"], ""),
        (ColumnType.INTEGER, 4, ["2", "ctrl+s"], 42),
        (ColumnType.INTEGER, 4, ["backspace", "enter"], None),
        (ColumnType.NUMBER, 1.5, ["2", "enter"], 1.52),
        (ColumnType.DATE, None, [*"2024-02-29", "enter"], "2024-02-29"),
        (ColumnType.BOOLEAN, True, ["down", "enter"], False),
        (ColumnType.BOOLEAN, None, ["y", "enter"], True),
        (ColumnType.BOOLEAN, False, ["down", "enter"], None),
        (ColumnType.MARKDOWN, "a", ["enter", "b", "ctrl+s"], "\nba"),
        (ColumnType.JSON, None, [*"[1,2]", "ctrl+s"], [1, 2]),
        (ColumnType.REFERENCE, A, [*"fjord", "enter"], B),
        (ColumnType.REFERENCE, A, ["down", "enter"], B),
        (ColumnType.REFERENCE, A, ["ctrl+d", "enter"], None),
    ],
)
async def test_each_type_is_edited_its_way(
    type_: ColumnType, before: Value, keys: list[str], after: Value
) -> None:
    app = EditorApp(type_, before)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused and app.editor in app.focused.ancestors)
        await until(pilot, lambda: type_ is not ColumnType.REFERENCE or "Fjord" in "".join(lines(app)))
        for key in keys:
            await pilot.press(key)
            if type_ is ColumnType.REFERENCE and key != "enter":
                await asyncio.sleep(0)
                await pilot.pause()
        await until(pilot, lambda: app.said)
        assert app.value == after


async def test_it_stands_over_its_cell() -> None:
    app = EditorApp(ColumnType.TEXT, "Oslo")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused and app.editor in app.focused.ancestors)
        await pilot.pause()
        assert app.editor.region.y == 5
        assert lines(app)[5][10:].startswith("Oslo")
        await pilot.resize_terminal(30, 6)
        await until(pilot, lambda: app.editor.region.bottom <= 6 and app.editor.region.right <= 30)
        assert isinstance(app.focused, Input)


async def test_what_is_wrong_is_said_while_one_types_and_nothing_is_handed_over() -> None:
    app = EditorApp(ColumnType.INTEGER, 4)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused and app.editor in app.focused.ancestors)
        await pilot.press("x", "enter")
        await until(pilot, lambda: "not a whole number" in "\n".join(lines(app)))
        assert app.said == []
        assert app.editor.is_attached


async def test_leaving_gives_back_what_was_typed() -> None:
    app = EditorApp(ColumnType.TEXT, "Oslo")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused and app.editor in app.focused.ancestors)
        await pilot.press("x", "escape")
        await until(pilot, lambda: app.said)
        said = app.said[0]
        assert isinstance(said, CellEditor.Cancelled)
        assert said.draft == "Oslox"
        await until(pilot, lambda: not app.editor.is_attached)


async def test_a_draft_is_taken_up_again() -> None:
    app = EditorApp(ColumnType.TEXT, "Oslo", draft="Oslo and")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused and app.editor in app.focused.ancestors)
        await pilot.press("!", "enter")
        await until(pilot, lambda: app.said)
        assert app.value == "Oslo and!"


async def test_nothing_changed_is_nothing_to_save() -> None:
    app = EditorApp(ColumnType.DATETIME, "2024-02-11T09:30:00.000000Z")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused and app.editor in app.focused.ancestors)
        await pilot.press("enter")
        await until(pilot, lambda: app.said)
        said = app.said[0]
        assert isinstance(said, CellEditor.Cancelled)
        assert said.draft is None


async def test_a_refusal_is_shown_and_editing_goes_on() -> None:
    app = EditorApp(ColumnType.TEXT, "Oslo")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused and app.editor in app.focused.ancestors)
        await pilot.press("x", "enter")
        await until(pilot, lambda: app.said)
        app.editor.refuse("Bo changed it [meanwhile].")
        await until(pilot, lambda: "[meanwhile]" in "\n".join(lines(app)))
        await pilot.press("y", "enter")
        await until(pilot, lambda: len(app.said) == 2)
        assert app.value == "Osloxy"
        app.editor.close()
        await until(pilot, lambda: not app.editor.is_attached)


async def test_control_characters_never_reach_the_terminal_and_are_kept() -> None:
    app = EditorApp(ColumnType.TEXT, "a\x1b[2Jb\u202ec")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused and app.editor in app.focused.ancestors)
        await pilot.pause()
        screen = "\n".join(lines(app))
        assert "a⟨U+001B⟩[2Jb⟨U+202E⟩c" in screen
        assert "\x1b" not in screen
        app.focused.post_message(events.Paste("p\x1b]0;q\x07\nr"))
        await until(pilot, lambda: "⟨U+0007⟩" in app.editor.field.draft)
        await pilot.press("enter")
        await until(pilot, lambda: app.said)
        assert app.value == "a\x1b[2Jb\u202ecp\x1b]0;q\x07\nr"


async def test_an_outside_editor_gets_the_draft_and_gives_it_back() -> None:
    app = EditorApp(ColumnType.MARKDOWN, "# a")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.focused, TextArea))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: app.said)
        said = app.said[0]
        assert isinstance(said, CellEditor.ExternalRequested)
        assert said.draft == "# a"
        app.editor.take_draft("# b\n\nmore")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(app.said) == 2)
        assert app.value == "# b\n\nmore"


COLUMNS = (
    Column("c1", "name", ColumnType.TEXT, definition="What people [call] it"),
    Column("c2", "size", ColumnType.INTEGER),
    Column("c3", "active", ColumnType.BOOLEAN),
    Column("c4", "company", ColumnType.REFERENCE, target="T"),
    Column("c5", "notes", ColumnType.MARKDOWN),
)


class FormApp(App[None]):
    """One form, what it saved and how it was left."""

    def __init__(self, values: dict[str, Value], *, refusal: LatticeError | None = None) -> None:
        super().__init__()
        self.saved: list[dict[str, Value]] = []
        self.result: FormResult | None = None
        self.refusal = refusal
        self.form = RowForm(
            "people: Ada", COLUMNS, values, self.keep, labels={A: "Nordlys"}, search=lambda _: companies
        )

    def on_mount(self) -> None:
        self.push_screen(self.form, self.left)

    async def keep(self, values: dict[str, Value]) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.saved.append(values)

    def left(self, result: FormResult | None) -> None:
        self.result = result


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_form_saves_only_what_was_changed(size: tuple[int, int]) -> None:
    app = FormApp({"name": "Ada", "size": 4, "active": True, "company": A, "notes": "x"})
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Input))
        assert "What people [call] it" in "\n".join(lines(app))
        await pilot.press("!", "tab", "2", "ctrl+s")
        await until(pilot, lambda: app.result)
        assert app.saved == [{"name": "Ada!", "size": 42}]


async def test_a_form_shows_what_is_wrong_where_it_is() -> None:
    app = FormApp({})
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press("A", "enter", "x", "ctrl+s")
        await until(pilot, lambda: "size: This is not a whole number" in "\n".join(lines(app)))
        assert app.saved == []
        await pilot.press("backspace", "7", "ctrl+s")
        await until(pilot, lambda: app.result)
        assert app.saved == [{"name": "A", "size": 7}]


async def test_a_refusal_leaves_the_form_open_with_all_that_was_typed() -> None:
    app = FormApp({"name": "Ada"}, refusal=LatticeError("conflict", "Bo was faster.", "Look again."))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press("!", "ctrl+s")
        await until(pilot, lambda: "Bo was faster. Look again." in "\n".join(lines(app)))
        app.refusal = None
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.saved == [{"name": "Ada!"}])


async def test_leaving_a_form_gives_back_what_was_typed() -> None:
    app = FormApp({"name": "Ada"})
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press("!", "escape")
        await until(pilot, lambda: app.result)
        assert app.result == FormResult(None, {"name": "Ada!"})


async def test_words_that_no_row_was_taken_for_are_not_lost_in_silence() -> None:
    app = FormApp({"company": A})
    async with app.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press("tab", "tab", "tab", *"fjord", "ctrl+s")
        await until(pilot, lambda: "Take a row with ↵" in "\n".join(lines(app)))
        await until(pilot, lambda: "Nordlys [AS]" not in "\n".join(lines(app)))
        await pilot.press("enter", "ctrl+s")
        await until(pilot, lambda: app.saved == [{"company": B}])


async def test_a_search_that_fails_says_why() -> None:
    async def broken(text: str) -> Sequence[tuple[str, str]]:
        raise LatticeError("busy", "The workspace is busy.", "Try again.")

    app = EditorApp(ColumnType.REFERENCE, None)
    app.editor = CellEditor(
        "company", ColumnType.REFERENCE, None, lambda: Region(10, 5, 12, 1), search=broken
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "The workspace is busy. Try again." in "\n".join(lines(app)))


async def test_a_fault_while_saving_is_said_and_nothing_typed_is_lost() -> None:
    app = FormApp({"name": "Ada"})

    async def fault(values: dict[str, Value]) -> None:
        raise OSError("no space left")

    app.form._save = fault
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press("!", "ctrl+s")
        await until(pilot, lambda: "It was not saved: no space left" in "\n".join(lines(app)))
        assert app.form.drafts == {"name": "Ada!"}
