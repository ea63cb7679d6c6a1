"""Everything of a server in one file: all workspaces, members, tokens and invitations at one moment.

The file is a zip of what COPY says of each table, and of a list of them with counts and digests. The key
that tickets are signed with is not in it, nor are workspaces that are only on their way.
"""

from __future__ import annotations

import errno
import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO

import msgspec
from psycopg import sql

from lattice import __version__
from lattice.engine.hosting import bootstrap
from lattice.engine.hosting.bootstrap import Admin, schema_of
from lattice.model.errors import LatticeError
from lattice.model.values import now

#: Number of the form of these files.
FORM = 1
#: The entry of the file that lists the others.
INDEX = "lattice-backup.json"
#: Tables of the server that are kept; the others are about what is under way.
SERVER_TABLES = ("workspaces", "members", "tokens", "invites")
#: Tables of a workspace about what runs at this moment.
_PASSING = ("lattice_loads", "lattice_turns")
_BLOCK = 1 << 20


class Kept(msgspec.Struct, frozen=True):
    """One table in a backup."""

    entry: str
    """Where in the file its records are."""
    schema: str
    name: str
    columns: tuple[tuple[str, str], ...]
    """Names with their types, as Postgres writes them."""
    rows: int
    sha256: str
    """Over its records as COPY writes them, in hex."""


class Backup(msgspec.Struct, frozen=True):
    """What a backup holds."""

    made_at: str
    version: str
    """Of the Lattice that wrote it."""
    workspaces: tuple[str, ...]
    """Their ids."""
    tables: tuple[Kept, ...]
    form: int = FORM

    @property
    def rows(self) -> int:
        """Records of all tables."""
        return sum(table.rows for table in self.tables)


async def back_up(url: str, path: Path) -> Backup:
    """Write everything of the server into a new file, and read it back; raises `exists`, `unwritable`.

    The server may run meanwhile: what is written is how everything was at one moment.
    """
    with _fresh(path) as out:
        async with await bootstrap.connect(url) as admin, await bootstrap.connect(url) as reader:
            return await _write(admin, reader, out)


@contextmanager
def _fresh(path: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name when it is whole and was read back."""
    if path.exists():
        raise LatticeError("exists", f"There is already a file {path}.", "Choose another name.")
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        check(fresh)
        fresh.rename(path)
    except OSError as error:
        raise LatticeError(
            "disk_full" if error.errno == errno.ENOSPC else "unwritable",
            f"{path} cannot be written: {error.strerror}.",
            "Choose a place that has room and may be written.",
        ) from error
    finally:
        fresh.unlink(missing_ok=True)


async def _write(admin: Admin, reader: Admin, out: IO[bytes]) -> Backup:
    """Write all as `admin` sees it at one moment; `reader` reads it, a workspace at a time.

    What a transaction has read it keeps locked, and the locks of a Postgres are counted: with its own
    settings (6,400) those of sixty workspaces in one transaction are all there are.
    """
    if (await (await admin.execute("SELECT to_regclass('lattice.workspaces')")).fetchone()) == (None,):
        raise LatticeError(
            "not_found", "There is no server in this database.", "`lattice server init` makes one."
        )
    await admin.execute("SET ROLE lattice_owner")
    await admin.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    moment = await (await admin.execute("SELECT pg_export_snapshot()")).fetchone()
    assert moment is not None
    await reader.execute("SET ROLE lattice_owner")
    rows = await (
        await admin.execute("SELECT id FROM lattice.workspaces WHERE state = 'open' ORDER BY id")
    ).fetchall()
    workspaces = tuple(str(row[0]) for row in rows)
    wanted = [("lattice", name) for name in SERVER_TABLES]
    for workspace in workspaces:
        schema = schema_of(workspace)
        names = await (
            await admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", (schema,))
        ).fetchall()
        wanted += [(schema, str(name)) for (name,) in names if name not in _PASSING]
    tables = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        numbered = enumerate(wanted, 1)
        for _, of_schema in groupby(numbered, key=lambda one: one[1][0]):
            await reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            await reader.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(moment[0])))
            for number, (schema, name) in of_schema:
                tables.append(await _write_table(reader, file, f"data/{number:06}", schema, name))
            await reader.execute("COMMIT")
        made = Backup(now(), __version__, workspaces, tuple(tables))
        file.writestr(INDEX, msgspec.json.format(msgspec.json.encode(made), indent=1))
    await admin.execute("COMMIT")
    return made


async def _write_table(admin: Admin, file: zipfile.ZipFile, entry: str, schema: str, name: str) -> Kept:
    columns = await columns_of(admin, schema, name)
    digest = hashlib.sha256()
    async with admin.cursor() as cursor:
        with file.open(entry, "w", force_zip64=True) as target:
            async with cursor.copy(copy_out(schema, name, columns)) as copy:
                async for block in copy:
                    digest.update(block)
                    target.write(block)
        rows = cursor.rowcount
    return Kept(entry, schema, name, columns, rows, digest.hexdigest())


async def columns_of(admin: Admin, schema: str, name: str) -> tuple[tuple[str, str], ...]:
    """The columns of a table with their types, in order."""
    rows = await (
        await admin.execute(
            "SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
            " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = %s AND c.relname = %s AND a.attnum > 0 AND NOT a.attisdropped"
            " ORDER BY a.attnum",
            (schema, name),
        )
    ).fetchall()
    return tuple((str(column), str(type_)) for column, type_ in rows)


def copy_out(schema: str, name: str, columns: tuple[tuple[str, str], ...]) -> sql.Composed:
    """The statement that says all of a table, in the order in which it stands there."""
    return sql.SQL("COPY {} ({}) TO STDOUT").format(place(schema, name), names(columns))


def place(schema: str, name: str) -> sql.Composable:
    """A table as it is named in a statement."""
    return sql.Identifier(schema, name)


def names(columns: tuple[tuple[str, str], ...]) -> sql.Composed:
    """The columns as they are named in a statement."""
    return sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns)


def check(path: Path) -> Backup:
    """What a backup holds, all of it read and compared; raises `invalid_file`, `newer_workspace`."""
    try:
        with zipfile.ZipFile(path) as file:
            made = msgspec.json.decode(file.read(INDEX), type=Backup)
            if made.form != FORM:
                raise LatticeError(
                    "newer_workspace", f"{path} was written by a newer Lattice.", "Upgrade this server first."
                )
            wrong = next((t for t in made.tables if _digest(file, t.entry) != t.sha256), None)
    except (zipfile.BadZipFile, KeyError, EOFError, msgspec.DecodeError, zlib.error) as error:
        raise _no_backup(path, type(error).__name__) from None
    except OSError as error:
        raise LatticeError("not_found", f"{path} cannot be read: {error.strerror}.") from None
    if wrong is not None:
        raise _no_backup(path, f"{wrong.schema}.{wrong.name} is not what was written")
    return made


def _no_backup(path: Path, reason: str) -> LatticeError:
    return LatticeError(
        "invalid_file",
        f"{path} is no whole backup of a server ({reason}).",
        "Take another one; nothing was done.",
    )


def _digest(file: zipfile.ZipFile, entry: str) -> str:
    digest = hashlib.sha256()
    for block in blocks(file, entry):
        digest.update(block)
    return digest.hexdigest()


def blocks(file: zipfile.ZipFile, entry: str) -> Iterator[bytes]:
    """The records of one table, block by block."""
    with file.open(entry) as source:
        while block := source.read(_BLOCK):
            yield block
