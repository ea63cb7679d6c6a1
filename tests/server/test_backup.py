from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Awaitable
from pathlib import Path

import msgspec
import psycopg
import pytest

from lattice.actions import InsertRow, ListRows, VerifyAudit
from lattice.engine import identity
from lattice.engine.hosting import Hosting, backup, open_hosting, restoring
from lattice.engine.hosting.bootstrap import schema_of
from lattice.model.errors import LatticeError
from lattice.model.people import Caller
from tests import hosting_place
from tests.engine.workspaces import ADA

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def lived_in(hosting: Hosting) -> tuple[str, str]:
    """A workspace in which something happened; its id, and the owner's token."""
    from lattice.actions import CreateTable, DeleteRow
    from lattice.model.schema import NewColumn
    from lattice.model.values import ColumnType

    made = await hosting.create("Kept", owner="human:ada", owner_name="Ada")
    engine = await hosting.engine(made.id)
    columns = (NewColumn("name"), NewColumn("age", ColumnType.INTEGER), NewColumn("ok", ColumnType.BOOLEAN))
    await engine.run(CreateTable(name='pe"ople é', columns=columns), ADA)
    for n in range(30):
        added = await engine.run(
            InsertRow(table='pe"ople é', values={"name": f"a\tb\\N\n{n}", "age": n, "ok": n % 2 == 0}), ADA
        )
    await engine.run(DeleteRow(table='pe"ople é', id=added.value.id), ADA)
    token = await identity.sign_in(hosting, made.id, "human:ada", "test")
    return made.id, token.token


async def backed_up(tmp_path: Path) -> tuple[str, Path]:
    """A workspace in which something happened, and the backup of its server."""
    source = hosting_place.another("kept")
    hosting = await open_hosting(source, tmp_path, connections=2)
    workspace, _ = await lived_in(hosting)
    await hosting.close()
    file = tmp_path / "all.lattice-backup"
    await backup.back_up(source, file)
    return workspace, file


async def test_a_server_comes_back_from_its_backup_with_all_it_had(tmp_path: Path) -> None:
    source = hosting_place.another("kept")
    hosting = await open_hosting(source, tmp_path, connections=2)
    workspace, token = await lived_in(hosting)
    before = (await (await hosting.engine(workspace)).run(ListRows(table='pe"ople é'), ADA)).value
    epoch = (await hosting.workspace(workspace)).epoch
    file = tmp_path / "all.lattice-backup"
    made = await backup.back_up(source, file)
    await hosting.close()
    assert made.workspaces == (workspace,)
    assert file.stat().st_mode & 0o077 == 0
    assert token.encode() not in file.read_bytes()

    url = hosting_place.another("restored")
    await restoring.restore(url, file, tmp_path / "other")
    there = await open_hosting(url, tmp_path / "other", connections=2)
    try:
        engine = await there.engine(workspace)
        rows = (await engine.run(ListRows(table='pe"ople é'), ADA)).value
        assert msgspec.json.encode(rows) == msgspec.json.encode(before)
        assert (await engine.run(VerifyAudit(), ADA)).value.ok
        caller = await identity.admit(there, token, workspace)
        assert caller.actor == "human:ada"
        # life goes on, under the same rules
        await engine.run(InsertRow(table='pe"ople é', values={"name": "after"}), caller)
        viewer = Caller("human:bo", role=caller.role.VIEWER)
        with pytest.raises(LatticeError):
            await engine.run(InsertRow(table='pe"ople é', values={"name": "no"}), viewer)
        assert (await there.workspace(workspace)).epoch != epoch
    finally:
        await there.close()
    with pytest.raises(LatticeError) as refused:
        await restoring.restore(url, file, tmp_path / "other")
    assert refused.value.code == "exists"


async def test_a_backup_that_is_not_whole_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    source = hosting_place.another("kept")
    hosting = await open_hosting(source, tmp_path, connections=2)
    await lived_in(hosting)
    file = tmp_path / "all.lattice-backup"
    made = await backup.back_up(source, file)
    await hosting.close()
    with pytest.raises(LatticeError) as taken:
        await backup.back_up(source, file)
    assert taken.value.code == "exists"

    cut = tmp_path / "cut"
    cut.write_bytes(file.read_bytes()[:-2000])
    changed = tmp_path / "changed"
    table = next(t for t in made.tables if t.name == "lattice_events")
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(changed, "w") as other:
        for name in whole.namelist():
            data = whole.read(name)
            other.writestr(name, data.replace(b"human:ada", b"human:eve") if name == table.entry else data)
    newer = tmp_path / "newer"
    with zipfile.ZipFile(newer, "w") as other:
        other.writestr(backup.INDEX, msgspec.json.encode(msgspec.structs.replace(made, form=99)))
    for path, code in ((cut, "invalid_file"), (changed, "invalid_file"), (newer, "newer_workspace")):
        with pytest.raises(LatticeError) as refused:
            backup.check(path)
        assert refused.value.code == code


async def most_locks(url: str, work: Awaitable[object]) -> int:
    """How many locks one transaction held at most while something was done in a database."""
    most = 0
    doing = asyncio.ensure_future(work)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as watching:
        while not doing.done():
            row = await (
                await watching.execute(
                    "SELECT coalesce(max(held), 0) FROM (SELECT count(*) AS held FROM pg_locks WHERE database"
                    " = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY pid) AS a"
                )
            ).fetchone()
            most = max(most, int(row[0]) if row else 0)
            await asyncio.sleep(0.002)
    await doing
    return most


async def test_however_many_workspaces_there_are_no_transaction_locks_all_of_them(tmp_path: Path) -> None:
    source = hosting_place.another("many")
    hosting = await open_hosting(source, tmp_path, connections=2)
    for _ in range(8):
        await lived_in(hosting)
    await hosting.close()
    file = tmp_path / "all.lattice-backup"
    out = await most_locks(source, backup.back_up(source, file))
    url = hosting_place.another("restored")
    back = await most_locks(url, restoring.restore(url, file, tmp_path / "other"))
    # of one workspace they are about 110 to read, and 400 to make
    assert 20 < out < 300
    assert 50 < back < 1000


async def test_what_a_restore_that_was_killed_left_is_made_anew(tmp_path: Path) -> None:
    workspace, file = await backed_up(tmp_path)
    url = hosting_place.another("restored")
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"CREATE SCHEMA {schema_of(workspace)} AUTHORIZATION lattice_owner")
        admin.execute(f"CREATE TABLE {schema_of(workspace)}.half (a int)")
    await restoring.restore(url, file, tmp_path / "other")
    there = await open_hosting(url, tmp_path / "other", connections=2)
    try:
        engine = await there.engine(workspace)
        assert len((await engine.run(ListRows(table='pe"ople é'), ADA)).value.rows) == 29
    finally:
        await there.close()


@pytest.mark.parametrize("after_the_last", [False, True])
async def test_a_stop_takes_away_what_was_brought_unless_all_of_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after_the_last: bool
) -> None:
    workspace, file = await backed_up(tmp_path)
    url = hosting_place.another("restored")
    leave = psycopg.AsyncTransaction.__aexit__
    looked_for = "lattice.workspaces" if after_the_last else f"{schema_of(workspace)}.lattice_audit"

    def there(table: str) -> bool:
        with psycopg.connect(url) as admin:
            if admin.execute("SELECT to_regclass(%s)", (table,)).fetchone() == (None,):
                return False
            return admin.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None

    async def stopped(transaction: psycopg.AsyncTransaction, *error: object) -> bool | None:
        done = await leave(transaction, *error)  # type: ignore[arg-type]  # as it was handed over
        if there(looked_for):
            raise asyncio.CancelledError
        return done

    with monkeypatch.context() as stopping:
        stopping.setattr(psycopg.AsyncTransaction, "__aexit__", stopped)
        with pytest.raises(asyncio.CancelledError):
            await restoring.restore(url, file, tmp_path / "other")
    assert there(f"{schema_of(workspace)}.lattice_audit") is after_the_last
    assert there("lattice.workspaces") is after_the_last
