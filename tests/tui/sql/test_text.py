"""The text of a query: its statements, what completes it, its colours, its plan."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.actions import SqlResult
from lattice.model.schema import Column, Table
from lattice.model.standing import Standing
from lattice.model.values import ColumnType
from lattice.tui.widgets.sql.colours import Tone, carried, spans
from lattice.tui.widgets.sql.complete import Vocabulary, complete, quote
from lattice.tui.widgets.sql.history import Asked
from lattice.tui.widgets.sql.plan import COLUMNS, explaining, steps_of
from lattice.tui.widgets.sql.results import Answer, unique
from lattice.tui.widgets.sql.said import asked_words, source_words
from lattice.tui.widgets.sql.scan import commented, covers, statement_at, statements, words

PEOPLE = Table(
    "t1",
    "people",
    (
        Column("c1", "name", ColumnType.TEXT),
        Column("c2", "city", ColumnType.TEXT),
        Column("c3", "company", ColumnType.REFERENCE, target="t2"),
        Column("c4", "joined up", ColumnType.DATE),
    ),
)
COMPANIES = Table("t2", "companies", (Column("c5", "name", ColumnType.TEXT),))
ORDERS = Table("t3", "order", (Column("c6", "total", ColumnType.NUMBER),))
KNOWN = Vocabulary((PEOPLE, COMPANIES, ORDERS))
SQL = st.text(st.sampled_from("ab ;'\"-*/\n.,()_select from people p"), max_size=60)


def offered(text: str, *, asked: bool = False) -> list[str]:
    """What completes a text at its `|`."""
    at = text.index("|")
    return [c.text for c in complete(text.replace("|", ""), at, KNOWN, asked=asked).candidates]


def test_a_semicolon_in_a_string_or_comment_ends_no_statement() -> None:
    text = "select ';' -- ; no\n; /* ; */ select \"a;b\" ;; "
    assert [text[start:end].strip() for start, end in statements(text)] == [
        "select ';' -- ; no",
        '/* ; */ select "a;b"',
    ]


def test_the_statement_at_the_cursor_is_the_one_around_it_or_before_it() -> None:
    text = "select 1; select 2;  "
    for at, wanted in ((0, "select 1"), (8, "select 1"), (10, "select 2"), (len(text), "select 2")):
        start, end = statement_at(text, at)
        assert text[start:end].strip() == wanted


@given(SQL)
def test_any_text_is_scanned_completed_and_coloured_within_its_bounds(text: str) -> None:
    for start, end in (*covers(text), *statements(text)):
        assert 0 <= start < end <= len(text)
    assert all(text.startswith('"' if word.quoted else word.text, word.start) for word in words(text))
    inside = carried(text)
    for number, line in enumerate(text.split("\n")):
        for start, end, _ in spans(line, inside.get(number), KNOWN.names):
            assert 0 <= start <= end <= len(line)
    for at in range(len(text) + 1):
        found = complete(text, at, KNOWN, asked=True)
        assert 0 <= found.start <= at <= found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("select * from |", "people"),
        ("select * from peo|", "people"),
        ("select * from people, com|", "companies"),
        ("select * from people p join |", "people"),
        ("select p.na| from people p", "name"),
        ("select p.| from people as p", "name"),
        ("select companies.n| from companies", "name"),
        ("select ci| from people", "city"),
        ("SELECT * FROM people WH|", "WHERE"),
        ("select * from people wh|", "where"),
        ("select cou|", "count("),
        ('select "joi| from people', '"joined up"'),
        ("select joi| from people", '"joined up"'),
        ("select * from ord|", '"order"'),
        ("select * from people p join companies c on |", "p.company = c._id"),
        ("with mine as (select 1) select * from mi|", "mine"),
        ("select p._cre| from people p", "_created_at"),
        ("select 1; select n| from companies", "name"),
    ],
)
def test_what_may_follow_is_offered_the_likeliest_first(text: str, first: str) -> None:
    assert offered(text)[:1] == [first]


@pytest.mark.parametrize(
    "text",
    ["select 'na| from people", "select 1 -- na|", "/* na| */ select 1", "select x.|", "select |"],
)
def test_nothing_is_offered_where_nothing_can_be_meant(text: str) -> None:
    assert offered(text) == []


def test_a_number_is_no_part_of_a_name() -> None:
    known = Vocabulary((Table("t1", "sums", (Column("c1", "sha256", ColumnType.TEXT),)),))
    for text, found in (
        ("select 2", 0),
        ("select s2", 0),
        ("select 256", 0),
        ("select a5", 0),
        ("select sh", 1),
    ):
        assert len(complete(text, len(text), known).candidates) == found, text
    assert complete('select "2', 9, known).candidates


def test_a_finished_word_is_not_offered_again() -> None:
    assert offered("select city| from people") == []


def test_everything_is_shown_when_asked_for() -> None:
    found = offered("select | from people", asked=True)
    assert found[:3] == ["name", "city", "company"]
    assert '"joined up"' in found


@pytest.mark.parametrize(
    ("name", "written"),
    [("name", "name"), ("joined up", '"joined up"'), ("order", '"order"'), ('a"b', '"a""b"'), ("2x", '"2x"')],
)
def test_a_name_is_quoted_where_it_would_be_read_as_something_else(name: str, written: str) -> None:
    assert quote(name) == written


@pytest.mark.parametrize(
    ("lines", "turned"),
    [
        (["a", "", "  b"], ["-- a", "", "--   b"]),
        (["  a", "    b"], ["  -- a", "  --   b"]),
        (["-- a", "b"], ["-- -- a", "-- b"]),
        ([""], ["-- "]),
    ],
)
def test_lines_become_comments_and_come_back(lines: list[str], turned: list[str]) -> None:
    assert commented(lines) == turned
    assert commented(turned) == lines


def test_colours_tell_keywords_names_functions_strings_and_comments_apart() -> None:
    line = "SELECT count(*), name, c FROM people WHERE city = 'O''slo' AND 3 -- why"
    tones = {line[start:end]: tone for start, end, tone in spans(line, None, KNOWN.names)}
    assert tones["SELECT"] is tones["WHERE"] is Tone.KEYWORD
    assert tones["count"] is Tone.FUNCTION
    assert tones["name"] is tones["people"] is Tone.NAME
    assert tones["-- why"] is Tone.COMMENT
    assert tones["3"] is Tone.NUMBER
    assert "c" not in tones
    assert Tone.STRING in tones.values()


def test_a_comment_over_several_lines_is_one_in_each_of_them() -> None:
    text = "select 1 /* a\nb from\nc */ + 2"
    inside = carried(text)
    assert set(inside) == {1, 2}
    assert spans("b from", inside[1], frozenset())[0] == (0, 6, Tone.COMMENT)
    assert spans("c */ + 2", inside[2], frozenset())[0] == (0, 4, Tone.COMMENT)


def test_a_plan_is_a_tree_in_words_without_our_own_names() -> None:
    ours = "w" + "0af3" * 8
    rows = (
        (3, 0, 0, f"SCAN {ours}.people USING INDEX lattice_live_1"),
        (7, 0, 0, "CORRELATED SCALAR SUBQUERY 1"),
        (9, 7, 0, "SEARCH c USING INDEX x (_id=?)"),
        (12, 0, 0, "USE TEMP B-TREE FOR ORDER BY"),
    )
    steps = steps_of(SqlResult(COLUMNS, rows, truncated=False, elapsed_ms=1))
    assert [step.meaning for step in steps] == [
        "reads every row of people, in the order of an index",
        "once for each row",
        "goes straight to rows of c",
        "sorts what was found",
    ]
    assert [step.branch for step in steps] == ["", "", "└─ ", ""]
    assert ours not in "".join(step.detail for step in steps)


def test_the_history_says_why_a_query_had_no_answer() -> None:
    for refused, said in (
        ("The query was stopped.", "The query was stopped."),
        ("SQLite: no such column: [b]\nx.", "SQLite: no such column: [b]"),
    ):
        assert asked_words(Asked(sql="select 1", at="2026-01-01T00:00:00+00:00", refused=refused)) == said


def test_a_query_that_explains_is_not_explained_twice() -> None:
    assert explaining("select 1") == "EXPLAIN QUERY PLAN select 1"
    assert explaining(" explain query plan select 1").count("xplain") == 1


async def test_an_answer_is_sorted_and_narrowed_where_it_is() -> None:
    rows = ((2, "b"), (None, "Oslo"), (10, "a"), ("x", "oslo town"))
    answer = Answer(SqlResult(("n", "n"), rows, truncated=False, elapsed_ms=1))
    assert answer.names == ("n", "n (2)")
    assert [c.type for c in answer.columns] == [ColumnType.TEXT, ColumnType.TEXT]
    assert [row[0] for row in answer.arranged([("n", False)]).values()] == [None, 2, 10, "x"]
    assert [row[0] for row in answer.arranged([("n", True)]).values()] == ["x", 10, 2, None]
    oslo = answer.arranged([], "OSLO")
    assert [row[1] for row in oslo.values()] == ["Oslo", "oslo town"]
    assert await oslo.count() == 2
    assert await oslo.locate("3") == 1
    assert await oslo.locate("0") is None
    page = await oslo.fetch(1, 10)
    assert [row.values["n (2)"] for row in page.rows] == ["oslo town"]


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(), ""),
        (Standing("cloud"), "which is current; very large tables stay on the server"),
        (Standing("cloud", filling=0.25), "of which 25% has come so far"),
        (Standing("cloud", behind=3), "3 changes behind the server"),
        (Standing("cloud", stale=True), "may be older"),
        (Standing("cloud", online=False), "was not reached yet"),
        (
            Standing("cloud", online=False, since="2026-03-01T10:00:00Z", problem="away"),
            "as it was at 2026-03-01: the server is out of reach",
        ),
    ],
)
def test_what_is_read_of_a_workspace_on_a_server_is_said_with_its_age(standing: Standing, said: str) -> None:
    words_ = source_words(standing, datetime(2026, 3, 5, tzinfo=UTC))
    assert said in words_
    assert bool(words_) is bool(said)


@given(st.lists(st.sampled_from(["a", "a (2)", "b", ""]), max_size=6))
def test_columns_of_one_name_get_names_of_their_own(names: list[str]) -> None:
    found = unique(names)
    assert len(set(found)) == len(found) == len(names)
