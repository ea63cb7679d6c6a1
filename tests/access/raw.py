"""SQL as a member of the workspace would send it: in the members' role, with the member's own ticket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg

from lattice.databases.tickets import Signer
from lattice.engine.hosting.bootstrap import schema_of
from lattice.model.people import Caller, Role
from tests.access.scene import Scene, person_of


class Raw:
    """A transaction of one member that nobody watches over but the database."""

    def __init__(self, connection: psycopg.AsyncConnection[Any], schema: str) -> None:
        self.connection = connection
        self.schema = schema

    async def all(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        """Rows that come back."""
        cursor = await self.connection.execute(sql, params or None)
        return await cursor.fetchall() if cursor.description else []

    async def one(self, sql: str, *params: Any) -> Any:
        """The first value of the first row."""
        rows = await self.all(sql, *params)
        return rows[0][0] if rows else None

    async def changes(self, sql: str, *params: Any) -> int:
        """How many rows a statement changes; what it does is taken back, and a refusal counts as -1."""
        try:
            async with self.connection.transaction(force_rollback=True):
                return (await self.connection.execute(sql, params or None)).rowcount
        except psycopg.errors.InsufficientPrivilege:
            return -1

    async def told(self, name: str) -> str:
        """All that a table or view says: of the columns that may be read."""
        place = f'"{self.schema}"."{name}"'
        columns = await self.all(
            "SELECT a.attname FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0"
            " AND NOT a.attisdropped AND has_column_privilege($1::regclass, a.attnum, 'SELECT')",
            place,
        )
        shown = ", ".join(f'x."{column}"' for (column,) in columns) or "NULL"
        return str(await self.all(f"SELECT {shown} FROM {place} x"))

    async def places(self) -> list[str]:
        """The tables and views of the workspace, whoever may read them."""
        found = await self.all(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = $1::regnamespace"
            " AND c.relkind IN ('r', 'v') ORDER BY 1",
            f'"{self.schema}"',
        )
        return [str(name) for (name,) in found]

    async def refused(self, sql: str, *params: Any) -> psycopg.Error | None:
        """How a statement is refused; None when it is not. What it does is taken back."""
        try:
            async with self.connection.transaction(force_rollback=True):
                await self.connection.execute(sql, params or None)
        except psycopg.Error as error:
            return error
        return None


def signer_of(scene: Scene) -> Signer:
    """The server's own signer, which no member has."""
    database = scene.engine.database
    return database._signer  # type: ignore[attr-defined,no-any-return]


def caller_of(scene: Scene, asker: str) -> Caller:
    """Who an asker is to the engine."""
    person = person_of(asker)
    actor = scene.guests[asker].actor
    return Caller(actor, on_behalf_of=None if actor == person else person, role=Role(asker.split()[-1]))


def ticket_of(scene: Scene, asker: str, schema: str = "") -> str:
    """The ticket that the server gives an asker."""
    tables = [scene.people_table] if asker.startswith("limited") else None
    return signer_of(scene).caller(schema or schema_of(scene.ada.workspace), caller_of(scene, asker), tables)


@asynccontextmanager
async def raw(
    scene: Scene, asker: str = "", *, ticket: str | None = None, workspace: str = ""
) -> AsyncIterator[Raw]:
    """A transaction as an asker, taken back at the end; without a ticket when `ticket` is empty."""
    schema = schema_of(workspace or scene.ada.workspace)
    shown = ticket_of(scene, asker, schema) if ticket is None else ticket
    async with scene.place.hosting.pool.connection() as connection:
        await connection.execute("BEGIN")
        try:
            await connection.execute("SET LOCAL ROLE lattice_member")
            path = f'"{schema}", lattice_sql, pg_catalog'
            await connection.execute(
                "SELECT set_config('search_path', $1, true), set_config('lattice.ticket', $2, true)",
                (path, shown),
            )
            yield Raw(connection, schema)
        finally:
            await connection.execute("ROLLBACK")
