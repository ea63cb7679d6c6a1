"""Taking one edited page back: what it says becomes a change of its row, or stands beside it."""

from __future__ import annotations

import msgspec

from lattice.actions import GetRow, ListVersions, ReadFile, UpdateArtifact, UpdateFile, UpdateRow
from lattice.actions.base import Action, Outcome
from lattice.client import Client
from lattice.context import aside
from lattice.context.finding import Found
from lattice.context.frontmatter import unreadable
from lattice.context.merging import Base, Clash, Edit, Lineage, base_of, edit_of, same
from lattice.context.notes import ContextNote, NoteKind
from lattice.context.page import heading, shown_title
from lattice.context.parsing import ParsedPage, parse_page
from lattice.context.setting import PASSING, Setting, names_of, refuse, settle, text_of
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, FileKind
from lattice.model.rows import Row
from lattice.model.schema import Schema, Table, fold
from lattice.model.values import Misfit, Value, fit, parse, show

#: How often a change is tried whose row is changed by others at the same time.
_TRIES = 5
#: What can be changed of a file.
_FILE_FIELDS = ("name", "title", "summary")


async def take_page(setting: Setting, found: Found) -> ContextNote | None:
    """Take an edited page back; None when it says what the workspace says.

    What cannot be taken is reported beside it. Raises only what may be over in a moment.
    """
    try:
        return await _Taking(setting, found).run()
    except LatticeError as error:
        if error.code in PASSING:
            raise
        return refuse(setting, found, error)


class _Taking:
    """The steps of taking one page back."""

    def __init__(self, setting: Setting, found: Found) -> None:
        self._setting = setting
        self._found = found
        self._path = found.path

    async def run(self) -> ContextNote | None:
        found = self._found
        text = text_of(found)
        if not text.strip("\0\ufeff \r\n\t"):
            settle(self._setting, found)
            return ContextNote(NoteKind.RESTORED, "The page was emptied; it comes back.", self._path)
        if found.record is None or found.record.row is None or found.record.tag:
            return self._put_back("This page is made by Lattice and is not taken back.", text)
        table, row = await self._row(found.record.row)
        if row.deleted_at is not None:
            return self._set_aside("Its row went to the trash.", "Restore the row first.\n", text, row)
        page = parse_page(text, table, names_of(self._setting))
        _check_head(page, row, table, self._setting.schema)
        version = page.version if page.version is not None else found.record.version
        if version is None or not 0 < version <= row.version:
            raise unreadable("The line `version:` does not say which version of the row was edited", 3)
        for attempt in range(_TRIES):
            try:
                return await self._take(table, row, page, version, text)
            except LatticeError as error:
                if error.code != "conflict" or attempt == _TRIES - 1:
                    raise
            table, row = await self._row(row.id)
        return None

    async def _row(self, row_id: str) -> tuple[Table, Row]:
        known = self._setting.manifest.register.row(row_id)
        table = self._setting.schema.by_id(known.tbl) if known else None
        if table is None:
            raise LatticeError(
                "not_found", "Its row, or its table, is not there any more.", "Keep what you need."
            )
        return table, (await self._setting.client.run(GetRow(table=table.name, id=row_id))).value

    async def _take(
        self, table: Table, row: Row, page: ParsedPage, version: int, text: str
    ) -> ContextNote | None:
        lineage = self._lineage(row.id)
        base = await base_of(self._setting.client, table, row, version, lineage)
        said = dict(page.values)
        self._add_title(said, page, table, base)
        edit = edit_of(said, base.values, row.values, table)
        new_text, text_clash = await self._text(page, row, base.values.get("text_id"))
        clashes = (*edit.clashes, *text_clash)
        if clashes:
            now = f"since then {row.updated_by} changed it (version {row.version}, {row.updated_at[:16]}Z)."
            return self._set_aside(
                "Someone changed the same meanwhile.", aside.clash_text(clashes, version, now), text, row
            )
        note: ContextNote | None = None
        if edit.values or new_text is not None:
            outcome = await self._setting.client.run(_action(table, row, edit, new_text))
            columns = ", ".join([*edit.values, *(["text"] if new_text is not None else [])])
            note = ContextNote(
                NoteKind.CHANGED,
                f"{columns} changed.",
                self._path,
                table.name,
                row.id,
                outcome.change_id,
            )
            self._remember(row, table, edit, new_text is not None, version, lineage, outcome)
        left = _left_over(page, row, version)
        if left:
            return self._put_back(left, text, note)
        settle(self._setting, self._found)
        self._setting.beside.clear(self._path)
        return note

    def _add_title(self, said: dict[str, Value], page: ParsedPage, table: Table, base: Base) -> None:
        """A heading that someone changed is another label, unless the label was changed as well."""
        # the heading of a file is its title, and its name where it has none
        label = table.find("title") if table.name == FILES else table.label
        if not page.title or label is None or label.name not in said or not base.page:
            return
        was = base.page.get(label.name)
        if not same(label.type, said[label.name], was):
            return
        shown = base.page.get("name") if table.name == FILES and not was else was
        written = page.id if shown is None else show(label.type, fit(label.type, shown))
        if page.title == shown_title(written):
            return
        try:
            said[label.name] = parse(label.type, page.title)
        except Misfit as error:
            raise unreadable(f"The heading cannot be the {label.name}: it {error}") from None

    async def _text(self, page: ParsedPage, row: Row, before: Value) -> tuple[str | None, tuple[Clash, ...]]:
        """The new text of an artifact, or the two sides of it; `before` names what it was."""
        if page.text is None:
            return None, ()
        now = await full_text(self._setting.client, row)
        if _says(page.text, now):
            return None, ()
        if before == row.values.get("text_id"):
            return page.text, ()
        for version in (await self._setting.client.run(ListVersions(id=row.id))).value:
            if version.text_id == before:
                was = await full_text(self._setting.client, row, version.n)
                return (None, ()) if _says(page.text, was) else (None, (Clash("text", was, now, page.text),))
        return None, (Clash("text", None, now, page.text),)

    def _lineage(self, row_id: str) -> Lineage | None:
        kept = self._setting.manifest.fact(f"taken:{row_id}")
        return msgspec.json.decode(kept, type=Lineage) if kept else None

    def _remember(
        self,
        row: Row,
        table: Table,
        edit: Edit,
        text: bool,
        version: int,
        before: Lineage | None,
        outcome: Outcome[Row],
    ) -> None:
        names = [*edit.values, *(("text_id",) if text else ())]
        columns = dict(before.columns) if before is not None and before.version == version else {}
        columns |= {column.id: outcome.value.version for n in names if (column := table.find(n))}
        kept = msgspec.json.encode(Lineage(version, columns)).decode()
        self._setting.manifest.note(**{f"taken:{row.id}": kept})

    def _set_aside(self, reason: str, body: str, text: str, row: Row) -> ContextNote:
        title = f"Conflict in {heading(self._path.rpartition('/')[2])}"
        place = self._setting.beside.put_conflict(self._path, title, f"{reason} {body}", text)
        settle(self._setting, self._found)
        return ContextNote(
            NoteKind.CONFLICT, f"{reason} Your text stands in {place}.", self._path, row_id=row.id
        )

    def _put_back(self, reason: str, text: str, taken: ContextNote | None = None) -> ContextNote:
        """The page comes back as it was; what someone wrote there is kept beside it."""
        title = f"Not taken: {heading(self._path.rpartition('/')[2])}"
        also = " What else was changed was taken." if taken else ""
        place = self._setting.beside.put_conflict(self._path, title, f"{reason}{also}\n", text)
        settle(self._setting, self._found)
        message = f"{reason}{also} Your text stands in {place}."
        if taken is not None:
            return msgspec.structs.replace(taken, message=f"{taken.message} {message}")
        return ContextNote(NoteKind.RESTORED, message, self._path)


def _check_head(page: ParsedPage, row: Row, table: Table, schema: Schema) -> None:
    if page.id and page.id != row.id:
        raise unreadable(f"The line `id:` says {page.id[:40]}, but this page is that of {row.id}", 2)
    others = {fold(t.name) for t in schema.tables if t.id != table.id}
    if fold(page.table) in others:
        raise unreadable(f"The line `table:` says another table than {table.name}", 4)
    if page.stray:
        words = " ".join(page.stray.split())
        raise unreadable(
            f"There is text outside of the marked parts, which belongs to no column: {words[:80]!r}"
        )


def _left_over(page: ParsedPage, row: Row, version: int) -> str:
    """What of an edit cannot be taken, in words; empty when nothing is left."""
    names = list(page.touched)
    wanted = {"created": f"{row.created_at} {row.created_by}"}
    if version == row.version:
        wanted["updated"] = f"{row.updated_at} {row.updated_by}"
    names += [name for name, text in wanted.items() if page.facts.get(name, text) != text]
    if not names:
        return ""
    return f"These parts of the page are not taken back: {', '.join(names)}."


def _action(table: Table, row: Row, edit: Edit, text: str | None) -> Action[Row]:
    if table.name != FILES:
        return UpdateRow(table=table.name, id=row.id, values=edit.values, expect_version=row.version)
    other = [name for name in edit.values if name not in _FILE_FIELDS]
    if other:
        raise LatticeError(
            "invalid_value", f"{', '.join(other)} of a file cannot be changed here.", "Put it back."
        )
    said = {name: str(value or "") for name, value in edit.values.items()}
    title, summary = said.get("title"), said.get("summary")
    if row.values.get("kind") == FileKind.ARTIFACT.value and "name" not in said:
        return UpdateArtifact(id=row.id, text=text, title=title, summary=summary, expect_version=row.version)
    if text is not None:
        raise LatticeError("invalid_value", "Its name and its text cannot be changed at once.", "Save twice.")
    name = said.get("name")
    return UpdateFile(id=row.id, name=name, title=title, summary=summary, expect_version=row.version)


def _says(page: str, text: str) -> bool:
    """Whether a page says that text; on it all line ends are alike."""
    return page == text or page.replace("\r\n", "\n") == text.replace("\r\n", "\n")


async def full_text(client: Client, row: Row, version: int | None = None) -> str:
    """The whole text of a file."""
    pieces: list[str] = []
    start: int | None = 0
    while start is not None:
        piece = (await client.run(ReadFile(id=row.id, start=start, length=200_000, version=version))).value
        pieces.append(piece.text)
        start = piece.next
    return "".join(pieces)
