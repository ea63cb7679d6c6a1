"""What exactly will happen when a person allows something, in words with the rows' labels.

Made from the action that waits and from what is there now, read with the person's own rights; nothing that
an agent says about it takes part. All values are data: whoever shows the lines shows them literally.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

from lattice.actions import (
    AddLink,
    AddLinks,
    CountRows,
    DeleteRow,
    DeleteRows,
    DropTable,
    EditRows,
    FetchUrl,
    GetChange,
    GetRow,
    InsertRow,
    InsertRows,
    ListRows,
    ListTables,
    MergeRows,
    PurgeRows,
    Redo,
    RemoveLink,
    ReplaceFile,
    RestoreRows,
    RevertRow,
    Undo,
    UpdateArtifact,
    UpdateFile,
    UpdateRow,
    UpdateRows,
    decode_action,
    spec_of,
)
from lattice.actions.base import Action, Effects, Risk
from lattice.assistant.action_words import schema_words
from lattice.client.base import Client
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.policy import Approval
from lattice.model.rows import Row
from lattice.model.schema import Schema
from lattice.model.values import Value
from lattice.model.visible import visible

Lines = tuple[str, ...]
#: Rows that are named at once; the details name more.
_NAMED = 5
_LISTED = 100
_VALUE_CHARS = 200
_REQUEST_CHARS = 4_000


async def approval_words(approval: Approval, person: Client) -> tuple[Lines, Lines]:
    """Lines that say what will be done, and more of it to unfold."""
    try:
        action = decode_action(approval.action, approval.request.encode())
    except LatticeError:
        # of another version of Lattice: shown as it is
        return (visible(approval.action),), (_cut(approval.request, _REQUEST_CHARS),)
    try:
        words, details = await _Words(person).of(action)
    except LatticeError as error:
        # what it is about is not there, or not as it is meant: the action itself will be refused
        words, details = schema_words(action)
        details = (*details, visible(str(error)))
    spec = spec_of(action)
    if spec.risk is Risk.DESTRUCTIVE:
        words = (*words, "This cannot be undone.")
    elif spec.effects is Effects.OUTSIDE:
        words = (*words, "This goes outside of the workspace.")
    scope = f"For the conversation it would hold for: {visible(approval.scope)}"
    return words, (*details, scope)


class _Words:
    """Says what actions will do."""

    def __init__(self, person: Client) -> None:
        self._person = person
        self._schema: Schema | None = None

    async def of(self, action: Action[object]) -> tuple[Lines, Lines]:
        """The words and details of one action."""
        match action:
            case PurgeRows(table=table, ids=ids):
                return await self._rows(f"Remove {_rows(len(ids))} of {visible(table)} for good", table, ids)
            case DeleteRow(table=table, id=one):
                return await self._rows(f"Move 1 row of {visible(table)} to the trash", table, (one,))
            case RestoreRows(table=table, ids=ids):
                head = f"Bring {_rows(len(ids))} of {visible(table)} back from the trash"
                return await self._rows(head, table, ids)
            case DeleteRows():
                return await self._many("Move {} to the trash", action.table, action.ids, action.where)
            case UpdateRows():
                words, details = await self._many("Change {}", action.table, action.ids, action.where)
                values = _values(action.values)
                return (*words, *_first(values, len(values))), (*values, *details)
            case EditRows():
                return await self._edits(action)
            case UpdateRow():
                return await self._update(action)
            case InsertRow():
                values = _values(action.values)
                return (f"Add 1 row to {visible(action.table)}", *_first(values, len(values))), values
            case InsertRows():
                rows = [" · ".join(_values(row)) for row in action.rows[:_LISTED]]
                head = f"Add {_rows(len(action.rows))} to {visible(action.table)}"
                return (head, *_first(rows, len(action.rows))), tuple(rows)
            case _:
                return await self._other(action)

    async def _other(self, action: Action[object]) -> tuple[Lines, Lines]:
        match action:
            case AddLinks():
                other = await self._label(action.to_table, action.to_id)
                head = f"Link {_rows(len(action.ids))} of {visible(action.table)} to {other}"
                words, details = await self._rows(head, action.table, action.ids)
                return (*words, *_name(action.name)), details
            case AddLink():
                return (await self._tie("Link", "to", action), *_name(action.name)), ()
            case RemoveLink():
                return (await self._tie("Unlink", "from", action), *_name(action.name)), ()
            case FetchUrl(url=url):
                return (f"Fetch the page {_cut(_plain(url), 2_000)}",), ()
            case UpdateArtifact() | UpdateFile() | ReplaceFile():
                label = await self._label(FILES, action.id)
                words, details = schema_words(action)
                return (f"Change the file {label}",), (*words, *details)
            case Undo() | Redo():
                return await self._turned_back(action)
            case MergeRows():
                head = f"Make one row of {_rows(len(action.ids))} of {visible(action.table)}"
                stays = await self._label(action.table, action.survivor) if action.survivor else "the oldest"
                words, details = await self._rows(head, action.table, action.ids)
                moves = f"  {stays} stays, the others go to the trash, their links move to it"
                return (*words, moves), details
            case RevertRow():
                label = await self._label(action.table, action.id)
                when = f"at version {action.version}" if action.version else "before a change"
                return (f"Give {label} of {visible(action.table)} the values it had {when}",), ()
            case DropTable(table=table):
                total = (await self._person.run(CountRows(table=table))).value.total
                return (f"Take the table {visible(table)} out of the workspace, with {_rows(total)}",), ()
            case _:
                return schema_words(action)

    async def _rows(self, head: str, table: str, ids: Sequence[str]) -> tuple[Lines, Lines]:
        labels = [await self._label(table, one) for one in ids[:_NAMED]]
        more = [await self._label(table, one) for one in ids[_NAMED:_LISTED]]
        details = [f"{label} ({visible(one)})" for label, one in zip(labels + more, ids, strict=False)]
        if len(ids) > _LISTED:
            details.append(f"and {len(ids) - _LISTED:,} more")
        return (head, *_first(labels, len(ids))), tuple(details)

    async def _many(
        self, head: str, table: str, ids: Sequence[str] | None, where: str | None
    ) -> tuple[Lines, Lines]:
        """Rows by their ids, or by a filter: as many as match it now."""
        if ids is not None:
            return await self._rows(head.format(f"{_rows(len(ids))} of {visible(table)}"), table, ids)
        total = (await self._person.run(CountRows(table=table, where=where or ""))).value.total
        page = (await self._person.run(ListRows(table=table, where=where or "", limit=_LISTED))).value
        labels = [await self._label_of(table, row) for row in page.rows]
        shown = f" where {_cut(where, _VALUE_CHARS)}" if where else ""
        words = head.format(f"{_rows(total)} of {visible(table)}{shown}")
        return (words, *_first(labels[:_NAMED], total)), tuple(labels)

    async def _update(self, action: UpdateRow) -> tuple[Lines, Lines]:
        label = await self._label(action.table, action.id)
        try:
            before = (await self._person.run(GetRow(table=action.table, id=action.id))).value.values
        except LatticeError:
            before = {}
        lines = tuple(
            f"{visible(name)}: {_value(before.get(name))} → {_value(value)}"
            for name, value in action.values.items()
        )
        return (f"Change {label} in {visible(action.table)}", *_first(lines, len(lines))), lines

    async def _edits(self, action: EditRows) -> tuple[Lines, Lines]:
        lines = [
            f"{await self._label(action.table, edit.id)}: {' · '.join(_values(edit.values))}"
            for edit in action.edits[:_LISTED]
        ]
        lines += [f"new: {' · '.join(_values(row))}" for row in action.rows[: _LISTED - len(lines)]]
        more = f", add {_rows(len(action.rows))}" if action.rows else ""
        head = f"Change {_rows(len(action.edits))} of {visible(action.table)}, each in its own way{more}"
        return (head, *_first(lines, len(action.edits) + len(action.rows))), tuple(lines)

    async def _turned_back(self, action: Undo | Redo) -> tuple[Lines, Lines]:
        verb = "Take back" if isinstance(action, Undo) else "Do again"
        over = ("  also where rows were changed since",) if action.force else ()
        if not action.change_id:
            return (f"{verb} the last change", *over), ()
        try:
            summary = (await self._person.run(GetChange(change_id=action.change_id))).value.change.summary
        except LatticeError:
            # of a whole turn there is no one summary
            return (f"{verb} all of {visible(action.change_id)}", *over), ()
        return (f"{verb}: {visible(summary)}", *over), (f"change {visible(action.change_id)}",)

    async def _tie(self, verb: str, between: str, tie: AddLink | RemoveLink) -> str:
        one = await self._label(tie.table, tie.id)
        other = await self._label(tie.to_table, tie.to_id)
        return f"{verb} {one} ({visible(tie.table)}) {between} {other} ({visible(tie.to_table)})"

    async def _label(self, table: str, row_id: str) -> str:
        try:
            row = (await self._person.run(GetRow(table=table, id=row_id))).value
        except LatticeError:
            return f"{visible(row_id)}, which is not there"
        return await self._label_of(table, row)

    async def _label_of(self, table: str, row: Row) -> str:
        if self._schema is None:
            self._schema = (await self._person.run(ListTables(native=True))).value.schema
        column = self._schema.table(table).label
        value = row.values.get(column.name) if column else None
        return _value(value) if value not in (None, "") else row.id


def _first(lines: Sequence[str], total: int) -> list[str]:
    shown = [f"  {line}" for line in lines[:_NAMED]]
    return shown + ([f"  and {total - len(shown):,} more"] if total > len(shown) else [])


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _name(name: str) -> list[str]:
    return [f"  as {visible(name)}"] if name else []


def _values(values: Mapping[str, Value]) -> Lines:
    return tuple(f"{visible(name)}: {_value(value)}" for name, value in values.items())


def _value(value: Value) -> str:
    return "empty" if value is None else _cut(str(value), _VALUE_CHARS)


def _cut(text: str, most: int) -> str:
    shown = visible(text)
    return shown if len(shown) <= most else f"{shown[:most]}… ({len(text):,} characters)"


def _plain(url: str) -> str:
    """The address that is asked, with its host as ASCII: letters that look alike make another host."""
    from lattice.model.web_address import parse_url

    with contextlib.suppress(LatticeError):
        return parse_url(url).url
    return url
