from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lattice.cli.tables_text import cells, table_text
from tests.cli.shell import Shell


def in_terminal(shell: Shell, *arguments: str, columns: int = 40, env: dict[str, str] | None = None) -> str:
    """What a terminal of that width is sent."""
    import fcntl
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = shell.environment({"TERM": "xterm", **(env or {})})
    for name in ("COLUMNS", "LINES", "NO_COLOR"):
        if name not in (env or {}):
            environment.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "-m", "lattice", *arguments],
        stdout=slave,
        stderr=slave,
        stdin=slave,
        env=environment,
    )
    os.close(slave)
    sent = b""
    while True:
        try:
            block = os.read(master, 65536)
        except OSError:
            break
        if not block:
            break
        sent += block
    os.close(master)
    assert process.wait(60) == 0
    return sent.decode().replace("\r\n", "\n")


def test_a_table_is_aligned_and_plain_where_it_is_no_terminal(acme: Shell) -> None:
    text = acme.ok("rows", "people", "--columns", "name,age,born")
    lines = text.splitlines()
    assert lines[0].split() == ["_id", "name", "age", "born"]
    assert lines[1].index("1815-12-10") == lines[0].index("born")
    assert "\x1b" not in text
    assert "Bo [b]x␛[31m" in text


def test_nothing_is_cut_where_it_is_no_terminal(acme: Shell) -> None:
    acme.ok("add", "people", "name=" + "long " * 200)
    assert ("long " * 200).strip() in acme.ok("rows", "people", "--columns", "name,age")


def test_a_terminal_gets_lines_that_fit_and_a_bold_head(acme: Shell) -> None:
    acme.ok("add", "people", "name=" + "long " * 200)
    text = in_terminal(acme, "rows", "people", "--columns", "name,age", columns=60)
    assert text.startswith("\x1b[1m_id")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert all(cells(line) <= 60 for line in plain.splitlines())
    assert "…" in plain


def test_no_color_is_obeyed(acme: Shell) -> None:
    assert "\x1b" not in in_terminal(acme, "rows", "people", env={"NO_COLOR": "1"})
    assert "\x1b" not in in_terminal(acme, "rows", "people", env={"TERM": "dumb"})


def test_wide_characters_keep_columns_aligned() -> None:
    text = table_text(("a", "b"), [("東京", "x"), ("é", "y"), ("👩\u200d🔬", "z")])
    assert (
        len({cells(line[: line.index(mark)]) for line, mark in zip(text.splitlines(), "bxyz", strict=True)})
        == 1
    )


def test_where_only_ascii_is_taken_nothing_breaks_and_nothing_is_lost(acme: Shell) -> None:
    acme.ok("add", "people", "name=東京 é")
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    words = acme.process("rows", "people", env=env)
    assert words.status == 0
    assert "\\u6771" in words.out
    found = acme.process("rows", "people", "--json", env=env)
    assert found.out.isascii()
    assert "東京 é" in [row["name"] for row in found.json["rows"]]
    assert acme.process("get", "東京", "x", env=env).status == 2


def test_a_reader_that_goes_away_ends_it_quietly(acme: Shell, tmp_path: Path) -> None:
    acme.ok("table", "create", "many", "text:text")
    for _ in range(3):
        acme.ok("add", "many", "text=" + "x" * 200_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "lattice", "rows", "many"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=acme.environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    assert process.wait(60) == 0
    assert said == b""
    process.stderr.close()


def test_a_closed_stdout_stops_before_anything_is_done(acme: Shell) -> None:
    command = f'"{sys.executable}" -m lattice add people name=Never >&-'
    done = subprocess.run(
        ["sh", "-c", command], env=acme.environment(), stderr=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == 1
    assert "standard output is closed" in done.stderr
    assert acme.ask("rows", "people", "--count") == {"total": 2}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device_is_said(acme: Shell) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "lattice", "rows", "people"],
            env=acme.environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("lattice: the answer cannot be written")
    assert len(done.stderr.splitlines()) == 1


def test_what_was_not_expected_goes_to_the_log_and_is_said_without_a_traceback(
    acme: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("lattice.cli.row_commands.rows_text", explode)
    done = acme("rows", "people")
    assert done.status == 1
    assert "Traceback" not in done.err
    log = acme.home / "logs" / "lattice.log"
    assert str(log) in done.err
    assert "secret detail" in log.read_text()


def test_errors_show_foreign_text_literally(acme: Shell) -> None:
    done = acme("rows", "no\x1b[31m\u202ename")
    assert done.status == 3
    assert "\x1b" not in done.err
    assert "\u202e" not in done.err
    assert json.loads(acme("rows", "no\x1bx", "--json").err)["error"]["code"] == "not_found"
