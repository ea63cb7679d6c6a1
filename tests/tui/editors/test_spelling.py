from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.model.values import ColumnType, Misfit
from lattice.tui.widgets.editors.drafts import draft_of, needs_area, respell, value_of
from lattice.tui.widgets.editors.spelling import spell, unspell

ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("⟨U+001B⟩\x1b\u202e\u200d\n\r\t👩💻")
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3),
)


@given(ANY_TEXT, st.booleans())
def test_what_is_spelled_comes_back_as_it_was(text: str, lines: bool) -> None:
    assert unspell(spell(text, lines=lines)) == text


@given(ANY_TEXT)
def test_nothing_that_acts_is_ever_in_an_input(text: str) -> None:
    for char in spell(text):
        assert unicodedata.category(char) not in ("Cc", "Zl", "Zp", "Cs")
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f"


def test_ordinary_text_is_not_touched() -> None:
    for text in ("Ålesund", "東京", "👩‍💻", "می‌خواهم", "a ⟨b⟩ c"):
        assert spell(text) == text


@given(JSON)
def test_json_comes_back_as_it_was_and_holds_nothing_that_acts(value: object) -> None:
    draft = draft_of(ColumnType.JSON, value)
    if value is not None:
        assert value_of(ColumnType.JSON, draft) == value
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in draft)


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (ColumnType.TEXT, "a\x1b[2Jb\r\n\tc"),
        (ColumnType.INTEGER, 9_223_372_036_854_775_807),
        (ColumnType.NUMBER, 0.1),
        (ColumnType.DATE, "2024-02-29"),
        (ColumnType.DATETIME, "2024-02-11T09:30:00.000001Z"),
        (ColumnType.JSON, {"b": [1, None], "a": "\x1b"}),
    ],
)
def test_a_value_of_each_type_can_be_written_and_read_back(type_: ColumnType, value: object) -> None:
    assert value_of(type_, draft_of(type_, value)) == value


def test_what_is_wrong_is_said_with_how_it_is_written() -> None:
    with pytest.raises(Misfit, match=r"not a whole number\. Write it like 42\."):
        value_of(ColumnType.INTEGER, "4,2")
    with pytest.raises(Misfit, match="is not JSON"):
        value_of(ColumnType.JSON, "{")


def test_long_text_markdown_and_json_get_several_lines() -> None:
    assert needs_area(ColumnType.TEXT, "x" * 100)
    assert needs_area(ColumnType.TEXT, "a\nb")
    assert needs_area(ColumnType.JSON, json.loads("{}"))
    assert not needs_area(ColumnType.TEXT, "Ada")


@given(ANY_TEXT)
def test_a_draft_from_outside_says_the_same_and_acts_no_more(text: str) -> None:
    draft = respell(ColumnType.MARKDOWN, text)
    assert unspell(draft) == unspell(text)
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in draft)
