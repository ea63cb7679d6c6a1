"""Bytes and texts of files on their way in and out, for callers who may use files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from lattice.actions import ReadFile, spec_of
from lattice.actions.base import check_action
from lattice.engine.engine import Engine
from lattice.engine.files import blobs, puts, records, texts, versions
from lattice.engine.gates.authorization import visible_catalog
from lattice.engine.gates.identity import identify
from lattice.engine.gates.rights import rights_of
from lattice.engine.gates.roles import check_role
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import FILES, Content, File, KeptText, Part
from lattice.model.people import Caller, Role
from lattice.model.values import now


async def put_bytes(engine: Engine, caller: Caller, chunks: Iterable[bytes]) -> Content:
    """Keep bytes; see Client.put_bytes."""
    await admit(engine, caller)
    content = await blobs.put(engine.database, chunks, engine.limits)
    await _note_put(engine, caller, content.sha256)
    return content


async def put_text(engine: Engine, caller: Caller, parts: Iterable[Part]) -> KeptText:
    """Keep a text; see Client.put_text."""
    await admit(engine, caller)
    kept = await texts.put(engine.database, parts, engine.limits)
    await _note_put(engine, caller, kept.text_id)
    return kept


async def _note_put(engine: Engine, caller: Caller, content_id: str) -> None:
    if engine.database.keeps_rows:
        async with engine.database.writing() as tx:
            await puts.note(tx, caller.principal, now(), content_id)


async def admit(engine: Engine, caller: Caller) -> None:
    """Raise unless the caller is somebody who may use files."""
    identify(caller)
    check_role(caller, Role.EDITOR, "Bringing files in")
    async with engine.database.reading(caller) as tx:
        rights = await rights_of(tx, caller, engine.rules)
        catalog = visible_catalog(await engine.catalog(tx), caller, rights)
    if catalog.schema_holds(FILES) and rights.allows("file.add"):
        return
    raise LatticeError("forbidden", f"{caller.actor} may not bring files in here.", stage=Stage.AUTHORIZATION)


async def read_bytes(
    engine: Engine, caller: Caller, file_id: str, version: int | None, start: int, length: int | None
) -> AsyncIterator[bytes]:
    """The kept bytes of a file; see Client.read_bytes. Who may not read its text gets no bytes either."""
    read = ReadFile(id=file_id)
    await engine.admit(read, spec_of(read), caller, check_action(read))
    async with engine.database.reading(caller) as tx:
        work = await engine.reading(tx, await engine.catalog(tx), caller, now())
        layout = records.files_layout(work)
        file = records.read_file(layout, await records.file_record(work, layout, file_id, trashed=True))
        sha256 = file.sha256
        if version is not None:
            sha256 = (await versions.one(work, layout, file, version)).sha256
        if not sha256 or await blobs.size_of(tx, sha256) is None:
            raise _not_kept(file)
    async for piece in blobs.read(engine.database, sha256, max(start, 0), length):
        yield piece


def _not_kept(file: File) -> LatticeError:
    where = f" The original was at {file.path}." if file.path else ""
    return LatticeError(
        "not_found",
        f"The bytes of {file.name} are not kept in the workspace.{where}",
        "Add the file again with --store to keep them.",
    )
