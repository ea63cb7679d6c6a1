from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lattice.model.rows import Page
from lattice.tui.widgets.grid.window import PAGE_ROWS, PAGES_KEPT, Ticket, Window
from tests.tui.grid.grid_sources import make_row


def page_of(ticket: Ticket, total: int) -> Page:
    rows = range(ticket.offset, min(total, ticket.offset + PAGE_ROWS))
    return Page(tuple(make_row(n) for n in rows))


def fill(window: Window, first: int, last: int, total: int = 10_000) -> None:
    while tickets := window.wanted(first, last):
        for ticket in tickets:
            window.ask(ticket)
            window.accept(ticket, page_of(ticket, total))


def test_what_is_on_screen_is_wanted_before_its_neighbours() -> None:
    window = Window()
    window.counted(10_000)
    shown = window.wanted(390, 430)
    assert [ticket.page for ticket in shown] == [1, 2]
    for ticket in shown:
        window.accept(ticket, page_of(ticket, 10_000))
    assert [ticket.page for ticket in window.wanted(390, 430)] == [3, 0]


def test_rows_are_found_by_their_position() -> None:
    window = Window()
    fill(window, 390, 430)
    row = window.row(405)
    assert row is not None
    assert row.values["size"] == 405
    assert window.position(row.id) == 405
    assert window.row(9_000) is None


def test_a_late_answer_to_an_old_question_is_dropped() -> None:
    window = Window()
    ticket = window.wanted(0, 10)[0]
    window.ask(ticket)
    window.renew()
    assert not window.accept(ticket, page_of(ticket, 10))
    assert window.row(0) is None


def test_old_rows_stay_to_be_looked_at_until_the_new_ones_are_there() -> None:
    window = Window()
    fill(window, 0, 30)
    window.renew()
    assert window.row(5) is not None
    assert [ticket.page for ticket in window.wanted(0, 30)] == [0]


def test_the_same_page_is_not_asked_for_twice() -> None:
    window = Window()
    ticket = window.wanted(0, 10)[0]
    window.ask(ticket)
    assert window.wanted(0, 10) == []
    window.refused(ticket)
    assert window.wanted(0, 10) == [ticket]


def test_a_short_page_tells_the_total() -> None:
    window = Window()
    window.accept(Ticket(0, 1), page_of(Ticket(0, 1), PAGE_ROWS + 7))
    assert window.total == PAGE_ROWS + 7
    assert window.extent == PAGE_ROWS + 7


def test_an_unknown_total_leaves_room_for_one_page_more() -> None:
    window = Window()
    window.accept(Ticket(0, 0), page_of(Ticket(0, 0), 10_000))
    assert window.total is None
    assert window.extent == 2 * PAGE_ROWS


def test_an_empty_page_beyond_the_end_does_not_pretend_to_know_the_total() -> None:
    window = Window()
    window.accept(Ticket(0, 5), Page(()))
    assert window.total is None


def test_pages_behind_a_new_end_are_dropped() -> None:
    window = Window()
    fill(window, 0, 900)
    window.counted(100)
    assert window.row(450) is None
    assert window.row(50) is not None


@given(st.lists(st.integers(0, 1_000_000), min_size=1, max_size=40))
def test_memory_stays_flat_wherever_one_goes(places: list[int]) -> None:
    window = Window()
    window.counted(1_000_000)
    for place in places:
        window.touch(place, place + 60)
        for _ in range(3):
            for ticket in window.wanted(place, place + 60):
                window.ask(ticket)
                window.accept(
                    ticket, Page((make_row(ticket.offset),) * min(PAGE_ROWS, 1_000_000 - ticket.offset))
                )
        assert window.held <= PAGES_KEPT
        if place < 1_000_000:
            assert window.row(place) is not None
