"""One line of the table of keys."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """One thing that keys do."""

    id: str
    """Stable name by which users rebind it: `group.what`."""
    keys: str
    """Default keys, separated by commas, in Textual's notation."""
    description: str
    """What the footer says: one or two words."""
    tooltip: str
    """What the help screen says: one sentence."""
    show: bool = True
    """Whether the footer has it."""

    @property
    def group(self) -> str:
        """Where it is pressed: the part before the dot."""
        return self.id.split(".", 1)[0]
