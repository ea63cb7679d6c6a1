"""The page of one row without a tree: what an agent reads of it, and what the inspector shows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from lattice.actions import GetRow, ListLinks, ListTables
from lattice.client import Client
from lattice.context.documents import Documents
from lattice.context.names import row_name
from lattice.context.pages import page_of
from lattice.context.register import Neighbour, RowRecord
from lattice.context.scene import Place, Scene, scene_of
from lattice.context.templates import forms_of
from lattice.context.threads import in_thread
from lattice.context.tree import Tree
from lattice.model.context import ContextRules
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.rows import Row


async def row_page(
    client: Client, table: str, row_id: str, rules: ContextRules, *, folder: Path | None = None
) -> str:
    """The Markdown of one row, as it stands in the tree; raises `not_found`.

    `folder` is the tree whose templates count; without it the page has the ordinary form.
    """
    tables = (await client.run(ListTables(native=True))).value
    scene = scene_of(await client.describe(), tables, rules)
    place = scene.places[tables.schema.table(table).id]
    row = (await client.run(GetRow(table=place.table.name, id=row_id))).value
    around = [neighbour async for neighbour in _around(client, scene, place, row)]
    around.sort(key=lambda n: n.key)
    if place.table.name != FILES:
        forms = {} if folder is None else await in_thread(forms_of, Tree(folder), [place])
        return page_of(scene, place, row, around, forms.get(place.table.id))[0]
    async for _, draft in Documents(client, scene, None).drafts(place, row, place.record(row), around):
        if draft is not None:
            return draft.text
    raise LatticeError("not_found", f"The file {row.id} has no page.")


async def _around(client: Client, scene: Scene, place: Place, row: Row) -> AsyncIterator[Neighbour]:
    for column in place.references:
        target, other = row.values.get(column.name), scene.places.get(column.target or "")
        if target is not None and other is not None:
            record = await _living(client, other, str(target))
            if record is not None:
                yield Neighbour(row.id, f"ref:{row.id}:{column.id}", column.name, False, True, record)
    # ties to rows in the trash count there and are not shown, so more are asked for than are listed
    limit = max(2 * scene.rules.links, 200)
    found = (await client.run(ListLinks(table=place.table.name, id=row.id, limit=limit))).value
    for link in found.links:
        if (other := scene.named(link.table)) is not None:
            record = await _record(client, other, link.row_id, link.label)
            yield Neighbour(row.id, f"link:{link.id}", link.name, True, link.outgoing, record)
    for reference in found.references:
        if (other := scene.named(reference.table)) is not None:
            record = await _record(client, other, reference.row_id, reference.label)
            column_id = other.table.column(reference.column).id
            key = f"ref:{reference.row_id}:{column_id}"
            yield Neighbour(row.id, key, reference.column, False, False, record)


async def _record(client: Client, place: Place, row_id: str, label: str) -> RowRecord:
    if place.table.name == FILES:
        return place.record((await client.run(GetRow(table=FILES, id=row_id))).value)
    return RowRecord(row_id, place.table.id, place.folder, row_name(label, row_id), label)


async def _living(client: Client, place: Place, row_id: str) -> RowRecord | None:
    try:
        row = (await client.run(GetRow(table=place.table.name, id=row_id))).value
    except LatticeError as error:
        if error.code != "not_found":
            raise
        return None
    return None if row.deleted_at is not None else place.record(row)
