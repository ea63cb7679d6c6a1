"""A server from its backup: every workspace, member, token and invitation, compared before it counts.

A server has its workspaces when all of them are there. Each gets a new epoch, so that clients which know
more than the backup does fill their mirrors anew, once.
"""

from __future__ import annotations

import contextlib
import hashlib
import zipfile
from pathlib import Path

import psycopg
from psycopg import sql

from lattice.engine.gates.audit import GENESIS, Head, HeadFile
from lattice.engine.hosting import bootstrap
from lattice.engine.hosting.backup import Backup, Kept, blocks, check, columns_of, copy_out, names, place
from lattice.engine.hosting.bootstrap import Admin, schema_of
from lattice.engine.tablestore import live_index_sql, trash_index_sql
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id


async def restore(url: str, path: Path, folder: Path) -> Backup:
    """Bring everything of a backup into an empty server that does not run; what it held.

    `folder` keeps the heads of the audit chains. Raises `invalid_file` before anything is done, `exists`
    for a server that has workspaces, `busy` for one that runs.
    """
    made = check(path)
    async with await bootstrap.connect(url) as admin:
        ready = await bootstrap.make_ready(admin)
        await _check_free(admin, ready.login)
        await admin.execute("SET ROLE lattice_owner")
        try:
            with zipfile.ZipFile(path) as file:
                begun = [await _workspace(admin, file, made, workspace) for workspace in made.workspaces]
                async with admin.transaction():
                    for table in made.tables:
                        if table.schema == "lattice":
                            await _server_table(admin, file, table)
                    for workspace, (epoch, _) in zip(made.workspaces, begun, strict=True):
                        await admin.execute(
                            "UPDATE lattice.workspaces SET epoch = %s WHERE id = %s", (epoch, workspace)
                        )
        except BaseException:
            # what cannot be taken away now goes before it is made again; after a stop while the last commit
            # was on its way all of it may be there: then the server has workspaces, and nothing is taken
            with contextlib.suppress(psycopg.Error, LatticeError):
                await _check_free(admin, ready.login)
                for workspace in made.workspaces:
                    await _drop(admin, workspace)
            raise
    for workspace, (_, head) in zip(made.workspaces, begun, strict=True):
        _write_head(folder, workspace, head)
    return made


async def _check_free(admin: Admin, login: str) -> None:
    row = await (
        await admin.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = %s", (login,))
    ).fetchone()
    if row is not None and row[0]:
        raise LatticeError("busy", "The server runs.", "Stop it first, then restore.")
    row = await (
        await admin.execute("SELECT count(*) FROM lattice.workspaces WHERE state <> 'removed'")
    ).fetchone()
    if row is not None and row[0]:
        raise LatticeError(
            "exists",
            f"The server has {row[0]} workspace{'' if row[0] == 1 else 's'}, and a backup is brought"
            " into an empty one only.",
            "Give another --data or --database; the old one stays as it is.",
        )


async def _workspace(admin: Admin, file: zipfile.ZipFile, made: Backup, workspace: str) -> tuple[str, Head]:
    """Bring one workspace; its new epoch, and the head of its audit chain.

    A transaction for each: Postgres counts locks, and those of sixteen workspaces are all that it has.
    Until the server's own tables follow nobody knows of it, and what a restore that was killed left is made
    anew.
    """
    schema = schema_of(workspace)
    await _drop(admin, workspace)
    async with admin.transaction():
        await admin.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        await bootstrap.migrate(admin, schema)
        for table in made.tables:
            if table.schema != schema:
                continue
            if not await columns_of(admin, schema, table.name):
                await _make(admin, table)
            await admin.execute(sql.SQL("TRUNCATE {}").format(place(schema, table.name)))
            await _fill(admin, file, table, place(schema, table.name))
            await _compare(admin, table)
            await _count_on(admin, table)
        await _indexes(admin, schema)
        await bootstrap.state_rules(admin, schema)
        return await _begin_anew(admin, schema)


async def _drop(admin: Admin, workspace: str) -> None:
    await admin.execute(
        sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema_of(workspace)))
    )


async def _make(admin: Admin, table: Kept) -> None:
    """A table of rows; how its columns are declared follows from their names."""
    own = {"_rowid_": " GENERATED BY DEFAULT AS IDENTITY UNIQUE", "_id": " PRIMARY KEY"}
    empty = {"_deleted_at", "_source"}
    parts = []
    for name, type_ in table.columns:
        if type_ not in ("text", "bigint", "double precision", "boolean"):
            raise LatticeError("invalid_file", f"{table.name} has a column of type {type_!r}.")
        system = name in own or (name.startswith("_") and name in _SYSTEM and name not in empty)
        parts.append(
            sql.SQL("{} {}{}{}{}").format(
                sql.Identifier(name),
                sql.SQL(type_),
                sql.SQL(' COLLATE "C"' if type_ == "text" else ""),
                sql.SQL(own.get(name, "")),
                sql.SQL(" NOT NULL" if system else ""),
            )
        )
    await admin.execute(
        sql.SQL("CREATE TABLE {} ({})").format(place(table.schema, table.name), sql.SQL(", ").join(parts))
    )


_SYSTEM = frozenset(
    {"_version", "_created_at", "_created_by", "_updated_at", "_updated_by", "_owner", "_visibility"}
)


async def _fill(admin: Admin, file: zipfile.ZipFile, table: Kept, target: sql.Composable) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(target, names(table.columns))
    async with admin.cursor() as cursor, cursor.copy(statement) as copy:
        for block in blocks(file, table.entry):
            await copy.write(block)


async def _compare(admin: Admin, table: Kept) -> None:
    """Read a table back: it is, byte for byte, what was written into the backup."""
    digest = hashlib.sha256()
    async with admin.cursor() as cursor:
        async with cursor.copy(copy_out(table.schema, table.name, table.columns)) as copy:
            async for block in copy:
                digest.update(block)
        rows = cursor.rowcount
    if (rows, digest.hexdigest()) != (table.rows, table.sha256):
        raise LatticeError(
            "corrupt",
            f"{table.schema}.{table.name} is not in the database what it is in the backup; nothing was done.",
            "Look whether both Postgres have one encoding (UTF8), and report this.",
        )


async def _count_on(admin: Admin, table: Kept) -> None:
    """Have the columns that the database counts up go on behind what is there."""
    rows = await (
        await admin.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = %s AND table_name = %s AND is_identity = 'YES'",
            (table.schema, table.name),
        )
    ).fetchall()
    for (column,) in rows:
        await admin.execute(
            sql.SQL(
                "SELECT setval(pg_get_serial_sequence({}, {}), coalesce(max({}), 0) + 1, false) FROM {}"
            ).format(
                sql.Literal(place(table.schema, table.name).as_string(None)),
                sql.Literal(str(column)),
                sql.Identifier(str(column)),
                place(table.schema, table.name),
            )
        )


async def _indexes(admin: Admin, schema: str) -> None:
    """The indexes that every table of rows has; those of native ones came with the bookkeeping."""
    await admin.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(schema)))
    rows = await (await admin.execute("SELECT id, sql_name FROM lattice_tables WHERE native = 0")).fetchall()
    for table_id, name in rows:
        for statement in (
            live_index_sql(str(table_id), str(name)),
            trash_index_sql(str(table_id), str(name)),
        ):
            await admin.execute(statement)
    await admin.execute("SET LOCAL search_path = pg_catalog")


async def _server_table(admin: Admin, file: zipfile.ZipFile, table: Kept) -> None:
    """A table of the whole server: by way of one without rules, for COPY knows none."""
    target, waiting = place("lattice", table.name), sql.Identifier("pg_temp", table.name)
    columns = names(table.columns)
    await admin.execute(
        sql.SQL("CREATE TEMPORARY TABLE {} AS SELECT {} FROM {} WITH NO DATA").format(
            sql.Identifier(table.name), columns, target
        )
    )
    await _fill(admin, file, table, waiting)
    await admin.execute(sql.SQL("DELETE FROM {}").format(target))
    await admin.execute(
        sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(target, columns, columns, waiting)
    )
    await admin.execute(sql.SQL("DROP TABLE {}").format(waiting))
    await _compare(admin, table)


async def _begin_anew(admin: Admin, schema: str) -> tuple[str, Head]:
    """Give a workspace a new epoch, which its server is still to be told; the head of its audit chain."""
    epoch = new_id()
    await admin.execute(
        sql.SQL(
            "INSERT INTO {} (key, value) VALUES ('epoch', %s)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        ).format(place(schema, "lattice_meta")),
        (epoch,),
    )
    row = await (
        await admin.execute(
            sql.SQL("SELECT n, hash FROM {} ORDER BY n DESC LIMIT 1").format(place(schema, "lattice_audit"))
        )
    ).fetchone()
    return epoch, Head(0, GENESIS) if row is None else Head(int(row[0]), str(row[1]))


def _write_head(folder: Path, workspace: str, head: Head) -> None:
    heads = folder / "heads"
    heads.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = heads / f"{schema_of(workspace)}.head"
    # one of another past may be further
    kept.unlink(missing_ok=True)
    HeadFile(kept).write(head)
