"""Any sequence of actions, undos and redos, across reopening, equals a plain Python model."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lattice.actions import (
    Action,
    AddColumn,
    AddLink,
    CreateTable,
    DefineColumn,
    DefineTable,
    DeleteRow,
    DeleteRows,
    DropColumn,
    DropTable,
    InsertRow,
    InsertRows,
    ListLinks,
    ListRows,
    ListTables,
    ReadHead,
    Redo,
    RemoveLink,
    RenameColumn,
    RenameTable,
    RestoreRows,
    RetypeColumn,
    SearchText,
    Undo,
    UpdateRow,
    UpdateRows,
)
from lattice.client import LoadBatch, LoadColumn, LoadMode, LoadPlan, LocalClient, create_local, open_local
from lattice.model.errors import LatticeError
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.engine.plain_model import (
    Cell,
    Change,
    Column,
    ConflictError,
    Op,
    Row,
    Table,
    World,
    retype,
    settle,
    take_back,
)
from tests.engine.workspaces import ADA

WORDS = ("alpha", "beta", "1", "2")
CELLS: dict[str, st.SearchStrategy[Cell]] = {
    "text": st.sampled_from((*WORDS, "", None)),
    "markdown": st.sampled_from((*WORDS, "", None)),
    "integer": st.sampled_from((None, 1, 2, 70)),
}
TYPES = st.sampled_from(sorted(CELLS))
TABLE_NAMES = st.sampled_from(("t", "u", "V", "v w"))
COLUMN_NAMES = st.sampled_from(("a", "b", "C", "name"))


class Workspace(RuleBasedStateMachine):
    """A workspace and its model, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        self.world = World()
        self.history: list[Change] = []
        self.client: LocalClient = self.wait(create_local(self.folder / "w", name="Laws", caller=ADA))

    def teardown(self) -> None:
        wrong = [finding for finding in self.wait(self.client.check()) if not finding.ok]
        self.wait(self.client.close())
        self.loop.close()
        shutil.rmtree(self.folder)
        assert wrong == []

    def wait(self, awaitable: Any) -> Any:
        return self.loop.run_until_complete(awaitable)

    def ask(self, action: Action[Any]) -> Any:
        return self.wait(self.client.run(action)).value

    # what was done, in both

    def did(
        self, change_id: str | None, kind: str, ops: list[Op], targets: list[Change] | None = None
    ) -> None:
        """Note a change in the model."""
        assert (change_id is not None) == bool(ops or targets)
        if change_id is not None:
            change = Change(change_id, kind, ops, len(self.history))
            self.history.append(change)
            settle(change, targets or [])

    def do(self, action: Action[Any], ops: list[Op]) -> Any:
        outcome = self.wait(self.client.run(action))
        self.did(outcome.change_id, "do", ops)
        return outcome.value

    def refused(self, action: Action[Any], code: str) -> None:
        before = self.ask(ReadHead()).seq
        with pytest.raises(LatticeError) as caught:
            self.ask(action)
        assert caught.value.code == code, caught.value
        assert self.ask(ReadHead()).seq == before

    def pick(self, data: st.DataObject) -> tuple[str, Table]:
        id_ = data.draw(st.sampled_from(sorted(self.world.living())))
        return id_, self.world.tables[id_]

    def pick_column(self, data: st.DataObject, table: Table) -> Column | None:
        return data.draw(st.sampled_from(table.living())) if table.living() else None

    def pick_row(self, data: st.DataObject, table: Table, *, trashed: bool = False) -> str | None:
        ids = sorted(id_ for id_, row in table.rows.items() if row.trashed == trashed)
        return data.draw(st.sampled_from(ids)) if ids else None

    def cells(self, data: st.DataObject, table: Table) -> dict[str, Cell]:
        """Some values by column id."""
        return {c.id: data.draw(CELLS[c.type]) for c in table.living() if data.draw(st.booleans())}

    def named(self, table: Table, cells: dict[str, Cell]) -> dict[str, Cell]:
        return {table.column(id_).name: cell for id_, cell in cells.items()}

    # schema

    @initialize()
    def a_table_to_begin_with(self) -> None:
        self.create("t", ["text", "integer"])

    @rule(name=TABLE_NAMES, types=st.lists(TYPES, max_size=3))
    def create(self, name: str, types: list[str]) -> None:
        wanted = [NewColumn(n, ColumnType(t)) for n, t in zip(("a", "b", "C"), types, strict=False)]
        action = CreateTable(name=name, columns=tuple(wanted))
        if any(t.name.casefold() == name.casefold() for t in self.world.living().values()):
            self.refused(action, "exists")
            return
        outcome = self.wait(self.client.run(action))
        made = outcome.value
        self.world.tables[made.id] = Table(name, [Column(c.id, c.name, c.type.value) for c in made.columns])
        self.did(outcome.change_id, "do", [Op("table.create", made.id)])

    @precondition(lambda self: self.world.living())
    @rule(data=st.data(), name=TABLE_NAMES)
    def rename_table(self, data: st.DataObject, name: str) -> None:
        id_, table = self.pick(data)
        action = RenameTable(table=table.name, name=name)
        if any(t.name.casefold() == name.casefold() for i, t in self.world.living().items() if i != id_):
            self.refused(action, "exists")
            return
        self.do(action, [Op("table.rename", id_, "", (table.name, name))] if name != table.name else [])
        table.name = name

    @precondition(lambda self: self.world.living())
    @rule(data=st.data(), text=st.sampled_from(("", "what it is", "else")))
    def define(self, data: st.DataObject, text: str) -> None:
        id_, table = self.pick(data)
        column = self.pick_column(data, table) if data.draw(st.booleans()) else None
        it = column or table
        op = Op(
            "column.define" if column else "table.define",
            id_,
            column.id if column else "",
            (it.definition, text),
        )
        ops = [op] if text != it.definition else []
        if column:
            self.do(DefineColumn(table=table.name, column=column.name, definition=text), ops)
        else:
            self.do(DefineTable(table=table.name, definition=text), ops)
        it.definition = text

    @precondition(lambda self: self.world.living())
    @rule(data=st.data())
    def drop_table(self, data: st.DataObject) -> None:
        id_, table = self.pick(data)
        self.do(DropTable(table=table.name), [Op("table.drop", id_)])
        table.dropped = True

    @precondition(lambda self: self.world.living())
    @rule(data=st.data(), name=COLUMN_NAMES, type_=TYPES)
    def add_column(self, data: st.DataObject, name: str, type_: str) -> None:
        id_, table = self.pick(data)
        action = AddColumn(table=table.name, column=NewColumn(name, ColumnType(type_)))
        if any(c.name.casefold() == name.casefold() for c in table.living()):
            self.refused(action, "exists")
            return
        outcome = self.wait(self.client.run(action))
        table.columns.append(Column(outcome.value.id, name, type_))
        self.did(outcome.change_id, "do", [Op("column.add", id_, outcome.value.id)])

    @precondition(lambda self: self.world.living())
    @rule(data=st.data(), name=COLUMN_NAMES)
    def rename_column(self, data: st.DataObject, name: str) -> None:
        id_, table = self.pick(data)
        column = self.pick_column(data, table)
        if column is None:
            return
        action = RenameColumn(table=table.name, column=column.name, name=name)
        if any(c.name.casefold() == name.casefold() for c in table.living() if c is not column):
            self.refused(action, "exists")
            return
        ops = [Op("column.rename", id_, column.id, (column.name, name))]
        self.do(action, ops if name != column.name else [])
        column.name = name

    @precondition(lambda self: self.world.living())
    @rule(data=st.data())
    def drop_column(self, data: st.DataObject) -> None:
        id_, table = self.pick(data)
        if column := self.pick_column(data, table):
            self.do(DropColumn(table=table.name, column=column.name), [Op("column.drop", id_, column.id)])
            column.dropped = True

    @precondition(lambda self: self.world.living())
    @rule(data=st.data(), type_=TYPES, empty=st.booleans())
    def retype_column(self, data: st.DataObject, type_: str, empty: bool) -> None:
        id_, table = self.pick(data)
        column = self.pick_column(data, table)
        if column is None:
            return
        action = RetypeColumn(
            table=table.name, column=column.name, type=ColumnType(type_), empty_misfits=empty
        )
        old = column.type
        if old == type_:
            self.do(action, [])
            return
        try:
            became = retype(table, column, type_, None, empty=empty)
        except ConflictError:
            self.refused(action, "conflict")
            return
        self.do(action, [Op("column.retype", id_, column.id, (old, type_, became))])

    # rows

    @precondition(lambda self: self.world.living())
    @rule(data=st.data(), count=st.integers(1, 3))
    def insert(self, data: st.DataObject, count: int) -> None:
        id_, table = self.pick(data)
        cells = [self.cells(data, table) for _ in range(count)]
        named = tuple(self.named(table, c) for c in cells)
        if count == 1:
            outcome = self.wait(self.client.run(InsertRow(table=table.name, values=named[0])))
            ids = [outcome.value.id]
        else:
            outcome = self.wait(self.client.run(InsertRows(table=table.name, rows=named)))
            ids = list(outcome.value.ids)
        self.inserted(id_, outcome.change_id, ids, cells)

    def inserted(
        self,
        id_: str,
        change_id: str,
        ids: list[str],
        cells: list[dict[str, Cell]],
        before: list[Op] | None = None,
    ) -> None:
        ops = before or []
        for row_id, values in zip(ids, cells, strict=True):
            self.world.tables[id_].rows[row_id] = Row(dict(values))
            ops.append(Op("row.insert", id_, row_id, dict(values)))
        self.did(change_id, "do", ops)

    @precondition(lambda self: self.world.living())
    @rule(data=st.data())
    def update(self, data: st.DataObject) -> None:
        id_, table = self.pick(data)
        row_id = self.pick_row(data, table)
        if row_id is None:
            return
        new = self.cells(data, table)
        action = UpdateRow(table=table.name, id=row_id, values=self.named(table, new))
        self.do(action, self.updated(id_, [row_id], new))

    def updated(self, id_: str, row_ids: list[str], new: dict[str, Cell]) -> list[Op]:
        ops: list[Op] = []
        for row_id in row_ids:
            row = self.world.tables[id_].rows[row_id]
            differs = {c: (row.values.get(c), v) for c, v in new.items() if row.values.get(c) != v}
            row.values.update(new)
            if differs:
                ops.append(Op("row.update", id_, row_id, differs))
        return ops

    @precondition(lambda self: self.world.living())
    @rule(data=st.data())
    def update_all(self, data: st.DataObject) -> None:
        id_, table = self.pick(data)
        new = self.cells(data, table)
        living = sorted(i for i, row in table.rows.items() if not row.trashed)
        action = UpdateRows(table=table.name, where="", values=self.named(table, new))
        self.do(action, self.updated(id_, living, new))

    @precondition(lambda self: self.world.living())
    @rule(data=st.data(), every=st.booleans())
    def delete(self, data: st.DataObject, every: bool) -> None:
        id_, table = self.pick(data)
        row_id = self.pick_row(data, table)
        if row_id is None:
            return
        ids = sorted(i for i, row in table.rows.items() if not row.trashed) if every else [row_id]
        ops = [Op("row.delete", id_, i) for i in ids]
        if every:
            self.do(DeleteRows(table=table.name, where=""), ops)
        else:
            self.do(DeleteRow(table=table.name, id=row_id), ops)
        for i in ids:
            table.rows[i].trashed = True

    @precondition(lambda self: self.world.living())
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        id_, table = self.pick(data)
        if row_id := self.pick_row(data, table, trashed=True):
            self.do(RestoreRows(table=table.name, ids=(row_id,)), [Op("row.restore", id_, row_id)])
            table.rows[row_id].trashed = False

    @precondition(lambda self: self.world.living())
    @rule(data=st.data(), replace=st.booleans(), count=st.integers(0, 3), extra=st.booleans())
    def load(self, data: st.DataObject, replace: bool, count: int, extra: bool) -> None:
        id_, table = self.pick(data)
        columns = [c for c in table.living() if data.draw(st.booleans())]
        new = extra and not any(c.name == "extra" for c in table.living())
        rows = [{c.id: data.draw(CELLS[c.type]) for c in columns} for _ in range(count)]
        wanted = [LoadColumn(c.name, ColumnType(c.type)) for c in columns]
        wanted += [LoadColumn("extra")] if new else []
        if not wanted:
            return
        brought = [[*row.values(), *(["alpha"] if new else [])] for row in rows]
        mode = LoadMode.REPLACE if replace else LoadMode.APPEND
        plan = LoadPlan(table.name, tuple(wanted), mode)
        outcome = self.wait(self.client.load(plan, [LoadBatch(list(range(1, count + 1)), brought)]))
        ops: list[Op] = []
        if new:
            listed = next(i for i in self.ask(ListTables()).tables if i.table.id == id_)
            column_id = listed.table.columns[-1].id
            table.columns.append(Column(column_id, "extra", "text"))
            ops.append(Op("column.add", id_, column_id))
            rows = [{**row, column_id: "alpha"} for row in rows]
        for row_id, row in sorted(table.rows.items()):
            if replace and not row.trashed:
                row.trashed = True
                ops.append(Op("row.delete", id_, row_id))
        there = self.ask(ListRows(table=table.name, limit=1000)).rows
        ids = [row.id for row in there if row.id not in table.rows]
        if outcome.change_id is not None or ops:
            self.inserted(id_, outcome.change_id, ids, rows, ops)

    @precondition(lambda self: self.world.living())
    @rule(data=st.data(), name=st.sampled_from(("", "friend")), untie=st.booleans())
    def link(self, data: st.DataObject, name: str, untie: bool) -> None:
        (a_table, a), (b_table, b) = self.pick(data), self.pick(data)
        one, other = self.pick_row(data, a), self.pick_row(data, b)
        if one is None or other is None or one == other:
            return
        key = (one, other, name)
        if untie:
            held = key if key in self.world.links else (other, one, name)
            action = RemoveLink(table=a.name, id=one, to_table=b.name, to_id=other, name=name)
            if held not in self.world.links:
                self.refused(action, "not_found")
                return
            tables = self.world.links.pop(held)
            self.do(action, [Op("link.remove", tables[0], held[0], (held, tables))])
            return
        ops = [Op("link.add", a_table, one, (key, (a_table, b_table)))]
        ops = ops if key not in self.world.links else []
        self.do(AddLink(table=a.name, id=one, to_table=b.name, to_id=other, name=name), ops)
        self.world.links[key] = (a_table, b_table)

    # undo and redo

    def take_back(self, action: Undo | Redo, targets: list[Change], *, force: bool = False) -> None:
        try:
            after, ops = take_back(self.world, targets, self.history, force=force)
        except ConflictError:
            self.refused(action, "conflict")
            return
        outcome = self.wait(self.client.run(action))
        self.world = after
        self.did(outcome.change_id, "undo" if isinstance(action, Undo) else "redo", ops, targets)

    @rule()
    def undo_newest(self) -> None:
        left = [c for c in self.history if c.kind == "do" and c.undone_by is None]
        if left:
            self.take_back(Undo(), [left[-1]])
        else:
            self.refused(Undo(), "nothing_to_undo")

    @rule()
    def redo_newest(self) -> None:
        last = max((c.order for c in self.history if c.kind == "do" and c.undone_by is None), default=-1)
        undos = [c for c in self.history if c.kind == "undo" and c.undone_by is None and c.order > last]
        if undos:
            self.take_back(Redo(), [undos[-1]])
        else:
            self.refused(Redo(), "nothing_to_redo")

    @precondition(lambda self: self.history)
    @rule(data=st.data(), force=st.sampled_from((False, False, True)))
    def undo_any(self, data: st.DataObject, force: bool) -> None:
        change = data.draw(st.sampled_from(self.history[-12:]), label="change")
        action = Undo(change_id=change.id, force=force)
        if change.undone_by is not None:
            self.refused(action, "conflict")
        else:
            self.take_back(action, [change], force=force)

    @rule()
    def reopen(self) -> None:
        self.wait(self.client.close())
        self.client = self.wait(open_local(self.folder / "w", caller=ADA))

    # what must be so

    @invariant()
    def the_workspace_is_as_the_model(self) -> None:
        assert self.wait(seen(self.client)) == expected(self.world)


async def seen(client: LocalClient) -> dict[str, Any]:
    """All that a person can see of a workspace."""
    state: dict[str, Any] = {"tables": {}, "links": set(), "found": {}}
    for info in (await client.run(ListTables())).value.tables:
        table = info.table
        rows = {}
        for deleted in (False, True):
            page = (await client.run(ListRows(table=table.name, deleted=deleted, limit=1000))).value
            rows[deleted] = {row.id: row.values for row in page.rows}
            assert page.total == len(page.rows) == (info.trashed if deleted else info.rows)
        columns = [(c.id, c.name, c.type.value, c.definition) for c in table.columns]
        state["tables"][table.id] = (table.name, table.definition, columns, rows[False], rows[True])
        for row_id in rows[False]:
            for link in (await client.run(ListLinks(table=table.name, id=row_id))).value.links:
                ends = (row_id, link.row_id) if link.outgoing else (link.row_id, row_id)
                state["links"].add((*ends, link.name))
    for word in WORDS:
        hits = (await client.run(SearchText(text=word, limit=200))).value.hits
        state["found"][word] = sorted(hit.row_id for hit in hits)
    return state


def expected(world: World) -> dict[str, Any]:
    """The same of the model."""
    state: dict[str, Any] = {"tables": {}, "links": set(), "found": {word: [] for word in WORDS}}
    alive = {id_ for t in world.living().values() for id_, row in t.rows.items() if not row.trashed}
    for id_, table in world.living().items():
        rows: dict[bool, dict[str, Any]] = {False: {}, True: {}}
        for row_id, row in table.rows.items():
            rows[row.trashed][row_id] = {c.name: row.values.get(c.id) for c in table.living()}
            text = {row.values.get(c.id) for c in table.living() if c.type != "integer"}
            for word in WORDS:
                if word in text and not row.trashed:
                    state["found"][word].append(row_id)
        columns = [(c.id, c.name, c.type, c.definition) for c in table.living()]
        state["tables"][id_] = (table.name, table.definition, columns, rows[False], rows[True])
    state["links"] = {key for key in world.links if key[0] in alive and key[1] in alive}
    state["found"] = {word: sorted(ids) for word, ids in state["found"].items()}
    return state


CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
short = settings(max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=CHECKS)
TestUndoLaws = Workspace.TestCase
TestUndoLaws.settings = short


class LongWorkspace(Workspace):
    """The same for longer."""


TestUndoLawsLong = pytest.mark.soak(LongWorkspace.TestCase)
TestUndoLawsLong.settings = settings(
    max_examples=400, stateful_step_count=60, deadline=None, suppress_health_check=CHECKS
)
