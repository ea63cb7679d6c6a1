"""The document that a reader was given."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lattice.ingest.documents.limits import ReadLimits


class Source(msgspec.Struct, frozen=True):
    """One document on disk."""

    path: Path
    name: str
    """What people call it; its suffix is a hint."""
    media_type: str
    limits: ReadLimits
    said: str = ""
    """The media type that its source says, with parameters such as `charset`; its content counts more."""
