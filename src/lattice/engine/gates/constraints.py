"""The third gate: sizes and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from lattice.actions.base import Action, ActionSpec
from lattice.model.errors import LatticeError, Stage
from lattice.model.limits import Limits
from lattice.model.schema import NewColumn
from lattice.model.values import INTEGER_MAX, Value

_encode = msgspec.json.Encoder().encode

#: Largest `limit` of an action by its name; others may ask for 1,000.
_PAGE_LIMITS = {"sql.query": 100_000, "search.text": 200}
_PAGE_LIMIT = 1_000
#: A text that its handler bounds.
_BOUND_ELSEWHERE = frozenset({("workspace.set_logo", "data")})
#: Actions whose `text` is a document, bounded as a value is.
_DOCUMENTS = frozenset({"artifact.create", "artifact.update", "file.add", "file.replace", "instructions.set"})


def constrain(action: Action[Any], spec: ActionSpec, limits: Limits) -> None:
    """Raise `too_large` or `invalid_action` when the action goes beyond its bounds."""
    _check_text(action, spec, limits)
    _check_names(action, spec, limits)
    _check_numbers(action, spec, limits)
    values = getattr(action, "values", None)
    if isinstance(values, Mapping):
        check_values(values, limits)
    rows = getattr(action, "rows", None)
    if isinstance(rows, tuple | list):
        _check_count(len(rows), limits)
        for row in rows:
            check_values(row, limits)
    edits = getattr(action, "edits", None)
    if isinstance(edits, tuple):
        _check_count(len(edits) + len(rows or ()), limits)
        for edit in edits:
            check_values(edit.values, limits)
            _check_number(spec, "expect_version", edit.expect_version)


def _check_number(spec: ActionSpec, field: str, number: object) -> None:
    if isinstance(number, int) and abs(number) > INTEGER_MAX:
        raise LatticeError(
            "invalid_action", f"{spec.name}: {field} is beyond 64 bits.", stage=Stage.CONSTRAINTS
        )


def _check_text(action: Action[Any], spec: ActionSpec, limits: Limits) -> None:
    """No text is long but that of values, of SQL and of documents, which have bounds of their own."""
    for field in action.__struct_fields__:
        text = getattr(action, field)
        if field == "text" and spec.name in _DOCUMENTS:
            check_values({field: text}, limits)
            continue
        if field == "sql" or (spec.name, field) in _BOUND_ELSEWHERE:
            continue
        if not isinstance(text, str) or len(text) * 4 <= limits.filter_bytes:
            continue
        if len(text.encode("utf-8", "surrogatepass")) > limits.filter_bytes:
            raise too_large(f"The {field} is longer than {limits.filter_bytes:,} bytes", "filter_bytes")


def _check_names(action: Action[Any], spec: ActionSpec, limits: Limits) -> None:
    """Names that are to be given; which characters they may hold is the schema's rule."""
    column = getattr(action, "column", None)
    columns = getattr(action, "columns", None) or ()
    wanted = [
        # a file's name is no name of a table; its handler looks at it
        None if spec.name.startswith(("file.", "artifact.")) else getattr(action, "name", None),
        *(c.name for c in (column, *columns) if isinstance(c, NewColumn)),
    ]
    for name in wanted:
        if isinstance(name, str) and len(name.encode("utf-8", "surrogatepass")) > limits.name_bytes:
            raise too_large(f"The name {name[:20]!r}… is longer than {limits.name_bytes} bytes", "name_bytes")


def _check_numbers(action: Action[Any], spec: ActionSpec, limits: Limits) -> None:
    for field in action.__struct_fields__:
        _check_number(spec, field, getattr(action, field))
    limit = getattr(action, "limit", None)
    most = _PAGE_LIMITS.get(spec.name, _PAGE_LIMIT)
    if limit is not None and not 1 <= limit <= most:
        raise LatticeError(
            "invalid_action",
            f"{spec.name}: limit must be from 1 to {most:,}, not {limit}.",
            stage=Stage.CONSTRAINTS,
        )
    if (getattr(action, "offset", 0) or 0) < 0:
        raise LatticeError(
            "invalid_action", f"{spec.name}: offset cannot be negative.", stage=Stage.CONSTRAINTS
        )
    ids = getattr(action, "ids", None)
    if isinstance(ids, tuple | list):
        _check_count(len(ids), limits)


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.bulk_rows:
        raise too_large(f"{count:,} rows are more than {limits.bulk_rows:,} at once", "bulk_rows")


def check_values(values: Mapping[str, Value], limits: Limits) -> None:
    """Raise `too_large` when a value or the whole row is larger than allowed."""
    total = 0
    for name, value in values.items():
        size = value_bytes(value)
        total += size
        if size > limits.value_bytes:
            raise too_large(
                f"The value of {name!r} has {size:,} bytes; {limits.value_bytes:,} are allowed", "value_bytes"
            )
    if total > limits.row_bytes:
        raise too_large(f"The row has {total:,} bytes; {limits.row_bytes:,} are allowed", "row_bytes")


def value_bytes(value: Value) -> int:
    """The size of a value: bytes of its UTF-8 or its JSON."""
    if isinstance(value, str):
        return len(value) if value.isascii() else len(value.encode("utf-8", "surrogatepass"))
    if value is None or isinstance(value, bool | int | float):
        return 8
    return len(_encode(value))


def too_large(what: str, setting: str) -> LatticeError:
    """The refusal of what goes beyond a limit, naming the setting that moves it."""
    return LatticeError(
        "too_large",
        f"{what}.",
        f"The limit is a setting: `lattice settings set limits.{setting} N`.",
        stage=Stage.CONSTRAINTS,
    )
