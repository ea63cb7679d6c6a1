from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from lattice.actions import ListAllLinks, ListEvents, ListRows, ListTables, VerifyAudit
from lattice.client import LocalClient, open_local
from lattice.client.cloud import publishing
from lattice.client.cloud.fetching import fetch
from lattice.client.cloud.http import Connection
from lattice.client.cloud.publishing import publish
from lattice.client.cloud.signing_in import Server
from lattice.client.cloud.tokens import FixedPass
from lattice.engine import identity
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.ids import new_id
from lattice.model.limits import Limits
from lattice.model.members import Joined
from lattice.secrets import Secret
from tests.engine.moving.moves import file_of, lived_in
from tests.engine.workspaces import ADA, add, opened, workspace
from tests.server.serving import Serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def admin(place: Serving) -> Secret:
    return Secret((await identity.create_admin_token(place.hosting, "test")).token)


async def kept(joined: Joined) -> Joined:
    return joined


async def sent(place: Serving, path: Path, **how: object) -> Joined:
    """Publish the workspace at `path` as Ada's."""
    given = {"switch": kept, "name": "Team", **how}
    return await publish(
        path,
        Server(place.url),
        await admin(place),
        owner="human:ada",
        owner_name="Ada",
        device="test",
        **given,  # type: ignore[arg-type]
    )


async def answers(client: LocalClient) -> list[bytes]:
    """What a workspace says of all that is in it, but who made it when it was made."""
    tables = (await client.run(ListTables(native=True))).value.tables
    asked = [ListRows(table="people"), ListRows(table="people", deleted=True)]
    asked += [ListRows(table="notes"), ListRows(table=FILES), ListAllLinks()]
    found = [msgspec.json.encode((await client.run(action)).value) for action in asked]
    return [msgspec.json.encode(tables), *found]


async def test_a_workspace_goes_to_the_server_and_home_again_as_it_was(
    place: Serving, tmp_path: Path
) -> None:
    heard: list[tuple[int, int]] = []
    async with workspace(tmp_path) as home:
        await lived_in(home)
        joined = await sent(
            place, file_of(tmp_path), progress=lambda done, total: heard.append((done, total))
        )
        assert (joined.member, joined.role.value, joined.workspace) == ("human:ada", "owner", "Team")
        assert heard[-1][0] == heard[-1][1]
        engine = await place.hosting.engine(joined.workspace_id)
        logged = (await engine.run(ListEvents(limit=1000), ADA)).value
        assert logged == (await home.run(ListEvents(limit=1000))).value
        connection = Connection(Server(place.url), joined.workspace_id, FixedPass(Secret(joined.token)))
        back = tmp_path / "back.lattice"
        await fetch(connection, back, name="back", member="human:ada", caller=ADA, limits=Limits())
        await connection.close()
        copy = await open_local(back, caller=ADA)
        try:
            for here, there in zip(await answers(copy), await answers(home), strict=True):
                assert here == there
            assert all(finding.ok for finding in await copy.check())
            assert (await copy.run(VerifyAudit())).value.ok
        finally:
            await copy.close()


class Stopped(BaseException):
    """Stands for the end of the process."""


async def test_who_is_stopped_anywhere_goes_on_and_ends_with_the_same(
    place: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with workspace(tmp_path) as home:
        await lived_in(home)
    left = 0
    done = publishing.Way._ask

    async def stopping(self: publishing.Way, *args: object, **how: object) -> object:
        nonlocal left
        left -= 1
        if left == 0:
            raise Stopped
        answer = await done(self, *args, **how)  # type: ignore[arg-type]
        if left == 1:
            left = 0
            raise Stopped  # it was done there, and nobody heard
        return answer

    monkeypatch.setattr(publishing.Way, "_ask", stopping)
    stops = 0
    joined: Joined | None = None
    for steps in (1, 2, 3, 6, 9, 12, 15, 18, 2, 2, 4, 4, 4, 4, 4, 0):
        left = steps
        try:
            joined = await sent(place, file_of(tmp_path))
            break
        except Stopped:
            stops += 1
    assert joined is not None
    assert stops > 5
    ada = await place.guest(joined.workspace_id, "human:ada")
    assert (await ada.ask("audit.verify")).json()["value"]["ok"]
    assert (await ada.ask("row.count", table="people")).json()["value"]["total"] == 3


async def test_what_is_written_meanwhile_is_not_lost(place: Serving, tmp_path: Path) -> None:
    async with workspace(tmp_path) as home:
        await lived_in(home)
        late: list[str] = []

        async def write() -> None:
            late.append(await add(home, "people", name="late"))

        writing: list[asyncio.Task[None]] = []

        def progress(done: int, total: int) -> None:
            if not writing:
                writing.append(asyncio.create_task(write()))

        joined = await sent(place, file_of(tmp_path), progress=progress)
        await writing[0]
        ada = await place.guest(joined.workspace_id, "human:ada")
        found = (await ada.ask("row.get", table="people", id=late[0])).json()
        assert found["value"]["values"]["name"] == "late"


async def test_nobody_writes_between_the_opening_and_the_switch(place: Serving, tmp_path: Path) -> None:
    async with workspace(tmp_path) as home:
        await lived_in(home)
    async with opened(tmp_path) as other:
        tried: list[asyncio.Task[str]] = []

        async def switch(joined: Joined) -> Joined:
            tried.append(asyncio.create_task(add(other, "people", name="too late")))
            for _ in range(20):
                await asyncio.sleep(0)
            assert not tried[0].done()
            return joined

        joined = await sent(place, file_of(tmp_path), switch=switch)
        await tried[0]
    ada = await place.guest(joined.workspace_id, "human:ada")
    assert (await ada.ask("row.count", table="people")).json()["value"]["total"] == 3


async def test_two_who_publish_the_same_file_at_once_end_with_one_workspace(
    place: Serving, tmp_path: Path
) -> None:
    async with workspace(tmp_path) as home:
        await lived_in(home)
    both = await asyncio.gather(*(sent(place, file_of(tmp_path)) for _ in range(2)), return_exceptions=True)
    done = [one for one in both if isinstance(one, Joined)]
    refused = [one for one in both if not isinstance(one, Joined)]
    assert done
    assert all(isinstance(one, LatticeError) for one in refused), refused
    ada = await place.guest(done[0].workspace_id, "human:ada")
    assert (await ada.ask("audit.verify")).json()["value"]["ok"]


async def test_only_the_keeper_of_the_server_publishes(place: Serving, tmp_path: Path) -> None:
    ada = await place.workspace()
    arrival = f"/v1/workspaces/{new_id()}/arrival"
    for method, path in (
        ("POST", ""),
        ("GET", ""),
        ("DELETE", ""),
        ("PUT", "/batch?part=people&offset=0&digest=x"),
        ("POST", "/verify"),
        ("POST", "/open"),
    ):
        answer = await ada.http.request(method, arrival + path, content=b"{}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
        answer = await ada.http.request(method, arrival + path, headers={"Authorization": "Bearer laa_wrong"})
        assert answer.status_code == 401


async def test_what_is_on_its_way_is_nobodys_workspace(place: Serving, tmp_path: Path) -> None:
    keeper = {"Authorization": f"Bearer {(await admin(place)).reveal()}"}
    ada = await place.workspace()
    wrong = await ada.http.get(f"/v1/workspaces/{ada.workspace}/arrival", headers=keeper)
    assert wrong.status_code == 404
    # a workspace that is open is not taken away by withdrawing what was never published
    await ada.http.delete(f"/v1/workspaces/{ada.workspace}/arrival", headers=keeper)
    assert (await ada.ask("workspace.describe")).status_code == 200
    for path in (f"/v1/workspaces/{new_id()}/arrival", "/v1/workspaces/nonsense/arrival"):
        assert (await ada.http.get(path, headers=keeper)).status_code == 404
    id_ = new_id()
    bad = await ada.http.post(
        f"/v1/workspaces/{id_}/arrival", headers={**keeper, "Content-Type": "application/json"}, content=b"{}"
    )
    assert bad.status_code == 400
