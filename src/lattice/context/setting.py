"""Where edits are taken back from and to, and how one that cannot be taken is told."""

from __future__ import annotations

import msgspec

from lattice.client import Client
from lattice.context.aside import Beside
from lattice.context.finding import LARGEST, Found
from lattice.context.frontmatter import unreadable
from lattice.context.manifest import Manifest, sum_of
from lattice.context.notes import ContextNote, NoteKind
from lattice.context.parsing import Names
from lattice.context.tree import Tree
from lattice.model.errors import LatticeError
from lattice.model.schema import Column, Schema
from lattice.model.values import ColumnType, Misfit, parse

#: Failures that may be over in a moment: the edit stays and is taken the next time.
PASSING = frozenset({"busy", "unreachable", "outcome_unknown", "disk_full", "interrupted", "failed"})


class Setting(msgspec.Struct, frozen=True):
    """Where edits are taken back from, and to."""

    client: Client
    tree: Tree
    manifest: Manifest
    schema: Schema
    beside: Beside


def names_of(setting: Setting) -> Names:
    """Finds the row that someone means who writes its name, or a link to its page."""

    def find(column: Column, text: str) -> str:
        name = text.strip().strip("<>").rpartition("/")[2].removesuffix(".md")
        for wanted in dict.fromkeys((text.strip(), name)):
            found = setting.manifest.register.called(column.target or "", wanted)
            if len(found) == 1:
                return found[0].id
            if found:
                raise Misfit(f"names several rows; write the id of one, such as {found[0].id}")
        try:
            return str(parse(ColumnType.REFERENCE, name))
        except Misfit:
            raise Misfit("is neither the id nor the name of a row") from None

    return find


def text_of(found: Found) -> str:
    """The text of a file; raises `invalid_file`, `too_large`."""
    if found.too_large or found.data is None:
        raise LatticeError(
            "too_large",
            f"It is larger than {LARGEST // 1_000_000} MB.",
            "Bring it in as a file: `lattice file add`.",
        )
    try:
        return found.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = found.data.count(b"\n", 0, error.start) + 1
        raise unreadable("It is not UTF-8 text", line) from None


def refuse(setting: Setting, found: Found, error: LatticeError) -> ContextNote:
    """Leave a file as it is, with the reason beside it."""
    setting.beside.put_error(found.path, error.message, error.hint)
    row_id = (found.record.row or "") if found.record else ""
    return ContextNote(
        NoteKind.UNREADABLE, f"{error.message} {error.hint}".strip(), found.path, row_id=row_id
    )


def settle(setting: Setting, found: Found) -> None:
    """An edit was dealt with: Lattice may write the page again, and what stood beside it goes."""
    setting.manifest.accept(found.path, sum_of(found.data or b""))
