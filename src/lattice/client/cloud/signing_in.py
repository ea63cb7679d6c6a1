"""What is asked of a server around a workspace: invitations, tokens, new workspaces, where a log stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import msgspec

from lattice import __version__
from lattice.client.cloud.lean import load_httpx
from lattice.client.cloud.trust import (
    ANSWER_S,
    CONNECT_S,
    failure,
    is_loopback,
    refusal,
    tls_context,
    unreachable,
)
from lattice.model.errors import LatticeError
from lattice.model.members import InviteFacts, Joined, Me, NewToken

if TYPE_CHECKING:
    # 90 ms, paid for by those who talk to a server
    import httpx

T = TypeVar("T")

#: How long it may take to find out that nobody is there, in seconds.
REACH_S = 5.0
#: Longest answer that is taken, in bytes; these are all small.
_MOST_BYTES = 1_000_000


class Server(msgspec.Struct, frozen=True):
    """A server as one knows it."""

    address: str
    """As `check_server` makes it."""
    fingerprint: str = ""
    """Of the only certificate that it is believed by; empty: the machine's authorities."""


class _Seq(msgspec.Struct, frozen=True):
    seq: int


class _Outcome(msgspec.Struct, frozen=True):
    value: _Seq


async def reach(server: Server) -> None:
    """Raise `unreachable` or `untrusted_server` unless somebody answers there; it takes moments."""
    load_httpx()
    import httpx

    pinned = bool(server.fingerprint)
    try:
        async with _client(server, httpx.Timeout(REACH_S)) as client:
            await client.get(f"{server.address}/healthz")
    except httpx.HTTPError as error:
        raise failure(error, server.address, pinned=pinned) from error


async def look(server: Server, secret: str) -> InviteFacts:
    """What an invitation is for; it is not used by this. Raises `not_found` for one that does not hold."""
    return await _post(server, "/v1/join/look", {"secret": secret}, InviteFacts)


async def redeem(server: Server, secret: str, *, handle: str, name: str, device: str, op_id: str) -> Joined:
    """Use an invitation. After `outcome_unknown` the same `op_id` asks for what came of it."""
    body = {"secret": secret, "handle": handle, "name": name, "device": device}
    return await _post(server, "/v1/join", body, Joined, op_id=op_id)


async def me(server: Server, token: str) -> Me:
    """Whose token it is and what it opens; raises `signed_out` when it does not hold (any more)."""
    return await _ask(server, "GET", "/v1/me", Me, token=token)


async def renew(server: Server, token: str, *, op_id: str) -> NewToken:
    """Another token in place of this one, which ends a minute later."""
    return await _post(server, "/v1/tokens/renew", {}, NewToken, token=token, op_id=op_id)


async def end(server: Server, token: str) -> None:
    """Sign out: this token is worth nothing from now on."""
    await _post(server, "/v1/tokens/end", {}, msgspec.Raw, token=token)


async def create_workspace(
    server: Server,
    admin_token: str,
    *,
    name: str,
    description: str = "",
    handle: str,
    member_name: str,
    device: str,
    op_id: str,
) -> Joined:
    """A new workspace that the caller owns. Needs an admin token; raises `signed_out`, `forbidden`."""
    body = {
        "name": name,
        "description": description,
        "handle": handle,
        "member_name": member_name,
        "device": device,
    }
    return await _post(server, "/v1/workspaces", body, Joined, token=admin_token, op_id=op_id)


async def head(server: Server, token: str, workspace: str) -> int:
    """Where the log of a workspace stands: the newest `seq` that there is."""
    path = f"/v1/{workspace}/workspace.describe"
    return (await _post(server, path, {}, _Outcome, token=token)).value.seq


async def _post(
    server: Server,
    path: str,
    body: Mapping[str, str],
    kind: type[T],
    *,
    token: str = "",
    op_id: str = "",
) -> T:
    return await _ask(server, "POST", path, kind, token=token, op_id=op_id, body=body)


async def _ask(
    server: Server,
    method: str,
    path: str,
    kind: type[T],
    *,
    token: str = "",
    op_id: str = "",
    body: Mapping[str, str] | None = None,
) -> T:
    """One question and its answer; whatever has an `op_id` changes something."""
    load_httpx()
    import httpx

    headers = {"Lattice-Client": __version__, "Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if op_id:
        headers["Lattice-Op-Id"] = op_id
    content = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        content = msgspec.json.encode(body)
    pinned = bool(server.fingerprint)
    try:
        async with (
            _client(server, httpx.Timeout(ANSWER_S, connect=CONNECT_S)) as client,
            client.stream(method, server.address + path, headers=headers, content=content) as response,
        ):
            answer = await _whole(response, server)
            status = response.status_code
    except httpx.HTTPError as error:
        raise failure(error, server.address, writes=bool(op_id), pinned=pinned) from error
    if not 200 <= status < 300:
        raise refusal(status, answer, server.address)
    try:
        return msgspec.json.decode(answer or b"null", type=kind)
    except msgspec.DecodeError as error:
        raise LatticeError(
            "outcome_unknown" if op_id else "unreachable",
            f"What answers at {server.address} does not answer as a Lattice server does.",
            "Check the address, or update Lattice here or there.",
        ) from error


def _client(server: Server, timeout: httpx.Timeout) -> httpx.AsyncClient:
    import httpx

    address = urlsplit(server.address)
    return httpx.AsyncClient(
        # reading the machine's authorities costs 20 ms
        verify=tls_context(server.fingerprint) if address.scheme == "https" else False,
        timeout=timeout,
        follow_redirects=False,
        # a proxy of the environment is for other machines
        trust_env=not is_loopback(address.hostname or ""),
    )


async def _whole(response: httpx.Response, server: Server) -> bytes:
    """The body of an answer, as long as it is as short as these are."""
    parts = bytearray()
    async for chunk in response.aiter_bytes():
        parts += chunk
        if len(parts) > _MOST_BYTES:
            raise unreachable(server.address, "its answer has no end")
    return bytes(parts)
