"""Making a workspace file, and checking one before it is used."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from lattice.databases.migrations import FORMAT, check_format, format_of, migrate
from lattice.databases.sqlite import SqliteDatabase
from lattice.engine import receipts
from lattice.engine.files.waiting import waiting_too_long
from lattice.engine.load.sweep import abandoned, sweep
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.values import now

#: The first bytes of every SQLite file.
_MAGIC = b"SQLite format 3\x00"
#: As much of it as is looked at: bytes 18 and 19 say how the file is written and read.
_HEADER_BYTES = 20


def head_path(path: Path) -> Path:
    """Where the head of the audit chain is kept, beside the workspace."""
    return path.with_name(path.name + ".head")


async def create_workspace(path: Path, *, name: str, description: str) -> None:
    """Make a workspace file with nothing in it; raises `exists`, `unwritable`."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise LatticeError("exists", f"There is already a file {path}.", "Choose another place.") from None
    except OSError as error:
        raise LatticeError(
            "unwritable", f"{path} cannot be made: {error.strerror}.", "Check the folder's permissions."
        ) from None
    database = SqliteDatabase(path)
    try:
        await database.write_ahead()
        async with database.writing() as tx:
            await migrate(tx)
            meta = {
                "workspace_id": new_id(),
                "name": name,
                "description": description,
                "created_at": now(),
                "schema_version": "1",
            }
            await tx.many("INSERT INTO lattice_meta (key, value) VALUES (?, ?)", meta.items())
    except BaseException:
        await database.close()
        for left in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            with contextlib.suppress(OSError):
                left.unlink()
        raise
    await database.close()


async def check_workspace(database: SqliteDatabase) -> None:
    """Migrate and tidy a file that is to be opened.

    Raises `not_found`, `corrupt`, `newer_workspace`, `unwritable`; a file that is not ours is left as it is.
    """
    has_wal = _check_file(database.path)
    async with database.reading() as tx:
        found = await format_of(tx)
        left = await abandoned(tx) if found == FORMAT else []
        old = found == FORMAT and await receipts.any_old(tx)
        unused = found == FORMAT and any(await waiting_too_long(tx))
    check_format(found)
    if found == 0:
        raise LatticeError(
            "corrupt",
            f"{database.path} is a SQLite file, but no workspace of Lattice.",
            "Import its tables with `lattice import` instead.",
        )
    if not has_wal:
        # another tool has written the file anew; only now is it known to be ours
        await database.write_ahead()
    if found < FORMAT:
        async with database.writing() as tx:
            await migrate(tx)
    if left or old or unused:
        async with database.writing() as tx:
            if unused:
                from lattice.engine.files import contents  # 5 ms that few openings need

                await contents.sweep(tx)
            await sweep(tx, await abandoned(tx))
            await receipts.forget_old(tx)


async def refuse_mirror(database: SqliteDatabase) -> None:
    """Raise `invalid_file` for the copy of a cloud workspace, which only the server's word changes."""
    async with database.reading() as tx:
        mirror = await tx.one("SELECT 1 FROM lattice_meta WHERE key = 'mirror_generation'")
    if mirror is not None:
        raise LatticeError(
            "invalid_file",
            f"{database.path} is the copy of a cloud workspace.",
            "Open the workspace by its name; `lattice fetch` makes a workspace of your own from it.",
        )


def _check_file(path: Path) -> bool:
    """Whether the SQLite file at `path` is written through a WAL; raises when there is none."""
    try:
        with path.open("rb") as file:
            start = file.read(_HEADER_BYTES)
    except IsADirectoryError:
        raise LatticeError(
            "corrupt", f"{path} is a folder, not a workspace file.", "Name the file in it."
        ) from None
    except FileNotFoundError:
        raise LatticeError(
            "not_found", f"There is no workspace file {path}.", "It was moved or deleted."
        ) from None
    except OSError as error:
        raise LatticeError(
            "unwritable", f"{path} cannot be read: {error.strerror}.", "Check its permissions."
        ) from None
    if not start.startswith(_MAGIC):
        raise LatticeError(
            "corrupt",
            f"{path} is not a workspace, or its beginning is damaged.",
            "Open a backup, or import the file if it holds data.",
        )
    return start[18:20] == b"\x02\x02"
