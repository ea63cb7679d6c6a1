"""What the database's catalogue says of rules, grants and owners, also after the schema has changed."""

from __future__ import annotations

import pytest

from tests.access.raw import Raw, raw
from tests.access.scene import Scene
from tests.server.serving import Serving

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROWS = {"keeper *", "sees r", "adds a", "changes w", "removes d"}
BOOK = {"keeper *", "steward *"}
READ_BOOK = BOOK | {"sees r"}
#: Of these only the server reads.
SHUT = {"lattice_hidden", "lattice_fetches", "lattice_loads"}
SERVER = {"workspaces", "members", "tokens", "invites", "arrivals", "arrived"}
CONVERGES = "lattice_converge"
#: Books of which members read these columns only as a view tells them.
VEILED = {
    "lattice_events": {"before", "after", "salt"},
    "lattice_audit": {"salt"},
    "lattice_tables": {"live", "trashed"},
}

_POLICIES = (
    "SELECT c.relname, p.polname || ' ' || p.polcmd::text,"
    " (SELECT string_agg(r.rolname, ',') FROM pg_roles r WHERE r.oid = ANY (p.polroles)), p.polpermissive"
    " FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = $1::regnamespace"
)
_GRANTS = (
    "SELECT c.relname, c.relkind, coalesce(r.rolname, 'PUBLIC'), a.privilege_type"
    " FROM pg_class c, aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
    " WHERE c.relnamespace = $1::regnamespace AND a.grantee <> c.relowner"
)


async def check_workspace(sql: Raw, schema: str) -> None:
    """Every table of a workspace has exactly the rules and grants that access.sql states."""
    tables = await sql.all(
        "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner)"
        " FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p')",
        schema,
    )
    assert tables
    for name, enabled, forced, owner in tables:
        assert (bool(enabled), bool(forced), owner) == (True, True, "lattice_owner"), name
    policies: dict[str, set[str]] = {name: set() for name, *_ in tables}
    for name, policy, roles, permissive in await sql.all(_POLICIES, schema):
        policies[name].add(policy)
        assert roles == ("lattice_owner" if policy == "keeper *" else "lattice_member"), (name, policy)
        assert bool(permissive)
    for name, found in policies.items():
        if not name.startswith("lattice_") or name.startswith("lattice_dropped_"):
            assert found == ROWS, name
        else:
            assert found == (BOOK if name in SHUT else READ_BOOK), name
    grants = await sql.all(_GRANTS, schema)
    assert {grantee for _, _, grantee, _ in grants} == {"lattice_member"}
    kinds = {(kind if isinstance(kind, str) else kind.decode()) for _, kind, _, _ in grants}
    assert kinds <= {"r", "v"}
    for name, kind, _, privilege in grants:
        is_view = kind in ("v", b"v")
        assert privilege in ({"SELECT"} if is_view else {"SELECT", "INSERT", "UPDATE", "DELETE"}), name
        assert privilege != "SELECT" or name not in VEILED
    columns = await sql.one(
        "SELECT count(*) FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid,"
        " aclexplode(t.attacl) a WHERE c.relnamespace = $1::regnamespace"
        " AND (a.grantee <> 'lattice_member'::regrole OR a.privilege_type <> 'SELECT')",
        schema,
    )
    assert columns == 0
    views = await sql.all(
        "SELECT c.relname, c.reloptions::text FROM pg_class c WHERE c.relnamespace = $1::regnamespace"
        " AND c.relkind = 'v'",
        schema,
    )
    assert {f"lattice_view_{name.removeprefix('lattice_')}" for name in VEILED} <= {name for name, _ in views}
    for name, options in views:
        if (book := name.replace("_view", "")) in VEILED:
            await check_veil(sql, schema, book, name)
        elif name == "lattice_granted":
            assert "security_barrier" in options, name
        else:
            await check_mask(sql, schema, name)
    public = await sql.all(
        "SELECT a.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) a"
        " WHERE n.oid = $1::regnamespace AND a.grantee = 0",
        schema,
    )
    assert public == []
    others = await sql.all(
        "SELECT a.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) a"
        " WHERE n.oid = $1::regnamespace AND a.grantee = 'lattice_member'::regrole",
        schema,
    )
    assert others == [("USAGE",)]


async def check_veil(sql: Raw, schema: str, book: str, view: str) -> None:
    """Columns of a book that members read only through a view, which leaves rows to the rules of the book."""
    places = (f"{schema}.{book}", f"{schema}.{view}")
    columns = "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum"
    kept, shown = [[name for (name,) in await sql.all(columns, place)] for place in places]
    assert kept == shown
    readable = f"{columns.partition('ORDER')[0]} AND has_column_privilege($1::regclass, attnum, 'SELECT')"
    assert set(kept) - {name for (name,) in await sql.all(readable, places[0])} == VEILED[book]
    statement = str(await sql.one("SELECT pg_get_viewdef($1::regclass)", places[1]))
    assert statement.rstrip(";").split("FROM")[-1].split() == [f"{places[0].replace(chr(34), '')}", "t"]
    for name in VEILED[book]:
        assert f" t.{name},\n" not in statement, name
    await check_keeper(sql, places[0], "steward", "sees")


async def check_mask(sql: Raw, schema: str, view: str) -> None:
    """The view of a table with a masked column shows all of it, and leaves rows to the rules of the table."""
    statement = str(await sql.one("SELECT pg_get_viewdef($1::regclass)", f'{schema}."{view}"'))
    place, *rest = statement.rstrip(";").split("FROM")[-1].split()
    assert rest == ["t"], view
    assert " lattice.reads(" in statement, view
    await check_keeper(sql, place, "sees")


async def check_keeper(sql: Raw, place: str, *rules_of_members: str) -> None:
    """The owner reads all rows in functions run as the owner, and through a view what the member reads."""
    query = "SELECT polname, pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = $1::regclass"
    rules = dict(await sql.all(query, place))
    assert rules["keeper"].count("lattice_owner") == 1
    for name in rules_of_members:
        assert "".join(rules[name].split()) in "".join(rules["keeper"].split())


async def test_rules_and_grants_are_those_that_are_stated_whatever_happened_to_the_schema(
    access_place: Serving, scene: Scene
) -> None:
    ada = await access_place.workspace("Rules")
    schema = f'"w_{ada.workspace.lower()}"'

    async def holds(after: str) -> None:
        async with raw(scene, "editor") as sql:
            try:
                await check_workspace(sql, schema)
            except AssertionError as error:
                raise AssertionError(f"after {after}: {error}") from error

    await holds("the beginning")
    column = {"name": "a", "type": "text"}
    number = {"name": "n", "type": "text"}
    steps = [
        ("table.create", {"name": "t", "columns": [column, number]}),
        ("row.insert_many", {"table": "t", "rows": [{"a": "x", "n": "1"}, {"a": "y", "n": "2"}]}),
        ("column.add", {"table": "t", "column": {"name": "late", "type": "markdown"}}),
        ("column.rename", {"table": "t", "column": "late", "name": "later"}),
        ("column.mask", {"table": "t", "column": "later", "audience": "owner"}),
        ("column.retype", {"table": "t", "column": "n", "type": "integer"}),
        ("column.mask", {"table": "t", "column": "later", "audience": "everyone"}),
        ("column.retype", {"table": "t", "column": "later", "type": "text"}),
        ("column.mask", {"table": "t", "column": "a", "audience": "admin"}),
        ("table.rename", {"table": "t", "name": "renamed"}),
        ("table.share", {"table": "renamed", "default": "private"}),
        ("row.insert", {"table": "renamed", "values": {"a": "p"}}),
        ("column.drop", {"table": "renamed", "column": "n"}),
        ("change.undo", {}),
        ("table.drop", {"table": "renamed"}),
        ("change.undo", {}),
        ("change.redo", {}),
        ("change.undo", {}),
        ("table.create", {"name": "gone"}),
        ("change.undo", {}),
        ("change.redo", {}),
    ]
    for action, fields in steps:
        answer = await ada.ask(action, **fields)
        assert answer.status_code == 200, (action, answer.text)
        if not action.startswith("row."):
            await holds(f"{action} {fields}")
    await ada.http.aclose()


async def test_every_function_that_runs_as_the_owner_looks_where_it_should(scene: Scene) -> None:
    async with raw(scene, "editor") as sql:
        functions = await sql.all(
            "SELECT p.proname, n.nspname, p.proconfig::text, pg_get_userbyid(p.proowner) FROM pg_proc p"
            " JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE p.prosecdef AND (n.nspname LIKE 'lattice%' OR n.nspname LIKE 'w\\_%')"
        )
        assert len(functions) > 20
        for name, schema, config, owner in functions:
            assert owner == "lattice_owner", name
            assert "search_path=" in config, name
            path = config.split("search_path=")[1].strip('{}"').replace('\\"', "")
            places = [place.strip() for place in path.split(",")]
            assert places[-1] == "pg_temp", (name, path)
            assert places[:-1] in (["pg_catalog"], [schema, "pg_catalog"]), (name, path)
        closed = await sql.all(
            "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = $1::regnamespace"
            " AND NOT has_function_privilege('lattice_member', p.oid, 'EXECUTE')",
            f'"{sql.schema}"',
        )
        protecting = {
            "lattice_protect_rows",
            "lattice_protect_book",
            "lattice_index_words",
            "lattice_veil_book",
        }
        assert {name for (name,) in closed} == protecting


async def test_the_roles_of_the_server_are_nobody(scene: Scene) -> None:
    async with raw(scene, "editor") as sql:
        roles = await sql.all(
            "SELECT rolname, rolcanlogin, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication"
            " OR rolbypassrls, rolinherit FROM pg_roles WHERE rolname IN ('lattice_owner', 'lattice_member',"
            " session_user)"
        )
        assert len(roles) == 3
        for name, logs_in, strong, inherits in roles:
            assert not strong, name
            assert bool(logs_in) == name.startswith("lattice_server_")
            assert not (logs_in and inherits)
        owned = await sql.all(
            "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) IN ('lattice_member', session_user)"
        )
        assert owned == []
        server = await sql.all(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,"
            " has_table_privilege('lattice_member', c.oid, 'SELECT') FROM pg_class c"
            " WHERE c.relnamespace = 'lattice'::regnamespace AND c.relkind = 'r'"
        )
        assert {name for name, *_ in server} == SERVER | {"keys"}
        for name, forced, readable in server:
            assert (bool(forced), bool(readable)) == ((False, False) if name == "keys" else (True, True)), (
                name
            )
