"""Where a reader puts what it finds; keeps the limits of text and time."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import Any, BinaryIO

import msgspec

from lattice.ingest.documents.limits import ReadLimits
from lattice.ingest.documents.records import Report, kept, part_line, report_line
from lattice.model.files import FileStatus, Part
from lattice.model.parts import bounded

#: Characters of a text among the details, of a title, of a heading.
_DETAIL_CHARS = 2_000
#: Entries of a list among the details.
_DETAIL_ENTRIES = 200


class Unreadable(Exception):
    """The document cannot be read; the text says why, for people."""


class Stopped(Exception):
    """A limit was reached; the text says which."""


class Output:
    """The parts of one document on their way out, and what is said of it."""

    def __init__(self, sink: BinaryIO, limits: ReadLimits, began: float) -> None:
        self.media_type = "application/octet-stream"
        self.title = ""
        self.details: dict[str, Any] = {}
        self.partial = ""
        """Why text is missing, when the reading went on without it."""
        self.chars = 0
        self.wrote_text = False
        self.last_page = 0
        self._sink = sink
        self._limits = limits
        # ends by itself a little before it would be ended
        self._deadline = began + limits.seconds - min(1.0, limits.seconds / 5)

    def add(
        self, text: str, *, page: int | None = None, place: str = "", heading: str = "", level: int = 0
    ) -> None:
        """The next part. Raises Stopped when it is more than may be, or later than it may be."""
        part = Part(kept(text), page, kept(place)[:500], kept(heading)[:500], level)
        for piece in bounded([part]):
            room = self._limits.chars - self.chars
            if room > 0:
                self._put(msgspec.structs.replace(piece, text=piece.text[:room]))
            if len(piece.text) > room:
                raise Stopped(f"It has more than {self._limits.chars:,} characters")
        self.check_time()

    def _put(self, part: Part) -> None:
        self.chars += len(part.text)
        self.wrote_text = self.wrote_text or not part.text.isspace()
        self.last_page = part.page or 0
        self._write(part_line(part))

    def check_time(self) -> None:
        """Raise Stopped when the time is over; for loops that add nothing for a while."""
        if time.monotonic() > self._deadline:
            raise Stopped(f"Reading it takes longer than {self._limits.seconds:g} s")

    def describe(self, **details: object) -> None:
        """Say more of the document; what is empty is left out."""
        self.details.update({k: v for k, v in details.items() if v not in (None, "", [], {})})

    def report(self, status: FileStatus | None, error: str = "") -> None:
        """Write down what is known of the document so far, or in the end."""
        details = {kept(str(k)): _plain(v) for k, v in self.details.items()}
        title = " ".join(kept(self.title)[:_DETAIL_CHARS].split())[:500]
        self._write(report_line(Report(self.media_type, status, kept(error), title, details)))

    def _write(self, line: bytes) -> None:
        self._sink.write(line)
        self._sink.flush()  # what is written is safe when the process is ended


def _plain(value: object, depth: int = 0) -> Any:
    """`value` as JSON of a bounded size."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        text = kept(value)
        return text if len(text) <= _DETAIL_CHARS else text[: _DETAIL_CHARS - 1] + "…"
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        return value if value - value == 0 else str(value)  # NaN and infinity are no JSON
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict) and depth < 5:
        pairs = list(value.items())[:_DETAIL_ENTRIES]
        return {str(_plain(str(k))): _plain(v, depth + 1) for k, v in pairs}
    if isinstance(value, list | tuple) and depth < 5:
        return [_plain(v, depth + 1) for v in value[:_DETAIL_ENTRIES]]
    return _plain(str(value))
