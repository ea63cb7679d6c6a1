from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.cli.assignments import parse_assignments
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType
from tests.cli.shell import Shell


def ids(shell: Shell, table: str = "people") -> list[str]:
    return [row["_id"] for row in shell.ask("rows", table)["rows"]]


def test_rows_answers_rows_next_and_total(acme: Shell) -> None:
    page = acme.ask("rows", "people")
    assert set(page) == {"rows", "next", "total"}
    assert page["total"] == 2
    assert page["next"] is None
    ada = page["rows"][0]
    assert list(ada) == ["_id", "_version", "name", "age", "born", "about", "ok"]
    assert ada["about"] == {"langs": ["en"]}
    assert (ada["age"], ada["born"], ada["ok"]) == (36, "1815-12-10", True)
    assert page["rows"][1]["age"] is None


def test_rows_are_filtered_sorted_cut_and_counted(acme: Shell) -> None:
    acme.ok("add", "people", "name=Cy", "age=50")
    assert [
        r["name"] for r in acme.ask("rows", "people", "--where", "age > 30", "--sort", "-age")["rows"]
    ] == [
        "Cy",
        "Ada",
    ]
    assert acme.ask("rows", "people", "--where", "age > 30", "--count") == {"total": 2}
    first = acme.ask("rows", "people", "--limit", "2", "--columns", "name")
    assert [set(row) for row in first["rows"]] == [{"_id", "_version", "name"}] * 2
    rest = acme.ask("rows", "people", "--limit", "2", "--after", first["next"])
    assert [row["name"] for row in rest["rows"]] == ["Cy"]
    assert rest["next"] is None
    assert "more with --limit" in acme("rows", "people", "--limit", "1").err


def test_a_limit_over_one_page_reads_on(acme: Shell) -> None:
    acme.ok("table", "create", "many", "n:integer")
    path = acme.home.parent / "many.csv"
    path.write_text("n\n" + "".join(f"{n}\n" for n in range(1_200)))
    acme.ok("import", str(path), "--table", "many")
    page = acme.ask("rows", "many", "--limit", "1100")
    assert len({row["_id"] for row in page["rows"]}) == 1_100
    assert page["next"] is not None


def test_a_wrong_filter_or_cursor_says_where_and_exits_2(acme: Shell) -> None:
    done = acme("rows", "people", "--where", "agee > 3", "--json")
    assert done.status == 2
    assert done.error["code"] == "invalid_filter"
    assert done.error["details"]["position"] == 0
    assert acme("rows", "people", "--after", "nonsense").status == 2


def test_get_add_and_set_print_the_row(acme: Shell) -> None:
    added = acme.ask("add", "people", "name=Cy", "age=1")
    assert (added["_version"], added["name"]) == (1, "Cy")
    changed = acme.ask("set", "people", added["_id"].lower(), "age=2", "--expect-version", "1")
    assert (changed["_version"], changed["age"]) == (2, 2)
    assert acme.ask("get", "people", added["_id"]) == changed
    words = acme.ok("get", "people", added["_id"])
    assert "name" in words
    assert "Cy" in words


def test_someone_elses_change_is_a_conflict(acme: Shell) -> None:
    row_id = ids(acme)[0]
    acme.ok("set", "people", row_id, "age=37")
    done = acme("set", "people", row_id, "age=38", "--expect-version", "1", "--json")
    assert done.status == 4
    assert done.error["code"] == "conflict"


def test_empty_is_null_and_two_quotes_are_empty_text(acme: Shell) -> None:
    row_id = ids(acme)[0]
    assert acme.ask("set", "people", row_id, "name=", "age=")["name"] is None
    assert acme.ask("set", "people", row_id, 'name=""')["name"] == ""
    assert acme.ask("set", "people", row_id, "name=a=b c")["name"] == "a=b c"


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("add", "people", "age=old"), 2, "invalid_value"),
        (("add", "people", "agee=1"), 3, "not_found"),
        (("add", "people", "age"), 2, "usage"),
        (("add", "people", "age=1", "AGE=2"), 2, "usage"),
        (("add", "nobody", "age=1"), 3, "not_found"),
        (("get", "people", "01ARZ3NDEKTSV4RRFFQ69G5FAV"), 3, "not_found"),
        (("set", "people", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "age=1"), 3, "not_found"),
        (("delete", "people", "01ARZ3NDEKTSV4RRFFQ69G5FAV"), 3, "not_found"),
    ],
)
def test_what_does_not_fit_is_refused(
    acme: Shell, arguments: tuple[str, ...], status: int, code: str
) -> None:
    done = acme(*arguments, "--json")
    assert (done.status, done.error["code"]) == (status, code)


def test_rows_go_to_the_trash_and_come_back_and_go_for_good(acme: Shell) -> None:
    first, second = ids(acme)
    assert acme.ask("delete", "people", first)["_id"] == first
    assert [row["_id"] for row in acme.ask("rows", "people", "--deleted")["rows"]] == [first]
    assert [item["row_id"] for item in acme.ask("trash")] == [first]
    assert acme.ask("restore", "people", first)["_id"] == first
    assert [row["_id"] for row in acme.ask("delete", "people", first, second)] == [first, second]
    assert acme("purge", "people", first, "--json").error["code"] == "usage"
    assert acme.ask("purge", "people", first, "--yes") == {"_id": first, "purged": True}
    assert [item["row_id"] for item in acme.ask("trash")] == [second]
    assert acme("get", "people", first).status == 3


def test_the_same_op_id_does_nothing_twice(acme: Shell) -> None:
    op_id = new_id()
    first = acme.ask("add", "people", "name=Once", "--op-id", op_id)
    assert acme.ask("--op-id", op_id, "add", "people", "name=Once") == first
    assert acme.ask("rows", "people", "--count") == {"total": 3}
    again = acme("add", "people", "name=Other", "--op-id", op_id, "--json")
    assert (again.status, again.error["code"]) == (4, "op_id_reused")


def test_an_agent_reads_and_writes_but_does_not_purge(acme: Shell) -> None:
    row = acme.ask("--actor", "agent:scout", "add", "people", "name=Found")
    event = acme.ask("log", "--limit", "1")[0]
    assert (event["actor"], event["on_behalf_of"].split(":")[0]) == ("agent:scout", "human")
    acme.ok("delete", "people", row["_id"], "--actor", "agent:scout")
    refused = acme("purge", "people", row["_id"], "--yes", "--actor", "agent:scout", "--json")
    assert (refused.status, refused.error["code"]) == (5, "approval_required")
    assert [e["actor"] for e in acme.ask("log", "--actor", "agent:scout")] == ["agent:scout"] * 2


def test_agents_are_held_to_the_settings(acme: Shell) -> None:
    acme.ok("settings", "set", "agents.denied_actions", "row.insert")
    refused = acme("add", "people", "name=x", "--actor", "agent:scout", "--json")
    assert refused.status == 5
    assert acme("add", "people", "name=x").status == 0


@pytest.fixture
def table() -> Table:
    columns = (
        Column("c1", "a", ColumnType.TEXT),
        Column("c2", "a=b", ColumnType.TEXT),
        Column("c3", "n", ColumnType.INTEGER),
    )
    return Table("t", "t", columns)


def test_a_column_whose_name_holds_an_equals_sign_is_found(table: Table) -> None:
    assert parse_assignments(table, ["a=b=c"]) == {"a": "b=c"}
    only = Table("t", "t", table.columns[1:])
    assert parse_assignments(only, ["a=b=c"]) == {"a=b": "c"}


@given(st.lists(st.text(max_size=12), max_size=4))
def test_no_typed_text_breaks_the_reading(texts: list[str]) -> None:
    shape = Table("t", "t", (Column("c1", "a", ColumnType.TEXT), Column("c3", "n", ColumnType.INTEGER)))
    with contextlib.suppress(LatticeError):
        assert set(parse_assignments(shape, texts)) <= {"a", "n"}
