"""What is told about a tree while it is kept current: edits taken, edits that could not be, passes."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class NoteKind(StrEnum):
    """What happened."""

    CHANGED = "changed"
    """An edited page became a change of its row."""
    ADDED = "added"
    """A new file, or a note of the inbox, became a row or a file."""
    DELETED = "deleted"
    """A page was deleted, and its row went to the trash."""
    CONFLICT = "conflict"
    """Someone changed the same meanwhile: the edit stands beside the page, which shows the present state."""
    UNREADABLE = "unreadable"
    """The edit could not be taken; it stays where it is, and a file beside it says why."""
    RESTORED = "restored"
    """A page that is not taken back was edited, or files were deleted: what should be there comes back."""
    RENDERING = "rendering"
    """A pass begins."""
    RENDERED = "rendered"
    """Pages were written."""
    CURRENT = "current"
    """A pass came to its end: the tree shows the workspace."""
    WAITING = "waiting"
    """Another Lattice keeps this tree; this one takes over when that ends."""
    FAILED = "failed"
    """Something went wrong; it is tried again."""


class ContextNote(msgspec.Struct, frozen=True):
    """One thing that happened to the tree."""

    kind: NoteKind
    message: str = ""
    """For people; text of strangers in it is not markup. Empty where the kind says all."""
    path: str = ""
    """Of the file, from the root of the tree, with `/`."""
    table: str = ""
    row_id: str = ""
    change_id: str | None = None
    """The change that it made; it can be undone."""


class TakenBack(msgspec.Struct, frozen=True):
    """What a look for edits did."""

    notes: tuple[ContextNote, ...] = ()
    again: tuple[str, ...] = ()
    """Paths that could not be dealt with now and should be looked at again."""

    @property
    def changes(self) -> int:
        """How many changes it made."""
        return sum(note.change_id is not None for note in self.notes)

    @property
    def open(self) -> tuple[ContextNote, ...]:
        """What waits for a person."""
        return tuple(n for n in self.notes if n.kind in (NoteKind.CONFLICT, NoteKind.UNREADABLE))
