"""Lists of what somebody did give the room to what was done."""

from __future__ import annotations

from lattice.model.events import Change
from lattice.tui.widgets.change_line import WHO, Fit, paint_change


def change(actor: str, at: str) -> Change:
    return Change("01", "row.update", at, actor, None, None, "did something", 1, 1, 1)


def test_when_and_who_are_as_narrow_as_the_widest_of_them() -> None:
    short = change("human:bo", "2020-03-02T09:30:00.000000Z")
    long = change("agent:somebody-with-a-very-long-name", "2020-11-02T09:30:00.000000Z")
    assert Fit().of([short]) == (len("2 Mar 2020"), len("bo "))
    assert Fit().of([short, long]).who == WHO
    # what was wide stays so while more is read
    fit = Fit().of([long])
    assert fit.of([short]) == fit


def test_lines_of_one_list_begin_their_words_at_the_same_cell() -> None:
    changes = [
        change("human:bo", "2020-03-02T09:30:00.000000Z"),
        change("agent:漢字漢字漢字漢字", "2020-11-02T09:30:00.000000Z"),
    ]
    fit = Fit().of(changes)
    starts = {line.cell_length - len("did something") for line in (paint_change(c, fit) for c in changes)}
    assert len(starts) == 1
