"""Markdown: a GitHub table, in which no value can become markup, a second cell or a second line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import BinaryIO

from lattice.ingest.writers.base import OutColumn, text_of
from lattice.model.values import ColumnType, Value

_LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_MARKS = re.compile(r"([\\`*_\[\]~|#!])")
_RIGHT = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})


def escaped(text: str) -> str:
    """`text` as it must stand in a cell to be read as itself."""
    lines = []
    for line in _LINE_ENDS.split(text):
        plain = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        seen = "".join(map(_visible, plain)) if not plain.isprintable() else plain
        lines.append(_MARKS.sub(r"\\\1", seen))
    return "<br>".join(lines)


def _visible(char: str) -> str:
    if char == "\t":
        return " "
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return f"<U+{ord(char):04X}>".replace("<", "&lt;").replace(">", "&gt;")
    return char


class MarkdownWriter:
    """Writes tables, each under its name when there are several."""

    def __init__(self, out: BinaryIO, *, several: bool) -> None:
        self._out = out
        self._several = several
        self._columns: Sequence[OutColumn] = ()
        self._first = True

    def table(self, name: str, columns: Sequence[OutColumn]) -> None:
        """See Writer."""
        self._columns = columns
        if self._several:
            self._out.write(f"{'' if self._first else chr(10)}## {escaped(name)}\n\n".encode())
        self._first = False
        names = " | ".join(escaped(c.name) for c in columns)
        rules = " | ".join("---:" if c.type in _RIGHT else "---" for c in columns)
        self._out.write(f"| {names} |\n| {rules} |\n".encode())

    def rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """See Writer."""
        types = [c.type for c in self._columns]
        lines = [
            " | ".join("" if v is None else escaped(text_of(t, v)) for t, v in zip(types, row, strict=True))
            for row in rows
        ]
        self._out.write("".join(f"| {line} |\n" for line in lines).encode())

    def finish(self) -> None:
        """See Writer."""
