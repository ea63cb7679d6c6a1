"""Signing in: the code comes back to this machine once, and tokens are renewed by one process at a time."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.assistant.oauth import (
    Tokens,
    deployment_of,
    fresh_tokens,
    keep_tokens,
    sign_in,
    stored_tokens,
)
from lattice.assistant.oauth.deployment import checked_address
from lattice.assistant.oauth.listener import listening
from lattice.assistant.oauth.signing_in import challenge_of
from lattice.model.errors import LatticeError
from lattice.secrets import Secret, Vault
from tests.assistant.signing import SignIn, signing

pytestmark = pytest.mark.usefixtures("ring")


@pytest.fixture
def service() -> Iterator[SignIn]:
    with signing() as found:
        yield found


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "home")


class Browser:
    """Follows the page that is shown, as a person's browser does."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.visits: list[asyncio.Task[httpx.Response]] = []

    def __call__(self, address: str) -> None:
        self.addresses.append(address)
        self.visits.append(asyncio.ensure_future(self._visit(address)))

    async def _visit(self, address: str) -> httpx.Response:
        async with httpx.AsyncClient(follow_redirects=True) as client:
            return await client.get(address)


def refused(error: LatticeError, code: str) -> str:
    """What a refusal says, after looking that it quotes no secret."""
    assert error.code == code
    assert "canary" not in "".join(traceback.format_exception(error))
    return str(error)


def old(tokens: Tokens, left_s: int) -> Tokens:
    """The same an hour later, with so much time left."""
    now = int(time.time())
    return msgspec.structs.replace(tokens, issued_at=now - 3600, expires_at=now + left_s)


async def signed_in(service: SignIn, vault: Vault) -> Tokens:
    tokens = await sign_in(service.deployment, Browser())
    keep_tokens(vault, tokens)
    return tokens


async def test_signing_in_goes_through_the_browser_and_comes_back_with_tokens(service: SignIn) -> None:
    browser = Browser()
    tokens = await sign_in(service.deployment, browser)
    assert tokens.access.reveal().startswith("access-canary")
    assert 3590 < tokens.expires_at - time.time() <= 3600
    page = await browser.visits[0]
    assert page.status_code == 200
    assert "close this page" in page.text
    asked = parse_qs(urlsplit(browser.addresses[0]).query)
    assert asked["redirect_uri"][0].startswith("http://127.0.0.1:")
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["models"]
    assert "canary" not in repr(tokens)


async def test_two_sign_ins_share_neither_state_nor_verifier(service: SignIn) -> None:
    browser = Browser()
    await sign_in(service.deployment, browser)
    await sign_in(service.deployment, browser)
    first, second = (parse_qs(urlsplit(address).query) for address in browser.addresses)
    assert first["state"] != second["state"]
    assert first["code_challenge"] != second["code_challenge"]
    assert len(first["state"][0]) >= 43


def test_the_challenge_is_the_one_of_the_standard() -> None:
    # the example of RFC 7636, appendix B
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


async def test_who_says_no_on_the_page_is_told_and_nothing_is_kept(service: SignIn, vault: Vault) -> None:
    service.refuse = "access_denied"
    with pytest.raises(LatticeError) as caught:
        await sign_in(service.deployment, Browser())
    assert "access_denied" in refused(caught.value, "key_refused")
    assert stored_tokens(vault) is None


async def test_nobody_coming_back_ends_the_waiting_and_the_listening(service: SignIn) -> None:
    shown: list[str] = []
    with pytest.raises(LatticeError) as caught:
        await sign_in(service.deployment, shown.append, patience_s=0.05)
    assert caught.value.code == "interrupted"
    back = parse_qs(urlsplit(shown[0]).query)["redirect_uri"][0]
    with pytest.raises(ConnectionRefusedError):
        await ask(back, b"")


async def ask(address: str, raw: bytes) -> bytes:
    """Send raw bytes; what comes back."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(raw)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return answer


@pytest.mark.parametrize(
    ("line", "host", "status"),
    [
        ("GET /callback?code=evil&state=wrong", "", b"400"),
        ("GET /callback?code=evil", "", b"400"),
        ("GET /callback?code=evil&state=right&state=right", "", b"400"),
        ("GET /callback?code=evil&code=evil&state=right", "", b"400"),
        ("GET /callback?code=evil&error=x&state=right", "", b"400"),
        ("GET /callback?code=&state=right", "", b"400"),
        ("GET /callback?state=right", "", b"400"),
        ("GET /callback", "", b"400"),
        ("GET /favicon.ico", "", b"404"),
        ("GET /other?code=evil&state=right", "", b"404"),
        ("POST /callback?code=evil&state=right", "", b"405"),
        ("GET http://evil.example/callback?code=evil&state=right", "", b"400"),
        ("GET /callback?code=evil&state=right", "evil.example", b"400"),
        ("GET /callback?code=evil&state=right", "localhost", b"400"),
        ("GET /callback?code=evil&state=right", "none", b"400"),
        ("NONSENSE", "", b"400"),
    ],
)
async def test_what_is_not_the_answer_changes_nothing_and_the_right_one_still_counts(
    line: str, host: str, status: bytes
) -> None:
    async with listening("right") as listener:
        own = urlsplit(listener.redirect_uri).netloc
        header = b"" if host == "none" else f"Host: {host or own}\r\n".encode()
        answer = await ask(listener.redirect_uri, f"{line} HTTP/1.1\r\n".encode() + header + b"\r\n")
        assert answer.split(b" ")[1] == status
        assert b"evil" not in answer
        assert not listener.code.done()
        right = f"GET /callback?code=good&state=right HTTP/1.1\r\nHost: {own}\r\n\r\n".encode()
        assert (await ask(listener.redirect_uri, right)).split(b" ")[1] == b"200"
        assert await listener.code == "good"
        # one answer is all there is
        assert (await ask(listener.redirect_uri, right)).split(b" ")[1] == b"410"


async def test_a_request_without_end_is_cut_off() -> None:
    async with listening("right") as listener:
        assert await ask(listener.redirect_uri, b"GET /callback?" + b"x" * 20_000) == b""
        assert not listener.code.done()


async def test_it_listens_on_this_machine_alone() -> None:
    async with listening("right") as listener:
        assert urlsplit(listener.redirect_uri).hostname == "127.0.0.1"


async def test_a_port_that_is_taken_is_told(service: SignIn) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        deployment = msgspec.structs.replace(service.deployment, redirect_port=taken.getsockname()[1])
        with pytest.raises(LatticeError) as caught:
            await sign_in(deployment, Browser())
    assert caught.value.code == "busy"


def test_without_any_of_the_values_there_is_nothing_to_sign_in_to() -> None:
    assert deployment_of({"PATH": "/bin"}) is None


def test_half_of_the_values_names_the_other_half() -> None:
    with pytest.raises(LatticeError, match="ANTHROPIC_OAUTH_TOKEN_URL, ANTHROPIC_OAUTH_CLIENT_ID"):
        deployment_of({"ANTHROPIC_OAUTH_AUTHORIZE_URL": "https://a.example/authorize"})


@pytest.mark.parametrize("port", ["-1", "65536", "http", "99999999999999999999", "８０"])
def test_a_port_that_is_none_is_refused(service: SignIn, port: str) -> None:
    with pytest.raises(LatticeError, match="must be a port"):
        deployment_of({**service.environment, "ANTHROPIC_OAUTH_REDIRECT_PORT": port})


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/token",
        "http://127.0.0.1.evil.example/token",
        "http://localhost.evil.example/",
        "https://ada:pw@example.com/token",
        "https://example.com/#x",
        "https:///token",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://[::1",
        "https://example.com:port/",
        "https://exa\nmple.com/",
        "",
    ],
)
def test_an_address_that_a_token_may_not_travel_to_is_refused(address: str) -> None:
    with pytest.raises(LatticeError) as caught:
        checked_address("ANTHROPIC_OAUTH_TOKEN_URL", address)
    assert caught.value.code == "usage"


@pytest.mark.parametrize(
    "address", ["https://example.com/t", "http://127.0.0.1:8000/t", "http://localhost/t", "http://[::1]:1/t"]
)
def test_https_and_this_machine_are_where_a_token_may_travel(address: str) -> None:
    assert checked_address("X", address) == address


@given(st.text(max_size=60))
def test_no_address_breaks_the_check(address: str) -> None:
    with contextlib.suppress(LatticeError):
        assert checked_address("X", address).startswith(("https://", "http://"))


async def test_tokens_that_hold_are_used_without_asking_anybody(service: SignIn, vault: Vault) -> None:
    tokens = await signed_in(service, vault)
    assert fresh_tokens(vault) == tokens
    assert service.renewals == 0


async def test_tokens_are_renewed_before_they_run_out(service: SignIn, vault: Vault) -> None:
    tokens = await signed_in(service, vault)
    keep_tokens(vault, old(tokens, 60))
    fresh = fresh_tokens(vault)
    assert fresh is not None
    assert fresh.access != tokens.access
    assert fresh.refresh != tokens.refresh
    assert stored_tokens(vault) == fresh


async def test_a_token_that_was_refused_is_renewed_whatever_its_time_and_only_once(
    service: SignIn, vault: Vault
) -> None:
    tokens = await signed_in(service, vault)
    fresh = fresh_tokens(vault, refused=tokens.access)
    assert fresh is not None
    assert fresh.access != tokens.access
    assert fresh_tokens(vault, refused=tokens.access) == fresh
    assert service.renewals == 1


async def test_many_who_find_the_token_run_out_renew_it_once(service: SignIn, vault: Vault) -> None:
    tokens = await signed_in(service, vault)
    keep_tokens(vault, old(tokens, -5))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: fresh_tokens(Vault(vault.home)), range(8)))
    assert len({tokens.access.reveal() for tokens in found if tokens}) == 1
    assert service.renewals == 1
    assert service.spent == []


async def test_a_sign_in_that_was_revoked_says_how_to_sign_in_again(service: SignIn, vault: Vault) -> None:
    tokens = await signed_in(service, vault)
    gone = Secret("refresh-canary-of-yesterday")
    keep_tokens(vault, msgspec.structs.replace(tokens, refresh=gone, expires_at=1))
    with pytest.raises(LatticeError) as caught:
        fresh_tokens(vault)
    words = refused(caught.value, "key_refused")
    assert "invalid_grant" in words
    assert "lattice key login" in words


async def test_a_sign_in_without_renewal_holds_until_it_runs_out(service: SignIn, vault: Vault) -> None:
    tokens = await signed_in(service, vault)
    alone = msgspec.structs.replace(tokens, refresh=None)
    soon = old(alone, 30)
    keep_tokens(vault, soon)
    assert fresh_tokens(vault) == soon
    keep_tokens(vault, old(alone, -1))
    with pytest.raises(LatticeError, match="run out"):
        fresh_tokens(vault)


async def test_a_service_that_is_down_takes_nothing_away_while_the_token_holds(
    service: SignIn, vault: Vault
) -> None:
    tokens = await signed_in(service, vault)
    soon = old(tokens, 60)
    keep_tokens(vault, soon)
    service.token_status = 503
    assert fresh_tokens(vault) == soon
    assert service.service is not None
    assert service.service.came[-1].form["grant_type"] == "refresh_token"
    keep_tokens(vault, old(tokens, -1))
    with pytest.raises(LatticeError) as caught:
        fresh_tokens(vault)
    assert "503" in refused(caught.value, "unreachable")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>canary</html>"),
        (200, b"{}"),
        (200, b'{"access_token": ""}'),
        (200, b'{"access_token": "two words"}'),
        (200, b'{"access_token": "line\\nend"}'),
        (200, b'{"access_token": "canary", "token_type": "mac"}'),
        (200, b'{"access_token": 7}'),
        (200, b'"' + b"canary" * 100_000 + b'"'),
        (200, b"\xff\xfe"),
        (302, b""),
        (500, b"canary"),
    ],
)
async def test_an_answer_that_is_no_tokens_is_told_without_quoting_it(
    service: SignIn, status: int, body: bytes
) -> None:
    service.token_status, service.token_body = status, body
    with pytest.raises(LatticeError) as caught:
        await sign_in(service.deployment, Browser())
    refused(caught.value, "unreachable")


async def test_a_service_that_is_not_there_is_told(service: SignIn) -> None:
    nowhere = msgspec.structs.replace(service.deployment, token_url="http://127.0.0.1:9/token")
    with pytest.raises(LatticeError) as caught:
        await sign_in(nowhere, Browser())
    refused(caught.value, "unreachable")


async def test_a_service_that_gives_no_time_gives_tokens_that_do_not_run_out(
    service: SignIn, vault: Vault
) -> None:
    service.lifetime = None
    tokens = await signed_in(service, vault)
    assert tokens.expires_at == 0
    assert not tokens.due(time.time() + 1e9)
    assert fresh_tokens(vault) == tokens


async def test_tokens_are_renewed_only_where_they_came_from(service: SignIn, vault: Vault) -> None:
    tokens = await signed_in(service, vault)
    assert tokens.token_url == service.deployment.token_url
    assert stored_tokens(vault) == tokens


def test_what_is_kept_and_is_no_sign_in_is_told_without_quoting_it(vault: Vault) -> None:
    vault.put("oauth", Secret("canary that is no sign-in"))
    with pytest.raises(LatticeError) as caught:
        fresh_tokens(vault)
    assert "lattice key login" in refused(caught.value, "key_refused")


@given(
    lifetime=st.integers(1, 10**7),
    passed=st.floats(0, 2, allow_nan=False),
)
def test_tokens_are_due_before_they_run_out_and_not_at_once(lifetime: int, passed: float) -> None:
    tokens = Tokens(Secret("a"), None, 1_000, 1_000 + lifetime, "https://a.example", "c")
    now = 1_000 + lifetime * passed
    assert not tokens.due(1_000)
    if tokens.run_out(now):
        assert tokens.due(now)
    assert tokens.due(1_000 + lifetime * 0.999) or lifetime > 120_000
