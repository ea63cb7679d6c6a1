from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lattice.model.errors import LatticeError
from tests.ingest.builders import only, opened, rows_of, types_of, written


def database(folder: Path, script: str) -> Path:
    path = folder / "data.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)
    return path


def test_every_table_comes_in_with_types_and_key(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        """
        CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, tall BOOLEAN, born DATE, extra JSON, x);
        INSERT INTO people VALUES (1, 'Ada', 1, '1815-12-10', '{"a": [1]}', 5), (2, '', 0, NULL, '[2]', '5');
        CREATE TABLE "odd ""name" (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID;
        INSERT INTO "odd ""name" VALUES (1, 2.5);
        CREATE VIEW v AS SELECT 1;
        """,
    )
    people, odd = opened(path)
    assert types_of(people) == {
        "id": "integer",
        "name": "text",
        "tall": "boolean",
        "born": "date",
        "extra": "json",
        "x": "json",
    }
    assert people.plan.key == ("id",)
    assert rows_of(people) == [[1, "Ada", True, "1815-12-10", {"a": [1]}, 5], [2, "", False, None, [2], "5"]]
    assert odd.plan.table == 'odd "name'
    assert odd.plan.key == ("b", "a")


def test_foreign_keys_become_references_and_their_tables_come_first(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        """
        CREATE TABLE staff (
            id INTEGER PRIMARY KEY, firm INTEGER REFERENCES companies(id), boss INTEGER REFERENCES staff(id)
        );
        CREATE TABLE companies (id INTEGER PRIMARY KEY, name TEXT);
        INSERT INTO companies VALUES (1, 'Acme');
        INSERT INTO staff VALUES (1, 1, NULL), (2, 1, 1);
        """,
    )
    companies, staff = opened(path)
    assert (companies.plan.table, staff.plan.table) == ("companies", "staff")
    firm = staff.guesses[1]
    assert (firm.type, firm.target, firm.via) == ("reference", "companies", "id")
    assert staff.guesses[2].type == "integer"


def test_binary_values_are_kept_as_text_and_said(tmp_path: Path) -> None:
    source = only(database(tmp_path, "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, x'00ff')"))
    assert rows_of(source) == [[1, "AP8="]]
    assert any("base64" in note for note in source.notes)


def test_the_file_is_not_touched(tmp_path: Path) -> None:
    path = database(tmp_path, "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    before = (path.read_bytes(), sorted(p.name for p in tmp_path.iterdir()))
    rows_of(only(path))
    assert (path.read_bytes(), sorted(p.name for p in tmp_path.iterdir())) == before


def test_search_indexes_are_left_out_with_what_is_theirs(tmp_path: Path) -> None:
    source = only(
        database(
            tmp_path, "CREATE TABLE t (a); CREATE VIRTUAL TABLE f USING fts5(x); INSERT INTO t VALUES (1)"
        )
    )
    assert source.plan.table == "t"


@pytest.mark.parametrize("content", [b"SQLite format 3\x00" + b"\x01" * 500, b"CREATE TABLE x"])
def test_a_broken_database_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(LatticeError, match=r"x\.db") as caught:
        opened(written(tmp_path, "x.db", content))
    assert caught.value.code == "invalid_file"
