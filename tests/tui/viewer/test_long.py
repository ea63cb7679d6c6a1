"""Documents of any size as lines: what is read, what is found, what comes while one looks."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lattice.tui.widgets.markdown.lines import Place, Tone, text_of
from lattice.tui.widgets.markdown.syntax import lexer_of
from lattice.tui.widgets.viewer.long import MemorySource, PathSource, Rows
from lattice.tui.widgets.viewer.long.colours import Colours
from lattice.tui.widgets.viewer.long.index import ROW_BYTES, LineIndex, Row, rows_of
from lattice.tui.widgets.viewer.opening import text_rows

_PIECES = st.sampled_from(
    [
        b"abc",
        b"\n",
        b"\n\n",
        b"\r\n",
        b"x" * 5000,
        "é".encode() * 2100,
        "日本".encode() * 1500,
        b"\xff\xfe",
        b"\0",
    ]
)
BYTES = st.lists(_PIECES, max_size=40).map(b"".join)


class Counted(MemorySource):
    """Bytes that count how many of them were asked for."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.read_bytes = 0

    async def read(self, start: int, length: int) -> bytes:
        found = await super().read(start, length)
        self.read_bytes += len(found)
        return found


async def opened(data: bytes) -> Rows:
    rows = Rows(MemorySource(data))
    await rows.open()
    async for _ in rows.scan():
        pass
    return rows


async def lines_of(rows: Rows, first: int, last: int) -> list[str]:
    while (work := rows.load(first, last - first)) is not None:
        async for _ in work:
            pass
        if rows.ready(first, min(last, rows.height) - 1):
            break
    return [text_of(rows.line(y) or ()) for y in range(first, min(last, rows.height))]


def _rows(index: LineIndex, data: bytes) -> list[Row]:
    found: list[Row] = []
    for page, mark in enumerate(index.marks):
        start, end = index.stretch(page)
        found += rows_of(mark, data[start:end], data[end : end + 3])
    return found


@settings(max_examples=200, deadline=None)
@given(BYTES, st.integers(1, 9000))
def test_the_index_knows_every_line_however_it_was_fed(data: bytes, step: int) -> None:
    index = LineIndex()
    for at in range(0, len(data), step):
        index.feed(data[at : at + step])
    rows = _rows(index, data)
    assert len(rows) == index.rows
    assert (
        max((row.number for row in rows), default=0)
        == index.lines
        == len(data.split(b"\n")) - data.endswith(b"\n") - (not data)
    )
    assert all(len(row.data) <= ROW_BYTES + 3 for row in rows)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["word", "\n", "é" * 3000, "日本語" * 900, " ", "\t"]), max_size=30).map("".join)
)
def test_no_character_of_a_long_line_is_cut_in_two(text: str) -> None:
    data = text.encode()
    index = LineIndex()
    index.feed(data)
    assert "".join(row.data.decode() for row in _rows(index, data)) == text.replace("\n", "")


async def test_a_large_document_opens_by_its_beginning_alone() -> None:
    source = Counted(b"2026-11-21 a line of a log\n" * 1_000_000)
    rows = Rows(source)
    await rows.open()
    assert (await lines_of(rows, 0, 45))[0] == "2026-11-21 a line of a log"
    assert source.read_bytes < len(source.data) / 50


async def test_the_end_is_shown_without_keeping_what_lies_before() -> None:
    rows = await opened(b"".join(b"line %d\n" % n for n in range(200_000)))
    assert rows.height == 200_000
    assert await lines_of(rows, 199_995, 200_000) == [f"line {n}" for n in range(199_995, 200_000)]
    assert rows.number(199_999) == "200000"
    assert sum(len(page) for page in rows._pages.values()) < 2_000


async def test_a_line_of_ten_megabytes_goes_on_in_the_next_ones() -> None:
    rows = await opened(b"a" * 10_000_000 + b"\nend\n")
    assert rows.index.lines == 2
    last = rows.height - 1
    assert await lines_of(rows, last, last + 1) == ["end"]
    assert rows.number(last) == "2"
    assert await lines_of(rows, 100, 101) == ["a" * ROW_BYTES]
    assert rows.number(100) == "↪"


async def test_a_character_between_two_pages_is_whole() -> None:
    text = "日本語" * 600_000
    rows = await opened(text.encode())
    assert "".join(await lines_of(rows, 0, 2000)) == text


async def test_bytes_that_are_no_text_are_shown_and_do_nothing() -> None:
    rows = await opened(b"\xff\xfe\x00\x1b[31mred\x07\n\xe2\x80\xaeright\n")
    assert await lines_of(rows, 0, 2) == ["\\xff\\xfe␀␛[31mred␇", "⟨U+202E⟩right"]


async def test_nothing_at_all_is_a_document_without_lines() -> None:
    rows = await opened(b"")
    assert rows.height == 0
    assert await lines_of(rows, 0, 10) == []


async def test_words_are_found_with_their_line_and_column() -> None:
    data = (
        "".join(f"line {n}\t{'ä' * (n % 5)} Needle\n" for n in range(50_000)).encode()
        + b"x" * 9000
        + b" needle"
    )
    rows = await opened(data)
    found = [match async for matches, _ in rows.find(re.compile("needle", re.I)) for match in matches]
    assert len(found) == 50_001
    assert found == sorted(found)
    for match in (found[0], found[33_333], found[-1]):
        y = await rows.seek(match.place)
        await lines_of(rows, y, y + 1)
        text = text_of(rows.line(y) or ())
        assert rows.section_at(y) == match.place.section
        assert text[match.place.at : match.place.at + match.length].lower() == "needle"


async def test_a_line_is_gone_to_by_its_number_before_the_index_has_reached_it() -> None:
    rows = Rows(MemorySource(b"".join(b"line %d\n" % n for n in range(1, 100_001))))
    await rows.open()
    place = await rows.seek_line(90_000)
    y = await rows.seek(place)
    assert await lines_of(rows, y, y + 1) == ["line 90000"]
    beyond = await rows.seek(await rows.seek_line(10**9))
    assert await lines_of(rows, beyond, beyond + 1) == ["line 100000"]


async def test_what_a_log_gets_more_is_seen_and_a_new_one_begins_again(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_text("one\ntwo\n")
    rows = Rows(PathSource(path))
    await rows.open()
    assert await lines_of(rows, 0, 9) == ["one", "two"]
    assert not await rows.renew()
    with path.open("a") as file:
        file.write("three\n")
    assert await rows.renew()
    assert await lines_of(rows, 0, 9) == ["one", "two", "three"]
    path.write_text("new\n")
    assert await rows.renew()
    assert await lines_of(rows, 0, 9) == ["new"]


async def test_code_is_coloured_as_far_as_somebody_looks() -> None:
    text = "def f():\n    return 'x'  # why\n" * 2_000
    lexer = lexer_of("", "a.py")
    colours = Colours(lexer, text)
    rows = text_rows(text, colours)
    await rows.open()
    await lines_of(rows, 0, 20)
    tones = {piece.text: piece.tone for y in (0, 1) for piece in rows.line(y) or ()}
    assert tones["def"] is Tone.KEYWORD
    assert tones["'"] is Tone.STRING
    assert tones["# why"] is Tone.COMMENT
    assert not colours.knows(3_000)
    await lines_of(rows, 3_000, 3_020)
    assert {piece.text: piece.tone for piece in rows.line(3_000) or ()}["def"] is Tone.KEYWORD


async def test_a_stretch_is_read_as_it_is() -> None:
    rows = await opened(b"one\ntwo\nthree\n")
    assert await rows.read(Place(4, 0), Place(8, 0)) == "two\n"
    assert await rows.read(Place(4, 0), None) == "two\nthree\n"
