"""`lattice dedup`: what is the same becomes one row, and one undo takes it back."""

from __future__ import annotations

from tests.cli.shell import Shell


def filled(shell: Shell) -> None:
    """Ada three times, Bo twice in two spellings, Cy once; somebody refers to the second Ada."""
    shell.ok("table", "create", "friends", "name:text", "city:text", "best:reference:friends")
    for name, city in (
        ("Ada", ""),
        ("ada ", "Oslo"),
        ("Bo Berg", ""),
        ("ADA", "Bergen"),
        ("Bo Brg", ""),
        ("Cy", ""),
    ):
        shell.ok("add", "friends", f"name={name}", *([f"city={city}"] if city else []))
    second = shell.ask("rows", "friends", "--where", "city = Oslo")["rows"][0]["_id"]
    cy = shell.ask("rows", "friends", "--where", "name = Cy")["rows"][0]["_id"]
    shell.ok("set", "friends", cy, f"best={second}")


def names(shell: Shell) -> list[str]:
    return [row["name"] for row in shell.ask("rows", "friends", "--sort", "_created_at")["rows"]]


def test_a_dry_run_shows_the_groups_and_changes_nothing(acme: Shell) -> None:
    filled(acme)
    before = acme.ask("rows", "friends")
    text = acme.ok("dedup", "friends", "--on", "name", "--dry-run")
    assert "Ada" in text
    assert "1 group would become one row each; 2 rows would go." in text
    told = acme.ask("dedup", "friends", "--on", "name", "--dry-run", "--fuzzy", "0.8")
    assert (told["groups"], told["removed"], told["dry_run"]) == (2, 3, True)
    assert [[row["label"] for row in group["rows"]] for group in told["duplicates"]] == [
        ["Ada", "ada ", "ADA"],
        ["Bo Berg", "Bo Brg"],
    ]
    assert acme.ask("rows", "friends") == before


def test_the_oldest_stays_and_one_undo_takes_all_back(acme: Shell) -> None:
    filled(acme)
    before = acme.ask("rows", "friends")["rows"]
    text = acme.ok("dedup", "friends", "--on", "name", "--fuzzy", "0.8")
    assert "2 groups merged, 3 rows in the trash." in text
    assert names(acme) == ["Ada", "Bo Berg", "Cy"]
    ada, _, cy = acme.ask("rows", "friends", "--sort", "_created_at")["rows"]
    assert ada["city"] == "Oslo"
    assert cy["best"] == ada["_id"]
    acme.ok("undo")
    after = acme.ask("rows", "friends")["rows"]
    assert [{**row, "_version": 0} for row in after] == [{**row, "_version": 0} for row in before]


def test_the_same_op_id_again_does_nothing_twice(acme: Shell) -> None:
    filled(acme)
    op_id = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    assert acme.ask("dedup", "friends", "--on", "name", "--op-id", op_id)["merged"] == 1
    again = acme.ask("dedup", "friends", "--on", "name", "--op-id", op_id)
    assert (again["groups"], again["merged"], again["change_group"]) == (0, 0, None)
    assert len(names(acme)) == 4


def test_a_group_of_very_many_rows_becomes_one(acme: Shell) -> None:
    acme.ok("table", "create", "many", "name:text")
    rows = acme.home / "many.csv"
    rows.write_text("name\n" + "same\n" * 250 + "other\n", "utf-8")
    acme.ok("import", str(rows), "--table", "many")
    done = acme.ask("dedup", "many")
    assert (done["groups"], done["merged"], done["removed"]) == (1, 1, 249)
    assert acme.ask("rows", "many", "--count") == {"total": 2}


def test_nothing_to_do_is_said_and_nonsense_is_refused(acme: Shell) -> None:
    filled(acme)
    assert acme.ok("dedup", "people") == "No duplicates in people.\n"
    assert acme.ok("dedup", "people", "--dry-run") == "No duplicates in people.\n"
    assert acme("dedup", "friends", "--fuzzy", "2").status == 2
    assert acme("dedup", "friends", "--fuzzy", "much").status == 2
    assert acme("dedup", "friends", "--on", "nothing").status == 3
    assert acme("dedup", "nothing").status == 3
    assert acme("dedup", "_files").status in (0, 5)
    assert len(names(acme)) == 6
