"""Reading files: a stretch of their text, their parts, their versions and how two of them differ."""

from __future__ import annotations

import asyncio
import difflib
from collections import Counter
from collections.abc import Sequence

from lattice.actions import CompareVersions, ListParts, ListVersions, ReadFile
from lattice.engine.files import records, texts, versions
from lattice.engine.registry import reads
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import Comparison, File, FileText, FileVersion, PartList

#: Characters that one reading answers at most.
LENGTH = 200_000
#: Characters of each side that a comparison looks at, and lines of its answer.
COMPARED_CHARS = 2_000_000
DIFF_LINES = 5_000
#: Lines, and pairs of equal ones, that a comparison may go through: some seconds.
STEPS = 10_000_000


@reads(ReadFile)
async def read_file(work: Reading, action: ReadFile) -> FileText:
    """A stretch of a file's text."""
    if not 1 <= action.length <= LENGTH:
        raise LatticeError(
            "invalid_action",
            f"file.read: length must be from 1 to {LENGTH:,}, not {action.length}.",
            stage=Stage.CONSTRAINTS,
        )
    if sum(place is not None for place in (action.start, action.page, action.heading)) > 1:
        raise LatticeError(
            "invalid_action",
            "file.read begins at a character, a page or a heading; one of them.",
            stage=Stage.CONSTRAINTS,
        )
    file, text_id = await _text_of(work, action.id, action.version)
    kept = await texts.find(work.tx, text_id) if text_id else None
    total = kept.chars if kept else 0
    start = min(await _start(work, action, file, text_id), total)
    parts = await texts.stretch(work.tx, text_id, start, action.length) if text_id else []
    text = "".join(part.text for part in parts)
    skipped = start - parts[0].head.at if parts else 0
    text = text[skipped : skipped + action.length]
    first = parts[0].head if parts else None
    end = start + len(text)
    return FileText(
        id=file.id,
        name=file.label,
        text=text,
        start=start,
        end=end,
        total=total,
        place=first.place if first else "",
        heading=first.heading if first else "",
        untrusted=file.untrusted,
        next=end if end < total else None,
    )


async def _start(work: Reading, action: ReadFile, file: File, text_id: str) -> int:
    if action.page is None and action.heading is None:
        return max(action.start or 0, 0)
    found = await texts.place_of(work.tx, text_id, action.page, action.heading) if text_id else None
    if found is not None:
        return found
    if action.page is not None:
        has = f"It has {file.pages} pages." if file.pages else "Its pages are not known."
        raise LatticeError("not_found", f"{file.label} has no page {action.page}.", has)
    raise LatticeError(
        "not_found",
        f"{file.label} has no heading {action.heading!r}.",
        "file.parts lists its headings.",
    )


async def _text_of(work: Reading, file_id: str, version: int | None) -> tuple[File, str]:
    layout = records.files_layout(work)
    file = records.read_file(layout, await records.file_record(work, layout, file_id, trashed=True))
    if version is None:
        return file, file.text_id
    return file, (await versions.one(work, layout, file, version)).text_id


@reads(ListParts)
async def list_parts(work: Reading, action: ListParts) -> PartList:
    """The parts of a file's text."""
    _, text_id = await _text_of(work, action.id, action.version)
    found, total = await texts.heads(work.tx, text_id, action.offset, action.limit)
    return PartList(tuple(found), total)


@reads(ListVersions)
async def list_versions(work: Reading, action: ListVersions) -> tuple[FileVersion, ...]:
    """The contents a file had, newest first."""
    layout = records.files_layout(work)
    file = records.read_file(layout, await records.file_record(work, layout, action.id, trashed=True))
    return tuple(reversed(await versions.of_file(work, layout, file)))[: action.limit]


@reads(CompareVersions)
async def compare_versions(work: Reading, action: CompareVersions) -> Comparison:
    """How two versions differ, line by line."""
    layout = records.files_layout(work)
    file = records.read_file(layout, await records.file_record(work, layout, action.id, trashed=True))
    before = await versions.one(work, layout, file, action.before)
    after = await versions.one(work, layout, file, action.after)
    old, old_whole = await texts.whole(work.tx, before.text_id, COMPARED_CHARS)
    new, new_whole = await texts.whole(work.tx, after.text_id, COMPARED_CHARS)
    lines = await asyncio.to_thread(_diff, old, new)
    return Comparison(
        before,
        after,
        "".join(lines[:DIFF_LINES]),
        added=sum(line.startswith("+") for line in lines),
        removed=sum(line.startswith("-") for line in lines),
        truncated=len(lines) > DIFF_LINES or not (old_whole and new_whole),
    )


def _diff(old: str, new: str) -> list[str]:
    """Lines of a unified diff without its two headers, each with a line end."""
    before, after = old.splitlines(), new.splitlines()
    try:
        _Bounded(before, after).get_matching_blocks()
        lines = list(difflib.unified_diff(before, after, lineterm=""))[2:]
    except _TooLong:
        lines = _one_hunk(before, after)
    return [f"{line}\n" for line in lines]


class _TooLong(Exception):
    """A comparison that would take hours, which nobody could end."""


class _Bounded(difflib.SequenceMatcher[str]):
    """Finds out whether two texts can be compared: some texts take the square of their lines, or more."""

    def __init__(self, before: list[str], after: list[str]) -> None:
        super().__init__(None, before, after)
        self._count = len(before)
        counts = Counter(after)
        self._each = 1 + sum(counts[line] for line in before) / max(1, len(before))
        self._left: float = STEPS

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> difflib.Match:
        """As its base does; raises _TooLong when that was done too often."""
        self._left -= ((self._count if ahi is None else ahi) - alo) * self._each
        if self._left < 0:
            raise _TooLong
        return super().find_longest_match(alo, ahi, blo, bhi)


def _one_hunk(before: list[str], after: list[str]) -> list[str]:
    """All between the lines that both begin with and those that both end with, as if nothing were common."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    was, is_ = before[head : len(before) - tail], after[head : len(after) - tail]
    hunk = f"@@ -{head + 1},{len(was)} +{head + 1},{len(is_)} @@"
    return [hunk, *(f"-{line}" for line in was), *(f"+{line}" for line in is_)]


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))
