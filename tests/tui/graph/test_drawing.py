"""Lines and boxes in characters: what meets, what crosses, what a name may not do."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region

from lattice.tui.widgets.drawing import Drawing, Ink, Side, strip_of
from lattice.tui.widgets.walking import step


def lines(drawing: Drawing, width: int = 20) -> list[str]:
    plain = Style()
    return [strip_of(pieces, width, lambda _: plain, plain).text.rstrip() for pieces in drawing.finish()]


def test_lines_of_one_net_join_and_those_of_two_cross() -> None:
    drawing = Drawing()
    drawing.wire("one", [(0, 1), (6, 1)])
    drawing.wire("one", [(2, 1), (2, 3)])
    drawing.wire("two", [(4, 0), (4, 3)])
    assert lines(drawing) == ["    ╷", "╶─┬─│─╴", "  │ │", "  ╵ ╵"]


def test_the_chosen_line_is_told_by_its_shape_and_lies_over_others_which_are_seen_to_go_on() -> None:
    drawing = Drawing()
    drawing.wire("two", [(4, 0), (4, 2)])
    drawing.wire("three", [(2, 0), (2, 1), (0, 1)])
    for sheet in (drawing.copy(), drawing):
        sheet.wire("one", [(0, 1), (6, 1)], lit=True)
        assert lines(sheet)[1] == "╺━━━┿━╸"
    assert lines(drawing)[2] == "    ╵", "not a line that ends where the chosen one is"


def test_where_two_chosen_lines_cross_the_upright_one_is_seen_so_that_its_arrow_stands_on_it() -> None:
    for order in (1, -1):
        drawing = Drawing()
        ways = [("level", [(0, 1), (4, 1), (4, 0)]), ("upright", [(6, 2), (2, 2), (2, 0)])][::order]
        for net, points in ways:
            drawing.wire(net, points, lit=True)
        assert lines(drawing) == ["  ╻ ╻", "╺━┃━┛", "  ┗━━━╸"]


def test_a_box_lies_over_lines_and_a_port_on_its_edge() -> None:
    drawing = Drawing()
    drawing.wire("one", [(2, 2), (2, 4)])
    drawing.box(Region(0, 0, 6, 3), Ink.HERE, heavy=True)
    drawing.port(2, 2, Ink.HERE, Side.BOTTOM, heavy=True, lit=True)
    drawing.text(1, 1, "日本", Ink.NAME)
    assert lines(drawing) == ["┏━━━━┓", "┃日本┃", "┗━┳━━┛", "  │", "  ╵"]


def test_every_line_is_as_wide_as_asked_for_also_with_wide_characters() -> None:
    drawing = Drawing()
    drawing.text(3, 0, "日本[b]", Ink.NAME)
    strip = strip_of(drawing.finish()[0], 30, lambda _: Style(), Style())
    assert strip.cell_length == 30
    assert "[b]" in strip.text


def test_up_and_down_follow_ties_before_what_is_nearer() -> None:
    spots = {
        "a": Region(0, 0, 10, 3),
        "near": Region(0, 5, 10, 3),
        "tied": Region(30, 10, 10, 3),
        "right": Region(20, 0, 10, 3),
    }
    assert step(spots, "a", 0, 1, {"tied"}) == "tied"
    assert step(spots, "a", 0, 1) == "near"
    assert step(spots, "a", 1, 0, {"tied"}) == "right"
    assert step(spots, "a", 0, -1) is None
    assert step({}, "a", 0, 1) is None
