"""A workspace with everybody in it, and rows of every kind for each of them."""

from __future__ import annotations

import json
from itertools import count
from typing import Any, NamedTuple

from lattice.actions.base import encode_action, spec_of
from lattice.databases.base import Transaction
from lattice.engine.engine import Engine
from lattice.model.ids import new_id
from tests.access.matrix import AGENTS, ASKERS, KINDS, LIMITED, LIMITED_ACTIONS, LIMITED_TABLES, PEOPLE
from tests.contract.test_vocabulary import ANY, EXAMPLES
from tests.server.serving import Guest, Serving

HANDLES = {"owner": "ada", "admin": "ann", "editor": "ed", "viewer": "vi"}
#: Owns what is others'.
OLGA = "human:olga"
#: No row ever had it.
NEVER = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
AT = "2026-01-01T00:00:00.000000Z"
_numbers = count(1)


def person_of(asker: str) -> str:
    """Actor id of the person whose rights count for an asker."""
    return f"human:{HANDLES[asker.split()[-1]]}"


class Made(NamedTuple):
    """A row that was made for one question."""

    id: str
    beside: str
    """A row for everyone, of the same table."""


class Scene:
    """A workspace, its people, and the ids of its tables."""

    def __init__(self, place: Serving, ada: Guest, engine: Engine) -> None:
        self.place = place
        self.ada = ada
        self.engine = engine
        self.guests: dict[str, Guest] = {}
        self.people_table = ""
        self.files: dict[tuple[str, str], str] = {}
        """By person and kind."""

    async def rows(self, wanted: list[tuple[str, str, bool]], name: str = "row") -> list[Made]:
        """New rows: for an asker, of a kind, in the trash or not."""
        made: list[Made] = []
        async with self.engine.database.keeping() as tx:  # type: ignore[attr-defined]
            for asker, kind, is_trash in wanted:
                beside = await self._row(
                    tx, f"beside {next(_numbers)}", person_of(asker), "own everyone", False
                )
                id_ = await self._row(tx, f"{name} {next(_numbers)}", person_of(asker), kind, is_trash)
                await tx.run(
                    "INSERT INTO lattice_links (id, name, from_table, from_row, to_table, to_row, created_at,"
                    " created_by) VALUES (?, 'beside', ?, ?, ?, ?, ?, ?)",
                    (new_id(), self.people_table, id_, self.people_table, beside, AT, OLGA),
                )
                made.append(Made(id_, beside))
        return made

    async def _row(self, tx: Transaction, name: str, person: str, kind: str, is_trash: bool) -> str:
        id_, (owner, visibility, grant) = new_id(), whose(person, kind)
        await tx.run(
            "INSERT INTO people (_id, _version, _created_at, _created_by, _updated_at, _updated_by,"
            " _deleted_at, _owner, _visibility, name) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
            (id_, AT, owner, AT, owner, AT if is_trash else None, owner, visibility, name),
        )
        await self._grant(tx, id_, self.people_table, grant)
        await tx.run(
            "UPDATE lattice_tables t SET live = k.live + ?, trashed = k.trashed + ?"
            " FROM lattice_tables k WHERE k.id = t.id AND t.id = ?",
            (int(not is_trash), int(is_trash), self.people_table),
        )
        return id_

    async def _grant(self, tx: Transaction, id_: str, table: str, grant: tuple[str, int] | None) -> None:
        if grant is not None:
            await tx.run(
                "INSERT INTO lattice_grants (row_id, table_id, member, may_write) VALUES (?, ?, ?, ?)",
                (id_, table, *grant),
            )

    async def make_files(self) -> None:
        """One artifact of each kind for each person."""
        for role in PEOPLE:
            for kind in KINDS:
                row = await self.ada.ok(
                    "artifact.create", title=f"Notes {role} {kind}", text="# One\nfileword"
                )
                await self.ada.ok("artifact.update", id=row["id"], text="# One\nother fileword")
                self.files[role, kind] = row["id"]
        async with self.engine.database.keeping() as tx:  # type: ignore[attr-defined]
            for (role, kind), id_ in self.files.items():
                owner, visibility, grant = whose(person_of(role), kind)
                await tx.run(
                    "UPDATE _files SET _owner = ?, _visibility = ? WHERE _id = ?", (owner, visibility, id_)
                )
                await self._grant(tx, id_, "000000000000000000000F11ES", grant)


def whose(person: str, kind: str) -> tuple[str, str, tuple[str, int] | None]:
    """Owner, visibility and grant of a row of a kind, for a person."""
    side, what = kind.split(" ")
    owner = person if side == "own" else OLGA
    if what in ("everyone", "private"):
        return owner, what, None
    member = person if what in ("read", "write") else "human:zoe"
    return owner, "custom", (member, int(what != "read"))


async def scene(place: Serving) -> Scene:
    """Everybody in one workspace."""
    ada = await place.workspace()
    await ada.ok(
        "table.create",
        name="people",
        columns=[{"name": "name", "type": "text"}, {"name": "secret", "type": "text"}],
    )
    await ada.ok("table.create", name="diary", columns=[{"name": "name", "type": "text"}])
    found = Scene(place, ada, await place.hosting.engine(ada.workspace))
    listed = await ada.ok("table.list")
    found.people_table = next(t["table"]["id"] for t in listed["tables"] if t["table"]["name"] == "people")
    found.guests["owner"] = ada
    for role in ("admin", "editor", "viewer"):
        found.guests[role] = await place.member(ada.workspace, HANDLES[role], role)
    for handle in ("olga", "zoe"):
        found.guests[handle] = await place.member(ada.workspace, handle)
    for role, agent, limited in zip(PEOPLE, AGENTS, LIMITED, strict=True):
        found.guests[agent] = await _agent(found.guests[role], f"agent:a-{HANDLES[role]}")
        found.guests[limited] = await _agent(
            found.guests[role], f"agent:l-{HANDLES[role]}", actions=LIMITED_ACTIONS, tables=LIMITED_TABLES
        )
    gone = await place.member(ada.workspace, "rem")
    await ada.ok("member.remove", member="human:rem", new_owner="human:ada")
    found.guests["removed"] = gone
    found.guests["nobody"] = Guest(place.url, ada.workspace, "nobody", "lat_" + "A" * 43)
    assert set(ASKERS) <= set(found.guests)
    return found


async def _agent(person: Guest, agent: str, **lists: Any) -> Guest:
    token = await person.ok("token.create", agent=agent, **lists)
    return Guest(person.url, person.workspace, agent, token["token"])


_ROW_BODIES: dict[str, Any] = {
    "row.update": lambda m: {"id": m.id, "values": {"name": "changed"}},
    "row.update_many": lambda m: {"ids": [m.id], "values": {"name": "changed"}},
    "row.edit_many": lambda m: {"edits": [{"id": m.id, "values": {"name": "changed"}}]},
    "row.delete_many": lambda m: {"ids": [m.id]},
    "row.restore": lambda m: {"ids": [m.id]},
    "row.purge": lambda m: {"ids": [m.id]},
    "row.merge": lambda m: {"ids": [m.id, m.beside], "survivor": m.beside},
    "row.revert": lambda m: {"id": m.id, "version": 1},
    "row.share": lambda m: {"id": m.id, "visibility": "everyone"},
    "link.add": lambda m: {"id": m.id, "to_table": "people", "to_id": m.beside},
    "link.add_many": lambda m: {"ids": [m.id], "to_table": "people", "to_id": m.beside},
    "link.remove": lambda m: {"id": m.id, "to_table": "people", "to_id": m.beside, "name": "beside"},
}
_FILE_BODIES: dict[str, dict[str, Any]] = {
    "file.compare": {"before": 1, "after": 2},
    "file.update": {"summary": "s"},
    "file.replace": {"text": "# One\nother fileword"},
    "file.extract": {"facts": {"status": "changed", "error": "other"}},
    "artifact.update": {"summary": "s"},
}
#: What no example of the contract asks.
_ELSEWHERE: dict[str, dict[str, Any]] = {
    "member.list": {},
    "member.role": {"member": "human:none", "role": "viewer"},
    "member.remove": {"member": "MYSELF", "new_owner": "human:none"},
    "member.readmit": {"member": "human:none"},
    "invite.create": {},
    "invite.list": {},
    "invite.withdraw": {"id": NEVER},
    "token.create": {"agent": "agent:other", "expires_days": 1},
    "token.list": {},
    "token.revoke": {"id": NEVER},
    "row.import": {"table": "nowhere", "columns": ["name"]},
    "policy.set": {"policy": {}},
}


def about_row(action: str, made: Made) -> dict[str, Any]:
    """The body of an action about a row."""
    if action.startswith(("file.", "artifact.")):
        return {"id": made.id, **_FILE_BODIES.get(action, {})}
    body: dict[str, Any] = _ROW_BODIES.get(action, lambda m: {"id": m.id})(made)
    return {"table": "people", **body}


def _examples() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for example in EXAMPLES:
        action = example(ANY)
        found.setdefault(spec_of(action).name, json.loads(encode_action(action)))
    return found | _ELSEWHERE


_EXAMPLES = _examples()


def about_workspace(action: str, asker: Guest, *, writes: bool) -> dict[str, Any]:
    """The body of an action about no one row. What would change tables names none that is there."""
    body = dict(_EXAMPLES[action])
    if writes and "table" in body:
        body["table"] = "nowhere"
    if body.get("member") == "MYSELF":
        body["member"] = asker.actor
    if action in (
        "row.list",
        "row.count",
        "row.export",
        "row.aggregate",
        "row.duplicates",
        "column.check_retype",
    ):
        body = {"table": "people"} | (
            {"column": "name", "type": "integer"} if action == "column.check_retype" else {}
        )
    return body
