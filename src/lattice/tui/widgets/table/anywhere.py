"""Words looked for in all columns: bare words in the filter bar as the filter that finds them."""

from __future__ import annotations

from lattice.model.errors import LatticeError
from lattice.model.query import format_name, parse_filter
from lattice.model.query.lexer import Kind, tokens
from lattice.model.query.syntax import RESERVED
from lattice.model.query.tree import All, AnyOf, Compare, Filter, Literal
from lattice.model.query.write import format_value
from lattice.model.schema import Column, Schema, Table
from lattice.model.values import ColumnType

#: Words that can be looked for at once; each is asked of every column.
MOST_WORDS = 4


def bare_words(text: str, table: Table) -> tuple[str, ...]:
    """What is looked for when a text is no filter but plain words; nothing when it is begun as a filter.

    A text that begins with a column's name is a filter in the making, and so is one with an operator.
    """
    try:
        found = tokens(text)[:-1]
    except LatticeError:
        return ()
    quoted = (Kind.SINGLE, Kind.DOUBLE)
    if not found or len(found) > MOST_WORDS or any(t.kind not in (Kind.WORD, *quoted) for t in found):
        return ()
    first = found[0]
    if first.kind is Kind.WORD and table.find(first.text) is not None:
        return ()
    if first.text.startswith("_") or any(t.word in RESERVED for t in found):
        return ()
    return tuple(t.text for t in found if t.text)


def anywhere(words: tuple[str, ...], table: Table, schema: Schema) -> str:
    """The filter for rows that have each of the words in some column; empty where no column can be asked."""
    asked = [path for column in table.columns if (path := _path(column, schema))]
    if not words or not asked:
        return ""
    each = [" or ".join(f"{p} ~ {format_value(ColumnType.TEXT, w)}" for p in asked) for w in words]
    return each[0] if len(each) == 1 else " and ".join(f"({one})" if len(asked) > 1 else one for one in each)


def looked_for(where: str, table: Table, schema: Schema) -> tuple[str, ...]:
    """The words that `anywhere` made this filter of; none when it is another."""
    try:
        tree = parse_filter(where)
    except LatticeError:
        return ()
    parts: tuple[Filter, ...] = tree.of if isinstance(tree, All) else (tree,)
    words: list[str] = []
    for part in parts:
        one = part.of[0] if isinstance(part, AnyOf) else None
        if not isinstance(one, Compare) or not isinstance(one.operand, Literal):
            return ()
        words.append(one.operand.text)
    found = tuple(words)
    return found if anywhere(found, table, schema) == where else ()


def as_written(words: tuple[str, ...]) -> str:
    """The words as one types them again."""
    return " ".join(format_value(ColumnType.TEXT, word) for word in words)


def _path(column: Column, schema: Schema) -> str:
    """How the text of a column is asked for; a reference by what people call its row; empty for none."""
    if column.masked or column.type is ColumnType.BOOLEAN:
        return ""
    if column.type is not ColumnType.REFERENCE:
        return format_name(column.name)
    target = schema.by_id(column.target or "")
    label = target.label if target else None
    # behind a reference stands one column, not another reference
    if label is None or label.type is ColumnType.REFERENCE:
        return ""
    return f"{format_name(column.name)}.{format_name(label.name)}"
