"""Which encoding a text file is in: byte order mark, UTF-8, UTF-16 without a mark, else the likeliest."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from lattice.ingest.reader import invalid, unreadable
from lattice.model.errors import LatticeError

_BLOCK = 1 << 18
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Encodings that tables are found in; guessing among all 90 goes wrong on short samples.
_LIKELY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
]
_SAMPLE = 65_536
_WESTERN = re.compile(rb"[\xc0-\xd6\xd8-\xf6\xf8-\xff]")


def check_encoding(path: Path, wanted: str | None) -> tuple[str, str]:
    """The encoding to read `path` with, and a note for people when it was guessed.

    `wanted` is used as it is said. The whole file is decoded once, so reading it later cannot fail.
    Raises LatticeError `usage` for an unknown encoding, `invalid_file` for what is not text.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_SAMPLE)
    except OSError as error:
        raise unreadable(path, error) from None
    if wanted is not None:
        return _as_wanted(path, wanted, start), ""
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            if _decodes(path, encoding) is None:
                return encoding, ""
            raise invalid(path, f"begins as {encoding.upper()} and goes on as something else", _HINT)
    if b"\x00" in start:
        return _without_mark(path, start), ""
    bad_at = _decodes(path, "utf-8")
    if bad_at is None:
        return "utf-8", ""
    encoding = _guess(path, start, bad_at)
    return encoding, f"read as {encoding}, because it is not UTF-8; another can be given with --encoding"


_HINT = "Say which with --encoding, such as --encoding latin-1."


def _as_wanted(path: Path, wanted: str, start: bytes) -> str:
    try:
        encoding = codecs.lookup(wanted).name
        "".encode(encoding)
    except (LookupError, UnicodeError, ValueError):
        raise LatticeError("usage", f"There is no text encoding {wanted!r}.", _HINT) from None
    if encoding == "utf-8" and start.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    bad_at = _decodes(path, encoding)
    if bad_at is not None:
        raise invalid(path, f"is not {encoding}: byte {bad_at} does not fit", _HINT)
    return encoding


def _decodes(path: Path, encoding: str) -> int | None:
    """None when the whole file decodes; else roughly the byte where it does not."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    done = 0
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
                done += len(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return max(0, done + error.start - (len(error.object) - len(block) if block else 0))
        except UnicodeError:
            return done
    return None


def _without_mark(path: Path, start: bytes) -> str:
    """UTF-16 without a mark has a NUL in most pairs of Western text; everything else with NUL is binary."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = max(1, len(start) // 2)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) / half > 0.4 and min(even, odd) / half < 0.05 and _decodes(path, encoding) is None:
        return encoding
    if _decodes(path, "utf-8") is None and start.count(0) / len(start) < 0.2:
        return "utf-8"  # text with a stray NUL: the values that hold it are refused one by one
    raise invalid(path, "is not text", "Import reads CSV, TSV, JSON, NDJSON, Excel and SQLite files.")


def _guess(path: Path, start: bytes, bad_at: int) -> str:
    from charset_normalizer import from_bytes  # heavy: only for what is not UTF-8

    if bad_at > _SAMPLE // 2:
        with path.open("rb") as file:
            file.seek(bad_at - _SAMPLE // 4)
            start = file.read(_SAMPLE)
    # lines of plain ASCII say nothing about the encoding
    telling = b"\n".join(line for line in start.splitlines() if not line.isascii())[:_SAMPLE] or start
    accents = len(_WESTERN.findall(telling))
    mostly_latin = sum(b < 128 for b in telling) > 0.8 * len(telling)
    best = from_bytes(telling, cp_isolation=_LIKELY).best()
    order = [best.encoding] if best is not None else []
    if mostly_latin and accents:
        order.insert(0, "cp1252")  # a few accents among plain letters: short samples mislead statistics
    for encoding in [*order, "cp1252", "latin-1"]:
        if _decodes(path, encoding) is None:
            return "cp1252" if encoding == "cp1252" else encoding.replace("_", "-")
    raise invalid(path, "is in no encoding that could be found out", _HINT)
