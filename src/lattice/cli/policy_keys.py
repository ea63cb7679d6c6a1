"""The keys of the policy for agents: what each means, how it is shown, how it is typed."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from enum import Enum, StrEnum
from typing import Any, NamedTuple, TypeVar

import msgspec

from lattice.cli.money import UNBOUND, dollars, parse_dollars, parse_tokens
from lattice.model.errors import LatticeError, Stage
from lattice.model.policy import Eagerness, Policy, Writes

E = TypeVar("E", bound=StrEnum)
S = TypeVar("S", bound=msgspec.Struct)

#: What a list is called that lets all through.
ALL = "all"


class Kind(Enum):
    """How a value is typed."""

    WRITES = "writes"
    EAGERNESS = "eagerness"
    TRUTH = "truth"
    NAMES = "names"
    TOKENS = "tokens"
    MONEY = "money"


class Key(NamedTuple):
    """One thing that can be set."""

    name: str
    """Dotted."""
    kind: Kind
    sentence: str


_SPANS = {"turn": "one turn", "day": "24 hours", "workspace": "the workspace, in all"}


def _budget_keys() -> list[Key]:
    keys = []
    for span, where in _SPANS.items():
        keys += [
            Key(
                f"budgets.{span}.soft_cost",
                Kind.MONEY,
                f"Money in {where}, in US dollars: from here it warns.",
            ),
            Key(f"budgets.{span}.hard_cost", Kind.MONEY, "From here it stops."),
            Key(f"budgets.{span}.soft_tokens", Kind.TOKENS, f"Tokens in {where}: from here it warns."),
            Key(f"budgets.{span}.hard_tokens", Kind.TOKENS, "From here it stops."),
        ]
    return keys


KEYS: tuple[Key, ...] = (
    Key("writes", Kind.WRITES, "Changes that can be undone: at_once, or ask first."),
    Key("private_rows", Kind.TRUTH, "Rows that agents add are yours alone, once the workspace is shared."),
    Key("tables", Kind.NAMES, "Tables that agents may read and change."),
    Key("actions", Kind.NAMES, "Actions that agents may run; row.* means all of rows."),
    Key("models", Kind.NAMES, "Models that may be asked; a final * stands for any ending."),
    Key(
        "eagerness", Kind.EAGERNESS, "What the assistant does by itself: off, conservative, balanced, eager."
    ),
    *_budget_keys(),
)
BY_NAME = {key.name: key for key in KEYS}


def key_named(name: str) -> Key:
    """The key of a name; raises `usage` with what may have been meant."""
    if name in BY_NAME:
        return BY_NAME[name]
    near = get_close_matches(name, BY_NAME, n=1)
    raise LatticeError(
        "usage",
        f"{name!r} is nothing that the policy says.",
        f"Did you mean {near[0]}?" if near else "`lattice policy` lists what can be set.",
        stage=Stage.CONSTRAINTS,
    )


def value_of(policy: Policy, name: str) -> Any:
    """The value of a dotted key."""
    value: Any = policy
    for part in name.split("."):
        value = getattr(value, part)
    return value


def with_value(policy: Policy, name: str, value: object) -> Policy:
    """The policy with another value for a dotted key."""
    return _replaced(policy, name.split("."), value)


def _replaced(struct: S, path: list[str], value: object) -> S:
    inner = value if len(path) == 1 else _replaced(getattr(struct, path[0]), path[1:], value)
    return msgspec.structs.replace(struct, **{path[0]: inner})


def shown_value(key: Key, value: Any) -> str:
    """A value as it is typed."""
    if key.kind is Kind.TRUTH:
        return "true" if value else "false"
    if key.kind is Kind.NAMES:
        return ",".join(value) or ALL
    if key.kind is Kind.MONEY:
        return dollars(value) if value else UNBOUND
    if key.kind is Kind.TOKENS:
        return f"{value:,}" if value else UNBOUND
    return str(value)


def parse_value(key: Key, text: str) -> object:
    """The value that someone typed; raises `invalid_value`. Names are not looked up here."""
    return _PARSERS[key.kind](text)


def _writes(text: str) -> Writes:
    return _one_of(Writes, text)


def _eagerness(text: str) -> Eagerness:
    return _one_of(Eagerness, text)


def _one_of(choices: type[E], text: str) -> E:
    word = text.strip().casefold().replace("-", "_").replace(" ", "_")
    for choice in choices:
        if choice.value == word:
            return choice
    raise _wrong(text, f"one of {', '.join(choice.value for choice in choices)}")


def _truth(text: str) -> bool:
    word = text.strip().casefold()
    if word in ("true", "yes", "on"):
        return True
    if word in ("false", "no", "off"):
        return False
    raise _wrong(text, "true or false")


def _names(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    return () if names == (ALL,) else names


def _wrong(text: str, what: str) -> LatticeError:
    return LatticeError("invalid_value", f"{text!r} is not {what}.", stage=Stage.CONSTRAINTS)


_PARSERS: dict[Kind, Callable[[str], object]] = {
    Kind.WRITES: _writes,
    Kind.EAGERNESS: _eagerness,
    Kind.TRUTH: _truth,
    Kind.NAMES: _names,
    Kind.TOKENS: parse_tokens,
    Kind.MONEY: parse_dollars,
}
