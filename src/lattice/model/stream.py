"""What a server sends while a member listens, and what a mirror is filled from. All by permanent ids."""

from __future__ import annotations

from typing import Any

import msgspec

from lattice.model.members import Presence
from lattice.model.values import Value


class RawColumn(msgspec.Struct, frozen=True):
    """A column as a mirror keeps it."""

    id: str
    name: str
    type: str
    target: str | None = None
    definition: str = ""
    audience: str = "everyone"
    """Whose role lets them read it."""
    masked: bool = False
    """Whether it is kept from the one who asks: values come as None."""


class RawTable(msgspec.Struct, frozen=True):
    """A table as a mirror keeps it."""

    id: str
    name: str
    definition: str
    key: tuple[str, ...]
    native: bool
    columns: tuple[RawColumn, ...]
    default_visibility: str = "everyone"
    live: int = 0
    """Living rows that the one who asks may see."""
    trashed: int = 0
    mirrored: bool = True
    """False for tables so large that they stay on the server."""


class RawCatalog(msgspec.Struct, frozen=True):
    """The tables of a workspace with where its log stands."""

    epoch: str
    """Another one after a backup was restored: what a client knows no longer holds."""
    seq: int
    version: int
    """Number of the last schema change."""
    workspace_id: str
    name: str
    description: str
    tables: tuple[RawTable, ...]


class RawRow(msgspec.Struct, frozen=True, array_like=True):
    """A row as a mirror keeps it: stored values of the system columns, then by column id."""

    id: str
    version: int
    created_at: str
    created_by: str
    updated_at: str
    updated_by: str
    deleted_at: str | None
    owner: str
    visibility: str
    source: str | None
    values: dict[str, Value]
    """By column id, those that are not empty, as events hold them."""


class RawLink(msgspec.Struct, frozen=True, array_like=True):
    """A link as a mirror keeps it."""

    id: str
    name: str
    from_table: str
    from_row: str
    to_table: str
    to_row: str
    created_at: str
    created_by: str


class Entry(msgspec.Struct, frozen=True, tag="entry"):
    """One line of the log: an event whose values are by column id."""

    seq: int
    id: str
    change_id: str
    group_id: str | None
    at: str
    actor: str
    on_behalf_of: str | None
    origin: str
    op: str
    table_id: str | None
    row_id: str | None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    purged: bool = False


class Hide(msgspec.Struct, frozen=True, tag="hide"):
    """A row that may no longer be seen: it leaves the mirror, and nothing more is told."""

    seq: int
    table_id: str
    row_id: str


class Reveal(msgspec.Struct, frozen=True, tag="reveal"):
    """A row that may be seen from now on, whole, with its links."""

    seq: int
    table_id: str
    row: RawRow
    links: tuple[RawLink, ...] = ()


class HeadFrame(msgspec.Struct, frozen=True, tag="head"):
    """Where the log stands: at the beginning, when what was missed has been sent, and every 15 s."""

    epoch: str
    seq: int
    at: str
    """The server's clock."""


class Reset(msgspec.Struct, frozen=True, tag="reset"):
    """What the client knows no longer holds or is too far behind: fill the mirror anew from `seq` on."""

    epoch: str
    seq: int
    reason: str
    """`epoch`, `behind`, `slow`, `rights` (a role or mask changed)."""


class Here(msgspec.Struct, frozen=True, tag="here"):
    """Everybody who is here, whenever that changes."""

    people: tuple[Presence, ...]


class Bye(msgspec.Struct, frozen=True, tag="bye"):
    """The last frame of a stream that the server ends."""

    code: str
    """`signed_out` (token ended: do not come back with it), `failed` (server stops: come back)."""
    message: str


#: What may come over a stream; on the wire `event: TAG`, `id: EPOCH:SEQ` and the struct as JSON in `data`.
Frame = Entry | Hide | Reveal | HeadFrame | Reset | Here | Bye

#: Tables with more visible rows than this stay on the server.
MIRRORED_ROWS = 200_000
#: Seconds between two `head` frames.
HEAD_EVERY_S = 15.0
#: Presence is forgotten so many seconds after it was last said.
PRESENT_S = 45.0
