"""Showing: the pages of rows, then the pages that list them, then the overview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set

from lattice.actions import ListChanges
from lattice.client import Client
from lattice.context import listing, overview, pages
from lattice.context.documents import Documents
from lattice.context.learn import Concerned
from lattice.context.manifest import Manifest
from lattice.context.reading import rows_of, rows_with
from lattice.context.report import RenderProgress
from lattice.context.scene import ARTIFACTS, FILES_FOLDER, Place, Scene
from lattice.context.templates import Form
from lattice.context.threads import in_thread
from lattice.context.writer import Draft, Writer
from lattice.model.files import FILES
from lattice.model.rows import Row

_INDEX = "index"


class Showing:
    """Makes the pages of one pass and gives them to the writer."""

    def __init__(
        self,
        client: Client,
        scene: Scene,
        manifest: Manifest,
        writer: Writer,
        concerned: Concerned,
        forms: dict[str, Form],
        progress: Callable[[RenderProgress], None] | None,
    ) -> None:
        self._client = client
        self._scene = scene
        self._manifest = manifest
        self._writer = writer
        self._concerned = concerned
        self._progress = progress
        self._forms = forms
        self.notes: set[str] = set()
        """What went wrong and was worked around."""
        self._documents = Documents(client, scene, manifest)
        self._done = 0
        self._total = 0
        self._shown: set[str] | None = None

    async def everything(self) -> None:
        """Every page; what else was written before is taken away."""
        places = self._scene.places.values()
        self._total = self._scene.rows
        self._shown = set()
        for place in self._scene.paged:
            async for rows in rows_of(self._client, place.table):
                await self._rows(place, rows)
        for place in places:
            for folder in place.folders:
                await in_thread(self._index, place, folder, None)
        await in_thread(self._writer.flush)
        kept = self._shown | {"INDEX.md", "RECENT.md"}
        self._writer.drop([path for path in self._manifest.paths() if path not in kept])

    async def concerned(self) -> None:
        """The pages that something was learnt about."""
        concerned = self._concerned
        by_table = await in_thread(self._by_table, concerned)
        self._total = sum(len(ids) for ids in by_table.values())
        for table_id, ids in by_table.items():
            if (place := self._scene.places.get(table_id)) is not None:
                read = [concerned.read[row_id] for row_id in ids if row_id in concerned.read]
                await self._rows(place, read)
                ids = [row_id for row_id in ids if row_id not in concerned.read]
                for start in range(0, len(ids), 1000):
                    rows = await rows_with(self._client, place.table, ids[start : start + 1000])
                    await self._rows(place, rows)
        self._move(set(), concerned.gone)
        for place in self._scene.places.values():
            for folder in place.folders:
                if folder in concerned.folders:
                    await in_thread(self._index, place, folder, None)
                elif folder in concerned.names:
                    await in_thread(self._index, place, folder, concerned.names[folder])

    def _by_table(self, concerned: Concerned) -> dict[str, list[str]]:
        known = self._manifest.register.rows(sorted(concerned.rows))
        concerned.gone |= concerned.rows - known.keys()
        found: dict[str, list[str]] = {}
        for row_id, record in known.items():
            found.setdefault(record.tbl, []).append(row_id)
        return found

    async def _rows(self, place: Place, rows: Sequence[Row]) -> None:
        if place.table.name == FILES:
            await self._show_files(place, rows)
        else:
            await in_thread(self._show, place, rows)
        self._done += len(rows)
        if self._progress is not None:
            self._progress(RenderProgress(self._done, self._total))

    def _show(self, place: Place, rows: Sequence[Row]) -> None:
        scene, manifest = self._scene, self._manifest
        ids = [row.id for row in rows]
        around = manifest.register.neighbours(ids, scene.rules.links + 1)
        records = manifest.register.rows(ids)
        form = self._forms.get(place.table.id)
        drafts: list[Draft] = []
        lines: list[tuple[str, str]] = []
        for row in rows:
            if (record := records.get(row.id)) is None:
                continue
            ties = around[row.id]
            text, note = pages.page_of(scene, place, row, ties, form)
            if note:
                self.notes.add(note)
            drafts.append(Draft(record.path, text, row.id, row.version))
            lines.append((pages.line_of(place, row, record.name, ties), row.id))
            if self._shown is None:
                self._concerned.name(record)
        manifest.register.lines(lines)
        self._put(drafts, ids)

    async def _show_files(self, place: Place, rows: Sequence[Row]) -> None:
        manifest = self._manifest
        ids = [row.id for row in rows]
        around = manifest.register.neighbours(ids, self._scene.rules.links + 1)
        records = manifest.register.rows(ids)
        for row in rows:
            if (record := records.get(row.id)) is None:
                continue
            manifest.register.lines([(pages.file_line(row, record.name), row.id)])
            paths: set[str] = set()
            async for path, draft in self._documents.drafts(place, row, record, around[row.id]):
                paths.add(path)
                if draft is not None:
                    await in_thread(self._writer.add, [draft])
            if self._shown is None:
                self._concerned.name(record)
                self._move(paths, [row.id])
            else:
                self._shown |= paths

    def _put(self, drafts: Sequence[Draft], row_ids: Sequence[str] = ()) -> None:
        """Give pages to the writer; what rows had at other paths is taken away."""
        self._writer.add(drafts)
        paths = {draft.path for draft in drafts}
        if self._shown is None:
            self._move(paths, row_ids)
        else:
            self._shown |= paths

    def _move(self, paths: Set[str], row_ids: Iterable[str]) -> None:
        there = (record.path for id_ in row_ids for record in self._manifest.pages_of(id_))
        self._writer.drop([path for path in there if path not in paths])

    def _index(self, place: Place, folder: str, names: set[str] | None) -> None:
        manifest, most = self._manifest, self._scene.rules.index_rows
        (root, *nodes), stale = listing.nodes_of(manifest, folder, most, names)
        newest = manifest.register.newest(folder, most)
        if place.table.name == FILES:
            title, head = overview.DOCUMENTS[folder][0], pages.FILE_HEAD
            text = overview.documents_page(folder, manifest.register.count(folder), newest, root)
        else:
            title, head = place.table.name, pages.head_lines(place)
            text = overview.table_page(self._scene, place, newest, root)
        drafts = [Draft(f"{folder}/INDEX.md", text, tag=listing.tag_of(root))]
        for node in nodes:
            text = listing.listing(title, head, node)
            drafts.append(Draft(f"{folder}/{node.file}", text, tag=listing.tag_of(node)))
        self._put(drafts)
        self._writer.drop([f"{folder}/{name}" for name in stale])

    async def overview(self) -> None:
        """The index of all, and the recent changes."""
        scene = self._scene
        changes = (await self._client.run(ListChanges(limit=scene.rules.recent))).value.changes
        at = changes[0].at[:19] + "Z" if changes else ""
        files, artifacts = (self._manifest.register.count(folder) for folder in (FILES_FOLDER, ARTIFACTS))
        drafts = [
            Draft("INDEX.md", overview.index_page(scene, at, files, artifacts), tag=_INDEX),
            Draft("RECENT.md", overview.recent_page(scene, changes), tag=_INDEX),
        ]
        self._put(drafts)
        await in_thread(self._writer.flush)
