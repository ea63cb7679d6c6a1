"""Bringing pages onto the disk: only those that differ, only over what Lattice wrote itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from lattice.context.manifest import Manifest, PageRecord, sum_of
from lattice.context.tree import Tree


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

    def write(self, drafts: Sequence[Draft]) -> None:
        """Bring pages onto the disk; what is about to be written is written down before."""
        if not drafts:
            return
        known = self._manifest.known([draft.path for draft in drafts])
        records: list[PageRecord] = []
        due: list[tuple[Draft, bytes]] = []
        for draft in drafts:
            data = draft.text.encode("utf-8", "replace")
            record = self._judge(draft, sum_of(data), known.get(draft.path))
            if record is None:
                continue
            records.append(record)
            if record.intent is not None:
                due.append((draft, data))
        if not records:
            return
        self._manifest.keep(records)
        if due:
            self._manifest.checkpoint()
        for draft, data in due:
            self._tree.write(draft.path, data)
            self.folders.add(draft.path.rpartition("/")[0])
        self._manifest.settle([draft.path for draft, _ in due])
        self.written += len(due)

    def _judge(self, draft: Draft, wanted: bytes, known: PageRecord | None) -> PageRecord | None:
        """What is to be kept of a page; None when it stands there as it should."""
        if known is not None and known.sum == wanted and known.intent is None and not known.held:
            self.unchanged += 1
            same = (known.row, known.version, known.tag) == (draft.row, draft.version, draft.tag)
            return None if same else self._record(draft, wanted)
        found = self._tree.sum_at(draft.path)
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

    def remove(self, records: Iterable[PageRecord]) -> None:
        """Take pages away; one that somebody changed stays and is not ours any more."""
        gone: list[str] = []
        for record in records:
            found = self._tree.sum_at(record.path)
            if found is None or record.is_ours(found):
                self._tree.remove(record.path)
                self.folders.add(record.path.rpartition("/")[0])
                self.removed += found is not None
            else:
                self.conflicts.append(record.path)
            gone.append(record.path)
        self._manifest.forget(gone)

    def leave(self) -> None:
        """Note how the folders are left, so that what somebody takes away is noticed; drop empty ones."""
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
