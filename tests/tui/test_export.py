from __future__ import annotations

from pathlib import Path

from lattice.actions import CreateTable, InsertRows
from lattice.client import open_local
from lattice.ingest.portion import Portion
from lattice.model.schema import NewColumn
from tests.tui.driving import ADA, shown, started, until, until_screen, workspace


async def with_people(home: Path) -> None:
    entry = await workspace(home, "acme")
    client = await open_local(Path(entry.path), caller=ADA)
    await client.run(CreateTable(name="people", columns=(NewColumn(name="name"),)))
    await client.run(InsertRows(table="people", rows=({"name": "Ada [b]"}, {"name": "Bo"})))
    await client.close()


async def test_a_table_is_written_to_the_path_that_is_shown(home: Path) -> None:
    await with_people(home)
    async with started(home, (100, 34)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        pilot.app.flow.export("people")
        await until_screen(pilot, "ExportScreen")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any("2 rows written" in words for _, words in pilot.app.said))
    assert Path("people.csv").read_text().splitlines() == ["name", "Ada [b]", "Bo"]


async def test_a_file_that_is_there_is_replaced_only_after_asking(home: Path) -> None:
    await with_people(home)
    Path("people.csv").write_text("precious")
    async with started(home, (100, 34)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        pilot.app.flow.export("people")
        await until_screen(pilot, "ExportScreen")
        await pilot.press("ctrl+s")
        await until_screen(pilot, "Confirm")
        assert "would be lost" in shown(pilot)
        await pilot.press("enter")
        await until_screen(pilot, "ExportScreen")
    assert Path("people.csv").read_text() == "precious"


async def test_a_filter_that_is_wrong_is_told_and_nothing_is_written(home: Path) -> None:
    await with_people(home)
    async with started(home, (100, 34)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        pilot.app.flow.export("people", Portion("nothing = = 3"))
        await until_screen(pilot, "ExportScreen")
        await pilot.press("ctrl+s")
        await until_screen(pilot, "ErrorDialog")
        assert "Nothing was exported" in shown(pilot)
    assert not Path("people.csv").exists()


async def test_a_folder_that_is_not_there_is_told_where_it_is_typed(home: Path) -> None:
    await with_people(home)
    async with started(home, (100, 34)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        pilot.app.flow.export("people")
        await until_screen(pilot, "ExportScreen")
        pilot.app.screen.path.field.value = "/nowhere/people.csv"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "There is no folder /nowhere" in shown(pilot)
