"""Versions of a file: the contents that the events of its row tell of."""

from __future__ import annotations

import msgspec

from lattice.engine.catalog import Layout
from lattice.engine.files import blobs
from lattice.engine.log import values_of
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError
from lattice.model.files import File, FileVersion


async def of_file(work: Reading, layout: Layout, file: File) -> list[FileVersion]:
    """Every content that a file had, oldest first; what was purged is not told."""
    sha, text, size = (layout.table.column(name).id for name in ("sha256", "text_id", "size"))
    rows = await work.tx.all(
        "SELECT at, actor, change_id, after FROM lattice_events"
        " WHERE row_id = ? AND table_id = ? AND op IN ('row.insert', 'row.update')"
        " AND after IS NOT NULL ORDER BY seq",
        (file.id, layout.table.id),
    )
    state: dict[str, object] = {}
    found: list[FileVersion] = []
    for at, actor, change_id, after in rows:
        news = values_of(after)
        if not any(id_ in news for id_ in (sha, text)):
            continue
        state.update(news)
        sha256, text_id = str(state.get(sha) or ""), str(state.get(text) or "")
        found.append(
            FileVersion(
                n=len(found) + 1,
                at=str(at),
                actor=str(actor),
                change_id=str(change_id),
                sha256=sha256,
                text_id=text_id,
                size=int(str(state.get(size) or 0)),
                kept=bool(sha256) and await blobs.size_of(work.tx, sha256) is not None,
                current=False,
            )
        )
    if found:
        found[-1] = msgspec.structs.replace(found[-1], current=True)
    return found


async def one(work: Reading, layout: Layout, file: File, n: int | None) -> FileVersion:
    """One version by its number, the current one for None; raises `not_found`."""
    found = await of_file(work, layout, file)
    if found and n is None:
        return found[-1]
    if n is not None and 1 <= n <= len(found):
        return found[n - 1]
    raise LatticeError(
        "not_found",
        f"{file.label} has no version {n}.",
        f"It has 1 to {len(found)}." if found else "None is kept.",
    )
