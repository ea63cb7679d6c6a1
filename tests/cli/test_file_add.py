"""Bringing files in by the command line: paths, folders, standard input; what is refused, what is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell

#: Seconds after which a process that is waited for is given up.
_PATIENCE_S = 30


@pytest.fixture
def papers(shell: Shell, tmp_path: Path) -> Path:
    """A folder with four files, one broken; the shell is in a workspace."""
    shell.ok("create", "acme")
    folder = tmp_path / "papers"
    (folder / "sub").mkdir(parents=True)
    (folder / "herring.txt").write_text("Herring in the fjord\n")
    (folder / "sub" / "cod.md").write_text("# Cod\n\nCod is caught in winter.\n")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    return folder


def by_name(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in rows}


def test_a_file_is_referenced_where_it_is_and_its_text_is_kept(shell: Shell, papers: Path) -> None:
    (row,) = shell.ask("file", "add", "papers/herring.txt")
    assert (row["outcome"], row["status"], row["error"]) == ("added", "ready", None)
    assert (row["kind"], row["path"]) == ("referenced", str(papers / "herring.txt"))
    assert (row["size"], row["untrusted"]) == (21, False)
    assert shell.ok("file", "show", "herring.txt") == "Herring in the fjord\n"
    assert shell.ask("search", "fjord")[0]["row_id"] == row["_id"]
    assert shell.ask("file", "add", "papers/herring.txt")[0]["outcome"] == "unchanged"
    words = shell.ok("file", "add", "papers/sub/cod.md")
    assert "added" in words
    assert "ready" in words


def test_stored_files_outlive_their_originals(shell: Shell, papers: Path) -> None:
    (row,) = shell.ask("file", "add", "papers/herring.txt", "--store", "--name", "h.txt", "--title", "Fish")
    assert (row["kind"], row["name"], row["title"]) == ("stored", "h.txt", "Fish")
    (papers / "herring.txt").unlink()
    shell.ok("file", "save", "Fish", "out.txt")
    assert Path("out.txt").read_text() == "Herring in the fjord\n"
    shell.ok("undo")
    assert shell.ask("files") == []


def test_the_setting_says_whether_files_are_stored(shell: Shell, papers: Path) -> None:
    shell.ok("settings", "set", "files.store", "true")
    assert shell.ask("file", "add", "papers/herring.txt")[0]["kind"] == "stored"
    assert shell.ask("file", "add", "papers/sub/cod.md", "--no-store")[0]["kind"] == "referenced"


def test_a_folder_comes_in_with_all_below_it_and_says_what_could_not_be_read(
    shell: Shell, papers: Path
) -> None:
    rows = by_name(shell.ask("file", "add", "papers"))
    assert set(rows) == {"herring.txt", "cod.md", "noise.bin", "broken.pdf"}
    assert (rows["cod.md"]["outcome"], rows["cod.md"]["status"]) == ("added", "ready")
    assert rows["noise.bin"]["status"] == "no_text"
    assert rows["broken.pdf"]["status"] == "failed"
    assert rows["broken.pdf"]["error"]
    again = by_name(shell.ask("file", "add", "papers"))
    assert set(again) == set(rows)
    assert again["cod.md"]["outcome"] == "unchanged"
    done = shell("file", "add", "papers")
    assert done.status == 0
    assert "4 files" in done.err
    shell.ok("undo")
    assert shell.ask("files") == []


def test_a_document_that_cannot_be_read_is_an_error_only_when_it_shall_be(shell: Shell, papers: Path) -> None:
    done = shell("file", "add", "papers/broken.pdf")
    assert done.status == 0
    assert "broken.pdf: failed: " in done.out
    strict = shell("file", "add", "papers/broken.pdf", "papers/herring.txt", "--strict", "--json")
    assert strict.status == 1
    assert [row["status"] for row in json.loads(strict.out)] == ["failed", "ready"]
    assert json.loads(strict.err)["error"]["code"] == "failed"


def test_one_that_is_refused_stops_no_other(shell: Shell, papers: Path) -> None:
    done = shell("file", "add", "missing.txt", "papers/herring.txt", "--json")
    assert done.status == 3
    assert [row["name"] for row in json.loads(done.out)] == ["herring.txt"]
    error = json.loads(done.err)["error"]
    assert error["code"] == "not_found"
    assert "missing.txt" in error["message"]
    assert error["details"]["refused"][0]["source"] == "missing.txt"
    assert shell("file", "add", "missing.txt", "--json").error["code"] == "not_found"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("missing",), 3),
        (("",), 2),
        (("a\0b",), 3),
        (("/dev/null",), 2),
        (("-", "-"), 2),
        (("papers", "--name", "x"), 2),
        (("papers/herring.txt", "papers/noise.bin", "--title", "x"), 2),
        (("papers/herring.txt", "--name", "../x"), 2),
        (("ftp://example.org/x",), 2),
        (("file:///etc/passwd",), 2),
        (("http://127.0.0.1/x",), 5),
        (("http://[::ffff:169.254.169.254]/latest",), 5),
        (("http://localhost:1/",), 5),
    ],
)
def test_what_cannot_be_a_file_is_refused_in_words(
    shell: Shell, papers: Path, arguments: tuple[str, ...], status: int
) -> None:
    done = shell("file", "add", *arguments)
    assert done.status == status
    assert done.err.startswith("lattice: ")
    assert "inside Lattice" not in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_may_not_be_read_is_refused(shell: Shell, papers: Path) -> None:
    (papers / "herring.txt").chmod(0)
    assert shell("file", "add", "papers/herring.txt").status == 2


def test_names_that_would_act_on_a_terminal_are_harmless(shell: Shell, papers: Path) -> None:
    evil = papers / "a\x1b]0;x\x07\nb\u202e.txt"
    evil.write_text("plain words\n")
    (papers / os.fsdecode(b"latin-\xe9.txt")).write_text("more words\n")
    done = shell("file", "add", "papers")
    assert done.status == 0
    for said in (done.out, done.err, shell.ok("files"), shell.ok("log")):
        assert not {"\x1b", "\x07", "\u202e"} & set(said)
    rows = shell.ask("files", "--where", "status = ready")
    assert len(rows) == 4
    for row in rows:
        assert "words" in shell.ok("file", "show", row["_id"]) or row["name"] in ("herring.txt", "cod.md")
    assert shell.ask("file", "add", str(evil))[0]["outcome"] == "unchanged"


def test_what_is_piped_in_is_stored_once(shell: Shell, papers: Path) -> None:
    first = shell.process("file", "add", "-", "--name", "note.md", "--json", stdin="# Note\n\nPiped.\n").json[
        0
    ]
    assert (first["outcome"], first["kind"], first["path"]) == ("added", "stored", None)
    assert (first["name"], first["media_type"]) == ("note.md", "text/markdown")
    copy = shell.process("file", "add", "-", stdin="# Note\n\nPiped.\n")
    assert "has the bytes of note.md" in copy.out
    assert len(shell.ask("files")) == 1
    assert shell.process("file", "add", "-", stdin="").status == 2


def test_two_processes_that_add_the_same_folder_make_each_file_once(shell: Shell, papers: Path) -> None:
    for n in range(12):
        (papers / f"paper-{n}.txt").write_text(f"Paper {n} on plankton\n")
    command = [sys.executable, "-m", "lattice", "file", "add", str(papers), "--json"]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=shell.environment())
        for _ in range(2)
    ]
    ended = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0], ended
    rows = shell.ask("files")
    assert len(rows) == 16
    assert len({row["path"] for row in rows}) == 16
    assert len(shell.ask("search", "plankton")) == 12
    assert shell.ask("audit", "verify")["ok"] is True


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, what
        os.sched_yield()


def test_an_import_that_is_stopped_says_what_was_done_and_goes_on_when_run_again(
    shell: Shell, papers: Path
) -> None:
    for n in range(40):
        (papers / f"paper-{n:03}.txt").write_text(f"Paper {n}\n" * 2_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "lattice", "file", "add", str(papers), "missing"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=shell.environment(),
    )
    wait_until(lambda: shell.ask("rows", "_files", "--count")["total"] >= 3, "no file came in")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=_PATIENCE_S)
    assert (process.returncode, out) == (130, "")
    assert "Stopped. Of " in err
    assert "of 44 files are done. Not begun: missing." in err
    before = shell.ask("rows", "_files", "--count")["total"]
    assert 3 <= before < 44
    rows = shell.ask("file", "add", "papers")
    assert len(rows) == 44
    assert sum(row["outcome"] == "unchanged" for row in rows) >= before - 4
    assert shell.ask("audit", "verify")["ok"] is True


def test_an_agent_that_may_not_add_adds_nothing(shell: Shell, papers: Path) -> None:
    shell.ok("settings", "set", "agents.denied_actions", "file.add,file.from_url")
    agent = ("--actor", "agent:scout")
    for sources in (["papers/herring.txt"], ["papers/herring.txt", "--store"], ["papers"]):
        done = shell(*agent, "file", "add", *sources)
        assert done.status == 5
    assert shell(*agent, "file", "add", "http://example.org/").status == 5
    assert shell.ask("files") == []
    shell.ok("settings", "set", "agents.denied_actions", "")
    shell.ok(*agent, "file", "add", "papers/herring.txt")
    event = shell.ask("log", "--limit", "1")[0]
    assert event["actor"] == "agent:scout"
    assert event["on_behalf_of"].startswith("human:")


def test_the_web_can_be_switched_off_by_setting_and_environment(shell: Shell, papers: Path) -> None:
    shell.ok("settings", "set", "web.block", "example.org")
    assert "web.block" in shell("file", "add", "https://www.example.org/x").err
    done = shell.process("file", "add", "https://example.com/", env={"LATTICE_URL_ENABLED": "false"})
    assert done.status == 5
    assert "switched off" in done.err
    assert shell.process("files", env={"LATTICE_URL_MAX_BYTES": "lots"}).status == 2


def test_other_contents_are_a_version_and_a_referenced_file_says_where_to_change_it(
    shell: Shell, papers: Path
) -> None:
    shell.ok("file", "add", "papers/herring.txt", "--store")
    done = shell.process("file", "replace", "herring.txt", "-", "--json", stdin="Herring and sprat\n").json
    assert (done["outcome"], done["size"]) == ("replaced", 18)
    assert shell.ok("file", "show", "herring.txt", "--version", "1") == "Herring in the fjord\n"
    shell.ok("file", "save", "herring.txt", "old.txt", "--version", "1")
    assert Path("old.txt").read_text() == "Herring in the fjord\n"
    shell.ok("file", "replace", "herring.txt", "old.txt")
    assert shell.ok("file", "show", "herring.txt") == "Herring in the fjord\n"
    stale = shell("file", "replace", "herring.txt", "old.txt", "--expect-version", "1")
    assert stale.status == 4
    assert shell("file", "replace", "herring.txt", "missing").status == 3
    assert shell("file", "replace", "herring.txt", "papers").status == 2
    shell.ok("file", "add", "papers/sub/cod.md")
    done = shell("file", "replace", "cod.md", "old.txt")
    assert done.status == 2
    assert "read-again" in done.err


def test_originals_that_changed_or_went_are_noticed_and_read_again(shell: Shell, papers: Path) -> None:
    shell.ok("file", "add", "papers")
    assert shell.ask("file", "check") == []
    (papers / "herring.txt").write_text("Herring and sprat\n")
    (papers / "sub" / "cod.md").unlink()
    news = by_name(shell.ask("file", "check"))
    assert {name: row["status"] for name, row in news.items()} == {
        "herring.txt": "changed",
        "cod.md": "missing",
    }
    done = shell("file", "show", "herring.txt")
    assert done.out == "Herring in the fjord\n"
    assert "changed since it was read" in done.err
    assert "no longer at" in shell("file", "show", "cod.md").err
    assert shell.ask("file", "read-again", "herring.txt")["status"] == "ready"
    assert shell.ok("file", "show", "herring.txt") == "Herring and sprat\n"
    assert shell("file", "read-again", "cod.md").status == 3
    assert shell("file", "save", "cod.md", "x.md").status == 3
    (papers / "moved.md").write_text("# Cod\n\nCod is caught in winter.\n")
    assert shell.ask("file", "update", "cod.md", "--path", "papers/moved.md")["path"] == str(
        papers / "moved.md"
    )
    assert shell("file", "update", "cod.md", "--path", "nowhere.md").status == 3


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_adding_what_never_ends_is_stopped_at_once_and_leaves_nothing(
    shell: Shell, tmp_path: Path, sent: signal.Signals
) -> None:
    shell.ok("create", "acme")
    spool = tmp_path / "spool"
    spool.mkdir()
    # whoever runs the tests in the background has these ignored, and a new process inherits that
    program = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
    program += "from lattice.cli.main import main; sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "--home", str(shell.home), "file", "add", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(spool)},
    )
    try:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b"x" * 4_000_000)  # more than a pipe holds: most of it is read by now
        process.stdin.flush()
        process.send_signal(sent)
        assert process.wait(timeout=_PATIENCE_S) == 130
        assert b"Stopped" in process.stderr.read()
    finally:
        process.kill()
        process.communicate()
    assert list(spool.iterdir()) == []
