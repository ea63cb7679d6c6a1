"""Files against hashes: kept bytes and texts must be what their names say, and be there for every file."""

from __future__ import annotations

import hashlib

import msgspec

from lattice.databases.base import Transaction
from lattice.engine.doctor.told import indexed_rows, told
from lattice.model.files import Part
from lattice.model.findings import Finding
from lattice.model.parts import TextDigest

_BACKUP = "The file was damaged or changed outside of Lattice. Add these files again, or open a backup."
#: Kinds whose bytes the workspace keeps.
_KEPT = "('stored', 'web', 'artifact')"


async def check(tx: Transaction, *, repair: bool) -> list[Finding]:
    """Every check of files; with `repair` the transaction writes."""
    wrong = [*await _bytes(tx), *await _texts(tx), *await _missing(tx)]
    files = told("files", wrong, await _well(tx), repair=False, hint=_BACKUP)
    return [files, await _index(tx, repair=repair)]


async def _well(tx: Transaction) -> str:
    row = await tx.one("SELECT count(*) FROM _files")
    return f"What is kept of {int(row[0] or 0) if row else 0:,} files is what they say."


async def _bytes(tx: Transaction) -> list[str]:
    wrong: list[str] = []
    blobs = await tx.all("SELECT key, sha256, size FROM lattice_blobs WHERE sha256 IS NOT NULL")
    for key, sha256, size in blobs:
        digest, seen = hashlib.sha256(), 0
        pieces = tx.stream("SELECT bytes FROM lattice_pieces WHERE blob_key = ? ORDER BY n", (key,), 8)
        async for batch in pieces:
            for (piece,) in batch:
                data = piece if isinstance(piece, bytes) else str(piece).encode()
                digest.update(data)
                seen += len(data)
        if digest.hexdigest() != sha256 or seen != size:
            wrong.append(f"the bytes of {await _called(tx, 'sha256', str(sha256))} are not what was kept")
    return wrong


async def _texts(tx: Transaction) -> list[str]:
    wrong: list[str] = []
    for key, id_ in await tx.all("SELECT key, id FROM lattice_texts WHERE id IS NOT NULL"):
        digest = TextDigest()
        parts = tx.stream(
            "SELECT text, page, place, heading, level FROM lattice_parts WHERE text_key = ? ORDER BY n",
            (key,),
            100,
        )
        async for batch in parts:
            for part in batch:
                digest.add(msgspec.convert(dict(zip(Part.__struct_fields__, part, strict=True)), Part))
        if digest.text_id != id_:
            wrong.append(f"the text of {await _called(tx, 'text_id', str(id_))} is not what was kept")
    return wrong


async def _missing(tx: Transaction) -> list[str]:
    bytes_ = await tx.all(
        f"SELECT name FROM _files WHERE kind IN {_KEPT}"
        " AND NOT EXISTS (SELECT 1 FROM lattice_blobs b WHERE b.sha256 = _files.sha256) LIMIT 10"
    )
    texts = await tx.all(
        "SELECT name FROM _files WHERE text_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM lattice_texts t WHERE t.id = _files.text_id) LIMIT 10"
    )
    lost = [f"the bytes of {name} are missing" for (name,) in bytes_]
    return lost + [f"the text of {name} is missing" for (name,) in texts]


async def _called(tx: Transaction, column: str, digest: str) -> str:
    """The name of a file with that content."""
    row = await tx.one(f"SELECT name FROM _files WHERE {column} = ? LIMIT 1", (digest,))
    return str(row[0]) if row else f"an earlier version ({digest[:12]}…)"


async def _index(tx: Transaction, *, repair: bool) -> Finding:
    if tx.indexes_text:
        return Finding("file search", ok=True, message="The database keeps the index of files' texts itself.")
    row = await tx.one("SELECT count(*) FROM lattice_parts")
    parts = int(row[0] or 0) if row else 0
    indexed = await indexed_rows(tx, "lattice_parts_text")
    wrong = [] if indexed == parts else [f"search of files: the index holds {indexed:,} parts, not {parts:,}"]
    if wrong and repair:
        await tx.run("INSERT INTO lattice_parts_text (lattice_parts_text) VALUES ('rebuild')")
    return told("file search", wrong, "The search index agrees with the texts of files.", repair=repair)
