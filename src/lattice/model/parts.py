"""Cutting text into parts: Markdown at its headings, everything at a length that is read in one go."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

import msgspec

from lattice.model.files import PART_CHARS, Part

#: Media types whose headings are those of Markdown.
MARKDOWN = frozenset({"text/markdown", "text/x-markdown"})

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_encode = msgspec.json.Encoder().encode


def parts_of(text: str, media_type: str) -> Iterator[Part]:
    """The parts of a text whose media type is known; their texts add up to it."""
    if media_type in MARKDOWN:
        yield from bounded(markdown_parts(text))
    elif text:
        yield from bounded([Part(text)])


def markdown_parts(text: str) -> Iterator[Part]:
    """Markdown cut before each of its headings (those with `#`); fences are not looked into."""
    path: list[tuple[int, str]] = []
    fence = ""
    lines: list[str] = []
    level = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if mark := _FENCE.match(bare):
            run = mark.group(1)
            if not fence:
                fence = run
            elif run[0] == fence[0] and len(run) >= len(fence) and not bare[mark.end() :].strip():
                fence = ""
        heading = None if fence else _HEADING.match(bare)
        if heading is None:
            lines.append(line)
            continue
        if lines:
            yield Part("".join(lines), heading=_joined(path), level=level)
        level = len(heading.group(1))
        path = [(depth, title) for depth, title in path if depth < level]
        path.append((level, (heading.group(2) or "").strip()))
        lines = [line]
    if lines:
        yield Part("".join(lines), heading=_joined(path), level=level)


def _joined(path: list[tuple[int, str]]) -> str:
    return " › ".join(title for _, title in path if title)[:500]


def bounded(parts: Iterable[Part]) -> Iterator[Part]:
    """The same text in parts of at most PART_CHARS, cut at line ends where there are some."""
    for part in parts:
        text = part.text
        if len(text) <= PART_CHARS:
            if text:
                yield part
            continue
        at = 0
        while at < len(text):
            end = min(len(text), at + PART_CHARS)
            if end < len(text):
                line_end = text.rfind("\n", at + PART_CHARS // 2, end)
                end = line_end + 1 if line_end >= 0 else end
            # only the first piece begins with the heading
            yield msgspec.structs.replace(part, text=text[at:end], level=part.level if at == 0 else 0)
            at = end


class TextDigest:
    """The name of a text, worked out part by part."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, part: Part) -> None:
        """Take in the next part."""
        self._hash.update(_encode(part))
        self._hash.update(b"\n")

    @property
    def text_id(self) -> str:
        """SHA-256 of the parts so far, in lower-case hex."""
        return self._hash.hexdigest()
