"""Completion of the arguments of prompts and of the parts of addresses, from tables and files."""

from __future__ import annotations

import mcp_types as types

from lattice.actions import ListRows, ListTables
from lattice.client import Client
from lattice.model.files import FILES, file_of
from lattice.model.schema import fold

#: What the protocol allows in one answer.
MOST = 100
#: Newest files among which names are completed.
FILES_LOOKED_AT = 500


async def complete(
    client: Client, ref: types.ResourceTemplateReference | types.PromptReference, name: str, begun: str
) -> types.Completion:
    """What the argument called `name` may be, by how it begins."""
    if name == "table":
        names = await _tables(client, native=isinstance(ref, types.ResourceTemplateReference))
    elif name == "file":
        names = await _files(client)
    else:
        names = []
    start = fold(begun)
    matching = [found for found in names if fold(found).startswith(start)]
    return types.Completion(values=matching[:MOST], total=len(matching), has_more=len(matching) > MOST)


async def _tables(client: Client, *, native: bool) -> list[str]:
    tables = (await client.run(ListTables(native=native))).value.tables
    return [info.table.name for info in tables if not info.table.native or info.table.name == FILES]


async def _files(client: Client) -> list[str]:
    page = (await client.run(ListRows(table=FILES, sort=("-_id",), limit=FILES_LOOKED_AT))).value
    return [file_of(row).name for row in page.rows]
