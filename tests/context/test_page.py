"""Pages: what is written comes back exactly, and no data leaves its place."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lattice.context.page import Made, PageText, RowPage, write_page
from lattice.context.parsing import parse_page
from lattice.context.sections import plain
from lattice.model.errors import LatticeError
from lattice.model.rows import Row
from lattice.model.schema import Column, Table, check_name
from lattice.model.values import RULES, ColumnType, Misfit, Value, canonical_json
from tests.context.values import ID, TEXTS, VALUES


def _usable(name: str) -> bool:
    try:
        return bool(check_name(name, "Column"))
    except LatticeError:
        return False


NAMES = st.one_of(
    st.sampled_from(
        ["no", "id", "version", "columns", "a: b", "--> x", '"q"', "#", "- a", "null", "[x]", "é"]
    ),
    st.text(min_size=1, max_size=12).filter(_usable),
)


@st.composite
def pages(draw: st.DrawFn) -> RowPage:
    types = draw(st.lists(st.sampled_from(list(ColumnType)), max_size=6))
    names = draw(
        st.lists(
            NAMES, min_size=len(types), max_size=len(types), unique_by=lambda n: check_name(n, "").casefold()
        )
    )
    columns = tuple(
        Column(f"c{n}", check_name(name, "Column"), type_)
        for n, (name, type_) in enumerate(zip(names, types, strict=True), 1)
    )
    table = Table("T", draw(NAMES), columns)
    values = {c.name: draw(st.one_of(st.none(), VALUES[c.type])) for c in columns}
    row = Row(
        ID, draw(st.integers(1, 10**9)), values, "2024", "human:ada", "2025", draw(TEXTS), source=draw(TEXTS)
    )
    links = Made("links", draw(TEXTS))
    return RowPage(
        table, row, draw(TEXTS), {ID: draw(TEXTS)}, {"mark": draw(TEXTS)}, below=(links,), chars=10**6
    )


def _same(a: Value, b: Value) -> bool:
    return canonical_json(a) == canonical_json(b)


@settings(max_examples=400, deadline=None)
@given(pages())
def test_a_page_that_is_read_back_says_exactly_what_was_written(page: RowPage) -> None:
    parsed = parse_page(write_page(page), page.table)
    assert _same(parsed.values, page.row.values)
    assert (parsed.id, parsed.version) == (page.row.id, page.row.version)
    assert parsed.touched == ()
    assert parsed.stray == ""
    assert parsed.facts["mark"] == page.facts["mark"]


@settings(max_examples=100, deadline=None)
@given(pages())
def test_an_editor_with_other_line_ends_changes_nothing(page: RowPage) -> None:
    text = write_page(page).replace("\n", "\r\n")
    assert _same(parse_page(text, page.table).values, page.row.values)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
@example("a\r\nb\r\n")
@example("\n\nx\n\n")
@example("~~~\nopen")
def test_the_text_of_an_artifact_comes_back(text: str) -> None:
    table = Table("F", "_files", (), native=True)
    page = RowPage(table, Row(ID, 1, {}), "t", text=PageText(text, editable=True))
    parsed = parse_page(write_page(page), table)
    # what a terminal would act on is shown without it, and not taken back
    assert parsed.text == (text if plain(text) else None)
    assert parsed.touched == ()


@pytest.mark.parametrize("type_", list(ColumnType))
def test_a_name_alone_empties_a_column(type_: ColumnType) -> None:
    table = Table("T", "t", (Column("c1", "a", type_),))
    for written in ("a:", "a: null", "a: ~"):
        parsed = parse_page(f"---\ncolumns:\n  {written}\n---\n", table)
        assert parsed.values == {"a": None}


@pytest.mark.parametrize(
    "word", ["no", "2024-01-01", "0x1F", "1e3", "1_000", "=", "<<", "12:30:45", "yes", ".inf"]
)
def test_plain_words_in_a_text_column_stay_text(word: str) -> None:
    table = Table("T", "t", (Column("c1", "a", ColumnType.TEXT),))
    assert parse_page(f"---\ncolumns:\n  a: {word}\n---\n", table).values == {"a": word}


def test_json_may_be_written_as_yaml_by_hand() -> None:
    table = Table("T", "t", (Column("c1", "a", ColumnType.JSON),))
    text = "---\ncolumns:\n  a:\n    no: 1\n    list: [1, 'x', null, 1.5]\n    deep:\n      - yes\n---\n"
    assert parse_page(text, table).values == {"a": {"no": 1, "list": [1, "x", None, 1.5], "deep": ["yes"]}}


BAD = {
    "a: &x 1\n  b: *x": "Anchors",
    "a: !!python/name:os.system ''": "Tags",
    "a: [1": "not YAML",
    "a: 1\n  a: 2": "twice",
    "A: 1\n  a: 2": "twice",
    "zzz: 1": "no column",
    "n: twelve": "n: it is not a whole number",
    "n: 9223372036854775808": "64 bits",
    "a: " + "[" * 2000: "deep",
    "a:\n    " + "- " * 5000 + "x": "deep",
    "a: [x]": "list or mapping",
}


@pytest.mark.parametrize("written", list(BAD))
def test_what_cannot_be_read_says_where_and_why(written: str) -> None:
    table = Table("T", "t", (Column("c1", "a", ColumnType.TEXT), Column("c2", "n", ColumnType.INTEGER)))
    with pytest.raises(LatticeError, match=BAD[written]) as caught:
        parse_page(f"---\ncolumns:\n  {written}\n---\n", table)
    assert caught.value.code == "invalid_file"


@pytest.mark.parametrize(
    "body",
    [
        "<!-- lattice:field c1 -->\n\nx\n",
        "<!-- lattice:field c1 -->\n\nx\n\n<!-- lattice:end c2 -->\n",
        "<!-- lattice:end c1 -->\n",
        "<!-- lattice:field c1 -->\n<!-- lattice:end c1 -->\n" * 2,
        "<!-- lattice:field c9 -->\n<!-- lattice:end c9 -->\n",
    ],
)
def test_marks_that_do_not_fit_together_are_refused(body: str) -> None:
    table = Table("T", "t", (Column("c1", "a", ColumnType.MARKDOWN),))
    with pytest.raises(LatticeError):
        parse_page(f"---\nid: x\n---\n{body}", table)


def test_text_outside_of_its_sections_and_changes_of_made_parts_are_noticed() -> None:
    table = Table("T", "t", (Column("c1", "a", ColumnType.MARKDOWN),))
    page = RowPage(table, Row(ID, 1, {"a": "word " * 100}), "t", below=(Made("links", "- one"),), chars=50)
    text = write_page(page)
    assert parse_page(text, table).touched == ()
    changed = text.replace("- one", "- two").replace("word", "sword", 1) + "\nand this\n"
    parsed = parse_page(changed, table)
    assert parsed.touched == ("a", "links")
    assert parsed.stray == "and this"
    assert parsed.values == {}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_file_is_read_or_refused_with_words(text: str) -> None:
    table = Table("T", "t", (Column("c1", "a", ColumnType.JSON),))
    for written in (text, f"---\n{text}\n---\n", f"---\ncolumns:\n  a: {text}\n---\n"):
        with contextlib.suppress(LatticeError):
            parse_page(written, table)


def test_every_type_has_values_here() -> None:
    assert set(VALUES) == set(RULES)
    with pytest.raises(Misfit):
        RULES[ColumnType.TEXT].fit("\0")
