"""Cutting Markdown where a section surely begins, so that each is parsed when it is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lattice.tui.widgets.markdown.lines import cells
from lattice.tui.widgets.markdown.tables import Shape, longest_word

#: Characters after which a section ends at the next blank line that nothing reaches over.
ENOUGH = 3000
#: Rows after which a table is cut.
TABLE_ROWS = 60
#: Lines that front matter has at most.
FRONT_LINES = 500
#: Widest that a column of a long table wishes to be.
WISH = 60

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TITLE = re.compile(r"(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\Z")
_UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*\Z")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]|\Z)")
_DELIMITER = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_CELL = re.compile(r"(?<!\\)\|")
_DEEP = re.compile(r"(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){16}|[ \t]{120}")
_FACT = re.compile(r"[^\s:#][^:]*:(?:\s|\Z)|[ \t#-]|\Z")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*\S.*$", re.M)


class Section(NamedTuple):
    """A stretch of Markdown that is parsed by itself."""

    source: str
    title: str = ""
    """Of the heading that it begins with."""
    level: int = 0
    """Of that heading; 0 when it begins with none."""
    head: str = ""
    """The first two lines of the table that it goes on with."""
    shape: Shape | None = None
    raw: bool = False
    """Whether it is shown as it is: front matter, and what is nested deeper than anybody writes."""


class _Cutter:
    """The lines of one section as they come."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.size = 0
        self.title, self.level = "", 0
        self.deep = False

    def take(self, line: str) -> None:
        self.lines.append(line)
        self.size += len(line) + 1
        self.deep = self.deep or (len(line) > 32 and _DEEP.match(line) is not None)

    def cut(self) -> Iterator[Section]:
        """What was taken since the last cut."""
        if self.lines:
            section = Section("\n".join(self.lines), self.title, self.level, raw=self.deep)
            yield from _cut_tables(section)
        self.lines, self.size, self.title, self.level, self.deep = [], 0, "", 0, False


def cut(text: str) -> Iterator[Section]:
    """The sections of a document; their sources add up to it, but for line ends and heads of cut tables."""
    cutter = _Cutter()
    fence = ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if front := _front_matter(lines):
        yield Section("\n".join(lines[:front]), raw=True)
        lines = lines[front:]
    for number, line in enumerate(lines):
        if mark := _FENCE.match(line):
            fence = _after_fence(fence, mark[1], line[mark.end() :])
        elif fence:
            pass
        elif title := _TITLE.match(line):
            yield from cutter.cut()
            cutter.title, cutter.level = (title[2] or "").strip(), len(title[1])
        elif _is_title(lines, number):
            yield from cutter.cut()
            cutter.title, cutter.level = line.strip(), 1 if lines[number + 1].startswith("=") else 2
        elif cutter.size > ENOUGH and not lines[number - 1].strip() and _stands_alone(line):
            yield from cutter.cut()
        cutter.take(line)
    yield from cutter.cut()


def _front_matter(lines: list[str]) -> int:
    """How many lines of facts about the document stand before it, between two rules; mostly 0."""
    if lines[0].rstrip() != "---" or len(lines) < 3 or not lines[1].strip():
        return 0
    for number, line in enumerate(lines[1:FRONT_LINES], start=1):
        if line.rstrip() in ("---", "..."):
            return number + 1 if number > 1 else 0
        if not _FACT.match(line):
            return 0
    return 0


def _after_fence(fence: str, run: str, rest: str) -> str:
    if not fence:
        return run
    closes = run[0] == fence[0] and len(run) >= len(fence) and not rest.strip()
    return "" if closes else fence


def _is_title(lines: list[str], number: int) -> bool:
    """Whether a line is a heading that the next line underlines, with nothing before it."""
    line = lines[number]
    if not line.strip() or line[0] in " \t>|" or _ITEM.match(line) or "|" in line:
        return False
    if number and lines[number - 1].strip():
        return False
    return number + 1 < len(lines) and _UNDERLINE.match(lines[number + 1]) is not None


def _stands_alone(line: str) -> bool:
    """Whether a line after a blank one belongs to no list, quote or code that began before."""
    return bool(line.strip()) and line[0] not in " \t" and not _ITEM.match(line)


def _cut_tables(section: Section) -> Iterator[Section]:
    """A section whose long tables stand in pieces."""
    if section.raw or section.source.count("\n") <= TABLE_ROWS * 2 or _FENCE.search(section.source):
        yield section
        return
    lines = section.source.split("\n")
    done = 0
    number = 1
    while number < len(lines):
        rows = _table_rows(lines, number)
        if rows <= TABLE_ROWS * 2:
            number += max(1, rows)
            continue
        if done < number - 1:
            yield section._replace(source="\n".join(lines[done : number - 1]))
            section = section._replace(title="", level=0)
        head, body = lines[number - 1 : number + 1], lines[number + 1 : number + 1 + rows]
        widths = cell_widths([head[0], *body], head[1])
        for at in range(0, rows, TABLE_ROWS):
            shape = Shape(widths, at == 0, at + TABLE_ROWS >= rows)
            source = "\n".join(body[at : at + TABLE_ROWS])
            yield Section(source, section.title, section.level, "\n".join(head), shape)
            section = section._replace(title="", level=0)
        done = number = number + 1 + rows
        number += 1
    if done < len(lines):
        yield section._replace(source="\n".join(lines[done:]))


def _table_rows(lines: list[str], number: int) -> int:
    """How many rows follow a line that divides a table's head from them; 0 when it does not."""
    delimiter = lines[number]
    if "|" not in delimiter or delimiter[0] in " \t" or not _DELIMITER.match(delimiter):
        return 0
    if "|" not in lines[number - 1]:
        return 0
    if number >= 2 and lines[number - 2].strip():
        return 0  # the words before it run into its head: left to the parser as a whole
    rows = 0
    while number + 1 + rows < len(lines) and "|" in lines[number + 1 + rows]:
        rows += 1
    return rows


def cell_widths(rows: list[str], delimiter: str) -> tuple[int, ...]:
    """How wide the columns of a table wish to be, by its rows and the line below its head."""
    count = len(_split(delimiter))
    widths = [1] * count
    for row in rows:
        for index, cell in enumerate(_split(row)[:count]):
            if len(cell) > widths[index]:
                widths[index] = max(widths[index], cells(cell.replace("**", "").replace("`", "")))
    return tuple(min(wide, WISH) for wide in widths)


def cell_words(rows: list[str], delimiter: str) -> tuple[int, ...]:
    """How long the longest word of each column of a table is, by its rows and the line below its head."""
    count = len(_split(delimiter))
    words = [0] * count
    for row in rows:
        for index, cell in enumerate(_split(row)[:count]):
            words[index] = max(words[index], longest_word(cell.replace("**", "").replace("`", "")))
    return tuple(words)


def _split(row: str) -> list[str]:
    return [cell.strip() for cell in _CELL.split(row.strip().strip("|"))]


def definitions(text: str) -> str:
    """The lines that say where links lead which others only name."""
    return "\n".join(match[0] for match in _DEFINITION.finditer(text))
