"""A real Postgres for tests: one embedded server for all workers, one database for each of them."""

from __future__ import annotations

import atexit
import itertools
import os
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from lattice.engine.hosting import Hosting, embedded, open_hosting
from lattice.model.people import Caller
from lattice.model.values import now

#: One for each worker of a test run; the server behind it is one for all, and stops with the last of them.
_DATABASE = f"lattice_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
_url: str | None = None
_NUMBERS = itertools.count(1)


def folder() -> Path:
    """Where the embedded Postgres of this test run lives."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    return Path(tempfile.gettempdir()) / f"lattice-tests-{run}"


def database_url() -> str:
    """The address of this worker's own database, as superuser; the server is started when need be."""
    global _url
    if _url is None:
        place = folder()
        place.mkdir(exist_ok=True)
        server = embedded(place)
        with psycopg.connect(server, autocommit=True) as admin:
            name = sql.Identifier(_DATABASE)
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            admin.execute(sql.SQL("CREATE DATABASE {}").format(name))
        _url = psycopg.conninfo.make_conninfo(server, dbname=_DATABASE)
        atexit.register(_sweep, place)
    return _url


def another(called: str) -> str:
    """The address of an empty database beside the worker's own, for what goes through all of a server."""
    url = database_url()
    # never the same again: dropping one waits for every connection of the server, whoever's it is
    name = f"{_DATABASE}_{called}_{next(_NUMBERS)}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return psycopg.conninfo.make_conninfo(url, dbname=name)


def _sweep(place: Path) -> None:
    """The folder goes with whoever is last to leave it."""
    import shutil

    shutil.rmtree(place / "heads", ignore_errors=True)
    if not (place / "postgres" / "postmaster.pid").exists():
        shutil.rmtree(place, ignore_errors=True)


async def hosting(tmp_path: Path, url: str = "", **options: object) -> Hosting:
    """The workspaces of this worker's database, or of the one at `url`, opened in the running event loop."""
    wanted: dict[str, object] = {"poll_s": 0.2, "connections": 4, **options}
    return await open_hosting(url or database_url(), tmp_path, **wanted)  # type: ignore[arg-type]


async def enter(hosting: Hosting, workspace: str, caller: Caller) -> None:
    """Make the person of a caller a member, with the caller's role, if they are none yet."""
    async with hosting.tx() as tx:
        await tx.run(
            "INSERT INTO lattice.members (workspace, id, name, role, joined_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (workspace, caller.principal, caller.principal.partition(":")[2], caller.role.value, now()),
        )
