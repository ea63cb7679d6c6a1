"""The board of the first tab: what stands where, and how one moves over it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lattice.tui.widgets.home.reading import Told
from lattice.tui.widgets.home.tiles import NARROWEST, arrange

from .board_screens import BoardApp, info, told

Compare = Callable[..., bool]


@given(
    width=st.integers(1, 260),
    names=st.lists(st.text(max_size=60), max_size=7),
    words=st.text(max_size=200),
)
def test_tiles_never_overlap_and_every_line_is_as_wide_as_its_tile(
    width: int, names: list[str], words: str
) -> None:
    tables = tuple(info(f"{at}{name}", 10**at, words) for at, name in enumerate(names))
    tiles = arrange(msgspec.structs.replace(told(), tables=tables), width)
    taken: set[tuple[int, int]] = set()
    for tile in tiles:
        assert tile.region.right <= max(width, NARROWEST)
        cells = {(x, y) for x in tile.region.column_range for y in tile.region.line_range}
        assert not cells & taken, tile
        taken |= cells
        for y in range(tile.region.height):
            line = tile.row(y, here=True, under_mouse=True).plain
            assert cell_len(line) == tile.region.width
            assert not {"Cc", "Cf", "Cs"} & {unicodedata.category(c) for c in line}
    assert len({tile.name for tile in tiles}) == len(tiles)


def test_two_cards_stand_side_by_side_in_the_smallest_usual_terminal() -> None:
    # beside a sidebar, within 80 cells
    cards = [tile for tile in arrange(told(), 53) if tile.is_card]
    assert cards[0].region.y == cards[1].region.y
    assert cards[0].region.right < cards[1].region.x


def test_what_was_not_read_yet_is_not_said_to_be_nothing() -> None:
    words = "\n".join(piece for tile in arrange(Told(), 80) for line in tile.lines for piece, _ in line)
    assert words.count("reading…") == 3
    assert "Nothing" not in words


def test_a_log_that_is_away_says_why() -> None:
    away = msgspec.structs.replace(told(), changes=(), assistant=(), away="The server does not answer.")
    words = "\n".join(piece for tile in arrange(away, 80) for line in tile.lines for piece, _ in line)
    assert "The server does not answer." in words


async def test_every_tile_can_be_reached_by_key_and_opens() -> None:
    app = BoardApp()
    async with app.run_test(size=(120, 40)) as pilot:
        board = app.board
        able = {tile.name for tile in board.tiles if tile.key is not None}
        met = set[str]()

        def look() -> None:
            assert board.current is not None
            met.add(board.current.name)

        look()
        for _ in range(3):
            await pilot.press("right")
            look()
        for _ in range(3):
            await pilot.press("]")
            look()
            for _ in range(5):
                board.action_move(0, 1)
                look()
        assert met == able
        await pilot.press("home", "right", "enter")
        assert app.wanted == ["table:t-meetings"]


async def test_a_click_opens_and_words_that_open_nothing_do_not() -> None:
    app = BoardApp()
    async with app.run_test(size=(120, 40)) as pilot:
        tile = next(t for t in app.board.tiles if t.name == "files:f1")
        await pilot.hover(app.board, offset=tile.region.offset)
        await pilot.click(app.board, offset=(tile.region.x + 3, tile.region.y))
        await pilot.click(app.board, offset=(119, 0))
        assert app.wanted == ["files:f1"]


async def test_the_cursor_stays_on_what_it_was_on_when_more_comes_in() -> None:
    app = BoardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("]", "down")
        before = app.board.here
        assert before == "changes:change5"
        tables = (info("aaa", 1, ""), *told().tables)
        app.board.show(msgspec.structs.replace(told(), tables=tables))
        await pilot.pause()
        assert app.board.current is not None
        assert app.board.current.name == before
        await pilot.press("end")
        assert app.board.parent.scroll_offset.y > 0


@pytest.mark.parametrize("theme", ["lattice-dark", "lattice-light"])
@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=["small", "large"])
def test_how_it_looks(snap_compare: Compare, theme: str, size: tuple[int, int]) -> None:
    assert snap_compare(BoardApp(theme), terminal_size=size, press=["right"])
