"""A row among its neighbours: what stands where, and what is summed up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lattice.tui.widgets.neighbours.reading import PAGE, Group, Neighbour, Way
from lattice.tui.widgets.neighbours.star import Star, arrange, arrange_page
from lattice.tui.widgets.neighbours.trail import MOST_STANDS, Stand, read_trail, write_trail


def group(name: str, way: Way, ties: int, total: int = 0, start: int = 0) -> Group:
    found = tuple(Neighbour("t", f"{name}{at}", f"{name} {at}") for at in range(ties))
    return Group(f"g-{name}", way, "→", name, found, max(total, ties), start=start)


@st.composite
def several(draw: st.DrawFn) -> list[Group]:
    ways, ties = st.sampled_from(list(Way)), st.integers(1, 120)
    sizes = draw(st.lists(st.tuples(ways, ties, st.integers(0, 5_000)), max_size=9))
    return [group(f"kind{at}", *size) for at, size in enumerate(sizes)]


def check(star: Star, width: int) -> None:
    """Nothing lies over anything else, and nothing is wider than asked for."""
    taken: set[tuple[int, int]] = set()
    for region in (star.middle, *(spot.region for spot in star.placed), *(r for _, r in star.titles)):
        cells = {(x, y) for x in region.column_range for y in region.line_range}
        assert not cells & taken
        assert region.x >= 0
        assert region.y >= 0
        assert region.right <= max(width, 52)
        assert region.bottom <= star.size[1]
        taken |= cells
    assert len({spot.entry.id for spot in star.placed}) == len(star.placed)


@settings(max_examples=30)
@given(several(), st.integers(52, 240), st.integers(5, 60))
def test_nothing_overlaps_all_kinds_are_there_and_counts_add_up(
    groups: list[Group], width: int, height: int
) -> None:
    star = arrange(groups, (20, 5), width, height)
    check(star, width)
    for one in groups:
        own = [spot.entry for spot in star.placed if spot.entry.group is one]
        shown = [entry for entry in own if entry.at >= 0]
        assert shown
        assert (len(shown) < one.total) == any(entry.at < 0 for entry in own)
    if sum(one.way is Way.IN for one in groups) <= height // 5 >= sum(one.way is Way.OUT for one in groups):
        assert star.size[1] <= height


def test_few_neighbours_stand_in_boxes_and_many_in_lines() -> None:
    few = arrange([group("company", Way.OUT, 1), group("people.boss", Way.IN, 2)], (20, 5), 100, 30)
    assert {spot.region.height for spot in few.placed} == {3}
    many = arrange([group("people.boss", Way.IN, 100, 1_000)], (20, 5), 100, 30)
    assert {spot.region.height for spot in many.placed} == {1}
    assert many.size[1] <= 30
    assert many.placed[-1].entry.at == -1


def test_a_page_leads_to_the_one_before_and_the_one_after() -> None:
    star = arrange_page(group("people.boss", Way.IN, PAGE, 1_000, start=PAGE), (20, 5), 80, 18)
    check(star, 80)
    pages = [spot.entry.page for spot in star.placed]
    assert (pages[0], pages[-1], len(pages)) == (-1, 1, PAGE + 2)
    last = arrange_page(group("people.boss", Way.IN, 10, 60, start=50), (20, 5), 80, 18)
    assert [spot.entry.page for spot in last.placed].count(1) == 0


def test_the_way_is_kept_and_what_others_wrote_there_is_left_aside() -> None:
    way = [Stand("t", str(at), here="middle", group="g", page=at) for at in range(MOST_STANDS + 5)]
    assert read_trail(write_trail(way)) == way[-MOST_STANDS:]
    for text in (
        "",
        "{}",
        "[1]",
        '[{"table_id":"t"}]',
        "\udcff",
        '[{"table_id":"t","row_id":"r","page":-1}]',
    ):
        assert read_trail(text) == []
    assert read_trail(f'[{{"table_id":"t","row_id":"{"x" * 101}"}}]') == []
