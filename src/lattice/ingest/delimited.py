"""CSV and TSV: records with line numbers, empty kept apart from null, nothing padded or cut."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from lattice.client import LoadBatch
from lattice.ingest.encodings import check_encoding
from lattice.ingest.names import numbered
from lattice.ingest.reader import BATCH_ROWS, ReadOptions, Refusals, Stamp, invalid, shown
from lattice.model.errors import LatticeError

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARS = 65_536
_BLOCK = 1 << 18
_SAMPLE_RECORDS = 200
_SEP_LINE = re.compile(r"sep=(.)\r?\n?\Z")


class DelimitedReader:
    """A CSV or TSV file."""

    typed = False
    sheet = False

    def __init__(
        self, path: Path, options: ReadOptions, *, title: str, place: str, tabs: bool = False
    ) -> None:
        self.title, self.place = title, place
        self._path, self._options = path, options
        self._stamp = Stamp(path)
        self.size_bytes = self._stamp.size
        self.bytes_read = 0
        self.refusals = Refusals()
        self._encoding, note = check_encoding(path, options.encoding)
        self._check_lines()
        self.notes = [note] if note else []
        self._skip = 0
        self._delimiter = self._find_delimiter(tabs)
        self.headers = self._read_headers()

    def _check_lines(self) -> None:
        """Raise `too_large` for a line that would not fit into memory: a dump without line ends, say."""
        run = 0
        with self._path.open("rb") as file:
            while block := file.read(_BLOCK):
                run = 0 if b"\n" in block or b"\r" in block else run + len(block)
                if run > self._options.row_bytes:
                    raise LatticeError(
                        "too_large",
                        f"{shown(self.place)}: a line is longer than a row may be "
                        f"({self._options.row_bytes:,} bytes).",
                        "Check that it is a table with one record a line.",
                    )

    def _open(self) -> io.TextIOWrapper:
        return self._text(self._path.open("rb", buffering=1 << 18))

    def _text(self, file: BinaryIO) -> io.TextIOWrapper:
        return io.TextIOWrapper(file, encoding=self._encoding, newline="")

    def _find_delimiter(self, tabs: bool) -> str:
        with self._open() as file:
            sample = file.read(_SAMPLE_CHARS)
        if not sample.strip("\r\n\ufeff"):
            raise invalid(self._path, "is empty", "A CSV file has a line of column names, then its records.")
        cut = max(sample.rfind("\n"), sample.rfind("\r")) if len(sample) == _SAMPLE_CHARS else 0
        lines = io.StringIO(sample[: cut + 1] if cut > 0 else sample, newline="").readlines()
        if said := _SEP_LINE.match(lines[0]):
            self._skip, lines = 1, lines[1:]
            if not lines:
                raise invalid(self._path, "has no columns", "")
        if self._options.delimiter is not None:
            return _check_delimiter(self._options.delimiter)
        return said[1] if said else sniff_delimiter(lines, first="\t" if tabs else ",")

    def _read_headers(self) -> list[str]:
        records = self._records()
        for _, row in records:
            if any(row) or not self._options.header:
                if self._options.header:
                    return self._of_bearable_width([cell or "" for cell in row])
                return self._of_bearable_width(list(numbered(len(row))))
        raise invalid(self._path, "has no columns", "The first line must name the columns.")

    def _of_bearable_width(self, headers: list[str]) -> list[str]:
        """The headers; raises `too_large` when more columns have one than a table may have."""
        named = sum(1 for header in headers if header.strip())
        if named > self._options.columns:
            raise LatticeError(
                "too_large",
                f"{shown(self.place)} has {named:,} columns; {self._options.columns:,} are allowed.",
                "Leave columns out, or raise the limit in the settings.",
            )
        return headers

    def chunks(self) -> Iterator[LoadBatch]:
        """A pass over the records; raises `conflict` when the file changed since the first."""
        self._stamp.check()
        self.refusals.clear()
        self.bytes_read = 0
        width = len(self.headers)
        skip_header = self._options.header
        for lines, rows in self._batches():
            if skip_header:
                start = next((i for i, row in enumerate(rows) if any(row)), None)
                if start is None:
                    continue
                skip_header = False
                lines, rows = lines[start + 1 :], rows[start + 1 :]
            if set(map(len, rows)) - {width}:
                fitting = [(n, self._of_width(n, row, width)) for n, row in zip(lines, rows, strict=True)]
                lines = [n for n, row in fitting if row is not None]
                rows = [row for _, row in fitting if row is not None]
            if rows:
                yield LoadBatch(lines, rows)
        self._stamp.check()
        self.bytes_read = self.size_bytes

    def _of_width(self, line: int, row: list[str | None], width: int) -> list[str | None] | None:
        """The row as wide as the header where nothing is lost by that; else None, and it is refused."""
        if len(row) == width:
            return row
        if not row:
            return [None] if width == 1 else None  # a blank line; alone in its column it is a value
        if len(row) > width and all(cell is None for cell in row[width:]):
            return row[:width]
        self.refusals.add(line, f"has {_values(len(row))}, not {width}")
        return None

    def _records(self) -> Iterator[tuple[int, list[str | None]]]:
        for lines, rows in self._batches():
            yield from zip(lines, rows, strict=True)

    def _batches(self) -> Iterator[tuple[list[int], list[list[str | None]]]]:
        """Records as they stand, a thousand at a time, with the line on which each begins."""
        # a limit of the whole process, so that an unclosed quote cannot swallow a file into memory
        csv.field_size_limit(self._options.value_bytes)
        with self._path.open("rb", buffering=1 << 18) as raw_file, self._text(raw_file) as file:
            for _ in range(self._skip):
                file.readline()
            raw: list[str] = []
            reader = csv.reader(_recorded(file, raw), delimiter=self._delimiter, strict=True)
            line = self._skip + 1
            while True:
                raw.clear()
                try:
                    rows: list[list[str | None]] = list(islice(reader, BATCH_ROWS))  # type: ignore[arg-type]
                    broken = False
                except csv.Error:
                    rows, broken = [], True
                if not raw:
                    return
                if broken or len(raw) != len(rows):
                    lines, rows = self._one_by_one(raw, line)
                else:
                    lines = list(range(line, line + len(raw)))
                    self._mark_empty(rows, raw)
                line += len(raw)
                self.bytes_read = raw_file.tell()
                yield lines, rows

    def _mark_empty(self, rows: list[list[str | None]], raw: list[str]) -> None:
        """Put None for fields with nothing in them; `""` stays an empty text."""
        for i, row in enumerate(rows):
            if "" in row:
                if '""' in raw[i]:
                    rows[i] = quoted_apart(row, raw[i], self._delimiter)
                else:
                    rows[i] = [cell or None for cell in row]

    def _one_by_one(self, raw: list[str], line: int) -> tuple[list[int], list[list[str | None]]]:
        """Records of `raw` where some span lines or are broken; the broken ones are refused."""
        lines: list[int] = []
        rows: list[list[str | None]] = []
        reader = csv.reader(iter(raw), delimiter=self._delimiter, strict=True)
        start = 0
        while start < len(raw):
            try:
                row: list[str | None] | None = next(reader)  # type: ignore[assignment]
            except StopIteration:
                break
            except csv.Error as error:
                row = None
                self._refuse_broken(error, line + start, line + reader.line_num - 1)
            text = "".join(raw[start : reader.line_num])
            if row is not None:
                lines.append(line + start)
                rows.append(quoted_apart(row, text, self._delimiter) if "" in row else row)
            start = reader.line_num
        return lines, rows

    def _refuse_broken(self, error: csv.Error, first: int, last: int) -> None:
        said = str(error)
        if "field limit" in said:
            raise LatticeError(
                "too_large",
                f"{shown(self.place)}: a value in the record at line {first} has over "
                f"{csv.field_size_limit():,} characters.",
                "Perhaps a quote is never closed; else raise the limit of a value.",
            )
        if "unexpected end" in said:
            raise LatticeError(
                "invalid_file",
                f"{shown(self.place)}: a quote that opens in the record at line {first} is never closed.",
                'Close it, or write a quote inside of a value twice: "".',
            )
        until = f" (the record ends at line {last})" if last > first else ""
        self.refusals.add(first, f"has text after a closing quote{until}")


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count} values"


def _recorded(file: io.TextIOWrapper, raw: list[str]) -> Iterator[str]:
    keep = raw.append
    for line in file:
        keep(line)
        yield line


def quoted_apart(row: list[str | None], text: str, delimiter: str) -> list[str | None]:
    """`row` with None for each field of the record `text` that has nothing at all, not even quotes.

    The csv module gives the same empty string for both; this walks the record itself.
    """
    if '""' not in text:
        return [cell or None for cell in row]
    result: list[str | None] = []
    at = 0
    for cell in row:
        if text[at : at + 1] != '"':
            result.append(cell or None)
            at += len(cell or "")
        else:
            result.append(cell)
            at += 2 + len(cell or "") + (cell or "").count('"')
        at += len(delimiter)
    return result


def _check_delimiter(text: str) -> str:
    text = {"\\t": "\t", "tab": "\t"}.get(text, text)
    if len(text) != 1 or text in '"\r\n\0':
        raise LatticeError("usage", f"{text!r} cannot separate columns.", "Give one character, or `tab`.")
    return text


def sniff_delimiter(lines: list[str], *, first: str = ",") -> str:
    """The delimiter that splits most of `lines` into one number of columns; `first` wins a tie."""
    best, best_score = first, (0.0, 0)
    for delimiter in (first, *(d for d in DELIMITERS if d != first)):
        widths = []
        try:
            reader = csv.reader(iter(lines), delimiter=delimiter)
            widths = [len(row) for row in islice(reader, _SAMPLE_RECORDS) if row]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        agree = sum(width == widths[0] for width in widths) / len(widths)
        score = (round(agree, 1), widths[0])
        if agree >= 0.5 and score > best_score:
            best, best_score = delimiter, score
    return best
