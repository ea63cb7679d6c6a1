"""The ways in which a file of some kind can be shown, the best one first."""

from __future__ import annotations

from enum import StrEnum

from lattice.model.files import File, FileKind

#: Largest document that is laid out or parsed as a whole, in characters; longer ones are shown as lines.
WHOLE = 8_000_000
#: Largest image that is decoded, in bytes.
IMAGE_BYTES = 64_000_000


class Mode(StrEnum):
    """One way to show a file; the value is what its tab says."""

    PAGE = "Page"
    """Markdown, rendered."""
    TEXT = "Text"
    """The text that was read out of it, with its pages."""
    CODE = "Code"
    TABLE = "Table"
    TREE = "Tree"
    PICTURE = "Picture"
    RAW = "Raw"
    """Its bytes as numbered lines."""
    VERSIONS = "Versions"
    DETAILS = "Details"


_MARKDOWN = frozenset({"text/markdown", "text/x-markdown"})
_TABLES = frozenset({"text/csv", "text/tab-separated-values"})
_JSON = frozenset(
    {"application/json", "application/geo+json", "application/x-ipynb+json", "application/x-ndjson"}
)
_CODE = frozenset(
    {
        "application/xml",
        "application/yaml",
        "application/toml",
        "application/sql",
        "text/css",
        "text/javascript",
    }
)


def modes_of(file: File) -> tuple[Mode, ...]:
    """The ways to show a file, the first one is what it opens in."""
    return (*_contents(file), Mode.VERSIONS, Mode.DETAILS)


def _contents(file: File) -> tuple[Mode, ...]:
    kind = file.media_type
    whole = max(file.chars, file.size) <= WHOLE
    if kind in _MARKDOWN:
        return (Mode.PAGE, Mode.RAW) if whole else (Mode.RAW,)
    if kind in _TABLES:
        return (Mode.TABLE, Mode.RAW)
    if kind in _JSON:
        return (Mode.TREE, Mode.CODE) if whole else (Mode.RAW,)
    if kind == "image/svg+xml":
        return (Mode.CODE,)
    if kind.startswith("image/"):
        return (Mode.PICTURE,) if file.size <= IMAGE_BYTES else ()
    if kind in _CODE or kind.startswith("text/x-"):
        return (Mode.CODE,) if whole else (Mode.RAW,)
    if kind == "text/html":
        return (Mode.TEXT, Mode.CODE) if whole else (Mode.TEXT, Mode.RAW)
    if kind.startswith("text/"):
        return (Mode.TEXT, Mode.RAW) if whole else (Mode.RAW, Mode.TEXT)
    return (Mode.TEXT,) if file.text_id else ()


def editable(file: File) -> bool:
    """Whether a person may write in its text: what is text, kept here or made here."""
    return file.kind is FileKind.ARTIFACT or _is_text(file.media_type)


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind in _JSON or kind in _CODE or kind == "image/svg+xml"
