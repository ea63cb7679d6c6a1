"""What holds of every picture of tables and references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lattice.tui.widgets.drawing import Point
from lattice.tui.widgets.schema.graph.layout import Picture, Wire
from lattice.tui.widgets.schema.graph.rows import Node, Ref


def steps(wire: Wire) -> Iterator[tuple[Point, Point]]:
    """Every two cells that follow each other on a line; it never goes aslant."""
    for (x, y), (to_x, to_y) in pairwise(wire.points):
        assert (x == to_x) != (y == to_y), wire
        while (x, y) != (to_x, to_y):
            before = x, y
            x += (to_x > x) - (to_x < x)
            y += (to_y > y) - (to_y < y)
            yield before, (x, y)


def check(picture: Picture, nodes: Sequence[Node], refs: Sequence[Ref], width: int) -> None:
    """Every table has its box, no box lies over another, every reference is drawn, and all of it fits."""
    boxes = picture.boxes
    assert boxes.keys() == {node.id for node in nodes}
    taken: dict[Point, str] = {}
    for id_, box in boxes.items():
        assert box.x >= 0
        assert box.right <= width
        assert box.y >= 0
        assert box.bottom <= picture.size[1]
        for x in box.column_range:
            for y in box.line_range:
                assert (x, y) not in taken, (id_, taken[x, y])
                taken[x, y] = id_
    assert {(wire.source, wire.target) for wire in picture.wires} == set(refs)
    for wire in picture.wires:
        source, target = boxes[wire.source], boxes[wire.target]
        x, y = wire.points[0]
        assert taken[x, y] == wire.source
        assert y in (source.y, source.bottom - 1)
        for _, at in steps(wire):
            assert at not in taken, f"{wire} goes through {taken[at]}"
            assert 0 <= at[0] < width
            assert 0 <= at[1] < picture.size[1]
        x, y = wire.points[-1]
        # right above the box when it comes from a row above, else right below it, and straight at it
        assert y == (target.y - 1 if source.y < target.y else target.bottom), wire
        assert target.x < x < target.right - 1, wire
        (x0, y0), (x1, y1) = wire.points[-2:]
        assert x0 == x1, f"{wire} comes from the side"
        assert (y1 > y0) == (source.y < target.y), wire
    heads = {wire.points[-1]: wire.target for wire in picture.wires}
    for wire in picture.wires:
        for before, at in steps(wire):
            for cell in {before, at} - {wire.points[-1]}:
                assert cell not in heads, f"{wire} runs over an arrow to {heads[cell]}"


def overlaps(picture: Picture) -> list[tuple[Point, str, str]]:
    """Where lines to different tables run over each other, so that one could not tell which goes where."""
    owner: dict[tuple[Point, Point], str] = {}
    found = []
    for wire in picture.wires:
        for one, other in steps(wire):
            step = min(one, other), max(one, other)
            if owner.setdefault(step, wire.target) != wire.target:
                found.append((one, owner[step], wire.target))
    return found
