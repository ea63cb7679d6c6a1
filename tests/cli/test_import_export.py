from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def empty(shell: Shell) -> Shell:
    shell.ok("create", "empty")
    return shell


def write(shell: Shell, name: str, text: str) -> str:
    path = shell.home.parent / name
    path.write_text(text)
    return str(path)


CITIES = "code,city,since,people\n001,Oslo,1048-01-01,709037\n002,Bergen,1070-01-01,\n"


def test_an_import_says_what_it_did_and_is_one_change(empty: Shell) -> None:
    (report,) = empty.ask("import", write(empty, "cities.csv", CITIES))
    assert (report["table"], report["read"], report["added"], report["refused"]) == ("cities", 2, 2, 0)
    assert report["seconds"] >= 0
    assert [row["code"] for row in empty.ask("rows", "cities")["rows"]] == ["001", "002"]
    empty.ok("undo", report["change_id"])
    assert empty.ask("tables") == []


def test_types_are_said_before_and_a_dry_run_changes_nothing(empty: Shell) -> None:
    path = write(empty, "cities.csv", CITIES)
    (plan,) = empty.ask("import", path, "--dry-run")
    assert {c["name"]: c["type"] for c in plan["columns"]} == {
        "code": "text",
        "city": "text",
        "since": "date",
        "people": "integer",
    }
    assert "leading zero" in empty.ok("import", path, "--dry-run")
    assert empty.ask("tables") == []
    said = empty("import", path)
    assert "code → text" in said.err
    assert said.out.splitlines()[0].split() == ["table", "read", "added", "changed", "refused", "seconds"]


def test_types_keys_and_modes_can_be_chosen(empty: Shell) -> None:
    path = write(empty, "cities.csv", CITIES)
    empty.ok("import", path, "--types", "people=text,since=text", "--key", "code")
    (again,) = empty.ask("import", path, "--mode", "upsert")
    assert (again["added"], again["changed"]) == (0, 0)
    path = write(empty, "cities.csv", CITIES.replace("709037", "709038"))
    (changed,) = empty.ask("import", path, "--mode", "upsert", "--key", "code")
    assert (changed["added"], changed["changed"]) == (0, 1)
    (replaced,) = empty.ask("import", path, "--mode", "replace")
    assert replaced["added"] == 2
    assert empty.ask("rows", "cities", "--count") == {"total": 2}


def test_refused_lines_are_listed_and_strict_refuses_all(empty: Shell) -> None:
    empty.ok("table", "create", "t", "n:integer")
    path = write(empty, "t.csv", "n\n1\nx\n3\n")
    strict = empty("import", path, "--table", "t", "--strict", "--json")
    assert (strict.status, strict.error["code"]) == (5, "rows_refused")
    assert empty.ask("rows", "t", "--count") == {"total": 0}
    (report,) = empty.ask("import", path, "--table", "t")
    assert (report["read"], report["added"], report["refused"]) == (3, 2, 1)
    assert [(one["line"], one["column"]) for one in report["refusals"]] == [(3, "n")]
    assert "t: line 3, n:" in empty.ok("import", path, "--table", "t")


def test_several_files_are_one_group(empty: Shell) -> None:
    reports = empty.ask("import", write(empty, "a.csv", "x\n1\n"), write(empty, "b.json", '[{"y": [1]}]'))
    assert [report["table"] for report in reports] == ["a", "b"]
    (group,) = {event["group_id"] for event in empty.ask("log")}
    empty.ok("undo", group)
    assert empty.ask("tables") == []


def test_standard_input_is_a_file_too(empty: Shell) -> None:
    done = empty.process("import", "-", "--table", "piped", "--json", stdin="a,b\n1,2\n")
    assert done.json[0]["added"] == 1
    assert empty.ask("rows", "piped")["rows"][0]["b"] == 2


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [("gone.csv", None, 3), ("empty.csv", "", 2), ("bad.json", "{", 2)],
)
def test_a_file_that_cannot_be_read_is_said(empty: Shell, name: str, text: str | None, status: int) -> None:
    path = str(empty.home.parent / name) if text is None else write(empty, name, text)
    done = empty("import", path)
    assert done.status == status
    assert name in done.err
    assert empty.ask("tables") == []


def test_the_same_op_id_imports_once(empty: Shell) -> None:
    paths = [write(empty, "a.csv", "x\n1\n"), write(empty, "b.csv", "y\n1\n")]
    op_id = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    empty.ok("import", *paths, "--op-id", op_id)
    empty("import", *paths, "--op-id", op_id)
    assert empty.ask("rows", "a", "--count") == {"total": 1}
    assert empty.ask("rows", "b", "--count") == {"total": 1}


def test_an_interrupted_import_leaves_the_workspace_as_before(empty: Shell) -> None:
    path = empty.home.parent / "big.csv"
    with path.open("w") as out:
        out.write("a,b,c\n")
        for n in range(300_000):
            out.write(f"{n},text {n},{n}.5\n")
    with subprocess.Popen(
        [sys.executable, "-m", "lattice", "import", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=empty.environment(),
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()  # the types are said when the load begins
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait(60) == 130
    assert "Stopped" in said
    assert "not imported: big" in said
    assert "Traceback" not in said
    assert empty.ask("tables") == []


def test_what_went_in_comes_out(empty: Shell) -> None:
    empty.ok("import", write(empty, "cities.csv", CITIES))
    text = empty.process("export", "cities").out
    assert list(csv.reader(io.StringIO(text))) == list(csv.reader(io.StringIO(CITIES)))
    rows = json.loads(empty.process("export", "cities", "--format", "json").out)
    assert rows[0]["people"] == 709037
    assert rows[1]["people"] is None
    out = empty.home.parent / "out.ndjson"
    (done,) = empty.ask("export", "cities", "-o", str(out), "--where", "city = Oslo")
    assert (done["rows"], done["path"]) == (1, str(out))
    assert json.loads(out.read_text())["city"] == "Oslo"
    assert "| city" in empty.process("export", "cities", "--format", "markdown").out


def test_exports_to_where_nothing_can_be_written_are_refused(empty: Shell, tmp_path: Path) -> None:
    empty.ok("import", write(empty, "cities.csv", CITIES))
    assert empty("export", "cities", "-o", str(tmp_path / "no" / "x.csv")).status == 1
    assert empty("export", "nope").status == 3
    assert empty("export", "cities", "--format", "wat").status == 2
