"""Whether a page of HTML has its text only once its scripts have run."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: A page with so many characters of text says enough as it is; one with fewer may be an empty shell.
_ENOUGH = 600
_NOTHING = 40

_SCRIPT = re.compile(rb"<script\b", re.I)
#: An element that scripts fill, and that nothing stands in.
_SHELL = re.compile(
    rb"<(?:div|main|section|app-root|body)\b[^<>]{0,300}?\bid\s*=\s*[\"']?"
    rb"(?:root|app|main-app|__next|__nuxt|___gatsby|svelte|react-root|application|app-root|mount)[\"']?"
    rb"[^<>]{0,300}>\s{0,200}</",
    re.I,
)
_APP_ROOT = re.compile(rb"<(?:app-root|ng-app|my-app)\b[^<>]{0,300}>\s{0,200}</", re.I)
_NOTICE = re.compile(
    rb"(?:enable|require|need|turn\s?on|without|aktivier|erforder|activ|habilit)[^<>]{0,200}?java\s?script|"
    rb"java\s?script[^<>]{0,200}?(?:disabled|required|enabled|off|aktivier|erforder|activ|habilit)",
    re.I,
)
#: How much of a page is looked through, of how many of its notices, how much of each.
_LOOKED_AT, _NOTICES, _NOTICE_BYTES = 1_000_000, 20, 2_000


def needs_scripts(markup: bytes, text_chars: int) -> bool:
    """Whether what can be read of a page, `text_chars` long, is likely not what a browser would show.

    Looks at the bytes with expressions that take time in proportion to them, never as a tree.
    """
    markup = markup[:_LOOKED_AT]
    if text_chars >= _ENOUGH or not _SCRIPT.search(markup):
        return False
    if text_chars < _NOTHING or _SHELL.search(markup) or _APP_ROOT.search(markup):
        return True
    return any(_NOTICE.search(notice) for notice in _notices(markup))


def _notices(markup: bytes) -> Iterator[bytes]:
    """What stands in the first `noscript` elements."""
    pieces = re.split(rb"<noscript\b", markup, maxsplit=_NOTICES, flags=re.I)[1:]
    for piece in pieces:
        yield piece[:_NOTICE_BYTES].partition(b"</noscript")[0]
