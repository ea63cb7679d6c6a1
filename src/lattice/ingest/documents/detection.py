"""What a document on disk is: the members of a zip and the insides of old office files included."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lattice.ingest.documents import media


def media_type_at(path: Path, name: str, said: str = "") -> str:
    """The media type of the file at `path`. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(media.HEAD_BYTES)
    found = media.detected(media.suffix_of(name), head, said)
    return _among_zips(path, found) if head.startswith(b"PK") and found != media.BINARY else found


def _among_zips(path: Path, by_head: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        return by_head  # cut off or damaged: its reader says so
    return media.zipped_type(names, mimetype, by_head)
