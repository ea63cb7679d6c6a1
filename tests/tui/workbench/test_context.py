"""The context: in the inspector, kept current while a workspace is open, edits that wait for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.actions import ListRows, UpdateRow
from lattice.context import context_folder
from lattice.ingest.files import add_path
from lattice.model.files import FILES, FileStatus, file_of
from lattice.settings import load_settings
from lattice.tui.screens.palette import commands_of
from lattice.tui.standing import Standing
from lattice.tui.widgets.inspector.context import ContextText

from .conftest import Bench, workbench


@pytest.fixture
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tree is kept from the first moment on."""
    monkeypatch.setattr("lattice.tui.standing.SETTLE_S", 0.01)


def folder(bench: Bench) -> Path:
    return context_folder(Path(bench.screen.workspace.path))


def page_of(bench: Bench, name: str) -> Path | None:
    return next(iter(folder(bench).glob(f"tables/people/{name}*.md")), None)


async def kept(bench: Bench) -> Path:
    """The page of a person, when the tree is current."""
    await bench.until(lambda: page_of(bench, "bo-lind") is not None, "the tree")
    await bench.until(lambda: bench.screen.context.standing is Standing.CURRENT, "current")
    page = page_of(bench, "bo-lind")
    assert page is not None
    return page


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_inspector_shows_what_an_agent_reads_and_follows_changes(
    home: Path, size: tuple[int, int]
) -> None:
    async with workbench(home, size) as bench:
        await bench.open("people")
        await bench.press("enter")
        await bench.until(lambda: bench.screen.inspector.row is not None)
        bench.screen.inspector.part = "context"
        bench.screen.inspector.take_focus()
        page = bench.screen.inspector.query_one(ContextText)
        await bench.until(lambda: "Ada" in page.text and "score: 3" in page.text)
        assert page.text.startswith("---\n")
        row = bench.screen.inspector.row
        await bench.client.run(UpdateRow(table="people", id=row.id, values={"score": 77}))
        await bench.until(lambda: "score: 77" in page.text)
        await bench.press("y")
        await bench.until(lambda: bench.said("characters to the terminal's clipboard."))


@pytest.mark.usefixtures("_settled")
async def test_the_tree_is_kept_while_the_workspace_is_open_and_the_top_line_says_so(home: Path) -> None:
    async with workbench(home) as bench:
        page = await kept(bench)
        await bench.until(lambda: bench.screen.top_bar.context == "context ✓")
        row = (await bench.client.run(ListRows(table="people", where="name = 'Bo Lind'"))).value.rows[0]
        await bench.client.run(UpdateRow(table="people", id=row.id, values={"city": "Voss"}))
        await bench.until(lambda: "Voss" in page.read_text())


@pytest.mark.usefixtures("_settled")
async def test_an_edit_of_a_page_comes_back_as_a_change_that_u_takes_back(home: Path) -> None:
    async with workbench(home) as bench:
        page = await kept(bench)
        await bench.open("people")
        page.write_text(page.read_text().replace("Bergen", "Stavanger"))
        await bench.until(lambda: any(r.values["city"] == "Stavanger" for r in bench.grid.window.rows()))
        await bench.press("u")
        await bench.until(lambda: all(r.values["city"] != "Stavanger" for r in bench.grid.window.rows()))


@pytest.mark.usefixtures("_settled")
async def test_an_edit_that_cannot_be_taken_is_told_and_listed_until_it_is_settled(home: Path) -> None:
    async with workbench(home) as bench:
        page = await kept(bench)
        page.write_text(page.read_text().replace("score: 1", "score: many"))
        await bench.until(lambda: bench.screen.context.open, "an edit that waits")
        await bench.until(lambda: bench.screen.top_bar.context == "context ! 1 open")
        waits = "An edit of the context waits for you."
        assert bench.said(waits)
        # saved once more, as broken as before: it is noted, and no second toast comes
        noted = len(bench.screen.context.told)
        page.write_text(page.read_text() + "\n")
        await bench.until(lambda: any("bo-lind" in t.path for t in bench.screen.context.told[noted:]))
        assert sum(waits in words for _, words in bench.app.said) == 1
        await bench.press("C")
        await bench.until(lambda: type(bench.app.screen).__name__ == "ContextScreen")
        lines = bench.app.screen.lines
        await bench.until(lambda: any("bo-lind" in str(o.prompt) for o in lines.options))


@pytest.mark.usefixtures("_settled")
async def test_turning_it_off_is_kept_in_the_settings_and_rendering_once_still_works(home: Path) -> None:
    async with workbench(home) as bench:
        page = await kept(bench)
        await bench.screen.run_action("context('auto')")
        await bench.until(lambda: bench.screen.top_bar.context == "context off")
        assert not load_settings(home).settings.context.auto
        row = (await bench.client.run(ListRows(table="people", where="name = 'Bo Lind'"))).value.rows[0]
        await bench.client.run(UpdateRow(table="people", id=row.id, values={"city": "Voss"}))
        await bench.screen.run_action("context('render')")
        await bench.until(lambda: "Voss" in page.read_text())
        await bench.until(lambda: bench.said("pages written"))
        await bench.until(lambda: bench.screen.context.standing is Standing.OFF)
        titles = [command.title for command in commands_of(bench.screen)]
        assert "Turn the context on" in titles
        assert "Copy the context's path" in titles


@pytest.mark.usefixtures("_settled")
async def test_originals_that_went_away_are_noticed_after_opening(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("# Report\n")
    async with workbench(home) as bench:
        await add_path(bench.client, path)
    path.unlink()
    async with workbench(home) as bench:
        await bench.until(lambda: bench.said("Originals of files: 1 missing."))
        row = (await bench.client.run(ListRows(table=FILES))).value.rows[0]
        assert file_of(row).status is FileStatus.MISSING
