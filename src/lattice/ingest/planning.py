"""Decides what becomes of what was found in files: names, types, keys, references, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from lattice.client import LoadColumn, LoadMode, LoadPlan
from lattice.ingest.choices import ImportOptions, TypeChoice
from lattice.ingest.infer import Finding
from lattice.ingest.names import table_name
from lattice.ingest.plan import ColumnGuess, Scanned, Source
from lattice.ingest.reader import shown
from lattice.ingest.references import Lookup, Target, candidates, refers, targets, unique_values
from lattice.model.errors import LatticeError
from lattice.model.limits import Limits
from lattice.model.schema import Schema, Table, check_name, fold
from lattice.model.values import ColumnType


class Planner:
    """Decides table by table; knows the tables that earlier sources make. Used once."""

    def __init__(self, schema: Schema, options: ImportOptions, limits: Limits, lookup: Lookup | None) -> None:
        self._schema = schema
        self._options = options
        self._limits = limits
        self._lookup = lookup
        self._coming: dict[str, LoadPlan] = {}
        self._types_used: set[str] = set()
        self._names: set[str] = set()

    def plan(self, scans: Sequence[Scanned]) -> list[Source]:
        """Sources in the order in which they must be loaded."""
        named = [(self._table_name(scanned), scanned) for scanned in scans]
        for name, scanned in named:
            # before anything is compared with anything: a file may have a million columns
            self._check_width(scanned, self._existing(name))
        self._names = {fold(name) for name, _ in named}
        known = targets(self._schema, [(n, s, self._key(n, s)) for n, s in named])
        choices = {id(scanned): self._with_references(name, scanned, named, known) for name, scanned in named}
        ordered = _in_order(
            [(n, s, {c.target for c in choices[id(s)].values() if c.target}) for n, s in named]
        )
        sources = [self._source(name, scanned, choices[id(scanned)]) for name, scanned in ordered]
        unused = [name for name in self._options.types if fold(name) not in self._types_used]
        if unused:
            columns = ", ".join(n for s in scans for n in s.names)
            raise LatticeError(
                "not_found", f"There is no column {unused[0]!r} to give a type.", f"Columns: {columns}."
            )
        return sources

    def _table_name(self, scanned: Scanned) -> str:
        wanted = self._options.table
        name = check_name(wanted, "Table") if wanted is not None else table_name(scanned.reader.title)
        found = self._existing(name)
        return found.name if found else name

    def _existing(self, name: str) -> Table | None:
        return next((t for t in self._schema.tables if fold(t.name) == fold(name) and not t.native), None)

    def _given(self, scanned: Scanned) -> dict[str, TypeChoice]:
        """Types that the person gave, by column name of the source."""
        given = {}
        wanted = {fold(name): choice for name, choice in self._options.types.items()}
        for header, name in zip(scanned.headers, scanned.names, strict=True):
            for spelled in (fold(name), fold(header.strip())):
                if spelled in wanted:
                    given[name] = wanted[spelled]
                    self._types_used.add(spelled)
        return given

    def _with_references(
        self,
        table: str,
        scanned: Scanned,
        named: Sequence[tuple[str, Scanned]],
        known: Sequence[Target],
    ) -> dict[str, TypeChoice]:
        """Types given by the person, and references found by their values."""
        choices = self._given(scanned)
        if not self._options.references:
            return choices
        self._add_foreign(table, scanned, named, choices)
        existing = self._existing(table)
        for name, found in zip(scanned.names, scanned.findings, strict=True):
            if name in choices or (existing and existing.find(name)) or found.type not in _KEYS:
                continue
            for target in candidates(table, name, found.type, known):
                keys = self._keys_of(target)
                if keys is not None and refers(scanned, name, keys):
                    choices[name] = TypeChoice(ColumnType.REFERENCE, target.table, target.column)
                    break
        return choices

    def _add_foreign(
        self,
        table: str,
        scanned: Scanned,
        named: Sequence[tuple[str, Scanned]],
        choices: dict[str, TypeChoice],
    ) -> None:
        """References that the file itself declares, where every value has its row."""
        declared: Mapping[str, tuple[str, str]] = getattr(scanned.reader, "foreign", {})
        for header, (target_title, target_header) in declared.items():
            name = scanned.names[scanned.headers.index(header)]
            for other, other_scan in named:
                if fold(other_scan.reader.title) != fold(target_title) or name in choices or other == table:
                    continue
                index = next(
                    (i for i, h in enumerate(other_scan.headers) if fold(h) == fold(target_header)), None
                )
                keys = unique_values(other_scan, other_scan.names[index]) if index is not None else None
                if index is not None and keys and refers(scanned, name, keys):
                    choices[name] = TypeChoice(ColumnType.REFERENCE, other, other_scan.names[index])

    def _keys_of(self, target: Target) -> frozenset[str] | None:
        if target.scanned is not None:
            found = unique_values(target.scanned, target.column)
        else:
            found = self._lookup(target.table, target.column) if self._lookup else None
        return frozenset(found) if found else None

    def _key(self, table: str, scanned: Scanned) -> tuple[str, ...]:
        """Columns that say which row is meant: as asked, else as the table or the file has it."""
        if self._options.key:
            by_name = {fold(n): n for n in scanned.names}
            by_name |= {fold(h.strip()): n for h, n in zip(scanned.headers, scanned.names, strict=True)}
            missing = [k for k in self._options.key if fold(k.strip()) not in by_name]
            if missing:
                raise LatticeError(
                    "not_found",
                    f"{scanned.reader.place} has no column {missing[0]!r} to be a key.",
                    f"Columns: {', '.join(scanned.names)}.",
                )
            return tuple(by_name[fold(k.strip())] for k in self._options.key)
        existing = self._existing(table)
        if existing is not None:
            return tuple(c.name for c in existing.columns if c.id in existing.key)
        primary: Sequence[str] = getattr(scanned.reader, "key", ())
        return tuple(scanned.names[scanned.headers.index(h)] for h in primary)

    def _source(self, table: str, scanned: Scanned, choices: dict[str, TypeChoice]) -> Source:
        existing = self._existing(table)
        earlier = self._coming.get(fold(table))
        mode = self._options.mode
        if earlier is not None and mode is LoadMode.REPLACE:
            raise LatticeError(
                "usage",
                f"Two sources would both replace the table {table}.",
                "Import them one by one.",
            )
        key = self._key(table, scanned)
        if mode is LoadMode.UPSERT and not key:
            raise LatticeError(
                "usage",
                f"To change rows of {table} it must be said which is which.",
                "Name the key: --key COLUMN.",
            )
        guesses = [
            self._guess(name, header, found, choices.get(name), existing, earlier)
            for name, header, found in zip(scanned.names, scanned.headers, scanned.findings, strict=True)
        ]
        columns = tuple(LoadColumn(g.name, g.type, g.target, g.via) for g in guesses)
        place = scanned.reader.place
        plan = LoadPlan(
            table=table, columns=columns, mode=mode, key=key, strict=self._options.strict, source=place
        )
        self._coming.setdefault(fold(table), plan)
        exists = existing is not None or earlier is not None
        notes = [
            *self._table_notes(table, scanned, exists),
            *scanned.notes,
            *(g.line for g in guesses if g.why),
        ]
        return Source(scanned, plan, guesses, notes, exists=exists)

    def _check_width(self, scanned: Scanned, existing: Table | None) -> None:
        there = {fold(c.name) for c in existing.columns} if existing else set()
        total = len(there) + sum(fold(name) not in there for name in scanned.names)
        if total > self._limits.columns:
            raise LatticeError(
                "too_large",
                f"{scanned.reader.place} would make a table of {total:,} columns; "
                f"{self._limits.columns:,} are allowed.",
                "Leave columns out, or raise the limit in the settings.",
            )

    def _table_notes(self, table: str, scanned: Scanned, exists: bool) -> Iterator[str]:
        if self._options.table is None and table != scanned.reader.title and not exists:
            yield f"the table is called {table}: {shown(scanned.reader.title, 60)!r} cannot be a name"
        if exists:
            what = {
                LoadMode.APPEND: "rows are added to it",
                LoadMode.REPLACE: "its rows go to the trash first",
                LoadMode.UPSERT: "rows with the same key are changed, others added",
            }
            yield f"the table {table} is there already: {what[self._options.mode]}"

    def _guess(
        self,
        name: str,
        header: str,
        found: Finding,
        choice: TypeChoice | None,
        existing: Table | None,
        earlier: LoadPlan | None,
    ) -> ColumnGuess:
        base = ColumnGuess(
            name=name, header=header, type=found.type, empty=found.empty, examples=found.examples
        )
        column = existing.find(name) if existing else None
        if column is not None:
            target = self._schema.by_id(column.target) if column.target else None
            via = choice.via if choice and choice.via else self._single_key(target)
            return msgspec.structs.replace(
                base,
                name=column.name,
                type=column.type,
                target=target.name if target else None,
                via=via,
                new=False,
                why="as the table has it" if column.type is not found.type else "",
            )
        before = next((c for c in earlier.columns if fold(c.name) == fold(name)), None) if earlier else None
        if before is not None:
            return msgspec.structs.replace(
                base, name=before.name, type=before.type, target=before.target, via=before.via, new=False
            )
        if choice is None:
            return msgspec.structs.replace(base, why=found.why)
        if choice.type is not ColumnType.REFERENCE:
            return msgspec.structs.replace(
                base, type=choice.type, why="as you said" * (choice.type is not found.type)
            )
        assert choice.target is not None  # parse_choice sees to it
        given = any(fold(n) in (fold(name), fold(header.strip())) for n in self._options.types)
        if fold(choice.target) not in self._names:
            self._schema.table(choice.target)  # says which tables there are
        via = choice.via or self._via_of(choice.target)
        why = "as you said" if given else f"every value is a {via} of {choice.target}"
        return msgspec.structs.replace(base, type=choice.type, target=choice.target, via=via, why=why)

    def _via_of(self, table: str) -> str | None:
        coming = self._coming.get(fold(table))
        if coming is not None and len(coming.key) == 1:
            return coming.key[0]
        return self._single_key(self._existing(table))

    def _single_key(self, table: Table | None) -> str | None:
        column = table.by_id(table.key[0]) if table is not None and len(table.key) == 1 else None
        return column.name if column else None


_KEYS = (ColumnType.TEXT, ColumnType.INTEGER)


def _in_order(items: Sequence[tuple[str, Scanned, set[str]]]) -> list[tuple[str, Scanned]]:
    """Tables that are referred to before those that refer to them; else as they came."""
    waiting = list(items)
    done: list[tuple[str, Scanned]] = []
    while waiting:
        names = {fold(name) for name, _, _ in waiting}
        free = [w for w in waiting if not ({fold(t) for t in w[2]} & names) - {fold(w[0])}]
        # two that refer to each other cannot both come first; the load says which rows it did not find
        for item in free or waiting[:1]:
            waiting.remove(item)
            done.append((item[0], item[1]))
    return done
