"""What a column masks is masked from SQL as well: in the row, in what a retype kept aside, and in the log."""

from __future__ import annotations

import json
from typing import Any

import pytest
import pytest_asyncio

from lattice.engine.log import Stamp, event_hash
from tests.access.raw import raw
from tests.access.scene import Scene
from tests.server.serving import Guest

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: A masked value as each type of its column wrote it: no other value of the workspace holds these digits.
DIGITS = "7419026"
#: Of each event, in the order of its hash.
FACTS = (
    "change_id, group_id, at, actor, on_behalf_of, origin, id, op, table_id, row_id, before, after,"
    " salt, hash"
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def paid(scene: Scene) -> Guest:
    """A workspace whose owner masked two columns, retyped one of them twice and dropped the other."""
    ada = await scene.place.workspace("Masks in SQL")
    columns = [{"name": n, "type": "text"} for n in ("name", "pay", "bonus")]
    await ada.ok("table.create", name="people", columns=columns)
    values = {"name": "Ann", "pay": f"{DIGITS}1", "bonus": f"{DIGITS}2"}
    row = (await ada.ok("row.insert", table="people", values=values))["id"]
    await ada.ok("column.retype", table="people", column="pay", type="integer")
    for column in ("pay", "bonus"):
        await ada.ok("column.mask", table="people", column=column, audience="admin")
    await ada.ok("row.update", table="people", id=row, values={"name": "Anna 1.50", "pay": int(f"{DIGITS}3")})
    await ada.ok("row.update", table="people", id=row, values={"name": "Annie"})
    await ada.ok("column.retype", table="people", column="pay", type="text")
    await ada.ok("row.delete", table="people", id=row)
    await ada.ok("row.restore", table="people", ids=[row])
    await ada.ok("column.drop", table="people", column="bonus")
    return ada


@pytest.mark.parametrize("asker", ["editor", "viewer", "agent of editor"])
async def test_a_masked_value_stands_in_no_place_that_sql_reads(
    scene: Scene, paid: Guest, asker: str
) -> None:
    async with raw(scene, asker, workspace=paid.workspace) as sql:
        for name in await sql.places():
            assert DIGITS not in await sql.told(name), name
        aside = await sql.all(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'people'::regclass"
            " AND attname LIKE '\\_was\\_%'"
        )
        assert len(aside) == 2
        for (name,) in (*aside, ("pay",), ("_dropped_c3",)):
            assert await sql.refused(f'SELECT "{name}" FROM people') is not None, name
            assert await sql.refused(f'UPDATE people SET name = "{name}"') is not None, name
        for name in ("before", "after", "salt", "e"):
            assert await sql.refused(f"SELECT {name} FROM lattice_events e") is not None, name


async def test_functions_that_tell_in_a_condition_are_told_no_masked_value(scene: Scene, paid: Guest) -> None:
    told: list[str] = []
    async with raw(scene, "editor", workspace=paid.workspace) as sql:
        sql.connection.add_notice_handler(lambda notice: told.append(str(notice.message_primary)))
        await sql.all(
            "CREATE FUNCTION pg_temp.tell(a text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS"
            " $$ BEGIN RAISE NOTICE '%', a; RETURN true; END $$"
        )
        table = await sql.one("SELECT id FROM lattice_tables WHERE sql_name = 'people'")
        for column in ("before", "after", "salt::text", "e::text"):
            await sql.all(f"SELECT count(*) FROM lattice_view_events e WHERE pg_temp.tell({column})")
        for column in ("pay", "_dropped_c3", "_was_c2_1", "p::text"):
            await sql.all(f'SELECT count(*) FROM "lattice_view_{table}" p WHERE pg_temp.tell({column})')
        assert any("Annie" in line for line in told)
        assert not any(DIGITS in line for line in told)
        # a table of one's own does not take the place of the one that says what is masked
        await sql.all("CREATE TEMPORARY TABLE lattice_columns (LIKE lattice_columns)")
        await sql.all("GRANT ALL ON pg_temp.lattice_columns TO PUBLIC")
        await sql.all("SET LOCAL search_path = pg_temp, pg_catalog")
        assert DIGITS not in str(await sql.all(f'SELECT * FROM "{sql.schema}".lattice_view_events'))


@pytest.mark.parametrize("asker", ["editor", "admin"])
async def test_no_salt_is_told_with_which_values_could_be_guessed(
    scene: Scene, paid: Guest, asker: str
) -> None:
    async with raw(scene, asker, workspace=paid.workspace) as sql:
        assert await sql.one("SELECT count(*) FROM lattice_view_events WHERE salt IS NULL") == 0
        assert await sql.all("SELECT DISTINCT length(salt) FROM lattice_view_events") == [(0,)]
        assert await sql.refused("SELECT salt FROM lattice_audit") is not None
        assert await sql.one("SELECT count(*) FROM lattice_view_audit WHERE length(salt) > 0") == 0


async def test_who_reads_a_column_reads_its_log_and_the_rest_of_the_log_is_told_to_all(
    scene: Scene, paid: Guest
) -> None:
    sides = "SELECT seq, op, before, after FROM lattice_view_events WHERE row_id IS NOT NULL ORDER BY seq"
    async with raw(scene, "admin", workspace=paid.workspace) as sql:
        whole = await sql.all(sides)
    assert DIGITS in str(whole)
    async with raw(scene, "editor", workspace=paid.workspace) as sql:
        told = await sql.all(sides)
    assert len(told) == len(whole)
    for mine, theirs in zip(told, whole, strict=True):
        assert mine[:2] == theirs[:2]
        for shown, kept in zip(mine[2:], theirs[2:], strict=True):
            if kept is None or not {"c2", "c3"} & json.loads(kept).keys():
                assert shown == kept
                continue
            expected = {k: None if k in ("c2", "c3") else v for k, v in json.loads(kept).items()}
            assert json.loads(shown) == expected
            assert list(json.loads(shown)) == list(json.loads(kept))


async def test_the_server_itself_reads_the_log_as_it_was_written(scene: Scene, paid: Guest) -> None:
    engine = await scene.place.hosting.engine(paid.workspace)
    async with engine.database.reading() as tx:
        events = await tx.all(f"SELECT {FACTS} FROM lattice_events ORDER BY seq")
    assert len(events) > 8
    for event in events:
        *stamp, id_, op, table_id, row_id, before, after, salt, hash_ = (_plain(value) for value in event)
        assert event_hash(salt, Stamp(*stamp), id_, op, table_id, row_id, before, after) == hash_
    assert (await paid.ok("audit.verify"))["ok"]


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


async def test_the_log_over_http_is_that_of_the_database(scene: Scene, paid: Guest) -> None:
    editor = await scene.place.member(paid.workspace, "ed")
    log = (await editor.ok("log.list", limit=1000))["events"]
    assert DIGITS not in str(log)
    assert DIGITS in str(await paid.ok("log.list", limit=1000))
    changed = [e for e in log if e["op"] == "row.update" and "pay" in (e["after"] or {})]
    assert [e["after"]["name"] for e in changed] == ["Anna 1.50"]
    # nothing was lost by what the log does not tell them: what they change is taken back as ever
    row = (await editor.ok("row.insert", table="people", values={"name": "Bo"}))["id"]
    await editor.ok("row.update", table="people", id=row, values={"name": "Bob"})
    await editor.ok("change.undo")
    assert (await editor.ok("row.get", table="people", id=row))["values"]["name"] == "Bo"
    await editor.ok("change.undo")
    assert (await editor.ask("row.revert", table="people", id=row, version=1)).status_code != 200
    await editor.http.aclose()
