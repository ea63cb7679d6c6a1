"""Whatever happens in a workspace: the tree that was kept up is the tree that is made anew."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from lattice.actions import (
    AddColumn,
    AddFile,
    AddLink,
    CreateArtifact,
    CreateTable,
    DefineColumn,
    DefineTable,
    DeleteRow,
    DropColumn,
    DropTable,
    InsertRow,
    InsertRows,
    ListRows,
    ListTables,
    PurgeRows,
    RemoveLink,
    RenameColumn,
    RenameTable,
    RestoreRows,
    Undo,
    UpdateArtifact,
    UpdateFile,
    UpdateRow,
)
from lattice.actions.base import Action
from lattice.client import LocalClient
from lattice.context import render, row_page
from lattice.model.errors import LatticeError
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.context.trees import SMALL, files_in
from tests.engine.workspaces import workspace

NAMES = ("Ada", "ada", "Ádám", "A|B", "<b>", "INDEX", "con", "", "a" * 90, "Ŀ *x*", "line\nend", None)


class Changer:
    """Does something to a workspace that is likely to work."""

    def __init__(self, client: LocalClient, dice: Random) -> None:
        self.client = client
        self.dice = dice
        self.n = 0

    async def one(self) -> None:
        """One change; what is refused changes nothing."""
        doings = [getattr(self, name) for name in sorted(dir(self)) if name.startswith("do_")]
        action = await self.dice.choice(doings)()
        if action is None:
            return
        try:
            await self.client.run(action)
        except LatticeError as error:
            assert error.code in ("conflict", "exists", "not_found", "nothing_to_undo", "not_undoable")  # noqa: PT017

    async def table(self) -> str:
        tables = (await self.client.run(ListTables())).value.tables
        return self.dice.choice([info.table.name for info in tables])

    async def row(self, *, deleted: bool = False, native: bool = False) -> tuple[str, str] | None:
        table = "_files" if native and self.dice.random() < 0.4 else await self.table()
        rows = (await self.client.run(ListRows(table=table, deleted=deleted))).value.rows
        return (table, self.dice.choice(rows).id) if rows else None

    async def values(self, table: str) -> dict[str, object]:
        schema = (await self.client.run(ListTables())).value.schema
        values: dict[str, object] = {}
        for column in schema.table(table).columns:
            if self.dice.random() < 0.3:
                continue
            if column.type is ColumnType.TEXT:
                values[column.name] = self.dice.choice(NAMES)
            elif column.type is ColumnType.MARKDOWN:
                values[column.name] = "word " * self.dice.randrange(200)
            elif column.type is ColumnType.REFERENCE and (target := schema.by_id(column.target or "")):
                rows = (await self.client.run(ListRows(table=target.name))).value.rows
                values[column.name] = self.dice.choice(rows).id if rows else None
        return values

    async def do_insert(self) -> Action[object] | None:
        table = await self.table()
        return InsertRow(table=table, values=await self.values(table), source=self.dice.choice(("web", None)))

    async def do_insert_many(self) -> Action[object] | None:
        table = await self.table()
        count = self.dice.randrange(1, 12)
        return InsertRows(table=table, rows=tuple([await self.values(table) for _ in range(count)]))

    async def do_update(self) -> Action[object] | None:
        if (row := await self.row()) is None:
            return None
        return UpdateRow(table=row[0], id=row[1], values=await self.values(row[0]))

    do_update_again = do_update_more = do_update

    async def do_delete(self) -> Action[object] | None:
        row = await self.row(native=True)
        return DeleteRow(table=row[0], id=row[1]) if row else None

    async def do_restore(self) -> Action[object] | None:
        row = await self.row(deleted=True, native=True)
        return RestoreRows(table=row[0], ids=(row[1],)) if row else None

    async def do_purge(self) -> Action[object] | None:
        row = await self.row(deleted=True)
        return PurgeRows(table=row[0], ids=(row[1],)) if row and self.dice.random() < 0.5 else None

    async def do_link(self) -> Action[object] | None:
        one, other = await self.row(native=True), await self.row(native=True)
        if one is None or other is None or one[1] == other[1]:
            return None
        name = self.dice.choice(("", "knows"))
        return AddLink(table=one[0], id=one[1], to_table=other[0], to_id=other[1], name=name)

    do_link_again = do_link

    async def do_unlink(self) -> Action[object] | None:
        one, other = await self.row(native=True), await self.row(native=True)
        if one is None or other is None:
            return None
        return RemoveLink(table=one[0], id=one[1], to_table=other[0], to_id=other[1])

    async def do_undo(self) -> Action[object] | None:
        return Undo() if self.dice.random() < 0.3 else None

    async def do_define(self) -> Action[object] | None:
        self.n += 1
        table = await self.table()
        if self.dice.random() < 0.5:
            return DefineTable(table=table, definition=f"the {self.n}th | meaning")
        return DefineColumn(table=table, column="name", definition=f"the {self.n}th `meaning`")

    async def do_schema(self) -> Action[object] | None:
        self.n += 1
        table = await self.table()
        which = self.dice.randrange(12)
        if which == 0:
            return AddColumn(table=table, column=NewColumn(f"more{self.n}", ColumnType.MARKDOWN))
        if which == 1:
            return RenameColumn(table=table, column="name", name=f"name{self.n}")
        if which == 2:
            return RenameTable(table=table, name=f"Table {self.n}")
        if which == 3:
            return DropColumn(table=table, column="city")
        if which == 4 and table.startswith("new"):
            return DropTable(table=table)
        if which > 5:
            return None
        columns = (NewColumn("name"), NewColumn("who", ColumnType.REFERENCE, table))
        return CreateTable(name=f"new {self.n}", columns=columns)

    async def do_file(self) -> Action[object] | None:
        self.n += 1
        text = f"# File {self.n}\n\n{'some words ' * self.dice.randrange(100)}\n## More\n\nend"
        if self.dice.random() < 0.5:
            return CreateArtifact(title=f"Plan {self.n}", text=text)
        return AddFile(name=f"note {self.n}.txt", text=text, untrusted=self.dice.random() < 0.5)

    async def do_change_file(self) -> Action[object] | None:
        rows = (await self.client.run(ListRows(table="_files"))).value.rows
        if not rows:
            return None
        row = self.dice.choice(rows)
        if row.values["kind"] == "artifact":
            return UpdateArtifact(id=row.id, text=f"text {self.dice.random()}\n" * self.dice.randrange(60))
        return UpdateFile(id=row.id, name=f"other {self.n}.txt", untrusted=self.dice.random() < 0.5)


async def start(client: LocalClient) -> None:
    """Two tables, one that refers to the other."""
    await client.run(CreateTable(name="cities", columns=(NewColumn("name"),)))
    city = NewColumn("city", ColumnType.REFERENCE, "cities")
    note = NewColumn("note", ColumnType.MARKDOWN)
    await client.run(CreateTable(name="people", columns=(NewColumn("name"), city, note)))
    cities = tuple({"name": name} for name in ("Oslo", "Bergen", "Lund"))
    ids = (await client.run(InsertRows(table="cities", rows=cities))).value.ids
    people = tuple({"name": NAMES[n % 12], "city": ids[n % 3]} for n in range(9))
    await client.run(InsertRows(table="people", rows=people))


async def _law(folder: Path, seed: int, passes: int) -> None:
    dice = Random(seed)
    async with workspace(folder) as client:
        await start(client)
        changer = Changer(client, dice)
        for n in range(passes):
            for _ in range(dice.randrange(1, 12)):
                await changer.one()
            report = await render(client, folder / "kept", SMALL)
            assert report.conflicts == ()
            fresh = folder / f"fresh{n}"
            await render(client, fresh, SMALL)
            kept = files_in(folder / "kept")
            assert kept == files_in(fresh)
            assert (await render(client, folder / "kept", SMALL)).written == 0
        await _pages_are_those_of_the_tree(client, kept)


async def _pages_are_those_of_the_tree(client: LocalClient, kept: dict[str, bytes]) -> None:
    pages = {text.decode() for text in kept.values()}
    few = SMALL.links
    for info in (await client.run(ListTables(native=True))).value.tables:
        rows = (await client.run(ListRows(table=info.table.name, limit=10))).value.rows
        for row in rows:
            page = await row_page(client, info.table.name, row.id, SMALL)
            if page.count("\n- [") <= few:  # which ones of many are listed is not promised
                assert page in pages


@pytest.mark.parametrize("seed", range(6))
async def test_a_tree_that_is_kept_up_is_the_tree_made_anew(tmp_path: Path, seed: int) -> None:
    await _law(tmp_path, seed, 5)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
async def test_a_tree_that_is_kept_up_for_long_is_the_tree_made_anew(tmp_path: Path, seed: int) -> None:
    await _law(tmp_path, seed, 20)
