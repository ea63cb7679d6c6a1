from __future__ import annotations

from pathlib import Path

from lattice.tui.lately import KEPT, lately_path, read_lately, remember
from lattice.tui.widgets.sidebar import Sidebar
from tests.tui.driving import shown, started, until, until_screen, workspace


async def test_help_says_what_the_focused_pane_is_for_and_finds_keys_as_they_are_pressed(home: Path) -> None:
    await workspace(home, "work")
    async with started(home, (120, 40)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await until(pilot, lambda: pilot.app.screen.ready)
        pilot.app.screen.sidebar.take_focus()
        await pilot.press("question_mark")
        await until_screen(pilot, "HelpScreen")
        assert Sidebar.HELP is not None
        assert Sidebar.HELP in shown(pilot)
        field, lines = pilot.app.screen.words, pilot.app.screen.lines
        for pressed, what in (("gn", "Neighbours"), ("g n", "Neighbours"), ("g t", "Next tab")):
            field.value = pressed
            await until(pilot, lambda: "This key" in str(lines.get_option_at_index(0).prompt))
            await until(pilot, lambda what=what: what in str(lines.get_option_at_index(1).prompt))
        # words that are keys, too, still find what has them
        field.value = "go"
        await until(pilot, lambda: any("Go to the first." in str(line.prompt) for line in lines.options))


async def test_what_was_done_by_the_palette_comes_first_in_the_next_session(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.press("ctrl+p")
        await until_screen(pilot, "PaletteScreen")
        await pilot.press(*"messages", "enter")
        await until_screen(pilot, "MessagesScreen")
        await until(pilot, lambda: read_lately(home) == ["app.messages"])
    async with started(home) as pilot:
        await pilot.press("ctrl+p")
        await until_screen(pilot, "PaletteScreen")
        lines = pilot.app.screen.lines
        assert "Messages" in lines.get_option_at_index(0).prompt.plain


def test_what_was_done_lately_is_kept_newest_first_and_not_for_ever(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        remember(tmp_path, f"do.{number}")
    remember(tmp_path, "do.10")
    assert read_lately(tmp_path)[:2] == ["do.10", f"do.{KEPT + 4}"]
    assert len(read_lately(tmp_path)) == KEPT


def test_a_damaged_list_costs_nothing(tmp_path: Path) -> None:
    lately_path(tmp_path).parent.mkdir(parents=True)
    for text in ("", "{", '{"a": 1}', "[1]", '["\\udc00"]'):
        lately_path(tmp_path).write_text(text)
        assert read_lately(tmp_path) == []
