"""Foreign text in a line of Markdown: whatever it says, it stays where it was put."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lattice.context.inline import address, inline, link, relative

PARSER = MarkdownIt("gfm-like", {"linkify": False, "html": True})
HOSTILE = st.text(alphabet="ab1 |\\`*_[]()<>!#&;:~=-+.\n\r\t\"'/\x1b\u202e\u200b&lt@", max_size=40)
TEXTS = st.text(max_size=40).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)) | HOSTILE


def words_of(token: Any) -> str:
    """What a reader sees of an inline token; fails on anything that is not plain words."""
    seen = []
    for child in token.children or ():
        assert child.type in ("text", "text_special"), (child.type, child.content)
        seen.append(child.content)
    return "".join(seen)


@given(st.lists(TEXTS, min_size=2, max_size=5))
@example(["a|b", "x"])
@example(["a\\|b", "x"])
@example(["<!-- ", "-->"])
@example(["`", "`"])
@example(["![x](http://a)", "[x]: b"])
@example(["&lt;b&gt;", "**x**"])
def test_cells_stay_in_their_row_and_are_only_words(cells: list[str]) -> None:
    head = "|" + " h |" * len(cells) + "\n|" + " --- |" * len(cells)
    source = f"{head}\n| {' | '.join(inline(cell) for cell in cells)} |\n\nafter"
    tokens = PARSER.parse(source)
    rows = [n for n, token in enumerate(tokens) if token.type == "tr_open"]
    assert len(rows) == 2
    data = [tokens[n + 1] for n, token in enumerate(tokens) if token.type == "td_open"]
    assert len(data) == len(cells)
    for cell, token in zip(cells, data, strict=True):
        assert words_of(token).split() == " ".join(inline_seen(cell)).split()
    assert [token.content for token in tokens if token.type == "inline"][-1] == "after"


def inline_seen(text: str) -> list[str]:
    """What is to be seen of a text: its words, with what hides or acts made visible."""
    from lattice.model.visible import visible

    return visible(text).split()


@given(TEXTS)
@example("# heading")
@example("- item")
@example("1. item")
@example("> quote")
@example("--- ")
@example("[x]: http://a")
@example("<script>")
@example("    code")
def test_a_line_of_its_own_stays_a_paragraph_of_words(text: str) -> None:
    tokens = PARSER.parse(f"{inline(text)}\n\nafter")
    kinds = {token.type for token in tokens}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close"}
    for token in tokens:
        if token.type == "inline":
            words_of(token)


@given(TEXTS, st.text("ab/.-é漢 ()<>\\", max_size=20))
@example("a](b", "x")
@example("", "x")
def test_a_link_is_one_link_with_its_words(label: str, path: str) -> None:
    (paragraph,) = [token for token in PARSER.parse(f"x {link(label, path)} y") if token.type == "inline"]
    kinds = [child.type for child in paragraph.children or ()]
    assert kinds.count("link_open") == kinds.count("link_close") == 1
    assert set(kinds) <= {"text", "text_special", "link_open", "link_close"}


def test_names_with_a_low_line_are_found_by_grep() -> None:
    assert inline("snake_case_name") == "snake_case_name"
    assert inline("_x_") == "\\_x\\_"


def test_line_ends_and_escape_codes_are_shown_and_do_nothing() -> None:
    assert inline("a\nb\x1b[31mc") == "a⏎b␛\\[31mc"
    assert inline("x\u202ey") == "x⟨U+202E⟩y"


def test_long_text_is_cut_with_a_mark() -> None:
    assert inline("abcdef", 3) == "abc…"


def test_relative_paths_lead_from_one_folder_to_another() -> None:
    assert relative("tables/people/ada.md", "tables/people") == "ada.md"
    assert relative("tables/cities/oslo.md", "tables/people") == "../cities/oslo.md"
    assert relative("files/a.md", "tables/people") == "../../files/a.md"
    assert relative("files/a.md", "files/a") == "../a.md"
    assert relative("files/a.md", "") == "files/a.md"


def test_letters_of_all_scripts_stay_in_an_address() -> None:
    assert address("../städte/東京-abc123.md") == "../städte/東京-abc123.md"
    assert address("a (b).md") == "a%20%28b%29.md"
