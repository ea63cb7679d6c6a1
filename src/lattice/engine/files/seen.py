"""Bytes by what they are, for those who see a file that has them: an address alone opens nothing."""

from __future__ import annotations

from lattice.actions import ReadFile, spec_of
from lattice.actions.base import check_action
from lattice.engine.engine import Engine
from lattice.engine.files import blobs, records
from lattice.model.errors import LatticeError
from lattice.model.people import Caller
from lattice.model.values import now


async def size_seen(engine: Engine, caller: Caller, sha256: str) -> int:
    """How many bytes a content has that a file of the caller's sight has or had.

    Raises `not_found`, alike when it is not kept here and when all its files are hidden.
    """
    # who may not read a file's text gets no bytes either, and what is refused is recorded alike
    read = ReadFile(id=sha256)
    await engine.admit(read, spec_of(read), caller, check_action(read))
    async with engine.database.reading(caller) as tx:
        work = await engine.reading(tx, await engine.catalog(tx), caller, now())
        layout = records.files_layout(work)
        seen = await tx.one(
            "SELECT 1 FROM lattice_contents c WHERE c.id = ? AND c.what = 'bytes'"
            f" AND EXISTS (SELECT 1 FROM {layout.seen} WHERE _id = c.file_id)",
            (sha256,),
        )
        if seen is not None:
            async with tx.steward():
                size = await blobs.size_of(tx, sha256)
            if size is not None:
                return size
    raise LatticeError("not_found", "No file that you may see has these bytes here.")
