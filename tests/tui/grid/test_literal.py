from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from lattice.tui.literal import fit_cells, literal, one_line

ANY_TEXT = st.text(st.characters(), max_size=60)


def test_brackets_stand_as_they_are() -> None:
    assert one_line("[bold]x[/") == "[bold]x[/"
    assert literal("[/]").plain == "[/]"


def test_an_escape_sequence_is_shown_and_not_obeyed() -> None:
    assert one_line("a\x1b[31mred") == "a␛[31mred"


def test_an_override_of_direction_is_named() -> None:
    assert one_line("invoice\u202efdp.exe") == "invoice⟨U+202E⟩fdp.exe"


def test_line_ends_are_shown_in_one_line() -> None:
    assert one_line("a\nb") == "a⏎b"


def test_long_text_is_cut_before_anything_looks_at_it() -> None:
    assert len(one_line("x" * 4_000_000)) < 500


@pytest.mark.parametrize("text", ["👩‍💻", "❤️", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "क्‍ष", "e\u0301", "한글", "1️⃣"])
def test_every_terminal_draws_it_with_the_width_we_count(text: str) -> None:
    shown = one_line(text)
    assert cell_len(shown) == sum(max(0, wcwidth(char)) for char in shown)


def test_a_mark_without_a_letter_gets_something_to_stand_on() -> None:
    assert one_line("\u0301x") == "◌\u0301x"


@given(ANY_TEXT)
def test_nothing_shown_acts_or_hides(text: str) -> None:
    for char in one_line(text):
        assert unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Cs") or char == "\u200c"


@given(ANY_TEXT, st.integers(1, 40), st.booleans())
def test_a_cell_is_exactly_as_wide_as_its_column(text: str, width: int, right: bool) -> None:
    assert cell_len(fit_cells(one_line(text), width, right=right)) == width


def test_cut_text_ends_with_an_ellipsis_and_never_with_half_a_character() -> None:
    assert fit_cells("abcdef", 4) == "abc…"
    assert fit_cells("東京都", 4) == "東… "
    assert fit_cells("42", 4, right=True) == "  42"
