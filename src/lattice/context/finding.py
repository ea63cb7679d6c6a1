"""Finding what somebody changed in the tree: files that are not as Lattice wrote them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator

import msgspec

from lattice.context.aside import has_error, page_beside
from lattice.context.manifest import Manifest, PageRecord, sum_of
from lattice.context.tree import OWN, Tree
from lattice.model.files import PART_CHARS

INBOX = "inbox"
DONE = f"{INBOX}/done"
#: Largest file that is read back, in bytes.
LARGEST = 800 * PART_CHARS
#: How long a file must have rested before it is read, in nanoseconds: an editor may still be writing it.
REST_NS = 250_000_000
#: The same for a file that is empty.
_EMPTY_NS = 3_000_000_000
#: Coarsest clock of a file system that one may meet, in nanoseconds.
_COARSE_NS = 2_000_000_000
_LOOKED = "looked_at"
#: Files of editors on their way to the real one.
_TEMPORARY = re.compile(r"\.|~|#|.*(?:~|\.sw[a-z]|\.tmp|\.bak|\.orig|#)\Z|4913\Z|.*\.tmp\.", re.IGNORECASE)

#: Pages that Lattice makes: also where it has forgotten that it did.
_MADE = re.compile(r"(?:INDEX(?:\..+)?|RECENT)\.md\Z")


class Found(msgspec.Struct, frozen=True):
    """A file that is not as Lattice wrote it."""

    path: str
    """From the root of the tree."""
    record: PageRecord | None
    """What Lattice wrote there; None when it never did."""
    data: bytes | None
    """Its content; None when it is not there."""
    too_large: bool = False
    at: int = 0
    """When it was changed, in nanoseconds."""


class Findings(msgspec.Struct):
    """What a look at the tree found."""

    edited: list[Found] = msgspec.field(default_factory=list)
    arrived: list[Found] = msgspec.field(default_factory=list)
    missing: list[Found] = msgspec.field(default_factory=list)
    cleared: list[str] = msgspec.field(default_factory=list)
    """Pages that are as Lattice wrote them, or new files that are gone: no error stands there any more."""
    begun: int = 0
    """When the look at all files began, by the clock of the file system; 0 when it was at some."""
    restless: list[str] = msgspec.field(default_factory=list)
    """Files that somebody may still be writing; to be looked at again soon."""


def is_page(path: str) -> bool:
    """Whether a path of the tree is one that people and agents write: Markdown, no file of an editor."""
    if not path.endswith(".md") or path.startswith(f"{DONE}/"):
        return False
    return not any(part.startswith(".") for part in path.split("/")) and not _TEMPORARY.match(
        path.rpartition("/")[2]
    )


def look(tree: Tree, manifest: Manifest, now_ns: int, paths: Collection[str] | None = None) -> Findings:
    """Look at these files, or at all that may have been changed since the last look at all."""
    findings = Findings()
    if paths is not None:
        records = manifest.known(sorted(paths))
        for path in sorted(paths):
            if is_page(path):
                _look_at(tree, path, records.get(path), now_ns, findings)
        return findings
    begun = _clock(tree)
    since = int(manifest.fact(_LOOKED) or 0) - _COARSE_NS
    unseen = set(manifest.paths())
    doubtful: list[str] = []
    for path, changed in _files(tree, ""):
        unseen.discard(path)
        about = page_beside(path)
        if about is not None:
            doubtful.append(about)
        elif changed >= since:
            doubtful.append(path)
    doubtful += unseen
    records = manifest.known(sorted(set(doubtful)))
    for path in sorted(set(doubtful)):
        if is_page(path):
            _look_at(tree, path, records.get(path), now_ns, findings)
    findings.begun = begun
    return findings


def looked(manifest: Manifest, findings: Findings) -> None:
    """All that was found was dealt with: what is older need not be looked at again."""
    if findings.begun and not findings.restless:
        manifest.note(**{_LOOKED: str(findings.begun)})


def _clock(tree: Tree) -> int:
    """The time by the clock of the file system, which may be another machine's."""
    place = f"{OWN}/clock"
    tree.write(place, b"")
    return os.lstat(tree.root / place).st_mtime_ns


def _files(tree: Tree, folder: str) -> Iterator[tuple[str, int]]:
    """Every page of a folder and below, and when it was changed; links are not followed."""
    try:
        entries = list(os.scandir(tree.root / folder if folder else tree.root))
    except OSError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        try:
            if entry.name.startswith(".") or path == DONE:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(tree, path)
            elif entry.name.endswith(".md") and entry.is_file(follow_symlinks=False):
                info = entry.stat(follow_symlinks=False)
                yield path, max(info.st_mtime_ns, info.st_ctime_ns)
        except OSError:
            continue


def _look_at(tree: Tree, path: str, record: PageRecord | None, now_ns: int, findings: Findings) -> None:
    if page_beside(path) is not None or (record is None and _MADE.match(path.rpartition("/")[2])):
        return
    try:
        info = os.lstat(tree.root / path)
    except OSError:
        if record is not None and record.sum is not None:
            findings.missing.append(Found(path, record, None))
        elif record is None and has_error(tree, path):
            findings.cleared.append(path)
        return
    if not stat.S_ISREG(info.st_mode):
        return
    if info.st_size > LARGEST:
        where = findings.arrived if record is None else findings.edited
        where.append(Found(path, record, None, too_large=True))
        return
    data = tree.read(path)
    if data is None:
        return
    if record is not None and record.is_ours(sum_of(data)):
        if has_error(tree, path):
            findings.cleared.append(path)
        return
    # an editor that is about to write empties the file first
    if 0 <= now_ns - info.st_mtime_ns < (REST_NS if data.strip(b"\0") else _EMPTY_NS):
        findings.restless.append(path)
        return
    found = Found(path, record, data, at=info.st_mtime_ns)
    (findings.arrived if record is None else findings.edited).append(found)
