"""The levels of what the assistant does by itself, and what each of them does."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from lattice.model.policy import Eagerness, Policy, Writes


class Chore(StrEnum):
    """One thing that is done without being asked for; also the purpose under which it is charged."""

    SUMMARY = "file_summary"
    IMAGE = "image_description"
    DEFINITIONS = "definitions"
    LINKS = "document_links"
    ROWS = "document_rows"


#: The actions that each needs to be allowed at once.
NEEDS: dict[Chore, frozenset[str]] = {
    Chore.SUMMARY: frozenset({"file.update"}),
    Chore.IMAGE: frozenset({"file.update"}),
    Chore.DEFINITIONS: frozenset({"table.define", "column.define"}),
    Chore.LINKS: frozenset({"link.add"}),
    Chore.ROWS: frozenset({"row.insert"}),
}


class Level(msgspec.Struct, frozen=True):
    """One level."""

    eagerness: Eagerness
    chores: frozenset[Chore]
    """All that is done at this level."""
    words: str
    """What that is, for people."""
    brief: str
    """The same in one line of a screen."""


_CONSERVATIVE = frozenset({Chore.SUMMARY, Chore.IMAGE})
_BALANCED = _CONSERVATIVE | {Chore.DEFINITIONS, Chore.LINKS}

LEVELS: tuple[Level, ...] = (
    Level(Eagerness.OFF, frozenset(), "nothing", "nothing"),
    Level(
        Eagerness.CONSERVATIVE,
        _CONSERVATIVE,
        "summaries of new files, descriptions of images",
        "summaries of files, descriptions of images",
    ),
    Level(
        Eagerness.BALANCED,
        _BALANCED,
        "also definitions of new tables and columns, and links between a new document and the rows it names",
        "also definitions, and links between documents and rows",
    ),
    Level(
        Eagerness.EAGER,
        _BALANCED | {Chore.ROWS},
        "also rows of what a new document describes, in tables that are there",
        "also rows made of what documents describe",
    ),
)


def chores_of(policy: Policy) -> frozenset[Chore]:
    """What is done in a workspace with this policy; nothing where each change would have to be asked for."""
    if policy.writes is Writes.ASK:
        return frozenset()
    return next(level.chores for level in LEVELS if level.eagerness is policy.eagerness)


def level_table() -> str:
    """The levels as a Markdown table, for the documentation."""
    lines = [f"| `{level.eagerness.value}` | {level.words} |" for level in LEVELS]
    return "\n".join(["| level | what the assistant does by itself |", "|---|---|", *lines])
