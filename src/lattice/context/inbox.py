"""The inbox: notes of agents that have nothing but files become rows or files, once, with a receipt.

    inbox/met-bob.md             a note; `table: people` in its front matter makes it a row of that table
    inbox/done/met-bob.md        the note, when it was taken
    inbox/done/met-bob.receipt.md   what became of it

A note without `table:` is kept as a file. Nobody can know who dropped it: it is marked as the words of
strangers, and what it makes is done in the name of the one who runs Lattice here.
"""

from __future__ import annotations

import hashlib
import os

from lattice.actions import AddFile, GetRow, InsertRow
from lattice.context.fields import about, id_in, read_fields
from lattice.context.finding import DONE, Found
from lattice.context.frontmatter import plain_of, quoted, unreadable
from lattice.context.inline import inline
from lattice.context.notes import ContextNote, NoteKind
from lattice.context.parsing import split_front
from lattice.context.setting import PASSING, Setting, names_of, refuse, text_of
from lattice.context.tree import Tree
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.rows import Row


async def take_note(setting: Setting, found: Found) -> ContextNote | None:
    """Make a row or a file of a note, then put the note away with its receipt.

    A note of the same name and content is taken once, also when the taking was killed halfway. What
    cannot be taken is reported beside it. Raises only what may be over in a moment.
    """
    try:
        text = text_of(found)
        table, row, change = await _keep(setting, found, text)
    except LatticeError as error:
        if error.code in PASSING:
            raise
        return refuse(setting, found, error)
    name = found.path.rpartition("/")[2].removesuffix(".md")
    place = _free_place(setting.tree, name, found.data or b"")
    receipt = _receipt(name, table, row)
    setting.tree.write(f"{place.removesuffix('.md')}.receipt.md", receipt.encode())
    _put_away(setting.tree, found, place)
    setting.beside.clear(found.path)
    what = "a file" if table == FILES else f"a row of {table}"
    return ContextNote(NoteKind.ADDED, f"{name}.md is {what} now.", found.path, table, row.id, change)


async def _keep(setting: Setting, found: Found, text: str) -> tuple[str, Row, str | None]:
    """The table and the row that a note became, and the change that made it."""
    name = found.path.rpartition("/")[2]
    seen = found.path.encode() + b"\0" + (found.data or b"")
    op_id = f"inbox-{hashlib.sha256(seen).hexdigest()[:40]}"
    front, _, _ = split_front(text)
    said = str(plain_of(front["table"]) or "") if "table" in front else ""
    if said:
        table = setting.schema.table(said)
        if table.native:
            raise unreadable("A note cannot name a table of Lattice; without `table:` it becomes a file")
        fields = read_fields(text, table, name.removesuffix(".md"), names_of(setting))
        if id_in(text):
            raise unreadable("A note cannot say `id:`; to change a row, change its page")
        insert = InsertRow(table=table.name, values=fields.values, source=f"inbox/{name}")
        added = await setting.client.run(insert, op_id=op_id)
        return table.name, await _now(setting, table.name, added.value), added.change_id
    title, summary, called, body = about(text)
    add = AddFile(
        name=called or name, text=body, title=title, summary=summary, source=f"inbox/{name}", untrusted=True
    )
    kept = await setting.client.run(add, op_id=op_id)
    return FILES, kept.value.row, kept.change_id


async def _now(setting: Setting, table: str, row: Row) -> Row:
    """The row as it is now: of a note that was taken before it may have been changed since."""
    try:
        return (await setting.client.run(GetRow(table=table, id=row.id))).value
    except LatticeError as error:
        if error.code != "not_found":
            raise
        return row


def _receipt(name: str, table: str, row: Row) -> str:
    state = (
        "It is in the trash by now." if row.deleted_at else "It stands in the context with the other rows."
    )
    return (
        f'---\nnote: {quoted(f"{name}.md")}\ntable: {quoted(table)}\nid: "{row.id}"\n'
        f"link: {quoted(f'lattice://{table}/{row.id}')}\ntaken: {quoted(row.created_at)}\n---\n\n"
        f"# {inline(name)}.md was taken\n\nIt is {inline(table)}/{row.id}. {state}\n"
    )


def _free_place(tree: Tree, name: str, data: bytes) -> str:
    """Where a note is put away: under its name, with a number when another stands there."""
    number = 1
    while True:
        place = f"{DONE}/{name}.md" if number == 1 else f"{DONE}/{name}-{number}.md"
        found = tree.read(place)
        if not os.path.lexists(tree.root / place) or found == data:
            return place
        number += 1


def _put_away(tree: Tree, found: Found, place: str) -> None:
    """Move the note; what was saved there in this very moment stays in the inbox as another note."""
    source, target = tree.root / found.path, tree.root / place
    try:
        os.replace(source, target)
    except FileNotFoundError:
        return
    if tree.read(place) != found.data and not os.path.lexists(source):
        os.replace(target, source)
