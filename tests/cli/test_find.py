from __future__ import annotations

from tests.cli.shell import Shell


def test_search_marks_what_matched(acme: Shell) -> None:
    (hit,) = acme.ask("search", "ada")
    assert (hit["table"], hit["label"], hit["column"]) == ("people", "Ada", "name")
    assert hit["snippet"] == "**Ada**"
    assert "**Ada**" in acme.ok("search", "ada")
    assert acme.ask("search", "nobody") == []
    assert acme.ok("search", "nobody") == "Nothing found.\n"
    acme.ok("table", "create", "other", "name:text")
    assert acme.ask("search", "ada", "--in", "other") == []
    assert acme("search", "ada", "--in", "nope").status == 3


def test_search_shows_escape_codes_of_data_literally(acme: Shell) -> None:
    text = acme.ok("search", "bo")
    assert "\x1b" not in text
    assert "[b]x␛[31m" in text


def test_sql_answers_objects(acme: Shell) -> None:
    assert acme.ask("sql", "SELECT name, age FROM people WHERE age IS NOT NULL") == [
        {"name": "Ada", "age": 36}
    ]
    assert acme.ask("sql", "SELECT 1 AS a, 2 AS a") == [{"a": 1, "a_2": 2}]
    assert "Ada" in acme.ok("sql", "SELECT name FROM people")
    assert acme.process("sql", "-", "--json", stdin="SELECT count(*) AS n FROM people").json == [{"n": 2}]


def test_sql_only_reads(acme: Shell) -> None:
    for query in (
        "DELETE FROM people",
        "DROP TABLE people",
        "PRAGMA journal_mode=DELETE",
        "SELECT 1; SELECT 2",
    ):
        assert acme("sql", query).status in (2, 5), query
    assert acme("sql", "SELEC 1", "--json").error["code"] == "invalid_sql"
    assert acme.ask("rows", "people", "--count") == {"total": 2}


def test_links_are_made_shown_and_taken_away(acme: Shell) -> None:
    ada, bo = (row["_id"] for row in acme.ask("rows", "people")["rows"])
    made = acme.ask("link", "people", ada, "people", bo, "--as", "knows")
    assert (made["row_id"], made["name"], made["outgoing"]) == (bo, "knows", True)
    links = acme.ask("links", "people", bo)
    assert [(one["row_id"], one["outgoing"]) for one in links["links"]] == [(ada, False)]
    assert "Ada" in acme.ok("links", "people", bo)
    acme.ok("link", "people", ada, "people", bo)
    first = acme("links", "people", bo, "--limit", "1")
    assert first.err.startswith("2 in all; more of them: --after ")
    assert "knows" in first.out
    assert "knows" not in acme.ok("links", "people", bo, "--after", first.err.split()[-1])
    acme.ok("unlink", "people", ada, "people", bo)
    acme.ok("unlink", "people", ada, "people", bo, "--as", "knows")
    assert acme.ok("links", "people", bo) == "Tied to nothing.\n"
    assert acme("unlink", "people", ada, "people", bo, "--as", "knows").status == 3


def test_the_schema_is_changed_and_told(acme: Shell) -> None:
    acme.ok(
        "table", "create", "teams", "name:text", "lead:reference:people", "--key", "name", "--define", "Who"
    )
    acme.ok("column", "add", "teams", "size:text", "--define", "Heads")
    acme.ok("column", "rename", "teams", "size", "heads")
    acme.ok("column", "retype", "teams", "heads", "integer")
    acme.ok("define", "teams.name", "What they are called")
    (table,) = [t for t in acme.ask("tables") if t["name"] == "teams"]
    assert (table["definition"], table["key"]) == ("Who", ["name"])
    assert [(c["name"], c["type"], c["target"], c["definition"]) for c in table["columns"]] == [
        ("name", "text", None, "What they are called"),
        ("lead", "reference", "people", ""),
        ("heads", "integer", None, "Heads"),
    ]
    acme.ok("column", "drop", "teams", "heads")
    acme.ok("table", "rename", "teams", "crews")
    words = acme.ok("tables")
    assert "→ people" in words
    assert "crews" in words
    for wrong in (("a:wat",), ("a:reference",), ("a:text:people",)):
        assert acme("table", "create", "x", *wrong).status == 2


def test_a_retype_says_what_does_not_fit(acme: Shell) -> None:
    refused = acme("column", "retype", "people", "name", "integer")
    assert refused.status != 0
    misfits = acme.ask("column", "retype", "people", "name", "integer", "--dry-run")
    assert (misfits["count"], misfits["rows"]) == (2, 2)
    assert "would not fit" in acme.ok("column", "retype", "people", "name", "integer", "--dry-run")
    first = acme.ask("column", "retype", "people", "name", "integer", "--dry-run", "--limit", "1")
    assert first["examples"][0]["label"] == misfits["examples"][0]["label"] != ""
    second = ("column", "retype", "people", "name", "integer", "--dry-run", "--after", first["next"])
    assert acme.ask(*second)["examples"] == misfits["examples"][1:]
    assert "--after" in acme.ok("column", "retype", "people", "name", "integer", "--dry-run", "--limit", "1")
    acme.ok("column", "retype", "people", "name", "integer", "--empty-misfits")
    assert acme.ask("rows", "people")["rows"][0]["name"] is None


def test_settings_are_shown_set_and_found(shell: Shell) -> None:
    assert shell.ask("settings")["theme"] == "auto"
    assert shell.ask("settings", "set", "search.limit", "7") == {"key": "search.limit", "value": 7}
    assert shell.ask("settings")["search"]["limit"] == 7
    assert shell.ask("settings", "path") == {"path": str(shell.home / "settings.toml")}
    assert shell("settings", "set", "nope", "1", "--json").error["code"] == "usage"
    words = shell.ok("settings")
    assert "search.limit" in words
    shell.home.joinpath("settings.toml").write_text("theme = 3\nextra = 1\n")
    assert shell("settings").status == 2
    shell.ok("settings", "set", "theme", "paper")
    done = shell("settings")
    assert done.status == 0
    assert "extra" in done.err
