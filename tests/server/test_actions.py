"""Actions over HTTP: what is carried out, what is refused, and in which words."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from lattice.actions import InsertRows
from lattice.client.cloud.http import Connection
from lattice.client.cloud.remote import RemoteClient
from lattice.client.cloud.signing_in import Server
from lattice.client.cloud.tokens import FixedPass
from lattice.model.errors import CODES, LatticeError
from lattice.model.ids import new_id
from lattice.model.pulse import Pulse
from lattice.secrets import Secret
from tests.server.serving import DEADLINE_S, Guest, Serving

pytestmark = pytest.mark.asyncio(loop_scope="session")

PEOPLE = {"name": "people", "columns": [{"name": "name", "type": "text"}, {"name": "age", "type": "integer"}]}


async def people(place: Serving) -> Guest:
    ada = await place.workspace()
    await ada.ok("table.create", **PEOPLE)
    return ada


def refusal(answer: httpx.Response) -> dict[str, str]:
    said: dict[str, str] = answer.json()["error"]
    assert {"code", "stage", "message", "hint"} <= set(said)
    return said


async def test_an_action_answers_its_outcome(place: Serving) -> None:
    ada = await people(place)
    row = await ada.ok("row.insert", table="people", values={"name": "Bob", "age": 7})
    answer = await ada.ask("row.update", table="people", id=row["id"], values={"age": 8})
    outcome = answer.json()
    assert (outcome["value"]["values"]["age"], outcome["seq"], outcome["replayed"]) == (8, 3, False)
    assert outcome["change_id"]
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.headers["lattice-request-id"]) == 16
    listed = await ada.ok("row.list", table="people")
    assert [r["values"]["name"] for r in listed["rows"]] == ["Bob"]


async def test_the_same_op_id_does_nothing_twice(place: Serving) -> None:
    ada = await people(place)
    one = await ada.ask("row.insert", op_id="once", table="people", values={"name": "Bob"})
    two = await ada.ask("row.insert", op_id="once", table="people", values={"name": "Bob"})
    assert two.json() == one.json() | {"replayed": True}
    other = await ada.ask("row.insert", op_id="once", table="people", values={"name": "Eve"})
    assert (other.status_code, refusal(other)["code"]) == (409, "op_id_reused")


@pytest.mark.parametrize(
    ("action", "fields", "code"),
    [
        ("row.get", {"table": "people", "id": "nope"}, "not_found"),
        ("row.get", {"table": "nowhere", "id": "nope"}, "not_found"),
        ("row.get", {"table": "people"}, "invalid_action"),
        ("row.get", {"table": "people", "id": "x", "more": 1}, "invalid_action"),
        ("row.nothing", {}, "invalid_action"),
        ("row.list", {"table": "people", "where": "age >>> 3"}, "invalid_filter"),
        ("row.insert", {"table": "people", "values": {"age": "old"}}, "invalid_value"),
        ("table.create", {"name": "people"}, "exists"),
        ("table.create", {"name": "a\u0000b"}, "invalid_value"),
    ],
)
async def test_a_refusal_has_the_status_of_its_code(
    place: Serving, action: str, fields: dict[str, object], code: str
) -> None:
    ada = await people(place)
    answer = await ada.ask(action, **fields)
    assert (answer.status_code, refusal(answer)["code"]) == (CODES[code].http_status, code)


async def test_a_conflict_comes_with_both_sides(place: Serving) -> None:
    ada = await people(place)
    row = await ada.ok("row.insert", table="people", values={"name": "Bob"})
    await ada.ok("row.update", table="people", id=row["id"], values={"name": "Rob"})
    answer = await ada.ask("row.update", table="people", id=row["id"], values={"name": "B"}, expect_version=1)
    assert answer.status_code == 409
    assert answer.json()["error"]["details"]


async def test_a_body_has_to_say_that_it_is_json_and_be_it(place: Serving) -> None:
    ada = await people(place)
    path = f"/v1/{ada.workspace}/row.list"
    plain = await ada.http.post(path, content=b'{"table": "people"}', headers={"Content-Type": "text/plain"})
    assert plain.status_code == 400
    for body in (b"", b"{", b"[]", b"\xff\xfe", b"[" * 5000):
        answer = await ada.http.post(path, content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, refusal(answer)["code"]) == (400, "invalid_action"), body[:10]


async def test_what_is_not_there_and_what_is_asked_wrongly_is_said_in_the_same_form(place: Serving) -> None:
    ada = await people(place)
    for method, path, status in (
        ("GET", "/", 404),
        ("GET", "/v1", 404),
        ("GET", "/v1/../../etc/passwd", 404),
        ("GET", "/v1/%2e%2e/secret", 404),
        ("DELETE", f"/v1/{ada.workspace}/stream", 405),
        ("GET", f"/v1/{ada.workspace}/row.list", 405),
        ("POST", "/healthz", 405),
    ):
        answer = await ada.http.request(method, path)
        assert (answer.status_code, bool(refusal(answer)["message"])) == (status, True), path


async def test_who_may_only_read_changes_nothing(place: Serving) -> None:
    ada = await people(place)
    eve = await place.member(ada.workspace, "eve", "viewer")
    answer = await eve.ask("row.insert", table="people", values={"name": "Eve"})
    assert (answer.status_code, refusal(answer)["code"]) == (403, "forbidden")
    assert (await ada.ok("row.count", table="people"))["total"] == 0


async def test_a_private_row_is_not_there_for_others(place: Serving) -> None:
    ada = await people(place)
    bob = await place.member(ada.workspace, "bob")
    row = await ada.ok("row.insert", table="people", values={"name": "Secret"})
    await ada.ok("row.share", table="people", id=row["id"], visibility="private")
    hidden = await bob.ask("row.get", table="people", id=row["id"])
    never = await bob.ask("row.get", table="people", id="01M7ZM0B5BCSZGMGMHZNTC5E99")
    assert hidden.status_code == never.status_code == 404
    assert hidden.text.replace(row["id"], "ID") == never.text.replace("01M7ZM0B5BCSZGMGMHZNTC5E99", "ID")
    assert (await bob.ok("row.list", table="people"))["rows"] == []


async def test_an_answer_never_holds_sql_or_a_traceback(place: Serving) -> None:
    ada = await people(place)

    async def broken(*args: object, **options: object) -> None:
        raise RuntimeError("SELECT secret FROM hidden_table")

    engine = await place.hosting.engine(ada.workspace)
    whole = engine.run
    engine.run = broken  # type: ignore[method-assign,assignment]
    try:
        answer = await ada.ask("row.list", table="people")
    finally:
        engine.run = whole  # type: ignore[method-assign]
    assert (answer.status_code, refusal(answer)["code"]) == (500, "failed")
    assert "hidden_table" not in answer.text
    assert answer.headers["lattice-request-id"] in refusal(answer)["hint"]


async def test_who_is_here_is_told_with_what_they_look_at(place: Serving) -> None:
    ada = await people(place)
    assert (await ada.http.post(f"/v1/{ada.workspace}/here", json={"where": "PEOPLE"})).status_code == 204
    (said,) = (await ada.get("who")).json()
    assert (said["actor"], said["name"], said["where"]) == ("human:ada", "Ada", "people")
    await ada.http.post(f"/v1/{ada.workspace}/here", json={"where": "a table that nobody knows of"})
    assert (await ada.get("who")).json()[0]["where"] == ""


async def test_the_description_names_every_action_with_its_schema(place: Serving) -> None:
    ada = await people(place)
    spec = (await ada.http.get("/openapi.json")).json()
    assert spec["openapi"].startswith("3.1")
    body = spec["paths"]["/v1/{workspace}/row.update"]["post"]["requestBody"]
    reference = body["content"]["application/json"]["schema"]["$ref"]
    schema = spec["components"]["schemas"][reference.rpartition("/")[2]]
    assert schema["required"] == ["table", "id", "values"]


async def test_a_long_write_tells_how_far_it_is_to_who_asked_for_it_and_stops_for_them(
    place: Serving,
) -> None:
    ada = await people(place)
    bob = await place.member(ada.workspace, "bob")
    rows = [{"age": n} for n in range(10)]
    seq = await ada.ok("log.head")
    op_id = new_id()

    async def pulse(guest: Guest, *, stop: bool = False) -> dict[str, object]:
        body = {"op_id": op_id, "stop": stop}
        answer = await guest.http.post(f"/v1/{guest.workspace}/pulse", json=body)
        assert answer.status_code == 200
        said: dict[str, object] = answer.json()
        return said

    assert not (await pulse(ada))["known"]
    engine = await place.hosting.engine(ada.workspace)
    async with engine.database.writing():
        # it waits behind who writes now
        asked = asyncio.create_task(ada.ask("row.insert_many", op_id=op_id, table="people", rows=rows))
        async with asyncio.timeout(DEADLINE_S):
            while not (await pulse(ada))["known"]:
                pass
        assert not (await pulse(bob, stop=True))["known"]
        assert (await pulse(ada, stop=True))["known"]
    answer = await asked
    assert (answer.status_code, refusal(answer)["code"]) == (499, "interrupted")
    assert await ada.ok("log.head") == seq
    # the same request is a new one: nothing of it was done
    assert (await ada.ask("row.insert_many", op_id=op_id, table="people", rows=rows)).status_code == 200


async def test_who_asks_from_another_machine_hears_the_pulse_and_stops_it(
    place: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await people(place)
    monkeypatch.setattr("lattice.client.cloud.pulsing.EVERY_S", 0.01)
    stop, heard = Pulse.stop, asyncio.Event()

    def stop_there(wish: Pulse) -> None:
        stop(wish)
        if wish is not pulse:
            heard.set()

    monkeypatch.setattr(Pulse, "stop", stop_there)
    connection = Connection(Server(place.url), ada.workspace, FixedPass(Secret(ada.token)))
    client, pulse = RemoteClient(connection, member="human:ada"), Pulse()
    many = InsertRows(table="people", rows=tuple({"age": n} for n in range(10)))
    try:
        engine = await place.hosting.engine(ada.workspace)
        async with engine.database.writing():
            asked = asyncio.create_task(client.run(many, pulse=pulse))
            await asyncio.sleep(0)  # it is on its way
            pulse.stop()
            async with asyncio.timeout(DEADLINE_S):
                await heard.wait()
        with pytest.raises(LatticeError) as refused:
            await asked
        assert refused.value.code == "interrupted"
        quiet = Pulse()
        done = await client.run(many, pulse=quiet)
        assert done.value.count == 10
    finally:
        await client.close()
