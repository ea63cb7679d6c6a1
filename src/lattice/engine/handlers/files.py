"""Files: bringing them in, giving them other contents, what is said about them; artifacts."""

from __future__ import annotations

import re

from lattice.actions import (
    AddFile,
    CreateArtifact,
    ExtractFile,
    ReplaceFile,
    UpdateArtifact,
    UpdateFile,
)
from lattice.databases.base import Record
from lattice.engine.catalog import Layout
from lattice.engine.files import records
from lattice.engine.handlers.rows import check_version
from lattice.engine.registry import writes
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import File, FileKind, FileOutcome, FileStatus, KeptFile
from lattice.model.rows import Row
from lattice.model.values import Value

#: Kinds whose bytes are in the workspace.
KEPT = frozenset({FileKind.STORED, FileKind.WEB, FileKind.ARTIFACT})
#: Suffixes of artifacts by media type.
_SUFFIXES = {
    "text/markdown": ".md",
    "text/html": ".html",
    "text/csv": ".csv",
    "application/json": ".json",
    "text/plain": ".txt",
}
#: Media types of pasted text by suffix; all other text is plain.
_TYPES = {suffix: type_ for type_, suffix in _SUFFIXES.items()}


@writes(AddFile)
async def add_file(work: Writing, action: AddFile) -> KeptFile:
    """Bring a file in, or notice that it is here."""
    layout = records.files_layout(work)
    if action.kind is FileKind.ARTIFACT:
        raise LatticeError(
            "invalid_action", "Artifacts are made by artifact.create.", stage=Stage.CONSTRAINTS
        )
    name = records.check_file_name(action.name)
    values = await records.facts_of(work, action.facts, action.text, _type_of(name))
    if action.kind in KEPT:
        await records.check_kept(work, values)
    values |= {
        "name": name,
        "title": action.title or (action.facts.title if action.facts else "") or None,
        "kind": action.kind.value,
        "path": action.path or None,
    }
    if action.path and (known := await records.by_path(work, layout, action.path)) is not None:
        return await _again(work, layout, known, action, values)
    if action.path and (first := await _known_copy(work, layout, action, values)) is not None:
        return KeptFile(layout.row(first), FileOutcome.UNCHANGED)
    values |= {
        "summary": action.summary or None,
        "untrusted": action.untrusted,
        "source": action.source or None,
    }
    record = await records.insert(work, layout, values)
    work.summary = f"added file {name}"
    return await _settled(work, layout, record, FileOutcome.ADDED)


async def _known_copy(
    work: Writing, layout: Layout, action: AddFile, values: dict[str, Value]
) -> Record | None:
    """The file that an earlier copy from this path was merged into, when that is all there is to say."""
    first = await records.first_of_merged(work, layout, action.path, values["sha256"])
    if first is None:
        return None
    file = records.read_file(layout, first)
    needs_bytes = action.kind in KEPT and file.kind is FileKind.REFERENCED
    return None if needs_bytes or file.status is FileStatus.MISSING else first


def _type_of(name: str) -> str:
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return _TYPES.get(suffix, "text/plain")


async def _again(
    work: Writing, layout: Layout, known: Record, action: AddFile, values: dict[str, Value]
) -> KeptFile:
    """A file from a path that is known: its contents may be others."""
    before = records.read_file(layout, known)
    if action.untrusted:
        values["untrusted"] = True
    if action.summary:
        values["summary"] = action.summary
    if before.kind is FileKind.STORED and action.kind is FileKind.REFERENCED:
        # what is kept stays kept, unless its bytes are others now
        values["kind"] = before.kind.value if before.sha256 == values["sha256"] else action.kind.value
    record, changed = await records.change(work, layout, known, values)
    if not changed:
        return KeptFile(layout.row(record), FileOutcome.UNCHANGED)
    if before.sha256 == values["sha256"]:
        work.summary = f"read file {before.name} again"
        return KeptFile(layout.row(record), FileOutcome.REPLACED)
    work.summary = f"replaced file {before.name}"
    return await _settled(work, layout, record, FileOutcome.REPLACED)


async def _settled(work: Writing, layout: Layout, record: Record, outcome: FileOutcome) -> KeptFile:
    """The file after it met another with the same bytes, if there is one."""
    twins = await records.twins(work, layout, record)
    if not twins:
        return KeptFile(layout.row(record), outcome)
    new = records.read_file(layout, record)
    first, copy = (twins[0], record) if str(twins[0][0]) < new.id else (record, twins[0])
    kept, gone = records.read_file(layout, first), records.read_file(layout, copy)
    values = _taken_over(kept, gone)
    if values:
        first, _ = await records.change(work, layout, first, values)
    await records.merge(work, layout, copy, first)
    work.summary = f"file {gone.name} has the same bytes as {kept.name}: the copy is in the trash"
    return KeptFile(layout.row(first), FileOutcome.MERGED)


def _taken_over(kept: File, gone: File) -> dict[str, Value]:
    """What the first takes over from a copy: kept bytes, and the place of an original that it has lost."""
    if kept.kind is not FileKind.REFERENCED:
        return {}
    if gone.kind in KEPT:
        return {"kind": FileKind.STORED.value}
    if kept.status is FileStatus.MISSING:
        return {
            "path": gone.path,
            "name": gone.name,
            "status": gone.status.value,
            "error": gone.error or None,
            "modified": gone.modified,
        }
    return {}


@writes(ReplaceFile)
async def replace_file(work: Writing, action: ReplaceFile) -> KeptFile:
    """Give a file other contents."""
    layout = records.files_layout(work)
    record = await records.file_record(work, layout, action.id)
    check_version(layout, record, action.expect_version)
    file = records.read_file(layout, record)
    values = await records.facts_of(work, action.facts, action.text, file.media_type)
    if action.text is not None and file.kind is FileKind.REFERENCED:
        raise LatticeError(
            "invalid_action",
            f"The bytes of {file.name} are not in the workspace, but at {file.path}.",
            "Change it there, then add it again; or store it first.",
            stage=Stage.CONSTRAINTS,
        )
    if file.kind in KEPT:
        await records.check_kept(work, values)
    if action.facts is not None and action.facts.title:
        values["title"] = action.facts.title
    record, changed = await records.change(work, layout, record, values)
    if not changed:
        return KeptFile(layout.row(record), FileOutcome.UNCHANGED)
    work.summary = f"replaced file {file.name}"
    return await _settled(work, layout, record, FileOutcome.REPLACED)


@writes(ExtractFile)
async def extract_file(work: Writing, action: ExtractFile) -> Row:
    """Keep what was read anew."""
    layout = records.files_layout(work)
    record = await records.file_record(work, layout, action.id)
    check_version(layout, record, action.expect_version)
    file = records.read_file(layout, record)
    values = await records.facts_of(work, action.facts, None, file.media_type)
    if action.facts.sha256 and action.facts.sha256 != file.sha256:
        raise LatticeError(
            "conflict",
            f"{file.name} has other bytes than those that were read.",
            "Replace the file, or read it again.",
        )
    for name in ("sha256", "size"):
        values.pop(name)
    if not action.facts.text_id:
        # how the original stands is news; what was read of it stays
        for name in ("text_id", "chars", "pages"):
            values.pop(name)
        values |= {"details": values["details"] or (file.details or None), "media_type": file.media_type}
        values["modified"] = action.facts.modified or file.modified
    if action.facts.title and not file.title:
        values["title"] = action.facts.title
    record, _ = await records.change(work, layout, record, values)
    work.summary = f"read file {file.name}: {action.facts.status.value}"
    return layout.row(record)


@writes(UpdateFile)
async def update_file(work: Writing, action: UpdateFile) -> Row:
    """Change what is said about a file."""
    layout = records.files_layout(work)
    record = await records.file_record(work, layout, action.id)
    check_version(layout, record, action.expect_version)
    values: dict[str, Value] = {}
    if action.name is not None:
        values["name"] = records.check_file_name(action.name)
    for field in ("title", "summary", "path"):
        said: str | None = getattr(action, field)
        if said is not None:
            # a path may end with a space
            values[field] = (said if field == "path" else said.strip()) or None
    if action.untrusted is not None:
        values["untrusted"] = action.untrusted
    record, changed = await records.change(work, layout, record, values)
    if changed:
        work.summary = f"changed {', '.join(values)} of file {layout.label_of(record)}"
    return layout.row(record)


@writes(CreateArtifact)
async def create_artifact(work: Writing, action: CreateArtifact) -> Row:
    """Write a document into the workspace."""
    layout = records.files_layout(work)
    title = " ".join(action.title.split())
    name = records.check_file_name(action.name or _name_from(title, action.media_type))
    values = await records.facts_of(work, None, action.text, action.media_type)
    values |= {
        "name": name,
        "title": title or None,
        "summary": action.summary or None,
        "kind": FileKind.ARTIFACT.value,
        "untrusted": False,
        "source": action.source or None,
    }
    record = await records.insert(work, layout, values)
    work.summary = f"wrote {title or name}"
    return layout.row(record)


def _name_from(title: str, media_type: str) -> str:
    """A file name from a title: its letters and digits, words joined by `-`."""
    words = re.sub(r"[^\w]+", "-", title, flags=re.UNICODE).strip("-_").lower()[:80].strip("-")
    return (words or "untitled") + _SUFFIXES.get(media_type, ".txt")


@writes(UpdateArtifact)
async def update_artifact(work: Writing, action: UpdateArtifact) -> Row:
    """Change an artifact; its earlier text stays as a version."""
    layout = records.files_layout(work)
    record = await records.file_record(work, layout, action.id)
    check_version(layout, record, action.expect_version)
    file = records.read_file(layout, record)
    if file.kind is not FileKind.ARTIFACT:
        raise LatticeError(
            "invalid_action",
            f"{file.name} is not an artifact.",
            "Other files take new contents by file.replace.",
            stage=Stage.CONSTRAINTS,
        )
    values: dict[str, Value] = {}
    if action.text is not None:
        values |= await records.facts_of(work, None, action.text, file.media_type)
    if action.title is not None:
        values["title"] = " ".join(action.title.split()) or None
    if action.summary is not None:
        values["summary"] = action.summary.strip() or None
    record, changed = await records.change(work, layout, record, values)
    if changed:
        parts = [n for n in ("text", "title", "summary") if getattr(action, n) is not None]
        work.summary = f"changed {', '.join(parts)} of {file.label}"
    return layout.row(record)
