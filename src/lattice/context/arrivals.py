"""New files in the tree: what someone writes into a table's folder becomes a row, elsewhere a file."""

from __future__ import annotations

import hashlib
import time

import msgspec

from lattice.actions import AddFile, CreateArtifact, GetRow, InsertRow, UpdateRow
from lattice.context import aside
from lattice.context.fields import about, first_heading, id_in, read_fields
from lattice.context.finding import Found
from lattice.context.frontmatter import unreadable
from lattice.context.merging import edit_of, values_at
from lattice.context.names import ID_END
from lattice.context.notes import ContextNote, NoteKind
from lattice.context.scene import ARTIFACTS
from lattice.context.setting import PASSING, Setting, names_of, refuse, text_of
from lattice.context.taking import take_page
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.rows import Row
from lattice.model.schema import Table, fold
from lattice.model.values import Value

#: How long a file that is saved again goes on being the same row, in nanoseconds.
_GOES_ON_NS = 3600 * 1_000_000_000


class Came(msgspec.Struct, frozen=True):
    """A new file that became a row: an editor that is still open will save it again."""

    row: str
    version: int
    label: str
    at: int


async def take_arrival(setting: Setting, found: Found, table: Table | None, kind: str) -> ContextNote | None:
    """Make a row or a file of a new file; `table` is that of its folder, `kind` the folder otherwise.

    What cannot be taken is reported beside it. Raises only what may be over in a moment.
    """
    try:
        text = text_of(found)
        if table is None:
            return await _take_file(setting, found, text, kind)
        return await _take_row(setting, found, text, table)
    except LatticeError as error:
        if error.code in PASSING:
            raise
        return refuse(setting, found, error)


async def _take_row(setting: Setting, found: Found, text: str, table: Table) -> ContextNote | None:
    row_id = id_in(text)
    if row_id:
        return await _take_renamed(setting, found, row_id, table)
    stem = found.path.rpartition("/")[2].removesuffix(".md")
    fields = read_fields(text, table, stem, names_of(setting))
    if fields.table and fold(fields.table) != fold(table.name):
        raise unreadable(f"The line `table:` says another table than {table.name}", 1)
    label = table.label
    name = str(fields.values.get(label.name, "")) if label else ""
    again = await _goes_on(setting, found, table, name)
    if again is not None:
        row, change = await _update(setting, table, again, fields.values)
        kind, said = NoteKind.CHANGED, f"{name or row.id} changed."
    else:
        action = InsertRow(table=table.name, values=fields.values)
        outcome = await setting.client.run(action, op_id=op_id_of(found))
        row, change = outcome.value, outcome.change_id
        kind, said = NoteKind.ADDED, f"{name or row.id} is a row of {table.name} now."
    came = Came(row.id, row.version, name, time.time_ns())
    setting.manifest.note(**{f"came:{found.path}": msgspec.json.encode(came).decode()})
    _put_away(setting, found)
    return ContextNote(kind, said, found.path, table.name, row.id, change)


async def _take_renamed(setting: Setting, found: Found, row_id: str, table: Table) -> ContextNote | None:
    """A page under another name: the row's own when that is gone, else a copy."""
    row = (await setting.client.run(GetRow(table=table.name, id=row_id))).value
    if not setting.manifest.fact("seq"):
        return None  # what stands here was lost sight of: the next pass knows it again
    if row.deleted_at is not None:
        raise unreadable(
            f"It says that it is {row_id}, which is in the trash; restore that, or take `id:` out"
        )
    pages = setting.manifest.pages_of(row_id)
    there = [page.path for page in pages if setting.tree.read(page.path) is not None]
    # an editor that is still open saves a page under the name that it had before its row was renamed
    own = found.path.removesuffix(".md").endswith((f"-{row_id[-ID_END:].lower()}", row_id.lower()))
    if not pages or (there and not own):
        where = f", which stands in {there[0]}" if there else ""
        raise unreadable(
            f"It says that it is {row_id}{where}; take `id:` out to make a new row, or change the page there"
        )
    note = await take_page(setting, msgspec.structs.replace(found, record=pages[0]))
    if note is not None and note.kind is NoteKind.UNREADABLE:
        return note
    if not there:
        setting.manifest.accept(pages[0].path, b"")
    _put_away(setting, found)
    if note is not None:
        return note
    return ContextNote(
        NoteKind.RESTORED, f"It comes back as {pages[0].path}.", found.path, table.name, row_id
    )


async def _goes_on(setting: Setting, found: Found, table: Table, label: str) -> Came | None:
    """The row that this file became a while ago, when it is that row still."""
    kept = setting.manifest.fact(f"came:{found.path}")
    came = msgspec.json.decode(kept, type=Came) if kept else None
    if came is None or came.label != label or time.time_ns() - came.at > _GOES_ON_NS:
        return None
    try:
        row = (await setting.client.run(GetRow(table=table.name, id=came.row))).value
    except LatticeError:
        return None
    return came if row.deleted_at is None else None


async def _update(
    setting: Setting, table: Table, came: Came, said: dict[str, Value]
) -> tuple[Row, str | None]:
    row = (await setting.client.run(GetRow(table=table.name, id=came.row))).value
    base = (await values_at(setting.client, table, row, {came.version})).get(came.version, {})
    edit = edit_of(said, base, row.values, table)
    if edit.clashes:
        names = ", ".join(clash.column for clash in edit.clashes)
        raise unreadable(
            f"It became row {row.id}, and someone changed {names} there meanwhile; edit its own page"
        )
    if not edit.values:
        return row, None
    action = UpdateRow(table=table.name, id=row.id, values=edit.values, expect_version=row.version)
    outcome = await setting.client.run(action)
    return outcome.value, outcome.change_id


async def _take_file(setting: Setting, found: Found, text: str, kind: str) -> ContextNote:
    """Make a file or an artifact of a text; a front matter that only names it is no part of it."""
    name = found.path.rpartition("/")[2]
    title, summary, called, body = about(text)
    op_id, called = op_id_of(found), called or name
    if kind == ARTIFACTS:
        title = title or first_heading(body) or name.removesuffix(".md")
        create = CreateArtifact(title=title, text=body, name=called, summary=summary)
        created = await setting.client.run(create, op_id=op_id)
        row, change = created.value, created.change_id
    else:
        add = AddFile(name=called, text=body, title=title, summary=summary)
        added = await setting.client.run(add, op_id=op_id)
        row, change = added.value.row, added.change_id
    _put_away(setting, found)
    return ContextNote(NoteKind.ADDED, f"{name} is kept as a file now.", found.path, FILES, row.id, change)


def op_id_of(found: Found) -> str:
    """Names this file as it was found, so that it is taken once even when the taking is killed."""
    seen = f"{found.path}\0{found.at}\0".encode() + (found.data or b"")
    return f"context-{hashlib.sha256(seen).hexdigest()[:40]}"


def _put_away(setting: Setting, found: Found) -> None:
    aside.keep(setting.tree, found.path, found.data or b"")
    setting.beside.clear(found.path)
