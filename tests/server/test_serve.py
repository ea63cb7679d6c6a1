"""`lattice serve` and `lattice server` as processes: one command and it runs, and stops in good order."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from lattice.engine.hosting import embedded
from lattice.model.errors import LatticeError

#: Processes end, and begin, within this.
DEADLINE_S = 60.0


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "lattice", "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )


@contextmanager
def served(home: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server that runs meanwhile; its URL."""
    command = [sys.executable, "-m", "lattice", "--home", str(home), "serve", "--port", "0", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ.copy())
    try:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            if found := re.fullmatch(r"listening on (\S+)\n", line):
                break
        else:
            raise AssertionError(said)
        yield found.group(1), process
    finally:
        process.terminate()
        process.communicate(timeout=DEADLINE_S)


def test_one_command_and_it_runs_and_whoever_keeps_it_sees_how_it_is(tmp_path: Path) -> None:
    with served(tmp_path) as (url, process):
        assert httpx.get(f"{url}/readyz", trust_env=False).status_code == 200
        made = json.loads(run(tmp_path, "server", "workspace", "create", "Field notes", "--json").stdout)
        headers = {"Authorization": f"Bearer {made['token']}"}
        me = httpx.get(f"{url}/v1/me", headers=headers, trust_env=False).json()
        assert [w["name"] for w in me["workspaces"]] == ["Field notes"]
        stream = httpx.stream("GET", f"{url}/v1/{made['id']}/stream", headers=headers, trust_env=False)
        with stream as answer:
            lines = answer.iter_lines()
            assert next(lines) == "event: head"
            status = json.loads(run(tmp_path, "server", "status", "--json").stdout)
            assert status["running"] == [url]
            assert (status["workspaces"], status["here"], status["listening"]) == (1, 1, 1)
            process.send_signal(signal.SIGTERM)
            assert "event: bye" in list(lines)
        assert process.wait(timeout=DEADLINE_S) == 0
    status = json.loads(run(tmp_path, "server", "status", "--json").stdout)
    assert (status["running"], status["workspaces"]) == ([], 1)
    admin = run(tmp_path, "server", "token", "create", "--admin", "--json")
    assert json.loads(admin.stdout)["token"].startswith("laa_")
    listed = json.loads(run(tmp_path, "server", "token", "list", "--json").stdout)
    assert len(listed) == 2
    assert "laa_" not in json.dumps(listed)
    refused = run(tmp_path, "server", "workspace", "remove", "Field notes")
    assert refused.returncode == 2
    assert run(tmp_path, "server", "workspace", "remove", "Field notes", "--yes").returncode == 0
    assert json.loads(run(tmp_path, "server", "workspace", "list", "--json").stdout) == []


def test_a_server_does_not_speak_in_the_clear_where_others_listen(tmp_path: Path) -> None:
    refused = run(tmp_path, "serve", "--host", "0.0.0.0", "--port", "0")
    assert refused.returncode == 2
    assert "plain HTTP" in refused.stderr
    half = run(tmp_path, "serve", "--cert", str(tmp_path / "cert.pem"))
    assert half.returncode == 2


def test_a_server_toml_that_cannot_be_used_is_said_with_what_it_may_set(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    (tmp_path / "server" / "server.toml").write_text("pol_s = 3\n", "utf-8")
    refused = run(tmp_path, "serve", "--port", "0")
    assert (refused.returncode, "poll_s" in refused.stderr) == (2, True)


def test_the_embedded_postgres_says_where_it_cannot_live(tmp_path: Path) -> None:
    with pytest.raises(LatticeError) as refused:
        embedded(tmp_path / "two words")
    assert refused.value.code == "unwritable"
    assert "space" in str(refused.value)
