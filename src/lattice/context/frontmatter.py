"""The front matter of a page: values written as YAML that nothing misreads, and read by the column's type.

Written by hand and not by a YAML library: a tree of 10,000 pages has 3 s for everything, and a
library's writer takes a millisecond for each. Every JSON string is a YAML string, so text is quoted
as JSON. Read through the library's events, because YAML's own guesses (`no`, `1e3`, `2024-01-01`)
must not decide what a value is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from json.encoder import encode_basestring  # type: ignore[attr-defined,unused-ignore]
from typing import TYPE_CHECKING

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.values import ColumnType as Type
from lattice.model.values import Misfit, Value, parse

if TYPE_CHECKING:
    from yaml.events import Event

#: Longest front matter that is read, in characters.
FRONT_CHARS = 4_000_000
#: How deep its values may be nested.
DEPTH = 64

#: What YAML refuses, reads as a line end, or what turns the order of the letters on a screen.
_HIDDEN = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]",
)
_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
#: Words that some reader of YAML takes for something else than a name.
_TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")


class Scalar(msgspec.Struct, frozen=True):
    """A scalar as it stands in the front matter."""

    text: str
    quoted: bool
    """In quotes or as a block: text whatever it looks like."""
    raw: str
    """Its own characters, quotes included."""
    line: int
    """From 1, in the file."""


class Tree(msgspec.Struct, frozen=True):
    """A list or mapping as it stands in the front matter."""

    raw: str
    line: int
    items: tuple[Node, ...] = ()
    """Of a list."""
    pairs: tuple[tuple[str, Node], ...] = ()
    """Of a mapping."""
    mapping: bool = False


Node = Scalar | Tree


def quoted(text: str) -> str:
    """Text as JSON and YAML both read it, on one line, with nothing in it that hides."""
    shown: str = encode_basestring(text)
    if shown.isascii() and "\x7f" not in shown:
        return shown
    return _HIDDEN.sub(lambda match: f"\\u{ord(match.group()):04x}", shown)


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A name as the key of a mapping."""
    plain = _PLAIN_KEY.match(name) and name.lower() not in _TAKEN
    return name if plain else quoted(name)


def escaped_json(text: str) -> str:
    """JSON text as YAML reads it too."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _HIDDEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def comment(text: str, chars: int = 80) -> str:
    """Text as the rest of a line that is not read."""
    line = " ".join(text.split())
    line = "".join(c for c in line if c.isprintable())
    return line if len(line) <= chars else line[: chars - 1] + "…"


def unreadable(reason: str, line: int | None = None) -> LatticeError:
    """The error of a page that cannot be read."""
    where = f" (line {line})" if line else ""
    return LatticeError("invalid_file", f"{reason}{where}.", "Correct it and save again.")


def read_front(text: str) -> dict[str, Node]:
    """The mapping of a front matter, without its `---`; raises `invalid_file` that says where.

    Lines are counted as in a file whose first line is `---`.
    """
    if len(text) > FRONT_CHARS:
        raise unreadable(f"The front matter is longer than {FRONT_CHARS:,} characters")
    node = _compose(text)
    if node is None or (isinstance(node, Scalar) and not node.quoted and node.text in _NULL):
        return {}
    if not isinstance(node, Tree) or not node.mapping:
        raise unreadable("The front matter is not a list of `name: value` lines", 2)
    return dict(node.pairs)


class _Open:
    """A list or mapping that has not ended."""

    def __init__(self, start: int, line: int, mapping: bool) -> None:
        self.start, self.line, self.mapping = start, line, mapping
        self.items: list[Node] = []
        self.pairs: list[tuple[str, Node]] = []
        self.key: str | None = None

    def add(self, node: Node) -> None:
        if not self.mapping:
            self.items.append(node)
        elif self.key is not None:
            self.pairs.append((self.key, node))
            self.key = None
        elif isinstance(node, Scalar):
            if any(name == node.text for name, _ in self.pairs):
                raise unreadable(f"{comment(node.text, 60)!r} stands twice", node.line)
            self.key = node.text
        else:
            raise unreadable("A name cannot be a list or a mapping", node.line)

    def close(self, text: str, end: int) -> Tree:
        return Tree(
            text[self.start : end].rstrip(), self.line, tuple(self.items), tuple(self.pairs), self.mapping
        )


def _compose(text: str) -> Node | None:
    """The one node of a YAML text; no aliases, no tags, no depth that could hurt."""
    from yaml import events

    result: Node | None = None
    stack: list[_Open] = []
    documents = 0
    for event in _events(text):
        start, end = _span(event)
        line = _line(event)
        node: Node | None = None
        if isinstance(event, events.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise unreadable("The front matter holds more than one document", line)
        elif isinstance(event, events.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise unreadable("Anchors and aliases (`&`, `*`) are not read; put the text in quotes", line)
        elif getattr(event, "tag", None) not in (None, "!"):
            raise unreadable("Tags (`!`) are not read; put the text in quotes", line)
        elif isinstance(event, events.MappingStartEvent | events.SequenceStartEvent):
            if len(stack) >= DEPTH:
                raise unreadable(f"It is nested deeper than {DEPTH} levels", line)
            mapping = isinstance(event, events.MappingStartEvent)
            stack.append(_Open(start, line, mapping))
        elif isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
            node = stack.pop().close(text, end)
        elif isinstance(event, events.ScalarEvent):
            node = Scalar(event.value, event.style in ("'", '"', "|", ">"), text[start:end], line)
        if node is not None:
            if stack:
                stack[-1].add(node)
            else:
                result = node
    return result


def _span(event: Event) -> tuple[int, int]:
    """Where in the text it stands."""
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0), (end.index if end else 0)


def _line(event: Event) -> int:
    return event.start_mark.line + 2 if event.start_mark else 1


def _events(text: str) -> Iterator[Event]:
    import yaml

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = comment(f"The front matter is not YAML: {error.problem or error.context}", 200)
        raise unreadable(reason, mark.line + 2 if mark else None) from None
    except yaml.YAMLError as error:
        raise unreadable(comment(f"The front matter is not YAML: {error}", 200)) from None
    except RecursionError:
        raise unreadable("The front matter is nested too deeply") from None


def value_of(node: Node, type_: Type) -> Value:
    """The value that a column of `type_` has from what stands in the front matter; raises Misfit."""
    if type_ is Type.JSON:
        return _json_of(node)
    if isinstance(node, Tree):
        raise Misfit("is a list or mapping; put it in quotes")
    if not node.quoted and node.text in _NULL:
        return None
    return parse(type_, node.text)


def _json_of(node: Node) -> Value:
    """JSON when it is written as JSON, else what the YAML says."""
    if not (isinstance(node, Scalar) and not node.quoted and node.text in _NULL):
        try:
            return parse(Type.JSON, node.raw)
        except Misfit as error:
            if "twice" in str(error) or "digits" in str(error):
                raise
    return _plain(node)


def _plain(node: Node) -> Value:
    if isinstance(node, Scalar):
        if node.quoted:
            return node.text
        if node.text in _NULL:
            return None
        if node.text in ("true", "false"):
            return node.text == "true"
        return parse(Type.JSON, node.text) if _NUMBER.match(node.text) else node.text
    if node.mapping:
        return {name: _json_of(inner) for name, inner in node.pairs}
    return [_json_of(inner) for inner in node.items]


def plain_of(node: Node) -> Value:
    """What a field that is no column says: text, or a list or mapping as JSON would hold it."""
    if isinstance(node, Scalar):
        return None if not node.quoted and node.text in _NULL else node.text
    return _plain(node)
