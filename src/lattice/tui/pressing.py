"""How a key is written in the settings: its strokes, its one form, and whether a terminal sends it at all."""

from __future__ import annotations

import re
import unicodedata

from textual.keys import KEY_NAME_REPLACEMENTS, KEY_TO_UNICODE_NAME

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_NAMED = frozenset(
    {
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
        *("backspace", "tab", "enter", "escape", "space"),
        *(f"f{n}" for n in range(1, 25)),
    }
)
#: Controls that reach a program as another key.
_SENT_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@",
}
_UNICODE = {short: long for long, short in KEY_NAME_REPLACEMENTS.items()} | KEY_TO_UNICODE_NAME
_LETTER = re.compile(r"[a-zA-Z]\Z")


def strokes(pressed: str) -> tuple[str, ...]:
    """The keys that are pressed one after the other: `g t` is two."""
    return tuple(pressed.split())


def normal(pressed: str) -> str:
    """A key in the one form that is compared: `?` is `question_mark`; of two strokes each as it is."""
    from textual.keys import _character_to_key

    parts = strokes(pressed)
    if len(parts) != 1:
        return " ".join(parts)
    *modifiers, last = _parts(parts[0])
    return "+".join([*modifiers, _character_to_key(last) if len(last) == 1 else last])


def unusable(pressed: str) -> str:
    """Why no terminal sends this key as it is written; empty when one does."""
    parts = strokes(pressed)
    if len(parts) > 2:
        return "more than two strokes are not waited for"
    if len(parts) == 2 and "space" in parts:
        return "space is no part of two strokes"
    return next((reason for part in parts if (reason := _unusable_stroke(part))), "")


def _unusable_stroke(stroke: str) -> str:
    *modifiers, last = _parts(stroke)
    if unknown := [modifier for modifier in modifiers if modifier not in _MODIFIERS]:
        return f"there is no key {unknown[0]!r}"
    if not (last in _NAMED or len(last) == 1 or _is_character(last)):
        return f"there is no key {last!r}"
    if stroke in _SENT_AS:
        return f"terminals send {stroke} as {_SENT_AS[stroke]}"
    if _LETTER.match(last):
        if modifiers == ["shift"]:
            return f"write it as {last.upper()}"
        if "ctrl" in modifiers and last.isupper():
            return f"write it as {'+'.join([*modifiers, last.lower()])}"
    return ""


def _parts(stroke: str) -> list[str]:
    """Modifiers and the key: the plus sign itself is a key, too."""
    if stroke == "+":
        return ["+"]
    if stroke.endswith("++"):
        return [*stroke[:-2].split("+"), "+"]
    return stroke.split("+")


def _is_character(name: str) -> bool:
    try:
        unicodedata.lookup(_UNICODE.get(name, name).replace("_", " "))
    except KeyError:
        return False
    return True
