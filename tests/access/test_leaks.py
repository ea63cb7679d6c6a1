"""By no way over HTTP is anything told of what is hidden, masked, or known by its digest alone."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from lattice.model.ids import new_id
from tests.access.scene import NEVER, Scene
from tests.server.serving import Guest, Listening

pytestmark = pytest.mark.asyncio(loop_scope="session")

#: Readings of a whole workspace; none of them may hold what is hidden.
READINGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("row.list", {"table": "people", "limit": 1000}),
    ("row.list", {"table": "people", "limit": 1000, "deleted": True}),
    ("row.list", {"table": "_files", "limit": 1000}),
    ("row.aggregate", {"table": "people", "group_by": [{"column": "name"}], "limit": 1000}),
    ("row.duplicates", {"table": "people", "on": ["name"]}),
    ("column.check_retype", {"table": "people", "column": "name", "type": "integer"}),
    ("link.all", {"limit": 1000}),
    ("log.list", {"limit": 1000}),
    ("change.list", {"limit": 1000}),
    ("trash.list", {"limit": 1000}),
    ("table.list", {"native": True}),
    ("audit.list", {"limit": 1000}),
    ("approval.list", {"waiting": False}),
    ("thread.list", {}),
    ("view.list", {}),
    ("usage.read", {}),
    ("workspace.describe", {}),
)


async def everything(guest: Guest, table_id: str) -> str:
    """All that somebody can read of a workspace, as text."""
    told = []
    for action, fields in READINGS:
        answer = await guest.ask(action, **fields)
        if answer.status_code == 200:
            told.append(answer.text)
    for path in ("catalog", f"rows/{table_id}", "rows/000000000000000000000F11ES", "links", "who"):
        answer = await guest.get(path)
        if answer.status_code == 200:
            told.append(answer.text)
    assert len(told) > 6
    return "\n".join(told)


async def told_until(stream: Listening, seq: int) -> str:
    """All frames up to a head at `seq`."""
    told = []
    while (said := await stream.next()).tag != "head" or said.data["seq"] < seq:
        if said.tag != "here":
            told.append(f"{said.tag} {said.data}")
    return "\n".join(told)


async def test_nothing_is_told_of_a_hidden_row_whatever_happens_to_it(scene: Scene) -> None:
    olga, word = scene.guests["olga"], f"secretive{new_id().lower()}"
    await olga.ok("table.share", table="people", default="private")
    row = await olga.ok("row.insert", table="people", values={"name": word})
    open_row = (await scene.rows([("editor", "own everyone", False)]))[0].id
    changes = []
    listeners = [scene.guests[asker] for asker in ("editor", "owner", "viewer")]
    async with listeners[0].listening() as one, listeners[1].listening() as two:
        await one.next()
        await two.next()
        for action, fields in (
            ("row.update", {"table": "people", "id": row["id"], "values": {"name": f"{word} more"}}),
            ("link.add", {"table": "people", "id": open_row, "to_table": "people", "to_id": row["id"]}),
            ("link.add", {"table": "people", "id": row["id"], "to_table": "people", "to_id": open_row}),
            (
                "row.share",
                {"table": "people", "id": row["id"], "visibility": "custom", "read": ["human:zoe"]},
            ),
            ("row.update", {"table": "people", "id": row["id"], "values": {"secret": word}}),
            ("change.undo", {}),
            ("row.delete", {"table": "people", "id": row["id"]}),
        ):
            answer = await olga.ask(action, **fields)
            assert answer.status_code == 200, answer.text
            changes.append(answer.json()["change_id"])
        seq = answer.json()["seq"]
        for stream in (one, two):
            frames = await told_until(stream, seq)
            assert row["id"] not in frames
            assert word not in frames
    await olga.ok("table.share", table="people", default="everyone")
    for asker in ("editor", "owner", "viewer", "agent of editor", "limited agent of editor"):
        guest = scene.guests[asker]
        told = await everything(guest, scene.people_table)
        assert row["id"] not in told, asker
        assert word not in told, asker
        assert not [change for change in changes if change in told], asker
        hits = await guest.ok("search.text", text=word)
        assert (hits["hits"], hits["more"]) == ([], False)
        links = await guest.ask("link.list", table="people", id=open_row)
        assert row["id"] not in links.text
        for action, fields in (
            ("log.list", {"row_id": row["id"]}),
            ("change.list", {"row_id": row["id"]}),
            ("change.list", {"actor": "human:olga", "row_id": row["id"]}),
        ):
            answer = await guest.ask(action, **fields)
            assert (
                row["id"] not in answer.text.replace(f'"row_id":"{row["id"]}"', "")
                or "forbidden" in answer.text
            )
            if answer.status_code == 200:
                assert not next(v for k, v in answer.json()["value"].items() if k in ("events", "changes"))
        for change in changes:
            answer = await guest.ask("change.get", change_id=change)
            never = await guest.ask("change.get", change_id=NEVER)
            assert answer.text.replace(change, NEVER) == never.text, asker
            undo = await guest.ask("change.undo", change_id=change)
            none = await guest.ask("change.undo", change_id=NEVER)
            assert undo.text.replace(change, NEVER) == none.text, asker
    zoe = await scene.guests["zoe"].ok("row.get", table="people", id=row["id"])
    assert zoe["values"]["name"].startswith(word)


async def test_who_saw_a_row_is_told_that_it_went_and_nothing_more(scene: Scene) -> None:
    olga, editor = scene.guests["olga"], scene.guests["editor"]
    word = f"going{new_id().lower()}"
    row = await olga.ok("row.insert", table="people", values={"name": word})
    async with editor.listening() as stream:
        await stream.next()
        shared = await olga.ask("row.share", table="people", id=row["id"], visibility="private")
        updated = await olga.ask("row.update", table="people", id=row["id"], values={"name": f"{word} gone"})
        frames = await told_until(stream, updated.json()["seq"])
    assert shared.status_code == 200
    assert frames.count(row["id"]) == 1
    assert frames.startswith("hide ")
    assert word not in frames


async def put(guest: Guest, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    headers = {
        "Upload-Offset": "0",
        "Upload-Length": str(len(content)),
        "Content-Type": "application/octet-stream",
    }
    answer = await guest.http.put(f"/v1/{guest.workspace}/blobs/{digest}", content=content, headers=headers)
    assert answer.status_code == 200, answer.text
    return digest


async def test_who_knows_a_digest_has_neither_the_bytes_nor_word_of_them(scene: Scene) -> None:
    olga, editor = scene.guests["olga"], scene.guests["editor"]
    content = f"kept apart {new_id()}".encode()
    digest = await put(olga, content)
    facts = {"sha256": digest, "size": len(content), "media_type": "text/plain"}
    kept = await olga.ok("file.add", name="apart.txt", facts=facts)
    file_id = kept["row"]["id"] if "row" in kept else kept["id"]
    await olga.ok("row.share", table="_files", id=file_id, visibility="private")
    unknown = hashlib.sha256(new_id().encode()).hexdigest()
    for method, options in (("GET", {}), ("HEAD", {}), ("GET", {"headers": {"Range": "bytes=0-3"}})):
        path = f"/v1/{editor.workspace}/blobs/"
        known = await editor.http.request(method, path + digest, **options)
        never = await editor.http.request(method, path + unknown, **options)
        assert known.status_code == never.status_code
        assert known.text.replace(digest, unknown) == never.text
    taken = await editor.ask("file.add", name="mine.txt", facts=facts)
    none = await editor.ask("file.add", name="mine.txt", facts={**facts, "sha256": unknown})
    assert taken.status_code == none.status_code
    assert taken.text.replace(digest[:12], unknown[:12]) == none.text
    assert taken.status_code != 200
    # bytes that one has oneself are one's own file, and say nothing of the other one
    assert await put(editor, content) == digest
    own = await editor.ok("file.add", name="mine.txt", facts=facts)
    assert file_id not in str(own)
    assert (await editor.get(f"blobs/{digest}")).content == content


async def test_masked_values_are_read_by_no_way(scene: Scene) -> None:
    ada = await scene.place.workspace("Masks")
    vi = await scene.place.member(ada.workspace, "vi", "editor")
    columns = [{"name": "name", "type": "text"}, {"name": "pay", "type": "text"}]
    await ada.ok("table.create", name="people", columns=columns)
    word = f"million{new_id().lower()}"
    row = await ada.ok("row.insert", table="people", values={"name": "Ann", "pay": word})
    twin = await ada.ok("row.insert", table="people", values={"name": "Bea", "pay": word})
    await ada.ok("column.mask", table="people", column="pay", audience="admin")
    listed = (await ada.ok("table.list"))["tables"]
    table_id = listed[0]["table"]["id"]
    async with vi.listening() as stream:
        await stream.next()
        update = await ada.ask("row.update", table="people", id=row["id"], values={"pay": f"{word}s"})
        assert word not in await told_until(stream, update.json()["seq"])
    assert word not in await everything(vi, table_id)
    assert (await vi.ok("search.text", text=word))["hits"] == []
    assert word not in str(await vi.ok("row.get", table="people", id=row["id"]))
    assert word not in str(await vi.ok("change.get", change_id=update.json()["change_id"]))
    for action, fields in (
        ("row.list", {"where": f"pay = {word}"}),
        ("row.list", {"sort": ["pay"]}),
        ("row.count", {"where": f"pay ~ {word}"}),
        ("row.locate", {"id": twin["id"], "sort": ["pay"]}),
        ("row.export", {"where": f"pay = {word}"}),
        ("row.aggregate", {"group_by": [{"column": "pay"}]}),
        ("row.aggregate", {"measures": [{"what": "max", "column": "pay"}]}),
        ("row.duplicates", {"on": ["pay"]}),
        ("column.check_retype", {"column": "pay", "type": "integer"}),
        ("column.retype", {"column": "pay", "type": "integer"}),
        ("row.update_many", {"where": f"pay = {word}", "values": {"name": "x"}}),
    ):
        answer = await vi.ask(action, table="people", **fields)
        assert answer.status_code in (400, 403, 404, 409), (action, fields, answer.text)
        assert word not in answer.text.replace(str(fields.get("where", "-")), "").replace(f'"{word}"', ""), (
            action
        )
    undo = await vi.ask("change.undo", change_id=update.json()["change_id"])
    assert word not in undo.text
    for guest in (ada, vi):
        await guest.http.aclose()


async def test_an_agent_with_limits_is_told_no_name_of_other_tables(scene: Scene) -> None:
    ada, agent = scene.guests["owner"], scene.guests["limited agent of owner"]
    await ada.ok("table.create", name="undisclosed", columns=[{"name": "concealed", "type": "text"}])
    await ada.ok("row.insert", table="undisclosed", values={"concealed": "x"})
    here = await ada.http.post(f"/v1/{ada.workspace}/here", json={"where": "undisclosed"})
    assert here.status_code in (200, 204), here.text
    told = await everything_of_agent(agent)
    assert "undisclosed" not in told
    assert "concealed" not in told


async def everything_of_agent(agent: Guest) -> str:
    told = [(await agent.ask(action, **fields)).text for action, fields in READINGS]
    told += [(await agent.get(path)).text for path in ("catalog", "links", "who")]
    return "\n".join(told)


async def test_what_others_are_answered_ask_and_say_is_theirs(scene: Scene) -> None:
    olga, editor = scene.guests["olga"], scene.guests["editor"]
    word = f"said{new_id().lower()}"
    thread = await olga.ok("thread.create", title=word)
    for asker in ("owner", "editor", "agent of editor", "limited agent of owner"):
        guest = scene.guests[asker]
        answer = await guest.ask("thread.read", id=thread["id"])
        never = await guest.ask("thread.read", id=NEVER)
        assert answer.status_code != 200
        assert answer.text.replace(thread["id"], NEVER) == never.text
        assert word not in await everything_of_agent(guest)
    # an op_id of somebody else is one's own to use
    one = await olga.ask("row.insert", op_id="the same", table="people", values={"name": word})
    two = await editor.ask("row.insert", op_id="the same", table="people", values={"name": "other"})
    assert (one.status_code, two.status_code) == (200, 200)
    assert two.json()["replayed"] is False
    records = (await editor.ok("audit.list", limit=1000))["records"]
    mine = {"human:ed", "agent:a-ed", "agent:l-ed"}
    assert {record["actor"] for record in records} <= mine
