"""Markdown as lines: what it says stays, nothing is wider than the screen, nothing in it acts."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from lattice.tui.widgets.markdown.lines import Line, Look, Place, Tone, text_of, wrap
from lattice.tui.widgets.markdown.sections import cut
from lattice.tui.widgets.markdown.tables import fit
from lattice.tui.widgets.viewer.flow import Flow
from lattice.tui.widgets.viewer.markdown import markdown_flow
from tests.benchmarks.viewer import dense

_PIECES = st.sampled_from(
    [
        "word ", "a longer word ", "\n", "\n\n", "# Title\n", "## Under **it**\n", "- ", "  - ", "1. ",
        "- [x] ", "> ", "```python\n", "```\n", "| a | b |\n|---|--:|\n", "| 1 | two words |\n", "**", "*",
        "`", "[l](lattice://t/1)", "<b>", "---\n", "===\n", "\t", "    ", "héé ", "日本語 ",
        "👩\u200d👩\u200d👧 ", "\x1b[31m", "\u202e", "\x00", "\r\n", "\\", "![p](x.png)", "&amp;",
        "[x]: http://a.b\n", "~~",
        "~~~\n", "|", "x" * 70,
    ]
)  # fmt: skip
DOCUMENTS = st.lists(_PIECES, max_size=60).map("".join)


def lines_of(flow: Flow, width: int) -> list[Line]:
    """All lines of a document."""
    flow.fit(width)
    flow.settle(0, 1_000_000)
    return [flow.line(y) or () for y in range(flow.height)]


def said(text: str, width: int = 60) -> list[str]:
    return [text_of(line).rstrip() for line in lines_of(markdown_flow(text), width)]


@example("~~~~\x1b[31m", 24)
@example("```\u202eexe.py\nx\n```", 40)
@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, st.integers(24, 120))
def test_no_line_is_wider_than_the_screen_and_nothing_in_it_acts(text: str, width: int) -> None:
    for line in lines_of(markdown_flow(text), width):
        words = text_of(line)
        assert cell_len(words) <= width, repr(words)
        assert not set(words) & set("\x1b\x00\r\n\t\u202e"), repr(words)


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, st.integers(24, 120))
def test_every_piece_says_where_in_the_text_it_stands(text: str, width: int) -> None:
    flow = markdown_flow(text)
    lines = lines_of(flow, width)
    for y, line in enumerate(lines):
        known = flow.sections[flow.section_at(y)].text
        for piece in line:
            if piece.at >= 0:
                assert known[piece.at : piece.at + len(piece.text)] == piece.text


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_the_sections_add_up_to_the_document(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert "\n".join(section.source for section in cut(text)) == plain


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab 日é\u0301👩-", max_size=80), st.integers(2, 30))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    spans = wrap(text, width)
    assert all(cell_len(text[a:b]) <= width for a, b in spans)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")
    assert spans == sorted(spans)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 80), min_size=1, max_size=8), st.integers(8, 200))
def test_columns_take_the_room_there_is_and_no_more(natural: list[int], room: int) -> None:
    widths = fit(natural, room)
    if widths is None:
        assert room < 6 * len(natural)
        return
    assert sum(widths) == min(room, sum(natural))
    assert all(0 < wide <= wish for wide, wish in zip(widths, natural, strict=True))


def test_a_document_is_rendered_as_people_know_it() -> None:
    text = (
        "# Top\n\nSome **bold** and `code`.\n\n- one\n  - [x] done\n  - [ ] not yet\n\n> said\n\n1. a\n2. b\n"
    )
    assert said(text) == [
        "Top", "━━━━", "", "Some bold and code.", "", "• one", "  ☑ done", "  ☐ not yet", "", "▌ said", "",
        "1. a", "2. b", "",
    ]  # fmt: skip


def test_a_table_has_its_box_and_its_alignment() -> None:
    assert said("| name | n |\n|---|--:|\n| Ada | 1 |\n| Bo | 20 |\n") == [
        "╭──────┬────╮",
        "│ name │  n │",
        "┝━━━━━━┿━━━━┥",
        "│ Ada  │  1 │",
        "│ Bo   │ 20 │",
        "╰──────┴────╯",
        "",
    ]


def test_cells_that_are_too_long_wrap_within_their_column() -> None:
    lines = said("| a | b |\n|---|---|\n| x | one two three four five six seven |\n", 30)
    assert "│ x │ one two three four five │" not in lines
    assert all(len(line) <= 30 for line in lines)
    assert "seven" in " ".join(lines)


def test_more_columns_than_fit_stand_as_records() -> None:
    head, row = "|".join("abcdefghijkl"), "|".join(f"value {n}" for n in range(12))
    lines = said(f"|{head}|\n|{'---|' * 12}\n|{row}|\n", 40)
    assert "a  value 0" in lines
    assert "l  value 11" in lines


def test_a_long_table_is_cut_into_pieces_that_look_like_one() -> None:
    rows = "".join(f"| {n} | {'x' * (n % 7)} |\n" for n in range(700))
    text = f"# T\n\n| number | word |\n|--:|---|\n{rows}\nAfter.\n"
    assert len(list(cut(text))) > 5
    lines = said(text)
    table = [line for line in lines if line.startswith("│")]
    assert len(table) == 701
    assert len({len(line) for line in table}) == 1
    assert sum(line.startswith("╭") for line in lines) == sum(line.startswith("╰") for line in lines) == 1
    assert lines[-2] == "After."


def test_html_is_shown_and_never_obeyed() -> None:
    assert said("<script>alert(1)</script>\n\na <b>b</b> c\n") == [
        "<script>alert(1)</script>",
        "",
        "a <b>b</b> c",
        "",
    ]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_links_that_could_run_something_stay_text(target: str) -> None:
    flow = markdown_flow(f"[click]({target})\n")
    assert not flow.sections[0].links
    assert "click" in flow.sections[0].text


def test_links_know_where_they_lead_and_where_they_stand() -> None:
    flow = markdown_flow("See [Ada Berg](lattice://people/01A) and [it][x].\n\n[x]: https://e.org/y\n")
    links = flow.sections[0].links
    assert [(link.target, link.text) for link in links] == [
        ("lattice://people/01A", "Ada Berg"),
        ("https://e.org/y", "it"),
    ]
    assert flow.sections[0].text[links[0].at :].startswith("Ada Berg")
    pieces = [piece for line in lines_of(flow, 60) for piece in line if piece.link == 0]
    assert [piece.text for piece in pieces] == ["Ada Berg"]
    assert pieces[0].tone is Tone.LINK


def test_a_definition_in_another_section_is_known_everywhere() -> None:
    flow = markdown_flow("# A\n\nsee [it][x]\n\n# B\n\n[x]: https://e.org/y\n")
    assert flow.sections[0].links[0].target == "https://e.org/y"


def test_code_is_coloured_and_stands_on_its_own_ground() -> None:
    flow = markdown_flow("```python\ndef f(): pass\n```\n")
    lines = lines_of(flow, 40)
    word = next(piece for line in lines for piece in line if piece.text == "def")
    assert word.tone is Tone.KEYWORD
    assert word.look & Look.BLOCK


def test_a_heading_in_a_fence_is_code_and_no_section() -> None:
    flow = markdown_flow("```\n# not a heading\n```\n\n# One\n\nTwo\n===\n")
    assert [(heading.text, heading.level) for heading in flow.headings()] == [("One", 1), ("Two", 1)]


def test_what_is_nested_deeper_than_anybody_writes_is_shown_as_it_is() -> None:
    text = "> " * 500 + "deep\n\n" + "\n".join(" " * n * 2 + "- x" for n in range(300))
    shown = "\n".join(said(text, 80))
    assert "deep" in shown
    assert shown.count("- x") + shown.count("x") >= 300


def test_front_matter_is_shown_as_it_is_and_is_no_heading() -> None:
    text = "---\ntitle: A plan\ntags:\n  - one\n---\n# Plan\n\nWords.\n"
    flow = markdown_flow(text)
    assert [heading.text for heading in flow.headings()] == ["Plan"]
    lines = lines_of(flow, 60)
    assert [text_of(line).rstrip() for line in lines[:5]] == text.split("\n")[:5]
    assert {piece.tone for line in lines[:5] for piece in line} == {Tone.MUTED}


@pytest.mark.parametrize(
    "text", ["---\n\nWords.\n\n---\n", "---\nA heading\n---\n", "---\na: b\n", "---\n---\na: b\n"]
)
def test_a_rule_at_the_beginning_is_no_front_matter_by_itself(text: str) -> None:
    assert "─" * 20 in said(text)[0]


def test_only_what_is_looked_at_is_parsed() -> None:
    flow = markdown_flow(dense())
    flow.fit(120)
    flow.settle(0, 45)
    parsed = sum("_parsed" in vars(section) for section in flow.sections)
    assert len(flow.sections) > 100
    assert parsed < 6


def test_going_up_shows_each_line_once_although_heights_were_guessed() -> None:
    flow = markdown_flow(dense(40_000))
    every = [text_of(line) for line in lines_of(flow, 100)]
    fresh = markdown_flow(dense(40_000))
    fresh.fit(100)
    top = fresh.settle(fresh.height - 20, 20)
    seen = [text_of(fresh.line(y) or ()) for y in range(top, fresh.height)]
    while top > 0:
        top = fresh.settle_before(top, 17)
        up = max(0, top - 17)
        seen = [text_of(fresh.line(y) or ()) for y in range(up, top)] + seen
        top = up
    assert seen == every


def test_a_place_is_the_same_at_every_width() -> None:
    flow = markdown_flow(dense(20_000))
    flow.fit(120)
    flow.settle(0, 1000)
    place = flow.place_at(200)
    assert place > Place(0, 0)
    words = text_of(flow.line(flow.line_of(place)) or ())[:20]
    flow.fit(60)
    assert text_of(flow.line(flow.line_of(place)) or ())[:20] == words
