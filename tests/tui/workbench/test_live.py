"""What another process changes is on the screen at once, and nothing moves from under the person."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from lattice.actions import InsertRow, InsertRows, UpdateRow
from lattice.client import open_local
from lattice.ingest.files import add_folder
from lattice.model.limits import Limits
from lattice.model.people import Caller
from lattice.tui.importing import Intake, load_all, read_sources
from lattice.tui.screens.working import Progress

from .conftest import Bench, workbench

OTHER = """
import asyncio, sys
from pathlib import Path
from lattice.actions import ListRows, UpdateRow
from lattice.client import open_local
from lattice.model.people import Caller

async def main(path, name, city):
    client = await open_local(Path(path), caller=Caller(actor="human:bo", origin="api"))
    where = f"name ~ '{name}'"
    row = (await client.run(ListRows(table="people", where=where))).value.rows[0]
    print("ready", flush=True)
    sys.stdin.readline()
    await client.run(UpdateRow(table="people", id=row.id, values={"city": city}))
    await client.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def other_process(bench: Bench, name: str, city: str) -> asyncio.subprocess.Process:
    path = bench.screen.workspace.path
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        OTHER,
        path,
        name,
        city,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )


async def test_a_change_by_another_process_is_on_screen_with_cursor_and_selection_kept(
    home: Path,
) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("j", "space", "j")
        await bench.until(lambda: bench.grid.cursor_row == 2 and len(bench.grid.selection.ids) == 1)
        selected = bench.grid.selection
        process = await other_process(bench, "Dag", "Paris")
        assert process.stdin is not None
        assert process.stdout is not None
        await process.stdout.readline()
        process.stdin.write(b"\n")
        row = bench.grid.window.row(3)
        assert row is not None
        await bench.until(lambda: bench.grid.window.row(3).values["city"] == "Paris")
        assert bench.grid.cursor_row == 2
        assert bench.grid.selection == selected
        assert row.id in bench.grid.flashing or bench.grid.calm
        await process.wait()


async def test_the_feed_says_what_somebody_else_did(home: Path) -> None:
    async with workbench(home) as bench:
        process = await other_process(bench, "Ada", "[i]Paris")
        assert process.stdin is not None
        process.stdin.write(b"\n")
        words = "bo changed people/Ada [b]Berg: city Oslo → [i]Paris"
        await bench.until(lambda: words in str(bench.screen.feed.content), "the words in the feed")
        await process.wait()


async def test_counts_and_the_cursor_survive_rows_that_come_in_before_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("s")
        await bench.until(lambda: bench.table.view.sort == ("name",))
        await bench.press("G")
        await bench.until(lambda: bench.grid.current is not None and bench.grid.cursor_row == 4)
        row = bench.grid.current
        path = Path(bench.screen.workspace.path)
        other = await open_local(path, caller=Caller(actor="human:bo", origin="api"))
        try:
            await other.run(InsertRow(table="people", values={"name": "Aaa"}))
            await bench.until(lambda: bench.names()[0] == "Aaa")
            await bench.until(lambda: bench.grid.current is not None and bench.grid.current.id == row.id)
            assert bench.grid.cursor_row == 5
            await bench.until(lambda: "6 rows" in bench.text(".filter-count"))
            await bench.until(lambda: any(i.rows == 6 for i in bench.screen.bench.tables))
        finally:
            await other.close()


async def test_the_inspector_follows_a_change_of_its_row(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("enter")
        view = bench.screen.inspector
        await bench.until(lambda: view.row is not None)
        await bench.client.run(UpdateRow(table="people", id=view.row.id, values={"city": "Rome"}))
        await bench.until(lambda: view.row.values["city"] == "Rome")


async def test_a_large_import_elsewhere_is_told_with_all_its_rows(home: Path) -> None:
    async with workbench(home) as bench:
        client = await open_local(
            Path(bench.screen.workspace.path), caller=Caller(actor="human:bo", origin="api")
        )
        try:
            rows = tuple({"name": f"n{n}"} for n in range(1_700))
            await client.run(InsertRows(table="people", rows=rows))
        finally:
            await client.close()
        await bench.until(lambda: "1,700" in str(bench.screen.feed.content))


async def test_the_feed_counts_the_rows_of_an_import_and_not_its_table(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "airports.csv"
    source.write_text("name\n" + "".join(f"n{n}\n" for n in range(700)))
    async with workbench(home) as bench:
        sources, _ = await read_sources(bench.client, [source], Limits())
        with sources:
            await load_all(bench.client, [Intake(item) for item in sources], Progress())
        await bench.until(lambda: "added 700 rows of airports" in str(bench.screen.feed.content))
    async with workbench(home) as bench:
        await bench.until(lambda: "added 700 rows of airports" in str(bench.screen.feed.content))


async def test_the_feed_counts_the_files_of_a_folder(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.md").write_text(f"# Paper {number}\n")
    async with workbench(home) as bench:
        await add_folder(bench.client, folder)
        await bench.until(lambda: "brought in 6 files" in str(bench.screen.feed.content))
