"""Inputs of tools: structs whose JSON schema a model is given, and what is said to one that gives another."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from lattice.model.errors import LatticeError, Stage

I = TypeVar("I", bound="Input")  # noqa: E741 - an input

_REFS = "#/$defs/"


class Input(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a tool is asked; the docstring describes the tool, `Meta` each field."""


def schema_of(cls: type[Input]) -> dict[str, Any]:
    """The JSON schema of an input, whole in itself and without what says nothing."""
    found = msgspec.json.schema(cls)
    parts = found.get("$defs", {})
    schema: dict[str, Any] = _plain(parts[found["$ref"].removeprefix(_REFS)], parts)
    schema.pop("description", None)
    return schema


def _plain(node: Any, parts: dict[str, Any]) -> Any:
    if isinstance(node, list | tuple):
        return [_plain(one, parts) for one in node]
    if not isinstance(node, dict):
        return node
    if isinstance(target := node.get("$ref"), str):
        return _plain(
            {**parts[target.removeprefix(_REFS)], **{k: v for k, v in node.items() if k != "$ref"}}, parts
        )
    if (given := _given(node)) is not None:
        return _plain(given, parts)
    kept = {
        k: v
        for k, v in node.items()
        if k != "title" and not (k == "default" and v in ("", None, [], (), False))
    }
    if "properties" in kept:
        kept["properties"] = {name: _plain(value, parts) for name, value in kept["properties"].items()}
    return {k: v if k in ("properties", "enum", "required") else _plain(v, parts) for k, v in kept.items()}


def _given(node: dict[str, Any]) -> dict[str, Any] | None:
    """Of what may be left out: the schema of what is given. That null does the same need not be said."""
    kinds = node.get("anyOf", ())
    real = [kind for kind in kinds if kind != {"type": "null"}]
    if len(real) != 1 or len(kinds) != 2:
        return None
    return {**real[0], **{k: v for k, v in node.items() if k not in ("anyOf", "default")}}


def decode(name: str, cls: type[I], given: dict[str, Any]) -> I:
    """An input from what a model gave; raises `invalid_action`."""
    try:
        return msgspec.convert(given, cls)
    except msgspec.ValidationError as error:
        reason = str(error)
    except RecursionError:
        reason = "it is nested too deeply"
    except UnicodeEncodeError:
        reason = "it holds half of a surrogate pair, which is not a character"
    except (TypeError, ValueError) as error:
        reason = f"it is not JSON ({error})"
    raise wrong(name, reason, f"It takes {_fields(cls)}.")


def wrong(tool: str, what: str, hint: str = "") -> LatticeError:
    """The refusal of an input that has the right types and makes no sense."""
    return LatticeError("invalid_action", f"{tool}: {what}.", hint, stage=Stage.CONSTRAINTS)


def _fields(cls: type[Input]) -> str:
    schema = schema_of(cls)
    needed = schema.get("required", ())
    properties: dict[str, dict[str, Any]] = schema.get("properties", {})
    words = (f"{n} ({_kind(s)}{', needed' if n in needed else ''})" for n, s in properties.items())
    return ", ".join(words) or "nothing"


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return "one of " + ", ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    kind = str(schema.get("type", "any JSON"))
    if kind == "array" and "items" in schema:
        return f"list of {_kind(schema['items'])}"
    return {"string": "text", "array": "list"}.get(kind, kind)


TableName = Annotated[str, Meta(description="Name of the table.")]
RowId = Annotated[str, Meta(description="Id of the row, or its lattice:// reference.")]
RowIds = Annotated[tuple[str, ...], Meta(description="Ids of rows.")]
Where = Annotated[str, Meta(description="Filter, as in query_rows; all rows when empty.")]


def bare_id(text: str) -> str:
    """The id of a row from itself or from a reference to the row."""
    return text.strip().rpartition("/")[2].upper()
