"""What to do when nothing answers a query because it compares a reference with what is no id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lattice.model.ids import is_id
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType
from lattice.tui.widgets.sql.complete import Named, Vocabulary, names_in, quote
from lattice.tui.widgets.sql.scan import Word, words

#: Characters of a query that are looked at.
LOOKED_AT = 20_000
_TEXT = r"'(?:[^']|'')*'"
#: A name, how it is compared, and with which text.
_COMPARED = re.compile(
    rf'(?:"(?:[^"]|"")*"|[\w$]+)\s*(?P<sign>==?|<>|!=|(?:not\s+)?(?:like|in)\b|is(?:\s+not)?\b)\s*\(?\s*(?P<text>{_TEXT})',
    re.IGNORECASE,
)


class _Reference(NamedTuple):
    written: str
    """As the query speaks of it."""
    column: Column
    target: Table


def advice(sql: str, vocabulary: Vocabulary) -> str:
    """How the first such reference is compared, in two lines; empty where there is none."""
    sql = sql[:LOOKED_AT]
    found = list(words(sql))
    named = names_in(found, vocabulary)
    for at, word in enumerate(found):
        reference = _reference(found, at, named, vocabulary)
        if reference is None:
            continue
        better = _with_text(sql[word.start :], reference) or _joined(found, at, named, reference)
        if better:
            holds = f"{reference.column.name} holds ids of rows of {reference.target.name}. Ask so:"
            return f"{holds}\n{better}"
    return ""


def _reference(found: Sequence[Word], at: int, named: Named, vocabulary: Vocabulary) -> _Reference | None:
    """The reference column that a word names, if it does."""
    word = found[at]
    if not word.is_name:
        return None
    tables: Sequence[Table] = tuple(named.tables.values())
    written = quote(word.text)
    if at >= 2 and found[at - 1].text == ".":
        table = named.tables.get(found[at - 2].text.casefold())
        tables, written = ((table,) if table else ()), f"{quote(found[at - 2].text)}.{written}"
    for column in (column for table in tables for column in table.columns):
        if column.type is ColumnType.REFERENCE and column.name.casefold() == word.text.casefold():
            target = vocabulary.target(column.target)
            return _Reference(written, column, target) if target is not None else None
    return None


def _with_text(rest: str, reference: _Reference) -> str:
    """How a reference is compared with a text, where the query does so."""
    match = _COMPARED.match(rest)
    label = reference.target.label
    if match is None or label is None or is_id(match["text"][1:-1]):
        return ""
    sign = match["sign"].casefold()
    way = "LIKE" if sign.endswith("like") else "="
    apart = "NOT IN" if sign in ("<>", "!=") or "not" in sign else "IN"
    table, column = quote(reference.target.name), quote(label.name)
    wanted = " ".join(("SELECT _id FROM", table, "WHERE", column, way, match["text"]))
    return f"{reference.written} {apart} ({wanted})"


def _joined(found: Sequence[Word], at: int, named: Named, reference: _Reference) -> str:
    """How a reference is compared with the rows that it leads to, where the query takes another column."""
    for qualifier, name in _across(found, at):
        alias = qualifier.casefold()
        table = named.tables.get(alias)
        if table is None or table.id != reference.target.id or name.casefold() == "_id":
            continue
        if any(column.name.casefold() == name.casefold() for column in table.columns):
            return f"{reference.written} = {quote(named.aliases[alias])}._id"
    return ""


def _across(found: Sequence[Word], at: int) -> Iterator[tuple[str, str]]:
    """What stands on the other side of `=`, behind a name and before it: what it is of, and its own name."""
    after = found[at + 1 : at + 5]
    if [word.text for word in (*after[:1], *after[2:3])] == ["=", "."] and len(after) == 4:
        yield after[1].text, after[3].text
    begin = at - 2 if at >= 2 and found[at - 1].text == "." else at
    before = found[max(0, begin - 4) : begin]
    if len(before) == 4 and (before[1].text, before[3].text) == (".", "="):
        yield before[0].text, before[2].text
