"""Files and sources for tests of import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lattice.ingest.choices import parse_types
from lattice.ingest.plan import Source
from lattice.ingest.references import Lookup
from lattice.ingest.sources import ImportOptions, Sources, open_sources
from lattice.model.limits import Limits
from lattice.model.schema import Column, Schema, Table
from lattice.model.values import ColumnType, Value

EMPTY = Schema(())


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def opened(
    *paths: Path | str, schema: Schema = EMPTY, lookup: Lookup | None = None, types: str = "", **options: Any
) -> Sources:
    limits = options.pop("limits", Limits())
    stdin = options.pop("stdin", None)
    choices = ImportOptions(types=parse_types(types), **options)
    return open_sources(paths, schema=schema, options=choices, lookup=lookup, limits=limits, stdin=stdin)


def only(*paths: Path | str, **options: Any) -> Source:
    sources = opened(*paths, **options)
    assert len(sources) == 1
    return sources[0]


def rows_of(source: Source) -> list[list[Value]]:
    return [list(row) for batch in source.batches() for row in batch.rows]


def lines_of(source: Source) -> list[int]:
    return [line for batch in source.batches() for line in batch.lines]


def types_of(source: Source) -> dict[str, str]:
    return {g.name: g.type.value for g in source.guesses}


def table(name: str, key: tuple[str, ...] = (), /, **columns: ColumnType) -> Table:
    made = tuple(Column(f"c{i}", n, t) for i, (n, t) in enumerate(columns.items(), 1))
    ids = {c.name: c.id for c in made}
    return Table(f"T-{name}", name, made, key=tuple(ids[k] for k in key))
