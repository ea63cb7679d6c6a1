from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lattice.client import create_local
from lattice.workspaces import Registry
from tests.engine.workspaces import ADA

#: One step of SQLite's machine that takes hours.
ONE_STEP = "SELECT instr(printf('%.*c', 20000000, 'a'), printf('%.*c', 10000000, 'a') || 'b')"

#: In a process of its own, since nothing but its end stops the queries.
PROGRAM = f"""
import asyncio, sys, time
from pathlib import Path

from lattice.databases import sqlite_asking, sqlite_query
from lattice.model.errors import LatticeError

SQL = {ONE_STEP!r}


def ask(sql=SQL):
    return sqlite_asking.ask(Path(sys.argv[1]), {{}}, sql, 10)


async def main():
    query = asyncio.create_task(ask())
    deadline = time.monotonic() + 10
    while not any(f.f_code.co_name == "run_query" for f in sys._current_frames().values()):
        assert time.monotonic() < deadline
        await asyncio.sleep(0)
    begun = time.monotonic()
    query.cancel()
    try:
        await query
    except asyncio.CancelledError:
        print("stopped", time.monotonic() - begun < 5)
    sqlite_query.TIME_LIMIT_S = sqlite_asking.GRACE_S = sqlite_asking.STOPPING_S = 0.1
    try:
        await ask()
    except LatticeError as error:
        print(error.code, "longer than" in error.message)
    print((await ask("SELECT 1")).rows)
    sqlite_asking._running = sqlite_asking.threading.BoundedSemaphore(1)
    try:
        await asyncio.gather(ask(), ask())
    except LatticeError as error:
        print(error.code)


asyncio.run(main())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace with nothing in it."""

    async def make() -> None:
        client = await create_local(tmp_path / "w.lattice", name="w", caller=ADA)
        await client.close()

    asyncio.run(make())
    return tmp_path / "w.lattice"


def test_a_query_that_sqlite_cannot_stop_holds_up_neither_its_caller_nor_the_end_of_the_process(
    path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stdout.splitlines() == ["stopped True", "invalid_sql True", "((1,),)", "busy"]
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_ends_a_command_whose_query_sqlite_cannot_stop(path: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    name = Registry(home).open_file(path).name
    program = (
        "import os, signal, sys\n"
        "from lattice.cli.main import main\n"
        "from lattice.databases import sqlite_query\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "prepare = sqlite_query._prepare\n"
        "def told(*given):\n"
        "    prepare(*given)\n"
        "    os.write(1, b'asked\\n')\n"
        "sqlite_query._prepare = told\n"
        "sys.exit(main())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, "-w", name, "sql", ONE_STEP],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LATTICE_HOME": str(home)},
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "asked\n"
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=5)
        finally:
            process.kill()
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in err
