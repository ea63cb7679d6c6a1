"""Opens what is to be imported: files become sources, each with a plan that says what will be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import msgspec

from lattice.ingest.choices import ImportOptions
from lattice.ingest.paths import expand, readers_of, spooled
from lattice.ingest.plan import Source, scan
from lattice.ingest.planning import Planner
from lattice.ingest.reader import Reader, ReadOptions, shown
from lattice.ingest.references import Lookup
from lattice.model.errors import LatticeError
from lattice.model.limits import Limits
from lattice.model.schema import Schema, fold

__all__ = ["ImportOptions", "Sources", "open_sources", "replan"]


class Sources:
    """The sources of one import, in an order in which references find their rows. Close it when done."""

    def __init__(self, sources: Sequence[Source], notes: Sequence[str], held: ExitStack) -> None:
        self._sources = tuple(sources)
        self.notes = tuple(notes)
        """About the import as a whole."""
        self._held = held

    def __iter__(self) -> Iterator[Source]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def __getitem__(self, index: int) -> Source:
        return self._sources[index]

    def __enter__(self) -> Sources:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove what was kept aside of standard input."""
        self._held.close()


def open_sources(
    paths: Sequence[Path | str],
    *,
    schema: Schema,
    options: ImportOptions = ImportOptions(),  # noqa: B008  (frozen)
    stdin: BinaryIO | None = None,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    lookup: Lookup | None = None,
) -> Sources:
    """Read all of `paths` once and plan their import; `-` is `stdin`. Not for the event loop.

    `lookup` gives the values of columns of tables that are there, so that references into them are found.
    Raises LatticeError: `not_found`, `invalid_file`, `too_large`, `usage`, `conflict`.
    """
    with ExitStack() as stack:
        readers, notes = _readers(paths, options, limits, stdin, stack)
        if options.table is not None and len({r.place for r in readers}) > len(paths):
            raise LatticeError(
                "usage",
                f"There are {len(readers)} tables to import and one name for them.",
                "Leave --table out, or import a file with one table.",
            )
        coming = len({fold(reader.title) for reader in readers})
        if options.table is None and coming > limits.tables:
            raise LatticeError(
                "too_large",
                f"There are {coming:,} tables to import; a workspace may have {limits.tables:,}.",
                "Import fewer of them, or raise the limit in the settings.",
            )
        scans = [scan(reader) for reader in readers]
        sources = Planner(schema, options, limits, lookup).plan(scans)
        return Sources(sources, notes, stack.pop_all())


def replan(
    source: Source,
    options: ImportOptions,
    *,
    schema: Schema,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
) -> Source:
    """`source` under other options, decided from what is known of its file; raises as `open_sources`.

    References that are wanted stand in `options.types`; none are looked for.
    """
    decided = msgspec.structs.replace(options, references=False)
    return Planner(schema, decided, limits, None).plan([source.scanned])[0]


def _readers(
    paths: Sequence[Path | str],
    options: ImportOptions,
    limits: Limits,
    stdin: BinaryIO | None,
    stack: ExitStack,
) -> tuple[list[Reader], list[str]]:
    read = ReadOptions(
        encoding=options.encoding,
        delimiter=options.delimiter,
        header=options.header,
        value_bytes=limits.value_bytes,
        row_bytes=limits.row_bytes,
        columns=limits.columns,
    )
    if not paths:
        raise LatticeError(
            "usage", "There is nothing to import.", "Name a file, a folder, or - for standard input."
        )
    readers: list[Reader] = []
    notes: list[str] = []
    for path in paths:
        if path == "":
            # as `import "$FILE"` gives where FILE is not set; it would be the whole folder
            raise LatticeError("usage", "A path is empty.", "Name a file, a folder, or - for standard input.")
        if str(path) == "-":
            if stdin is None:
                raise LatticeError("usage", "There is no standard input here.", "Name a file.")
            kept = stack.enter_context(spooled(stdin, limits.import_bytes))
            readers += readers_of(kept, read, piped=True)
            continue
        files, left_out = expand([Path(path)])
        notes += left_out
        for file in files:
            if (size := file.stat().st_size) > limits.import_bytes:
                raise LatticeError(
                    "too_large",
                    f"{shown(file)} has {size:,} bytes; an import may have {limits.import_bytes:,}.",
                    "Split it, or raise the limit in the settings.",
                )
            readers += readers_of(file, read)
    return readers, notes
