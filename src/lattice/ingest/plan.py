"""A source: one table of a file with its plan, its guesses and its rows on their way to `client.load`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

import msgspec

from lattice.client import LoadBatch, LoadPlan
from lattice.ingest.infer import Finding, TextScan, TypedScan
from lattice.ingest.json_values import holds_exact, literal, parse_cell
from lattice.ingest.names import column_names
from lattice.ingest.reader import Reader, invalid_place
from lattice.model.errors import LatticeError
from lattice.model.rows import Refusal
from lattice.model.values import TEXTUAL, ColumnType, Value

#: Turns a value of the file into one for the load; raises ValueError with the reason.
Convert = Callable[[Value], Value]


class ColumnGuess(msgspec.Struct, frozen=True):
    """What one column is taken to be, said before it is applied."""

    name: str
    """In the workspace; `header` may differ."""
    header: str
    """In the file."""
    type: ColumnType
    target: str | None = None
    """Table that a reference points into."""
    via: str | None = None
    """Column of the target whose values stand here."""
    why: str = ""
    """Where people would ask: why it stays text, or who decided."""
    empty: int = 0
    """Rows with nothing in it."""
    examples: tuple[str, ...] = ()
    """Up to three values, safe to print."""
    new: bool = True
    """Whether the column is to be made."""

    @property
    def line(self) -> str:
        """`zip → text: '00501' has leading zeros`."""
        kind = self.type.value
        if self.target:
            kind += f" to {self.target}" + (f" by {self.via}" if self.via else "")
        return f"{self.name} → {kind}" + (f": {self.why}" if self.why else "")


class Scanned(msgspec.Struct, frozen=True):
    """What the first pass over a reader found."""

    reader: Reader
    headers: tuple[str, ...]
    """As the file has them."""
    names: tuple[str, ...]
    """Legal and unique, in the order of the headers."""
    findings: tuple[Finding, ...]
    rows: int
    notes: tuple[str, ...]
    places: tuple[int, ...] | None = None
    """Where each column stands in the reader's rows; None when all are taken."""


def scan(reader: Reader) -> Scanned:
    """Read all of it once for the types; raises `invalid_file` when it has no columns."""
    scans: list[TextScan] | list[TypedScan] = []
    late: list[int] = []
    rows = 0
    for batch in reader.chunks():
        columns = zip_longest(*batch.rows) if reader.typed else zip(*batch.rows, strict=True)
        for i, values in enumerate(columns):
            if i == len(scans):
                scans.append(TypedScan(sheet=reader.sheet) if reader.typed else TextScan())  # type: ignore[arg-type]
                late.append(rows)
            scans[i].add(values)
        rows += len(batch.rows)
    while len(scans) < len(reader.headers):
        scans.append(TypedScan(sheet=reader.sheet) if reader.typed else TextScan())  # type: ignore[arg-type]
        late.append(rows)
    if not scans:
        first = next(iter(reader.refusals.first), None)
        raise invalid_place(
            reader.place, f"has no columns{f': record {first.line} {first.reason}' if first else ''}"
        )
    findings = [
        msgspec.structs.replace(found, empty=found.empty + missed) if missed else found
        for found, missed in zip((s.finding() for s in scans), late, strict=True)
    ]
    places = [i for i, found in enumerate(findings) if reader.headers[i].strip() or found.empty < rows]
    names, notes = column_names(reader.headers)
    if len(places) == len(findings) or not places:
        places = list(range(len(findings)))
    else:
        notes = [n for n in notes if not n.startswith(_unnamed(len(findings), places))]
        notes.append(f"columns with neither header nor values are left out: {len(findings) - len(places)}")
    return Scanned(
        reader=reader,
        headers=tuple(reader.headers[i] for i in places),
        names=tuple(names[i] for i in places),
        findings=tuple(findings[i] for i in places),
        rows=rows,
        notes=(*reader.notes, *notes),
        places=tuple(places) if len(places) < len(findings) else None,
    )


def _unnamed(width: int, places: Sequence[int]) -> tuple[str, ...]:
    """How the notes on names of columns that are left out begin."""
    return tuple(f"column {i + 1} has no header" for i in range(width) if i not in places)


class Source:
    """One table of a file, ready to be loaded; `batches()` may be read more than once."""

    def __init__(
        self,
        scanned: Scanned,
        plan: LoadPlan,
        guesses: Sequence[ColumnGuess],
        notes: Sequence[str],
        *,
        exists: bool,
    ) -> None:
        self.scanned = scanned
        """What the pass over its file found; `replan` decides anew from it."""
        self.plan = plan
        self.guesses = tuple(guesses)
        self.notes = tuple(notes)
        """For people: what was decided and why."""
        self.exists = exists
        """Whether rows go into a table that is there already (or that an earlier source makes)."""
        self.rows = scanned.rows
        """Records that can be read, refused ones not counted."""
        self._reader = scanned.reader
        self._converts = tuple(
            _converter(scanned.reader, guess, found)
            for guess, found in zip(guesses, scanned.findings, strict=True)
        )
        self._places = scanned.places
        self._width = len(scanned.reader.headers)
        self._refused: list[Refusal] = []
        self._refused_count = 0

    @property
    def place(self) -> str:
        """Where it comes from: `book.xlsx: Sheet1`."""
        return self._reader.place

    @property
    def size_bytes(self) -> int:
        """Size of the file."""
        return self._reader.size_bytes

    @property
    def bytes_read(self) -> int:
        """How far `batches()` has come in it, roughly."""
        return self._reader.bytes_read

    @property
    def refused(self) -> int:
        """Records that the reader itself refused in the pass under way; not in the report of the load."""
        return self._reader.refusals.count + self._refused_count

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """The first 1,000 of them."""
        return tuple(sorted([*self._reader.refusals.first, *self._refused], key=lambda r: r.line)[:1_000])

    def batches(self) -> Iterator[LoadBatch]:
        """The rows, converted to the plan's types where the file has none of its own.

        Raises `conflict` when the file changed since its types were found out, and at the end
        `rows_refused` when the plan is strict and a record was refused.
        """
        self._refused, self._refused_count = [], 0
        width = self._width
        work = [(i, convert) for i, convert in enumerate(self._converts) if convert is not None]
        for lines, rows in self._reader.chunks():
            if self._reader.typed and any(len(row) != width for row in rows):
                rows = [[*row, *[None] * (width - len(row))] for row in rows]
            if self._places is not None:
                rows = [[row[i] for i in self._places] for row in rows]
            yield self._converted(lines, rows, work) if work else LoadBatch(lines, rows)
        if self.plan.strict and self.refused:
            raise self._refused_all()

    def _refused_all(self) -> LatticeError:
        first = self.refusals[0]
        return LatticeError(
            "rows_refused",
            f"{self.place}: {self.refused} of its records do not fit; line {first.line} {first.reason}.",
            "Nothing was imported. Mend the file, or import without --strict to leave them out.",
            details={"refusals": msgspec.to_builtins(self.refusals)},
        )

    def _converted(
        self, lines: Sequence[int], rows: Sequence[Sequence[Value]], work: list[tuple[int, Convert]]
    ) -> LoadBatch:
        kept_lines: list[int] = []
        kept_rows: list[list[Value]] = []
        for line, row in zip(lines, rows, strict=True):
            cells = list(row)
            try:
                for i, convert in work:
                    if cells[i] is not None:
                        cells[i] = convert(cells[i])
            except (ValueError, RecursionError) as error:
                self._refuse(Refusal(line, self.guesses[i].name, f"is not JSON that can be kept: {error}"))
                continue
            kept_lines.append(line)
            kept_rows.append(cells)
        return LoadBatch(kept_lines, kept_rows)

    def _refuse(self, refusal: Refusal) -> None:
        self._refused_count += 1
        if len(self._refused) < 1_000:
            self._refused.append(refusal)


def _converter(reader: Reader, guess: ColumnGuess, found: Finding) -> Convert | None:
    """What must happen to each value, not None, of one column; None when nothing."""
    if reader.typed and guess.type is ColumnType.REFERENCE:
        return str
    if reader.sheet and guess.type is ColumnType.JSON:
        return _as_json_in_sheet
    if guess.type is ColumnType.JSON and found.exact:
        return _unless_rounded
    if reader.typed:
        if guess.type not in TEXTUAL or found.only_text:
            return None
        return literal if found.exact and guess.new else _as_text
    if guess.type is ColumnType.JSON:
        return _as_json
    if guess.type not in TEXTUAL and found.blanks:
        return _or_none
    return None


def _as_text(value: Value) -> Value:
    return value if type(value) is str else literal(value)


def _as_json(text: Value) -> Value:
    return parse_cell(text) if text else None


def _as_json_in_sheet(cell: Value) -> Value:
    return parse_cell(cell) if type(cell) is str else cell


def _unless_rounded(value: Value) -> Value:
    if holds_exact([value]):
        raise ValueError("a number in it would be rounded")
    return value


def _or_none(text: Value) -> Value:
    return text or None
