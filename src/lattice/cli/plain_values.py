"""What someone typed, as the plain types that our commands take.

Typer does this with pydantic, whose import alone costs 65 ms: a third of what one command may take.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup


class PlainCommand(TyperCommand):
    """A command whose arguments and options are plain values."""

    def get_params(self, ctx: Any) -> Any:
        """All parameters, `--help` among them."""
        return plain(super().get_params(ctx))


class PlainGroup(TyperGroup):
    """A group whose options are plain values."""

    def get_params(self, ctx: Any) -> Any:
        """All parameters, `--help` among them."""
        return plain(super().get_params(ctx))


class PlainValue:
    """Turns the text of one argument or option into its annotated type; typer calls `coerce`."""

    def __init__(self, annotation: Any, least: float | None) -> None:
        self._annotation = annotation
        self._least = least

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The typed value; raises BadParameter when the text is none."""
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        type_ = _inner(self._annotation)
        try:
            if several:
                return tuple(self._one(type_, one) for one in value)
            return self._one(type_, value)
        except ValueError as error:
            raise typer.BadParameter(str(error), ctx=ctx, param=param) from None

    def _one(self, type_: Any, value: Any) -> Any:
        if isinstance(value, type_):
            return value
        if issubclass(type_, Enum):
            return _choice(type_, str(value))
        if type_ is int:
            return self._whole_number(str(value))
        if type_ is float:
            return _number(str(value))
        if type_ is Path or type_ is str:
            return type_(value)
        raise TypeError(f"no rule for {type_}")

    def _whole_number(self, text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise ValueError(f"{text!r} is not a whole number.") from None
        if self._least is not None and number < self._least:
            raise ValueError(f"{number} is less than {self._least}.")
        return number


def plain(params: list[Any]) -> list[Any]:
    """These parameters of typer, taking plain values from now on."""
    for param in params:
        described = getattr(param, "type_descriptor", None)
        if described is not None:
            param._runtime_param = PlainValue(described.annotation, described.parameter_info.min)
    return params


def _inner(annotation: Any) -> Any:
    """`str` of `str`, `str | None`, `list[str]` and `list[str] | None`."""
    while get_origin(annotation) is not None:
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    return annotation


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a number.") from None


def _choice(type_: type[Enum], text: str) -> Enum:
    for member in type_:
        if str(member.value).casefold() == text.casefold():
            return member
    raise ValueError(f"{text!r} is none of {', '.join(str(member.value) for member in type_)}.")
