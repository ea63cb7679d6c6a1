"""Laws of the readers, on generated documents; read in this process, for there are many."""

from __future__ import annotations

import io
import re
import tempfile
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lattice.ingest.documents import ReadLimits, media
from lattice.ingest.documents.detection import media_type_at
from lattice.ingest.documents.flow import table
from lattice.ingest.documents.output import Output
from lattice.ingest.documents.package import joined
from lattice.ingest.documents.readers import reader_of
from lattice.ingest.documents.records import parts_in
from lattice.ingest.documents.source import Source
from lattice.model.files import PART_CHARS, Part


def read_here(name: str, data: bytes, media_type: str = "") -> list[Part]:
    limits = ReadLimits()
    sink = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        path.write_bytes(data)
        output = Output(sink, limits, time.monotonic())
        source = Source(path, name, media_type or media_type_at(path, name), limits)
        reader_of(source.media_type)(source, output)
    return list(parts_in(sink))


words = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=400)


@given(words)
def test_text_is_kept_to_the_letter(text: str) -> None:
    assert "".join(p.text for p in read_here("a.txt", text.encode(), media.PLAIN)) == text


@given(
    st.lists(st.sampled_from(["# A", "## B", "### C", "text", "", "```", "    # code", "a\r"]), max_size=30)
)
def test_the_parts_of_markdown_add_up_to_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    parts = read_here("a.md", text.encode())
    assert "".join(p.text for p in parts) == text
    assert all(p.text.lstrip().startswith("#" * p.level) for p in parts if p.level)


def test_a_long_text_is_cut_at_line_ends() -> None:
    line = "a line of some length\n"
    parts = read_here("a.log", line.encode() * 5_000)
    assert len(parts) > 1
    assert all(p.text.endswith("\n") and len(p.text) <= PART_CHARS for p in parts)


cells = st.text(st.characters(codec="utf-8"), max_size=20)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_cell_leaves_its_place_in_a_table(rows: list[list[str]]) -> None:
    lines = table(rows).split("\n")
    assert len(lines) == len(rows) + 1
    width = max(map(len, rows))
    for line in lines:
        assert len(re.findall(r"(?<!\\)\|", line)) == width + 1


_PIECES = """<p> </p> <ul> <li> </ul> <ol> <table> <tr> <td> </td> </table> <h1> </h1> <pre> </pre> <a> </a>
<br> <div> </div> <title> </title> <script> </script> <!-- --> &amp; &#0;
&#xd800; <b <![CDATA[ word | hidden> <a/>"""
tags = st.sampled_from([*_PIECES.split(), "\0", "<div hidden>", "<a href='https://x/'>"])


@settings(max_examples=200)
@given(st.lists(tags, max_size=40))
def test_any_html_is_read(pieces: list[str]) -> None:
    for part in read_here("a.html", ("<html>" + "some words " * 20 + " ".join(pieces)).encode()):
        assert "\0" not in part.text
        part.text.encode("utf-8")


def test_a_word_after_everything_is_still_read() -> None:
    text = "<html><table><td>in<table><tr><td>inner</table><ul><li>item<pre>code<h3>head</h3>last"
    read = "".join(p.text for p in read_here("a.html", text.encode()))
    assert [w for w in ("in", "inner", "item", "code", "head", "last") if w not in read] == []


@given(st.text(max_size=50), st.text(max_size=50))
def test_a_relation_never_leads_out_of_its_package(base: str, target: str) -> None:
    name = joined(base, target)
    assert not name.startswith(("/", "../"))
    assert "/../" not in name


def test_mail_fields_of_several_lines_stay_one() -> None:
    data = b"From: a@b\nTo: c@d\nSubject: one\n two\n\nBody\n"
    parts = read_here("a.eml", data)
    assert parts[0].heading == "one two"
    assert "Subject: one two" in parts[0].text
