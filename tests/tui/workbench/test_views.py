"""Saved views: made from a table, opened from the sidebar, changed, saved over, renamed, deleted, kept."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from lattice.actions import DeleteView, ListViews, SaveView
from lattice.model.views import View
from lattice.tui.session import TabKind
from lattice.tui.widgets.table.saved import SavedPane

from .conftest import Bench, workbench


async def save_as(bench: Bench, name: str, *keys: str) -> View:
    """Save the table in front under a name by its keys; the view in its tab."""
    await bench.press(*keys)
    await bench.until(lambda: isinstance(bench.app.focused, Input), "the question for a name")
    await bench.type(name)
    await bench.press("enter")
    await bench.until(lambda: bench.screen.tabs.current and bench.screen.tabs.current.title == name, name)
    await bench.until(lambda: bench.grid.current is not None, "its rows")
    return next(view for view in bench.screen.bench.views if view.name == name)


def view_line(bench: Bench) -> str:
    """What is said of the view in front; empty while nothing is."""
    line = bench.table.query_one(".view-line")
    return bench.text(".view-line") if line.display else ""


def front(bench: Bench) -> SavedPane:
    pane = bench.screen.tabs.current
    assert isinstance(pane, SavedPane)
    return pane


async def test_a_table_as_it_is_looked_at_becomes_a_view_under_it_in_the_sidebar(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        bench.table.filter_by("name ~ a")
        await bench.press("s")
        await bench.until(lambda: bench.table.view.sort, "the sort")
        sort = bench.table.view.sort
        view = await save_as(bench, "With an a", "ctrl+s")
        assert (view.where, view.sort, view.table) == ("name ~ a", sort, "people")
        key = front(bench).key
        assert (key.kind, key.name) == (TabKind.TABLE, view.id)
        lines = [entry.label for entry in bench.screen.sidebar._entries]
        assert lines[lines.index("people") + 1] == "≡ With an a"
        assert view_line(bench) == ""


async def test_a_changed_view_says_so_and_is_saved_over_or_taken_back(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        view = await save_as(bench, "All", "g", "v")
        await bench.press("minus")
        await bench.until(lambda: front(bench).title == "All *", "the star")
        assert "Changed here: ^s saves it, g v as new" in view_line(bench)
        await bench.press("g", "b")
        await bench.until(lambda: front(bench).title == "All" and not view_line(bench), "as it was saved")
        await bench.press("minus")
        await bench.until(lambda: front(bench).altered, "the change")
        await bench.press("ctrl+s")
        await bench.until(lambda: not front(bench).altered and front(bench).title == "All", "saved over")
        saved = (await bench.client.run(ListViews())).value.views
        assert [(v.id, v.version) for v in saved] == [(view.id, 2)]
        assert any(column.hidden for column in saved[0].columns)
        await bench.press("u")
        await bench.until(lambda: bench.screen.bench.views[0].version == 3, "the undo")
        assert not any(column.hidden for column in bench.screen.bench.views[0].columns)


async def test_what_others_save_comes_on_screen_unless_one_looks_in_a_way_of_ones_own(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        view = await save_as(bench, "Some", "ctrl+s")
        bob = bench.client.acting("agent:bob", "")
        await bob.run(SaveView(table="people", name="Some", id=view.id, where="name ~ b"))
        await bench.until(lambda: front(bench).view.where == "name ~ b", "what bob saved")
        assert front(bench).title == "Some"
        front(bench).filter_by("name ~ a")
        await bob.run(SaveView(table="people", name="Others", id=view.id, where="name ~ c"))
        await bench.until(lambda: front(bench).title == "Others *", "the new name")
        assert front(bench).view.where == "name ~ a"
        await bob.run(DeleteView(id=view.id))
        await bench.until(lambda: "was deleted" in view_line(bench), "the deletion")


async def test_a_view_is_opened_renamed_and_deleted_in_the_sidebar(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        view = await save_as(bench, "One", "ctrl+s")
        await bench.press("ctrl+w")
        await bench.until(lambda: bench.table.title == "people", "the table")
        sidebar = bench.screen.sidebar
        sidebar.take_focus()
        sidebar.lines.highlight_id(view.id)
        await bench.press("enter")
        await bench.until(lambda: bench.table.title == "One", "the view")
        sidebar.take_focus()
        await bench.press("R")
        await bench.until(lambda: isinstance(bench.app.focused, Input), "the question")
        await bench.press("ctrl+u", *"Two", "enter")
        await bench.until(lambda: bench.table.title == "Two", "its new name")
        sidebar.take_focus()
        await bench.press("delete")
        await bench.until(lambda: not bench.screen.bench.views, "the end of it")
        await bench.until(lambda: all(e.id != view.id for e in sidebar._entries), "the line to go")


async def test_views_come_back_after_a_restart_with_what_was_changed_in_them(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await save_as(bench, "Kept", "ctrl+s")
        front(bench).filter_by("name ~ a")
        await bench.until(lambda: front(bench).title == "Kept *", "the star")
        await bench.pilot.pause()
    async with workbench(home) as bench:
        await bench.until(lambda: bench.screen.ready and bench.grid.current is not None, "the tab")
        assert (front(bench).title, front(bench).view.where) == ("Kept *", "name ~ a")


async def test_the_name_of_a_view_is_only_text(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.client.run(SaveView(table="people", name="[red]evil[/]"))
        await bench.until(lambda: bench.screen.bench.views, "the view")
        entry = next(e for e in bench.screen.sidebar._entries if e.depth == 2)
        assert "[red]" in entry.label
        assert entry.key is not None
        await bench.screen.open_tab(entry.key)
        await bench.press("minus")
        await bench.until(lambda: view_line(bench), "the words")
        assert "[red]" in front(bench).title
