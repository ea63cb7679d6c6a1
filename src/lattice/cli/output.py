"""Answers: one JSON document, or words and tables for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import msgspec

from lattice.cli.globals import Globals
from lattice.model.errors import LatticeError
from lattice.model.visible import escaped, visible


def answer(flags: Globals, data: Callable[[], object], words: Callable[[], str]) -> None:
    """Write the answer in the form that was asked for."""
    if flags.as_json:
        write_json(data())
        return
    text = words()
    if text:
        write(text if text.endswith("\n") else text + "\n")


def write_json(data: object) -> None:
    """One JSON document on one line."""
    write(encode_json(data) + "\n")


def encode_json(data: object) -> str:
    """JSON of plain data and structs; ASCII where the terminal takes nothing else.

    What would act on a terminal is escaped, also in a pipe: it is the same JSON.
    """
    text = escaped(msgspec.json.encode(data).decode())
    if text.isascii() or _takes_unicode():
        return text
    return json.dumps(msgspec.json.decode(text))


def write(text: str) -> None:
    """Write to standard output; an error there is told apart from all others."""
    try:
        sys.stdout.write(text)
    except OSError as error:
        raise _about_stdout(error) from error


def flush() -> None:
    """Hand over what was written; for streams."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _about_stdout(error) from error


def _about_stdout(error: OSError) -> OSError:
    error.about_stdout = True  # type: ignore[attr-defined]
    return error


def note(text: str) -> None:
    """Say something beside the answer, on stderr."""
    if sys.stderr is not None:
        sys.stderr.write(visible(text, lines=True) + "\n")


def shown(value: Any) -> str:
    """A value of a row as people read it, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, int):
        return str(value)
    return visible(msgspec.json.encode(value).decode())


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 row`, `1,204 rows`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def need_yes(yes: bool, what: str) -> None:
    """Refuse what cannot be undone until `--yes` is said; raises `usage`."""
    if not yes:
        raise LatticeError("usage", what, "Add --yes when you mean it.")


def _takes_unicode() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") in (
        "utf8",
        "utf16",
        "utf32",
    )
