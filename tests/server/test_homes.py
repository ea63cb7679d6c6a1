"""Two homes on one machine: every command is a process of its own, as people run it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from lattice.engine import identity
from tests.server.serving import Serving

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.soak]


class Home:
    """One person's home."""

    def __init__(self, folder: Path, handle: str, token: str = "") -> None:
        folder.mkdir()
        (folder / "settings.toml").write_text(
            f'[person]\nhandle = "{handle}"\nname = "{handle.title()}"\n\n[secrets]\nstore = "file"\n'
        )
        self.environment = {
            **os.environ,
            "LATTICE_HOME": str(folder),
            "LATTICE_PASSPHRASE": "nobody would guess this",
            "LATTICE_TOKEN": token,
        }

    async def begin(self, *arguments: str) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "lattice",
            *arguments,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=self.environment,
        )

    async def ask(self, *arguments: str, stdin: str = "") -> Any:
        """What a command that must succeed answers."""
        process = await self.begin(*arguments, "--json")
        async with asyncio.timeout(60):
            out, err = await process.communicate(stdin.encode())
        assert process.returncode == 0, err.decode()
        return json.loads(out)


async def test_one_publishes_and_invites_and_the_other_joins(place: Serving, tmp_path: Path) -> None:
    admin = (await identity.create_admin_token(place.hosting, "test")).token
    ada, bo = Home(tmp_path / "ada", "ada", admin), Home(tmp_path / "bo", "bo")
    await ada.ask("create", "air")
    await ada.ask("table", "create", "people", "name:text")
    await ada.ask("add", "people", "name=Ada")
    await ada.ask("view", "save", "people", "Adas", "--where", "name = Ada")
    done = await ada.ask("publish", place.url)
    assert (done["kind"], done["name"], done["copy"]["name"]) == ("cloud", "air", "air (local copy)")
    said = await ada.ask("status")
    assert (said["kind"], said["server"], said["role"], said["online"]) == ("cloud", place.url, "owner", True)
    made = await ada.ask("invite", "create", "--for", "Bo")
    joined = await bo.ask("join", "-", "--as", "shared", stdin=made["invite"])
    assert (joined["name"], joined["member"]) == ("shared", "human:bo")
    assert [row["name"] for row in (await bo.ask("rows", "people"))["rows"]] == ["Ada"]
    assert [view["name"] for view in await bo.ask("view", "list")] == ["Adas"]
    await bo.ask("add", "people", "name=Bo")
    await ada.ask("sync")
    assert [row["name"] for row in (await ada.ask("rows", "people"))["rows"]] == ["Ada", "Bo"]
    assert [one["id"] for one in await ada.ask("members")] == ["human:ada", "human:bo"]
    rows = (await ada.ask("rows", "people"))["rows"]
    await ada.ask("share", "people", rows[0]["_id"], "private")
    await bo.ask("sync")
    assert [row["name"] for row in (await bo.ask("rows", "people"))["rows"]] == ["Bo"]
    copy = await ada.ask("fetch", "air", "--as", "home")
    assert copy["kind"] == "local"
    assert len((await ada.ask("rows", "people", "-w", "home"))["rows"]) == 2


async def test_a_publish_that_is_killed_goes_on_and_ends(place: Serving, tmp_path: Path) -> None:
    admin = (await identity.create_admin_token(place.hosting, "test")).token
    ada = Home(tmp_path / "ada", "ada", admin)
    await ada.ask("create", "air", "--sample")
    rows = (await ada.ask("status"))["rows"]
    for seconds in (2.0, 3.0, 4.0):
        process = await ada.begin("publish", place.url)
        try:
            async with asyncio.timeout(seconds):
                await process.communicate()
        except TimeoutError:
            process.send_signal(signal.SIGKILL)
            await process.wait()
    known = {one["kind"] for one in await ada.ask("workspaces")}
    if "cloud" not in known:
        await ada.ask("publish", place.url)
    assert (await ada.ask("sync"))["online"]
    assert (await ada.ask("status"))["rows"] == rows
    assert (await ada.ask("audit", "verify"))["ok"]
