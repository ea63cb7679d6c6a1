"""What completes a query where the cursor is: tables, columns (behind an alias, too), joins, keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lattice.model.files import FILES
from lattice.model.rows import SYSTEM_COLUMNS
from lattice.model.schema import Table
from lattice.tui.widgets.sql.scan import Word, covers, hidden, statement_at, words
from lattice.tui.widgets.sql.words import FUNCTIONS, KEYWORDS, RESERVED

#: Completions that are kept; more are narrowed by typing on.
MOST = 50
#: Characters on either side of the cursor that are looked at: a longer statement would make typing slow.
LOOKED_AT = 4_000
#: Tables whose columns are offered before the query names one.
TABLES_AT_ONCE = 40
_PLAIN = re.compile(r"[^\W\d][\w$]*\Z")
_TYPED = re.compile(r'("?)([^\W\d]?[\w$]*)\Z')
_BEFORE_DOT = re.compile(r'(?:"((?:[^"]|"")*)"|([^\W\d][\w$]*))\s*\.\s*\Z')
#: Behind these a table is named, and behind those no more.
_NAMING = frozenset({"from", "join"})
_ENDING = frozenset(
    {"where", "group", "order", "having", "limit", "on", "using", "select", "union", "window"}
)


class Candidate(NamedTuple):
    """One completion."""

    text: str
    """What is typed by it."""
    detail: str
    """What it is, in a few words."""


class Completions(NamedTuple):
    """What may stand at the cursor, best first."""

    start: int
    end: int
    """The stretch that a completion takes the place of."""
    candidates: tuple[Candidate, ...]


class _Column(NamedTuple):
    name: str
    folded: str
    detail: str


class Vocabulary:
    """The tables and columns that a query may speak of, ready to be looked through."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.tables = tuple(tables)
        self._by_name = {table.name.casefold(): table for table in self.tables}
        self._by_id = {table.id: table for table in self.tables}
        self._columns: dict[str, tuple[_Column, ...]] = {}
        self.names = frozenset(self._by_name) | {c.name.casefold() for t in self.tables for c in t.columns}
        """Folded names of all tables and columns."""

    def table(self, name: str) -> Table | None:
        """The table of that name."""
        return self._by_name.get(name.casefold())

    def target(self, table_id: str | None) -> Table | None:
        """The table with that id."""
        return self._by_id.get(table_id) if table_id else None

    def columns(self, table: Table) -> tuple[_Column, ...]:
        """The columns of a table as SQL has them: its own first, then those of every row."""
        if (known := self._columns.get(table.id)) is None:
            own = [(c.name, f"{c.type.value} · {table.name}") for c in table.columns]
            if table.name == FILES:
                own.append(("text", f"text · {table.name}"))
            every = [(name, f"of every row · {table.name}") for name in SYSTEM_COLUMNS]
            known = tuple(_Column(name, name.casefold(), detail) for name, detail in [*own, *every])
            self._columns[table.id] = known
        return known


class Named(NamedTuple):
    """What a statement calls things."""

    tables: dict[str, Table]
    """Folded alias, or name where there is none, to the table."""
    aliases: dict[str, str]
    """The same to how it was typed."""
    parts: tuple[str, ...]
    """Names that the statement gives to parts of itself by WITH."""


def names_in(statement: Sequence[Word], vocabulary: Vocabulary) -> Named:
    """The tables that a statement reads and what it calls them, wherever they stand in it."""
    tables: dict[str, Table] = {}
    aliases: dict[str, str] = {}
    parts: list[str] = []
    naming = False
    for index, word in enumerate(statement):
        folded = word.folded
        following = statement[index + 1 : index + 3]
        if word.is_name and [w.folded for w in following] == ["as", "("]:
            parts.append(word.text)
        if folded in _NAMING or (folded == "," and naming):
            naming = True
            found = _named(statement, index + 1, vocabulary)
            if found is not None:
                alias, table = found
                tables[alias.casefold()] = table
                aliases[alias.casefold()] = alias
        elif folded in _ENDING:
            naming = False
    return Named(tables, aliases, tuple(parts))


def _named(statement: Sequence[Word], at: int, vocabulary: Vocabulary) -> tuple[str, Table] | None:
    """The table whose name stands at `at`, and what it is called."""
    if at >= len(statement) or not statement[at].is_name:
        return None
    table = vocabulary.table(statement[at].text)
    if table is None:
        return None
    rest = statement[at + 1 : at + 3]
    if rest and rest[0].folded == "as":
        rest = rest[1:]
    alias = rest[0] if rest and rest[0].is_name and rest[0].folded not in RESERVED else None
    return (alias.text if alias else table.name), table


def complete(text: str, at: int, vocabulary: Vocabulary, *, asked: bool = False) -> Completions:
    """What may stand at `at`; without a letter only where a name must follow, or when `asked` for."""
    low, high = max(0, at - LOOKED_AT), at + LOOKED_AT
    text, at = text[low:high], at - low
    statement = statement_at(text, at)
    begins = statement.start if statement.start <= at <= statement.end else at
    before, whole = text[begins:at], text[begins : max(statement.end, at)]
    nothing = Completions(low + at, low + at, ())
    inside = hidden(before, len(before), covers(before))
    if inside not in ("", '"'):
        return nothing
    typed = _typed(before, quoted=inside == '"')
    if typed.letters[:1].isdigit() and not typed.quoted:
        return nothing  # a number
    head = before[: len(before) - typed.length]
    end = at + (1 if typed.quoted and text[at : at + 1] == '"' else 0)
    # the word that is typed names nothing yet
    named = names_in([word for word in words(whole) if word.start != len(head)], vocabulary)
    found = _choices(head, typed.letters, named, vocabulary, asked=asked)
    ranked = _ranked(typed.letters, found, upper=_upper(typed.letters, whole))
    if [c.text.casefold() for c in ranked] == [typed.letters.casefold()] and not typed.quoted:
        return nothing  # it stands there already
    return Completions(low + at - typed.length, low + end, ranked)


class _Typed(NamedTuple):
    letters: str
    length: int
    quoted: bool


def _typed(before: str, *, quoted: bool) -> _Typed:
    """The word that is being typed."""
    if quoted:
        letters = before[before.rindex('"') + 1 :]
        return _Typed(letters, len(letters) + 1, quoted=True)
    match = _TYPED.search(before)
    letters = match[2] if match else ""
    return _Typed(letters, len(letters), quoted=False)


class _Choice(NamedTuple):
    text: str
    folded: str
    detail: str
    keyword: bool = False


def _choices(
    head: str, letters: str, named: Named, vocabulary: Vocabulary, *, asked: bool
) -> Iterator[_Choice]:
    """Everything that may follow `head`, the likeliest kind first."""
    if (dot := _BEFORE_DOT.search(head)) is not None:
        name = (dot[1] or "").replace('""', '"') or dot[2] or ""
        table = named.tables.get(name.casefold()) or vocabulary.table(name)
        if table is not None:
            yield from (_Choice(quote(c.name), c.folded, c.detail) for c in vocabulary.columns(table))
        return
    last, naming = _leads(head)
    if last in _NAMING or (last == "," and naming):
        yield from _tables(named, vocabulary)
        return
    if last == "on":
        yield from _joins(named, vocabulary)
    if not letters and not asked and last != "on":
        return
    yield from _columns(named, vocabulary)
    yield from (
        _Choice(quote(alias), alias.casefold(), f"{table.name} here") for alias, table in _called(named)
    )
    yield from (_Choice(keyword, keyword.casefold(), "", keyword=True) for keyword in KEYWORDS)
    yield from (_Choice(f"{name}(", name, detail, keyword=True) for name, detail in FUNCTIONS.items())
    yield from _tables(named, vocabulary)


def _leads(head: str) -> tuple[str, bool]:
    """The word or sign before the one that is typed, and whether a comma would go on with the tables."""
    last, naming = "", False
    for word in words(head):
        last = word.folded
        naming = last in _NAMING or (naming and last not in _ENDING)
    return last, naming


def _tables(named: Named, vocabulary: Vocabulary) -> Iterator[_Choice]:
    yield from (_Choice(quote(part), part.casefold(), "part of this query") for part in named.parts)
    for table in vocabulary.tables:
        yield _Choice(quote(table.name), table.name.casefold(), table.definition or "table")


def _called(named: Named) -> Iterator[tuple[str, Table]]:
    return ((named.aliases[key], table) for key, table in named.tables.items())


def _columns(named: Named, vocabulary: Vocabulary) -> Iterator[_Choice]:
    """Columns of the tables that are read; before any is named, those of all, each name once."""
    tables = list(dict.fromkeys(table.id for table in named.tables.values()))
    seen: set[str] = set()
    if not tables:
        tables = [table.id for table in vocabulary.tables[:TABLES_AT_ONCE]]
    for table_id in tables:
        table = vocabulary.target(table_id)
        for column in vocabulary.columns(table) if table is not None else ():
            if column.folded not in seen:
                seen.add(column.folded)
                yield _Choice(quote(column.name), column.folded, column.detail)


def _joins(named: Named, vocabulary: Vocabulary) -> Iterator[_Choice]:
    """How the tables that are read refer to each other."""
    ids = {table.id: alias for alias, table in _called(named)}
    for alias, table in _called(named):
        for column in table.columns:
            if column.target in ids and ids[column.target] != alias:
                text = f"{quote(alias)}.{quote(column.name)} = {quote(ids[column.target])}._id"
                yield _Choice(text, text.casefold(), "how they refer to each other")


def _ranked(letters: str, choices: Iterable[_Choice], *, upper: bool) -> tuple[Candidate, ...]:
    """Those that fit the letters: by their beginning, by the beginning of a part of them, within them."""
    folded = letters.casefold()
    ranks: tuple[list[Candidate], ...] = ([], [], [])
    seen: set[str] = set()
    for choice in choices:
        place = choice.folded.find(folded)
        if place < 0 or (choice.keyword and place > 0) or choice.text.casefold() in seen:
            continue
        seen.add(choice.text.casefold())
        text = choice.text
        if choice.keyword:
            text = text if upper or text.endswith("(") else text.lower()
        part = place > 0 and not choice.folded[place - 1].isalnum()
        ranks[0 if place == 0 else 1 if part else 2].append(Candidate(text, choice.detail))
        if len(ranks[0]) >= MOST:
            break
    return tuple([*ranks[0], *ranks[1], *ranks[2]][:MOST])


def _upper(letters: str, statement: str) -> bool:
    """Whether keywords are written large here: as the letters are, else as the statement begins."""
    if letters:
        return letters[:1].isupper()
    first = next((word.text for word in words(statement)), "")
    return not first.islower()


def quote(name: str) -> str:
    """A name as it stands in SQL: in quotes where it would be read as something else."""
    if _PLAIN.match(name) and name.isascii() and name.casefold() not in RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'
