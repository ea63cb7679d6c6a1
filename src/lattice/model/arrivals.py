"""A workspace on its way to a server: how far it has come."""

from __future__ import annotations

import msgspec


class Arrived(msgspec.Struct, frozen=True):
    """How much of one part is there."""

    part: str
    rows: int
    """Records that are there."""
    after: tuple[str | int, ...]
    """The key of the last of them, behind which the next one comes; empty when there is none."""


class Arrival(msgspec.Struct, frozen=True):
    """A workspace that is being published, or was."""

    workspace_id: str
    state: str
    """`arriving` or `open`."""
    digest: str
    """Of the manifest that was announced; empty for a workspace that did not come this way."""
    name: str
    owner: str
    """Actor id of who will own it."""
    verified: bool
    """Whether all of it was read back and is what was announced."""
    parts: tuple[Arrived, ...]
    """Those that have begun to arrive."""


class Verified(msgspec.Struct, frozen=True):
    """What came of comparing what is there with what was announced."""

    ok: bool
    differ: tuple[str, ...]
    """Names of the parts that are to be sent anew."""
