"""One line for people of what a tool is asked, before it has run."""

from __future__ import annotations

from typing import Any

from lattice.model.visible import visible

#: Characters of the line, and of one value in it.
_LINE = 160
_VALUE = 60
#: How deep a value is looked into: a model may nest what it likes.
_DEPTH = 4
#: What is said by its place alone, in this order.
_FIRST = ("table", "column", "text", "title", "url", "sql", "id")
#: A name is a place, too, where nothing else says what it is about.
_NAMED = ("name", *_FIRST)


def call_words(name: str, input: dict[str, Any]) -> str:
    """`query_rows people where city = Oslo`: what a model asks for, which is data like its words."""
    first = _FIRST if any(input.get(field) for field in _FIRST) else _NAMED
    parts = [visible(name)]
    parts += [_value(input[field]) for field in first if input.get(field)]
    parts += [
        f"{visible(field)} {_value(value)}"
        for field, value in input.items()
        if field not in first and value not in (None, "", [], {}, False)
    ]
    line = " ".join(parts)
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"


def _value(value: Any, depth: int = 0) -> str:
    if depth == _DEPTH and isinstance(value, dict | list | tuple):
        return "…"
    if isinstance(value, dict):
        said = ", ".join(f"{k}: {_value(v, depth + 1)}" for k, v in list(value.items())[:6])
    elif isinstance(value, list | tuple):
        said = _listed(value, depth)
    else:
        said = "yes" if value is True else str(value)
    said = visible(said)
    return said if len(said) <= _VALUE else said[: _VALUE - 1] + "…"


def _listed(values: list[Any] | tuple[Any, ...], depth: int) -> str:
    if values and all(isinstance(v, dict) for v in values):
        return f"({len(values)})" if len(values) > 1 else _value(values[0], depth + 1)
    return ", ".join(_value(v, depth + 1) for v in values[:6]) + (
        f" and {len(values) - 6} more" if len(values) > 6 else ""
    )
