"""Names, look-ups and labels of tables and columns; codes of errors; actors."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lattice.model.errors import CODES, LatticeError, Stage
from lattice.model.people import parse_actor
from lattice.model.schema import Column, Schema, Table, check_name, fold
from lattice.model.values import ColumnType


def _table(*columns: tuple[str, str]) -> Table:
    made = tuple(Column(f"c{n}", name, ColumnType(type_)) for n, (name, type_) in enumerate(columns, 1))
    return Table(id="T", name="people", columns=made)


@example("a\u00a0b")
@example("a\u3000b")
@given(st.text())
def test_a_name_is_taken_in_one_form_or_refused_with_a_reason(text: str) -> None:
    try:
        name = check_name(text, "Table")
    except LatticeError as error:
        code = error.code
    else:
        code = ""
    if code:
        assert code == "invalid_name"
        return
    assert check_name(name, "Table") == name
    assert name.isprintable()
    assert 0 < len(name.encode()) <= 63
    assert not name.startswith("_")
    assert fold(name) == fold(text)


@pytest.mark.parametrize(("one", "other"), [("Straße", "STRASSE"), ("é", "e\u0301"), ("ÅR", "år")])
def test_names_that_differ_in_case_or_form_alone_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_column_is_found_without_regard_to_case_and_missing_ones_name_the_others() -> None:
    table = _table(("Größe", "integer"), ("name", "text"))
    assert table.column("GRÖSSE").id == "c1"
    assert table.find("nope") is None
    with pytest.raises(LatticeError) as caught:
        table.column("nope")
    assert caught.value.code == "not_found"
    assert "Größe, name" in caught.value.hint


def test_a_table_is_found_without_regard_to_case() -> None:
    schema = Schema((_table(("a", "text")),))
    assert schema.table("PEOPLE").id == "T"
    with pytest.raises(LatticeError) as caught:
        schema.table("nope")
    assert "people" in caught.value.hint


@pytest.mark.parametrize(
    ("columns", "label"),
    [
        ((("a", "text"), ("name", "text")), "name"),
        ((("a", "text"), ("Title", "text")), "Title"),
        ((("n", "integer"), ("a", "text")), "a"),
        ((("name", "integer"), ("a", "text")), "a"),
        ((("n", "integer"), ("m", "number")), "n"),
        ((), None),
    ],
)
def test_people_call_a_row_by_its_name_title_or_first_text(
    columns: tuple[tuple[str, str], ...], label: str | None
) -> None:
    found = _table(*columns).label
    assert (found.name if found else None) == label


def test_every_code_has_statuses_that_a_shell_and_http_know() -> None:
    for code, rule in CODES.items():
        assert code == code.lower()
        assert rule.exit_status in (1, 2, 3, 4, 5, 6, 7, 130)
        assert 400 <= rule.http_status < 600


def test_a_code_that_is_not_in_the_table_cannot_be_raised() -> None:
    with pytest.raises(ValueError, match="unknown"):
        LatticeError("oops", "x")


def test_a_refusal_says_itself_as_data_and_as_words() -> None:
    error = LatticeError("forbidden", "No.", "Ask.", stage=Stage.AUTHORIZATION, details={"a": 1})
    assert (error.body.code, error.body.stage, error.body.message, error.body.hint) == (
        "forbidden",
        "authorization",
        "No.",
        "Ask.",
    )
    assert str(error) == "No. Ask."
    assert error.exit_status == 5


@pytest.mark.parametrize("text", ["human:ada", "agent:a-b.c_d", "service:import", "human:" + "a" * 40])
def test_actors_are_written_with_their_kind(text: str) -> None:
    assert parse_actor(text) == text


@pytest.mark.parametrize(
    "text", ["ada", "human:", "Human:ada", "human:Ada", "human:ada ", "human:ada\n", "human:" + "a" * 41]
)
def test_what_is_no_actor_is_refused(text: str) -> None:
    with pytest.raises(LatticeError) as caught:
        parse_actor(text)
    assert (caught.value.code, caught.value.stage) == ("usage", Stage.IDENTITY)
