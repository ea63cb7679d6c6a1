"""Files and artifacts by the command line: written, listed, read, written out, compared, taken back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell
from tests.cli.test_completion import completed

REPORT = """# Report

Before all.

## Methods

We sampled.

### Deep water

Nets.

## Results

Good.
"""


@pytest.fixture
def report(shell: Shell) -> Any:
    """The row of an artifact with three sections; the shell is in its workspace."""
    shell.ok("create", "acme")
    Path("text.md").write_text(REPORT)
    return shell.ask("artifact", "create", "The Report", "text.md", "--summary", "What we saw")


def test_an_artifact_is_written_and_listed_with_what_was_promised(shell: Shell, report: Any) -> None:
    assert report["name"] == "the-report.md"
    assert (report["kind"], report["status"], report["error"]) == ("artifact", "ready", None)
    (listed,) = shell.ask("files")
    assert listed == report
    assert {"_id", "_version", "name", "path", "media_type", "size", "sha256", "title", "summary"} <= set(
        listed
    )
    words = shell.ok("files")
    assert "✦ the-report.md" in words
    assert report["_id"] in words


def test_files_are_listed_by_kind_status_and_filter(shell: Shell, report: Any) -> None:
    other = shell.ask("artifact", "create", "Other")
    assert shell.ask("files", "--kind", "stored") == []
    assert shell.ask("files", "--kind", "artifact", "--where", "title ~ other or size > 1000") == [other]
    assert len(shell.ask("files", "--status", "ready")) == 2
    assert len(shell.ask("files", "--limit", "1")) == 1
    assert "more with --limit" in shell("files", "--limit", "1").err
    assert shell("files", "--kind", "sideways").status == 2
    shell.ok("file", "delete", other["_id"])
    assert [row["_id"] for row in shell.ask("files", "--deleted")] == [other["_id"]]
    assert "No such files" in shell.ok("files", "--kind", "web")


@pytest.mark.parametrize("named", ["the-report.md", "The Report", "id"])
def test_the_text_of_a_file_is_shown_by_id_name_or_title(shell: Shell, report: Any, named: str) -> None:
    assert shell.ok("file", "show", report["_id"] if named == "id" else named) == REPORT


def test_a_section_is_shown_alone_and_says_where_to_go_on(shell: Shell, report: Any) -> None:
    assert (
        shell.ok("file", "show", "the-report.md", "--heading", "meth")
        == REPORT[REPORT.index("## Methods") : REPORT.index("## Results")]
    )
    deep = shell.ask("file", "show", "the-report.md", "--heading", "Deep water")
    assert deep["text"] == "### Deep water\n\nNets.\n\n"
    assert (deep["heading"], deep["total"]) == ("Report › Methods › Deep water", len(REPORT))
    assert deep["next"] == REPORT.index("## Results") == deep["end"]
    assert shell.ask("file", "show", "the-report.md", "--heading", "results")["next"] is None


def test_a_stretch_of_characters_is_shown(shell: Shell, report: Any) -> None:
    stretch = shell.ask("file", "show", "the-report.md", "--start", "2", "--length", "6")
    assert (stretch["text"], stretch["start"], stretch["next"]) == ("Report", 2, 8)
    assert shell.ask("file", "show", "the-report.md", "--heading", "deep", "--length", "3")["text"] == "###"
    assert shell("file", "show", "the-report.md", "--start", "2", "--page", "1").status == 2
    assert shell("file", "show", "the-report.md", "--page", "1").status == 3
    assert shell("file", "show", "the-report.md", "--heading", "nope").status == 3


def test_a_text_longer_than_one_answer_is_shown_whole(shell: Shell, report: Any) -> None:
    text = "".join(f"line {n} of many\n" for n in range(30_000))
    Path("long.txt").write_text(text)
    shell.ok("artifact", "update", "the-report.md", "long.txt")
    assert len(text) > 400_000
    assert shell.ok("file", "show", "the-report.md") == text
    assert shell.ask("file", "show", "the-report.md")["text"] == text


def test_details_say_what_is_known_and_the_outline(shell: Shell, report: Any) -> None:
    details = shell.ask("file", "show", "the-report.md", "--details")
    assert details["_id"] == report["_id"]
    assert [part["heading"] for part in details["parts"]] == [
        "Report",
        "Report › Methods",
        "Report › Methods › Deep water",
        "Report › Results",
    ]
    words = shell.ok("file", "show", "the-report.md", "--details")
    assert "Report › Methods › Deep water" in words
    assert "What we saw" in words


def test_every_text_of_an_artifact_is_a_version_and_any_two_are_compared(shell: Shell, report: Any) -> None:
    Path("new.md").write_text(REPORT.replace("Good.", "Better."))
    changed = shell.ask("artifact", "update", "the-report.md", "new.md", "--expect-version", "1")
    assert changed["_version"] == 2
    versions = shell.ask("file", "versions", "the-report.md")
    assert [(one["n"], one["current"], one["kept"]) for one in versions] == [
        (2, True, True),
        (1, False, True),
    ]
    compared = shell.ask("file", "diff", "the-report.md")
    assert (compared["added"], compared["removed"]) == (1, 1)
    words = shell.ok("file", "diff", "the-report.md", "2", "1")
    assert "-Better.\n+Good.\n" in words
    assert words.startswith("--- version 2\n+++ version 1\n")
    assert "say the same" in shell.ok("file", "diff", "the-report.md", "1", "1")
    assert shell.ok("file", "show", "the-report.md", "--version", "1") == REPORT
    assert shell("file", "diff", "the-report.md", "1", "9").status == 3
    shell.ok("undo")
    assert shell.ok("file", "show", "the-report.md") == REPORT


def test_one_version_has_nothing_to_be_compared_with(shell: Shell, report: Any) -> None:
    done = shell("file", "diff", "the-report.md")
    assert done.status == 3
    assert "one version only" in done.err


def test_a_change_on_an_old_version_is_a_conflict(shell: Shell, report: Any) -> None:
    shell.ok("artifact", "update", "the-report.md", "--title", "New")
    done = shell("artifact", "update", "the-report.md", "--title", "Mine", "--expect-version", "1", "--json")
    assert (done.status, done.error["code"]) == (4, "conflict")
    assert shell("artifact", "update", "the-report.md").status == 2
    assert shell("file", "update", "the-report.md").status == 2


def test_the_same_op_id_writes_one_artifact(shell: Shell, report: Any) -> None:
    op_id = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    first = shell.ask("artifact", "create", "Once", "text.md", "--op-id", op_id)
    assert shell.ask("artifact", "create", "Once", "text.md", "--op-id", op_id)["_id"] == first["_id"]
    assert len(shell.ask("files")) == 2


def test_what_is_said_about_a_file_is_changed(shell: Shell, report: Any) -> None:
    row = shell.ask("file", "update", "the-report.md", "--name", "r.md", "--summary", "New", "--untrusted")
    assert (row["name"], row["summary"], row["untrusted"]) == ("r.md", "New", True)
    assert "words of strangers" in shell("file", "show", "r.md").err
    assert shell.ask("file", "update", "r.md", "--trusted")["untrusted"] is False
    for name in ("../up", "a\x1bb", "", "x" * 300, "a\nb"):
        assert shell("file", "update", "r.md", "--name", name).status == 2
    assert shell("file", "update", "r.md", "--path", "text.md").status == 2


def test_the_bytes_of_a_file_are_written_out(shell: Shell, report: Any, tmp_path: Path) -> None:
    done = shell.ask("file", "save", "the-report.md", "out.md")
    assert done["size"] == len(REPORT)
    assert Path("out.md").read_text() == REPORT
    (tmp_path / "folder").mkdir()
    shell.ok("file", "save", report["_id"], "folder")
    assert Path("folder/the-report.md").read_text() == REPORT
    assert shell.process("file", "save", "the-report.md", "-").out == REPORT
    shell.ok("artifact", "update", "the-report.md", "out.md", "--title", "x")
    assert not list(tmp_path.glob("**/*.part"))


def test_writing_out_takes_the_place_of_nothing_unless_forced(
    shell: Shell, report: Any, tmp_path: Path
) -> None:
    Path("there.md").write_text("mine")
    done = shell("file", "save", "the-report.md", "there.md", "--json")
    assert (done.status, done.error["code"]) == (4, "exists")
    assert Path("there.md").read_text() == "mine"
    shell.ok("file", "save", "the-report.md", "there.md", "--force")
    assert Path("there.md").read_text() == REPORT
    (workspace,) = (shell.home / "workspaces").glob("*.lattice")
    assert shell("file", "save", "the-report.md", str(workspace), "--force").status == 4
    assert shell.ask("files")
    for path in ("", "a\0b", "no/such/folder/x.md", str(tmp_path / "home")):
        done = shell("file", "save", "the-report.md", path)
        assert done.status != 0 or path == str(tmp_path / "home")
        assert "inside Lattice" not in done.err


def test_a_name_that_several_files_have_is_asked_back(shell: Shell, report: Any) -> None:
    twin = shell.ask("artifact", "create", "The Report", "--summary", "another")
    done = shell("file", "show", "the-report.md")
    assert done.status == 2
    assert report["_id"] in done.err
    assert twin["_id"] in done.err
    assert shell("file", "show", "nothing.md", "--json").error["code"] == "not_found"
    assert shell("file", "show", "").status == 2
    assert shell("file", "show", "a\0b").status in (2, 3)
    assert shell("file", "show", "01ARZ3NDEKTSV4RRFFQ69G5FAV").status == 3


def test_files_go_to_the_trash_and_come_back(shell: Shell, report: Any) -> None:
    other = shell.ask("artifact", "create", "Other")
    gone = shell.ask("file", "delete", "the-report.md", other["_id"])
    assert [row["_id"] for row in gone] == [report["_id"], other["_id"]]
    assert shell.ask("files") == []
    assert {item["row_id"] for item in shell.ask("trash")} == {report["_id"], other["_id"]}
    assert shell("file", "show", "the-report.md").status == 3
    assert shell.ok("file", "show", report["_id"]) == REPORT
    assert shell.ask("file", "restore", "the-report.md")["_id"] == report["_id"]
    assert len(shell.ask("files")) == 1
    shell.ok("restore", "_files", other["_id"])
    assert len(shell.ask("files")) == 2


def test_a_purged_file_is_gone_with_its_text(shell: Shell, report: Any) -> None:
    shell.ok("file", "delete", "the-report.md")
    shell.ok("purge", "_files", report["_id"], "--yes")
    assert shell("file", "show", report["_id"]).status == 3
    assert shell.ask("search", "sampled") == []


def test_files_are_rows_to_the_other_commands(shell: Shell, report: Any) -> None:
    shell.ok("table", "create", "people", "name:text")
    ada = shell.ask("add", "people", "name=Ada")["_id"]
    shell.ok("link", "_files", report["_id"], "people", ada, "--as", "about")
    assert "Ada" in shell.ok("links", "_files", report["_id"])
    assert "Ada" in shell.ok("links", "_files", "the-report.md")
    assert "the-report.md" in shell.ok("links", "people", ada) or "The Report" in shell.ok(
        "links", "people", ada
    )
    assert shell.ask("get", "_files", report["_id"])["name"] == "the-report.md"
    assert shell.ask("get", "_files", "The Report")["name"] == "the-report.md"
    shell.ok("link", "people", ada, "_files", "The Report", "--as", "wrote")
    shell.ok("unlink", "people", ada, "_files", "the-report.md", "--as", "wrote")
    assert "the-report.md" in shell.ok("get", "_files", report["_id"])
    assert shell.ask("rows", "_files")["rows"] == [report]
    assert "the-report.md" in shell.ok("rows", "_files", "--columns", "name,status")
    assert shell.ask("sql", "select name from _files") == [{"name": "the-report.md"}]
    assert shell("add", "_files", "name=x").status != 0
    assert shell("set", "_files", report["_id"], "name=x").status != 0
    assert [table["name"] for table in shell.ask("tables")] == ["people"]


def test_a_row_that_was_made_from_a_file_says_from_where(shell: Shell, report: Any) -> None:
    shell.ok("table", "create", "nets", "name:text")
    made = shell.ok("add", "nets", "name=Gill net", "--from", "the-report.md", "--heading", "deep")
    address = f"<lattice://_files/{report['_id']}?at={REPORT.index('### Deep')}>"
    assert f"The Report · Report › Methods › Deep water {address}" in made
    shell.ok("add", "nets", "name=Trawl", "--from", "The Report")
    sources = [row["_source"] for row in shell.ask("sql", "select _source from nets order by _id")]
    assert sources[1] == f"The Report <lattice://_files/{report['_id']}>"
    assert shell("add", "nets", "name=x", "--from", "nothing").status == 3
    assert shell("add", "nets", "name=x", "--from", "The Report", "--heading", "nope").status == 3
    assert shell("add", "nets", "name=x", "--page", "1").status == 2


def test_a_search_says_where_in_a_file_the_words_stand(shell: Shell, report: Any) -> None:
    (hit,) = shell.ask("search", "nets")
    assert (hit["table"], hit["row_id"]) == ("_files", report["_id"])
    assert "Deep water" in hit["place"]
    found = shell.ask("file", "show", hit["row_id"], "--start", str(hit["at"]), "--length", "25")
    assert "Nets" in found["text"]
    assert "Deep water" in shell.ok("search", "nets")


def test_the_log_tells_of_other_contents_without_hashes(shell: Shell, report: Any) -> None:
    Path("new.md").write_text("other")
    shell.ok("artifact", "update", "the-report.md", "new.md", "--title", "New")
    line = shell.ok("log", "--table", "_files", "--limit", "1")
    assert "other contents, title: The Report → New" in line
    assert "sha256" not in line


@pytest.mark.parametrize("data", [b"\xff\xfe\x00x", b"a\0b"])
def test_an_artifact_is_text(shell: Shell, report: Any, data: bytes) -> None:
    Path("binary").write_bytes(data)
    assert shell("artifact", "create", "x", "binary").status == 2
    assert shell("artifact", "create", "x", "missing").status == 3
    assert shell("artifact", "create", "x", ".").status == 2
    assert len(shell.ask("files")) == 1


def test_an_artifact_comes_through_standard_input(shell: Shell, report: Any) -> None:
    done = shell.process("artifact", "create", "Piped", "-", "--json", stdin="# Céline ✓\n")
    assert done.json["size"] == len("# Céline ✓\n".encode())
    assert shell.process("file", "show", "Piped").out == "# Céline ✓\n"


def test_an_agent_writes_only_what_it_may(shell: Shell, report: Any) -> None:
    shell.ok("settings", "set", "agents.denied_actions", "artifact.update")
    agent = ("--actor", "agent:scout")
    shell.ok(*agent, "artifact", "create", "Mine")
    assert shell(*agent, "artifact", "update", "mine.md", "--title", "x").status == 5
    assert shell.ask("log", "--limit", "1")[0]["actor"] == "agent:scout"
    shell.ok("settings", "set", "agents.denied_actions", "")
    shell.ok("table", "create", "open", "name:text")
    shell.ok("settings", "set", "agents.allowed_tables", "open")
    assert shell(*agent, "files").status in (3, 5)
    assert shell(*agent, "artifact", "create", "Again").status in (3, 5)
    assert "sampled" not in shell(*agent, "file", "show", report["_id"]).out


def test_an_agent_that_may_not_read_a_file_gets_its_bytes_no_more_than_its_text(
    shell: Shell, report: Any
) -> None:
    Path("noted.txt").write_text("We sampled the fjord.\n")
    shell.ok("file", "add", "noted.txt")
    shell.ok("settings", "set", "agents.denied_actions", "file.read")
    for name in ("the-report.md", "noted.txt"):
        for command in (("show", name), ("save", name, "out.md"), ("save", name, "-")):
            done = shell("--actor", "agent:scout", "file", *command)
            assert done.status == 5
            assert "sampled" not in done.out + done.err
    assert not Path("out.md").exists()


def test_a_text_that_would_act_on_a_terminal_is_shown_there_and_whole_in_a_pipe(
    shell: Shell, report: Any
) -> None:
    from tests.cli.test_attack_text import EVIL, _on_a_terminal

    text = f"a{EVIL}b\n\tc\n"
    shell.process("artifact", "create", "Evil", "-", stdin=text)
    assert shell.process("file", "show", "Evil").out == text
    seen = _on_a_terminal(shell, "file", "show", "Evil")
    assert "\x1b" not in seen
    assert "␛]0;x␇" in seen
    assert "\n\tc\n" in seen.replace("        ", "\t")
    assert "not for a terminal" in _on_a_terminal(shell, "file", "save", "Evil", "-")


def test_names_of_files_are_completed(shell: Shell, report: Any) -> None:
    shell.ok("artifact", "create", "Two words", "--name", "two words.md")
    assert completed(shell, "lattice file show the") == ["the-report.md"]
    assert completed(shell, "lattice file show ") == ["the-report.md"]
    assert completed(shell, f"lattice file show {report['_id'][:20]}")[0].startswith(report["_id"][:20])
    assert completed(shell, "lattice rows _f") == ["_files"]
    assert completed(shell, "lattice files --kind w") == ["web"]


def test_a_reader_that_went_away_ends_a_save_without_a_word(shell: Shell, report: Any) -> None:
    Path("long.txt").write_text("x" * 3_000_000)
    shell.ok("artifact", "update", "the-report.md", "long.txt")
    done = subprocess.run(
        f"{sys.executable} -m lattice file save the-report.md - | head -c 10",
        shell=True,
        capture_output=True,
        env=shell.environment(),
        check=False,
    )
    assert (done.stdout, done.stderr) == (b"x" * 10, b"")
