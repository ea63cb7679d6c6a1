"""Code in colours: what Pygments calls a token, in the few tones that a paper has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from lattice.tui.widgets.markdown.lines import Span, Tone

if TYPE_CHECKING:
    from pygments.lexer import Lexer

#: Longer code is shown without colours, in characters.
COLOURED = 100_000
#: Beginnings of the names of Pygments, the longest first.
_TONES = (
    ("Token.Literal.String", Tone.STRING),
    ("Token.Literal.Number", Tone.NUMBER),
    ("Token.Literal.Date", Tone.NUMBER),
    ("Token.Keyword", Tone.KEYWORD),
    ("Token.Operator.Word", Tone.KEYWORD),
    ("Token.Name.Function", Tone.NAME),
    ("Token.Name.Class", Tone.NAME),
    ("Token.Name.Tag", Tone.NAME),
    ("Token.Name.Attribute", Tone.NAME),
    ("Token.Name.Decorator", Tone.NAME),
    ("Token.Name.Builtin", Tone.NAME),
    ("Token.Comment", Tone.COMMENT),
    ("Token.Generic.Deleted", Tone.REMOVED),
    ("Token.Generic.Inserted", Tone.ADDED),
    ("Token.Generic.Heading", Tone.HEADING),
    ("Token.Generic.Subheading", Tone.HUNK),
)


@lru_cache(maxsize=256)
def lexer_of(language: str, name: str = "", media_type: str = "") -> Lexer | None:
    """The lexer for a language's name, a file's name or a media type; None when there is none."""
    from pygments.lexers import get_lexer_by_name, get_lexer_for_filename, get_lexer_for_mimetype
    from pygments.util import ClassNotFound

    ways = (
        (get_lexer_by_name, language),
        (get_lexer_for_filename, name),
        (get_lexer_for_mimetype, media_type),
    )
    for find, word in ways:
        if not word:
            continue
        try:
            lexer = find(word, stripnl=False, ensurenl=False)
        except (ClassNotFound, ValueError):
            continue
        if lexer.name != "Text only":
            return lexer
    return None


@lru_cache(maxsize=256)
def _tone(kind: str) -> Tone:
    return next((tone for start, tone in _TONES if kind.startswith(start)), Tone.PLAIN)


def spans_of(text: str, language: str) -> list[Span]:
    """How a short text in some language is written; nothing for one that nobody knows, or a long one."""
    if not language or len(text) > COLOURED:
        return []
    lexer = lexer_of(language)
    return list(lexed(lexer, text)) if lexer is not None else []


def lexed(lexer: Lexer, text: str) -> Iterator[Span]:
    """The coloured stretches of a text, in order."""
    for at, kind, word in lexer.get_tokens_unprocessed(text):
        tone = _tone(str(kind))
        if tone is not Tone.PLAIN and word:
            yield Span(at, at + len(word), tone)
