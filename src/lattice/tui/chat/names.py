"""What rows and files are called of which a conversation knows only the ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from lattice.actions import GetRow
from lattice.model.chat import AttachmentBlock, CallBlock, Message, ResultBlock, Role
from lattice.model.errors import LatticeError
from lattice.tui.bench import Bench
from lattice.tui.chat.mentions import LINK
from lattice.tui.literal import one_line
from lattice.tui.words import short_id

#: Rows that are read for their names, of one page of a conversation.
READ = 60
#: Longest name within a line, in characters.
NAME_CHARS = 40
_ID = re.compile(r"(?<![0-9A-Za-z])[0-7][0-9A-HJKMNP-TV-Z]{25}(?![0-9A-Za-z])")
_REF = re.compile(r"lattice://([^\s/]+)/([0-9A-Za-z]{26})\Z")


def with_names(words: str, names: Mapping[str, str]) -> str:
    """Words with names in the place of ids, and the end of an id where its name is not known."""
    return _ID.sub(lambda match: names.get(match[0]) or short_id(match[0]), words)


def told_names(messages: Iterable[Message]) -> dict[str, str]:
    """Names that the person's own words and files tell; a model's words may call a row anything."""
    found: dict[str, str] = {}
    for message in messages:
        if message.role is not Role.PERSON:
            continue
        for block in message.blocks:
            if isinstance(block, AttachmentBlock):
                found[block.file_id] = one_line(block.name, NAME_CHARS)
        for match in LINK.finditer(message.text):
            if ref := _REF.match(match[2]):
                found[ref[2].upper()] = one_line(match[1], NAME_CHARS)
    return found


async def read_names(bench: Bench, messages: Iterable[Message], known: Set[str]) -> dict[str, str]:
    """Names of rows that were read and whose ids calls were given. Raises LatticeError."""
    wanted: set[str] = set()
    tables: dict[str, str] = {}
    for message in messages:
        for block in message.blocks:
            if isinstance(block, CallBlock):
                wanted |= set(_ID.findall(str(block.input)))
            elif isinstance(block, ResultBlock):
                tables |= {ref[2].upper(): ref[1] for target in block.refs if (ref := _REF.match(target))}
    found: dict[str, str] = {}
    for row_id in sorted((wanted & tables.keys()) - known)[:READ]:
        table = bench.find(tables[row_id])
        if table is None or table.label is None:
            continue
        try:
            row = (await bench.run(GetRow(table=table.name, id=row_id))).value
        except LatticeError as error:
            if error.code != "not_found":
                raise
            continue
        if label := one_line(str(row.values.get(table.label.name) or ""), NAME_CHARS):
            found[row_id] = label
    return found
