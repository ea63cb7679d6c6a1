"""How keys are written for people: `^k`, `⇧tab`, `g t`, `?`."""

from __future__ import annotations

import unicodedata

from textual.keys import KEY_DISPLAY_ALIASES, KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME

#: Textual's short names, back to those of Unicode.
_UNICODE = {short: long for long, short in KEY_NAME_REPLACEMENTS.items()} | KEY_TO_UNICODE_NAME

_NAMES = {
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "delete": "del",
    "space": "space",
    "enter": "enter",
}


def key_name(key: str) -> str:
    """One key, or two with a space between, as people write it."""
    if " " in key:
        return " ".join(key_name(part) for part in key.split(" "))
    *modifiers, last = key.split("+")
    if last in _NAMES:
        shown = _NAMES[last]
    elif last in KEY_DISPLAY_ALIASES:
        shown = KEY_DISPLAY_ALIASES[last]
    elif last.startswith("f") and last[1:].isdigit():
        shown = last.upper()
    else:
        shown = _character(last)
    marks = {"ctrl": "^", "shift": "⇧", "alt": "alt-"}
    return "".join(marks.get(modifier, f"{modifier}-") for modifier in modifiers) + shown


def _character(name: str) -> str:
    """The character that Textual calls `name`, or the name itself."""
    if len(name) == 1:
        return name
    try:
        found = unicodedata.lookup(_UNICODE.get(name, name).replace("_", " "))
    except KeyError:
        return name
    return found if found.isprintable() else name
