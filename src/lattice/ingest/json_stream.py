"""Reads a big JSON document piece by piece: the elements of its arrays, never all of it at once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lattice.ingest.json_values import DECODER
from lattice.ingest.reader import invalid, shown
from lattice.model.errors import LatticeError
from lattice.model.values import Value

_BLOCK_CHARS = 1 << 18
_SPACES = " \t\r\n"


class Element(NamedTuple):
    """A value found on the way through a document."""

    key: str | None
    """Member of the outermost object that it stands under; None in a document that is an array."""
    number: int
    """From 1 in its array; 0 for a member that is no array."""
    value: Value


class JsonStream:
    """One pass over one document; `elements()` is read once."""

    def __init__(self, path: Path, encoding: str, element_bytes: int) -> None:
        self._path = path
        self._bytes = path.open("rb", buffering=1 << 18)
        self._file = io.TextIOWrapper(self._bytes, encoding=encoding, newline="")
        self._most = element_bytes
        self._text = ""
        self._at = 0
        self._ended = False
        self._gone = 0
        """Characters before `_text`."""

    @property
    def bytes_read(self) -> int:
        """How much of the file has been read."""
        return self._bytes.tell()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def elements(self) -> Iterator[Element]:
        """The elements of the array, or of each array in the object, that the document is.

        Raises `invalid_file` where the text is not JSON, or is neither array nor object.
        """
        opening = self._peek()
        if opening == "[":
            yield from self._array(None)
        elif opening == "{":
            yield from self._members()
        else:
            self._fail("is neither an array nor an object")
        if self._peek():
            self._fail("goes on after its end")

    def _members(self) -> Iterator[Element]:
        self._at += 1
        seen: set[str] = set()
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            if self._peek() != '"':
                self._fail("is not JSON: a name in quotes should stand here")
            key = self._value()
            if key in seen:
                self._fail(f"has {shown(key, 60)!r} twice")
            seen.add(key)
            self._expect(":")
            if self._peek() == "[":
                yield Element(key, 0, [])
                yield from self._array(key)
            else:
                yield Element(key, 0, self._value())
            if not self._more("}"):
                return

    def _array(self, key: str | None) -> Iterator[Element]:
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return
        number = 0
        while True:
            number += 1
            self._peek()
            yield Element(key, number, self._value())
            if not self._more("]"):
                return

    def _more(self, closing: str) -> bool:
        """Step over a comma (True) or the closing bracket (False)."""
        char = self._peek()
        if char not in (",", closing) or not char:
            self._fail("ends in the middle" if not char else f"is not JSON: , or {closing} should stand here")
        self._at += 1
        return char == ","

    def _expect(self, char: str) -> None:
        if self._peek() != char:
            self._fail(f"is not JSON: {char} should stand here")
        self._at += 1

    def _peek(self) -> str:
        """The next character that is not a blank, without taking it; empty at the end."""
        while True:
            while self._at < len(self._text):
                char = self._text[self._at]
                if char not in _SPACES:
                    return char
                self._at += 1
            if not self._read_on(_BLOCK_CHARS):
                return ""

    def _read_on(self, chars: int) -> bool:
        if self._ended:
            return False
        more = self._file.read(chars)
        self._gone += self._at
        self._text = self._text[self._at :] + more
        self._at = 0
        self._ended = not more
        return bool(more)

    def _value(self) -> Value:
        """The value that begins here; reads on until it is whole."""
        block = _BLOCK_CHARS
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut_off = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - 16
                if self._ended or not cut_off:
                    self._at = error.pos
                    self._fail(f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]}")
            except RecursionError:
                self._fail("is nested too deeply")
            else:
                # a number at the very end of what was read may go on
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            if len(self._text) - self._at > self._most:
                raise LatticeError(
                    "too_large",
                    f"{shown(self._path)}: the value at character {self._gone + self._at:,} is larger than "
                    f"a row may be ({self._most:,}).",
                    "Raise the limit of a row, or split the file.",
                )
            self._read_on(block)
            block *= 2

    def _fail(self, what: str) -> None:
        raise invalid(self._path, f"{what} (character {self._gone + self._at + 1:,})", "Check the file.")
