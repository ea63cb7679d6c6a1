"""Conditions back to text: what "filter by this cell" and completion put into the filter bar."""

from __future__ import annotations

import re

from lattice.model.query.lexer import refuse
from lattice.model.query.syntax import RESERVED
from lattice.model.query.tree import MOMENTS
from lattice.model.schema import Column
from lattice.model.values import ColumnType, Misfit, Value, fit, show

#: Words that mean something where a value or a column may stand.
_TAKEN = RESERVED | set(MOMENTS) | {"null", "empty", "in", "is", "between", "starts"}
_BARE_VALUE = re.compile(r"(?:-(?=[0-9]))?\w[\w.@:/+-]*\Z")
_BARE_NAME = re.compile(r"\w[\w-]*\Z")
_MOMENT = re.compile(r"(?:today|yesterday|tomorrow|now)[+-]", re.IGNORECASE)


def format_name(name: str) -> str:
    """A column's name as a filter writes it, quoted when it has to be."""
    if _BARE_NAME.match(name) and name.lower() not in _TAKEN:
        return name
    return '"' + name.replace('"', '""') + '"'


def format_value(type_: ColumnType, value: Value) -> str:
    """A value of a column as a filter writes it; raises `invalid_filter` when it does not fit the type."""
    try:
        text = show(type_, fit(type_, value))
    except Misfit as misfit:
        raise refuse(f"This value {misfit}.", f"The column is {type_}.", 0, 0) from None
    if _BARE_VALUE.match(text) and text.lower() not in _TAKEN and not _MOMENT.match(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def format_filter(column: Column, op: str, value: Value) -> str:
    """`column op value` as filter text; `op` is one of `= != < <= > >=`, or with text `~ !~ starts`.

    No value (None, or text without a character) with `=` and `!=` gives `is empty` and `is not empty`;
    with any other operator it raises `invalid_filter`.
    """
    name = format_name(column.name)
    if value is None or value == "":
        if op not in ("=", "!="):
            raise refuse(f"Nothing is {op} no value.", f"Write {name} is empty.", 0, 0)
        return f"{name} is empty" if op == "=" else f"{name} is not empty"
    if op in ("~", "!~", "starts"):
        return f"{name} {op} {format_value(ColumnType.TEXT, value)}"
    return f"{name} {op} {format_value(column.type, value)}"
