"""The body of a page: stretches of text between marks that no text can forge.

A mark is a line `<!-- lattice:KIND KEY … -->`. A line of content that looks like one gets a
backslash in front, and loses it when it is read: so content stays between its marks whatever it says.
Text that is not Markdown stands in a fence that is longer than any of its own, and so does Markdown
that would swallow what follows (a fence or comment left open).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import msgspec

from lattice.context.frontmatter import unreadable

#: A stretch that is taken back.
FIELD = "field"
#: A stretch that is shown and not taken back: cut, or not to be changed here.
EXCERPT = "excerpt"
#: A stretch made by Lattice.
MADE = "made"

_MARK = re.compile(r"<!-- lattice:(field|excerpt|made|end) ([A-Za-z0-9_]+)((?: [^\s<>]+)*) -->\s*\Z")
_LIKE_MARK = re.compile(r"^(\\*)(?=<!-- lattice:)", re.MULTILINE)
_ESCAPED = re.compile(r"^\\(?=\\*<!-- lattice:)", re.MULTILINE)
#: Characters that an editor or YAML-free reader cannot be trusted to keep, or that act on a terminal.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_TICKS = re.compile(r"`{3,}")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})")
_FENCED = re.compile(r"(`{3,})[A-Za-z]*\s*\Z")
#: Beginnings of HTML that end only at a mark of their own (CommonMark's kinds 1 to 5).
_HTML = re.compile(r"^ {0,3}<(?:!|\?|script|pre|style|textarea)", re.MULTILINE | re.IGNORECASE)


class Section(msgspec.Struct, frozen=True):
    """A stretch of a page as it was read."""

    kind: str
    key: str
    text: str
    line: int
    """Of its mark, from 1 in the file."""
    touched: bool = False
    """Of an excerpt or a made one: whether it is not what Lattice wrote."""


class Body(msgspec.Struct, frozen=True):
    """The body of a page as it was read."""

    title: str | None
    """The first heading's text as it stands; None without one."""
    sections: tuple[Section, ...]
    stray: str
    """Text outside of every section."""


def fits(text: str) -> bool:
    """Whether a text can stand in a section and come back the same: it says something and is plain."""
    return bool(text) and not text.isspace() and plain(text)


def plain(text: str) -> bool:
    """Whether a text holds nothing that an editor or a terminal would take for something else."""
    return _UNFIT.search(text) is None or _crlf(text)


def field(key: str, text: str, *, fence: str | None = None, words: str = "") -> str:
    """A section that is taken back. `fence`: what its text is when it is no Markdown (`text`, `json`)."""
    flags = ""
    if "\r" in text and _crlf(text):
        text = text.replace("\r\n", "\n")
        flags = " crlf"
    if fence is None and swallows(text):
        fence = "markdown"
    if fence is not None:
        text = fenced(text, fence)
        flags += " fenced"
    return f"<!-- lattice:field {key}{flags} -->\n\n{_guarded(text)}\n\n<!-- lattice:end {key} -->\n"


def empty(key: str) -> str:
    """A section with nothing in it, for someone to write in."""
    return f"<!-- lattice:field {key} -->\n\n<!-- lattice:end {key} -->\n"


def excerpt(key: str, text: str, *, fence: str | None = None, note: str = "") -> str:
    """A section that is shown and not taken back; `note` is Markdown that says why."""
    text = _UNFIT.sub("\ufffd", text.replace("\r\n", "\n"))
    if fence is not None or swallows(text):
        text = fenced(text, fence or "markdown")
    return _sealed(EXCERPT, key, f"{text}\n\n{note}" if note else text)


def made(key: str, markdown: str) -> str:
    """A section made by Lattice; `markdown` is whole and safe."""
    return _sealed(MADE, key, markdown)


def _sealed(kind: str, key: str, text: str) -> str:
    inner = _guarded(text)
    return f"<!-- lattice:{kind} {key} {_seal(inner)} -->\n\n{inner}\n\n<!-- lattice:end {key} -->\n"


def _seal(text: str) -> str:
    """A short sum by which a change is noticed; line ends and the spaces before them aside."""
    bare = "\n".join([line.rstrip() for line in text.split("\n")])
    return f"{zlib.crc32(bare.strip().encode()):08x}"


def _guarded(text: str) -> str:
    return _LIKE_MARK.sub(r"\\\1", text) if "<!-- lattice:" in text else text


def _crlf(text: str) -> bool:
    bare = text.replace("\r\n", "\n")
    return text.count("\n") == text.count("\r\n") and _UNFIT.search(bare) is None


def fenced(text: str, language: str) -> str:
    """Text in a fence that nothing in it ends."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{language}\n{text}\n{ticks}"


def swallows(text: str) -> bool:
    """Whether Markdown would go on past its end: a fence or a piece of HTML left open."""
    if ("<" in text) and _HTML.search(text):
        return True
    if "```" not in text and "~~~" not in text:
        return False
    fence = ""
    for line in text.split("\n"):
        if (mark := _FENCE.match(line)) is None:
            continue
        run = mark.group(1)
        if not fence:
            fence = run
        elif run[0] == fence[0] and len(run) >= len(fence) and not line[mark.end() :].strip():
            fence = ""
    return bool(fence)


def read_body(text: str, first_line: int = 1) -> Body:
    """The title, the sections and what stands outside of them; raises `invalid_file`."""
    lines = text.split("\n")
    title: str | None = None
    sections: list[Section] = []
    stray: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        mark = _MARK.match(line) if line.startswith("<!-- lattice:") else None
        if mark is not None:
            section, at = _section(lines, at, mark, first_line)
            if any(section.key == other.key for other in sections):
                raise unreadable(f"The section {section.key} stands twice", section.line)
            sections.append(section)
            continue
        if title is None and line.startswith("# "):
            title = line[2:].strip()
        elif not (line.startswith("## ") and _heads(lines, at + 1)):
            stray.append(line)
        at += 1
    return Body(title, tuple(sections), "\n".join(stray).strip())


def _heads(lines: list[str], at: int) -> bool:
    """Whether the next line that says something is the mark of a section."""
    for line in _from(lines, at):
        if line.strip():
            return line.startswith("<!-- lattice:") and not line.startswith("<!-- lattice:end")
    return False


def _from(lines: list[str], at: int) -> Iterator[str]:
    for index in range(at, len(lines)):
        yield lines[index]


def _section(lines: list[str], at: int, mark: re.Match[str], first: int) -> tuple[Section, int]:
    kind, key, rest = mark.groups()
    line = first + at
    if kind == "end":
        raise unreadable(f"The section {key} ends here and begins nowhere", line)
    end = at + 1
    while end < len(lines):
        other = _MARK.match(lines[end]) if lines[end].startswith("<!-- lattice:") else None
        if other is not None:
            if other.group(1) != "end" or other.group(2) != key:
                raise unreadable(f"The section {key} has lost its end mark", line)
            break
        end += 1
    else:
        raise unreadable(f"The section {key} has lost its end mark", line)
    inner = lines[at + 1 : end]
    if inner and not inner[0].strip():
        inner = inner[1:]
    if inner and not inner[-1].strip():
        inner = inner[:-1]
    flags = rest.split()
    text = "\n".join(inner)
    touched = kind != FIELD and (not flags or flags[0] != _seal(text))
    if "fenced" in flags:
        text = _unfenced(inner)
    if "<!-- lattice:" in text:
        text = _ESCAPED.sub("", text)
    if "crlf" in flags:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return Section(kind, key, text, line, touched), end + 1


def _unfenced(lines: list[str]) -> str:
    """The text inside a fence that is the whole of it; someone may have taken the fence away."""
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return ""
    last = next(n for n in range(len(lines) - 1, -1, -1) if lines[n].strip())
    opening = _FENCED.match(lines[first])
    if opening is None or last == first or lines[last].strip() != opening.group(1):
        return "\n".join(lines)
    return "\n".join(lines[first + 1 : last])
