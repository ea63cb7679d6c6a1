"""Which models there are, which one is asked when nobody chose, and what they cost."""

from __future__ import annotations

import asyncio
import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.assistant.models import (
    CONTEXT_TOKENS,
    DEAREST,
    DEFAULT_MODEL,
    DEFAULT_SMALL_MODEL,
    PRICES,
    Price,
    charged,
    context_tokens,
    default_model,
    list_models,
    price_of,
    set_price,
)
from lattice.assistant.provider.thinking import accepted_by
from lattice.model.chat import Usage
from lattice.model.errors import LatticeError
from tests.assistant.asking import a_request, events_of
from tests.assistant.wire import Wire, fail, opened, overloaded, say


def of_the_sdk() -> list[str]:
    """The names of models that the SDK knows, newest first."""
    from anthropic.types.model import Model

    return [name for one in get_args(Model) for name in get_args(one)]


def listed(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, **more}


# the list


async def test_models_are_listed_from_all_pages_newest_first() -> None:
    many = [listed(f"model-{n}", created_at=f"2026-01-01T00:{n // 60:02}:{n % 60:02}Z") for n in range(250)]
    async with Wire(models=many) as wire, opened(wire) as provider:
        choices = await list_models(provider)
    assert [choice.id for choice in choices] == [f"model-{n}" for n in reversed(range(250))]
    assert len(wire.requests) == 3


async def test_a_model_says_what_it_holds_and_how_it_is_asked_to_think() -> None:
    thinks = {"adaptive": False, "enabled": True, "disabled": False, "between_tools": True}
    capabilities = {
        "image_input": {"supported": True},
        "pdf_input": {"supported": False},
        "thinking": {"supported": True, "types": {kind: {"supported": yes} for kind, yes in thinks.items()}},
        "something_new": [1, 2],
    }
    full = listed(
        "claude-sonnet-5-5",
        display_name="Claude Sonnet 5.5",
        line="sonnet",
        max_input_tokens=900_000,
        max_tokens=64_000,
        capabilities=capabilities,
    )
    async with Wire([[say("Hi.")]], models=[full]) as wire, opened(wire) as provider:
        (choice,) = await list_models(provider)
        await events_of(provider, a_request(thinking_tokens=2000, max_tokens=4000))
    assert (choice.name, choice.line, choice.context_tokens, choice.output_tokens) == (
        *("Claude Sonnet 5.5", "sonnet"),
        *(900_000, 64_000),
    )
    assert (choice.reads_images, choice.reads_pdf, choice.is_estimate) == (True, False, False)
    # the list says other than the name does, and the list is right
    assert wire.asked[0].body["thinking"] == {"type": "enabled", "budget_tokens": 2000}


async def test_a_service_that_says_little_is_taken_as_it_is() -> None:
    async with Wire() as wire, opened(wire) as provider:
        wire.bare_models = '{"data": [{"id": "llama"}, {"id": "claude-haiku-4-5"}]}'
        choices = await list_models(provider)
    by_name = {choice.id: choice for choice in choices}
    assert (by_name["llama"].name, by_name["llama"].context_tokens, by_name["llama"].is_estimate) == (
        *("llama", CONTEXT_TOKENS),
        True,
    )
    assert by_name["claude-haiku-4-5"].line == "haiku"
    assert default_model(choices, small=True) == "claude-haiku-4-5"


@pytest.mark.parametrize("body", ["<html>", "[]", '{"data": 7}', '{"data": [{"name": "x"}]}', "[" * 100_000])
async def test_a_list_that_cannot_be_read_is_an_error_in_words(body: str) -> None:
    async with Wire() as wire, opened(wire) as provider:
        wire.bare_models = body
        with pytest.raises(LatticeError, match="cannot be read") as caught:
            await list_models(provider)
    assert caught.value.code == "failed"


async def test_pages_without_end_come_to_one() -> None:
    async with Wire() as wire, opened(wire) as provider:
        wire.bare_models = '{"data": [{"id": "a"}], "has_more": true, "last_id": "a"}'
        choices = await asyncio.wait_for(list_models(provider), 30)
    assert [choice.id for choice in choices] == ["a"]


async def test_retired_models_are_not_offered() -> None:
    async with (
        Wire(models=[listed("old", lifecycle="retired"), listed("new")]) as wire,
        opened(wire) as provider,
    ):
        assert [choice.id for choice in await list_models(provider)] == ["new"]


async def test_a_list_is_asked_for_again_and_a_refused_key_is_told() -> None:
    async with Wire(key="sk-right") as wire, opened(wire) as provider:
        with pytest.raises(LatticeError) as caught:
            await list_models(provider)
    assert caught.value.code == "key_refused"
    async with Wire() as wire, opened(wire) as provider:
        wire.models_fail = [overloaded(), fail(500)]
        assert await list_models(provider)
    assert len(wire.requests) == 3


# the one that is taken


def test_the_defaults_are_the_newest_of_their_lines_that_the_sdk_names() -> None:
    names = of_the_sdk()
    assert next(name for name in names if "-sonnet-" in name) == DEFAULT_MODEL == default_model()
    assert (
        next(name for name in names if "-haiku-" in name) == DEFAULT_SMALL_MODEL == default_model(small=True)
    )


async def test_the_newest_active_sonnet_of_the_service_is_taken() -> None:
    models = [
        listed("claude-opus-9", line="opus", created_at="2027-03-01T00:00:00Z"),
        listed("claude-sonnet-9-1", line="sonnet", created_at="2027-02-01T00:00:00Z", lifecycle="deprecated"),
        listed("claude-sonnet-8", line="sonnet", created_at="2026-12-01T00:00:00Z"),
        listed("claude-sonnet-9", line="sonnet", created_at="2027-01-01T00:00:00Z"),
        listed("claude-haiku-9", line="haiku", created_at="2027-01-01T00:00:00Z"),
    ]
    async with Wire(models=models) as wire, opened(wire) as provider:
        choices = await list_models(provider)
    assert default_model(choices) == "claude-sonnet-9"
    assert default_model(choices, small=True) == "claude-haiku-9"


async def test_without_a_sonnet_the_newest_there_is_is_taken() -> None:
    models = [listed("local-b", created_at="2026-02-01T00:00:00Z"), listed("local-a")]
    async with Wire(models=models) as wire, opened(wire) as provider:
        assert default_model(await list_models(provider)) == "local-a"


# what they hold and cost


@pytest.mark.parametrize(
    ("model", "tokens"),
    [
        ("claude-sonnet-5-5", 1_000_000),
        ("anthropic/claude-opus-5-5", 1_000_000),
        ("claude-haiku-4-5", 200_000),
        ("claude-sonnet-4-5-20250929", 200_000),
        ("unheard-of", 200_000),
    ],
)
def test_what_a_model_reads_at_once_is_known_by_its_name(model: str, tokens: int) -> None:
    assert context_tokens(model) == tokens


@pytest.mark.parametrize(
    ("model", "dollars"),
    [
        ("claude-sonnet-5-5", (2, 10, 0.10, 2.50)),
        ("claude-sonnet-5", (2, 10, 0.20, 2.50)),
        ("claude-sonnet-4-6", (3, 15, 0.30, 3.75)),
        ("claude-opus-5-5", (4, 20, 0.20, 5)),
        ("claude-opus-4-8", (5, 25, 0.50, 6.25)),
        ("claude-haiku-4-5-20251001", (1, 5, 0.10, 1.25)),
        ("claude-haiku-5-5", (0.10, 0.50, 0.01, 0.125)),
        ("claude-fable-5-2", (8, 40, 0.20, 10)),
        ("claude-fable-5-1", (10, 50, 0.25, 12.50)),
        ("claude-fable-5", (10, 50, 1, 12.50)),
    ],
)
def test_prices_are_the_published_ones(model: str, dollars: tuple[float, ...]) -> None:
    price, is_estimate = price_of(model)
    assert (price.input, price.output, price.cache_read, price.cache_write) == pytest.approx(dollars)
    assert not is_estimate


def test_a_request_costs_what_its_tokens_cost() -> None:
    used = Usage(input_tokens=1_000, output_tokens=500, cache_read_tokens=20_000, cache_write_tokens=400)
    # 1,000 at $2, 500 at $10, 20,000 at $0.10 and 400 at $2.50 a million, in millionths of a dollar
    assert charged("claude-sonnet-5-5", used).cost == 2_000 + 5_000 + 2_000 + 1_000


def test_long_prompts_of_some_models_cost_more_as_a_whole() -> None:
    short = Usage(input_tokens=50_000, output_tokens=1_000, cache_read_tokens=50_000)
    longer = Usage(input_tokens=50_000, output_tokens=1_000, cache_read_tokens=50_001)
    assert charged("claude-haiku-5-5", short).cost == 5_000 + 500 + 500
    assert charged("claude-haiku-5-5", longer).cost == 5 * 6_000 + 1


def test_an_unknown_model_costs_the_dearest_there_is_unless_its_price_is_set() -> None:
    assert price_of("unheard-of") == (DEAREST, True)
    assert all(DEAREST.input >= p.input and DEAREST.output >= p.output for _, p in PRICES)
    own = set_price(50, 150)
    assert own == Price(0.5, 1.5, 0.05, 0.625)
    assert price_of("unheard-of", own) == (own, False)
    assert price_of("claude-sonnet-5-5", own)[0].input == 2
    assert set_price(0, 0) is None


tokens = st.integers(0, 2_000_000)


@given(model=st.sampled_from([start for start, _ in PRICES] + ["unheard-of"]), parts=st.tuples(*[tokens] * 4))
def test_a_cost_is_never_less_than_it_is_and_none_costs_nothing(model: str, parts: tuple[int, ...]) -> None:
    used = charged(model, Usage(*parts))
    assert used.tokens == sum(parts)
    assert (used.cost == 0) == (used.tokens == 0)


def test_models_of_the_sdk_that_have_no_price_are_known_to_have_none() -> None:
    unknown = {name for name in of_the_sdk() if price_of(name)[1]}
    assert unknown == {"claude-mythos-preview"}


def test_every_model_of_the_sdk_can_be_asked_to_think() -> None:
    assert all(accepted_by(name) for name in of_the_sdk())


def test_rows_of_the_price_list_are_not_hidden_by_rows_before_them() -> None:
    starts = [start for start, _ in PRICES]
    for n, start in enumerate(starts):
        assert not any(re.match(re.escape(earlier), start) for earlier in starts[:n]), start
