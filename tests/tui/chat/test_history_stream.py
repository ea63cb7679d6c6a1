"""Laws of what streams in: it ends as if it had come at once, and nothing in it acts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lattice.assistant import events
from lattice.model.chat import Role, TextBlock
from lattice.tui.widgets.chat.history.column import Column
from lattice.tui.widgets.chat.history.links import linker
from lattice.tui.widgets.chat.history.parts import Answer, Manner
from lattice.tui.widgets.chat.history.talk import Talk
from lattice.tui.widgets.markdown.lines import Line, Tone, text_of, width_of
from lattice.tui.widgets.markdown.stream import Cutter
from lattice.tui.widgets.markdown.syntax import spans_of
from tests.benchmarks.chat_app import answer
from tests.tui.chat.history_screens import ADA, BO, message, page

_LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "words and *more* `of` them " * 12,
            "# Title",
            "Under\n---",
            "- one",
            "* other",
            "  - deeper\n    - and deeper",
            "1. first",
            "2. second\n\n   more of it",
            "1. again",
            "> quoted\n> words",
            "```python",
            "```",
            "~~~",
            "    indented",
            "| a | b |",
            "|---|:-:|",
            "| 1 | **2** |",
            "| 1 |",
            "---",
            f"[Ada](lattice://people/{ADA}) and lattice://people/{BO}",
            "https://example.org/a.",
            "<b>html</b>",
            "a\tb",
            "\r",
            "***",
            "**open",
            "a paragraph without end " * 250,
        ]
    ),
    st.text(max_size=40),
)
_DOCUMENTS = st.lists(_LINES, max_size=60).map("\n".join)


def _column(answer_: Answer, width: int) -> list[Line]:
    column = Column()
    column.fit(width)
    column.put(answer_.parts)
    column.settle(0, 100_000)
    return [column.line(y)[2] for y in range(column.height)]


def _manner() -> Manner:
    return Manner(linker({ADA}), spans_of)


@settings(max_examples=120, deadline=None)
@given(text=_DOCUMENTS, data=st.data())
def test_what_came_in_pieces_ends_with_the_same_lines_as_all_at_once(text: str, data: st.DataObject) -> None:
    whole, pieces = Answer(_manner()), Answer(_manner())
    whole.feed(text)
    whole.finish()
    at = 0
    while at < len(text):
        size = data.draw(st.integers(1, max(1, len(text) // 3)))
        pieces.feed(text[at : at + size])
        at += size
        if data.draw(st.booleans()):
            _column(pieces, 40)
    pieces.finish()
    assert _column(pieces, 40) == _column(whole, 40)


@settings(max_examples=60, deadline=None)
@given(text=_DOCUMENTS, width=st.integers(16, 120))
def test_no_line_of_it_holds_what_acts_on_a_terminal_or_is_too_wide(text: str, width: int) -> None:
    shown = Answer(_manner())
    shown.feed(text)
    for line in [*_column(shown, width), *_finished(shown, width)]:
        said = text_of(line)
        assert not any(unicodedata.category(c) in ("Cc", "Cs") or c in "\u202e\u2066\u200b" for c in said)
        assert width_of(line) <= max(width, 24) or "│" in said


def _finished(shown: Answer, width: int) -> list[Line]:
    shown.finish()
    return _column(shown, width)


@settings(max_examples=60, deadline=None)
@given(text=_DOCUMENTS)
def test_stretches_hold_all_of_a_text_once(text: str) -> None:
    cutter = Cutter()
    found: list[str] = []
    for stretch in [*cutter.feed(text), *cutter.finish()]:
        first = stretch.shape is not None and stretch.shape.first
        found += [stretch.head if first else "", stretch.source]
    assert "".join("".join(found).split()) == "".join(text.split())


def test_what_is_done_is_not_laid_out_again_while_more_comes() -> None:
    text, shown = answer(40_000), Answer(_manner())
    column = Column()
    column.fit(100)
    open_at_most = 0
    for at in range(0, len(text), 400):
        before = list(shown.parts[:-1])
        shown.feed(text[at : at + 400])
        assert shown.parts[: len(before)] == before
        column.put(shown.parts)
        column.settle_before(column.height, 45)
        open_at_most = max(open_at_most, len(shown.parts[-1].lay_out(100)))
    assert len(shown.parts) > 40
    assert open_at_most < 150, "the tail stays short, however long the answer is"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("```python\nx = 1", ["python", "x = 1"]),
        ("| name | city |", ["name", "city"]),
        ("some **bold wor", ["some bold wor"]),
        ("see [the page](https://exam", ["see the page"]),
        ("a line\n-", ["a line"]),
        ("use `cod", ["use cod"]),
    ],
)
def test_what_is_still_open_is_shown_as_what_it_will_be(text: str, wanted: list[str]) -> None:
    shown = Answer(_manner())
    shown.feed(text)
    said = "\n".join(text_of(line) for line in _column(shown, 60))
    assert all(word in said for word in wanted)
    assert not any(sign in said for sign in ("```", "**", "](", "`", "\n-", "| name"))


def test_a_long_table_keeps_its_columns_and_a_long_list_its_numbers() -> None:
    rows = "\n".join(f"| row {n} | {n} |" for n in range(100))
    entries = "\n".join(f"1. entry {n} with some words behind it" for n in range(100))
    shown = Answer(_manner())
    shown.feed(f"| name | n |\n|---|--:|\n{rows}\n\n{entries}\n")
    shown.finish()
    said = [text_of(line) for line in _column(shown, 60)]
    table = [line for line in said if "│" in line]
    assert len({len(line) for line in table}) == 1
    assert sum("╭" in line for line in said) == sum("╰" in line for line in said) == 1
    assert [line for line in said if "entry" in line][-1].split()[0] == "100."
    assert "" not in said[-100:], "entries that stand close stay close"


def test_only_ids_that_were_retrieved_are_links() -> None:
    shown = Answer(_manner())
    shown.feed(
        f"[a](lattice://p/{ADA}) [b](lattice://p/{BO}) lattice://p/{BO} [c](file:///etc) [d](javascript:1)"
    )
    shown.finish()
    links = [piece for line in _column(shown, 200) for piece in line if piece.link >= 0]
    assert [piece.text for piece in links] == ["a"]
    assert [piece.tone for piece in links] == [Tone.LINK]


def test_an_answer_that_was_laid_out_while_it_came_is_not_laid_out_again_when_it_is_done() -> None:
    talk = Talk()
    talk.open(page())
    text = "First paragraph of it. " * 30 + "\n\nSecond\n\nThird"
    talk.apply(events.Said(text))
    part = talk.parts[0]
    talk.apply(events.Answered(message(2, Role.ASSISTANT, TextBlock(text))))
    assert talk.parts[0] is part
