"""Texts of files, kept once per content in parts that are searched."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import NamedTuple

from lattice.databases.base import Database, Param, Statement, Transaction
from lattice.engine.files.blobs import too_large
from lattice.engine.files.pulling import pull
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import KeptText, Part, PartHead
from lattice.model.limits import Limits
from lattice.model.parts import TextDigest, bounded
from lattice.model.values import Misfit, check_text, now

#: Parts that are written in one transaction: at 20,000 characters each, some 200 ms of indexing.
AT_ONCE = 100


class StoredPart(NamedTuple):
    """A part with its place in the text."""

    head: PartHead
    text: str


class _Writer:
    """Numbers and places parts as they come."""

    def __init__(self, limits: Limits) -> None:
        self.digest = TextDigest()
        self.chars = 0
        self.pages = 0
        self._n = 0
        self._limit = limits.text_chars

    def rows(self, key: int, parts: Iterable[Part]) -> list[tuple[Param, ...]]:
        """The parts as they are stored; raises `too_large`, `invalid_value`."""
        found: list[tuple[Param, ...]] = []
        for part in parts:
            for text in (part.text, part.place, part.heading):
                try:
                    check_text(text)
                except Misfit as reason:
                    raise LatticeError(
                        "invalid_value", f"The text of the file {reason}.", stage=Stage.CONSTRAINTS
                    ) from None
            self.digest.add(part)
            size = len(part.text)
            found.append(
                (key, self._n, self.chars, size, part.page, part.place, part.heading, part.level, part.text)
            )
            self._n += 1
            self.chars += size
            self.pages = max(self.pages, part.page or 0)
        if self.chars > self._limit:
            raise too_large(f"The text has more than {self._limit:,} characters", "text_chars")
        return found

    def kept(self) -> KeptText:
        """What was kept."""
        return KeptText(self.digest.text_id, self.chars, self.pages)


async def put(database: Database, parts: Iterable[Part], limits: Limits) -> KeptText:
    """Keep a text; one that is there already is kept once. Raises `too_large`, `invalid_value`."""
    writer = _Writer(limits)
    key: int | None = None
    try:
        async for _, batch in pull(bounded(parts), AT_ONCE):
            async with database.writing() as tx:
                key = await _begun(tx) if key is None else key
                await _write(tx, writer.rows(key, batch))
        kept = writer.kept()
        async with database.writing() as tx:
            key = await _begun(tx) if key is None else key
            await _finish(tx, key, kept)
    except BaseException:
        if key is not None:
            await asyncio.shield(_forget(database, key))
        raise
    return kept


async def put_small(tx: Transaction, parts: Iterable[Part], limits: Limits) -> KeptText:
    """Keep a text that is in memory, in the caller's transaction."""
    writer = _Writer(limits)
    key = await _begun(tx)
    await _write(tx, writer.rows(key, bounded(parts)))
    await _finish(tx, key, writer.kept())
    return writer.kept()


async def _begun(tx: Transaction) -> int:
    row = await tx.one(
        "INSERT INTO lattice_texts (id, chars, pages, kept_at) VALUES (NULL, 0, 0, ?) RETURNING key", (now(),)
    )
    assert row is not None
    return int(row[0] or 0)


async def _write(tx: Transaction, rows: list[tuple[Param, ...]]) -> None:
    if not rows:
        return
    await tx.many(
        "INSERT INTO lattice_parts (text_key, n, start, chars, page, place, heading, level, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    if tx.indexes_text:
        return
    await tx.run(
        "INSERT INTO lattice_parts_text (rowid, text) SELECT id, text FROM lattice_parts"
        " WHERE text_key = ? AND n >= ?",
        (rows[0][0], rows[0][1]),
    )


async def _finish(tx: Transaction, key: int, kept: KeptText) -> None:
    known = await tx.one("SELECT key FROM lattice_texts WHERE id = ?", (kept.text_id,))
    if known is not None:
        touched: Statement = ("UPDATE lattice_texts SET kept_at = ? WHERE key = ?", (now(), known[0]))
        await tx.script([*removal(tx, key), touched])
        return
    await tx.run(
        "UPDATE lattice_texts SET id = ?, chars = ?, pages = ? WHERE key = ?",
        (kept.text_id, kept.chars, kept.pages, key),
    )


async def _forget(database: Database, key: int) -> None:
    async with database.writing() as tx:
        row = await tx.one("SELECT id FROM lattice_texts WHERE key = ?", (key,))
        if row is not None and row[0] is None:
            await tx.script(removal(tx, key))


def removal(tx: Transaction, key: int) -> list[Statement]:
    """The statements that remove a text for good, from the index first."""
    words: list[Statement] = [
        (
            "INSERT INTO lattice_parts_text (lattice_parts_text, rowid, text)"
            " SELECT 'delete', id, text FROM lattice_parts WHERE text_key = ?",
            (key,),
        )
    ]
    return [
        *(() if tx.indexes_text else words),
        ("DELETE FROM lattice_parts WHERE text_key = ?", (key,)),
        ("DELETE FROM lattice_texts WHERE key = ?", (key,)),
    ]


async def find(tx: Transaction, text_id: str) -> KeptText | None:
    """A text that is kept; None when it is not here."""
    row = await tx.one("SELECT id, chars, pages FROM lattice_texts WHERE id = ?", (text_id,))
    return None if row is None else KeptText(str(row[0]), int(row[1] or 0), int(row[2] or 0))


_HEAD = "p.n, p.start, p.chars, p.page, p.place, p.heading, p.level"
_OF_TEXT = "lattice_texts t JOIN lattice_parts p ON p.text_key = t.key WHERE t.id = ?"


def _head(record: tuple[object, ...]) -> PartHead:
    n, start, chars, page, place, heading, level = record[:7]
    return PartHead(
        int(str(n)),
        int(str(start)),
        int(str(chars)),
        None if page is None else int(str(page)),
        str(place),
        str(heading),
        int(str(level)),
    )


async def heads(tx: Transaction, text_id: str, offset: int, limit: int) -> tuple[list[PartHead], int]:
    """Parts of a text without their text, and how many there are."""
    rows = await tx.all(
        f"SELECT {_HEAD} FROM {_OF_TEXT} AND p.n >= ? ORDER BY p.n LIMIT ?", (text_id, offset, limit)
    )
    total = await tx.one(f"SELECT count(*) FROM {_OF_TEXT}", (text_id,))
    return [_head(row) for row in rows], int(total[0] or 0) if total else 0


async def place_of(tx: Transaction, text_id: str, page: int | None, heading: str | None) -> int | None:
    """Where a page or a heading begins, in characters; None when there is no such."""
    if page is not None:
        row = await tx.one(
            f"SELECT p.start FROM {_OF_TEXT} AND p.page = ? ORDER BY p.n LIMIT 1", (text_id, page)
        )
        return None if row is None else int(row[0] or 0)
    wanted = (heading or "").strip().casefold()
    headings = await tx.all(
        f"SELECT p.start, p.heading FROM {_OF_TEXT} AND p.heading != '' ORDER BY p.n", (text_id,)
    )
    near: int | None = None
    for start, path in headings:
        levels = [level.casefold() for level in str(path).split(" › ")]
        if wanted == levels[-1] or wanted == str(path).casefold():
            return int(start or 0)
        if near is None and any(level.startswith(wanted) for level in levels):
            near = int(start or 0)
    return near


async def stretch(tx: Transaction, text_id: str, start: int, length: int) -> list[StoredPart]:
    """The parts that hold a stretch of a text, in order."""
    rows = await tx.all(
        f"SELECT {_HEAD}, p.text FROM {_OF_TEXT} AND p.start < ? AND p.start >= coalesce((SELECT q.start"
        " FROM lattice_parts q WHERE q.text_key = t.key AND q.start <= ? ORDER BY q.start DESC LIMIT 1), 0)"
        " ORDER BY p.start",
        (text_id, start + length, start),
    )
    return [StoredPart(_head(row), str(row[7])) for row in rows]


async def whole(tx: Transaction, text_id: str, limit: int) -> tuple[str, bool]:
    """A text up to `limit` characters, and whether that is all of it."""
    rows = await tx.all(
        f"SELECT p.text, p.start + p.chars > ? FROM {_OF_TEXT} AND p.start < ? ORDER BY p.n",
        (limit, text_id, limit),
    )
    kept = await find(tx, text_id)
    return "".join(str(row[0]) for row in rows)[:limit], kept is None or kept.chars <= limit
