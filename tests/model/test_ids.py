"""Ids: ULIDs that ascend within a process and are told from other text."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.model import ids
from lattice.model.ids import is_id, new_id, new_ids


def test_ids_ascend_also_within_a_millisecond() -> None:
    made = [new_id() for _ in range(2000)] + new_ids(2000) + [new_id()]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_made_by_several_threads_are_all_different() -> None:
    made: list[list[str]] = []
    threads = [threading.Thread(target=lambda: made.append([new_id() for _ in range(500)])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    everything = [id_ for several in made for id_ in several]
    assert len(set(everything)) == 4000
    assert all(several == sorted(several) for several in made)


def test_an_id_begins_with_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    # a test before may have made some with its clock set ahead, and ids never go back
    monkeypatch.setattr(ids, "_last", 0)
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    before = time.time_ns() // 1_000_000
    stamp = 0
    for character in new_id()[:10]:
        stamp = stamp * 32 + alphabet.index(character)
    # ids of a long list run ahead of the clock by less than a millisecond each
    assert before - 1 <= stamp <= time.time_ns() // 1_000_000 + 1000


def test_no_ids_are_made_when_none_are_asked_for() -> None:
    assert new_ids(0) == []
    assert is_id(new_id())


@given(st.text(max_size=30))
def test_other_text_is_no_id(text: str) -> None:
    assert not is_id(text) or (len(text) == 26 and text.isascii() and text == text.upper())


def test_what_looks_nearly_like_an_id_is_none() -> None:
    good = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    assert is_id(good)
    for wrong in (
        good.lower(),
        good[:-1],
        good + "0",
        "8" + good[1:],
        good[:-1] + "U",
        good[:-1] + "I",
        "٠" * 26,
        "",
    ):
        assert not is_id(wrong)
