"""Full-text search."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, action
from lattice.model.rows import Hit


class Hits(msgspec.Struct, frozen=True):
    """What was found, best first."""

    hits: tuple[Hit, ...]
    more: bool = False
    """Whether there are more than were asked for."""


@action("search.text")
class SearchText(Action[Hits], frozen=True):
    """Rows whose text holds all the words; the last word may be the beginning of one."""

    text: str
    tables: tuple[str, ...] = ()
    """All tables when empty."""
    limit: int = 20
    """At most 200."""
