"""What an action is, and the registry from which every way in is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar, get_args
from uuid import UUID

import msgspec

from lattice.model.errors import LatticeError, Stage

#: What msgspec would write as text, though it is none.
_NOT_JSON = (bytes, bytearray, memoryview, datetime, date, time, timedelta, Decimal, UUID)

R = TypeVar("R")
A = TypeVar("A", bound="Action[Any]")


class Risk(StrEnum):
    """What is at stake."""

    READ = "read"
    WRITE = "write"
    """Can be undone."""
    DESTRUCTIVE = "destructive"
    """Cannot be undone."""
    ADMIN = "admin"


class Effects(StrEnum):
    """Whether something leaves the workspace."""

    INSIDE = "inside"
    OUTSIDE = "outside"


class Runs(StrEnum):
    """Where a cloud client answers it."""

    MIRROR = "mirror"
    SERVER = "server"


class Action(msgspec.Struct, Generic[R], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One request of the vocabulary; `R` is what comes back."""


class ActionSpec(msgspec.Struct, frozen=True):
    """What is fixed about one kind of action."""

    name: str
    """`noun.verb`."""
    cls: type[Action[Any]]
    returns: Any
    """The type of what comes back."""
    risk: Risk
    effects: Effects
    runs: Runs
    audited: bool
    """Whether it is written into the chain when it is allowed; denials always are."""
    summary: str
    """First line of its docstring."""


_specs: dict[str, ActionSpec] = {}
_by_class: dict[type[Action[Any]], ActionSpec] = {}


def action(
    name: str,
    *,
    risk: Risk = Risk.READ,
    effects: Effects = Effects.INSIDE,
    runs: Runs | None = None,
    audited: bool | None = None,
) -> Callable[[type[A]], type[A]]:
    """Register a struct as the action `name`; writes are audited and run on the server unless said."""

    def register(cls: type[A]) -> type[A]:
        returns = next(get_args(b)[0] for b in getattr(cls, "__orig_bases__", ()) if get_args(b))
        reads = risk is Risk.READ
        spec = ActionSpec(
            name=name,
            cls=cls,
            returns=returns,
            risk=risk,
            effects=effects,
            runs=runs or (Runs.MIRROR if reads else Runs.SERVER),
            audited=(not reads) if audited is None else audited,
            summary=(cls.__doc__ or "").strip().splitlines()[0],
        )
        _specs[name] = spec
        _by_class[cls] = spec
        return cls

    return register


def spec_of(action: Action[Any] | type[Action[Any]]) -> ActionSpec:
    """The spec of an action or of its class."""
    return _by_class[action if isinstance(action, type) else type(action)]


def specs() -> dict[str, ActionSpec]:
    """Every action of the vocabulary by name."""
    return dict(_specs)


def encode_action(action: Action[Any]) -> bytes:
    """The action's canonical JSON: sorted keys, so that equal requests are equal bytes.

    Raises `invalid_value` for what is not JSON or holds half of a surrogate pair.
    """
    try:
        return msgspec.json.encode(action, order="sorted")
    except UnicodeEncodeError:
        reason = "holds half of a surrogate pair, which is not a character"
    except RecursionError:
        reason = "is nested too deeply"
    except (TypeError, ValueError, OverflowError) as error:
        reason = f"is not JSON ({error})"
    raise LatticeError("invalid_value", f"{spec_of(action).name} {reason}.", stage=Stage.CONSTRAINTS)


def check_action(action: Action[Any]) -> bytes:
    """The canonical JSON of an action whose fields have their types and no NUL.

    A struct made in Python takes anything, so what a program got wrong is found here, at the door.
    Raises `invalid_action`, `invalid_value`.
    """
    name = spec_of(action).name
    check_shape(action, name)
    body = encode_action(action)
    if b"\\u0000" in body and _holds_nul(msgspec.to_builtins(action)):
        raise LatticeError("invalid_value", f"{name} holds a NUL character.", stage=Stage.CONSTRAINTS)
    return body


def check_shape(struct: msgspec.Struct, name: str) -> None:
    """Raise `invalid_action` when a field of a struct has not its type; JSON values are not looked into."""
    try:
        plain = msgspec.to_builtins(struct, builtin_types=_NOT_JSON, str_keys=True)
        shaped = msgspec.convert(plain, type(struct))
    except RecursionError:
        raise LatticeError(
            "invalid_value", f"{name} is nested too deeply.", stage=Stage.CONSTRAINTS
        ) from None
    except (msgspec.ValidationError, TypeError, ValueError) as error:
        raise LatticeError("invalid_action", f"{name}: {error}.", stage=Stage.CONSTRAINTS) from None
    for field in struct.__struct_fields__:
        if _lacks_struct(getattr(struct, field), getattr(shaped, field)):
            raise LatticeError(
                "invalid_action",
                f"{name}: {field} is a dict where a struct belongs.",
                stage=Stage.CONSTRAINTS,
            )


def _lacks_struct(given: object, wanted: object) -> bool:
    """Whether a dict, which looks the same as JSON, stands where handlers expect a struct."""
    if isinstance(wanted, msgspec.Struct):
        return not isinstance(given, msgspec.Struct)
    if isinstance(wanted, tuple) and isinstance(given, tuple | list):
        return any(_lacks_struct(g, w) for g, w in zip(given, wanted, strict=True))
    return False


def _holds_nul(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_nul(k) or _holds_nul(v) for k, v in value.items())
    return isinstance(value, list | tuple) and any(_holds_nul(v) for v in value)


def decode_action(name: str, body: bytes) -> Action[Any]:
    """An action from its name and JSON; raises `invalid_action` that says which field is wrong."""
    if name not in _specs:
        raise LatticeError("invalid_action", f"There is no action {name!r}.", stage=Stage.CONSTRAINTS)
    try:
        decoded: Action[Any] = msgspec.json.decode(body, type=_specs[name].cls)
        return decoded
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LatticeError("invalid_action", f"{name}: {error}.", stage=Stage.CONSTRAINTS) from None


class Outcome(msgspec.Struct, Generic[R], frozen=True):
    """What came of an action that was carried out."""

    value: R
    op_id: str | None = None
    """Of a write: asking again with it does nothing twice and answers the same."""
    change_id: str | None = None
    """The change a write made; None when there was nothing to change."""
    seq: int | None = None
    """The last event of that change."""
    replayed: bool = False
    """Whether this is the answer to an `op_id` that was carried out before."""
