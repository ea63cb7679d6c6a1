"""Names in texts: found whole, and never inside of other words."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.assistant.chores.names import Text, candidates, is_telling


def test_names_are_found_whole_and_in_parts() -> None:
    text = "Dr Ada Lovelace met the Ministry of Fish in Tromsø; pump RF-7 and „die rote Box“ were there."
    found = candidates(text, 100)
    for name in ("Ada Lovelace", "Ministry of Fish", "Tromsø", "RF-7", "die rote Box"):
        assert name in found
    assert candidates(text, 3) == found[:3]


def test_a_name_counts_only_as_whole_words() -> None:
    text = Text("The Bordeaux of Anna\nLovelace. 東京駅で。")
    assert text.holds("anna lovelace")
    assert text.holds_as_written("Anna Lovelace")
    assert not text.holds_as_written("anna lovelace")
    assert not text.holds("Bord")
    assert not text.holds("love")
    assert not text.holds("")
    assert text.holds("東京")


@pytest.mark.parametrize(
    ("label", "telling"),
    [("Ada Lovelace", True), ("RF-7x", True), ("Rose", False), ("next week", False), ("12345", False)],
)
def test_what_is_hardly_written_by_chance_is_told_from_what_may_be(label: str, telling: bool) -> None:
    assert is_telling(label) is telling


@given(
    before=st.text(alphabet=string.printable, max_size=50),
    name=st.lists(st.text(alphabet=string.ascii_letters, min_size=1), min_size=1, max_size=4),
    after=st.text(alphabet=string.printable, max_size=50),
)
def test_what_stands_between_spaces_is_always_found(before: str, name: list[str], after: str) -> None:
    label = " ".join(name)
    assert Text(f"{before} {label} {after}").holds(label)
