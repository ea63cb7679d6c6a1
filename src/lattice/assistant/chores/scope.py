"""With what one job is done."""

from __future__ import annotations

import msgspec

from lattice.assistant.chores.asking import Asker
from lattice.client.base import Client


class Scope(msgspec.Struct, frozen=True):
    """One job's."""

    agent: Client
    """Of the assistant; all changes are made through it."""
    asker: Asker
    me: str
    """The person whom the assistant works for."""
    group: str
    """Of all changes of the job."""
    is_new: bool = True
    """Whether the thing came in, and is not one that was changed."""
    columns: tuple[str, ...] = ()
    """Of a table that was there: ids of the columns that were added."""
