"""Bringing pages onto the disk: only those that differ, only over what Lattice wrote itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import msgspec

from lattice.context.manifest import Manifest, PageRecord, sum_of
from lattice.context.tree import Tree

#: Pages, and their characters, that are written at a time.
GATHERED, GATHERED_CHARS = 1000, 8_000_000
#: Pages from which on it costs less to read their folder than to look for each.
MANY = 50


class Draft(msgspec.Struct, frozen=True):
    """A page as it should be."""

    path: str
    text: str
    row: str | None = None
    """Id of the row that it shows."""
    version: int | None = None
    """Of that row."""
    tag: str = ""
    """What it was made from, or what kind of page it is; empty for a row's."""


class _Due(NamedTuple):
    """A page that is to be written."""

    path: str
    data: bytes
    over: tuple[bytes | None, ...]
    """Sums of what may stand there now."""


class Writer:
    """Writes and removes the pages of one pass; used by one thread at a time."""

    def __init__(self, tree: Tree, manifest: Manifest) -> None:
        self._tree = tree
        self._manifest = manifest
        self.written = 0
        self.unchanged = 0
        self.removed = 0
        self.conflicts: list[str] = []
        self.folders: set[str] = set()
        """Those in which files came or went."""
        self._waiting: list[Draft] = []
        self._chars = 0
        self._leaving: set[str] = set()
        self._under_way: Future[dict[str, bool]] | None = None
        self._hands: ThreadPoolExecutor | None = None

    def add(self, drafts: Iterable[Draft]) -> None:
        """Pages to be written; gathered, because each writing costs two waits for the disk."""
        for draft in drafts:
            self._waiting.append(draft)
            self._chars += len(draft.text)
            if len(self._waiting) >= GATHERED or self._chars > GATHERED_CHARS:
                self._write()

    def drop(self, paths: Iterable[str]) -> None:
        """Pages to be taken away, after what takes their place is written."""
        self._leaving.update(paths)

    def flush(self) -> None:
        """Write and take away what was gathered."""
        self._write()
        leaving, self._leaving = sorted(self._leaving), set()
        self._remove(self._manifest.known(leaving).values())

    def _write(self) -> None:
        """Bring pages onto the disk; what is about to be written is written down before."""
        drafts, self._waiting, self._chars = self._waiting, [], 0
        if not drafts:
            return
        self._leaving.difference_update(draft.path for draft in drafts)
        known = self._manifest.known([draft.path for draft in drafts])
        empty = self._tree.missing([draft.path for draft in drafts]) if len(drafts) > MANY else frozenset()
        records: list[PageRecord] = []
        due: list[_Due] = []
        for draft in drafts:
            data = draft.text.encode("utf-8", "replace")
            record = self._judge(draft, sum_of(data), known.get(draft.path), empty)
            if record is None:
                continue
            records.append(record)
            if record.intent is not None:
                before = known.get(draft.path)
                over = (record.intent, before.sum, before.intent) if before else (record.intent,)
                due.append(_Due(draft.path, data, over))
        if not records:
            return
        self._manifest.keep(records)
        if due:
            self._manifest.checkpoint()
        self.folders.update(one.path.rpartition("/")[0] for one in due)
        if len(due) > MANY:
            self._put_aside(due)
        else:
            self.finish()
            self._settle(self._put(due))

    def _put(self, due: Sequence[_Due]) -> dict[str, bool]:
        """Whether each was put there, by path."""
        return {one.path: self._tree.write(one.path, one.data, one.over) for one in due}

    def _settle(self, done: dict[str, bool]) -> None:
        refused = [path for path, put in done.items() if not put]
        self._manifest.settle([path for path, put in done.items() if put])
        self._manifest.hold(refused)
        self.conflicts += refused
        self.written += len(done) - len(refused)

    def _put_aside(self, due: Sequence[_Due]) -> None:
        """Let another thread write, which is mostly waiting, while the next pages are made."""
        self.finish()
        if self._hands is None:
            self._hands = ThreadPoolExecutor(1, "lattice-context")
        self._under_way = self._hands.submit(self._put, due)

    def finish(self) -> None:
        """Wait for what is being written; raises what went wrong there."""
        if self._under_way is not None:
            doing, self._under_way = self._under_way, None
            self._settle(doing.result())

    def close(self) -> None:
        """Let what is being written come to its end, and write nothing more."""
        if self._hands is not None:
            self._hands.shutdown()

    def _judge(
        self, draft: Draft, wanted: bytes, known: PageRecord | None, empty: Set[str]
    ) -> PageRecord | None:
        """What is to be kept of a page; None when it stands there as it should."""
        if known is not None and known.sum == wanted and known.intent is None and not known.held:
            self.unchanged += 1
            same = (known.row, known.version, known.tag) == (draft.row, draft.version, draft.tag)
            return None if same else self._record(draft, wanted)
        found = None if draft.path in empty else self._tree.sum_at(draft.path)
        if found == wanted:
            self.unchanged += 1
            return self._record(draft, wanted)
        if found is None or (known is not None and known.is_ours(found)):
            return self._record(draft, known.sum if known else None, intent=wanted)
        self.conflicts.append(draft.path)
        return self._record(draft, known.sum if known else None, held=True)

    def _record(
        self, draft: Draft, sum_: bytes | None, *, intent: bytes | None = None, held: bool = False
    ) -> PageRecord:
        return PageRecord(draft.path, sum_, intent, draft.row, draft.version, draft.tag, held)

    def _remove(self, records: Iterable[PageRecord]) -> None:
        """Take pages away; one that somebody changed stays, and is said until it is dealt with."""
        self.finish()
        gone: list[str] = []
        kept: list[PageRecord] = []
        for record in records:
            found = self._tree.sum_at(record.path)
            if found is None or record.is_ours(found):
                self._tree.remove(record.path)
                self.folders.add(record.path.rpartition("/")[0])
                self.removed += found is not None
                gone.append(record.path)
            else:
                self.conflicts.append(record.path)
                kept.append(record._replace(held=True))
        self._manifest.forget(gone)
        self._manifest.keep(kept)

    def leave(self) -> None:
        """Note how the folders are left, so that what somebody takes away is noticed; drop empty ones."""
        self.finish()
        gone, left = [], []
        for folder in sorted(self.folders, key=len, reverse=True):
            self._tree.remove_empty(folder)
            touched = self._tree.touched(folder)
            if touched is None:
                gone.append(folder)
            else:
                left.append((folder, touched))
        self._manifest.leave(left)
        self._manifest.drop_folders(gone)
