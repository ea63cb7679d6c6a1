"""What the matrix says is not there is not there for SQL either, with one's own ticket."""

from __future__ import annotations

import pytest

from lattice.databases.postgres_transaction import AT_LARGE
from lattice.model.ids import new_id
from tests.access.matrix import AGENTS, ASKERS, KINDS, LIMITED, PEOPLE, cells, seen_kinds
from tests.access.raw import raw, ticket_of
from tests.access.scene import AT, NEVER, OLGA, Scene, person_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
MEMBERS = [*PEOPLE, *AGENTS, *LIMITED]
#: What `row.update` of the matrix says is what UPDATE does.
CHANGES = {(c.asker, c.kind): c.wanted for c in cells() if c.action == "row.update"}
#: Tables of the books that members read nothing of.
SHUT = ("lattice_hidden", "lattice_fetches", "lattice_loads")


@pytest.mark.parametrize("asker", MEMBERS)
async def test_rows_are_selected_changed_and_removed_as_the_matrix_says(scene: Scene, asker: str) -> None:
    made = await scene.rows([(asker, kind, False) for kind in KINDS])
    who = scene.guests[asker].actor
    async with raw(scene, asker) as sql:
        for kind, row in zip(KINDS, made, strict=True):
            seen = kind in seen_kinds(asker)
            assert await sql.one("SELECT count(*) FROM people WHERE _id = $1", row.id) == int(seen), kind
            update = "UPDATE people SET name = 'x', _updated_by = $2 WHERE _id = $1"
            changed = await sql.changes(update, row.id, who)
            assert (changed > 0) == (CHANGES[asker, kind] == "yes"), kind
            if not seen:
                assert changed == 0, kind
            assert await sql.changes("DELETE FROM people WHERE _id = $1", row.id) <= 0
            for taken in ("_owner = 'human:zoe'", "_created_by = 'human:zoe'", f"_id = '{new_id()}'"):
                statement = f"UPDATE people SET {taken}, _updated_by = $2 WHERE _id = $1"
                assert await sql.changes(statement, row.id, who) <= 0, taken
            shared = await sql.changes(
                "UPDATE people SET _visibility = 'private', _updated_by = $2 WHERE _id = $1 "
                "AND _visibility <> 'private'",
                row.id,
                who,
            )
            if not kind.startswith("own"):
                assert shared <= 0, kind
        wrote = "UPDATE people SET name = 'x', _updated_by = 'human:olga' WHERE _id = $1"
        assert await sql.changes(wrote, made[0].id) <= 0
        # shares are listed for whoever goes through a table at large, and looked up for the others
        everything = "SELECT _id FROM people ORDER BY 1"
        looked_up = await sql.all(everything)
        await sql.all(AT_LARGE)
        assert await sql.one("SELECT lattice_at_large()")
        assert await sql.all(everything) == looked_up


@pytest.mark.parametrize("asker", MEMBERS)
async def test_rows_are_added_in_ones_own_name_only(scene: Scene, asker: str) -> None:
    who, person = scene.guests[asker].actor, person_of(asker)
    insert = (
        "INSERT INTO people (_id, _version, _created_at, _created_by, _updated_at, _updated_by, _owner,"
        " _visibility, name) VALUES ($1, 1, $2, $3, $2, $4, $5, 'private', 'x')"
    )
    async with raw(scene, asker) as sql:
        allowed = 1 if not asker.endswith("viewer") else -1
        assert await sql.changes(insert, new_id(), AT, who, who, person) == allowed
        assert await sql.changes(insert, new_id(), AT, who, who, OLGA) == -1
        assert await sql.changes(insert, new_id(), AT, OLGA, who, person) == -1
        assert await sql.changes(insert, new_id(), AT, who, OLGA, person) == -1


@pytest.mark.parametrize("asker", ["editor", "viewer", AGENTS[2], LIMITED[2]])
async def test_the_books_tell_nothing_of_a_hidden_row(scene: Scene, asker: str) -> None:
    words = f"veiled{new_id().lower()}"
    olga = scene.guests["olga"]
    row = await olga.ok("row.insert", table="people", values={"name": words})
    await olga.ok("row.share", table="people", id=row["id"], visibility="private")
    await olga.ok("row.update", table="people", id=row["id"], values={"name": f"{words} more"})
    other = await olga.ok("row.insert", table="people", values={"name": "tied"})
    await olga.ok("link.add", table="people", id=row["id"], to_table="people", to_id=other["id"])
    await olga.ok("link.add", table="people", id=other["id"], to_table="people", to_id=row["id"], name="back")
    undone = await olga.ask("row.update", table="people", id=row["id"], values={"name": f"{words} undone"})
    await olga.ok("change.undo", change_id=undone.json()["change_id"])
    async with raw(scene, asker) as sql:
        places = await sql.places()
        assert len(places) > 20
        for name in places:
            told = await sql.told(name)
            assert row["id"] not in told, name
            assert words not in told, name
            assert undone.json()["change_id"] not in told, name
        for name in SHUT:
            assert await sql.one(f"SELECT count(*) FROM {name}") == 0
        for counts in ("live", "trashed", "x"):
            assert await sql.refused(f"SELECT {counts} FROM lattice_tables x") is not None
        assert await sql.one("SELECT lattice_sees($1)", row["id"]) == 0
        assert await sql.one("SELECT lattice_owns($1)", row["id"]) == 0
        found = await sql.all(
            "SELECT * FROM lattice_find($1, '[\"name\"]', $2, 10)", scene.people_table, f'["{words}"]'
        )
        assert found == []
        counted = await sql.one("SELECT live FROM lattice_counts($1)", scene.people_table)
        assert counted == await sql.one("SELECT count(*) FROM people WHERE _deleted_at IS NULL")
        shown = "SELECT live FROM lattice_view_tables WHERE id = $1"
        assert await sql.one(shown, scene.people_table) == counted


@pytest.mark.parametrize("asker", ["editor", "owner", AGENTS[0]])
async def test_the_books_are_written_by_nobody_but_the_server(scene: Scene, asker: str) -> None:
    async with raw(scene, asker) as sql:
        books = await sql.all(
            "SELECT relname FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'"
            " AND relname LIKE 'lattice\\_%'",
            f'"{sql.schema}"',
        )
        assert len(books) >= 20
        for (name,) in books:
            assert await sql.changes(f"DELETE FROM {name}") <= 0, name
            (column,) = (
                await sql.all(
                    "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1",
                    f'"{name}"',
                )
            )[0]
            assert await sql.changes(f'UPDATE {name} SET "{column}" = "{column}"') <= 0, name
        for statement in (
            "INSERT INTO lattice_grants (row_id, table_id, member, may_write) VALUES ('', '', 'human:ed', 1)",
            "INSERT INTO lattice_meta (key, value) VALUES ('policy', '')",
            "INSERT INTO lattice_puts (member, id, at) VALUES ('human:ed', 'aa', '')",
            "INSERT INTO lattice_contents (file_id, what, id) VALUES ('a', 'bytes', 'aa')",
        ):
            assert await sql.refused(statement) is not None, statement


@pytest.mark.parametrize("asker", ["editor", LIMITED[0]])
async def test_files_of_others_are_not_there_by_any_of_their_tables(scene: Scene, asker: str) -> None:
    role = asker.split()[-1]
    hidden = [scene.files[role, kind] for kind in KINDS if kind not in seen_kinds(role)]
    assert hidden
    text = await scene.guests["olga"].ok("artifact.create", title="t", text=f"only {new_id()}")
    await scene.guests["olga"].ok("row.share", table="_files", id=text["id"], visibility="private")
    async with raw(scene, asker) as sql:
        for id_ in (*hidden, text["id"]):
            assert await sql.one("SELECT count(*) FROM _files WHERE _id = $1", id_) == 0
            assert await sql.one("SELECT count(*) FROM lattice_contents WHERE file_id = $1", id_) == 0
        texts = str(await sql.all("SELECT text FROM lattice_parts"))
        assert "only " not in texts
        if asker in LIMITED:
            assert await sql.one("SELECT count(*) FROM lattice_parts") == 0
            assert await sql.one("SELECT count(*) FROM lattice_texts") == 0
            assert await sql.all("SELECT * FROM lattice_find_parts('fileword', 10)") == []


@pytest.mark.parametrize("asker", AGENTS)
async def test_agents_do_not_see_conversations_of_their_people(scene: Scene, asker: str) -> None:
    person = scene.guests[asker.split()[-1]]
    thread = await person.ok("thread.create", title="confidential")
    async with raw(scene, asker) as sql:
        assert await sql.one("SELECT count(*) FROM _threads") == 0
        assert await sql.one("SELECT count(*) FROM lattice_events WHERE row_id = $1", thread["id"]) == 0
        assert await sql.one("SELECT count(*) FROM lattice_changes WHERE summary LIKE '%confidential%'") == 0
    async with raw(scene, asker.split()[-1]) as sql:
        assert await sql.one("SELECT count(*) FROM _threads WHERE _id = $1", thread["id"]) == 1


async def test_without_a_ticket_or_with_that_of_another_workspace_there_is_nothing(scene: Scene) -> None:
    foreign = ticket_of(scene, "owner", f"w_{NEVER.lower()}")
    for ticket in ("", foreign):
        async with raw(scene, ticket=ticket) as sql:
            names = await sql.all(
                "SELECT relname FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'",
                f'"{sql.schema}"',
            )
            for (name,) in names:
                assert await sql.one(f'SELECT count(*) FROM "{name}"') == 0, name
            assert await sql.all("SELECT * FROM lattice_counts($1)", scene.people_table) == []
            assert await sql.one("SELECT lattice_sees($1)", NEVER) == 0
            assert await sql.one("SELECT lattice_hides()") == 1
    assert set(MEMBERS) < set(ASKERS)
