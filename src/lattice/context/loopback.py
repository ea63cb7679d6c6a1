"""The way back: what people and agents changed in the tree becomes changes of the workspace."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Collection
from pathlib import Path

from lattice.actions import DeleteRow, ListTables
from lattice.client import Client
from lattice.context import inbox
from lattice.context.arrivals import take_arrival
from lattice.context.aside import Beside
from lattice.context.finding import INBOX, REST_NS, Findings, Found, look, looked
from lattice.context.manifest import Manifest, PageRecord, open_manifest
from lattice.context.names import table_folder
from lattice.context.notes import ContextNote, NoteKind, TakenBack
from lattice.context.scene import ARTIFACTS, FILES_FOLDER, TABLES
from lattice.context.setting import PASSING, Setting, refuse
from lattice.context.taking import take_page
from lattice.context.threads import in_thread
from lattice.context.tree import Tree, held
from lattice.model.context import ContextRules
from lattice.model.errors import LatticeError
from lattice.model.schema import Schema, Table

#: Pages that may vanish at once and be meant: beyond it nothing is deleted, whatever the rules say.
MOST_DELETED = 50
#: Edits that are taken while nobody else may render.
PORTION = 500
#: Edits after which it is written down that they were taken; what was not is found to be taken anew.
_KEPT_AT_ONCE = 25
#: How often files that are being written are looked at again before they are left for the next time.
_PATIENCE = 8


async def take_back(
    client: Client, folder: Path, rules: ContextRules, *, paths: Collection[str] | None = None
) -> TakenBack:
    """Take back what was changed in the tree since Lattice wrote it; to be done before `render`.

    `paths` are files of the tree that were changed, from its root with `/`; None looks at all of them.
    Nothing is overwritten that was not taken or kept beside. Raises `busy`, `unwritable`, `disk_full`,
    `conflict` when the folder holds the tree of another workspace, and what the client raises when it
    cannot be reached: edits then stay where they are.
    """
    if not rules.take_back and not rules.inbox:
        return TakenBack()
    notes: list[ContextNote] = []
    again: list[str] = []
    while True:
        async with held(folder) as tree:
            manifest = await in_thread(open_manifest, tree.own)
            try:
                taking = _Pass(client, tree, manifest, rules)
                await taking.run(paths)
            finally:
                manifest.rollback()
                manifest.close()
        notes += taking.notes
        again += taking.again
        if not taking.left:
            return TakenBack(tuple(notes), tuple(again))
        # others may render between two portions
        paths = taking.left


class _Pass:
    """One look at the tree."""

    def __init__(self, client: Client, tree: Tree, manifest: Manifest, rules: ContextRules) -> None:
        self._client = client
        self._tree = tree
        self._manifest = manifest
        self._rules = rules
        self.notes: list[ContextNote] = []
        self.again: list[str] = []
        """Files that could not be dealt with now."""
        self.left: list[str] = []
        """Files beyond this portion."""

    async def run(self, paths: Collection[str] | None) -> None:
        """Look, and take what is found."""
        description = await self._client.describe()
        if self._manifest.fact("workspace") not in ("", description.id):
            raise LatticeError(
                "conflict",
                f"{self._tree.root} holds the context of another workspace.",
                "Choose another folder, or move this one away.",
            )
        findings = await self._look(paths)
        if not (findings.edited or findings.arrived or findings.missing or findings.cleared):
            self._looked(findings)
            return
        schema = (await self._client.run(ListTables(native=True))).value.schema
        setting = Setting(self._client, self._tree, self._manifest, schema, Beside(self._tree))
        edits = [*(findings.edited if self._rules.take_back else ()), *findings.arrived]
        edits, self.left = edits[:PORTION], [found.path for found in edits[PORTION:]]
        self._manifest.begin()
        for path in findings.cleared:
            setting.beside.clear(path, conflicts=False)
        for n, found in enumerate(edits, 1):
            if found.record is None:
                await self._arrival(setting, found)
            else:
                await self._guarded(found.path, take_page(setting, found))
            if n % _KEPT_AT_ONCE == 0:
                await in_thread(self._manifest.checkpoint)
        if findings.missing and self._rules.delete and self._rules.take_back:
            await self._deleted(setting, findings.missing)
        self._looked(findings)
        await in_thread(self._manifest.commit)

    def _looked(self, findings: Findings) -> None:
        if self._rules.take_back and not self.again and not self.left:
            looked(self._manifest, findings)

    async def _look(self, paths: Collection[str] | None) -> Findings:
        """Look, and look again at files that are being written."""
        findings = await in_thread(look, self._tree, self._manifest, time.time_ns(), paths)
        for _ in range(_PATIENCE):
            if not findings.restless:
                break
            restless, findings.restless = findings.restless, []
            await asyncio.sleep(REST_NS / 1e9)
            more = await in_thread(look, self._tree, self._manifest, time.time_ns(), restless)
            findings.edited += more.edited
            findings.arrived += more.arrived
            findings.missing += more.missing
            findings.restless = more.restless
        return findings

    async def _guarded(self, path: str, taking: Awaitable[ContextNote | None]) -> None:
        try:
            note = await taking
        except LatticeError as error:
            # the file stays as it is, and nothing writes over it
            self.again.append(path)
            note = ContextNote(NoteKind.FAILED, f"{error.message} {error.hint}".strip(), path)
        if note is not None:
            self.notes.append(note)

    async def _arrival(self, setting: Setting, found: Found) -> None:
        folder, _, _ = found.path.rpartition("/")
        if folder == INBOX:
            if self._rules.inbox:
                await self._guarded(found.path, inbox.take_note(setting, found))
            return
        if not self._rules.take_back:
            return
        if folder in (FILES_FOLDER, ARTIFACTS):
            await self._guarded(found.path, take_arrival(setting, found, None, folder))
            return
        table = _table_of(setting.schema, folder)
        if table is None and folder.startswith(f"{TABLES}/") and folder.count("/") == 1:
            names = ", ".join(table_folder(t) for t in setting.schema.tables if not t.native) or "none yet"
            reason = f"There is no table whose rows stand in {folder}"
            error = LatticeError("not_found", f"{reason}.", f"Folders of tables: {names}.")
            self.notes.append(refuse(setting, found, error))
        elif table is not None:
            await self._guarded(found.path, take_arrival(setting, found, table, ""))

    async def _deleted(self, setting: Setting, missing: list[Found]) -> None:
        """Pages that someone deleted, where the rules say that their rows go to the trash."""
        taken = {note.row_id for note in self.notes}
        await asyncio.sleep(REST_NS / 1e9)
        gone = [
            found.record
            for found in missing
            if found.record is not None
            and found.record.row is not None
            and found.record.row not in taken
            and found.path.rpartition("/")[2] not in self._tree.names(found.path.rpartition("/")[0])
            and setting.manifest.register.row(found.record.row) is not None
        ]
        folders = {record.path.rpartition("/")[0] for record in gone}
        if len(gone) > MOST_DELETED or any(not (self._tree.root / folder).is_dir() for folder in folders):
            message = f"{len(gone)} pages vanished at once; they come back, and no row was deleted."
            self.notes.append(ContextNote(NoteKind.RESTORED, message))
            return
        for record in gone:
            await self._guarded(record.path, _delete(setting, record))


async def _delete(setting: Setting, record: PageRecord) -> ContextNote | None:
    known = setting.manifest.register.row(record.row or "")
    table = setting.schema.by_id(known.tbl) if known else None
    if table is None or record.version is None or record.row is None:
        return None
    try:
        action = DeleteRow(table=table.name, id=record.row, expect_version=record.version)
        outcome = await setting.client.run(action)
    except LatticeError as error:
        if error.code in PASSING:
            raise
        return ContextNote(
            NoteKind.RESTORED, f"It comes back: {error.message}", record.path, table.name, record.row
        )
    message = f"{known.label if known else record.row} went to the trash, as its page was deleted."
    return ContextNote(NoteKind.DELETED, message, record.path, table.name, record.row, outcome.change_id)


def _table_of(schema: Schema, folder: str) -> Table | None:
    """The table whose rows stand in a folder of the tree."""
    above, _, name = folder.rpartition("/")
    if above != TABLES:
        return None
    return next((t for t in schema.tables if not t.native and table_folder(t) == name), None)
