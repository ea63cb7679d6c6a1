"""What may complete the word that is being typed: commands after `/`, tables, rows and files after `@`."""

from __future__ import annotations

import re
from typing import NamedTuple

from lattice.actions import SearchText
from lattice.model.chat import MESSAGES, THREADS
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.references import ref
from lattice.tui.bench import Bench
from lattice.tui.chat.commands import commands_like
from lattice.tui.chat.mentions import mention_of
from lattice.tui.words import table_words

#: Most of each kind that is offered.
OFFERED = 8
_COMMAND = re.compile(r"/(\S*)\Z")
_MENTION = re.compile(r"(?:^|(?<=[\s(]))@([^@\n]{0,40})\Z")


class Word(NamedTuple):
    """What is being typed before the cursor."""

    kind: str
    """`/` or `@`."""
    begun: str
    """Without that sign."""
    start: int
    """Where it begins in its line."""


class Offer(NamedTuple):
    """Something that may take its place."""

    kind: str
    """`command`, `table`, `row`, `file` or `message`."""
    insert: str
    label: str
    note: str = ""
    reference: str = ""
    """Of a mention."""


def word_at(line: str, column: int, *, first: bool) -> Word | None:
    """What is being typed in `line` up to `column`; commands only at the beginning of the `first` line."""
    before = line[:column]
    if first and (match := _COMMAND.match(before)):
        return Word("/", match[1], 0)
    match = _MENTION.search(before)
    return Word("@", match[1], match.start()) if match else None


def command_offers(begun: str) -> tuple[Offer, ...]:
    """Commands that begin like this."""
    return tuple(
        Offer("command", f"/{c.name}" + (" " if c.argument else ""), f"/{c.name}", c.words)
        for c in commands_like(begun)
    )


def table_offers(bench: Bench, begun: str) -> tuple[Offer, ...]:
    """Tables whose names hold this."""
    wanted = begun.casefold()
    found = [info for info in bench.tables if wanted in info.table.name.casefold()]
    found.sort(key=lambda info: not info.table.name.casefold().startswith(wanted))
    return tuple(
        Offer("table", mention_of(i.table.name), i.table.name, f"{i.rows:,} rows", ref(i.table.name))
        for i in found[:OFFERED]
    )


async def row_offers(bench: Bench, begun: str) -> tuple[Offer, ...]:
    """Rows and files that have these words; nothing for words that cannot be searched."""
    if not begun.strip():
        return ()
    try:
        hits = (await bench.run(SearchText(text=begun.strip(), limit=3 * OFFERED))).value.hits
    except LatticeError:
        # what is half typed may be no search yet
        return ()
    return tuple(
        Offer(
            "file" if hit.table == FILES else "row",
            mention_of(hit.label),
            hit.label,
            table_words(hit.table),
            ref(hit.table, hit.row_id),
        )
        for hit in hits
        if hit.table not in (MESSAGES, THREADS)
    )[:OFFERED]
