"""A filter means the same in SQL as in Python, for every row."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lattice.databases.filters import FUNCTIONS, where_sql
from lattice.databases.names import quote
from lattice.model.errors import LatticeError
from lattice.model.query import matches, parse_filter
from lattice.model.query.syntax import MAX_DEPTH
from lattice.model.rows import SYSTEM_COLUMNS
from lattice.model.schema import Table
from lattice.model.values import ColumnType, Stored, canonical_json
from tests.model.query.people import COMPANIES, FJELL, NORDLYS, NOWHERE, PEOPLE, TRASHED, bound

Rows = list[dict[str, Stored]]

_SQL_TYPES = {
    ColumnType.INTEGER: "INTEGER",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.NUMBER: "REAL",
}


def _create(connection: sqlite3.Connection, table: Table) -> None:
    own = [f"{quote(c.name)} {_SQL_TYPES.get(c.type, 'TEXT')}" for c in table.columns]
    system = [f"{name} {'INTEGER' if name == '_version' else 'TEXT'}" for name in SYSTEM_COLUMNS]
    connection.execute(f"CREATE TABLE {quote(table.name)} ({', '.join(system + own)})")


def _fill(connection: sqlite3.Connection, table: Table, rows: Rows) -> None:
    connection.execute(f"DELETE FROM {quote(table.name)}")
    names = [*SYSTEM_COLUMNS, *(c.name for c in table.columns)]
    marks = ", ".join("?" * len(names))
    for row in rows:
        connection.execute(
            f"INSERT INTO {quote(table.name)} VALUES ({marks})", [row.get(name) for name in names]
        )


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    for name, (arguments, function) in FUNCTIONS.items():
        made.create_function(name, arguments, function, deterministic=True)
    _create(made, PEOPLE)
    _create(made, COMPANIES)
    return made


def _both(connection: sqlite3.Connection, people: Rows, companies: Rows, text: str) -> tuple[list, list]:
    filter_ = bound(text)
    condition, values = where_sql(filter_)
    by_sql = connection.execute(f"SELECT t._id FROM people AS t WHERE {condition} ORDER BY _id", values)
    living = {c["_id"]: c for c in companies if c["_deleted_at"] is None}

    def resolve(table_id: str, row_id: str) -> Mapping[str, Stored] | None:
        return living.get(row_id) if table_id == "C" else None

    return [i for (i,) in by_sql], [p["_id"] for p in people if matches(filter_, p, resolve)]


# Few letters, so that needles are found: both cases, what LIKE takes for wildcards, letters whose
# lower case is longer (İ), shared (K, the Kelvin sign) or beyond the basic plane (𝒜, 𐐀).
_text = st.text("aAbæÆ%_\\'\"İßKk 𐐀𐐨é", max_size=4)
_integer = st.sampled_from([0, 1, -1, 2, 42, 2**53, 2**53 + 1, 2**63 - 1, -(2**63)])
_number = st.sampled_from([0.0, 0.1, 0.30000000000000004, 1.5, -2.0, 1e16, 1e22, 1.7e308, 5e-324])
_day = st.sampled_from(["0001-01-01", "2026-02-28", "2026-03-30", "2026-03-31", "9999-12-31"])
_clock = st.sampled_from(["T00:00:00.000000Z", "T12:30:00.000000Z", "T23:59:59.999999Z"])
_moment = st.builds(lambda d, c: d + c, _day, _clock)
_json = st.sampled_from([1, "a", "Æ", [1, 2], {"b": 1, "a": [None]}, 0.5, True]).map(canonical_json)
_stored = {
    ColumnType.TEXT: _text,
    ColumnType.MARKDOWN: _text,
    ColumnType.INTEGER: _integer,
    ColumnType.NUMBER: _number,
    ColumnType.BOOLEAN: st.integers(0, 1),
    ColumnType.DATE: _day,
    ColumnType.DATETIME: _moment,
    ColumnType.JSON: _json,
    ColumnType.REFERENCE: st.sampled_from([NORDLYS, FJELL, TRASHED, NOWHERE]),
}


def _rows(table: Table, ids: list[str]) -> st.SearchStrategy[Rows]:
    def row(row_id: str) -> st.SearchStrategy[dict[str, Stored]]:
        columns = {c.name: st.none() | _stored[c.type] for c in table.columns}
        return st.fixed_dictionaries(
            {
                "_id": st.just(row_id),
                "_version": st.integers(1, 3),
                "_created_at": _moment,
                "_deleted_at": st.just("2026-01-01T00:00:00.000000Z" if row_id == TRASHED else None),
                "_owner": st.sampled_from(["human:ada", "human:bo"]),
            }
            | columns
        )

    return st.tuples(*[row(i) for i in ids]).map(list)


_quoted = _text.map(lambda t: "'" + t.replace("'", "''") + "'")
_numbers = st.sampled_from(
    [
        "0",
        "1",
        "-1",
        "42",
        "2.5",
        "-0.5",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "-1e400",
        "1e16",
        "1e22",
        "0.1",
        "0.30000000000000004",
        "0.300000000000000041",
        "1.00",
        "1e-999999999",
        "1e999999999",
    ]
)
_times = st.sampled_from(
    [
        *[
            "2026-03-31",
            "0001-01-01",
            "9999-12-31",
            "today",
            "yesterday",
            "tomorrow",
            "now",
            "today-1m",
            "now-24h",
            "today+12h",
        ],
        *["today - 31d + 1h", "'2026-03-31 12:30'", "2026-03-31T14:30:00+02:00"],
    ]
)
_operands = {
    ColumnType.TEXT: _quoted,
    ColumnType.MARKDOWN: _quoted,
    ColumnType.INTEGER: _numbers,
    ColumnType.NUMBER: _numbers,
    ColumnType.BOOLEAN: st.sampled_from(["true", "no", "1"]),
    ColumnType.DATE: _times,
    ColumnType.DATETIME: _times,
    ColumnType.JSON: _json.map(lambda t: "'" + t.replace("'", "''") + "'"),
    ColumnType.REFERENCE: _quoted | st.sampled_from([NORDLYS, NOWHERE.lower()]),
}
_needles = _quoted | st.sampled_from(["1", "tr", "2026-", "e", "0.3", "'[1'", NORDLYS, "01A"])


def _columns() -> list[tuple[str, ColumnType]]:
    own = [('"' + c.name.replace('"', '""') + '"', c.type) for c in PEOPLE.columns]
    step = [(f"company.{c.name}", c.type) for c in COMPANIES.columns if c.type is not ColumnType.REFERENCE]
    system = [("_version", ColumnType.INTEGER), ("_created_at", ColumnType.DATETIME)]
    return own + step + [*system, ("_owner", ColumnType.TEXT), ("company._version", ColumnType.INTEGER)]


@st.composite
def _condition(draw: st.DrawFn) -> str:
    name, type_ = draw(st.sampled_from(_columns()))
    operand = _operands[type_]
    ordered = type_ not in (ColumnType.BOOLEAN, ColumnType.JSON)
    forms = ["compare", "text", "empty", "in"] + ["between"] * ordered
    forms += ["alone"] * (type_ is ColumnType.BOOLEAN)
    match draw(st.sampled_from(forms)):
        case "compare":
            op = draw(st.sampled_from(["=", "!=", *(["<", "<=", ">", ">="] if ordered else [])]))
            return f"{name} {op} {draw(operand)}"
        case "text":
            return f"{name} {draw(st.sampled_from(['~', '!~', 'starts', 'not starts']))} {draw(_needles)}"
        case "empty":
            return f"{name} is {draw(st.sampled_from(['', 'not ']))}empty"
        case "in":
            values = ", ".join(draw(st.lists(operand, max_size=3)))
            return f"{name} {draw(st.sampled_from(['', 'not ']))}in ({values})"
        case "between":
            return f"{name} {draw(st.sampled_from(['', 'not ']))}between {draw(operand)} and {draw(operand)}"
        case _:
            return name


_filters = st.recursive(
    _condition(),
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=6,
)
_people = _rows(PEOPLE, [f"01ARZ3NDEKTSV4RRFFQ69G5FB{i}" for i in range(4)])
_companies = _rows(COMPANIES, [NORDLYS, FJELL, TRASHED])


@settings(max_examples=200, deadline=None)
@given(people=_people, companies=_companies, text=_filters)
def test_sql_and_python_give_the_same_rows(
    connection: sqlite3.Connection, people: Rows, companies: Rows, text: str
) -> None:
    _fill(connection, PEOPLE, people)
    _fill(connection, COMPANIES, companies)
    by_sql, by_python = _both(connection, people, companies, text)
    assert by_sql == by_python


@settings(max_examples=100, deadline=None)
@given(people=_people, companies=_companies, text=_filters)
def test_a_filter_and_its_opposite_share_every_row_between_them(
    connection: sqlite3.Connection, people: Rows, companies: Rows, text: str
) -> None:
    _fill(connection, PEOPLE, people)
    _fill(connection, COMPANIES, companies)
    asked, _ = _both(connection, people, companies, text)
    opposite, _ = _both(connection, people, companies, f"not ({text})")
    assert sorted(asked + opposite) == [p["_id"] for p in people]


def _nest(depth: int, left: bool, deeper: str = "and") -> str:
    text = "active"
    for level in range(depth):
        word = "or" if level % 2 else deeper
        text = f"not ({text} {word} name ~ a)" if left else f"not (age > 1 {word} {text})"
    return text


@pytest.mark.parametrize(
    "text",
    [
        " or ".join(["active"] * 1000),
        " and ".join(["age=1"] * 990),
        "age in (" + ",".join(["1"] * 4900) + ")",
        _nest(MAX_DEPTH, left=True),
        _nest(MAX_DEPTH, left=False),
        "(" * MAX_DEPTH + "active" + ")" * MAX_DEPTH,
        "not " * 2400 + "active",
        f"not ({_nest(45, True)} and ({_nest(44, False)} or company.country = NO))",
        "name ~ '" + "%" * 9900 + "'",
    ],
    ids=lambda text: text[:20],
)
def test_the_largest_filters_that_are_taken_also_run(connection: sqlite3.Connection, text: str) -> None:
    condition, values = where_sql(bound(text), readable=lambda table, alias: (f"{alias}._owner = ?", ["x"]))
    connection.execute(
        f"SELECT count(*) FROM people AS t WHERE t._deleted_at IS NULL AND ({condition})", values
    )


@settings(max_examples=25, deadline=None)
@given(depth=st.integers(1, MAX_DEPTH), other=st.integers(1, MAX_DEPTH))
@example(depth=MAX_DEPTH, other=MAX_DEPTH)
def test_two_deep_groups_beside_each_other_run(
    connection: sqlite3.Connection, depth: int, other: int
) -> None:
    text = f"{_nest(depth - 1, True)} or ({_nest(other - 1, False)} and active)"
    condition, values = where_sql(bound(text))
    connection.execute(f"SELECT 1 FROM people AS t WHERE {condition}", values)


@pytest.mark.parametrize(
    "text",
    ["city = Oslo", "city >= Oslo", "city in (Oslo, Bergen)", "city between a and b", "company = Nordlys"],
)
def test_plain_conditions_use_an_index(connection: sqlite3.Connection, text: str) -> None:
    connection.execute("CREATE INDEX IF NOT EXISTS by_city ON people (city)")
    connection.execute("CREATE INDEX IF NOT EXISTS by_company ON people (company)")
    condition, values = where_sql(bound(text))
    plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM people AS t WHERE {condition}", values)
    assert any("USING INDEX by_" in line[3] for line in plan)


def test_values_travel_as_parameters_and_names_in_quotes() -> None:
    condition, values = where_sql(bound('"odd ""name"".x" = "x\'); DROP TABLE people; --"'))
    assert condition == 't."odd ""name"".x" = ?'
    assert values == ["x'); DROP TABLE people; --"]


def test_a_referenced_row_counts_only_when_the_caller_may_read_it() -> None:
    condition, values = where_sql(
        bound("company.country = NO"), readable=lambda table, alias: (f"{alias}._owner = ?", ["human:ada"])
    )
    assert condition.endswith("AND r._deleted_at IS NULL AND (r._owner = ?))")
    assert values == ["NO", "human:ada"]


def test_parsing_never_runs_out_of_stack() -> None:
    for text in ("(" * 4900 + "active" + ")" * 4900, "not (" * 1500, "((a" * 3000):
        with pytest.raises(LatticeError) as caught:
            parse_filter(text)
        assert caught.value.code == "invalid_filter"


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("name ~ 'a_c'", []),
        ("name ~ 'a%c'", []),
        ("name starts '%'", []),
        (r"name ~ '\'", []),
        ("notes ~ '_%\\'", [1]),
        ("name ~ ABC", [0]),
        ("name ~ É", [1]),
        ("name !~ é", [0, 2]),
        ("amount ~ 0.30000000000000004", [0]),
        ("amount starts 1e", [1]),
        ("amount starts 100", []),
        ("age ~ 80", [0]),
        ("active ~ ru", [0]),
        ("company.country is empty", [1, 2]),
        ("company.country is not empty", [0]),
        ("company.country != NO", [1, 2]),
        ("company ~ NORD", [0]),
        ("company = Trashed", []),
        ("name is empty", [2]),
        ("age > 9223372036854775806", [0]),
        ("age > 9223372036854775807", []),
    ],
)
def test_the_hard_cases_are_the_same_in_sql(
    connection: sqlite3.Connection, text: str, finds: list[int]
) -> None:
    people: Rows = [
        {"name": "abc", "amount": 0.1 + 0.2, "age": 2**63 - 1, "active": 1, "company": NORDLYS},
        {"name": "Élan", "amount": 1e100, "age": 1, "active": 0, "company": TRASHED, "notes": "a_%\\"},
        {"name": ""},
    ]
    for number, person in enumerate(people):
        person |= {"_id": str(number)}
    companies: Rows = [
        {"_id": NORDLYS, "name": "Nordlys", "country": "NO", "_deleted_at": None},
        {"_id": TRASHED, "name": "Trashed", "country": "NO", "_deleted_at": "2026-01-01T00:00:00.000000Z"},
    ]
    _fill(connection, PEOPLE, people)
    _fill(connection, COMPANIES, companies)
    by_sql, by_python = _both(connection, people, companies, text)
    assert by_sql == by_python == [str(number) for number in finds]
