"""What is open and selected on screen while a person writes."""

from __future__ import annotations

import msgspec

from lattice.model.files import FILES
from lattice.model.references import ref


class Screen(msgspec.Struct, frozen=True):
    """What the person looks at; it is told to the model beside their words."""

    words: str = ""
    """In one or a few lines; empty when nothing is open."""
    table: str = ""
    rows: tuple[str, ...] = ()
    """Ids of the rows that are marked, or of the one under the cursor."""
    file: str = ""
    """Id of the file that is shown."""
    where: str = ""
    """The filter of the table that is shown."""


#: The kind of the note that tells it.
SCREEN = "screen"
#: Rows that are named; of more only the number.
_MOST_ROWS = 50


def screen_text(screen: Screen) -> str:
    """The screen as the model reads it; empty when nothing is open."""
    lines = ["On screen:"]
    if screen.words.strip():
        lines.append(screen.words.strip())
    if screen.table:
        lines.append(f"Open table: {screen.table}" + (f", filtered: {screen.where}" if screen.where else ""))
    if screen.rows:
        named = ", ".join(ref(screen.table, row) for row in screen.rows[:_MOST_ROWS])
        more = len(screen.rows) - _MOST_ROWS
        lines.append(f"Selected: {named}" + (f" and {more:,} more" if more > 0 else ""))
    if screen.file:
        lines.append(f"Open file: {ref(FILES, screen.file)}")
    return "\n".join(lines) if len(lines) > 1 else ""
