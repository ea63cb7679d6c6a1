"""One pass: what the log says since the last one becomes files, and nothing else is touched."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from lattice.actions import ListTables
from lattice.client import Client
from lattice.context.changes import Changes, changes_since
from lattice.context.learn import Concerned, learn, learn_all, lose
from lattice.context.manifest import (
    EDITION,
    Manifest,
    PageRecord,
    is_damage,
    manifest_failure,
    open_manifest,
    put_aside,
)
from lattice.context.reading import all_ties, columns_to_learn, rows_of, rows_with
from lattice.context.register import Tie
from lattice.context.report import RenderProgress, RenderReport
from lattice.context.scene import Scene, scene_of
from lattice.context.showing import Showing
from lattice.context.templates import forms_of, sums_of
from lattice.context.threads import in_thread
from lattice.context.tree import Tree, held
from lattice.context.writer import Writer
from lattice.model.context import ContextRules
from lattice.model.errors import LatticeError
from lattice.model.schema import fold

#: Rows that are kept between learning and showing; more are read again.
KEPT = 2000
#: Rules that change what pages look like; the others say when to render.
_LOOKS = ("row_chars", "index_rows", "table_rows", "links", "recent")


async def render(
    client: Client,
    folder: Path,
    rules: ContextRules,
    *,
    progress: Callable[[RenderProgress], None] | None = None,
) -> RenderReport:
    """Bring the tree in `folder` up to date; what it costs depends on what changed since the last time.

    Raises `busy` when another renderer does not come to its end, `conflict` when the folder holds the
    tree of another workspace, `unwritable`, `disk_full`, and what the client raises.
    """
    begun = time.perf_counter()
    async with held(folder) as tree:
        try:
            return await _once(client, tree, rules, progress, begun)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise manifest_failure(tree.own, error) from error
        # only now was it read where it is damaged
        await in_thread(put_aside, tree.own)
        return await _once(client, tree, rules, progress, begun)


async def _once(
    client: Client,
    tree: Tree,
    rules: ContextRules,
    progress: Callable[[RenderProgress], None] | None,
    begun: float,
) -> RenderReport:
    manifest = await in_thread(open_manifest, tree.own)
    writer = Writer(tree, manifest)
    try:
        return await _Pass(client, tree, manifest, writer, rules, progress, begun).run()
    finally:
        writer.close()
        manifest.close()


class _Pass:
    """The steps of one pass, in their order: look, learn, show, index, close."""

    def __init__(
        self,
        client: Client,
        tree: Tree,
        manifest: Manifest,
        writer: Writer,
        rules: ContextRules,
        progress: Callable[[RenderProgress], None] | None,
        begun: float,
    ) -> None:
        self._client = client
        self._tree = tree
        self._manifest = manifest
        self._rules = rules
        self._progress = progress
        self._begun = begun
        self._writer = writer
        self._concerned = Concerned()
        self._notes: tuple[str, ...] = ()

    async def run(self) -> RenderReport:
        """Do what is to be done."""
        description = await self._client.describe()
        facts = self._manifest.facts()
        if facts.get("workspace", description.id) != description.id:
            raise LatticeError(
                "conflict",
                f"{self._tree.root} holds the context of another workspace.",
                "Choose another folder, or move this one away.",
            )
        look = _look(self._rules)
        known = int(facts["seq"]) if facts.get("look") == look and facts.get("seq") else None
        again = await in_thread(self._again)
        owed = self._manifest.owed()
        templates = await in_thread(sums_of, self._tree)
        if known == description.seq and not again and not owed and facts.get("templates", "") == templates:
            return self._report(description.seq)
        tables = (await self._client.run(ListTables(native=True))).value
        scene = scene_of(description, tables, self._rules)
        forms = await in_thread(forms_of, self._tree, scene.tables)
        changes = Changes(everything=True)
        large = ",".join(sorted(place.table.id for place in scene.places.values() if not place.paged))
        # when a table grew over the bound, or fell below it, all that names its rows is another
        if known is not None and facts.get("large", "") == large:
            changes = await changes_since(self._client, known, description.seq, scene.rows)
        before = msgspec.json.decode(facts.get("forms") or "{}", type=dict[str, str])
        now = {table_id: form.sum for table_id, form in forms.items()}
        changes.tables |= {table_id for table_id, _ in before.items() ^ now.items()}
        self._manifest.begin()
        self._manifest.note(workspace=description.id)
        showing = Showing(
            self._client, scene, self._manifest, self._writer, self._concerned, forms, self._progress
        )
        if changes.everything:
            await self._learn_everything(scene)
            await showing.everything()
        else:
            await in_thread(self._owe_again, again, owed)
            await self._learn(scene, changes)
            await showing.concerned()
        await showing.overview()
        await in_thread(self._writer.leave)
        self._manifest.owe_nothing()
        self._manifest.note(
            look=look,
            large=large,
            seq=str(description.seq),
            templates=templates,
            forms=msgspec.json.encode(now, order="sorted").decode(),
        )
        self._notes = tuple(sorted(showing.notes))
        await in_thread(self._manifest.commit)
        return self._report(description.seq)

    def _again(self) -> list[PageRecord]:
        """Pages to look at whatever the log says, among them those that somebody took away."""
        found = [record for record in self._manifest.again() if self._may_write(record)]
        for folder, left in self._manifest.folders().items():
            if self._tree.touched(folder) == left:
                continue
            names = self._tree.names(folder)
            records = self._manifest.pages_in(folder).values()
            found += [
                record._replace(sum=None)
                for record in records
                if fold(record.path.rpartition("/")[2]) not in names
            ]
        return found

    def _may_write(self, record: PageRecord) -> bool:
        """Whether a page that was left alone before can be written now; else it is still in conflict."""
        if not record.held:
            return True
        found = self._tree.sum_at(record.path)
        if found is None or record.is_ours(found):
            return True
        self._writer.conflicts.append(record.path)
        return False

    def _owe_again(self, again: list[PageRecord], owed: dict[str, set[str]]) -> None:
        """Add to what is concerned what an earlier pass left undone, and what somebody took away."""
        self._concerned.rows |= owed.get("row", set())
        self._concerned.folders |= owed.get("folder", set())
        missing = [record for record in again if record.sum is None]
        self._manifest.keep(missing)
        for record in again:
            if record.row is not None:
                self._concerned.rows.add(record.row)
            else:
                self._concerned.folders.add(record.path.rpartition("/")[0])

    async def _learn_everything(self, scene: Scene) -> None:
        manifest = self._manifest
        manifest.clear()
        # until the pass is through, the next one has to begin anew
        manifest.note(seq="")
        for place in scene.paged:
            async for rows in rows_of(self._client, place.table, columns_to_learn(place)):
                await in_thread(learn_all, manifest.register, place, rows)
        ties = [Tie(f"link:{t.id}", t.name, True, t.row_id, t.to_id) for t in await all_ties(self._client)]
        await in_thread(manifest.register.tie, ties)

    async def _learn(self, scene: Scene, changes: Changes) -> None:
        manifest, concerned = self._manifest, self._concerned
        manifest.register.tie(changes.tied.values())
        manifest.register.untie(changes.untied)
        for place in scene.places.values():
            wanted = changes.rows.get(place.table.id, set())
            if not place.paged:
                if wanted or place.table.id in changes.tables | changes.indexes:
                    concerned.folders.update(place.folders)
                continue
            if place.table.id in changes.tables:
                wanted = wanted | manifest.register.rows_in(place.folders)
                concerned.folders.update(place.folders)
                async for rows in rows_of(self._client, place.table):
                    await in_thread(learn, manifest.register, place, rows, concerned)
                    wanted -= {row.id for row in rows}
            elif wanted:
                found = await rows_with(self._client, place.table, wanted)
                await in_thread(learn, manifest.register, place, found, concerned)
                wanted = wanted - {row.id for row in found}
                if len(concerned.read) + len(found) <= KEPT:
                    concerned.read |= {row.id: row for row in found}
            if place.table.id in changes.indexes:
                concerned.folders.update(place.folders)
            await in_thread(lose, manifest.register, wanted, concerned)
        manifest.register.untie_rows(changes.purged)
        manifest.owe("row", concerned.rows | concerned.gone)
        manifest.owe("folder", {*concerned.folders, *concerned.names})

    def _report(self, seq: int) -> RenderReport:
        writer = self._writer
        return RenderReport(
            seq=seq,
            written=writer.written,
            unchanged=writer.unchanged,
            removed=writer.removed,
            seconds=time.perf_counter() - self._begun,
            conflicts=tuple(sorted(set(writer.conflicts))),
            notes=self._notes,
        )


def _look(rules: ContextRules) -> str:
    """Names everything that changes what pages look like, beside the workspace."""
    return msgspec.json.encode([EDITION, *(getattr(rules, name) for name in _LOOKS)]).decode()
