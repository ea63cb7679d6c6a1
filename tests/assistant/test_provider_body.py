"""What is sent: the request in the form of the service, its breakpoints, its thinking, and one credential."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.assistant.credentials import Credential, Kind, Source
from lattice.assistant.provider import (
    CallDone,
    Limits,
    Provider,
    Request,
    SystemPart,
    TextDone,
    chosen_address,
    service_address,
)
from lattice.assistant.provider.address import DEFAULT_ADDRESS
from lattice.assistant.provider.body import MOST_BREAKPOINTS, body_of
from lattice.assistant.provider.thinking import ACCEPTED, accepted_by, asked_to_think
from lattice.model.errors import LatticeError
from lattice.secrets import Secret
from tests.assistant.asking import TOOL, a_request, blocks, events_of
from tests.assistant.wire import KEY, QUICK, Wire, a_key, call, opened, say, think
from tests.assistant.wire.rules import marked, wrong

MARK = {"type": "ephemeral"}
NOTHING: frozenset[str] = frozenset()


def sent(request: Request, unwelcome: frozenset[str] = NOTHING) -> dict[str, Any]:
    return body_of(request, accepted_by(request.model), unwelcome)


def conversation(rounds: int) -> tuple[dict[str, Any], ...]:
    messages: list[dict[str, Any]] = [{"role": "user", "content": "Begin."}]
    for n in range(rounds):
        call = {"type": "tool_use", "id": f"c{n}", "name": "row_list", "input": {}}
        thought = {"type": "thinking", "thinking": "Hm.", "signature": f"s{n}"}
        messages.append({"role": "assistant", "content": [thought, call]})
        result = {"type": "tool_result", "tool_use_id": f"c{n}", "content": "[]"}
        messages.append({"role": "user", "content": [result]})
    return tuple(messages)


# the cache


def test_the_cache_is_cut_behind_the_system_and_behind_the_last_two_messages_of_the_person() -> None:
    request = Request(
        "claude-sonnet-5-5",
        (
            SystemPart("Who you are.", cache=True),
            SystemPart("The schema.", cache=True),
            SystemPart("The time."),
        ),
        conversation(3),
        (TOOL, {**TOOL, "name": "table_list"}),
    )
    body = sent(request)
    assert ["cache_control" in part for part in body["system"]] == [True, True, False]
    assert not any("cache_control" in tool for tool in body["tools"])
    cuts = [n for n, message in enumerate(body["messages"]) if marked(message)]
    assert cuts == [4, 6]
    assert marked(body) == MOST_BREAKPOINTS


def test_without_a_part_to_keep_the_cache_is_cut_behind_the_tools() -> None:
    body = sent(Request("claude-sonnet-5-5", (SystemPart("It is noon."),), conversation(0), (TOOL,)))
    assert body["tools"][-1]["cache_control"] == MARK
    assert "cache_control" not in body["system"][0]


def test_what_was_sent_before_is_sent_the_same_again_so_that_the_cache_holds() -> None:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if key != "cache_control"}
        return [bare(one) for one in value] if isinstance(value, list) else value

    shorter, longer = (sent(a_request(*conversation(rounds))) for rounds in (3, 4))
    assert bare(longer["messages"])[: len(shorter["messages"])] == bare(shorter["messages"])
    # the breakpoint behind the shorter one stands in the longer one, too
    assert marked(longer["messages"][len(shorter["messages"]) - 1]) == 1


@given(
    rounds=st.integers(0, 6),
    cached=st.lists(st.booleans(), max_size=6),
    tools=st.booleans(),
    marks=st.booleans(),
)
def test_there_are_never_more_breakpoints_than_the_service_takes(
    rounds: int, cached: list[bool], tools: bool, marks: bool
) -> None:
    messages = conversation(rounds)
    if marks:
        content = [{"type": "text", "text": "x", "cache_control": MARK}] * 5
        messages = ({"role": "user", "content": content}, *messages)
    system = tuple(SystemPart(f"part {n}", cache) for n, cache in enumerate(cached))
    request = Request("claude-sonnet-5-5", system, messages, (TOOL,) if tools else ())
    body = sent(request)
    assert 1 <= marked(body) <= MOST_BREAKPOINTS
    assert wrong(body) == ""


def test_building_a_request_leaves_the_conversation_as_it_was() -> None:
    messages = conversation(2)
    before = repr(messages)
    tool = dict(TOOL)
    sent(Request("claude-sonnet-5-5", (), messages, (tool,)))
    assert repr(messages) == before
    assert tool == TOOL


def test_blank_words_and_empty_messages_are_left_out() -> None:
    blank = {"role": "assistant", "content": [{"type": "text", "text": " \n"}]}
    body = sent(Request("claude-x", (SystemPart("  "),), ({"role": "user", "content": "Hi."}, blank)))
    assert [message["role"] for message in body["messages"]] == ["user"]
    assert "system" not in body


def test_no_breakpoint_stands_behind_thinking() -> None:
    thought = {"type": "thinking", "thinking": "x", "signature": "s"}
    messages = ({"role": "user", "content": [{"type": "text", "text": "a"}, thought]},)
    content = sent(Request("claude-x", (), messages))["messages"][0]["content"]
    assert [("cache_control" in block) for block in content] == [True, False]


# thinking


def test_thinking_goes_back_within_its_turn_and_not_into_the_next() -> None:
    def signatures(messages: tuple[dict[str, Any], ...]) -> list[str]:
        said = [block for message in sent(a_request(*messages))["messages"] for block in message["content"]]
        return [block["signature"] for block in said if block["type"] == "thinking"]

    running = conversation(3)
    assert signatures(running) == ["s0", "s1", "s2"]
    answer = {"role": "assistant", "content": [{"type": "text", "text": "Three."}]}
    next_turn = (*running, answer, {"role": "user", "content": [{"type": "text", "text": "And now?"}]})
    assert signatures(next_turn) == []
    assert signatures((*next_turn, *conversation(2)[1:])) == ["s0", "s1"]


@pytest.mark.parametrize(
    ("model", "thinking", "not_thinking"),
    [
        ("claude-sonnet-5-5", "adaptive", {"thinking": {"type": "between_tools"}}),
        ("claude-sonnet-5", "adaptive", {"thinking": {"type": "disabled"}}),
        ("claude-opus-5-5", "adaptive", {"output_config": {"effort": "low"}}),
        ("claude-haiku-5-5", "adaptive", {"output_config": {"effort": "low"}}),
        ("claude-fable-5-2", "adaptive", {"output_config": {"effort": "low"}}),
        ("claude-haiku-4-5-20251001", "enabled", {"thinking": {"type": "disabled"}}),
        ("claude-opus-4-5", "enabled", {"thinking": {"type": "disabled"}}),
        ("claude-something-9", "adaptive", {"output_config": {"effort": "low"}}),
        ("llama-of-a-gateway", None, {}),
    ],
)
def test_each_model_is_asked_to_think_in_its_way(
    model: str, thinking: str | None, not_thinking: dict[str, Any]
) -> None:
    accepted = accepted_by(model)
    asked = asked_to_think(accepted, 4000, 16000)
    assert asked.get("thinking", {}).get("type") == thinking
    assert asked_to_think(accepted, 0, 16000) == not_thinking


def test_words_of_thinking_are_asked_for() -> None:
    asked = asked_to_think(frozenset({"adaptive"}), 1, 100)
    assert asked["thinking"]["display"] == "summarized"


@given(tokens=st.integers(1, 200_000), max_tokens=st.integers(1, 200_000))
def test_a_budget_for_thinking_is_one_that_the_service_takes(tokens: int, max_tokens: int) -> None:
    request = a_request(model="claude-haiku-4-5", thinking_tokens=tokens, max_tokens=max_tokens)
    assert wrong(sent(request)) == ""


def test_the_names_of_models_are_told_apart_from_longer_to_shorter() -> None:
    starts = [start for start, _ in ACCEPTED]
    for n, start in enumerate(starts):
        assert not any(start.startswith(earlier) for earlier in starts[:n]), start


async def test_rounds_of_a_turn_keep_what_was_thought_and_a_changed_schema_costs_one_request() -> None:
    turns = [[think("Look."), call("row_list")], [think("Again."), call("row_list")], [say("Two.")]]
    schema = "The schema."

    async def ask(provider: Provider, messages: list[dict[str, Any]]) -> None:
        system = (SystemPart(schema, cache=True),)
        request = Request("claude-sonnet-5-5", system, tuple(messages), (TOOL,), thinking_tokens=1000)
        said = blocks(await events_of(provider, request))
        messages.append({"role": "assistant", "content": [block.wire() for block in said]})
        calls = [block.id for block in said if isinstance(block, CallDone)]
        results = [{"type": "tool_result", "tool_use_id": one, "content": "2"} for one in calls]
        messages.append({"role": "user", "content": results or "And now?"})

    async with Wire([*turns, *turns], bound=True) as wire, opened(wire) as provider:
        messages: list[dict[str, Any]] = [{"role": "user", "content": "How many?"}]
        for _ in range(3):
            await ask(provider, messages)
        assert len(wire.asked) == 3
        schema = "The schema, with one table more."
        await ask(provider, messages)
        await ask(provider, messages)
        assert len(wire.asked) == 5
        schema = "The schema, changed within the turn."
        await ask(provider, messages)
    assert len(wire.asked) == 7
    assert wire.turns_left == 0


# what opens the service


@pytest.mark.parametrize("kind", [Kind.API_KEY, Kind.OAUTH])
async def test_one_credential_is_sent_whatever_the_environment_holds(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-of-the-environment")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "token-of-the-environment")
    monkeypatch.setenv(
        "ANTHROPIC_CUSTOM_HEADERS", "x-api-key: sk-custom\nAuthorization: Bearer custom\nX-Team: a"
    )
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://elsewhere.example")
    async with Wire(otherwise=[say("Hi.")]) as wire:
        provider = Provider(
            Credential(kind, Source.KEYRING, Secret("ours-0123")), base_url=wire.url, limits=QUICK
        )
        await events_of(provider)
        await provider.count(a_request())
        await provider.close()
    assert len(wire.requests) == 2
    for asked in wire.requests:
        opens = {
            name: asked.headers[name] for name in ("authorization", "x-api-key") if name in asked.headers
        }
        assert len(opens) == 1
        assert [value.removeprefix("Bearer ") for value in opens.values()] == ["ours-0123"]
        assert "environment" not in repr(asked.headers)
        assert "custom" not in repr(asked.headers)


async def test_what_opens_the_service_is_asked_for_before_each_request() -> None:
    given_out = iter([a_key("first-0123"), a_key("second-0123"), a_key("third-0123")])

    async def source() -> Credential:
        return next(given_out)

    async with Wire(otherwise=[say("Hi.")]) as wire:
        provider = Provider(source, base_url=wire.url, limits=QUICK)
        for _ in range(3):
            await events_of(provider)
        await provider.close()
    sent_with = [asked.headers["authorization"].removeprefix("Bearer ") for asked in wire.asked]
    assert sent_with == ["first-0123", "second-0123", "third-0123"]


async def test_a_key_that_was_set_anew_elsewhere_is_taken_up_after_a_refusal() -> None:
    class Kept:
        now, kept = "old-0123", "old-0123"

        async def __call__(self) -> Credential:
            return a_key(self.kept)

        def forget(self) -> None:
            self.kept = self.now

    source = Kept()
    async with Wire(otherwise=[say("Hi.")], key="new-0123") as wire:
        provider = Provider(source, base_url=wire.url, limits=QUICK)
        with pytest.raises(LatticeError, match="refuses the key"):
            await events_of(provider)
        assert len(wire.asked) == 1
        source.now = "new-0123"
        await events_of(provider)
        assert await provider.count(a_request()) > 0
        await provider.close()
    assert len(wire.asked) == 3


async def test_a_key_does_not_follow_a_redirect() -> None:
    async with (
        Wire(otherwise=[say("Caught.")]) as elsewhere,
        Wire(redirect=elsewhere.url) as wire,
        opened(wire) as provider,
    ):
        with pytest.raises(LatticeError, match="does not speak the Messages API"):
            await events_of(provider)
    assert len(wire.requests) == 1
    assert elsewhere.requests == []


async def test_a_key_for_this_machine_does_not_go_over_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Wire(otherwise=[say("Seen.")]) as proxy, Wire([[say("Hi.")]]) as wire:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        async with opened(wire) as provider:
            assert blocks(await events_of(provider)) == [TextDone("Hi.")]
    assert proxy.requests == []


async def test_without_a_credential_nothing_is_sent() -> None:
    async def source() -> Credential:
        raise LatticeError("no_key", "No key is connected.")

    async with Wire() as wire:
        provider = Provider(source, base_url=wire.url)
        with pytest.raises(LatticeError) as caught:
            await events_of(provider)
    assert caught.value.code == "no_key"
    assert wire.requests == []


async def test_a_provider_shows_no_key() -> None:
    async with Wire([[say("Hi.")]]) as wire, opened(wire) as provider:
        await events_of(provider)
        assert KEY not in repr(provider) + repr(vars(provider))


# where it is


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", DEFAULT_ADDRESS),
        ("https://gateway.example", "https://gateway.example"),
        ("https://gateway.example/", "https://gateway.example"),
        ("https://gateway.example/v1", "https://gateway.example"),
        ("https://gateway.example/v1/messages", "https://gateway.example"),
        ("https://gateway.example/team/a/", "https://gateway.example/team/a"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1"),
        ("http://[::1]:1/v1/", "http://[::1]:1"),
    ],
)
def test_an_address_is_taken_as_people_write_it(text: str, address: str) -> None:
    assert service_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "ftp://gateway.example",
        "gateway.example",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@gateway.example",
        "http://gateway.example",
        "http://127.0.0.1.example",
        "http://localhost.example:80",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "javascript:alert(1)",
        "https://gate way.example",
    ],
)
def test_an_address_where_a_key_could_be_read_is_refused_in_words(text: str) -> None:
    with pytest.raises(LatticeError) as caught:
        Provider(a_key(), base_url=text)
    assert caught.value.code == "invalid_value"
    assert caught.value.message


def test_plain_http_elsewhere_is_allowed_only_when_it_is_set() -> None:
    assert service_address("http://gateway.example", plain_http=True) == "http://gateway.example"


def test_the_setting_comes_before_the_environment_and_that_before_the_default() -> None:
    environment = {"ANTHROPIC_BASE_URL": "https://b.example"}
    assert chosen_address("https://a.example", environment) == "https://a.example"
    assert chosen_address(" ", environment) == "https://b.example"
    assert chosen_address("", {}) == DEFAULT_ADDRESS


# when it is loaded


def test_the_provider_is_imported_without_the_sdk() -> None:
    code = (
        "import sys, lattice.assistant.provider, lattice.assistant.models;"
        "heavy = {'anthropic', 'httpx2', 'httpx', 'pydantic', 'keyring'};"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], env=os.environ, check=False).returncode == 0


async def test_counting_asks_the_service() -> None:
    async with Wire() as wire, opened(wire, Limits()) as provider:
        assert await provider.count(a_request()) == wire.requests[0].size
    assert wire.requests[0].path == "/v1/messages/count_tokens"
