"""Which table stands in which row of the graph: those that refer above those that are referred to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

#: Cells between two boxes, and on each side of a line that goes through a row.
GAP, LANE_GAP = 3, 1
#: How often the tables of the rows are put in order by those above and below.
_SWEEPS = 4


class Node(NamedTuple):
    """A box before it has a place; sizes in cells."""

    id: str
    width: int
    height: int


#: One table refers to another: source, target.
Ref = tuple[str, str]


class Net:
    """All references to one table: they share lines where they go the same way."""

    def __init__(self, target: str, sources: Iterable[str]) -> None:
        self.target = target
        self.sources = frozenset(sources)

    def crosses(self, before: Collection[str], row: Collection[str]) -> bool:
        """Whether it goes through a row without ending there; `before` is what stands above."""
        if self.target in row:
            return False
        if self.target in before:
            return any(source not in before and source not in row for source in self.sources)
        return any(source in before for source in self.sources)


def nets_of(refs: Iterable[Ref]) -> list[Net]:
    """The nets, in the order in which their targets are named first."""
    sources: dict[str, list[str]] = {}
    for source, target in refs:
        sources.setdefault(target, []).append(source)
    return [Net(target, found) for target, found in sources.items()]


def rows_of(nodes: Sequence[Node], refs: Sequence[Ref], width: int) -> list[list[str]]:
    """The rows from the top, each from the left, none wider than `width` unless one box with its lines is."""
    tied = {end for ref in refs if ref[0] != ref[1] for end in ref}
    alone = [node.id for node in nodes if node.id not in tied]
    layers = _layers([node.id for node in nodes if node.id in tied], refs)
    _order(layers, refs)
    sizes = {node.id: node.width for node in nodes}
    nets = nets_of(refs)
    rows: list[list[str]] = []
    before: set[str] = set()
    for layer in (*layers, alone):
        row: list[str] = []
        for id_ in layer:
            if row and _breadth([*row, id_], sizes, nets, before) > width:
                rows.append(row)
                before.update(row)
                row = []
            row.append(id_)
        if row:
            rows.append(row)
            before.update(row)
    return rows


def _breadth(row: Sequence[str], sizes: dict[str, int], nets: Sequence[Net], before: set[str]) -> int:
    lanes = sum(net.crosses(before, row) for net in nets)
    return sum(sizes[id_] for id_ in row) + GAP * (len(row) - 1) + (1 + LANE_GAP) * lanes


def _layers(ids: Sequence[str], refs: Sequence[Ref]) -> list[list[str]]:
    """Each table above those it refers to, as far as no circle forbids it, and no higher than needed."""
    targets: dict[str, list[str]] = {id_: [] for id_ in ids}
    for source, target in refs:
        if source != target:
            targets[source].append(target)
    depth: dict[str, int] = {}
    for id_ in ids:
        _measure(id_, targets, depth)
    deepest = max(depth.values(), default=-1)
    layers: list[list[str]] = [[] for _ in range(deepest + 1)]
    for id_ in ids:
        layers[deepest - depth[id_]].append(id_)
    return layers


def _measure(start: str, targets: dict[str, list[str]], depth: dict[str, int]) -> None:
    """Note how many tables follow one below the other from `start` on; a way back in a circle is not gone."""
    if start in depth:
        return
    path = [(start, iter(targets[start]))]
    on_path, below = {start}, {start: 0}
    while path:
        id_, rest = path[-1]
        step = next(rest, None)
        if step is None:
            path.pop()
            on_path.discard(id_)
            depth[id_] = below[id_]
            if path:
                below[path[-1][0]] = max(below[path[-1][0]], depth[id_] + 1)
        elif step in depth:
            below[id_] = max(below[id_], depth[step] + 1)
        elif step not in on_path:
            on_path.add(step)
            below[step] = 0
            path.append((step, iter(targets[step])))


def _order(layers: list[list[str]], refs: Sequence[Ref]) -> None:
    """Put each layer in the order of what its tables are tied to, so that fewer lines cross."""
    tied: dict[str, list[str]] = {}
    for source, target in refs:
        if source != target:
            tied.setdefault(source, []).append(target)
            tied.setdefault(target, []).append(source)
    place = {id_: (at + 0.5) / len(layer) for layer in layers for at, id_ in enumerate(layer)}
    level = {id_: number for number, layer in enumerate(layers) for id_ in layer}
    for sweep in range(_SWEEPS):
        downward = sweep % 2 == 0
        for layer in layers if downward else reversed(layers):

            def wish(id_: str, downward: bool = downward) -> float:
                near = [
                    o for o in tied[id_] if (level[o] < level[id_]) == downward and level[o] != level[id_]
                ]
                return sum(place[o] for o in near) / len(near) if near else place[id_]

            wishes = {id_: wish(id_) for id_ in layer}
            layer.sort(key=wishes.__getitem__)
            place.update({id_: (at + 0.5) / len(layer) for at, id_ in enumerate(layer)})
