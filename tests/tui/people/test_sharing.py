"""Who sees a row, a table, a column: chosen in the workbench, and seen there."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from lattice.actions import GetRow, ListTables, ReadSharing
from lattice.model.sharing import Audience, Visibility
from lattice.tui.screens.dialogs import Choose
from lattice.tui.screens.share import ShareScreen
from tests.tui.workbench.conftest import Bench, workbench


def words(bench: Bench, selector: str) -> str:
    """What a piece of the screen on top says."""
    return str(bench.app.screen.query_one(selector, Static).content)


async def own_row(bench: Bench) -> str:
    """A row of people that is mine, under the cursor; its id."""
    await bench.open("people")
    from lattice.actions import InsertRow

    row = (await bench.client.run(InsertRow(table="people", values={"name": "Zoë [b]Aas"}))).value
    bench.table.go_to_row(row.id)
    await bench.until(lambda: bench.grid.current is not None and bench.grid.current.id == row.id)
    return row.id


async def test_a_row_is_made_private_and_wears_a_sign_everywhere(home: Path) -> None:
    async with workbench(home) as bench:
        row_id = await own_row(bench)
        await bench.press("a")
        await bench.until(lambda: isinstance(bench.app.screen, ShareScreen), "the question")
        assert "Reading does not give writing" in words(bench, "#share-words")
        await bench.press("up", "space")
        await bench.until(lambda: "Nobody else sees it" in words(bench, "#share-words"))
        await bench.press("ctrl+s")
        await bench.until(lambda: bench.grid.current and bench.grid.current.visibility == "private")
        assert bench.said("people/Zoë [b]Aas: for its owner alone.")
        share = (await bench.client.run(ReadSharing(table="people", id=row_id))).value
        assert share.visibility is Visibility.PRIVATE
        lines = [strip.text for strip in (bench.grid.render_line(y) for y in range(8))]
        assert any("⊘ Zoë [b]Aas" in line for line in lines), lines
        await bench.until(lambda: "⊘ only you see this row" in bench.text(".column-line"))
        await bench.press("enter")
        await bench.until(lambda: bench.screen.inspector.row is not None)
        stamp = bench.screen.inspector.query_one(".row-stamp", Static)
        await bench.until(lambda: "⊘ only you" in str(stamp.content), "the sign in the inspector")
        await bench.press("u")
        await bench.until(lambda: bench.screen.inspector.row.visibility == "everyone", "undone")


async def test_a_workspace_on_this_machine_has_nobody_to_choose_and_says_what_to_do(home: Path) -> None:
    async with workbench(home) as bench:
        await own_row(bench)
        await bench.press("a")
        await bench.until(lambda: isinstance(bench.app.screen, ShareScreen), "the question")
        await bench.press("down", "space")
        await bench.until(lambda: "lattice publish" in words(bench, "#share-words"))
        await bench.press("ctrl+s")
        assert "nobody to choose" in words(bench, ".problem")
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)


async def test_several_rows_are_shared_as_one_change(home: Path) -> None:
    async with workbench(home) as bench:
        await own_row(bench)
        await own_row(bench)
        await bench.press("space", "up", "space", "a")
        await bench.until(lambda: isinstance(bench.app.screen, ShareScreen), "the question")
        await bench.press("up", "space", "ctrl+s")
        await bench.until(lambda: bench.said("2 rows of people: for its owner alone"))
        await bench.press("u")
        await bench.until(lambda: bench.said("Taken back"))
        for row in bench.grid.window.rows()[-2:]:
            assert (await bench.client.run(GetRow(table="people", id=row.id))).value.visibility == "everyone"


async def test_new_rows_of_a_table_are_private_from_now_on_and_the_sidebar_says_so(home: Path) -> None:
    async with workbench(home) as bench:
        bench.screen.sidebar.take_focus()
        people = bench.screen.bench.find("people")
        assert people is not None
        bench.screen.sidebar.lines.highlight_id(people.id)
        await bench.press("a")
        await bench.until(lambda: isinstance(bench.app.screen, Choose), "the question")
        await bench.press("down", "enter")
        await bench.until(lambda: bench.said("New rows of people are private"))

        def private() -> bool:
            table = bench.screen.bench.table(people.id)
            return table is not None and table.default_visibility is Visibility.PRIVATE

        await bench.until(private)
        labels = [entry.label for entry in bench.screen.sidebar._entries]
        assert "people ⊘" in labels


async def test_a_column_is_masked_from_the_schema_and_wears_a_sign(home: Path) -> None:
    async with workbench(home) as bench:
        people = bench.screen.bench.find("people")
        assert people is not None
        await bench.screen.action_open("schema", people.id)
        lines = bench.screen.tabs.current.query_one("Lines")
        score = people.column("score")
        await bench.until(lambda: lines.highlight_id(f"{people.id}/{score.id}"))
        await bench.press("a")
        await bench.until(lambda: isinstance(bench.app.screen, Choose), "the question")
        await bench.press("down", "enter")
        await bench.until(lambda: bench.said("people.score is for: Owner and admins."))
        listed = (await bench.client.run(ListTables())).value
        assert listed.schema.table("people").column("score").audience is Audience.ADMIN
        await bench.until(lambda: bench.screen.bench.table(people.id).column("score").audience == "admin")
        await bench.open("people")
        assert "⊘" in bench.grid.render_line(0).text
