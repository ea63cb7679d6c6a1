"""Files and artifacts: listed, opened, found, linked, deleted, saved, there again after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from lattice.actions import AddFile, CountRows, CreateArtifact, InsertRow, ListLinks, ListRows, ReadFile
from lattice.ingest.files import add_path
from lattice.model.files import FILES
from lattice.model.sources import source_text
from lattice.tui.screens.find import FindScreen
from lattice.tui.screens.palette import commands_of
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.files.listing import ArtifactsPane, FilesPane
from lattice.tui.widgets.files.viewing import FilePane
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.viewer import FileView
from lattice.tui.words import undone_words

from .conftest import Bench, workbench

REPORT = "# Report\n\nAbout boats.\n\n## Methods\n\nA tide gauge and a ferry.\n"


@pytest.fixture
async def papers(tmp_path: Path) -> Path:
    """A folder of a few documents."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "report.md").write_text(REPORT)
    (folder / "notes [b]bold.txt").write_text("plain words\n")
    return folder


async def to_files(bench: Bench, folder: Path) -> FilesPane:
    """The list of files, with those of a folder in it."""
    for path in sorted(folder.iterdir()):
        await add_path(bench.client, path)
    await bench.client.run(CreateArtifact(title="Q3 notes", text="# Q3 notes\n"))
    await bench.screen.action_open("files")
    return await listed(bench, FilesPane, 2)


async def listed(bench: Bench, kind: type[FilesPane], count: int) -> FilesPane:
    """The list in front, when it has so many lines."""
    await bench.until(lambda: isinstance(bench.screen.tabs.current, kind), kind.__name__)
    pane = bench.screen.tabs.current
    assert isinstance(pane, FilesPane)
    await bench.until(lambda: len(pane.grid.window.rows()) == count and pane.total == count, f"{count} files")
    await bench.until(lambda: pane.grid.has_focus, "focus")
    return pane


async def opened(bench: Bench, title: str) -> FileView:
    """The viewer in front, when it knows its file."""
    await bench.until(lambda: isinstance(bench.screen.tabs.current, FilePane), "a viewer")
    await bench.until(lambda: bench.screen.tabs.current.title == title, title)
    view = bench.screen.tabs.current.view
    assert view is not None
    return view


def sidebar(bench: Bench) -> dict[str, int | None]:
    return {entry.label: entry.total for entry in bench.screen.sidebar._entries}


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_sidebar_counts_files_and_artifacts_as_they_come(
    home: Path, papers: Path, size: tuple[int, int]
) -> None:
    async with workbench(home, size) as bench:
        assert sidebar(bench)["Files"] == 0
        pane = await to_files(bench, papers)
        await bench.until(lambda: (sidebar(bench)["Files"], sidebar(bench)["Artifacts"]) == (2, 1))
        assert {row.values["name"] for row in pane.grid.window.rows()} == {"report.md", "notes [b]bold.txt"}
        assert "2 files" in str(pane.query_one(".filter-count").content)
        # the tables of people are theirs alone
        assert [info.table.name for info in bench.screen.bench.tables] == ["companies", "people"]
        assert FILES not in [table.name for table in bench.screen.bench.schema.tables]


async def test_a_list_of_files_is_sorted_and_filtered_as_a_table_also_by_when_and_who(
    home: Path, papers: Path
) -> None:
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        await bench.press("s")
        await bench.until(lambda: pane.view.sort == ("name",))
        await bench.press("slash")
        await bench.type("name ~ report and who ~ a and when > today - 1d")
        await bench.press("enter")
        await bench.until(lambda: [r.values["name"] for r in pane.grid.window.rows()] == ["report.md"])
        await bench.until(lambda: "1 of 2" in str(pane.query_one(".filter-count").content))


async def test_enter_opens_a_file_in_the_viewer_and_it_is_open_again_after_a_restart(
    home: Path, papers: Path
) -> None:
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        report = next(row for row in pane.grid.window.rows() if row.values["name"] == "report.md")
        pane.go_to_row(report.id)
        await bench.until(lambda: pane.grid.current is not None and pane.grid.current.id == report.id)
        await bench.press("enter")
        await opened(bench, "Report")
    async with workbench(home) as bench:
        await opened(bench, "Report")
        assert [p.title for p in bench.screen.tabs.panes] == ["companies", "Files", "Report"]


async def test_files_and_rows_in_the_background_have_their_names_again_after_a_restart(
    home: Path, papers: Path
) -> None:
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        report = next(row for row in pane.grid.window.rows() if row.values["name"] == "report.md")
        people = bench.screen.bench.find("people")
        assert people is not None
        ada = (await bench.client.run(ListRows(table="people", where="name ~ Ada"))).value.rows[0]
        await bench.screen.open_tab(TabKey(TabKind.FILE, row_id=report.id))
        await opened(bench, "Report")
        await bench.screen.open_tab(TabKey(TabKind.ROW, people.id, ada.id))
        await bench.screen.action_open("history")
    async with workbench(home) as bench:
        wanted = ["Files", "Report", "Ada [b]Berg", "History"]
        await bench.until(lambda: [p.title for p in bench.screen.tabs.panes][-4:] == wanted, "the names")


async def test_d_puts_a_file_into_the_trash_and_r_brings_back_the_one_deleted_last(
    home: Path, papers: Path
) -> None:
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        name = str(pane.grid.current.values["name"])
        await bench.press("d")
        await listed(bench, FilesPane, 1)
        assert bench.said("is in the trash; r brings it back.")
        await bench.screen.action_open("trash")
        lines = bench.screen.tabs.current.query_one(Lines)
        await bench.until(lambda: lines.option_count == 1)
        assert str(lines.options[0].prompt).split()[0:1] == ["Files"]
        await bench.screen.action_open("files")
        await listed(bench, FilesPane, 1)
        await bench.press("r")
        await listed(bench, FilesPane, 2)
        assert bench.said("Brought back")
        await bench.until(lambda: pane.grid.current is not None and pane.grid.current.values["name"] == name)
        await bench.press("r")
        await bench.until(lambda: bench.said("There is no file in the trash."))


async def test_what_is_not_possible_with_files_is_said(home: Path, papers: Path) -> None:
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        await bench.press("n")
        await bench.until(lambda: bench.said("Files are brought in: i."))
        assert bench.screen.tabs.current is pane


async def test_n_in_artifacts_asks_for_a_title_and_opens_the_document_to_be_written(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.screen.action_open("artifacts")
        await listed(bench, ArtifactsPane, 0)
        await bench.press("n")
        await bench.until(lambda: type(bench.app.screen).__name__ == "Prompt")
        await bench.type("Weekly plan")
        await bench.press("enter")
        view = await opened(bench, "Weekly plan ✦")
        await bench.until(lambda: view.showing.board is not None, "the editor")
        total = (await bench.client.run(CountRows(table=FILES, where="kind = artifact"))).value.total
        assert total == 1
        assert any("Made ✦ Weekly plan." in words for _, words in bench.app.said)


async def test_find_shows_where_in_a_file_the_words_stand_and_opens_it_there(
    home: Path, papers: Path
) -> None:
    async with workbench(home) as bench:
        await to_files(bench, papers)
        await bench.press("ctrl+k")
        await bench.until(lambda: isinstance(bench.app.screen, FindScreen))
        await bench.type("gauge")
        found = bench.app.screen.query_one("#find-list", OptionList)
        await bench.until(lambda: any("report.md" in str(o.prompt) for o in found.options))
        line = next(str(o.prompt) for o in found.options if "report.md" in str(o.prompt))
        assert line.startswith("Files")
        assert "Methods" in line
        await bench.press("enter")
        await opened(bench, "Report")
        assert bench.screen.tabs.current._spot.at == REPORT.index("## Methods")


async def test_a_file_is_linked_to_a_row_and_the_row_leads_back_to_the_viewer(
    home: Path, papers: Path
) -> None:
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        file = pane.grid.current
        await bench.press("l")
        await bench.until(lambda: bench.app.screen.query("PickRow #pick-text"))
        await bench.type("nordlys")
        rows = bench.app.screen.query_one("#pick-rows", OptionList)
        await bench.until(lambda: rows.option_count == 1)
        await bench.press("enter")
        await bench.until(lambda: bench.said("to companies/Nordlys."))
        links = (await bench.client.run(ListLinks(table=FILES, id=file.id))).value.links
        assert [link.label for link in links] == ["Nordlys"]
        await bench.open("companies")
        await bench.press("enter", "right_square_bracket")
        lines = bench.screen.inspector.query_one("#links", Lines)
        await bench.until(lambda: any("Files" in str(o.prompt) for o in lines.options))
        lines.highlighted = next(i for i, o in enumerate(lines.options) if "Files" in str(o.prompt))
        lines.focus()
        await bench.press("enter")
        await bench.until(lambda: isinstance(bench.screen.tabs.current, FilePane))
        assert bench.screen.tabs.current.key.row_id == file.id


async def test_a_row_made_from_a_file_leads_to_its_place_there(home: Path, papers: Path) -> None:
    async with workbench(home) as bench:
        kept = await add_path(bench.client, papers / "report.md")
        at = REPORT.index("## Methods")
        source = source_text(kept.row.id, "report.md", heading="Methods", at=at)
        row = (
            await bench.client.run(InsertRow(table="companies", values={"name": "Made"}, source=source))
        ).value
        await bench.open("companies")
        bench.table.go_to_row(row.id)
        await bench.until(lambda: bench.grid.current is not None and bench.grid.current.id == row.id)
        await bench.press("enter")
        fields = bench.screen.inspector.query_one("#fields", Lines)
        await bench.until(lambda: any("report.md · Methods" in str(o.prompt) for o in fields.options))
        await bench.press("G", "enter")
        await opened(bench, "Report")
        assert bench.screen.tabs.current._spot.at == at


async def test_x_writes_the_bytes_of_a_file_to_a_path_and_asks_before_it_replaces_one(
    home: Path, papers: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.md"
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        await go(bench, pane, "report.md")
        for times in range(2):
            await bench.press("x")
            await bench.until(lambda: type(bench.app.screen).__name__ == "AskTarget")
            field = bench.app.screen.query_one(Input)
            field.value = str(target)
            await bench.press("enter")
            if times:
                await bench.until(lambda: type(bench.app.screen).__name__ == "Confirm")
                await bench.press("escape")
                await bench.until(lambda: type(bench.app.screen).__name__ == "AskTarget")
                await bench.press("escape")
            else:
                await bench.until(lambda: bench.said(f"written to {target}"))
                assert target.read_text() == REPORT
                target.write_text("mine")
        await bench.until(lambda: bench.app.screen is bench.screen)
    assert target.read_text() == "mine"


async def test_in_the_tab_of_a_file_one_saves_links_reads_again_and_deletes_as_in_the_list(
    home: Path, papers: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.md"
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        await go(bench, pane, "report.md")
        await bench.press("enter")
        view = await opened(bench, "Report")
        await bench.until(lambda: view.paper.has_focus, "focus")
        titles = {command.title for command in commands_of(bench.app.screen)}
        assert {"Save as", "Delete", "Link", "Read again"} <= titles
        assert "Export" not in titles
        await bench.press("x")
        await bench.until(lambda: type(bench.app.screen).__name__ == "AskTarget")
        bench.app.screen.query_one(Input).value = str(target)
        await bench.press("enter")
        await bench.until(lambda: bench.said(f"written to {target}"))
        assert target.read_text() == REPORT
        await bench.press("l")
        await bench.until(lambda: type(bench.app.screen).__name__ == "PickRow")
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)
        (papers / "report.md").write_text("# Report\n\nother words\n")
        await bench.press("R")
        await bench.until(lambda: bench.said("Report is ready."))
        await bench.press("d")
        await listed(bench, FilesPane, 1)
        assert bench.said("Report is in the trash.")
        assert not any(isinstance(tab, FilePane) for tab in bench.screen.tabs.panes)
        assert bench.screen.tabs.current is pane


async def go(bench: Bench, pane: FilesPane, name: str) -> None:
    row = next(row for row in pane.grid.window.rows() if row.values["name"] == name)
    pane.go_to_row(row.id)
    await bench.until(lambda: pane.grid.current is not None and pane.grid.current.id == row.id)


async def test_the_fields_of_a_file_say_what_can_be_typed(home: Path, papers: Path) -> None:
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        await go(bench, pane, "report.md")
        await bench.press("h")
        await bench.until(lambda: bench.screen.inspector.row is not None)
        bench.screen.inspector.part = "fields"
        fields = bench.screen.inspector.query_one("#fields", Lines)
        await bench.until(lambda: fields.has_focus and fields.option_count > 5)
        fields.highlighted = bench.screen.inspector.table.columns.index(
            bench.screen.inspector.table.column("size")
        )
        await bench.press("enter")
        await bench.until(lambda: bench.said("size is what was found when the file was read."))
        fields.highlighted = bench.screen.inspector.table.columns.index(
            bench.screen.inspector.table.column("summary")
        )
        await bench.press("enter")
        await bench.until(lambda: type(bench.app.screen).__name__ == "Prompt")
        await bench.type("About boats")
        await bench.press("enter")
        await bench.until(lambda: any("About boats" in str(o.prompt) for o in fields.options))


async def test_a_changed_original_is_read_again_when_asked(home: Path, papers: Path) -> None:
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        await go(bench, pane, "report.md")
        file_id = pane.grid.current.id
        (papers / "report.md").write_text("# Report\n\nother words\n")
        await bench.press("R")
        await bench.until(lambda: bench.said("Report is ready."))
        read = (await bench.client.run(ReadFile(id=file_id))).value
        assert "other words" in read.text


async def test_the_feed_and_the_history_speak_of_files_by_their_names(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.client.run(AddFile(name="minutes.md", text="# Minutes\n"))
        feed = bench.screen.feed
        await bench.until(lambda: "brought in minutes.md" in str(feed.content))
        await bench.client.run(CreateArtifact(title="Plan", text="# Plan\n"))
        await bench.until(lambda: "wrote ✦" in str(feed.content))
        await bench.screen.action_open("history")
        lines = bench.screen.tabs.current.query_one(Lines)
        await bench.until(lambda: lines.option_count >= 2)
        assert not any("_files" in str(option.prompt) for option in lines.options)


async def test_what_is_taken_back_is_said_once_with_the_name_of_the_file(home: Path, papers: Path) -> None:
    async with workbench(home) as bench:
        pane = await to_files(bench, papers)
        await go(bench, pane, "report.md")
        await bench.press("d")
        await listed(bench, FilesPane, 1)
        await bench.press("u")
        await bench.until(lambda: bench.said("Taken back: deleted report.md. U does it again."))
        await listed(bench, FilesPane, 2)
        await bench.press("U")
        await bench.until(lambda: bench.said("Done again: deleted report.md."))
        await bench.screen.action_open("history")
        lines = bench.screen.tabs.current.query_one(Lines)
        await bench.until(lambda: lines.option_count >= 2)
        assert not any("_files" in str(option.prompt) for option in lines.options)


def test_several_files_in_the_summary_of_a_change_are_counted_as_files() -> None:
    assert undone_words("undid: did again: deleted 3 rows of _files") == "deleted 3 files"
    assert undone_words("undid: deleted 1 row of _files and 2 more") == "deleted 1 file and 2 more"
    assert undone_words("linked people/Ada to _files/a.md") == "linked people/Ada to a.md"
    assert undone_words("added my_files/x") == "added my_files/x"
