"""Markdown that grows at its end: cut into stretches that no longer change, and a tail that still may.

Where it is cut depends on the lines before alone, so that a text which came in pieces and the same text
at once end as the same stretches. A stretch is parsed and laid out by itself; only the tail is done again
when more comes, whatever has been said before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lattice.tui.widgets.markdown.sections import cell_widths, cell_words
from lattice.tui.widgets.markdown.tables import Shape

#: Characters after which a stretch ends where the next block begins.
ENOUGH = 500
#: Characters after which a list is cut between two of its entries, and code between two of its lines.
LONG = 1500
#: Characters after which a cut is made at any line.
FAR = 20_000
#: Characters of a link that is still coming in, at most.
HALF_LINK = 1000
#: Characters after which a line is cut between two words: it is a paragraph without end.
LINE = 5000
#: Rows after which a table is cut; how wide its columns are is decided by the first piece.
ROWS = 30

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TITLE = re.compile(r"#{1,6}(?:[ \t]|\Z)")
_ITEM = re.compile(r"([ \t]*)(?:([-+*])|(\d{1,9})([.)]))(?:[ \t]|\Z)")
_DELIMITER = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
#: What begins a line and may yet become anything: not shown until more of it is here.
_UNDECIDED = re.compile(r"[ \t]*(?:[-=*+_#>~`|:. \t]*|\d{1,9}[.)][ \t]*)\Z")
_CODE = re.compile(r"`[^`]*`")
#: A link whose address is still coming in: its words are shown.
_HALF_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\Z")


class Stretch(NamedTuple):
    """Some lines of Markdown that are parsed by themselves."""

    source: str
    close: bool = False
    """Whether no blank line stands between it and the next."""
    head: str = ""
    """The first two lines of the table that it goes on with."""
    shape: Shape | None = None
    fence: str = ""
    """The line that opened the code it goes on with."""
    indent: int = 0
    """How far in the list stands that it goes on with, in cells."""
    number: int = 0
    """Of the entry that it begins with, in the numbered list that it goes on with; 0 elsewhere."""


class _List(NamedTuple):
    """A list of the outermost level that may go on."""

    kind: str
    """Its bullet, or the sign after its numbers."""
    next: int
    """The number of its next entry; 0 where there are none."""


class Cutter:
    """Takes text as it comes and gives the stretches that are done."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0
        self._partial = ""
        self._fence, self._fence_line = "", ""
        self._list: _List | None = None
        self._rows = -1
        """Rows of the table that is open; -1 without one."""
        self._base = Stretch("")
        """What the open stretch goes on with."""

    # --- taking ---

    def feed(self, text: str) -> list[Stretch]:
        """Take more; the stretches that it finished."""
        *lines, self._partial = (self._partial + text).split("\n")
        found: list[Stretch] = []
        for line in lines:
            rest = self._take_beginnings(line, found)
            found += self._take(rest.removesuffix("\r"))
        self._partial = self._take_beginnings(self._partial, found)
        return found

    def _take_beginnings(self, line: str, found: list[Stretch]) -> str:
        """Take all but the end of a line that is longer than anybody writes; the end of it."""
        while len(line) > LINE:
            at = line.rfind(" ", 1, LINE) + 1 or LINE
            found += self._take(line[:at])
            line = line[at:]
            if not self._fence and self._rows < 0:
                found += self._cut(close=True)
        return line

    def finish(self) -> list[Stretch]:
        """There is no more: what was open is done."""
        found = self._take(self._partial) if self._partial else []
        self._partial = ""
        found += self._cut(last=True)
        return found

    def _take(self, line: str) -> list[Stretch]:
        found = self._before(line)
        self._lines.append(line)
        self._size += len(line) + 1
        return found

    def _before(self, line: str) -> list[Stretch]:
        """What is done before a line, and what the line opens."""
        if self._fence:
            return self._in_code(line)
        if self._rows >= 0:
            if "|" in line:
                self._rows += 1
                return self._cut() if self._rows > 1 and (self._rows - 1) % ROWS == 0 else []
            return self._end_table() + self._before(line)
        if mark := _FENCE.match(line):
            found = self._cut() if self._size > ENOUGH and line[0] != " " else []
            self._fence, self._fence_line = mark[1], line
            return found
        if self._opens_table(line):
            return self._begin_table()
        return self._in_text(line)

    def _in_code(self, line: str) -> list[Stretch]:
        mark = _FENCE.match(line)
        if mark and mark[1][0] == self._fence[0] and len(mark[1]) >= len(self._fence):
            if not line[mark.end() :].strip():
                self._fence = ""
            return []
        if self._size <= LONG or self._fence_line[0] == " ":
            return []
        found = self._cut(close=True)
        self._base = Stretch("", fence=self._fence_line)
        return found

    def _opens_table(self, line: str) -> bool:
        if "|" not in line or line[0] in " \t" or not _DELIMITER.match(line) or not self._lines:
            return False
        before = self._lines[-1]
        if "|" not in before or before[0] in " \t>" or _ITEM.match(before):
            return False
        return len(self._lines) == 1 or not self._lines[-2].strip()

    def _begin_table(self) -> list[Stretch]:
        head = self._lines.pop()
        self._size -= len(head) + 1
        found = self._cut()
        self._lines, self._size, self._rows = [head], len(head) + 1, 0
        return found

    def _end_table(self) -> list[Stretch]:
        found = self._cut(last=True)
        self._rows = -1
        return found

    def _in_text(self, line: str) -> list[Stretch]:
        if not line.strip():
            return []
        blank = not self._lines or not self._lines[-1].strip()
        item = _ITEM.match(line)
        depth = len(line) - len(line.lstrip())
        found: list[Stretch] = []
        if self._base.indent and depth < self._base.indent:
            found = self._cut(close=item is not None and not blank)
        elif self._size > FAR:
            found = self._cut()
        elif item and item[1]:
            if self._size > LONG and self._list:
                found = self._cut(close=not blank)
                self._base = Stretch("", indent=depth)
        elif item:
            return self._entry(item, blank)
        elif (blank and depth == 0 and self._size > ENOUGH) or (_TITLE.match(line) and self._size > ENOUGH):
            found = self._cut()
        if blank and depth == 0:
            self._list = None
        return found

    def _entry(self, item: re.Match[str], blank: bool) -> list[Stretch]:
        """An entry of the outermost level: it goes on with a list, or begins one."""
        kind = item[2] or item[4]
        number = int(item[3]) if item[3] else 0
        goes_on = self._list is not None and self._list.kind == kind
        if self._list is not None and goes_on and number:
            number = self._list.next
        found: list[Stretch] = []
        if self._size > (LONG if goes_on else ENOUGH) and (goes_on or blank):
            found = self._cut(close=goes_on and not blank)
            self._base = Stretch("", number=number if goes_on else 0)
        if goes_on or blank or item[2] or number == 1:
            self._list = _List(kind, number + 1 if item[3] else 0)
        return found

    # --- cutting ---

    def _cut(self, *, close: bool = False, last: bool = False) -> list[Stretch]:
        """What is open, as a stretch of its own."""
        source = "\n".join(self._lines)
        base, self._base = self._base, Stretch("")
        lines, self._lines, self._size = self._lines, [], 0
        if self._rows >= 0:
            return [self._cut_table(base, lines, last)]
        if not source.strip():
            return []
        return [base._replace(source=source, close=close)]

    def _cut_table(self, base: Stretch, lines: list[str], last: bool) -> Stretch:
        if base.shape is None and last:
            return Stretch("\n".join(lines))  # all of it in one piece
        if base.shape is None:
            head, rows = lines[:2], lines[2:]
            seen = [lines[0], *rows]
            shape = Shape(
                cell_widths(seen, lines[1]), first=True, last=False, words=cell_words(seen, lines[1])
            )
        else:
            head, rows = base.head.split("\n"), lines
            shape = base.shape._replace(last=last)
        if not last:
            self._base = Stretch("", head="\n".join(head), shape=shape._replace(first=False))
        return Stretch("\n".join(rows), close=not last, head="\n".join(head), shape=shape)

    # --- the tail ---

    @property
    def tail(self) -> Stretch:
        """What is open, as it is best shown while more is on its way."""
        lines = list(self._lines)
        partial = self._partial.removesuffix("\r")
        if partial and (self._fence or not _UNDECIDED.match(partial)):
            lines.append(partial)
        if self._fence or not lines:
            return self._base._replace(source="\n".join(lines))
        if self._rows < 0 and _begins_table(lines):
            cells = max(1, lines[-1].strip().strip("|").count("|") + 1)
            lines.append("|" + "---|" * cells)  # a head whose line below is still to come
        elif lines[-1].strip():
            lines[-1] = _closed(lines[-1])
        return self._base._replace(source="\n".join(lines))


def _begins_table(lines: list[str]) -> bool:
    return lines[-1].startswith("|") and (len(lines) == 1 or not lines[-2].strip())


def _closed(line: str) -> str:
    """A line with the emphasis closed that its end has left open, so that it does not flash as signs."""
    line = line[:-HALF_LINK] + _HALF_LINK.sub(r"\1", line[-HALF_LINK:])
    if line.count("`") % 2:
        return line + "`"
    bare = _CODE.sub("", line)
    for sign in ("**", "~~"):
        if bare.count(sign) % 2:
            line = line.removesuffix(sign) if line.endswith(sign) else line.rstrip() + sign
    return line
