from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import mcp_types as types
import pytest

from tests.cli.shell import Shell
from tests.mcp.serving import page, process_on, refused, said

T = TypeVar("T")
HELLO = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "raw", "version": "1"},
}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name in ("LATTICE_HOME", "LATTICE_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    shell = Shell(tmp_path / "home", capsys)
    shell.ok("create", "acme")
    shell.ok("table", "create", "people", "name:text")
    return shell


async def apart(run: Callable[..., T], *arguments: str) -> T:
    """What a command in this process answers: it brings its own event loop."""
    return await asyncio.to_thread(run, *arguments)


class Raw:
    """`lattice mcp`, spoken to in bytes."""

    def __init__(self, shell: Shell, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lattice", "mcp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=shell.environment(),
        )

    def write(self, *messages: object) -> None:
        """Messages, or bytes as they are."""
        assert self.process.stdin is not None
        for message in messages:
            data = message if isinstance(message, bytes) else json.dumps(message).encode() + b"\n"
            self.process.stdin.write(data)
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """The next line, which is a message."""
        assert self.process.stdout is not None
        message: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert message["jsonrpc"] == "2.0"
        return message

    def greet(self) -> None:
        """Shake hands."""
        self.write(request(0, "initialize", **HELLO))
        assert self.read()["id"] == 0
        self.write({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def end(self) -> tuple[int, bytes, bytes]:
        """Close its input; status, what else it wrote, what it said on stderr."""
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


def request(request_id: int | str, method: str, **params: object) -> dict[str, object]:
    return {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}


@contextlib.contextmanager
def raw(shell: Shell, *arguments: str) -> Iterator[Raw]:
    found = Raw(shell, *arguments)
    try:
        yield found
    finally:
        if found.process.poll() is None:
            found.process.kill()
            found.process.communicate()


async def test_an_agent_works_and_a_person_takes_it_back_and_allows_what_it_asks(
    shell: Shell,
) -> None:
    said_beside = shell.home / "stderr"
    async with process_on(shell.home, "--actor", "agent:scout", stderr=said_beside) as client:
        assert client.instructions is not None
        assert "agent:scout" in client.instructions
        assert "people" in said(await client.call_tool("list_tables", {}))
        said(await client.call_tool("insert_rows", {"table": "people", "rows": [{"name": "Bo"}]}))
        assert "| Bo |" in await page(client, "lattice://people")
        (event, *_) = await apart(shell.ask, "log")
        assert (event["actor"], event["origin"]) == ("agent:scout", "mcp")
        await apart(shell.ok, "undo", event["change_id"])
        assert "Bo" not in await page(client, "lattice://people")

        call = ("purge_rows", {"table": "people", "ids": [event["row_id"]]})
        error = refused(await client.call_tool(*call))
        assert error["code"] == "approval_required"
        done = await apart(shell, "--actor", "agent:scout", "approve", error["approval"])
        assert done.status == 5
        await apart(shell.ok, "approve", error["approval"])
        said(await client.call_tool(*call))
        assert await apart(shell.ask, "trash") == []
    assert said_beside.read_text() == ""


async def test_two_agents_and_a_person_work_at_once(shell: Shell) -> None:
    first = process_on(shell.home, "--actor", "agent:one", stderr=shell.home / "e1")
    second = process_on(shell.home, "--actor", "agent:two", mode="auto", stderr=shell.home / "e2")
    async with first as one, second as two:
        for n in range(5):
            for client in (one, two):
                said(await client.call_tool("insert_rows", {"table": "people", "rows": [{"name": f"n{n}"}]}))
            await apart(shell.ok, "add", "people", f"name=p{n}")
        assert "15" in said(await one.call_tool("query_rows", {"table": "people", "count": True, "limit": 1}))
    assert await apart(shell.ask, "rows", "people", "--count") == {"total": 15}
    assert (await apart(shell.ask, "audit", "verify"))["ok"]


def test_whatever_comes_in_nothing_but_the_protocol_goes_out_to_the_last_answer(shell: Shell) -> None:
    with raw(shell) as server:
        server.write(b"this is no JSON\n")
        assert server.read()["error"]["code"] == types.PARSE_ERROR
        server.write(request(1, "tools/list"))
        assert server.read()["id"] == 1
        server.greet()
        server.write(
            request(2, "no/such/method"),
            request(3, "tools/call", name="no_such_tool", arguments={}),
            request(4, "tools/call", name=7),
            request(5, "resources/read", uri="file:///etc/passwd"),
            request(6, "initialize", **HELLO),
            b'{"jsonrpc": "2.0", "id": 7, "method": "ping"}\n',
            b"\x00\xff\n",
        )
        answers = [server.read() for _ in range(7)]
        by_id = {answer["id"]: answer for answer in answers}
        assert by_id[2]["error"]["code"] == types.METHOD_NOT_FOUND
        assert by_id[3]["result"]["isError"]
        assert by_id[4]["error"]["code"] == types.INVALID_PARAMS
        assert "not an address" in by_id[5]["error"]["message"]
        assert by_id[7]["result"] == {}
        assert by_id[None]["error"]["code"] == types.PARSE_ERROR
        rows = {"table": "people", "rows": [{"name": "Bo"}]}
        server.write(request(8, "tools/call", name="insert_rows", arguments=rows))
        # what was asked before the input ends is still done and answered
        status, out, err = server.end()
    assert (status, err) == (0, b"")
    assert json.loads(out)["id"] == 8
    assert shell.ask("rows", "people", "--count") == {"total": 1}


def end_by(server: Raw, how: signal.Signals) -> None:
    """Send a signal; its input stays open: nobody has to hang up for it to end."""
    server.process.send_signal(how)
    server.process.wait(timeout=30)
    _, err = server.process.communicate()
    assert server.process.returncode == 130
    assert err == b""


def test_ctrl_c_ends_it_at_once_and_quietly(shell: Shell) -> None:
    with raw(shell) as server:
        server.greet()
        end_by(server, signal.SIGINT)


def test_a_workspace_that_is_deleted_meanwhile_is_said_and_a_signal_still_ends_it(shell: Shell) -> None:
    with raw(shell) as server:
        server.greet()
        shell.ok("delete", "acme", "--yes")
        rows = {"table": "people", "rows": [{"name": "Bo"}]}
        server.write(request(1, "tools/call", name="insert_rows", arguments=rows))
        error = server.read()["result"]["structuredContent"]["error"]
        assert error["code"] == "not_found"
        end_by(server, signal.SIGTERM)


def test_a_client_that_is_gone_ends_it(shell: Shell) -> None:
    with raw(shell) as server:
        server.greet()
        assert server.process.stdout is not None
        assert server.process.stdin is not None
        server.process.stdout.close()
        server.write(request(1, "tools/list"))
        server.process.stdin.close()
        server.process.wait(timeout=30)
        assert server.process.stderr is not None
        assert server.process.stderr.read() == b""


@pytest.mark.parametrize("actor", ["human:ada", "service:import", "agent:assistant"])
def test_only_an_agent_with_a_name_of_its_own_is_served(shell: Shell, actor: str) -> None:
    done = shell("--actor", actor, "mcp", "--json")
    assert done.status == 5
    assert done.error["code"] == "forbidden"
    assert "--actor agent:NAME" in done.error["hint"]


def test_without_the_sdk_it_says_how_to_install_it(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    done = shell("mcp")
    assert done.status == 1
    assert "pip install 'lattice-workbench[mcp]'" in done.err
    assert done.out == ""
