"""JSON and NDJSON files as tables: objects are rows, their names are columns."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from lattice.client import LoadBatch
from lattice.ingest.encodings import check_encoding
from lattice.ingest.json_stream import Element, JsonStream
from lattice.ingest.json_values import DECODER, find_flaw
from lattice.ingest.reader import BATCH_ROWS, ReadOptions, Refusals, Stamp, invalid, shown
from lattice.model.errors import LatticeError
from lattice.model.values import Value


class _Objects:
    """Gathers objects into batches; columns are the names in the order in which they first appear."""

    typed = True
    sheet = False

    def __init__(self, path: Path, options: ReadOptions, encoding: str, *, title: str, place: str) -> None:
        self.title, self.place = title, place
        self._path, self._options, self._encoding = path, options, encoding
        self._stamp = Stamp(path)
        self.size_bytes = self._stamp.size
        self.bytes_read = 0
        self.refusals = Refusals()
        self.notes: list[str] = []
        self.headers: list[str] = []
        self._index: dict[str, int] = {}
        self._shape: tuple[str, ...] = ()

    def _row(self, value: Value, line: int) -> list[Value] | None:
        """The values of one object in the order of the columns; None when it is refused."""
        if not isinstance(value, dict):
            self.refusals.add(line, find_flaw(value) or f"is {_kind(value)}, not an object")
            return None
        cells = list(value.values())
        # the same names in the same order as the columns: nothing to look up
        if tuple(value) != self._shape:
            cells = self._arranged(value)
        for cell in cells:
            if type(cell) not in _PLAIN and (reason := find_flaw(cell)):
                self.refusals.add(line, reason, self.headers[cells.index(cell)])
                return None
        return cells

    def _arranged(self, value: dict[str, Value]) -> list[Value]:
        for name in value:
            if name not in self._index:
                if len(self.headers) == self._options.columns:
                    raise LatticeError(
                        "too_large",
                        f"{shown(self.place)}: its objects have more than {self._options.columns} names.",
                        "Each name would be a column. Perhaps the names are data: make them values first.",
                    )
                self._index[name] = len(self.headers)
                self.headers.append(name)
        self._shape = tuple(self.headers)
        cells: list[Value] = [None] * len(self.headers)
        for name, cell in value.items():
            cells[self._index[name]] = cell
        return cells

    def _gathered(self, records: Iterator[tuple[int, Value]]) -> Iterator[LoadBatch]:
        lines: list[int] = []
        rows: list[list[Value]] = []
        for line, value in records:
            row = self._row(value, line)
            if row is None:
                continue
            lines.append(line)
            rows.append(row)
            if len(rows) == BATCH_ROWS:
                yield LoadBatch(lines, rows)
                lines, rows = [], []
        if rows:
            yield LoadBatch(lines, rows)

    def _begin(self) -> None:
        self._stamp.check()
        self.refusals.clear()
        self.bytes_read = 0

    def _finish(self) -> None:
        self._stamp.check()
        self.bytes_read = self.size_bytes


_PLAIN = frozenset({str, int, float, bool, type(None)})


def _kind(value: Value) -> str:
    if isinstance(value, list):
        return "an array"
    if isinstance(value, str):
        return "a text"
    return "null" if value is None else "true or false" if isinstance(value, bool) else "a number"


class JsonReader(_Objects):
    """One array of objects of a JSON document: the document itself, or the member `key` of it."""

    def __init__(
        self, path: Path, options: ReadOptions, encoding: str, *, title: str, place: str, key: str | None
    ) -> None:
        super().__init__(path, options, encoding, title=title, place=place)
        self._key = key

    def chunks(self) -> Iterator[LoadBatch]:
        """A pass over the objects; a row's line is its number in the array, from 1."""
        self._begin()
        yield from self._gathered(self._elements())
        self._finish()

    def _elements(self) -> Iterator[tuple[int, Value]]:
        stream = JsonStream(self._path, self._encoding, self._options.row_bytes)
        try:
            for key, number, value in stream.elements():
                if key == self._key and number:
                    if number % BATCH_ROWS == 0:
                        self.bytes_read = stream.bytes_read
                    yield number, value
        finally:
            stream.close()


class LinesReader(_Objects):
    """A file with one JSON object a line."""

    def chunks(self) -> Iterator[LoadBatch]:
        """A pass over the lines."""
        self._begin()
        yield from self._gathered(self._lines())
        self._finish()

    def _lines(self) -> Iterator[tuple[int, Value]]:
        most = self._options.row_bytes
        with (
            self._path.open("rb", buffering=1 << 18) as raw,
            io.TextIOWrapper(raw, encoding=self._encoding, newline="\n") as file,
        ):
            line = 0
            while text := file.readline(most + 1):
                line += 1
                if len(text) > most:
                    raise LatticeError(
                        "too_large",
                        f"{shown(self.place)}: line {line} is longer than a row may be ({most:,}).",
                    )
                if line % BATCH_ROWS == 0:
                    self.bytes_read = raw.tell()
                if text.isspace():
                    continue
                try:
                    value = DECODER.decode(text)
                except json.JSONDecodeError as error:
                    self.refusals.add(line, f"is not JSON: {error.msg} at character {error.pos + 1}")
                except RecursionError:
                    self.refusals.add(line, "is nested too deeply")
                else:
                    yield line, value


def lines_reader(path: Path, options: ReadOptions, *, title: str, place: str) -> LinesReader:
    """A reader of an NDJSON file."""
    encoding, note = check_encoding(path, options.encoding)
    reader = LinesReader(path, options, encoding, title=title, place=place)
    reader.notes += [note] if note else []
    return reader


def json_readers(path: Path, options: ReadOptions, *, title: str, place: str) -> Sequence[JsonReader]:
    """A reader for each array of objects of a JSON document; raises `invalid_file` when it has none."""
    encoding, note = check_encoding(path, options.encoding)
    keys, other, is_array = _outline(path, encoding, options)
    readers: list[JsonReader] = []
    if is_array:
        readers.append(JsonReader(path, options, encoding, title=title, place=place, key=None))
    alone = len(keys) == 1
    for key in keys:
        name = title if alone else key
        readers.append(
            JsonReader(path, options, encoding, title=name, place=f"{place}: {shown(key, 60)}", key=key)
        )
    if not readers:
        raise invalid(
            path,
            "holds no array of objects",
            'Import takes [{"name": "Ada"}, …] or an object that holds such arrays, each a table.',
        )
    readers[0].notes += [note] if note else []
    if other:
        names = ", ".join(shown(name, 40) for name in other[:10])
        readers[0].notes.append(f"{len(other)} members of the object are no table and stay out: {names}")
    return readers


def _outline(path: Path, encoding: str, options: ReadOptions) -> tuple[list[str], list[str], bool]:
    """Keys whose arrays hold objects, keys that are something else, and whether the document is an array."""
    tables: list[str] = []
    other: list[str] = []
    stream = JsonStream(path, encoding, options.row_bytes)
    try:
        element: Element
        for element in stream.elements():
            if element.key is None:
                return [], [], True  # an array: what is in it comes out in the first pass
            if element.number == 0:
                other.append(element.key)
            elif element.number == 1 and isinstance(element.value, dict):
                tables.append(other.pop())
    finally:
        stream.close()
    return tables, other, False
