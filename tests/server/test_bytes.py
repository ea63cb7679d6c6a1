"""Files, texts and imports over the network."""

from __future__ import annotations

import hashlib
import os

import httpx
import msgspec
import pytest

from tests.server.serving import Guest, Serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def put(
    guest: Guest, data: bytes, *, at: int = 0, to: int | None = None, name: str = ""
) -> httpx.Response:
    headers = {
        "Upload-Length": str(len(data)),
        "Upload-Offset": str(at),
        "Content-Type": "application/octet-stream",
    }
    path = f"/v1/{guest.workspace}/blobs/{name or sha(data)}"
    return await guest.http.put(path, content=data[at:to], headers=headers)


async def how_far(guest: Guest, data: bytes) -> int:
    path = f"/v1/{guest.workspace}/blobs/{sha(data)}"
    answer = await guest.http.head(path, headers={"Upload-Length": str(len(data))})
    assert answer.status_code == 200
    return int(answer.headers["upload-offset"])


async def filed(guest: Guest, data: bytes, name: str = "notes.bin") -> dict[str, object]:
    """A file with these bytes, added."""
    assert (await put(guest, data)).status_code == 200
    fields = {"name": name, "kind": "stored", "facts": {"sha256": sha(data), "size": len(data)}}
    return dict(await guest.ok("file.add", **fields))


async def test_bytes_come_in_pieces_and_go_on_where_they_stopped(place: Serving) -> None:
    ada = await place.workspace()
    data = os.urandom(300_000)
    assert await how_far(ada, data) == 0
    first = await put(ada, data, to=100_000)
    assert (first.status_code, first.headers["upload-offset"]) == (204, "100000")
    assert await how_far(ada, data) == 100_000
    wrong = await put(ada, data, at=50_000)
    assert (wrong.status_code, wrong.json()["error"]["details"]) == (409, {"offset": 100_000})
    rest = await put(ada, data, at=100_000)
    assert (rest.status_code, rest.json()) == (200, {"sha256": sha(data), "size": 300_000})
    assert await how_far(ada, data) == 300_000


async def test_bytes_that_are_not_what_their_address_says_are_refused(place: Serving) -> None:
    ada = await place.workspace()
    answer = await put(ada, b"these", name=sha(b"those"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_value")
    assert (await put(ada, b"x", name="../../etc/passwd")).status_code == 404
    assert (await put(ada, b"x", name="A" * 64)).status_code == 400
    more = await ada.http.put(
        f"/v1/{ada.workspace}/blobs/{sha(b'xx')}",
        content=b"xxxx",
        headers={"Upload-Length": "2", "Content-Type": "application/octet-stream"},
    )
    assert more.status_code == 413


async def test_nobody_learns_from_an_address_what_others_have(place: Serving) -> None:
    ada = await place.workspace()
    bob = await place.member(ada.workspace, "bob")
    data = os.urandom(1000)
    kept = await filed(ada, data)
    row: dict[str, str] = kept["row"]  # type: ignore[assignment]
    seen = await bob.get(f"blobs/{sha(data)}")
    assert (seen.status_code, seen.content) == (200, data)
    await ada.ok("row.share", table="_files", id=row["id"], visibility="private")
    hidden = await bob.get(f"blobs/{sha(data)}")
    never = await bob.get(f"blobs/{sha(b'never seen')}")
    assert hidden.status_code == never.status_code == 404
    assert hidden.content == never.content
    assert await how_far(bob, data) == 0
    facts = {"sha256": sha(data), "size": 1000}
    guessed = await bob.ask("file.add", name="guessed.bin", facts=facts)
    assert guessed.status_code == 404
    assert (await put(bob, data)).json() == facts
    own = await bob.ask("file.add", name="own.bin", facts=facts)
    assert own.status_code == 200, own.text
    assert (await bob.get(f"blobs/{sha(data)}")).content == data


async def test_a_part_of_a_file_is_read_without_the_whole(place: Serving) -> None:
    ada = await place.workspace()
    data = os.urandom(2_500_000)
    await filed(ada, data)
    path = f"blobs/{sha(data)}"
    for asked, start, end in (
        ("bytes=0-9", 0, 10),
        ("bytes=1048570-1048580", 1048570, 1048581),
        ("bytes=-7", -7, None),
    ):
        part = await ada.get(path, headers={"Range": asked})
        assert (part.status_code, part.content) == (206, data[start:end])
    assert part.headers["content-range"] == "bytes 2499993-2499999/2500000"
    beyond = await ada.get(path, headers={"Range": "bytes=3000000-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, "bytes */2500000")
    whole = await ada.get(path)
    assert (whole.status_code, whole.content) == (200, data)
    assert whole.headers["content-disposition"] == "attachment"


async def test_who_may_only_read_brings_nothing_in(place: Serving) -> None:
    ada = await place.workspace()
    eve = await place.member(ada.workspace, "eve", "viewer")
    assert (await put(eve, b"bytes")).status_code == 403
    lines = {"Content-Type": "application/x-ndjson"}
    text = await eve.http.post(f"/v1/{ada.workspace}/texts", content=b'{"text": "words"}\n', headers=lines)
    assert text.status_code == 403


async def test_a_text_comes_in_part_by_part(place: Serving) -> None:
    ada = await place.workspace()
    parts = b"".join(msgspec.json.encode({"text": f"page {n} ", "page": n}) + b"\n" for n in range(1, 4))
    lines = {"Content-Type": "application/x-ndjson"}
    answer = await ada.http.post(f"/v1/{ada.workspace}/texts", content=parts, headers=lines)
    assert (answer.status_code, answer.json()["pages"], answer.json()["chars"]) == (200, 3, 21)
    broken = await ada.http.post(f"/v1/{ada.workspace}/texts", content=b'{"txt": 1}\n', headers=lines)
    assert (broken.status_code, broken.json()["error"]["code"]) == (400, "usage")


async def test_rows_stream_in_and_become_visible_in_one_change(place: Serving) -> None:
    ada = await place.workspace()
    plan = {"table": "people", "columns": [{"name": "name"}, {"name": "age", "type": "integer"}]}
    batches = [[list(range(1, 4)), [["Ann", 1], ["Bob", 2], ["Cem", "x"]]], [[4], [["Dan", 4]]]]
    body = b"".join(msgspec.json.encode(line) + b"\n" for line in (plan, *batches))
    headers = {"Content-Type": "application/x-ndjson", "Lattice-Op-Id": "load-1"}
    path = f"/v1/{ada.workspace}/load"
    answer = await ada.http.post(path, content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    report = answer.json()["value"]
    assert (report["added"], report["refused"]) == (3, 1)
    again = await ada.http.post(path, content=body, headers=headers)
    assert again.json()["replayed"]
    plan = body.splitlines()[0]
    headers["Content-Type"] = "application/json"
    asked = await ada.http.post(f"{path}/outcome", content=plan, headers=headers)
    assert asked.json() == again.json()
    headers["Lattice-Op-Id"] = "another"
    assert (await ada.http.post(f"{path}/outcome", content=plan, headers=headers)).status_code == 404
    bob = await place.member(ada.workspace, "bob")
    headers["Lattice-Op-Id"] = answer.json()["op_id"]
    assert (await bob.http.post(f"{path}/outcome", content=plan, headers=headers)).status_code == 404
    assert (await ada.ok("row.count", table="people"))["total"] == 3


async def test_an_import_that_breaks_off_leaves_nothing(place: Serving) -> None:
    ada = await place.workspace()
    headers = {"Content-Type": "application/x-ndjson"}
    body = b'{"table": "people", "columns": [{"name": "name"}]}\n[[1], [["Ann"]]]\n{"nonsense": true}\n'
    answer = await ada.http.post(f"/v1/{ada.workspace}/load", content=body, headers=headers)
    assert answer.status_code == 400
    assert (await ada.ok("table.list"))["tables"] == []


async def test_a_mirror_is_filled_page_by_page_with_what_one_sees(place: Serving) -> None:
    ada = await place.workspace()
    bob = await place.member(ada.workspace, "bob")
    await ada.ok("table.create", name="people", columns=[{"name": "name", "type": "text"}])
    rows = [await ada.ok("row.insert", table="people", values={"name": f"p{n}"}) for n in range(5)]
    await ada.ok("row.share", table="people", id=rows[2]["id"], visibility="private")
    await ada.ok("row.delete", table="people", id=rows[4]["id"])
    catalog = (await bob.get("catalog")).json()
    table = next(t for t in catalog["tables"] if t["name"] == "people")
    assert (table["live"], table["trashed"], table["mirrored"]) == (3, 1, True)
    found, after = [], ""
    while page := (
        await bob.get(f"rows/{table['id']}", params={"after": after, "limit": 2})
    ).text.splitlines():
        found += [msgspec.json.decode(line) for line in page]
        after = found[-1][0]
    assert [row[0] for row in found] == [rows[n]["id"] for n in (0, 1, 3, 4)]
    assert found[0][-1] == {"c1": "p0"}
    ids = ",".join([rows[0]["id"], rows[2]["id"], "nope"])
    some = (await bob.get(f"rows/{table['id']}", params={"ids": ids})).text.splitlines()
    assert len(some) == 1
    assert (await bob.get("rows/nope")).status_code == 404
    assert (await bob.get("links", params={"limit": "0"})).status_code == 400


async def test_an_agent_that_may_not_read_files_is_refused_their_bytes_on_the_record(place: Serving) -> None:
    ada = await place.workspace()
    data = os.urandom(100)
    row: dict[str, str] = (await filed(ada, data))["row"]  # type: ignore[assignment]
    made = await ada.ok("token.create", agent="agent:scout", actions=["row.list"])
    scout = Guest(ada.url, ada.workspace, "agent:scout", made["token"])
    asked = [await scout.ask("file.read", id=row["id"]), await scout.get(f"blobs/{sha(data)}")]
    assert [answer.status_code for answer in asked] == [403, 403]
    kept = (await ada.ok("audit.list", limit=2))["records"]
    assert [(r["actor"], r["action"], r["decision"], r["code"]) for r in kept] == [
        ("agent:scout", "file.read", "denied", "forbidden")
    ] * 2
