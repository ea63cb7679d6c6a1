"""Tables and references as placed boxes and lines: a layered picture that fits a width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.geometry import Region

from lattice.tui.widgets.drawing import Point
from lattice.tui.widgets.schema.graph.placing import Item, free, place, spread
from lattice.tui.widgets.schema.graph.rows import GAP, LANE_GAP, Net, Node, Ref, nets_of, rows_of
from lattice.tui.widgets.schema.graph.wiring import Channel, Stub, channel_of

#: Cells that the boxes of a row stand apart when there is room.
_AIR = 6


class Wire(NamedTuple):
    """One drawn reference."""

    source: str
    target: str
    points: tuple[Point, ...]
    """Corners, from a cell of the source's edge to the cell before the target's edge."""


class Picture(NamedTuple):
    """What is drawn, in cells from the left top."""

    size: tuple[int, int]
    boxes: dict[str, Region]
    wires: tuple[Wire, ...]


def lay_out(nodes: Sequence[Node], refs: Iterable[Ref], width: int) -> Picture:
    """Place boxes in rows, those that refer above what they refer to, and find a way for each reference.

    `refs` are sources and targets among the nodes, also of one with itself or in circles. Nothing is wider
    than `width`, as long as no box is.
    """
    known = {node.id for node in nodes}
    wanted = list(dict.fromkeys(ref for ref in refs if ref[0] in known and ref[1] in known))
    return _Layout(nodes, wanted, width).picture()


class _Layout:
    """One picture while it is made, row by row from the top."""

    def __init__(self, nodes: Sequence[Node], refs: Sequence[Ref], width: int) -> None:
        self._refs = refs
        self._width = width
        self._nets: list[Net] = nets_of(refs)
        ports = _port_counts(refs)
        self._nodes = {
            node.id: node._replace(width=min(max(node.width, ports.get(node.id, 0) + 2), width))
            for node in nodes
        }
        self._rows = rows_of(list(self._nodes.values()), refs, width)
        self._row_of = {id_: number for number, row in enumerate(self._rows) for id_ in row}
        self._left: dict[str, int] = {}
        self._lanes: list[dict[str, int]] = []
        """For each row: the nets that go through it, and where."""
        self._ports: dict[tuple[str, str, bool, bool], int] = {}
        """Where a net meets a box: box, net, whether below, whether it ends there."""
        self._stubs: list[list[Stub]] = []
        """For each row: the lines in the space below it."""

    def picture(self) -> Picture:
        """All of it."""
        for number in range(len(self._rows)):
            self._place_row(number)
        channels = [channel_of(stubs) for stubs in self._stubs]
        tops, y = list[int](), 0
        for row, channel in zip(self._rows, channels, strict=True):
            tops.append(y)
            y += max(self._nodes[id_].height for id_ in row) + channel.height
        boxes = {
            id_: Region(self._left[id_], tops[number], *self._nodes[id_][1:])
            for number, row in enumerate(self._rows)
            for id_ in row
        }
        ways = [top + max(boxes[i].height for i in row) for top, row in zip(tops, self._rows, strict=True)]
        wires = tuple(self._wire(ref, boxes, channels, ways) for ref in self._refs)
        if self._stubs and not self._stubs[-1]:
            y -= channels[-1].height
        return Picture((self._width, y), boxes, wires)

    # --- a row ---

    def _place_row(self, number: int) -> None:
        row = self._rows[number]
        upper = self._stubs[number - 1] if number else []
        before = {id_ for above in self._rows[:number] for id_ in above}
        places: dict[str, list[int]] = {}
        for stub in upper:
            places.setdefault(stub.net, []).append(stub.x)
        crossing = [net.target for net in self._nets if net.crosses(before, row)]
        items = [Item(id_, self._nodes[id_].width, self._wish(id_, row, places)) for id_ in row]
        items += [Item(net, 1, _mean(places[net]), lane=True) for net in crossing]
        items.sort(key=lambda item: item.wish)
        found = place(items, self._width, GAP, LANE_GAP)
        self._left.update({id_: found[id_, False] for id_ in row})
        self._lanes.append(self._apart(items, found, upper))
        lower = [Stub(net, x, above=False) for net, x in self._lanes[-1].items()]
        for id_ in row:
            lower += self._meet_above(id_, number, upper, lower)
        if number:
            self._stubs[number - 1] = [*upper, *lower]
        self._stubs.append([Stub(net, x, above=True) for net, x in self._lanes[-1].items()])
        for id_ in row:
            self._stubs[-1] += self._meet_below(id_, number)

    def _apart(
        self, items: Sequence[Item], found: dict[tuple[str, bool], int], upper: Sequence[Stub]
    ) -> dict[str, int]:
        """Where the lines go through: not right under a line from above that goes elsewhere."""
        lanes = {item.id: found[item.id, True] for item in items if item.lane}
        starts = [found[item.id, item.lane] for item in items]
        if starts != sorted(starts):  # they stand close together beside the boxes
            return lanes
        edge = 0
        for item, after in zip(items, [*items[1:], None], strict=True):
            at = found[item.id, item.lane]
            if item.lane:
                end = found[after.id, after.lane] - LANE_GAP if after else self._width
                taken = {stub.x for stub in upper if stub.net != item.id}
                at = lanes[item.id] = free(at, range(min(edge, at), max(end, at + 1)), taken)
            edge = at + item.width + LANE_GAP
        return lanes

    def _wish(self, id_: str, row: Sequence[str], places: dict[str, list[int]]) -> float:
        """Below what it is tied to above; one that is not is spread with its row about the middle."""
        near = [x for net in self._above(id_, self._row_of[id_]) for x in places[net]]
        if near:
            return _mean(near)
        widest = max(self._nodes[other].width for other in row)
        step = min(widest + _AIR, self._width / len(row))
        return self._width / 2 + (row.index(id_) - (len(row) - 1) / 2) * step

    def _above(self, id_: str, number: int) -> list[str]:
        """The nets that a box meets at its top."""
        own = [t for s, t in self._refs if s == id_ and self._row_of[t] < number]
        return own + ([id_] if any(t == id_ and self._row_of[s] < number for s, t in self._refs) else [])

    def _meet_above(self, id_: str, number: int, upper: Sequence[Stub], lower: Sequence[Stub]) -> list[Stub]:
        """The ports at the top of a box: straight under what comes from above, where that is possible."""
        node, left = self._nodes[id_], self._left[id_]
        inside = range(left + 1, max(left + node.width - 1, left + 2))
        found: list[Stub] = []
        for net in self._above(id_, number):
            xs = [stub.x for stub in upper if stub.net == net]
            nearest = min(xs, key=lambda x: abs(x - (left + node.width // 2)))
            own = {stub.x for stub in found}
            others = {s.x for s in (*upper, *lower) if s.net != net}
            x = free(nearest, inside, own | others)
            if x in own | others:
                x = free(nearest, inside, own)
            found.append(Stub(net, x, above=False, arrow=net == id_))
            self._ports[id_, net, False, net == id_] = x
        return found

    def _meet_below(self, id_: str, number: int) -> list[Stub]:
        """The ports at the bottom of a box, in the order of where their lines go."""
        node, left = self._nodes[id_], self._left[id_]
        wanted: list[tuple[float, str, bool]] = []
        for source, target in self._refs:
            if source == id_ and self._row_of[target] >= number:
                # a line to itself begins at the right of where it ends
                wanted.append((self._aside(target) + (target == id_) * 0.01, target, False))
        sources = [s for s, t in self._refs if t == id_ and self._row_of[s] >= number]
        if sources:
            wanted.append((_mean([self._aside(s) for s in sources]), id_, True))
        wanted.sort()
        xs = spread(left + 1, max(node.width - 2, 1), len(wanted)) if wanted else []
        found = []
        for x, (_, net, ends) in zip(xs, wanted, strict=True):
            self._ports[id_, net, True, ends] = x
            found.append(Stub(net, x, above=True, arrow=ends))
        return found

    def _aside(self, id_: str) -> float:
        """How far to the right a box stands in its row, from 0 to 1; it may not have a place yet."""
        row = self._rows[self._row_of[id_]]
        return (row.index(id_) + 0.5) / len(row)

    # --- a line ---

    def _wire(
        self, ref: Ref, boxes: dict[str, Region], channels: Sequence[Channel], ways: Sequence[int]
    ) -> Wire:
        source, net = ref
        here, there = self._row_of[source], self._row_of[net]
        below = there >= here
        x = self._ports[source, net, below, False]
        points = [(x, boxes[source].bottom - 1 if below else boxes[source].y)]
        spaces = range(here, max(there, here + 1)) if below else range(here - 1, there - 1, -1)
        for space in spaces:
            to_row = space + 1 if below else space
            ends = space == spaces[-1]
            to_x = self._ports[net, net, there <= here, True] if ends else self._lanes[to_row][net]
            if net in channels[space].tracks:
                y = ways[space] + channels[space].tracks[net]
                points += [(x, y), (to_x, y)]
            x = to_x
        points.append((x, boxes[net].y - 1 if there > here else boxes[net].bottom))
        return Wire(source, net, tuple(dict.fromkeys(points)))


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _port_counts(refs: Sequence[Ref]) -> dict[str, int]:
    """How many lines meet a box on one side at most."""
    counts: dict[str, int] = {}
    for source, target in refs:
        counts[source] = counts.get(source, 0) + 1
        counts.setdefault(target, 0)
    referred = {target for _, target in refs}
    return {id_: count + (id_ in referred) for id_, count in counts.items()}
