"""Rows of `_files`: facts as stored values, the contents that are used, one row for equal bytes."""

from __future__ import annotations

from collections.abc import Mapping

from lattice.actions import FileFacts
from lattice.databases.base import Record, Statement
from lattice.engine import linkstore, rowstore
from lattice.engine.catalog import Layout
from lattice.engine.files import blobs, puts, texts
from lattice.engine.incoming import stored_values
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import FILES, File, FileStatus, KeptText, file_of
from lattice.model.ids import new_id
from lattice.model.parts import parts_of
from lattice.model.values import Value

#: Characters of a file's name: what file systems take.
NAME_CHARS = 255


def files_layout(work: Reading) -> Layout:
    """The native table of files; raises `not_found` for callers who may not know of it."""
    return work.layout(FILES)


async def file_record(work: Reading, layout: Layout, file_id: str, *, trashed: bool = False) -> Record:
    """The record of a file; raises `not_found`, also for one in the trash unless that is allowed."""
    record = await rowstore.fetch_one(work, layout, file_id)
    if rowstore.is_trashed(record) and not trashed:
        raise LatticeError(
            "not_found",
            f"The file {layout.label_of(record)} is in the trash.",
            f"`lattice restore {FILES} {record[0]}` brings it back.",
        )
    return record


def read_file(layout: Layout, record: Record) -> File:
    """The file that a record says."""
    return file_of(layout.row(record))


def check_file_name(name: str) -> str:
    """A usable file name; raises `invalid_name`. It is shown to people and never used as a path."""
    reason = ""
    if not name.strip():
        reason = "is empty"
    elif len(name) > NAME_CHARS:
        reason = f"is longer than {NAME_CHARS} characters"
    elif not name.isprintable():
        reason = "holds a character that cannot be seen"
    elif "/" in name or "\\" in name:
        reason = "holds a slash: a name is no path"
    if reason:
        raise LatticeError(
            "invalid_name",
            f"The file name {name[:80]!r} {reason}.",
            "Give it another name.",
            stage=Stage.CONSTRAINTS,
        )
    return name.strip()


async def facts_of(
    work: Writing, facts: FileFacts | None, text: str | None, media_type: str
) -> dict[str, Value]:
    """Contents as values by column name: as a reader found them, or of a text that is kept now.

    Raises `not_found` for a text that was not put before, `invalid_action` unless one of the two is given.
    """
    if (facts is None) == (text is None):
        raise LatticeError(
            "invalid_action",
            "A file has facts about what was put before, or its text; one of the two.",
            stage=Stage.CONSTRAINTS,
        )
    if facts is None:
        return await _facts_of_text(work, text or "", media_type)
    kept = await _kept_text(work, facts.text_id)
    return {
        "sha256": facts.sha256 or None,
        "size": facts.size,
        "media_type": facts.media_type,
        "status": facts.status.value,
        "error": facts.error or None,
        "details": facts.details or None,
        "modified": facts.modified,
        "text_id": kept.text_id or None,
        "chars": kept.chars,
        "pages": kept.pages,
    }


async def _kept_text(work: Writing, text_id: str) -> KeptText:
    if not text_id:
        return KeptText("", 0, 0)
    kept = await texts.find(work.tx, text_id)
    if kept is None:
        raise LatticeError(
            "not_found", f"No text {text_id[:12]}… is kept here.", "Put the text first, then add the file."
        )
    return kept


async def _facts_of_text(work: Writing, text: str, media_type: str) -> dict[str, Value]:
    async with work.tx.steward():  # what others keep already is kept once
        content = await blobs.put_small(work.tx, text.encode())
        kept = await texts.put_small(work.tx, parts_of(text, media_type), work.limits)
    await puts.note(work.tx, work.caller.principal, work.now, content.sha256, kept.text_id)
    return {
        "sha256": content.sha256,
        "size": content.size,
        "media_type": media_type,
        "status": FileStatus.READY.value,
        "error": None,
        "details": None,
        "modified": None,
        "text_id": kept.text_id if kept.chars else None,
        "chars": kept.chars,
        "pages": kept.pages,
    }


async def check_kept(work: Writing, values: Mapping[str, Value]) -> None:
    """Raise `not_found` when the bytes of a file that keeps them were not put before."""
    sha256 = str(values["sha256"] or "")
    if not sha256 or await blobs.size_of(work.tx, sha256) is None:
        raise LatticeError(
            "not_found",
            f"The bytes {sha256[:12] or 'of this file'}… are not kept here.",
            "Put the bytes first, then add the file.",
        )


async def insert(work: Writing, layout: Layout, values: Mapping[str, Value]) -> Record:
    """Add a file's row."""
    (file_id,) = await rowstore.insert(work, layout, [stored_values(layout, values)])
    await _use(work, file_id, values)
    return await rowstore.fetch_one(work, layout, file_id)


async def change(
    work: Writing, layout: Layout, record: Record, values: Mapping[str, Value]
) -> tuple[Record, bool]:
    """Change what is known of a file; its record now, and whether anything differed."""
    changed = await rowstore.update(work, layout, [(record, stored_values(layout, values))])
    await _use(work, str(record[0]), values)
    return await rowstore.fetch_one(work, layout, str(record[0])), bool(changed)


async def _use(work: Writing, file_id: str, values: Mapping[str, Value]) -> None:
    """Remember which contents a file has, so that they are kept while it is."""
    used: list[Statement] = [
        (
            "INSERT INTO lattice_contents (file_id, what, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (file_id, what, str(id_)),
        )
        for what, id_ in (("bytes", values.get("sha256")), ("text", values.get("text_id")))
        if id_
    ]
    if used:
        await work.tx.script(used)


async def by_path(work: Writing, layout: Layout, path: str) -> Record | None:
    """The living file of the caller's principal that came from a path, the oldest of several."""
    rows = await work.tx.all(
        f"SELECT {', '.join(layout.fields)} FROM {layout.seen}"
        " WHERE path = ? AND _owner = ? AND _deleted_at IS NULL ORDER BY _id LIMIT 1",
        (path, work.caller.principal),
    )
    return rows[0] if rows else None


async def first_of_merged(work: Writing, layout: Layout, path: str, sha256: object) -> Record | None:
    """The file that stands for what came from a path and was merged into it as a copy; None if none was."""
    rows = await work.tx.all(
        f"SELECT {', '.join('f.' + field for field in layout.fields)} FROM {layout.seen} f"
        f" WHERE f.sha256 = ? AND f._owner = ? AND f._deleted_at IS NULL AND f.kind != 'artifact'"
        f" AND EXISTS (SELECT 1 FROM {layout.seen} c WHERE c.path = ? AND c.sha256 = f.sha256"
        " AND c._owner = f._owner AND c._deleted_at IS NOT NULL) ORDER BY f._id LIMIT 1",
        (str(sha256), work.caller.principal, path),
    )
    return rows[0] if rows else None


async def twins(work: Writing, layout: Layout, record: Record) -> list[Record]:
    """Other living files with the same bytes, owner and visibility, oldest first; artifacts stand alone."""
    file = read_file(layout, record)
    if not file.sha256 or not file.size or file.kind.value == "artifact":
        return []
    return await work.tx.all(
        f"SELECT {', '.join(layout.fields)} FROM {layout.seen} WHERE sha256 = ? AND _id != ?"
        " AND _deleted_at IS NULL AND kind != 'artifact' AND (_owner, _visibility) ="
        f" (SELECT _owner, _visibility FROM {layout.seen} WHERE _id = ?) ORDER BY _id",
        (file.sha256, record[0], record[0]),
    )


async def merge(work: Writing, layout: Layout, copy: Record, first: Record) -> None:
    """Make two files with the same bytes one: links move to the first, the copy goes to the trash."""
    copy_id, first_id = str(copy[0]), str(first[0])
    for tie in await linkstore.of_row(work, copy_id, work.limits.bulk_rows):
        await linkstore.remove(work, tie)
        moved = tie._replace(
            id=new_id(),
            from_row=first_id if tie.from_row == copy_id else tie.from_row,
            to_row=first_id if tie.to_row == copy_id else tie.to_row,
        )
        if moved.from_row == moved.to_row:
            continue
        if await linkstore.find(work, moved.from_row, moved.to_row, moved.name) is None:
            await linkstore.add(work, moved)
    await rowstore.trash(work, layout, [copy])
