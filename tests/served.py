"""A real `lattice serve` for tests: one process for each worker of a test run."""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

from tests.hosting_place import database_url

#: How long the server may take until it says that it is ready, in seconds.
START_S = 60.0
#: Tests ask faster than people do.
_SETTINGS = (
    "requests_a_second = 100000.0\nburst = 100000\nsign_ins_a_minute = 100000.0\nstreams_a_token = 64\n"
)


class Served(NamedTuple):
    """A server that runs."""

    address: str
    admin: str
    """A token that makes workspaces on it."""


_running: Served | None = None


def served() -> Served:
    """The server of this worker, started when it is asked for first; it ends with the worker."""
    global _running
    if _running is None:
        _running = _start()
    return _running


def _start() -> Served:
    folder = Path(tempfile.mkdtemp(prefix="lattice-served-"))
    (folder / "data").mkdir()
    (folder / "data" / "server.toml").write_text(_SETTINGS)
    where = ["--data", str(folder / "data"), "--database", database_url()]
    environ = {**os.environ, "LATTICE_HOME": str(folder)}
    lattice = [sys.executable, "-m", "lattice"]
    process = subprocess.Popen(
        [*lattice, "serve", "--port", "0", "--log", "warning", *where],
        stderr=subprocess.PIPE,
        text=True,
        env=environ,
    )
    atexit.register(_stop, process)
    address = _address(process)
    made = subprocess.run(
        [*lattice, "server", "token", "create", "--admin", "--json", *where],
        capture_output=True,
        text=True,
        env=environ,
        timeout=START_S,
        check=True,
    )
    return Served(address, json.loads(made.stdout)["token"])


def _address(process: subprocess.Popen[str]) -> str:
    """Where it listens, from what it says; what it says later goes nowhere."""
    assert process.stderr is not None
    alarm = threading.Timer(START_S, process.kill)
    alarm.start()
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"listening on (\S+)", line):
            alarm.cancel()
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found[1]
    raise AssertionError(f"the server did not start: {''.join(said)}")


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
