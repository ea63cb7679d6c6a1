"""The stream is cut into its events, in whatever pieces its bytes come."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from lattice.client.cloud.streaming import Reader, Sent

EVENTS = [
    Sent("entry", b'{"a":"\xc3\xa9"}'),
    Sent("", b"[1]"),
    Sent("head", b'{"seq":12}'),
    Sent("later_kind", b"{}"),
]
WIRE = (
    b'event: entry\nid: E:11\ndata: {"a":"\xc3\xa9"}\n\n'
    b": a comment\n\n"
    b"data:[1]\r\n\r\n"
    b'event:head\nretry: 5\ndata: {"seq":12}\n\n'
    b"event: nothing\n\n"
    b"event: later_kind\ndata: {}\n\n"
)


@given(st.lists(st.integers(0, len(WIRE)), max_size=20))
def test_any_pieces_make_the_same_events(cuts: list[int]) -> None:
    reader = Reader()
    places = [0, *sorted(cuts), len(WIRE)]
    found = [sent for start, end in itertools.pairwise(places) for sent in reader.feed(WIRE[start:end])]
    assert found == EVENTS


def test_half_an_event_is_none() -> None:
    reader = Reader()
    assert reader.feed(b'event: entry\ndata: {"a":') == []
    assert reader.feed(b"1}\n") == []
    assert reader.feed(b"\n") == [Sent("entry", b'{"a":1}')]


def test_an_event_over_several_lines_is_one() -> None:
    assert Reader().feed(b"data: {\ndata: }\n\n") == [Sent("", b"{\n}")]
