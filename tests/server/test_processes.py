"""Two server processes on one database serve the same workspaces: what one does the other tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import hosting_place
from tests.server.serving import Guest, Listening, Serving, serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def here(stream: Listening) -> set[tuple[str, str]]:
    """Everybody of the next frame that says who is here, with what they look at."""
    return {(str(p["actor"]), str(p["where"])) for p in (await stream.until("here")).data["people"]}


async def test_what_happens_in_one_process_is_told_and_ended_in_the_other(
    place: Serving, tmp_path: Path
) -> None:
    ada = await place.workspace()
    bob = await place.member(ada.workspace, "bob")
    await ada.ok("table.create", name="people", columns=[{"name": "name", "type": "text"}])
    hosting = await hosting_place.hosting(tmp_path)
    try:
        async with serving(tmp_path, hosting=hosting) as second:
            there = Guest(second.url, ada.workspace, bob.actor, bob.token)
            async with there.listening() as stream:
                await stream.next()
                row = await ada.ok("row.insert", table="people", values={"name": "Ann"})
                assert (await stream.entry("row.insert"))["row_id"] == row["id"]
                assert (await there.ok("row.get", table="people", id=row["id"]))["values"]["name"] == "Ann"
                await ada.http.post(f"/v1/{ada.workspace}/here", json={"where": "people"})
                while await here(stream) != {("human:ada", "people"), ("human:bob", "")}:
                    pass
                assert (await bob.http.post("/v1/tokens/end")).status_code == 204
                assert (await stream.until("bye")).data["code"] == "signed_out"
            assert (await there.ask("table.list")).status_code == 401
    finally:
        await hosting.close()


async def test_the_schema_that_one_process_changes_is_known_to_the_other(
    place: Serving, tmp_path: Path
) -> None:
    ada = await place.workspace()
    hosting = await hosting_place.hosting(tmp_path)
    try:
        async with serving(tmp_path, hosting=hosting) as second:
            there = Guest(second.url, ada.workspace, ada.actor, ada.token)
            await there.ok("table.list")
            await ada.ok("table.create", name="people", columns=[{"name": "name", "type": "text"}])
            await there.ok("row.insert", table="people", values={"name": "Ann"})
            await there.ok("column.add", table="people", column={"name": "age", "type": "integer"})
            (row,) = (await ada.ok("row.list", table="people"))["rows"]
            assert row["values"] == {"name": "Ann", "age": None}
    finally:
        await hosting.close()
