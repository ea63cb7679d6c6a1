"""What the process of a reader writes: a line for each part, and reports of what the document is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from lattice.model.files import FileStatus, Part

#: Exit status of a process that could not write its last report.
NO_ROOM = 74

#: First byte of a line: what the rest of it is, in JSON.
PART, REPORT = b"P", b"R"

#: What can neither be stored nor encoded.
_UNKEPT = re.compile("[\0\ud800-\udfff]")


class Report(msgspec.Struct, omit_defaults=True):
    """What a reader says of a document beside its text; the last one counts."""

    media_type: str = "application/octet-stream"
    status: FileStatus | None = None
    """None until the reading has ended: then the process did not get that far."""
    error: str = ""
    title: str = ""
    details: dict[str, Any] = {}


_decode_part = msgspec.json.Decoder(Part)
_decode_report = msgspec.json.Decoder(Report)
_encode = msgspec.json.Encoder().encode


def kept(text: str) -> str:
    """`text` with U+FFFD for NUL and lone surrogates, which no reader lets out."""
    return _UNKEPT.sub("\ufffd", text) if _UNKEPT.search(text) else text


def part_line(part: Part) -> bytes:
    """The line that stands for `part`."""
    return PART + _encode(part) + b"\n"


def report_line(report: Report) -> bytes:
    """The line that stands for `report`."""
    return REPORT + _encode(report) + b"\n"


def parts_in(file: BinaryIO) -> Iterator[Part]:
    """The parts in order; the reader of `file` may do other things between two of them."""
    at = 0
    while True:
        file.seek(at)
        line = file.readline()
        if not line.endswith(b"\n"):  # the end, or a line that the process did not finish
            return
        at += len(line)
        if line.startswith(PART):
            yield _decode_part.decode(line[1:])


def cut_short(why: str, parts: int, last_page: int) -> str:
    """What is said of a reading that did not get to the end."""
    why = why.rstrip(".")
    if not parts:
        return f"{why}."
    until = f"up to page {last_page:,}" if last_page else "up to there"
    return f"{why}; its text is kept {until}."


class Written(msgspec.Struct, frozen=True):
    """What stands in a file of records."""

    report: Report
    """The last one."""
    parts: int
    last_page: int


def look_over(file: BinaryIO) -> Written:
    """Go through the whole file of a process that has ended."""
    report, parts, last = Report(), 0, b""
    file.seek(0)
    for line in file:
        if not line.endswith(b"\n"):
            break
        if line.startswith(PART):
            parts, last = parts + 1, line
        else:
            report = _decode_report.decode(line[1:])
    return Written(report, parts, (_decode_part.decode(last[1:]).page or 0) if last else 0)
