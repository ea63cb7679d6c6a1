from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lattice.model.values import ColumnType
from lattice.tui.widgets.grid.layout import (
    MAX_WIDTH,
    MIN_WIDTH,
    PADDING,
    ROOMY_WIDTH,
    SOFT_WIDTH,
    GridColumn,
    arrange,
    natural_width,
)


def columns(count: int) -> list[GridColumn]:
    return [GridColumn(f"c{n}") for n in range(count)]


def test_a_column_is_as_wide_as_its_widest_text_within_bounds() -> None:
    layout = arrange(columns(3), [5, 12, 500], 60)
    assert [slot.width for slot in layout.slots[:2]] == [5, 12]
    assert layout.slots[2].width >= SOFT_WIDTH


def test_room_left_over_goes_to_columns_that_were_cut() -> None:
    tight = arrange(columns(2), [10, 55], 40)
    roomy = arrange(columns(2), [10, 55], 120)
    assert tight.slots[1].width == SOFT_WIDTH
    assert roomy.slots[1].width == 55


def test_a_width_set_by_hand_is_kept() -> None:
    by_hand = [GridColumn("a", width=7), GridColumn("b", width=9_999)]
    layout = arrange(by_hand, [40, 10], 200)
    assert [slot.width for slot in layout.slots] == [7, MAX_WIDTH]


def test_a_title_has_room_for_its_sort_arrow() -> None:
    assert natural_width(GridColumn("size", ColumnType.INTEGER), "size", ["1"]) >= len("size ▼1")


def test_wide_characters_count_twice() -> None:
    assert natural_width(GridColumn("x"), "x", ["東京東京東京"]) == 12


def test_frozen_columns_never_fill_the_screen() -> None:
    assert arrange(columns(3), [28, 28, 28], 50, frozen=3).frozen == 1
    assert arrange(columns(1), [28], 10, frozen=1).frozen == 0


def test_only_columns_in_sight_are_drawn() -> None:
    layout = arrange(columns(500), [10] * 500, 100, frozen=1)
    seen = layout.between(layout.frozen_width + 1200, layout.frozen_width + 1290)
    assert 7 <= len(seen) <= 9
    assert layout.slots[seen[0]].end > layout.frozen_width + 1200


@given(
    st.lists(st.tuples(st.integers(1, 400), st.none() | st.integers(-5, 400)), max_size=30),
    st.integers(0, 300),
)
def test_columns_stand_side_by_side_and_keep_their_bounds(
    wishes: list[tuple[int, int | None]], room: int
) -> None:
    wanted = [GridColumn(f"c{n}", width=by_hand) for n, (_, by_hand) in enumerate(wishes)]
    layout = arrange(wanted, [max(MIN_WIDTH, wish) for wish, _ in wishes], room, frozen=2)
    edge = 0
    for slot, column in zip(layout.slots, wanted, strict=True):
        assert slot.x == edge
        edge += slot.width + PADDING
        assert MIN_WIDTH <= slot.width <= (MAX_WIDTH if column.width else ROOMY_WIDTH)
    assert layout.width == edge


@given(
    st.lists(st.integers(3, 60), min_size=2, max_size=12),
    st.integers(0, 300),
    st.integers(5, 120),
    st.data(),
)
def test_going_to_a_column_shows_it_whole_beside_other_whole_ones(
    widths: list[int], scroll_x: int, room: int, data: st.DataObject
) -> None:
    wanted = [GridColumn(f"c{n}", width=width) for n, width in enumerate(widths)]
    layout = arrange(wanted, widths, 10_000, frozen=1)
    index = data.draw(st.integers(1, len(widths) - 1))
    left = layout.reveal(index, scroll_x, room)
    slot = layout.slots[index]
    assert left <= slot.x - layout.frozen_width
    assert slot.end - layout.frozen_width <= left + room or left == slot.x - layout.frozen_width
    assert left == scroll_x or left in {s.x - layout.frozen_width for s in layout.slots}
