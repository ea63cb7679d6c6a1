"""Showing foreign text on a terminal: nothing in it acts, nothing in it hides."""

from __future__ import annotations

import re
import unicodedata

#: Characters that act or hide: controls, format characters (bidi overrides, zero width), separators of
#: lines and paragraphs, lone surrogates, private use and the tag block. A class of `re`, so that plain
#: text costs one scan.
_SUSPECT = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
#: Written inside emoji and some scripts, where they hide nothing: shown as they are after such a character.
_JOINERS = frozenset("\u200d\u200c\ufe0e\ufe0f")
_NAMED = {"\n": "⏎", "\r": "␍", "\t": "→", "\x7f": "␡"}


def visible(text: str, *, lines: bool = False) -> str:
    """`text` as it may be shown: controls become pictures (`␛`), what cannot be seen is named (`⟨U+202E⟩`).

    In one line a line end becomes `⏎` and a tab `→`; with `lines` both stay as they are.
    """
    if not _SUSPECT.search(text):
        return text
    return _SUSPECT.sub(lambda match: _show(text, match.start(), lines), text)


def escaped(json_text: str) -> str:
    """The same JSON, with what would act on a terminal or hide there written as `\\u202e`."""
    if json_text.isascii():
        return json_text
    return _SUSPECT.sub(lambda match: _escape(match[0]), json_text)


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def _show(text: str, at: int, lines: bool) -> str:
    char = text[at]
    if lines and char in "\n\t":
        return char
    if char == "\r" and text[at + 1 : at + 2] == "\n":
        return ""
    if char in _NAMED:
        return _NAMED[char]
    if char < " ":
        return chr(0x2400 + ord(char))
    if char in _JOINERS and at > 0 and _carries_joiner(text[at - 1]):
        return char
    return f"⟨U+{ord(char):04X}⟩"


def _carries_joiner(before: str) -> bool:
    """Whether a joiner or variation selector after this character is ordinary writing."""
    if before in _JOINERS or unicodedata.category(before) in ("So", "Sk", "Mn", "Mc", "Lo"):
        return True
    return before in "#*0123456789‼⁉™↔↩↪«»" or unicodedata.category(before) == "Sm"
