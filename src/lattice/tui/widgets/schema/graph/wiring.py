"""The lines between two rows: each net has a level stretch of its own, none runs over another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Stub(NamedTuple):
    """A line of a net that reaches the space between two rows."""

    net: str
    x: int
    above: bool
    """Whether it comes from the row above; else from the one below."""
    arrow: bool = False
    """Whether it ends at the table that is referred to."""


class Channel(NamedTuple):
    """How the nets go through the space between two rows."""

    height: int
    """In lines."""
    tracks: dict[str, int]
    """The line of each net's level stretch, from the top; a net that goes straight has none."""


def channel_of(stubs: Sequence[Stub]) -> Channel:
    """The least space in which all lines between two rows find their way."""
    spans: dict[str, range] = {}
    for stub in stubs:
        known = spans.get(stub.net, range(stub.x, stub.x + 1))
        spans[stub.net] = range(min(known.start, stub.x), max(known.stop, stub.x + 1))
    bent = {
        net: span
        for net, span in spans.items()
        if len(span) > 1 or len({s.above for s in stubs if s.net == net}) == 1
    }
    up = any(stub.arrow and stub.above for stub in stubs)
    down = any(stub.arrow and not stub.above for stub in stubs)
    tracks = _tracks(bent, _over(stubs, bent))
    used = 1 + max(tracks.values(), default=-1)
    height = max(used + up + down, 2 if spans else 1)
    return Channel(height, {net: track + up for net, track in tracks.items()})


def _over(stubs: Sequence[Stub], bent: dict[str, range]) -> dict[str, set[str]]:
    """For each net those that have to lie above it: their lines come from above at one of its places."""
    above: dict[int, set[str]] = {}
    for stub in stubs:
        if stub.above and stub.net in bent:
            above.setdefault(stub.x, set()).add(stub.net)
    over: dict[str, set[str]] = {net: set() for net in bent}
    for stub in stubs:
        if not stub.above and stub.net in bent:
            over[stub.net] |= above.get(stub.x, set()) - {stub.net}
    return over


def _tracks(bent: dict[str, range], over: dict[str, set[str]]) -> dict[str, int]:
    """A track for each net, below those that lie over it, not touching another on the same track."""
    tracks: dict[str, int] = {}
    left = dict(bent)
    while left:
        ready = [net for net in left if not over[net] & left.keys()]
        # where nets want each other above in a circle, one of them has to give way
        net = min(ready or left, key=lambda net: (left[net].start, left[net].stop))
        span = left.pop(net)
        track = max((tracks[o] + 1 for o in over[net] if o in tracks), default=0)
        while any(t == track and _touch(span, bent[other]) for other, t in tracks.items()):
            track += 1
        tracks[net] = track
    return tracks


def _touch(one: range, other: range) -> bool:
    return one.start <= other.stop and other.start <= one.stop
