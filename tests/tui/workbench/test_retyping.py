"""Changing the type of a column: every value that does not fit is listed, and its row is one key away."""

from __future__ import annotations

from pathlib import Path

from lattice.actions import InsertRows, ListEvents
from lattice.tui.screens.dialogs import Choose
from lattice.tui.session import TabKind
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.schema.retype_preview import PAGE, RetypePreview

from .conftest import Bench, workbench


async def asked(bench: Bench) -> RetypePreview:
    """Ask that the city become an integer, which nothing in it is."""
    lines = bench.screen.tabs.current.query_one(Lines)
    await bench.until(lambda: lines.has_focus and lines.option_count > 5)
    city = next(i for i, line in enumerate(lines.options) if " city" in str(line.prompt))
    lines.highlighted = city
    await bench.press("t")
    await bench.until(lambda: isinstance(bench.app.screen, Choose))
    choose = bench.app.screen
    assert isinstance(choose, Choose)
    assert choose.lines.highlight_id("integer")
    await bench.press("enter")
    await bench.until(lambda: isinstance(bench.app.screen, RetypePreview))
    screen = bench.app.screen
    assert isinstance(screen, RetypePreview)
    return screen


async def test_all_values_that_do_not_fit_are_listed_and_lead_to_their_rows(home: Path) -> None:
    async with workbench(home) as bench:
        many = tuple({"name": f"[n]{n}", "city": f"town {n}"} for n in range(2 * PAGE))
        await bench.client.run(InsertRows(table="people", rows=many))
        await bench.open("people")
        await bench.screen.action_open("schema", bench.table.key.table_id)
        screen = await asked(bench)
        assert f"{2 * PAGE + 5:,} of {2 * PAGE + 5:,} values do not fit" in str(
            screen.query_one("#retype-what").content  # type: ignore[attr-defined]
        )
        assert screen.lines.option_count == PAGE
        first = str(screen.lines.get_option_at_index(0).prompt)
        assert "Ada [b]Berg" in first
        assert "Oslo" in first
        screen.lines.scroll_end(animate=False)  # as the wheel does
        await bench.until(lambda: screen.lines.option_count == 2 * PAGE)
        await bench.press("G")
        await bench.until(lambda: screen.lines.option_count == 2 * PAGE + 5)
        await bench.press("G", "enter")
        await bench.until(lambda: bench.screen.tabs.current.key.kind is TabKind.ROW)
        assert f"[n]{2 * PAGE - 1}" in bench.screen.tabs.current.title
        await bench.screen.action_open("schema")
        await asked(bench)
        await bench.press("ctrl+s")
        await bench.until(lambda: bench.said("people.city is now integer."))


async def test_the_chooser_begins_on_the_type_it_is_and_letters_go_to_others(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.screen.action_open("schema", bench.table.key.table_id)
        lines = bench.screen.tabs.current.query_one(Lines)
        await bench.until(lambda: lines.has_focus and lines.option_count > 5)
        before = await bench.client.run(ListEvents(limit=1))
        for column, present in ((" city", "text"), (" company", ">companies")):
            lines.highlighted = next(i for i, line in enumerate(lines.options) if column in str(line.prompt))
            await bench.press("t")
            await bench.until(lambda: isinstance(bench.app.screen, Choose))
            assert bench.app.screen.query_one(Lines).highlighted_id == present
            await bench.press("enter")
            await bench.until(lambda: bench.app.screen is bench.screen)
        assert await bench.client.run(ListEvents(limit=1)) == before, "the type it is changes nothing"
        lines.highlighted = next(i for i, line in enumerate(lines.options) if " city" in str(line.prompt))
        await bench.press("t")
        await bench.until(lambda: isinstance(bench.app.screen, Choose))
        found = bench.app.screen.query_one(Lines)
        await bench.press("j")
        assert found.highlighted_id == "json"
        await bench.press("i", "n")
        assert found.highlighted_id == "integer"
        await bench.press("enter")
        await bench.until(lambda: isinstance(bench.app.screen, RetypePreview))
        assert bench.app.screen.query_one(Lines).highlighted == 0
        await bench.press("enter")
        await bench.until(lambda: bench.screen.tabs.current.key.kind is TabKind.ROW)
