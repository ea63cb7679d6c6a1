"""The launch checklist: what must hold before others use a server, as far as a machine can tell."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from lattice.engine.hosting import bootstrap, embedded
from lattice.engine.hosting.bootstrap import Admin, schema_of
from lattice.model.errors import LatticeError
from lattice.model.findings import Finding
from lattice.server.backup import LAST
from lattice.server.settings import ServerSettings, read_settings

#: Clocks may differ by so much, in seconds: tickets and times of changes hang on them.
SKEW_S = 1.0
#: A backup should not be older than this.
BACKUP_AGE = timedelta(days=1)
#: How long a notification of the database may take, in seconds.
HEARD_S = 3.0
#: Settings of Postgres without which a change that was answered may be lost.
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
#: What a schema allows whom, in an order that can be compared.
_RULES = (
    "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies"
    " WHERE schemaname = %s ORDER BY 1, 2"
)


async def check_server(folder: Path, database: str) -> tuple[Finding, ...]:
    """Go through the list; what cannot be asked is a finding, too. Changes nothing."""
    settings = read_settings(folder)
    url = database or await asyncio.to_thread(embedded, folder)
    try:
        async with await bootstrap.connect(url) as admin:
            found = [finding async for finding in _of_database(admin, url, settings)]
    except LatticeError as error:
        found = [Finding("database", ok=False, message=error.message, hint=error.hint)]
    return (*found, *_of_folder(folder, settings))


async def _of_database(admin: Admin, url: str, settings: ServerSettings) -> AsyncIterator[Finding]:
    if await _value(admin, "SELECT to_regclass('lattice.workspaces')::text") is None:
        yield Finding(
            "database", ok=False, message="No server was made ready here.", hint="`lattice server init` does."
        )
        return
    yield _version(admin)
    yield await _durable(admin)
    yield await _encrypted(admin)
    yield await _clock(admin)
    yield await _roles(admin)
    yield await _forced(admin)
    yield await _rules(admin)
    yield await _listen(admin, url, settings)


def _version(admin: Admin) -> Finding:
    version = admin.info.server_version
    name = f"{version // 10000}.{version % 10000}"
    return Finding(
        "postgres",
        ok=version >= bootstrap.OLDEST,
        message=f"Postgres is {name}.",
        hint="" if version >= bootstrap.OLDEST else f"Lattice needs {bootstrap.OLDEST // 10000} or newer.",
    )


async def _value(admin: Admin, statement: str) -> object:
    row = await (await admin.execute(statement)).fetchone()
    return None if row is None else row[0]


async def _durable(admin: Admin) -> Finding:
    off = [name for name in _DURABLE if await _value(admin, f"SHOW {name}") in ("off", "local")]
    if not off:
        return Finding("durable", ok=True, message="What was answered survives a power cut.")
    return Finding(
        "durable",
        ok=False,
        message=f"Postgres has {', '.join(off)} off: what was answered may be lost.",
        hint="Turn them on in postgresql.conf.",
    )


async def _encrypted(admin: Admin) -> Finding:
    encrypted = await _value(admin, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    near = await _value(
        admin,
        "SELECT inet_client_addr() IS NULL OR inet_client_addr() << '127.0.0.0/8'"
        " OR inet_client_addr() = '::1'",
    )
    if encrypted or near:
        how = "is encrypted" if encrypted else "does not leave this machine"
        return Finding("tls", ok=True, message=f"The connection to Postgres {how}.")
    return Finding(
        "tls",
        ok=False,
        message="The connection to Postgres goes over the network in the clear.",
        hint="Add sslmode=verify-full to the address of the database.",
    )


async def _clock(admin: Admin) -> Finding:
    before = datetime.now(UTC)
    there = await _value(admin, "SELECT extract(epoch FROM clock_timestamp())::float8")
    after = datetime.now(UTC)
    middle = before + (after - before) / 2
    skew = abs(float(str(there)) - middle.timestamp())
    return Finding(
        "clock",
        ok=skew <= SKEW_S,
        message=f"The clocks here and in the database differ by {skew:.3f} s.",
        hint="" if skew <= SKEW_S else "Let both follow one time server (NTP).",
    )


async def _roles(admin: Admin) -> Finding:
    rows = await (
        await admin.execute(
            "SELECT rolname FROM pg_roles WHERE (rolname IN ('lattice_owner', 'lattice_member')"
            " OR rolname LIKE 'lattice\\_server\\_%')"
            " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)"
        )
    ).fetchall()
    strong = [str(row[0]) for row in rows]
    owning = await (
        await admin.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'lattice\\_server\\_%'"
            " AND pg_has_role(rolname, 'lattice_owner', 'MEMBER')"
        )
    ).fetchall()
    strong += [str(row[0]) for row in owning]
    if not strong:
        return Finding("roles", ok=True, message="The roles of members have no rights of their own.")
    return Finding(
        "roles",
        ok=False,
        message=f"These roles may more than they should: {', '.join(strong)}.",
        hint="Take the rights away: ALTER ROLE … NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB.",
    )


async def _forced(admin: Admin) -> Finding:
    rows = await (
        await admin.execute(
            "SELECT n.nspname || '.' || c.relname FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p') AND (n.nspname = 'lattice' OR n.nspname LIKE 'w\\_%')"
            " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
            " AND has_table_privilege('lattice_member', c.oid, 'SELECT, INSERT, UPDATE, DELETE') ORDER BY 1"
        )
    ).fetchall()
    open_ = [str(row[0]) for row in rows]
    if not open_:
        return Finding("rules", ok=True, message="Row-level security is forced on every table.")
    return Finding(
        "rules",
        ok=False,
        message=f"Row-level security is not forced on {', '.join(open_[:5])}.",
        hint="Start the server anew: it states all rules of a workspace when it opens it.",
    )


async def _rules(admin: Admin) -> Finding:
    """State the rules of each workspace in a transaction that is taken back: nothing may change by it."""
    rows = await (
        await admin.execute("SELECT id FROM lattice.workspaces WHERE state = 'open' ORDER BY id")
    ).fetchall()
    differ = []
    for (workspace,) in rows:
        schema = schema_of(str(workspace))
        try:
            async with admin.transaction():
                await admin.execute("SET LOCAL lock_timeout = '2s'")
                before = await (await admin.execute(_RULES, (schema,))).fetchall()
                await admin.execute("SET LOCAL ROLE lattice_owner")
                await bootstrap.state_rules(admin, schema)
                if before != await (await admin.execute(_RULES, (schema,))).fetchall():
                    differ.append(str(workspace))
                raise _TakenBack
        except _TakenBack:
            continue
        except psycopg.Error as error:
            # a change that holds a lock, or books of another version
            return Finding(
                "rules",
                ok=False,
                message=f"The rules of {workspace} cannot be compared now ({type(error).__name__}).",
                hint="Ask again; a server that is started brings the database up to date.",
            )
    if not differ:
        return Finding(
            "rules",
            ok=True,
            message=f"The rules of {len(rows):,} workspace{'' if len(rows) == 1 else 's'} are as stated.",
        )
    return Finding(
        "rules",
        ok=False,
        message=f"Somebody changed the rules of {', '.join(differ[:5])}.",
        hint="Start the server anew: it states all rules when it opens a workspace. Look who did it.",
    )


class _TakenBack(Exception):
    """What was done in the transaction was only to be looked at."""


async def _listen(admin: Admin, url: str, settings: ServerSettings) -> Finding:
    heard = False
    async with await bootstrap.connect(url) as listening:
        await listening.execute("LISTEN lattice_checklist")
        await admin.execute("NOTIFY lattice_checklist")
        async for _ in listening.notifies(timeout=HEARD_S, stop_after=1):
            heard = True
    if heard:
        return Finding("listen", ok=True, message="Notifications of the database arrive.")
    return Finding(
        "listen",
        ok=settings.poll_s <= 2,
        message=f"LISTEN does not arrive; changes of other processes come after {settings.poll_s:g} s.",
        hint="A pooler in transaction mode drops it: use session mode, or lower poll_s.",
    )


def _of_folder(folder: Path, settings: ServerSettings) -> list[Finding]:
    free, floor = shutil.disk_usage(folder).free, settings.disk_floor_bytes
    room = free > 2 * floor
    timeout = settings.statement_timeout_s > 0
    return [
        Finding(
            "disk",
            ok=room,
            message=f"{free / 1e9:,.1f} GB are free; writes stop below {floor / 1e9:,.1f} GB.",
            hint="" if room else "Make room.",
        ),
        _backup(folder),
        Finding(
            "timeout",
            ok=timeout,
            message=f"A statement may take {settings.statement_timeout_s:g} s.",
            hint="" if timeout else "Set statement_timeout_s in server.toml.",
        ),
        _address(settings),
    ]


def _backup(folder: Path) -> Finding:
    try:
        made = datetime.fromisoformat((folder / LAST).read_text("ascii").strip())
    except (OSError, ValueError):
        return Finding(
            "backup", ok=False, message="No backup was made yet.", hint="`lattice server backup FILE`."
        )
    age = datetime.now(UTC) - made
    return Finding(
        "backup",
        ok=age <= BACKUP_AGE,
        message=f"The last backup is {age / timedelta(hours=1):,.0f} hours old.",
        hint="" if age <= BACKUP_AGE else "`lattice server backup FILE`, every night.",
    )


def _address(settings: ServerSettings) -> Finding:
    if settings.url.startswith("http://"):
        return Finding(
            "address",
            ok=False,
            message=f"People are sent to {settings.url}, in the clear.",
            hint="Use TLS, and set url in server.toml to https://….",
        )
    said = settings.url or "not set in server.toml; `lattice serve --url` says it"
    return Finding("address", ok=True, message=f"Invitations name the server: {said}.")
