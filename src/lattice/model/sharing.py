"""Who sees and changes what: the visibility of rows, defaults of tables, masks of columns."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Visibility(StrEnum):
    """Who may see a row."""

    PRIVATE = "private"
    """Its owner alone."""
    EVERYONE = "everyone"
    """All members read it; editors change it."""
    CUSTOM = "custom"
    """Its owner and the members that were named."""


class Audience(StrEnum):
    """Whose role lets them read a column."""

    OWNER = "owner"
    """The owner of the workspace."""
    ADMIN = "admin"
    """The owner and admins."""
    EVERYONE = "everyone"


class Share(msgspec.Struct, frozen=True):
    """Who may see and change one row."""

    owner: str
    visibility: Visibility
    read: tuple[str, ...] = ()
    """Members who may read it, beside those in `write`; of `custom` rows only."""
    write: tuple[str, ...] = ()
    """Members who may also change it."""
    may_share: bool = False
    """Whether the one who asks may change this: its owner may."""


#: What a masked column comes back as.
MASKED = "•••"
