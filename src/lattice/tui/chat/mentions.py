"""Names in what is typed that stand for tables, rows and files: `@Ada Berg`, sent as a link."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lattice.tui.literal import one_line

#: Longest name of a mention, in characters.
NAME_CHARS = 40
#: A link of a message that a mention was sent as: its name, in which a hidden character takes several, its
#: address.
LINK = re.compile(r"\[([^\[\]\n]{1,400})\]\((lattice://[^\s()]+)\)")


def mention_of(label: str) -> str:
    """How something is mentioned: one line without what Markdown would take for the end of a link."""
    name = one_line(label, NAME_CHARS).replace("[", "(").replace("]", ")").strip()
    return f"@{name or 'unnamed'}"


def spelled_out(text: str, mentions: Mapping[str, str]) -> str:
    """What was typed, with each mention as a Markdown link."""
    found = [mention for mention in sorted(mentions, key=len, reverse=True) if mention in text]
    if not found:
        return text
    either = re.compile("|".join(re.escape(mention) for mention in found))
    return either.sub(lambda match: f"[{match[0][1:]}]({mentions[match[0]]})", text)


def shortened(text: str) -> tuple[str, dict[str, str]]:
    """The other way round: links of a message as mentions, and what these stand for."""
    mentions: dict[str, str] = {}

    def shorten(match: re.Match[str]) -> str:
        mention = f"@{match[1]}"
        if mentions.setdefault(mention, match[2]) != match[2]:
            return match[0]
        return mention

    return LINK.sub(shorten, text), mentions
