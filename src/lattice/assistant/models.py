"""Models: which there are, which one is taken without a word, what they hold and what they cost.

Prices are those of https://platform.claude.com/docs/en/about-claude/pricing and of the models' own pages, as
read in November 2026: cache writes for five minutes cost 1.25 times the input, cache reads a part of it that
differs by model. They are for showing and for budgets; what is owed is what the service says. A model that
stands in no row is charged at the dearest of them, and that is marked as an estimate.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from lattice.assistant.provider import Malformed, Provider
from lattice.model.chat import Usage

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

#: The newest models of two lines that the SDK names (a test compares), until the service lists its own.
DEFAULT_MODEL = "claude-sonnet-5-5"
DEFAULT_SMALL_MODEL = "claude-haiku-5-5"
#: What a model reads at once when nobody says so, in tokens.
CONTEXT_TOKENS = 200_000
#: More than any service has.
MOST_MODELS = 1_000
_PAGE = 100


class Price(msgspec.Struct, frozen=True):
    """US dollars for a million tokens, which is millionths of a dollar for one."""

    input: float
    output: float
    cache_read: float
    cache_write: float
    long_prompt: int = 0
    """Requests with more tokens than these cost `long_factor` times as much, as a whole; 0: none do."""
    long_factor: float = 1


class ModelChoice(msgspec.Struct, frozen=True):
    """A model that can be asked."""

    id: str
    name: str
    """For people."""
    line: str
    """`sonnet`, `opus`, …; empty when it belongs to none."""
    lifecycle: str
    """`active`, `deprecated` or `retired`."""
    released_at: str
    context_tokens: int
    """How much it reads at once."""
    output_tokens: int
    """How much it writes at once; 0 when nobody says so."""
    reads_images: bool
    reads_pdf: bool
    price: Price
    is_estimate: bool
    """The price is not known, and the dearest one holds."""


def _price(dollars_in: float, dollars_out: float, read: float = 0.1, **more: float) -> Price:
    # mypy would have `more` fit every field, also those that are no floats
    return Price(dollars_in, dollars_out, dollars_in * read, dollars_in * 1.25, **more)  # type: ignore[arg-type]


#: By how names begin; the first that fits holds.
PRICES: tuple[tuple[str, Price], ...] = (
    ("claude-fable-5-2", _price(8, 40, 0.025)),
    ("claude-fable-5-1", _price(10, 50, 0.025)),
    ("claude-mythos-5-1", _price(10, 50, 0.025)),
    ("claude-fable-5", _price(10, 50)),
    ("claude-mythos-5", _price(10, 50)),
    ("claude-opus-5-5", _price(4, 20, 0.05)),
    ("claude-opus-5", _price(5, 25)),
    ("claude-opus-4-8", _price(5, 25)),
    ("claude-opus-4-7", _price(5, 25)),
    ("claude-opus-4-6", _price(5, 25)),
    ("claude-opus-4-5", _price(5, 25)),
    ("claude-opus-4", _price(15, 75)),
    ("claude-sonnet-5-5", _price(2, 10, 0.05)),
    ("claude-sonnet-5", _price(2, 10)),
    ("claude-sonnet-4", _price(3, 15)),
    ("claude-haiku-5-5", _price(0.1, 0.5, long_prompt=100_000, long_factor=5)),
    ("claude-haiku-4-5", _price(1, 5)),
)
DEAREST = Price(
    *(max(getattr(p, f) for _, p in PRICES) for f in ("input", "output", "cache_read", "cache_write"))
)

#: What models read at once, by how their names begin (the models' pages); others `CONTEXT_TOKENS`.
_MILLION = (
    *("claude-opus-4-6", "claude-opus-4-7", "claude-opus-4-8", "claude-sonnet-4-6"),
    *("claude-opus-5", "claude-sonnet-5", "claude-haiku-5", "claude-fable-", "claude-mythos-5"),
)


class _Support(msgspec.Struct, frozen=True):
    supported: bool = False


class _Thinking(msgspec.Struct, frozen=True):
    types: dict[str, _Support] = {}


class _Capabilities(msgspec.Struct, frozen=True):
    image_input: _Support = _Support()
    pdf_input: _Support = _Support()
    thinking: _Thinking = _Thinking()


class _Listed(msgspec.Struct, frozen=True):
    """A model as the service lists it; services that only speak alike leave out most."""

    id: str
    display_name: str = ""
    created_at: str = ""
    lifecycle: str = "active"
    line: str | None = None
    max_input_tokens: int | None = None
    max_tokens: int | None = None
    capabilities: _Capabilities | None = None


class _Page(msgspec.Struct, frozen=True):
    data: list[_Listed]
    has_more: bool = False
    last_id: str | None = None


async def list_models(provider: Provider, fallback: Price | None = None) -> tuple[ModelChoice, ...]:
    """What the service offers, newest first; also tells the provider how each of them is asked to think.

    `fallback` is the price of models of unknown price, instead of the dearest. Raises what `Provider.stream`
    does.
    """
    listed = {model.id: model for model in await provider.patiently(_pages)}.values()
    provider.knows(
        {
            m.id: frozenset(k for k, v in m.capabilities.thinking.types.items() if v.supported)
            for m in listed
            if m.capabilities
        }
    )
    choices = [_choice(model, fallback) for model in listed if model.lifecycle != "retired"]
    return tuple(sorted(choices, key=lambda choice: choice.released_at, reverse=True))


async def _pages(client: AsyncAnthropic) -> list[_Listed]:
    found: list[_Listed] = []
    after: dict[str, str] = {}
    while len(found) < MOST_MODELS:
        # mypy would have `after` fit every argument, not only `after_id`
        response = await client.models.with_raw_response.list(limit=_PAGE, **after)  # type: ignore[arg-type]
        page = _read(response.http_response.content)
        found += page.data
        if not page.has_more or not page.last_id or not page.data or page.last_id == after.get("after_id"):
            break
        after = {"after_id": page.last_id}
    return found[:MOST_MODELS]


def _read(body: bytes) -> _Page:
    try:
        return msgspec.json.decode(body, type=_Page)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Malformed(f"the list of models: {error}") from None


def _choice(model: _Listed, fallback: Price | None) -> ModelChoice:
    price, is_estimate = price_of(model.id, fallback)
    can = model.capabilities
    return ModelChoice(
        id=model.id,
        name=model.display_name or model.id,
        line=model.line or _line(model.id),
        lifecycle=model.lifecycle,
        released_at=model.created_at,
        context_tokens=model.max_input_tokens or context_tokens(model.id),
        output_tokens=model.max_tokens or 0,
        # a service that does not say is asked, and says no when it comes to it
        reads_images=can.image_input.supported if can else True,
        reads_pdf=can.pdf_input.supported if can else True,
        price=price,
        is_estimate=is_estimate,
    )


def default_model(choices: Sequence[ModelChoice] = (), *, small: bool = False) -> str:
    """The model that is asked when nobody chose: the newest active one of its line."""
    default, line = (DEFAULT_SMALL_MODEL, "haiku") if small else (DEFAULT_MODEL, "sonnet")
    active = [choice for choice in choices if choice.lifecycle == "active"] or list(choices)
    for wanted in ([c for c in active if c.line == line], active):
        if wanted:
            return max(wanted, key=lambda choice: choice.released_at).id
    return default


def context_tokens(model: str, choices: Sequence[ModelChoice] = ()) -> int:
    """How much a model reads at once: what the service says, else what is known of its name."""
    for choice in choices:
        if choice.id == model:
            return choice.context_tokens
    return 1_000_000 if _plain(model).startswith(_MILLION) else CONTEXT_TOKENS


def set_price(input_cents: int, output_cents: int) -> Price | None:
    """The price that a person set for models of unknown price, in US cents for a million tokens; 0: none."""
    if input_cents <= 0 and output_cents <= 0:
        return None
    return _price(max(0, input_cents) / 100, max(0, output_cents) / 100)


def price_of(model: str, fallback: Price | None = None) -> tuple[Price, bool]:
    """The price of a model, and whether it is an estimate."""
    name = _plain(model)
    for start, price in PRICES:
        if name.startswith(start):
            return price, False
    return (fallback, False) if fallback else (DEAREST, True)


def charged(model: str, usage: Usage, fallback: Price | None = None) -> Usage:
    """The usage of one request with its cost, rounded up to a millionth of a dollar."""
    price, _ = price_of(model, fallback)
    prompt = usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens
    factor = price.long_factor if price.long_prompt and prompt > price.long_prompt else 1
    dollars_per_million = factor * (
        usage.input_tokens * price.input
        + usage.output_tokens * price.output
        + usage.cache_read_tokens * price.cache_read
        + usage.cache_write_tokens * price.cache_write
    )
    return msgspec.structs.replace(usage, cost=math.ceil(round(dollars_per_million, 6)))


def _plain(model: str) -> str:
    """A name as the service itself has it: gateways put a maker before it, `anthropic/` or `anthropic.`."""
    return model.rpartition("/")[2].removeprefix("anthropic.").lower()


def _line(model: str) -> str:
    return next((line for line in ("sonnet", "opus", "haiku", "fable", "mythos") if line in model), "")
