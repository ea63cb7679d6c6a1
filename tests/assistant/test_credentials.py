"""Which key is used: one that is kept before that of the environment, a sign-in or a key, never both."""

from __future__ import annotations

import asyncio
import time
import traceback
from pathlib import Path

import msgspec
import pytest

from lattice.assistant.checking import check
from lattice.assistant.credentials import (
    Credential,
    Held,
    Kind,
    Source,
    credentials,
    forget,
    keep_key,
    key_problem,
)
from lattice.assistant.oauth import Tokens, keep_tokens
from lattice.model.errors import LatticeError
from lattice.secrets import Secret, Vault
from tests.assistant.service import Answer, serving
from tests.assistant.signing import signing
from tests.assistant.wire import Wire, fail

KEPT = "sk-ant-canary-kept-0000-aaaa"
OTHER = "sk-ant-canary-other-0000-bbbb"
ENVIRONMENT = {"ANTHROPIC_API_KEY": OTHER}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "home")


def tokens(
    access: str, *, refresh: str = "canary", left_s: int = 3600, url: str = "http://127.0.0.1:9"
) -> Tokens:
    now = int(time.time())
    return Tokens(Secret(access), Secret(refresh), now - 3600, now + left_s, url, "lattice-test")


def a_key(key: str = KEPT) -> Credential:
    return Credential(Kind.API_KEY, Source.KEYRING, Secret(key))


async def refusal(credential: Credential, address: str) -> LatticeError:
    with pytest.raises(LatticeError) as caught:
        await check(credential, address)
    assert "canary" not in "".join(traceback.format_exception(caught.value))
    return caught.value


@pytest.mark.usefixtures("ring")
async def test_a_key_that_is_kept_comes_before_that_of_the_environment(vault: Vault) -> None:
    keep_key(vault, Secret(KEPT))
    used = await credentials(vault, ENVIRONMENT)
    assert (used.kind, used.source, used.secret) == (Kind.API_KEY, Source.KEYRING, Secret(KEPT))
    assert "canary" not in repr(used)


@pytest.mark.usefixtures("ring")
async def test_without_one_that_is_kept_the_key_of_the_environment_is_used(vault: Vault) -> None:
    used = await credentials(vault, {"ANTHROPIC_API_KEY": f" {OTHER}\n"})
    assert (used.kind, used.source, used.secret) == (Kind.API_KEY, Source.ENVIRONMENT, Secret(OTHER))


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize("environ", [{}, {"ANTHROPIC_API_KEY": ""}, {"ANTHROPIC_API_KEY": "  "}])
async def test_without_any_key_it_is_said_how_one_is_connected(vault: Vault, environ: dict[str, str]) -> None:
    with pytest.raises(LatticeError) as caught:
        await credentials(vault, environ)
    assert caught.value.code == "no_key"
    assert "lattice key set" in caught.value.hint


@pytest.mark.usefixtures("ring")
async def test_signing_in_and_keeping_a_key_leave_one_of_them(vault: Vault) -> None:
    keep_tokens(vault, tokens("access"))
    used = await credentials(vault, ENVIRONMENT)
    assert (used.kind, used.secret) == (Kind.OAUTH, Secret("access"))
    keep_key(vault, Secret(KEPT))
    assert (await credentials(vault, ENVIRONMENT)).kind is Kind.API_KEY
    assert vault.get("oauth") is None


@pytest.mark.usefixtures("ring")
async def test_forgetting_removes_whatever_is_kept(vault: Vault) -> None:
    assert not forget(vault)
    keep_key(vault, Secret(KEPT))
    assert forget(vault)
    keep_tokens(vault, tokens("access"))
    assert forget(vault)
    assert not forget(vault)


async def test_without_a_keyring_the_key_of_the_environment_is_used_and_it_is_said(vault: Vault) -> None:
    used = await credentials(vault, ENVIRONMENT)
    assert used.source is Source.ENVIRONMENT
    assert "turned off" in used.note


async def test_without_a_keyring_and_without_a_key_all_ways_are_named(vault: Vault) -> None:
    with pytest.raises(LatticeError) as caught:
        await credentials(vault, {})
    assert caught.value.code == "no_key"
    for remedy in ("gnome-keyring", "ANTHROPIC_API_KEY", "secrets.store file"):
        assert remedy in caught.value.hint


@pytest.mark.parametrize("key", ["", "two words", "line\nend", "ключ", "nul\0", "x" * 5_000])
def test_a_text_that_cannot_be_a_key_is_told(vault: Vault, key: str) -> None:
    assert key_problem(key)
    with pytest.raises(LatticeError) as caught:
        keep_key(vault, Secret(key))
    assert caught.value.code == "invalid_value"
    assert not key or key not in str(caught.value)


@pytest.mark.usefixtures("ring")
async def test_a_sign_in_that_is_held_is_renewed_when_it_is_time_and_a_key_is_looked_up_once(
    vault: Vault,
) -> None:
    with signing() as service:
        keep_tokens(vault, await_tokens(service, left_s=60))
        held = Held(vault, {})
        first, again = await asyncio.gather(held(), held())
        assert first == again
        assert service.renewals == 1
        assert (await held()).secret == first.secret
        assert service.renewals == 1
    # by another process: it is found when the one that is held is refused
    keep_key(Vault(vault.home), Secret(KEPT))
    assert (await held()).kind is Kind.OAUTH
    held.forget()
    assert (await held()).secret == Secret(KEPT)
    # through the same door: it is found at once
    keep_key(vault, Secret(OTHER))
    assert (await held()).secret == Secret(OTHER)


@pytest.mark.usefixtures("ring")
async def test_a_sign_in_that_the_service_refuses_is_renewed_before_its_time(vault: Vault) -> None:
    with signing() as service:
        keep_tokens(vault, await_tokens(service, left_s=3600))
        held = Held(vault, {})
        refused = (await held()).secret
        assert service.renewals == 0
        held.forget()
        assert (await held()).secret != refused
        assert service.renewals == 1


def await_tokens(service: object, left_s: int) -> Tokens:
    """Tokens whose renewal the service takes."""
    from tests.assistant.signing import SignIn

    assert isinstance(service, SignIn)
    service._refresh = "refresh-canary-0"
    return tokens("access", refresh="refresh-canary-0", left_s=left_s, url=service.deployment.token_url)


async def test_a_key_that_works_opens_models() -> None:
    async with Wire(key=KEPT) as wire:
        models = await check(a_key(), wire.url)
        assert "claude-haiku-4-5" in models
        assert wire.requests[0].headers["authorization"] == f"Bearer {KEPT}"


@pytest.mark.usefixtures("ring")
async def test_a_sign_in_is_sent_alone_whatever_the_environment_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", OTHER)
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", OTHER)
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", f"x-api-key: {OTHER}")
    signed_in = Credential(Kind.OAUTH, Source.KEYRING, Secret("access-canary"))
    async with Wire() as wire:
        await check(signed_in, wire.url)
        headers = wire.requests[0].headers
    assert headers["authorization"] == "Bearer access-canary"
    assert OTHER not in str(headers)
    assert "oauth-2025-04-20" in headers["anthropic-beta"]


async def test_a_key_is_sent_without_what_says_that_it_is_a_sign_in() -> None:
    async with Wire() as wire:
        await check(a_key(), wire.url)
        assert "oauth" not in wire.requests[0].headers.get("anthropic-beta", "")


async def test_a_key_that_is_refused_is_told_without_quoting_it() -> None:
    async with Wire() as wire:
        wire.models_fail = [fail(401, message=f"invalid key {KEPT}")]
        assert (await refusal(a_key(), wire.url)).code == "key_refused"
        wire.models_fail = [fail(403, message=f"{KEPT} may not do this")]
        assert (await refusal(a_key(), wire.url)).code == "key_refused"


async def test_a_key_does_not_follow_a_service_that_moves() -> None:
    with serving(lambda _: Answer(200, b"{}")) as elsewhere:
        async with Wire(redirect=elsewhere.url) as wire:
            await refusal(a_key(), wire.url)
        assert elsewhere.came == []


@pytest.mark.parametrize("body", ["<html>canary</html>", "{}", '{"data": 7}', '{"data": []}', "[]", ""])
async def test_what_does_not_speak_the_messages_api_is_told(body: str) -> None:
    async with Wire() as wire:
        wire.bare_models = body
        assert (await refusal(a_key(), wire.url)).code in ("failed", "unreachable")


async def test_an_address_where_nobody_answers_is_told() -> None:
    assert (await refusal(a_key(), "http://127.0.0.1:9")).code == "unreachable"


async def test_a_key_does_not_travel_in_the_clear() -> None:
    assert (await refusal(a_key(), "http://gateway.example")).code == "invalid_value"


def test_a_credential_cannot_be_written_down() -> None:
    with pytest.raises(TypeError):
        msgspec.json.encode(a_key())
