"""A server's workspaces: one pool of connections, an engine for each workspace, word of others' writes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import psycopg
from psycopg import conninfo, sql
from psycopg_pool import AsyncConnectionPool

from lattice.databases.books import last_seq
from lattice.databases.postgres import Pool, PostgresDatabase
from lattice.databases.postgres_notices import Notices
from lattice.databases.postgres_transaction import Connection, PostgresTransaction
from lattice.databases.postgres_values import prepare
from lattice.engine import receipts
from lattice.engine.engine import Engine
from lattice.engine.files import contents, puts
from lattice.engine.gates.audit import HeadFile
from lattice.engine.hosting import bootstrap
from lattice.engine.hosting.bootstrap import Ready, schema_of
from lattice.engine.serving import ServerPlace
from lattice.model.errors import LatticeError
from lattice.model.ids import is_id, new_id
from lattice.model.limits import Limits
from lattice.model.people import Role
from lattice.model.values import now
from lattice.model.web import WebRules


class HostedWorkspace(msgspec.Struct, frozen=True):
    """One workspace of a server."""

    id: str
    name: str
    epoch: str
    state: str
    """`open`, `arriving` while it is being published, or `removed`."""
    created_at: str
    created_by: str


_FIELDS = "id, name, epoch, state, created_at, created_by"


class Hosting:
    """The workspaces of one database."""

    def __init__(
        self,
        url: str,
        ready: Ready,
        pool: Pool,
        notices: Notices,
        folder: Path,
        limits: Limits,
        web: WebRules,
    ) -> None:
        self.admin_url = url
        """With the rights to make workspaces; never shown."""
        self.pool = pool
        self.notices = notices
        self.folder = folder
        self.place = ServerPlace()
        """Where the server is reached; whoever listens fills it in."""
        self._ready = ready
        self._limits = limits
        self._web = web
        self._engines: dict[str, Engine] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._opening = asyncio.Lock()
        self._stated: set[str] = set()
        """Schemas whose rules this process has stated."""
        self._closing: list[asyncio.Future[None]] = []
        notices.tell(self._hear)
        self._server = PostgresDatabase(pool, "lattice", ready.signer, notices)

    @property
    def server_url(self) -> str:
        """The address under the role that owns nothing."""
        return conninfo.make_conninfo(self.admin_url, user=self._ready.login, password=self._ready.password)

    @property
    def address(self) -> str:
        """The server's public URL, empty until somebody listens."""
        return self.place.address

    @address.setter
    def address(self, url: str) -> None:
        self.place.address = url

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the server's certificate in hex; empty without one of its own."""
        return self.place.fingerprint

    @fingerprint.setter
    def fingerprint(self, digest: str) -> None:
        self.place.fingerprint = digest

    def begin(self, poll_s: float) -> None:
        """Follow what other processes write."""
        self._tasks = [
            asyncio.create_task(self.notices.listen(self.server_url)),
            asyncio.create_task(self.notices.poll(poll_s, self._heads)),
        ]

    async def _heads(self, schemas: list[str]) -> dict[str, int]:
        heads: dict[str, int] = {}
        for schema in schemas:
            engine = self._engines.get(schema)
            if engine is None:
                continue
            with contextlib.suppress(LatticeError):
                async with engine.database.reading() as tx:
                    heads[schema] = await last_seq(tx)
        return heads

    @contextlib.asynccontextmanager
    async def tx(self) -> AsyncIterator[PostgresTransaction]:
        """A transaction of the steward over what is of the whole server: tables `lattice.*`."""
        async with self._server.keeping() as tx:
            yield tx

    async def workspaces(self) -> list[HostedWorkspace]:
        """Every workspace but the removed ones, by name."""
        async with self.tx() as tx:
            rows = await tx.all(
                f"SELECT {_FIELDS} FROM lattice.workspaces WHERE state <> 'removed' ORDER BY name, id"
            )
        return [HostedWorkspace(*(str(v) for v in row)) for row in rows]

    async def workspace(self, workspace_id: str) -> HostedWorkspace:
        """One workspace; raises `not_found`."""
        row = None
        if is_id(workspace_id):
            async with self.tx() as tx:
                row = await tx.one(
                    f"SELECT {_FIELDS} FROM lattice.workspaces WHERE id = ? AND state <> 'removed'",
                    (workspace_id,),
                )
        if row is None:
            raise _no_workspace()
        return HostedWorkspace(*(str(v) for v in row))

    async def engine(self, workspace_id: str) -> Engine:
        """The engine of an open workspace, one for this process; raises `not_found`."""
        schema = schema_of(workspace_id)
        known = self._engines.get(schema)
        if known is not None:
            return known
        found = await self.workspace(workspace_id)
        if found.state != "open":
            raise _no_workspace()
        async with self._opening:
            if schema not in self._stated:
                # also rules that somebody changed by hand are as they should be from here on
                await bootstrap.converge(self.admin_url, schema)
                self._stated.add(schema)
        return self.engine_of(workspace_id)

    def engine_of(self, workspace_id: str) -> Engine:
        """The engine of a workspace that is known to be there."""
        schema = schema_of(workspace_id)
        if schema not in self._engines:
            heads = self.folder / "heads"
            heads.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._engines[schema] = Engine(
                PostgresDatabase(self.pool, schema, self._ready.signer, self.notices),
                HeadFile(heads / f"{schema}.head"),
                limits=self._limits,
                web=self._web,
                server=self.place,
            )
        return self._engines[schema]

    async def create(
        self,
        name: str,
        *,
        id: str | None = None,
        description: str = "",
        owner: str,
        owner_name: str = "",
        state: str = "open",
    ) -> HostedWorkspace:
        """Make an empty workspace with its owner as the first member; raises `exists`."""
        workspace_id = id or new_id()
        schema, at, epoch = schema_of(workspace_id), now(), new_id()
        async with await bootstrap.reach(self.admin_url) as admin:
            await admin.execute("SET ROLE lattice_owner")
            try:
                async with admin.transaction():
                    await admin.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
                    await bootstrap.migrate(admin, schema)
                    meta = {
                        "workspace_id": workspace_id,
                        "name": name,
                        "description": description,
                        "created_at": at,
                        "schema_version": "1",
                        "epoch": epoch,
                    }
                    for pair in meta.items():
                        await admin.execute(
                            sql.SQL("INSERT INTO {}.lattice_meta (key, value) VALUES (%s, %s)").format(
                                sql.Identifier(schema)
                            ),
                            pair,
                        )
                    await bootstrap.state_rules(admin, schema)
                    await admin.execute(
                        "INSERT INTO lattice.workspaces (id, name, epoch, state, created_at, created_by)"
                        " VALUES (%s, %s, %s, %s, %s, %s)",
                        (workspace_id, name, epoch, state, at, owner),
                    )
                    await admin.execute(
                        "INSERT INTO lattice.members (workspace, id, name, role, joined_at)"
                        " VALUES (%s, %s, %s, %s, %s)",
                        (workspace_id, owner, owner_name or owner.partition(":")[2], Role.OWNER.value, at),
                    )
            except (psycopg.errors.DuplicateSchema, psycopg.errors.UniqueViolation):
                raise LatticeError(
                    "exists",
                    "There is a workspace with this id on the server already.",
                    "Connect to it instead.",
                ) from None
        self._stated.add(schema)
        return await self.workspace(workspace_id)

    async def remove(self, workspace_id: str) -> None:
        """Take a workspace away for good, with all that is in it; raises `not_found`."""
        await self.workspace(workspace_id)
        schema = schema_of(workspace_id)
        async with await bootstrap.reach(self.admin_url) as admin:
            await admin.execute("SET ROLE lattice_owner")
            async with admin.transaction():
                await admin.execute(
                    sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema))
                )
                await admin.execute(
                    "UPDATE lattice.workspaces SET state = 'removed', removed_at = %s WHERE id = %s",
                    (now(), workspace_id),
                )
                for table in ("members", "invites"):
                    await admin.execute(
                        sql.SQL("DELETE FROM lattice.{} WHERE workspace = %s").format(sql.Identifier(table)),
                        (workspace_id,),
                    )
            await admin.execute("SELECT pg_notify('lattice', %s)", (f"removed {schema}",))
        self._hear(f"removed {schema}")

    def _hear(self, payload: str) -> None:
        """Let go of a workspace that was removed, also by another process."""
        word, _, schema = payload.partition(" ")
        engine = self._engines.pop(schema, None) if word == "removed" else None
        if engine is not None:
            self._closing.append(asyncio.ensure_future(engine.database.close()))

    async def tidy(self) -> None:
        """Sweep what every workspace need not keep: old receipts, contents that no file was made of."""
        for workspace in await self.workspaces():
            if workspace.state != "open":
                continue
            engine = await self.engine(workspace.id)
            async with engine.database.writing() as tx:
                await contents.sweep(tx)
                await receipts.forget_old(tx)
                await puts.forget_old(tx)

    async def close(self) -> None:
        """Let go of the database."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for engine in self._engines.values():
            await engine.database.close()
        await self.pool.close()


def _no_workspace() -> LatticeError:
    return LatticeError("not_found", "There is no such workspace here.", "Ask who keeps the server.")


async def open_hosting(
    url: str,
    folder: Path,
    *,
    limits: Limits | None = None,
    web: WebRules | None = None,
    connections: int = 10,
    poll_s: float = 2.0,
    statement_timeout_s: float = 30.0,
) -> Hosting:
    """Make the database at `url` ready and open it; `folder` keeps the heads of the audit chains.

    Raises `unreachable`, `forbidden`, `newer_workspace`.
    """
    async with await bootstrap.connect(url) as admin:
        ready = await bootstrap.make_ready(admin)
    login = conninfo.make_conninfo(
        url,
        user=ready.login,
        password=ready.password,
        options=f"-c statement_timeout={statement_timeout_s * 1000:.0f} -c jit=off"
        " -c idle_in_transaction_session_timeout=300000",
    )

    async def configure(connection: Connection) -> None:
        prepare(connection)
        # a pooler answers with a process of its own, and keeps nothing prepared in the one behind it
        row = await (await connection.execute("SELECT pg_backend_pid()")).fetchone()
        direct = row is not None and row[0] == connection.info.backend_pid
        connection.prepare_threshold = 5 if direct else None

    pool: Pool = AsyncConnectionPool(
        login,
        min_size=min(2, connections),
        max_size=connections,
        open=False,
        configure=configure,
        kwargs={
            "autocommit": True,
            "cursor_factory": psycopg.AsyncRawCursor,
            "prepare_threshold": None,
        },
        connection_class=psycopg.AsyncConnection[tuple[object, ...]],
    )
    await pool.open(wait=True, timeout=30)
    hosting = Hosting(url, ready, pool, Notices(), folder, limits or Limits(), web or WebRules())
    hosting.begin(poll_s)
    return hosting
