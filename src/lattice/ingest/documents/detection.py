"""What a document on disk is: the members of a zip and the insides of old office files included."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lattice.ingest.documents import media

_CONTAINER = b"\xd0\xcf\x11\xe0"
#: Names of streams in the container of the old formats, the most telling first.
_STREAMS = {
    "EncryptedPackage": media.LOCKED,
    "__properties_version1.0": media.OUTLOOK,
    "WordDocument": media.DOC,
    "PowerPoint Document": media.PPT,
    "Workbook": media.XLS,
}
#: How far a container is looked through; its directory is small and may stand anywhere.
_LOOKED_THROUGH = 200_000_000


def media_type_at(path: Path, name: str, said: str = "") -> str:
    """The media type of the file at `path`. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(media.HEAD_BYTES)
    found = media.detected(media.suffix_of(name), head, said)
    if head.startswith(b"PK") and found != media.BINARY:
        return _among_zips(path, found)
    return _in_container(path, found) if head.startswith(_CONTAINER) else found


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


def _in_container(path: Path, by_head: str) -> str:
    """By the streams that the directory of a container of the old formats names."""
    marks = {name.encode("utf-16-le"): media_type for name, media_type in _STREAMS.items()}
    seen: set[str] = set()
    overlap = b""
    with path.open("rb") as file:
        while (block := file.read(1 << 20)) and file.tell() < _LOOKED_THROUGH:
            block = overlap + block
            seen.update(media_type for mark, media_type in marks.items() if mark in block)
            overlap = block[-64:]
    return next((media_type for media_type in _STREAMS.values() if media_type in seen), by_head)
