"""The picture of tables and references: what holds of every one, and of some that matter."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lattice.tui.widgets.schema.graph.layout import Picture, lay_out
from lattice.tui.widgets.schema.graph.rows import Node, Ref

from .laws import check, overlaps

SAMPLE = (
    ("meetings", "projects"),
    ("meetings", "people"),
    ("notes", "people"),
    ("notes", "projects"),
    ("projects", "people"),
    ("projects", "companies"),
    ("people", "companies"),
    ("tasks", "people"),
    ("tasks", "projects"),
)


def nodes_of(refs: tuple[Ref, ...], *more: str) -> list[Node]:
    names = dict.fromkeys([end for ref in refs for end in ref] + list(more))
    return [Node(name, len(name) + 4, 3) for name in names]


def drawn(refs: tuple[Ref, ...], width: int, *more: str) -> Picture:
    nodes = nodes_of(refs, *more)
    picture = lay_out(nodes, refs, width)
    check(picture, nodes, refs, width)
    return picture


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Ref]]:
    nodes = draw(
        st.lists(st.tuples(st.integers(5, 24), st.integers(3, 9)), min_size=1, max_size=30).map(
            lambda sizes: [Node(f"t{at}", *size) for at, size in enumerate(sizes)]
        )
    )
    ends = st.sampled_from([node.id for node in nodes])
    return nodes, draw(st.lists(st.tuples(ends, ends), max_size=60, unique=True))


@settings(max_examples=30)
@given(graphs(), st.integers(26, 240))
def test_no_box_lies_over_another_every_reference_is_drawn_and_all_fits(
    graph: tuple[list[Node], list[Ref]], width: int
) -> None:
    nodes, refs = graph
    check(lay_out(nodes, refs, width), nodes, refs, width)


@pytest.mark.soak
@settings(max_examples=2_000)
@given(graphs(), st.integers(26, 240))
def test_that_holds_of_thousands_of_schemas(graph: tuple[list[Node], list[Ref]], width: int) -> None:
    nodes, refs = graph
    check(lay_out(nodes, refs, width), nodes, refs, width)


@pytest.mark.parametrize("width", [40, 58, 80, 160, 240])
def test_those_that_refer_stand_above_what_they_refer_to(width: int) -> None:
    picture = drawn(SAMPLE, width)
    for source, target in SAMPLE:
        assert picture.boxes[source].bottom < picture.boxes[target].y
    assert overlaps(picture) == []


@pytest.mark.parametrize("width", [40, 80, 240])
def test_a_circle_and_a_table_that_refers_to_itself_are_drawn(width: int) -> None:
    circle = (("a", "b"), ("b", "c"), ("c", "a"), ("b", "b"), ("d", "d"))
    picture = drawn(circle, width)
    assert overlaps(picture) == []
    own = next(wire for wire in picture.wires if wire[:2] == ("d", "d"))
    assert len(set(own.points)) >= 4, "it goes round"


def test_thirty_tables_fit_eighty_columns_and_no_line_runs_over_another() -> None:
    chosen = random.Random(11)
    names = [f"table{at}" for at in range(30)]
    refs = tuple({(chosen.choice(names), chosen.choice(names)) for _ in range(30)})
    for width in (80, 160, 240):
        assert overlaps(drawn(refs, width, *names)) == []


def test_tables_without_references_stand_side_by_side_below() -> None:
    picture = drawn((("a", "b"),), 80, "x", "y", "z")
    assert {picture.boxes[name].y for name in "xyz"} == {picture.boxes["x"].y}
    assert picture.boxes["x"].y > picture.boxes["b"].bottom - 1


def test_a_reference_to_a_table_that_is_not_there_is_left_out() -> None:
    picture = lay_out([Node("a", 8, 3)], [("a", "dropped")], 80)
    assert picture.wires == ()
    assert lay_out([], [], 80) == Picture((80, 0), {}, ())
