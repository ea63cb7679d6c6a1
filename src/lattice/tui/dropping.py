"""What is dropped onto the terminal: paths that are there, and addresses, out of a paste."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: A longer paste is a text, whatever it begins with.
MOST_CHARS = 200_000


def is_address(text: str) -> bool:
    """Whether a text is the address of a web page."""
    return text.startswith(("http://", "https://")) and len(text.split()) == 1


def dropped(text: str) -> tuple[str, ...]:
    """The absolute paths that a paste consists of, and the web addresses; nothing when it holds more.

    Terminals quote a path that is dropped on them, escape its blanks, or write it as `file://`; several
    stand side by side or one a line.
    """
    text = text.strip().strip("\0")
    if not text or len(text) > MOST_CHARS:
        return ()
    for pieces in (_lines(text), _words(text)):
        places = [_place(piece) for piece in pieces]
        if places and all(places):
            return tuple(dict.fromkeys(place for place in places if place))
    return ()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return []


def _place(piece: str) -> str:
    """A path that is there, or an address; empty for anything else."""
    if is_address(piece):
        return piece
    words = _words(piece) if "\\" in piece or piece[:1] in "'\"" else []
    for candidate in (piece, *(words if len(words) == 1 else ())):
        path = _from_uri(candidate) if candidate.startswith("file:") else os.path.expanduser(candidate)
        if path and os.path.isabs(path) and _exists(path):
            return path
    return ""


def _from_uri(uri: str) -> str:
    parts = urlsplit(uri)
    return unquote(parts.path) if parts.netloc in ("", "localhost") else ""


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False
