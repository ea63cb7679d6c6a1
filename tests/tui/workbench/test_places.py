"""The inspector, links, history, schema, audit, the sidebar, small terminals, and the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from lattice.actions import AddLink, CreateTable, ListLinks, ListRows
from lattice.client import open_local
from lattice.model.people import Caller
from lattice.tui.widgets.history.changes import ChangeLog
from lattice.tui.widgets.history.diff import DiffView
from lattice.tui.widgets.lists import Lines

from .conftest import workbench


async def test_enter_opens_the_row_in_the_inspector_and_esc_goes_back(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("enter")
        fields = bench.screen.inspector.query_one("#fields", Lines)
        await bench.until(lambda: fields.option_count == 4 and fields.has_focus)
        assert "→ Nordlys" in str(fields.options[3].prompt)
        await bench.press("escape")
        await bench.until(lambda: bench.grid.has_focus)


async def test_a_field_is_edited_in_the_inspector(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("enter")
        fields = bench.screen.inspector.query_one("#fields", Lines)
        await bench.until(lambda: fields.option_count == 4 and fields.has_focus)
        await bench.press("j", "enter")
        await bench.until(lambda: isinstance(bench.app.focused, Input))
        await bench.press("end", "!", "enter")
        await bench.until(lambda: "Oslo!" in str(fields.options[1].prompt))


async def test_l_links_a_row_that_is_searched_for_and_the_inspector_lists_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        row = bench.grid.current
        assert row is not None
        await bench.press("l")
        await bench.until(lambda: bench.app.screen.query("PickRow #pick-text"))
        await bench.type("fjord")
        rows = bench.app.screen.query_one("#pick-rows", OptionList)
        await bench.until(lambda: rows.option_count == 1)
        await bench.press("enter")
        await bench.until(lambda: bench.said("Linked Ada [b]Berg to companies/Fjord AS."))
        links = (await bench.client.run(ListLinks(table="people", id=row.id))).value.links
        assert [link.label for link in links] == ["Fjord AS"]


async def test_the_history_of_a_row_shows_before_and_after_and_r_takes_it_back(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "e")
        await bench.until(lambda: isinstance(bench.app.focused, Input))
        await bench.press("end", "!", "enter")
        await bench.until(lambda: bench.grid.current.values["city"] == "Oslo!")
        await bench.press("h")
        log = bench.screen.inspector.query_one(ChangeLog)
        await bench.until(lambda: len(log.changes) == 2)
        shown = log.query_one(DiffView).query_one("#diff-text")
        await bench.until(lambda: "Oslo → Oslo!" in str(shown.content))
        await bench.press("r")
        await bench.until(lambda: bench.grid.current.values["city"] == "Oslo")


async def test_n_on_the_sidebar_makes_a_table_and_opens_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("f4", "n")
        await bench.until(lambda: bench.app.screen.query("NewTableScreen Input"))
        await bench.type("notes")
        bench.app.screen.query_one("#table-columns", Input).value = "title, due:date, who:people"
        await bench.press("ctrl+s")
        await bench.until(lambda: bench.screen.tabs.current.title == "notes")
        table = bench.screen.bench.find("notes")
        assert [(c.name, c.type.value) for c in table.columns] == [
            ("title", "text"),
            ("due", "date"),
            ("who", "reference"),
        ]


async def test_the_definition_of_what_is_under_the_cursor_is_said(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right")
        await bench.until(lambda: "Where they live" in bench.text(".column-line"))
        assert "Everyone we know" in str(bench.screen.query_one("#sidebar-definition").content)


async def test_dropping_a_column_in_the_schema_can_be_restored_there(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.screen.action_open("schema", bench.table.key.table_id)
        lines = bench.screen.tabs.current.query_one(Lines)
        await bench.until(lambda: lines.has_focus and lines.option_count > 5)
        await bench.press("j", "j", "d")
        await bench.until(lambda: bench.said("Dropped people.city."))
        await bench.until(lambda: any("Dropped" in str(o.prompt) for o in lines.options))
        await bench.press("G", "r")
        await bench.until(lambda: bench.said("Brought back people.city."))
        await bench.until(lambda: bench.screen.bench.find("people").find("city") is not None)


async def test_the_audit_says_that_the_chain_holds(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.screen.action_open("audit")
        await bench.press("v")
        verdict = bench.screen.tabs.current.query_one("#verdict")
        await bench.until(lambda: "The chain holds" in str(verdict.content))


async def test_tabs_are_closed_and_turned_by_keys(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("g", "t")
        await bench.until(lambda: bench.table.title == "companies")
        await bench.press("ctrl+w")
        await bench.until(lambda: [p.title for p in bench.screen.tabs.panes] == ["people"])


async def test_a_click_opens_a_table_and_a_click_on_the_cross_closes_its_tab(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.pilot.click("#sidebar-list", offset=(5, 3))
        await bench.until(lambda: bench.screen.tabs.current.title == "people")
        await bench.pilot.click("#tab-strip", offset=(len(" companies "), 0))
        await bench.until(lambda: [p.title for p in bench.screen.tabs.panes] == ["people"])


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (240, 60)])
async def test_the_inspector_can_be_used_in_any_terminal(home: Path, size: tuple[int, int]) -> None:
    async with workbench(home, size) as bench:
        await bench.open("people")
        await bench.press("enter")
        fields = bench.screen.inspector.query_one("#fields", Lines)
        await bench.until(lambda: fields.option_count == 4 and fields.has_focus)
        assert fields.region.height >= 3
        await bench.press("escape")
        await bench.until(lambda: bench.grid.has_focus and bench.grid.region.height > 3)


async def test_an_empty_workspace_says_which_key_puts_something_there(home: Path, tmp_path: Path) -> None:
    from lattice.client import create_local
    from lattice.workspaces import Registry

    path = tmp_path / "empty.lattice"
    client = await create_local(path, name="empty", caller=Caller(actor="human:ada", origin="api"))
    await client.close()
    Registry(home).open_file(path)
    async with workbench(home) as bench:
        assert "n makes a table" in str(bench.screen.query_one("#no-tab").content)
        assert bench.screen.sidebar.lines.has_focus


async def test_a_table_made_elsewhere_appears_in_the_sidebar(home: Path) -> None:
    async with workbench(home) as bench:
        path = Path(bench.screen.workspace.path)
        other = await open_local(path, caller=Caller(actor="human:bo", origin="api"))
        try:
            await other.run(CreateTable(name="zoo"))
            lines = bench.screen.sidebar.lines
            await bench.until(lambda: any("zoo" in str(o.prompt) for o in lines.options))
        finally:
            await other.close()


async def test_a_link_that_is_taken_away_in_the_inspector_is_said_with_the_key_that_undoes_it(
    home: Path,
) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        row = bench.grid.current
        assert row is not None
        companies = (await bench.client.run(ListRows(table="companies"))).value.rows
        link = AddLink(table="people", id=row.id, to_table="companies", to_id=companies[1].id)
        await bench.client.run(link)
        await bench.press("enter")
        await bench.until(lambda: bench.screen.inspector.row is not None)
        bench.screen.inspector.part = "links"
        ties = bench.screen.inspector.query_one("#links", Lines)
        await bench.until(lambda: ties.option_count == 2 and ties.has_focus)
        await bench.press("G", "d")
        await bench.until(lambda: bench.said("Took the link away. u undoes it."))
        assert (await bench.client.run(ListLinks(table="people", id=row.id))).value.links == ()
        await bench.press("u")
        await bench.until(lambda: ties.option_count == 2)
