"""What a row is tied to, as a model reads it; and the tools that tie and untie."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from lattice.actions import AddLink, ListLinks, RemoveLink
from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.provenance import STRANGERS, json_line, wrapped
from lattice.assistant.tools.schema import Input, RowId, TableName, bare_id
from lattice.assistant.tools.tabled import shortened
from lattice.model.references import ref

#: Links and back-references that are listed, of each.
_MOST = 100


class LinksText(msgspec.Struct, frozen=True):
    """The neighbours of a row."""

    text: str
    refs: tuple[str, ...] = ()


async def links_text(using: Using, table: str, row_id: str, room: int) -> LinksText:
    """What a row is tied to within `room` characters; says so when that may not be known."""
    if not await using.may("link.list"):
        return LinksText("Its links are not for you to see.")
    found = await using.read(ListLinks(table=table, id=row_id, limit=_MOST))
    lines: list[tuple[str, str]] = []
    for link in found.links:
        way = "links to" if link.outgoing else "linked from"
        one = ref(link.table, link.row_id)
        said = {way: one, "is": shortened(link.label, 100), **({"as": link.name} if link.name else {})}
        lines.append((json_line(said), one))
    for back in found.references:
        one = ref(back.table, back.row_id)
        lines.append(
            (json_line({"referred to by": one, "is": shortened(back.label, 100), "in": back.column}), one)
        )
    kept: list[tuple[str, str]] = []
    for line, one in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append((line, one))
    if not lines:
        return LinksText("No links, and nothing refers to it.")
    more = found.total - len(kept)
    note = f"\n{more:,} more are not shown; query_rows lists the rows that refer to it." if more > 0 else ""
    # labels of other rows, whoever wrote those
    body = wrapped("\n".join(line for line, _ in kept), STRANGERS) if kept else ""
    return LinksText(body + note, tuple(one for _, one in kept))


class LinkInput(Input, frozen=True):
    """Tie two rows (or files, in _files) together. A tie that is there stays as it is."""

    table: TableName
    id: RowId
    to_table: Annotated[str, Meta(description="Table of the other row.")]
    to_id: Annotated[str, Meta(description="Id of the other row.")]
    name: Annotated[str, Meta(description="What kind of tie, such as `wrote`.")] = ""


@tool(LinkInput, "link.add")
async def link_rows(using: Using, ask: LinkInput) -> ToolOutcome:
    """One tie."""
    done = await using.write(
        AddLink(
            table=ask.table,
            id=bare_id(ask.id),
            to_table=ask.to_table,
            to_id=bare_id(ask.to_id),
            name=ask.name,
        )
    )
    said = "Linked." if done.change_id else "They were linked already."
    return _tied(ask, said, done.change_id)


class UnlinkInput(LinkInput, frozen=True):
    """Take a tie between two rows away."""


@tool(UnlinkInput, "link.remove")
async def unlink_rows(using: Using, ask: UnlinkInput) -> ToolOutcome:
    """One tie."""
    done = await using.write(
        RemoveLink(
            table=ask.table,
            id=bare_id(ask.id),
            to_table=ask.to_table,
            to_id=bare_id(ask.to_id),
            name=ask.name,
        )
    )
    return _tied(ask, "Unlinked.", done.change_id)


def _tied(ask: LinkInput, said: str, change_id: str | None) -> ToolOutcome:
    refs = (ref(ask.table, bare_id(ask.id)), ref(ask.to_table, bare_id(ask.to_id)))
    words = f"{said.rstrip('.').lower()} {ask.table} and {ask.to_table}"
    return ToolOutcome(said, words, (change_id,) if change_id else (), refs)
