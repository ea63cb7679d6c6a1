"""A whole value to read, yes turned into no, a field put back: at a key, wherever one is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from lattice.actions import CreateTable, GetRow, InsertRows, UpdateRow
from lattice.client import Client
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType, Value
from lattice.tui.screens.value import ValueScreen, ValueTree
from lattice.tui.widgets.editors.value import ValueEditor
from tests.tui.workbench.conftest import Bench, home, workbench

__all__ = ["home"]

COLUMNS = (
    NewColumn(name="name"),
    NewColumn(name="done", type=ColumnType.BOOLEAN),
    NewColumn(name="born", type=ColumnType.DATE),
    NewColumn(name="data", type=ColumnType.JSON),
    NewColumn(name="story", type=ColumnType.MARKDOWN),
)
STORY = "# Story [b]\n\n" + "many words " * 40
DATA: Value = {"a": [1, {"b": "[red]c"}], "d": None}


async def things(bench: Bench) -> str:
    """A table of things, opened; the id of its first row."""
    client: Client = bench.client
    await client.run(CreateTable(name="things", columns=COLUMNS))
    rows = (
        {"name": "one", "done": True, "born": "2024-02-11", "data": DATA, "story": STORY},
        {"name": "two"},
    )
    ids = (await client.run(InsertRows(table="things", rows=rows))).value.ids
    await bench.until(lambda: bench.screen.bench.find("things"), "the table")
    await bench.open("things")
    return ids[0]


async def value(bench: Bench, row_id: str, column: str) -> Value:
    return (await bench.client.run(GetRow(table="things", id=row_id))).value.values[column]


async def becomes(bench: Bench, row_id: str, column: str, wanted: Value) -> None:
    for _ in range(400):
        if await value(bench, row_id, column) == wanted:
            return
        await bench.pilot.pause(0.02)
    pytest.fail(f"{column} is {await value(bench, row_id, column)!r}; said: {bench.app.said}")


async def reading(bench: Bench) -> ValueScreen:
    await bench.until(lambda: isinstance(bench.app.screen, ValueScreen), "the value")
    screen = bench.app.screen
    assert isinstance(screen, ValueScreen)
    return screen


async def test_a_long_text_is_read_in_full_and_copied(home: Path) -> None:
    async with workbench(home) as bench:
        await things(bench)
        await bench.press("$", "Z")
        screen = await reading(bench)
        assert STORY in "\n".join(str(part.content) for part in screen.query(Static))
        await bench.press("y")
        await bench.until(lambda: bench.app.clipboard == STORY)
        await bench.press("Z")
        await bench.until(lambda: bench.app.screen is bench.screen)


async def test_json_is_a_tree_that_unfolds(home: Path) -> None:
    async with workbench(home) as bench:
        await things(bench)
        await bench.press("right", "right", "right", "Z")
        tree = (await reading(bench)).query_one(ValueTree)
        await bench.until(lambda: tree.root.children)
        assert [str(node.label) for node in tree.root.children] == ["a  [2]", "d  null"]
        assert "[red]c" in str(tree.root.children[0].children[1].children[0].label)


async def test_one_key_turns_yes_into_no_in_a_table_and_in_the_inspector(home: Path) -> None:
    async with workbench(home) as bench:
        row_id = await things(bench)
        await bench.press("right", "tilde")
        await becomes(bench, row_id, "done", False)
        await bench.press("enter")
        await bench.until(lambda: bench.screen.inspector.row is not None, "the row")
        await bench.until(lambda: bench.screen.inspector.has_focus_within)
        await bench.press("down", "space")
        await becomes(bench, row_id, "done", True)
        await bench.press("up", "tilde")
        await bench.until(lambda: bench.said("name is no yes or no"))


async def test_a_field_goes_back_to_what_it_was(home: Path) -> None:
    async with workbench(home) as bench:
        row_id = await things(bench)
        await bench.client.run(UpdateRow(table="things", id=row_id, values={"name": "uno"}))
        await bench.client.run(UpdateRow(table="things", id=row_id, values={"done": False}))
        await bench.press("enter")
        await bench.until(lambda: bench.screen.inspector.row is not None, "the row")
        await bench.until(lambda: bench.screen.inspector.has_focus_within)
        await bench.press("r")
        await becomes(bench, row_id, "name", "one")
        assert await value(bench, row_id, "done") is False
        await bench.until(lambda: bench.said("name is one again"))
        await bench.press("down", "down", "r")
        await bench.until(lambda: bench.said("born was never anything else"))


async def test_a_field_of_the_inspector_goes_through_ones_own_editor(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, str]] = []

    def edit(app: object, text: str, suffix: str = "") -> str:
        seen.append((text, suffix))
        return "from outside"

    monkeypatch.setattr("lattice.tui.widgets.editors.value.edit_outside", edit)
    async with workbench(home) as bench:
        row_id = await things(bench)
        await bench.press("enter")
        await bench.until(lambda: bench.screen.inspector.has_focus_within)
        await bench.until(lambda: bench.screen.inspector.row is not None, "the row")
        await bench.press("down", "down", "down", "down", "ctrl+e")
        await becomes(bench, row_id, "story", "from outside")
        await bench.until(lambda: not bench.screen.query(ValueEditor))
    assert seen == [(STORY, ".md")]
