"""Changing or dropping one key of a TOML file that a person wrote: their comments and their order stay."""

from __future__ import annotations

import re
import tomllib
from typing import Any

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(#.*)?\Z")


def put_key(text: str, section: str, name: str, value: object) -> str:
    """`text` with `name` of `[section]` (empty: above all sections) set to `value`.

    Where the text is written in a way that cannot be edited by line, it is written anew.
    """
    import tomli_w

    tree = tomllib.loads(text)
    inside = tree.setdefault(section, {}) if section else tree
    inside[name] = value
    edited = _edit(text, section, tomli_w.dumps({name: value}), name)
    if _means(edited) == tree:
        return edited
    return tomli_w.dumps(tree)


def drop_key(text: str, section: str, name: str) -> str:
    """`text` without `name` of `[section]` (empty: above all sections); as it is when it has no such key.

    Where the text is written in a way that cannot be edited by line, it is written anew.
    """
    tree = tomllib.loads(text)
    inside = tree.get(section) if section else tree
    if not isinstance(inside, dict) or name not in inside:
        return text
    del inside[name]
    lines = text.splitlines(keepends=True)
    start, end = _stretch(lines, section)
    at = next((i for i in range(start, end) if _is_key(lines[i], name)), None) if start is not None else None
    if at is not None:
        edited = "".join([*lines[:at], *lines[at + 1 :]])
        if _means(edited) == tree:
            return edited
    import tomli_w

    return tomli_w.dumps(tree)


def _edit(text: str, section: str, line: str, name: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    start, end = _stretch(lines, section)
    if start is None:
        gap = ["\n"] if lines else []
        return "".join([*lines, *gap, f"[{section}]\n", line])
    at = next((i for i in range(start, end) if _is_key(lines[i], name)), None)
    if at is not None:
        lines[at] = line.rstrip("\n") + _comment(lines[at]) + "\n"
        return "".join(lines)
    while end > start and not lines[end - 1].strip():
        end -= 1
    lines.insert(end, line)
    return "".join(lines)


def _stretch(lines: list[str], section: str) -> tuple[int | None, int]:
    """The lines of a section, from after its header to before the next one."""
    headers = [(i, line.strip()) for i, line in enumerate(lines) if line.lstrip().startswith("[")]
    starts = [i for i, line in headers if (found := _HEADER.match(line)) and found[1].strip() == section]
    start = 0 if not section else starts[0] + 1 if starts else None
    end = next((i for i, _ in headers if start is not None and i >= start), len(lines))
    return start, end


def _is_key(line: str, name: str) -> bool:
    said = _means(line)
    return said is not None and list(said) == [name]


def _comment(line: str) -> str:
    """The comment at the end of a line that holds one key, with the space before it."""
    for found in re.finditer(r"\s*#", line):
        if _means(line[: found.start()]) == _means(line):
            return line[found.start() :].rstrip("\n")
    return ""


def _means(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except ValueError:
        return None
