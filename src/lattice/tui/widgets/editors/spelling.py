"""Text in an input: what acts or hides is spelled `⟨U+001B⟩` there, and comes back as it was.

Inputs of Textual send what they hold to the terminal, an escape character included.
"""

from __future__ import annotations

import json
import re
import unicodedata

from lattice.model.values import Value

#: Written inside ordinary words and emoji; they stay when something stands before them.
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
#: Seen by nobody, though no format characters by their category.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_ACTING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_SPELLED = re.compile("⟨U\\+([0-9A-F]{4,6})⟩")


def spell(text: str, *, lines: bool = False) -> str:
    """`text` as an input may hold it; with `lines` line ends stay. `unspell` gives it back exactly."""
    if text.isascii() and text.isprintable():
        return text
    kept = "\n" if lines else ""
    return "".join(
        f"⟨U+{ord(char):04X}⟩" if char not in kept and _acts(text, at) else char
        for at, char in enumerate(text)
    )


def _acts(text: str, at: int) -> bool:
    char = text[at]
    if char == "⟨":  # so that text which looks spelled already comes back as it was
        return _SPELLED.match(text, at) is not None
    if char in _JOINERS:
        return at == 0 or text[at - 1].isascii() or text[at - 1].isspace()
    return char in _BLANK or unicodedata.category(char) in _ACTING


def unspell(text: str) -> str:
    """What spelled text says."""
    return _SPELLED.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def spell_json(value: Value) -> str:
    """JSON to edit: indented, and what acts or hides written as JSON writes it."""
    return respell_json(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def respell_json(text: str) -> str:
    """JSON text, or what is to become it, with all that acts or hides written as JSON writes it."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(
        json.dumps(char)[1:-1] if char != "\n" and _acts(text, at) else char for at, char in enumerate(text)
    )


def unspell_json(text: str) -> str:
    """JSON text with what was spelled out when it was pasted, as JSON writes it."""
    return _SPELLED.sub(lambda match: json.dumps(_character(match))[1:-1], text)
