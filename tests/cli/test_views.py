from __future__ import annotations

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def people(shell: Shell) -> Shell:
    shell.ok("create", "acme")
    shell.ok("table", "create", "people", "name:text", "age:integer", "city:text")
    for name, age, city in (("Ada", 36, "London"), ("Bo", 12, "Oslo"), ("Cy", 51, "Oslo")):
        shell.ok("add", "people", f"name={name}", f"age={age}", f"city={city}")
    saved = ("--where", "age >= 18", "--sort", "-age", "--columns", "age,name")
    shell.ok("view", "save", "people", "Grown up", *saved)
    return shell


def names(shell: Shell, *arguments: str) -> list[str]:
    rows: list[dict[str, str]] = shell.ask("rows", "people", *arguments)["rows"]
    return [row["name"] for row in rows]


def test_rows_are_shown_as_a_view_shows_them(people: Shell) -> None:
    assert people.ok("rows", "people", "--view", "grown UP").splitlines()[0].split() == ["_id", "age", "name"]
    assert names(people, "--view", "Grown up") == ["Cy", "Ada"]
    assert "city" not in people.ask("rows", "people", "--view", "Grown up")["rows"][0]
    assert people.ok("rows", "people", "--view", "Grown up", "--count").strip() == "2"


def test_what_is_asked_beside_a_view_narrows_its_rows_and_goes_before_its_sort(people: Shell) -> None:
    narrowed = ("--view", "Grown up", "--where", "city = Oslo or city = London", "--sort", "name")
    assert names(people, *narrowed) == ["Ada", "Cy"]
    assert names(people, "--view", "Grown up", "--where", "city = Oslo or age = 12") == ["Cy"]


def test_views_are_listed_with_what_they_show(people: Shell) -> None:
    listed = people.ok("view", "list")
    assert all(word in listed for word in ("people", "Grown up", "age >= 18", "-age", "not city"))
    (view,) = people.ask("view", "list", "people")
    assert (view["name"], view["where"], view["sort"]) == ("Grown up", "age >= 18", ["-age"])


def test_a_name_that_is_taken_is_saved_over_only_when_asked(people: Shell) -> None:
    refused = people("view", "save", "people", "grown up", "--where", "age > 40")
    assert refused.status == 4
    assert "--over" in refused.err
    people.ok("view", "save", "people", "Grown up", "--where", "age > 40", "--over")
    assert names(people, "--view", "Grown up") == ["Cy"]
    people.ok("undo")
    assert names(people, "--view", "Grown up") == ["Cy", "Ada"]


def test_what_is_not_said_anew_stays_when_a_view_is_saved_over(people: Shell) -> None:
    people.ok("view", "save", "people", "grown up", "--sort", "age", "--columns", "age", "--over")
    people.ok("view", "save", "people", "grown up", "--where", "age > 20", "--over")
    (view,) = people.ask("view", "list", "people")
    assert (view["name"], view["where"], view["sort"]) == ("Grown up", "age > 20", ["age"])
    assert [column["name"] for column in view["columns"] if not column.get("hidden")] == ["age"]


def test_what_is_said_to_be_nothing_is_nothing(people: Shell) -> None:
    people.ok("view", "save", "people", "Grown up", "--over", "--where", "")
    assert names(people, "--view", "Grown up") == ["Cy", "Ada", "Bo"]
    people.ok("view", "save", "people", "Grown up", "--over", "--sort", "", "--columns", "")
    (view,) = people.ask("view", "list", "people")
    assert (view["where"], view["sort"], view["columns"]) == ("", [], [])
    people.ok("view", "save", "people", "All", "--where", "", "--columns", "CITY")
    assert [column["name"] for column in view_columns(people, "All")] == ["city"]
    refused = people("view", "save", "people", "None", "--columns", "nope")
    assert (refused.status, "no column 'nope'" in refused.err) == (3, True)


def view_columns(shell: Shell, name: str) -> list[dict[str, str]]:
    """The columns that a view shows."""
    (view,) = [view for view in shell.ask("view", "list", "people") if view["name"] == name]
    return [column for column in view["columns"] if not column.get("hidden")]


def test_a_view_is_renamed_deleted_and_brought_back(people: Shell) -> None:
    people.ok("view", "rename", "people", "Grown up", "Adults")
    people.ok("view", "delete", "people", "Adults")
    missing = people("rows", "people", "--view", "Adults")
    assert (missing.status, "no view 'Adults'" in missing.err) == (3, True)
    assert people.ask("view", "list") == []
    people.ok("undo")
    assert names(people, "--view", "Adults") == ["Cy", "Ada"]


def test_what_a_view_is_called_is_only_text(people: Shell) -> None:
    refused = people("view", "save", "people", "\x1b[31mevil", "--where", "age > 1")
    assert refused.status != 0
    assert "cannot be seen" in refused.err
    assert "\x1b" not in refused.err
    people.ok("view", "save", "people", "[b]evil", "--where", "age > 1")
    assert "[b]evil" in people.ok("view", "list")
