"""How much one document may take to be read."""

from __future__ import annotations

import msgspec


class ReadLimits(msgspec.Struct, frozen=True):
    """Bounds of one reading; what goes over them ends as `partial` or `failed`."""

    seconds: float = 30
    """From the start of the reader's process to its end."""
    memory_bytes: int = 1_000_000_000
    """Address space of the reader's process, where the system can bound it."""
    unpacked_bytes: int = 1_000_000_000
    """What the members of a packed document that are read may unpack to, together."""
    chars: int = 200_000_000
    """Of the text."""
