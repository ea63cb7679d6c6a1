"""Drafts: a value as one types it, and the value of what was typed, or words for what is wrong."""

from __future__ import annotations

from lattice.model.values import RULES, TEXTUAL, ColumnType, Misfit, Value, fit, parse, show
from lattice.tui.widgets.editors.spelling import respell_json, spell, spell_json, unspell, unspell_json

#: Longer text is edited in several lines.
LINE_CHARS = 60


def needs_area(type_: ColumnType, value: Value) -> bool:
    """Whether a value wants several lines."""
    if type_ in (ColumnType.MARKDOWN, ColumnType.JSON):
        return True
    return type_ is ColumnType.TEXT and isinstance(value, str) and ("\n" in value or len(value) > LINE_CHARS)


def suffix_of(type_: ColumnType) -> str:
    """What the name of a file with such a value ends with, for an editor that colours by it."""
    return {ColumnType.JSON: ".json", ColumnType.MARKDOWN: ".md"}.get(type_, ".txt")


def draft_of(type_: ColumnType, value: Value, *, lines: bool = False) -> str:
    """The text that stands in the input for a value; empty for none."""
    if value is None:
        return ""
    if type_ is ColumnType.JSON:
        return spell_json(value)
    if type_ in TEXTUAL and isinstance(value, str):
        return spell(value, lines=lines)
    try:
        return show(type_, fit(type_, value))
    except Misfit:
        return spell(str(value), lines=lines)


def value_of(type_: ColumnType, draft: str) -> Value:
    """The value of a draft; raises Misfit with words for people."""
    if type_ in TEXTUAL:
        draft = unspell(draft)
    elif type_ is ColumnType.JSON:
        draft = unspell_json(draft)
    try:
        return parse(type_, draft)
    except Misfit as misfit:
        raise Misfit(explain(type_, str(misfit))) from None


def respell(type_: ColumnType, draft: str) -> str:
    """A draft that comes from outside, safe to stand in an input; what it says stays the same."""
    if type_ is ColumnType.JSON:
        return respell_json(unspell_json(draft))
    return spell(unspell(draft), lines=type_ in TEXTUAL)


def explain(type_: ColumnType, reason: str) -> str:
    """What is wrong and how it is written: `This is not a whole number. Write it like 42.`"""
    if type_ is ColumnType.JSON:
        return f"This {reason}."
    return (
        f"This {reason}. Write it like {RULES[type_].example}." if type_ not in TEXTUAL else f"This {reason}."
    )
