from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from tests.cli.following import Following
from tests.cli.shell import Shell


@pytest.fixture
def following(acme: Shell) -> Iterator[Callable[..., Following]]:
    started: list[Following] = []

    def start(*arguments: str) -> Following:
        started.append(Following(acme, "log", "--follow", *arguments))
        return started[-1]

    yield start
    for one in started:
        one.close()


def test_the_log_is_newest_first_with_what_was_promised(acme: Shell) -> None:
    row_id = acme.ask("rows", "people")["rows"][0]["_id"]
    acme.ok("set", "people", row_id, "age=37")
    events = acme.ask("log")
    assert [event["seq"] for event in events] == list(range(len(events), 0, -1))
    newest = events[0]
    assert set(newest) >= {"seq", "at", "actor", "op", "table", "row_id", "before", "after", "change_id"}
    assert (newest["op"], newest["before"]["age"], newest["after"]["age"]) == ("row.update", 36, 37)
    assert acme.ask("log", "--row", row_id, "--limit", "1") == [newest]
    assert acme.ask("log", "--actor", "agent:nobody") == []
    assert acme.ask("log", "--since", "2999-01-01") == []
    assert "age: 36 → 37" in acme.ok("log", "--table", "people", "--limit", "1")


def test_undo_and_redo_and_diff(acme: Shell) -> None:
    row_id = acme.ask("rows", "people")["rows"][0]["_id"]
    acme.ok("set", "people", row_id, "age=37")
    change_id = acme.ask("log", "--limit", "1")[0]["change_id"]
    acme.ok("undo")
    assert acme.ask("get", "people", row_id)["age"] == 36
    acme.ok("redo")
    assert acme.ask("get", "people", row_id)["age"] == 37
    diff = acme.ask("diff", change_id.lower())
    assert (diff["change"]["id"], diff["events"][0]["after"]["age"]) == (change_id, 37)
    words = acme.ok("diff", change_id)
    assert "- age: 36" in words
    assert "+ age: 37" in words
    assert acme("diff", "01ARZ3NDEKTSV4RRFFQ69G5FAV").status == 3


def test_undo_of_what_was_changed_since_shows_both_and_does_nothing(acme: Shell) -> None:
    row_id = acme.ask("rows", "people")["rows"][0]["_id"]
    acme.ok("set", "people", row_id, "age=37")
    change_id = acme.ask("log", "--limit", "1")[0]["change_id"]
    acme.ok("set", "people", row_id, "age=38")
    done = acme("undo", change_id, "--json")
    assert (done.status, done.error["code"]) == (4, "conflict")
    (conflict,) = done.error["details"]["conflicts"]
    assert (conflict["column"], conflict["expected"], conflict["current"]) == ("age", 37, 38)
    assert "37" in acme("undo", change_id).err
    assert acme.ask("get", "people", row_id)["age"] == 38
    acme.ok("undo", change_id, "--force")
    assert acme.ask("get", "people", row_id)["age"] == 36


def test_nothing_to_undo_is_said(shell: Shell) -> None:
    shell.ok("create", "empty")
    done = shell("undo", "--json")
    assert (done.status, done.error["code"]) == (3, "nothing_to_undo")


def test_a_dropped_table_comes_back(acme: Shell) -> None:
    acme.ok("table", "drop", "people")
    assert acme.ask("tables") == []
    acme.ok("undo")
    assert acme.ask("rows", "people", "--count") == {"total": 2}


def test_follow_writes_an_object_a_line_oldest_first_until_interrupted(
    acme: Shell, following: Callable[..., Following]
) -> None:
    log = following("--limit", "2")
    assert [event["seq"] for event in log.next(2)] == [2, 3]
    acme.ok("add", "people", "name=New")
    acme.ok("add", "people", "name=Newer")
    after = log.next(2)
    assert [event["seq"] for event in after] == [4, 5]
    assert [event["after"]["name"] for event in after] == ["New", "Newer"]
    assert log.interrupt() == (130, "")


def test_follow_keeps_to_its_filter(acme: Shell, following: Callable[..., Following]) -> None:
    acme.ok("table", "create", "other", "name:text")
    log = following("--table", "other")
    assert log.next(1)[0]["op"] == "table.create"
    acme.ok("add", "people", "name=no")
    acme.ok("add", "other", "name=yes")
    assert log.next(1)[0]["after"]["name"] == "yes"


def test_the_chain_is_listed_and_verified(acme: Shell) -> None:
    records = acme.ask("audit")
    assert [record["n"] for record in records] == list(range(len(records), 0, -1))
    assert acme.ask("audit", "--limit", "1") == records[:1]
    assert records[0]["action"] == "row.insert"
    assert acme.ask("audit", "verify")["ok"] is True
    assert "The chain holds" in acme.ok("audit", "verify")


def test_a_chain_that_was_tampered_with_exits_1_and_names_the_record(acme: Shell) -> None:
    import sqlite3

    connection = sqlite3.connect(acme.ask("status")["path"])
    connection.execute("UPDATE lattice_audit SET actor = 'human:mallory' WHERE n = 2")
    connection.commit()
    connection.close()
    done = acme("audit", "verify", "--json")
    assert done.status == 1
    assert json.loads(done.out)["bad"] == 2
    assert "record 2" in acme("audit", "verify").out
