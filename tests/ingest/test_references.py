from __future__ import annotations

from pathlib import Path

import pytest

from lattice.client import LoadMode
from lattice.model.errors import LatticeError
from lattice.model.schema import Schema
from lattice.model.values import ColumnType
from tests.ingest.builders import only, opened, table, types_of, written

COMPANIES = "code,name\nac,Acme\nfj,Fjell\n"


def test_files_of_one_import_refer_to_each_other_and_are_ordered(tmp_path: Path) -> None:
    written(tmp_path, "a_people.csv", "name,company\nAda,ac\nBo,fj\nCy,\n")
    written(tmp_path, "companies.csv", COMPANIES)
    companies, people = opened(tmp_path)
    assert (companies.plan.table, people.plan.table) == ("companies", "a_people")
    column = people.plan.columns[1]
    assert (column.type, column.target, column.via) == (ColumnType.REFERENCE, "companies", "code")
    assert any("every value is a code of companies" in note for note in people.notes)


@pytest.mark.parametrize(
    "people",
    [
        "name,company\nAda,ac\nBo,xx\n",
        "name,place\nAda,ac\nBo,fj\n",
        "name,company\nAda,\nBo,\n",
    ],
)
def test_a_value_that_is_no_key_or_a_name_that_says_nothing_makes_no_reference(
    tmp_path: Path, people: str
) -> None:
    written(tmp_path, "people.csv", people)
    written(tmp_path, "companies.csv", COMPANIES)
    sources = {s.plan.table: s for s in opened(tmp_path)}
    assert all(c.type is not ColumnType.REFERENCE for c in sources["people"].plan.columns)


def test_small_numbers_that_happen_to_be_ids_are_no_references(tmp_path: Path) -> None:
    written(tmp_path, "ratings.csv", "id,text\n" + "".join(f"{i},x\n" for i in range(1, 11)))
    written(tmp_path, "films.csv", "title,rating,rating_id\nUp,3,3\nJaws,5,5\n")
    films = {s.plan.table: s for s in opened(tmp_path)}["films"]
    assert types_of(films) == {"title": "text", "rating": "integer", "rating_id": "reference"}


def test_keys_that_stand_twice_are_no_keys(tmp_path: Path) -> None:
    written(tmp_path, "people.csv", "name,company\nAda,ac\n")
    written(tmp_path, "companies.csv", "code,n\nac,1\nac,2\n")
    people = {s.plan.table: s for s in opened(tmp_path)}["people"]
    assert types_of(people)["company"] == "text"


def test_tables_of_the_workspace_are_asked_for_their_keys(tmp_path: Path) -> None:
    schema = Schema((table("companies", ("code",), code=ColumnType.TEXT, name=ColumnType.TEXT),))
    path = written(tmp_path, "people.csv", "name,company_code\nAda,ac\n")
    asked: list[tuple[str, str]] = []

    def lookup(name: str, column: str) -> set[str]:
        asked.append((name, column))
        return {"ac", "fj"}

    source = only(path, schema=schema, lookup=lookup)
    assert asked == [("companies", "code")]
    assert source.plan.columns[1].target == "companies"
    assert (
        types_of(only(path, schema=schema, lookup=lookup, types="company_code=text"))["company_code"]
        == "text"
    )
    assert types_of(only(path, schema=schema, lookup=lookup, references=False))["company_code"] == "text"


def test_a_reference_that_is_asked_for_takes_the_key_of_its_table(tmp_path: Path) -> None:
    schema = Schema((table("companies", ("code",), code=ColumnType.TEXT, name=ColumnType.TEXT),))
    path = written(tmp_path, "people.csv", "name,employer\nAda,ac\n")
    column = only(path, schema=schema, types="employer=reference:companies").plan.columns[1]
    assert (column.target, column.via) == ("companies", "code")
    column = only(path, schema=schema, types="employer=reference:companies.name").plan.columns[1]
    assert column.via == "name"
    with pytest.raises(LatticeError, match="no table 'firms'"):
        only(path, schema=schema, types="employer=reference:firms")


def test_the_types_of_a_table_that_is_there_rule(tmp_path: Path) -> None:
    schema = Schema((table("people", ("Name",), Name=ColumnType.TEXT, age=ColumnType.TEXT),))
    source = only(
        written(tmp_path, "PEOPLE.csv", "name,age,new\nAda,36,1\n"), schema=schema, mode=LoadMode.UPSERT
    )
    assert source.exists
    assert source.plan.table == "people"
    assert source.plan.key == ("Name",)
    assert [(c.name, c.type.value) for c in source.plan.columns] == [
        ("Name", "text"),
        ("age", "text"),
        ("new", "integer"),
    ]
    assert any("is there already" in note for note in source.notes)


def test_keys_are_checked_before_anything_is_read_in(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a,b\n1,2\n")
    assert only(path, key=("B", "a")).plan.key == ("b", "a")
    with pytest.raises(LatticeError, match="no column 'c' to be a key"):
        only(path, key=("c",))
    with pytest.raises(LatticeError, match="--key"):
        only(path, mode=LoadMode.UPSERT)


def test_two_files_for_one_table_share_its_columns(tmp_path: Path) -> None:
    one = written(tmp_path, "one.csv", "a,b\n1,2\n")
    two = written(tmp_path, "two.csv", "b,a\nx,3\n")
    first, second = opened(one, two, table="all")
    assert [(c.name, c.type.value) for c in second.plan.columns] == [("b", "integer"), ("a", "integer")]
    assert second.exists
    assert not first.exists
    with pytest.raises(LatticeError, match="both replace"):
        opened(one, two, table="all", mode=LoadMode.REPLACE)
