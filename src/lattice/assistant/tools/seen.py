"""Which references to rows an agent has really been given."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lattice.model.ids import is_id

_ID = re.compile(r"(?<![0-9A-Za-z])[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}(?![0-9A-Za-z])")
_REF = re.compile(r"lattice://[^\s/()<>\[\]\"'`]+/([0-9A-Za-z]{26})(?![0-9A-Za-z])")


class Seen:
    """What was retrieved in a conversation: only that is shown as something to open."""

    def __init__(self, refs: Iterable[str] = ()) -> None:
        self._ids: set[str] = set()
        self.add(refs)

    def add(self, refs: Iterable[str]) -> None:
        """References, or ids, that an agent was given."""
        for one in refs:
            row_id = one.rpartition("/")[2].upper()
            if is_id(row_id):
                self._ids.add(row_id)

    def add_from(self, words: str) -> None:
        """The ids that a person wrote."""
        self.add(match[0] for match in _ID.finditer(words))

    def holds(self, one: str) -> bool:
        """Whether the row of a reference, or of an id, was retrieved or named."""
        return one.rpartition("/")[2].upper() in self._ids

    def linked(self, words: str) -> tuple[str, ...]:
        """The references in a text that lead to what was retrieved, each once, as they are written there."""
        found = (match[0] for match in _REF.finditer(words))
        return tuple(dict.fromkeys(one for one in found if self.holds(one)))
