"""Nobody takes another's place by SQL: tickets, roles, shadows, other workspaces, ways out."""

from __future__ import annotations

import hashlib
import hmac
import os
import time

import psycopg
import pytest

from lattice.databases.tickets import Signer
from lattice.engine.hosting.bootstrap import schema_of
from tests.access.raw import caller_of, raw, signer_of, ticket_of
from tests.access.scene import OLGA, Scene

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def hidden_row(scene: Scene, name: str = "confidential") -> str:
    """A row of somebody else's, which nobody else may see."""
    olga = scene.guests["olga"]
    row = await olga.ok("row.insert", table="people", values={"name": name})
    await olga.ok("row.share", table="people", id=row["id"], visibility="private")
    return str(row["id"])


def signed(key: bytes, body: str) -> str:
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest() + body


async def test_a_ticket_that_is_altered_forged_or_old_opens_nothing(scene: Scene) -> None:
    own = ticket_of(scene, "editor")
    mark, body = own[:64], own[64:]
    parts = body.split("|")
    schema, ends = parts[0], parts[1]
    key = signer_of(scene).key
    forged = [
        mark + body.replace("human:ed", OLGA),
        mark + body.replace("|editor|", "|owner|"),
        mark + body.replace("|member|", "|steward|"),
        mark + body.replace(f"|{ends}|", f"|{int(ends) + 9000}|"),
        mark + body.replace(schema, "w_other"),
        mark + body + "|",
        mark,
        mark[:63] + body,
        "0" * 64 + body,
        signed(b"", body),
        signed(os.urandom(32), body),
        signed(key, f"{schema}|{time.time() - 1:.0f}|member|human:ed|human:ed|editor|*"),
        hashlib.sha256(body.encode()).hexdigest() + body,
        Signer(os.urandom(32)).steward(schema),
        Signer(os.urandom(32)).caller(schema, caller_of(scene, "owner")),
    ]
    await scene.rows([("editor", "own everyone", False)])
    async with raw(scene, ticket=own) as sql:
        assert await sql.one("SELECT count(*) > 0 FROM people") == 1
    for ticket in forged:
        async with raw(scene, ticket=ticket) as sql:
            assert await sql.one("SELECT count(*) FROM people") == 0, ticket
            assert await sql.one("SELECT count(*) FROM lattice.members") == 0, ticket
            assert await sql.refused("SELECT lattice_stands($1, 'human:ed', NULL)", ticket) is not None


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE lattice_owner",
        "SET LOCAL ROLE lattice_owner",
        "SELECT set_config('role', 'lattice_owner', true)",
        "SET SESSION AUTHORIZATION lattice_owner",
        "SET SESSION AUTHORIZATION postgres",
        "SET row_security = off; SELECT * FROM people",
        "SET session_replication_role = replica",
        "ALTER TABLE people DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE people DISABLE TRIGGER ALL",
        "DROP POLICY sees ON people",
        "CREATE POLICY more ON people USING (true)",
        "GRANT lattice_owner TO lattice_member",
        "ALTER ROLE lattice_member SUPERUSER",
        "CREATE ROLE another",
        "CREATE TABLE lattice.mine (a int)",
        "CREATE TABLE lattice_mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION lattice.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION lattice_sql.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION lattice.steward() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE EXTENSION dblink",
        "CREATE EXTENSION adminpack",
        "SELECT dblink('', '')",
        "CREATE SERVER mine FOREIGN DATA WRAPPER none",
        "COPY people TO PROGRAM 'cat'",
        "COPY people TO '/nowhere/people.csv'",
        "COPY lattice_mine FROM PROGRAM 'id'",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_import('/nowhere')",
        "SELECT lo_export(1, '/nowhere')",
        "SELECT * FROM lattice.keys",
        "SELECT key FROM lattice.keys",
        "SELECT * FROM pg_authid",
        "SELECT passwd FROM pg_shadow WHERE passwd IS NOT NULL AND 1 / (SELECT 0) = 1",
        "SELECT lattice.ddl(current_schema(), 'CREATE TABLE mine (a int)')",
        "SELECT lattice_converge(true)",
        "SELECT lattice_protect_rows('people', 'x', true)",
        "SELECT lattice_protect_book('lattice_meta', 'true')",
        "SELECT lattice_check_steward('')",
        "SELECT lattice_write_down('', '[]', '[]', true, NULL, NULL, NULL)",
        "ALTER SYSTEM SET log_statement = 'all'",
        "TRUNCATE people",
        "LOCK TABLE people IN ACCESS EXCLUSIVE MODE; SELECT nothing_like_it()",
        "CREATE TRIGGER mine BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION lattice_guard_row()",
        "CREATE INDEX mine ON people (name)",
        "DO $$ BEGIN PERFORM set_config('role', 'lattice_owner', true); END $$",
    ],
)
async def test_a_member_cannot(scene: Scene, statement: str) -> None:
    async with raw(scene, "owner") as sql:
        assert isinstance(await sql.refused(statement), psycopg.Error)


async def test_the_login_role_alone_reaches_nothing_and_leads_nowhere_else(scene: Scene) -> None:
    async with raw(scene, "owner") as sql:
        await sql.all("RESET ROLE")
        assert await sql.one("SELECT current_user") == await sql.one("SELECT session_user")
        for statement in (
            f'SELECT * FROM "{sql.schema}".people',
            "SELECT * FROM lattice.tokens",
            "SELECT lattice.ticket()",
            f'SELECT "{sql.schema}".lattice_sees(NULL)',
            "SET ROLE lattice_owner",
        ):
            assert await sql.refused(statement) is not None, statement
        roles = await sql.all(
            "SELECT rolname FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER') ORDER BY 1"
        )
        assert len(roles) == 2
        assert ("lattice_member",) in roles


async def test_what_is_of_the_server_is_empty_for_every_member(scene: Scene) -> None:
    async with raw(scene, "owner") as sql:
        for name in ("workspaces", "members", "tokens", "invites", "arrivals", "arrived"):
            assert await sql.one(f"SELECT count(*) FROM lattice.{name}") == 0, name
            assert await sql.changes(f"DELETE FROM lattice.{name}") == 0, name
        add = "INSERT INTO lattice.members VALUES ($1, 'human:me', 'Me', 'owner', '', NULL, NULL, NULL, NULL)"
        assert await sql.refused(add, scene.ada.workspace) is not None


async def test_a_temporary_table_takes_no_real_ones_place(scene: Scene) -> None:
    id_ = await hidden_row(scene)
    async with raw(scene, "editor") as sql:
        for name in ("lattice_hidden", "lattice_grants", "lattice_tables", "lattice_columns"):
            like = name.replace("lattice_tables", "lattice_view_tables")
            await sql.all(f"CREATE TEMPORARY TABLE {name} (LIKE {like})")
            await sql.all(f"GRANT ALL ON pg_temp.{name} TO PUBLIC")
        await sql.all(
            "INSERT INTO pg_temp.lattice_grants SELECT $1, $2, 'human:ed', 1", id_, scene.people_table
        )
        await sql.all("CREATE DOMAIN pg_temp.text AS pg_catalog.text")
        await sql.all("CREATE DOMAIN pg_temp.jsonb AS pg_catalog.jsonb CHECK (false)")
        await sql.all("SET LOCAL search_path = pg_temp, pg_catalog")
        schema = f'"{sql.schema}"'
        assert await sql.one(f"SELECT {schema}.lattice_sees($1)", id_) == 0
        assert await sql.one(f"SELECT count(*) FROM {schema}.lattice_events WHERE row_id = $1", id_) == 0
        assert await sql.one(f"SELECT count(*) FROM {schema}.people WHERE _id = $1", id_) == 0
        found = f"SELECT count(*) FROM {schema}.lattice_find($1, '[\"name\"]', '[\"confidential\"]', 10)"
        assert await sql.one(found, scene.people_table) == 0
        # and functions of one's own are not found in its place
        await sql.all(
            "CREATE FUNCTION pg_temp.me(a pg_catalog.text, b pg_catalog.text) RETURNS pg_catalog.text"
            " LANGUAGE sql AS $$ SELECT '*' $$"
        )
        assert await sql.one(f"SELECT count(*) FROM {schema}.people WHERE _id = $1", id_) == 0


async def test_a_row_with_the_id_of_another_one_opens_nothing_of_it(scene: Scene) -> None:
    id_ = await hidden_row(scene)
    listed = (await scene.ada.ok("table.list"))["tables"]
    assert any(t["table"]["name"] == "diary" for t in listed)
    insert = (
        "INSERT INTO diary (_id, _version, _created_at, _created_by, _updated_at, _updated_by, _owner,"
        " _visibility) VALUES ($1, 1, '', 'human:ed', '', 'human:ed', 'human:ed', $2)"
    )
    async with raw(scene, "editor") as sql:
        error = await sql.refused(insert, id_, "private")
        assert isinstance(error, psycopg.errors.UniqueViolation)
        await sql.all(insert, id_, "everyone")
        update = "UPDATE diary SET _visibility = 'private', _updated_by = 'human:ed' WHERE _id = $1"
        assert isinstance(await sql.refused(update, id_), psycopg.errors.UniqueViolation)
        assert await sql.one("SELECT count(*) FROM lattice_events WHERE row_id = $1", id_) == 0


async def test_functions_that_tell_in_a_condition_are_told_no_hidden_value(scene: Scene) -> None:
    await hidden_row(scene, "untold")
    told: list[str] = []
    async with raw(scene, "editor") as sql:
        sql.connection.add_notice_handler(lambda notice: told.append(str(notice.message_primary)))
        await sql.all(
            "CREATE FUNCTION pg_temp.tell(a text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS"
            " $$ BEGIN RAISE NOTICE '%', a; RETURN true; END $$"
        )
        await sql.all("SELECT count(*) FROM people WHERE pg_temp.tell(name)")
        await sql.all("SELECT count(*) FROM lattice_view_events WHERE pg_temp.tell(after)")
        assert told
        assert not any("untold" in line for line in told)
        for probe in ("name::int = 1", "1 / (CASE WHEN name = 'untold' THEN 0 ELSE 1 END) = 1"):
            error = await sql.refused(f"SELECT count(*) FROM people WHERE {probe}")
            assert "untold" not in str(error)
            assert not isinstance(error, psycopg.errors.DivisionByZero)


async def test_statistics_hold_no_hidden_values(scene: Scene) -> None:
    for _ in range(3):
        await hidden_row(scene, "statistic")
    async with scene.engine.database.keeping() as tx:  # type: ignore[attr-defined]
        assert tx is not None
    async with raw(scene, "editor") as sql:
        said = await sql.all("SELECT * FROM pg_stats WHERE schemaname = $1", sql.schema)
        assert "statistic" not in str(said)
        assert await sql.refused("SELECT * FROM pg_statistic") is not None
        assert await sql.refused("SELECT stxdmcv FROM pg_statistic_ext_data") is not None


async def test_another_workspace_is_as_if_it_were_not_there(scene: Scene) -> None:
    other = await scene.place.workspace("Other")
    await other.ok("table.create", name="people", columns=[{"name": "name", "type": "text"}])
    row = await other.ok("row.insert", table="people", values={"name": "elsewhere"})
    await other.ok("row.share", table="people", id=row["id"], visibility="private")
    there = f'"{schema_of(other.workspace)}"'
    async with raw(scene, "owner") as sql:
        names = await sql.all(
            "SELECT relname FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'", there
        )
        for (name,) in names:
            assert await sql.one(f'SELECT count(*) FROM {there}."{name}"') == 0, name
        assert await sql.one(f"SELECT {there}.lattice_sees($1)", row["id"]) == 0
        assert await sql.one(f"SELECT {there}.lattice_hides()") == 1
        statement = f"INSERT INTO {there}.lattice_meta (key, value) VALUES ('a', 'b')"
        assert await sql.refused(statement) is not None
    # the same person is nobody there who was no member
    stranger = scene.guests["editor"]
    known = await stranger.http.post(f"/v1/{other.workspace}/row.list", json={"table": "people"})
    never = await stranger.http.post("/v1/01ARZ3NDEKTSV4RRFFQ69G5FAV/row.list", json={"table": "people"})
    assert (known.status_code, known.json()) == (never.status_code, never.json())
    await other.http.aclose()


async def test_statements_of_other_connections_are_not_read(scene: Scene) -> None:
    caller = caller_of(scene, "owner")
    async with scene.engine.database.reading(caller), raw(scene, "editor") as sql:
        await sql.all("RESET ROLE")
        said = str(await sql.all("SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()"))
        assert "lattice.ticket" not in said
        assert "human:" not in said
        assert await sql.refused("SET track_activities = on") is not None
