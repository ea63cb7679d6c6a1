"""Messages that a search found, by the title of their conversation and who said them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lattice.actions.chat import ReadThread
from lattice.model.chat import MESSAGES, Role
from lattice.model.errors import LatticeError
from lattice.model.rows import Hit
from lattice.tui.bench import Bench
from lattice.tui.literal import one_line

#: Messages whose conversations are read; those after them are listed without a title.
READ = 20
#: Longest title, in cells.
TITLE = 40
_WHO = {Role.PERSON: "you", Role.ASSISTANT: "the assistant", Role.TOOL: "a tool", Role.NOTE: "a note"}


async def with_titles(bench: Bench, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The same hits; messages are called by their conversation, and placed by who said them.

    Raises LatticeError.
    """
    found: list[Hit] = []
    read = 0
    for hit in hits:
        if hit.table != MESSAGES:
            found.append(hit)
        elif read < READ:
            read += 1
            found.append(await _with_title(bench, hit))
        else:
            found.append(msgspec.structs.replace(hit, label="a conversation", column="said"))
    return tuple(found)


async def _with_title(bench: Bench, hit: Hit) -> Hit:
    try:
        page = (await bench.run(ReadThread(id=hit.row_id, limit=1))).value
    except LatticeError as error:
        if error.code != "not_found":
            raise
        return hit
    who = _WHO[page.messages[-1].role] if page.messages else "said"
    return msgspec.structs.replace(hit, label=one_line(page.thread.title, TITLE) or "(no title)", place=who)
