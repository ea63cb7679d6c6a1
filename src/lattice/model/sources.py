"""The `_source` of rows that were made from a file: where in which file, for people and to open again.

    report.pdf · page 3 · Methods › Sampling <lattice://_files/01JZXAM9F0C5QW8D0V6K3T7R2N?at=5120&page=3>

What stands before the address is for people and is not read back. The address is the same that links
inside of Markdown have; `at` is where the quoted stretch begins in the file's text, in characters from 0,
`page` its page from 1. Either may be missing, and a reader passes over what it does not know.
"""

from __future__ import annotations

import re

import msgspec

from lattice.model.files import FILES
from lattice.model.ids import is_id
from lattice.model.visible import visible

_SEPARATOR = " · "
#: Characters of each word for people: a heading can be a whole paragraph.
_WORD_CHARS = 120
_ADDRESS = re.compile(r"<lattice://_files/(?P<id>[0-9A-Z]{26})(?:\?(?P<query>[a-z0-9=&_%.-]*))?>\s*\Z")
_NUMBER = re.compile(r"[0-9]{1,15}\Z")


class FileSource(msgspec.Struct, frozen=True):
    """A place in a file."""

    file_id: str
    label: str = ""
    """The place as people read it: name of the file, page, heading."""
    at: int | None = None
    """Where it begins in the file's text, in characters from 0."""
    page: int | None = None
    """From 1."""


def source_text(
    file_id: str,
    name: str,
    *,
    place: str = "",
    heading: str = "",
    at: int | None = None,
    page: int | None = None,
) -> str:
    """What `_source` says of a row that was made from a file, from that place of it on."""
    words = [_word(word) for word in (name, place, heading)]
    query = "&".join(f"{key}={number}" for key, number in (("at", at), ("page", page)) if number is not None)
    address = f"<lattice://{FILES}/{file_id}{'?' if query else ''}{query}>"
    return f"{_SEPARATOR.join(word for word in words if word)} {address}".strip()


def parse_source(text: str | None) -> FileSource | None:
    """The place in a file that a `_source` names; None when it says something else."""
    match = _ADDRESS.search(text or "")
    if match is None or text is None or not is_id(match["id"]):
        return None
    values = dict(pair.split("=", 1) for pair in (match["query"] or "").split("&") if "=" in pair)
    page = _number(values.get("page"))
    return FileSource(match["id"], text[: match.start()].strip(), _number(values.get("at")), page or None)


def _word(text: str) -> str:
    plain = " ".join(visible(text).split())
    return plain if len(plain) <= _WORD_CHARS else plain[: _WORD_CHARS - 1] + "…"


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and _NUMBER.match(text) else None
