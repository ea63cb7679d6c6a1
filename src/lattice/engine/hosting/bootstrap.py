"""Makes a Postgres ready for Lattice: roles, the server's schema, the format and the rules of workspaces.

Run at each start, by the role that the database's address names; what is there already stays.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import random
import re
from importlib import resources
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from lattice.databases.migrations import FORMAT
from lattice.databases.postgres_errors import explain
from lattice.databases.tickets import Signer, pads
from lattice.model.errors import LatticeError

#: The oldest Postgres whose rules and functions are used here (MERGE of privileges, `SET` option of roles).
OLDEST = 160000
#: Only one process at a time makes the database ready: the key of its advisory lock.
_LOCK = 0x1A771CE
_PACKAGE = "lattice.databases.migrations"
_COLLATIONS = ("pg_unicode_fast", "pg_c_utf8", "und-x-icu", "default")

Admin = psycopg.AsyncConnection[tuple[Any, ...]]


class Ready(NamedTuple):
    """What a server needs to know of a database that is ready."""

    signer: Signer
    login: str
    """The role that its connections log in as, which owns nothing."""
    password: str


def schema_of(workspace_id: str) -> str:
    """The schema of a workspace."""
    return f"w_{workspace_id.lower()}"


async def connect(url: str) -> Admin:
    """A connection as the role that the address names; raises `unreachable`, `forbidden`."""
    try:
        return await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        # the address may hold a password: only what Postgres says is shown
        raise LatticeError(
            "unreachable",
            f"The database does not answer: {_first_line(error)}.",
            "Check --database: postgresql://USER:PASSWORD@HOST/NAME?sslmode=verify-full.",
        ) from None
    except psycopg.Error as error:
        raise LatticeError(
            "usage", f"--database is no address of a Postgres: {_first_line(error)}."
        ) from None


async def reach(url: str) -> Admin:
    """The same for somebody's request; raises `busy`.

    Where the database is, and how it is reached, is for who keeps the server.
    """
    try:
        return await connect(url)
    except LatticeError as error:
        raise LatticeError(
            "busy", "The server's database cannot be reached.", "Try again in a moment."
        ) from error


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return re.sub(r"password=\S+|//[^@\s]*@", "…", text).rstrip(".")


async def make_ready(admin: Admin) -> Ready:
    """Bring the whole database to what this Lattice needs; raises `forbidden`, `newer_workspace`."""
    if admin.info.server_version < OLDEST:
        raise LatticeError(
            "failed",
            f"Postgres {admin.info.server_version // 10000} is too old.",
            f"Lattice needs {OLDEST // 10000} or newer.",
        )
    await admin.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        await _roles(admin)
        await admin.execute("SET ROLE lattice_owner")
        await _run_file(admin, "server.sql", {"$LOWER": await _collation(admin)})
        ready = await _keys(admin)
        await admin.execute("RESET ROLE")
        await _login(admin, ready)
        return ready
    except psycopg.errors.InsufficientPrivilege as error:
        raise LatticeError(
            "forbidden",
            f"The role of --database may not make the database ready: {_first_line(error)}.",
            "It needs CREATEROLE and CREATE on the database: see docs/cloud.md.",
        ) from error
    finally:
        await admin.execute("RESET ROLE")
        await admin.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))


async def _roles(admin: Admin) -> None:
    known = {str(row[0]) for row in await (await admin.execute("SELECT rolname FROM pg_roles")).fetchall()}
    for role in ("lattice_owner", "lattice_member"):
        if role not in known:
            await admin.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    row = await (
        await admin.execute(
            "SELECT pg_has_role(current_user, 'lattice_owner', 'SET'), current_database(), current_user"
        )
    ).fetchone()
    assert row is not None
    if not row[0]:
        await admin.execute(
            sql.SQL("GRANT lattice_owner TO {} WITH SET TRUE").format(sql.Identifier(str(row[2])))
        )
    name = sql.Identifier(str(row[1]))
    await admin.execute(sql.SQL("GRANT CREATE, TEMPORARY ON DATABASE {} TO lattice_owner").format(name))
    await admin.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO lattice_member").format(name))


async def _collation(admin: Admin) -> str:
    rows = await (await admin.execute("SELECT collname FROM pg_collation")).fetchall()
    known = {str(row[0]) for row in rows}
    return '"' + next(name for name in _COLLATIONS if name in known) + '"'


async def _keys(admin: Admin) -> Ready:
    """The key of the tickets and the password of the login role, made once."""
    key, password = os.urandom(32), os.urandom(24).hex()
    inner, outer = pads(key)
    await admin.execute(
        "INSERT INTO lattice.keys (inner_pad, outer_pad, key, password) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        (inner, outer, key, password),
    )
    row = await (await admin.execute("SELECT key, password, current_database() FROM lattice.keys")).fetchone()
    assert row is not None
    # roles are of the whole cluster, so each database has its own
    login = "lattice_server_" + hashlib.sha256(str(row[2]).encode()).hexdigest()[:8]
    return Ready(Signer(bytes(row[0])), login, str(row[1]))


async def _login(admin: Admin, ready: Ready) -> None:
    known = await (
        await admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ready.login,))
    ).fetchone()
    login = sql.Identifier(ready.login)
    if known is None:
        await admin.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOINHERIT PASSWORD {}").format(login, sql.Literal(ready.password))
        )
    await admin.execute(sql.SQL("GRANT lattice_member TO {} WITH INHERIT FALSE, SET TRUE").format(login))
    # its sessions see each other's statements, and with them the tickets of others; only some may forbid it
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        await admin.execute(sql.SQL("ALTER ROLE {} SET track_activities = off").format(login))


async def converge(url: str, schema: str) -> None:
    """Bring one workspace to this Lattice's format and state its rules again, whatever they were.

    Another process may be at work in it: whoever waits for the other in a circle tries again. Raises
    `busy`, `newer_workspace`.
    """
    for wait_s in (0.1, 0.3, 1.0, 2.0, None):
        try:
            async with await reach(url) as admin:
                await admin.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
                await admin.execute("SET ROLE lattice_owner")
                # while rules wait for a long reading, nobody else reads
                await admin.execute("SET lock_timeout = '2s'")
                await migrate(admin, schema)
                await state_rules(admin, schema)
            return
        except (psycopg.errors.DeadlockDetected, psycopg.errors.LockNotAvailable) as error:
            if wait_s is None:
                raise explain(error) from error
        except psycopg.Error as error:
            raise explain(error) from error
        await asyncio.sleep(wait_s * random.uniform(0.5, 1.0))


async def migrate(admin: Admin, schema: str) -> None:
    """Bring the bookkeeping of one workspace up to date, or make it; raises `newer_workspace`."""
    async with admin.transaction():
        await admin.execute(
            sql.SQL("SET LOCAL search_path = {}, lattice_sql, pg_catalog").format(sql.Identifier(schema))
        )
        there = await (await admin.execute("SELECT to_regclass('lattice_meta')")).fetchone()
        if there is None or there[0] is None:
            await _run_file(admin, "workspace.sql", {"$SCHEMA": schema})
            await admin.execute("INSERT INTO lattice_meta (key, value) VALUES ('format', %s)", (str(FORMAT),))
            return
        row = await (await admin.execute("SELECT value FROM lattice_meta WHERE key = 'format'")).fetchone()
        found = int(row[0]) if row else FORMAT
        if found > FORMAT:
            raise LatticeError(
                "newer_workspace",
                f"The database was written by a newer Lattice (format {found}; this one knows {FORMAT}).",
                "Upgrade this server; nothing was changed.",
            )


async def state_rules(admin: Admin, schema: str) -> None:
    """State who sees and changes what in one workspace, whole."""
    async with admin.transaction():
        await _run_file(admin, "access.sql", {"$SCHEMA": schema})


async def _run_file(admin: Admin, name: str, places: dict[str, str]) -> None:
    text = resources.files(_PACKAGE).joinpath("postgres", name).read_text("utf-8")
    for place, value in places.items():
        text = text.replace(place, value)
    await admin.execute(text)
