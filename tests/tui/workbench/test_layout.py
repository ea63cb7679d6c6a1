"""Tabs beside each other, edges that move, one part with the whole screen; and all of it comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.inspector import RowView
from lattice.tui.widgets.keys_panel import WIDTH, KeysPanel
from lattice.tui.widgets.splitter import Splitter

from .conftest import Bench, workbench


def shown(bench: Bench) -> list[str]:
    """The titles of the panes in sight, from left to right."""
    panes = [pane for pane in bench.screen.tabs.panes if pane.is_attached and pane.display]
    return [pane.title for pane in sorted(panes, key=lambda pane: pane.region.x)]


async def two_tables(bench: Bench) -> None:
    await bench.open("companies")
    await bench.open("people")


async def test_two_tabs_stand_side_by_side_and_each_takes_the_keys(home: Path) -> None:
    async with workbench(home) as bench:
        await two_tables(bench)
        await bench.press("vertical_line")
        await bench.until(lambda: shown(bench) == ["people", "companies"])
        assert bench.screen.tabs.current.title == "people"
        left, right = bench.screen.tabs.current, bench.screen.tabs.beside
        assert left.region.right < right.region.x
        await bench.press("f12", "j")
        await bench.until(lambda: bench.screen.tabs.current is right and right.grid.cursor_row == 1)
        assert left.grid.cursor_row == 0
        await bench.pilot.click(left.grid, offset=(4, 3))
        await bench.until(lambda: bench.screen.tabs.current is left and left.grid.cursor_row == 2)
        assert shown(bench) == ["people", "companies"], "nothing changes its place"
        await bench.press("g", "s")
        await bench.until(lambda: shown(bench) == ["people"])


async def test_another_tab_comes_into_the_half_that_has_the_focus(home: Path) -> None:
    async with workbench(home) as bench:
        await two_tables(bench)
        await bench.press("vertical_line", "f12", "T")
        await bench.until(lambda: shown(bench) == ["people", "Trash"])
        await bench.press("ctrl+w")
        await bench.until(lambda: shown(bench) == ["people"])
        assert bench.screen.tabs.current.has_focus_within


async def test_what_is_shared_comes_back_as_it_was(home: Path) -> None:
    async with workbench(home) as bench:
        await two_tables(bench)
        await bench.press("vertical_line", "f12", "g", "r", "right", "right", "enter")
        await bench.press("f6", "f12", "f12")
        screen = bench.screen
        screen.inspector.part = "links"
        await bench.until(lambda: screen.inspector.region.height)
        height, share = screen.inspector.region.height, screen.arrangement.split_share
        assert share
        edge = screen.query_one("#inspector-edge", Splitter)
        edge.hold()
        await bench.press("up", "up", "up", "escape")
        await bench.until(lambda: screen.inspector.region.height == height + 3)
        before, front = shown(bench), screen.tabs.current.title
    async with workbench(home) as bench:
        await bench.until(lambda: shown(bench) == before)
        screen = bench.screen
        assert screen.tabs.current.title == front
        assert screen.arrangement.split_share == share
        assert screen.inspector.part == "links"
        await bench.until(lambda: screen.inspector.region.height == height + 3)


async def test_z_gives_what_has_focus_the_whole_screen_and_takes_it_back(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        screen = bench.screen
        await bench.press("z")
        await bench.until(lambda: bench.grid.region.width == 120)
        assert not screen.sidebar.display
        assert not screen.feed.display
        await bench.press("enter")
        await bench.until(lambda: screen.inspector.region.width == 120 and screen.inspector.has_focus_within)
        assert not screen.tabs.display
        await bench.press("escape")
        await bench.until(lambda: bench.grid.has_focus and bench.grid.region.width == 120)
    async with workbench(home) as bench:
        await bench.until(lambda: bench.grid.region.width == 120, "it comes back with the whole screen")
        await bench.press("z")
        await bench.until(lambda: bench.screen.sidebar.display)
        await bench.press("f4", "z")
        await bench.until(lambda: bench.screen.sidebar.region.width == 120)
        await bench.press("g", "g", "enter")
        await bench.until(lambda: bench.screen.sidebar.region.width < 40 or bench.screen.tabs.display)


async def test_the_sidebar_is_shown_gone_to_and_hidden_by_one_key(home: Path) -> None:
    async with workbench(home) as bench:
        screen = bench.screen
        await bench.press("f4")
        assert screen.sidebar.has_focus_within
        await bench.press("f4")
        assert not screen.sidebar.display
        await bench.press("f4")
        assert screen.sidebar.has_focus_within


async def test_an_edge_is_drawn_along_by_the_mouse_and_put_back_by_two_clicks(home: Path) -> None:
    async with workbench(home) as bench:
        screen, pilot = bench.screen, bench.pilot
        edge = screen.query_one("#sidebar-edge", Splitter)
        width = screen.sidebar.size.width
        await pilot.mouse_down(edge, offset=(0, 3))
        await pilot.hover(edge, offset=(7, 3))
        await pilot.mouse_up(edge, offset=(0, 3))
        await bench.until(lambda: screen.sidebar.size.width == width + 7)
        await pilot.click(edge, offset=(0, 3), times=2)
        await bench.until(lambda: screen.sidebar.size.width == width)


async def test_the_chat_is_made_wider_by_its_edge_and_stays_so(home: Path) -> None:
    async with workbench(home, (140, 36)) as bench:
        screen = bench.screen
        await bench.press("ctrl+t")
        await bench.until(lambda: screen.chat.pane is not None and screen.chat.pane.region.width)
        width = screen.chat.pane.region.width
        screen.query_one("#chat-edge", Splitter).hold()
        await bench.press("shift+left", "left", "enter")
        await bench.until(lambda: screen.chat.pane.region.width == width + 9)
    async with workbench(home, (140, 36)) as bench:
        await bench.until(lambda: bench.screen.chat.pane and bench.screen.chat.pane.region.width == width + 9)


async def test_tabs_change_places_by_key_and_by_mouse(home: Path) -> None:
    async with workbench(home) as bench:
        await two_tables(bench)
        tabs, pilot = bench.screen.tabs, bench.pilot
        await bench.screen.action_open("trash")

        def titles() -> list[str]:
            return [pane.title for pane in tabs.panes]

        assert titles() == ["companies", "people", "Trash"]
        await bench.press("g", "{")
        assert titles() == ["companies", "Trash", "people"]
        assert tabs.current.title == "Trash"
        await bench.pilot.pause()
        first, last = tabs.strip.placed[0], tabs.strip.placed[-1]
        await pilot.mouse_down(tabs.strip, offset=(first.start + 2, 0))
        await pilot.hover(tabs.strip, offset=(last.end - 2, 0))
        await pilot.mouse_up(tabs.strip, offset=(last.end - 2, 0))
        await bench.until(lambda: titles() == ["Trash", "people", "companies"])
        assert tabs.current.title == "Trash"


async def test_closed_tabs_come_back_where_they_stood(home: Path) -> None:
    async with workbench(home) as bench:
        await two_tables(bench)
        tabs = bench.screen.tabs
        await bench.screen.action_open("trash")
        await bench.press("g", "t", "g", "x")
        await bench.until(lambda: [pane.title for pane in tabs.panes] == ["companies"])
        await bench.press("g", "u", "g", "u")
        await bench.until(lambda: {pane.title for pane in tabs.panes} == {"companies", "people", "Trash"})
        # the first tab of a new workspace was closed before
        await bench.press("g", "u", "g", "u")
        await bench.until(lambda: bench.said("No tab was closed"))


async def test_a_row_opens_in_a_tab_of_its_own_from_the_table_and_the_inspector(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("O")
        await bench.until(lambda: bench.screen.tabs.current.key.kind is TabKind.ROW)
        assert bench.screen.tabs.current.query(RowView)
        await bench.press("ctrl+w", "j", "enter")
        await bench.until(lambda: bench.screen.inspector.has_focus_within and bench.screen.inspector.row)
        wanted = bench.screen.inspector.row.id
        await bench.press("O")
        await bench.until(lambda: bench.screen.tabs.current.key.row_id == wanted)


async def test_the_feed_unfolds_into_the_stream_and_leads_to_what_changed(home: Path) -> None:
    async with workbench(home) as bench:
        screen = bench.screen
        await bench.press("f7")
        changes = screen.query_one("#stream-changes")
        await bench.until(lambda: changes.option_count and changes.has_focus)
        await bench.press("enter")
        await bench.until(lambda: screen.tabs.current.key.kind is TabKind.ROW)
        await bench.pilot.click("#feed")
        await bench.until(lambda: not screen.stream.display)


async def test_jump_mode_letters_tabs_parts_and_pieces(home: Path) -> None:
    async with workbench(home) as bench:
        await two_tables(bench)
        await bench.press("f6", "ctrl+o")
        await bench.until(lambda: type(bench.app.screen).__name__ == "JumpScreen")
        letters = {target.letter: target.widget for target in bench.app.screen._targets.values()}
        ids = {widget.id for widget in letters.values()}
        assert {"tab-strip", "part-history", "find", "feed", "sidebar-list"} <= ids
        await bench.press("1")
        await bench.until(lambda: bench.screen.tabs.current.title == "companies")
        await bench.press("ctrl+o")
        await bench.until(lambda: type(bench.app.screen).__name__ == "JumpScreen")
        found = bench.app.screen._targets.values()
        await bench.press(next(t.letter for t in found if t.widget.id == "part-history"))
        await bench.until(lambda: bench.screen.inspector.part == "history")


async def test_the_line_under_the_cursor_comes_back(home: Path) -> None:
    kinds = (TabKind.HISTORY, TabKind.SCHEMA, TabKind.AUDIT)
    held = {}
    async with workbench(home) as bench:
        for kind in kinds:
            await bench.screen.open_tab(TabKey(kind))
            pane = bench.screen.tabs.current
            lines = pane.query("Lines").first()
            await bench.until(lambda lines=lines: lines.option_count > 2 and lines.has_focus)
            await bench.press("j", "j")
            held[kind] = lines.highlighted_id
            assert lines.highlighted
            await bench.pilot.pause()
    async with workbench(home) as bench:
        for kind in kinds:
            await bench.screen.open_tab(TabKey(kind))
            lines = bench.screen.tabs.current.query("Lines").first()
            await bench.until(lambda lines=lines: lines.highlighted, f"{kind}")
            assert lines.highlighted_id == held[kind]


async def test_the_key_of_the_inspector_brings_it_into_sight_from_wherever_one_is(home: Path) -> None:
    async with workbench(home, (80, 24)) as bench:
        screen = bench.screen
        await bench.open("people")

        def seen() -> bool:
            return screen.inspector.display and screen.inspector.is_on_screen

        await bench.press("ctrl+t")
        await bench.until(lambda: screen.with_chat and screen.chat.writing, "the chat has the keys")
        await bench.press("f6")
        await bench.until(seen, "over the chat")
        await bench.press("ctrl+t", "f6")
        await bench.until(seen, "and again, though it was never closed")
        await bench.press("escape", "Q")
        await bench.until(lambda: isinstance(bench.app.focused, TextArea), "the console has the keys")
        await bench.press("f6")
        await bench.until(seen, "from the text of a query")
        await bench.press("f6")
        await bench.until(lambda: isinstance(bench.app.focused, TextArea), "back there")
        await bench.press("f7")
        await bench.until(lambda: screen.arrangement.feed, "the stream opens from there, too")
        await bench.pilot.resize_terminal(160, 45)
        await bench.open("people")
        screen.with_inspector = True
        await bench.until(lambda: seen() and bench.grid.has_focus, "there is room for both")
        await bench.press("z")
        await bench.until(lambda: screen.arrangement.zoomed == "tabs" and not seen(), "one part alone")
        await bench.press("f6")
        await bench.until(seen, "beside what had the whole screen")


@pytest.mark.parametrize("keys", [("g", "t"), ("ctrl+pageup",), ("g", "u"), ("g", "s"), ("ctrl+w",)])
async def test_whatever_happens_to_the_tabs_is_seen_where_the_inspector_took_their_place(
    home: Path, keys: tuple[str, ...]
) -> None:
    async with workbench(home, (80, 24)) as bench:
        screen = bench.screen
        await two_tables(bench)
        await screen.open_tab(TabKey(TabKind.HISTORY))
        await bench.press("ctrl+w", "f6")
        await bench.until(lambda: screen.inspector.has_focus_within and not screen.tabs.display)
        await bench.press(*keys)
        await bench.until(lambda: screen.tabs.display and screen.tabs.has_focus_within, "the tabs")
        await bench.until(lambda: not screen.inspector.display)


async def test_the_keys_stay_in_sight_and_follow_the_focus(
    home: Path,
) -> None:
    async with workbench(home, (120, 30)) as bench:
        await bench.open("people")
        await bench.press("f1", "f1")
        await bench.until(
            lambda: bench.screen.query(KeysPanel) and "Edit" in keys_in_sight(bench), "the keys"
        )
        panel = bench.screen.query_one(KeysPanel)
        assert bench.grid.has_focus
        await bench.press("ctrl+b")
        await bench.until(lambda: "Edit" not in keys_in_sight(bench), "those of the sidebar")
        bench.screen.tabs.take_focus()
        await bench.until(lambda: "Edit" in keys_in_sight(bench), "those of the rows again")
        # a click on a line presses it
        lines = keys_in_sight(bench).splitlines()
        await bench.pilot.click(
            panel, offset=(14, 1 + next(y for y, line in enumerate(lines) if line.endswith(" Select")))
        )
        await bench.until(lambda: len(bench.grid.selection.ids) == 1, "what the line says")
        # in less room it makes way, and comes back
        await bench.pilot.resize_terminal(80, 24)
        await bench.until(lambda: not panel.display, "out of the way")
        await bench.pilot.resize_terminal(120, 30)
        await bench.until(lambda: panel.display, "back again")
        # where one writes, keys that would be typed are left out, of two strokes as well
        await bench.press("Q")
        await bench.until(lambda: "Explain" in keys_in_sight(bench), "those of a query")
        assert "Copy answer as" not in keys_in_sight(bench)


@pytest.mark.soak
async def test_the_keys_are_in_sight_again_after_a_restart_and_shut_by_key_and_mouse(home: Path) -> None:
    async with workbench(home, (120, 30)) as bench:
        await bench.press("f1", "f1")
        await bench.until(lambda: bench.screen.query(KeysPanel), "the keys")
    async with workbench(home, (120, 30)) as bench:
        await bench.until(lambda: bench.screen.query(KeysPanel) and bench.screen.query_one(KeysPanel).display)
        await bench.press("f1", "f1")
        await bench.until(lambda: not bench.screen.query_one(KeysPanel).display, "shut by the same key")
        await bench.press("f1", "f1")
        await bench.until(lambda: bench.screen.query_one(KeysPanel).display, "open again")
        await bench.pilot.click("#keys-shut")
        await bench.until(lambda: not bench.screen.arrangement.keys, "shut by the mouse")
        await bench.pilot.resize_terminal(80, 24)
        await bench.pilot.pause()
        await bench.press("f1", "f1")
        await bench.until(lambda: bench.said("too little room"), "why it does not open")
        assert not bench.screen.arrangement.keys
        # without the sidebar there is room
        bench.screen.with_sidebar = False
        await bench.press("f1", "f1")
        await bench.until(lambda: panel_of(bench).display and panel_of(bench).region.width == WIDTH)
        await bench.until(lambda: bench.screen.query_one("#centre").region.width == 80 - WIDTH)


def panel_of(bench: Bench) -> KeysPanel:
    return bench.screen.query_one(KeysPanel)


def keys_in_sight(bench: Bench) -> str:
    """What the panel of keys says."""
    return str(bench.screen.query_one("#keys-now", Static).content)


async def test_going_to_the_other_half_where_there_is_none_says_how_to_make_one(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.screen.run_action("do('tab.cross')")
        await bench.until(lambda: bench.said("puts another beside it"))
