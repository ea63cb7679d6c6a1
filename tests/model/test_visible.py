from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.model.visible import visible

#: Format characters of Arabic and kin that are drawn: they hide nothing.
SEEN = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain [bold] text", "plain [bold] text"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\nb\r\nc\td", "a⏎b⏎c→d"),
        ("bell\x07 nul\x00 del\x7f", "bell␇ nul␀ del␡"),
        ("\u202egnp.exe", "⟨U+202E⟩gnp.exe"),
        ("ad\u200bmin", "ad⟨U+200B⟩min"),
        ("c1\x9b31m", "c1⟨U+009B⟩31m"),
        ("half\ud800", "half⟨U+D800⟩"),
        ("tag\U000e0041", "tag⟨U+E0041⟩"),
        ("👩\u200d🔬 ❤\ufe0f", "👩\u200d🔬 ❤\ufe0f"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("Ærø 東京 é e\u0301", "Ærø 東京 é e\u0301"),
    ],
)
def test_what_acts_or_hides_is_shown(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_lines_and_tabs_stay_where_they_are_wanted() -> None:
    assert visible("a\n\tb\x1b", lines=True) == "a\n\tb␛"


@given(st.text() | st.text(st.characters(categories=["Cf", "Cc"])))
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    left = {c for c in shown if unicodedata.category(c) == "Cf"}
    assert left <= SEEN | {"\u200d", "\u200c"}
