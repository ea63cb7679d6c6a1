"""Files: bringing them in, reading their text, their versions; artifacts; pages of the web."""

from __future__ import annotations

from typing import Any

import msgspec

from lattice.actions.base import Action, Effects, Risk, Runs, action
from lattice.model.files import Comparison, FileKind, FileStatus, FileText, FileVersion, KeptFile, PartList
from lattice.model.ids import RowId
from lattice.model.rows import Row


class FileFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a reader found out about a file; its bytes and text were put before."""

    sha256: str = ""
    """Of its bytes, which `client.put_bytes` keeps; may be other bytes for a referenced file."""
    size: int = 0
    text_id: str = ""
    """What `client.put_text` answered."""
    media_type: str = "application/octet-stream"
    status: FileStatus = FileStatus.READY
    error: str = ""
    title: str = ""
    details: dict[str, Any] = {}
    modified: str | None = None


@action("file.add", risk=Risk.WRITE)
class AddFile(Action[KeptFile], frozen=True):
    """Bring a file in; one from the same path takes the place of what was known of it."""

    name: str
    kind: FileKind = FileKind.STORED
    path: str = ""
    """Absolute path or URI; files of one path are one file."""
    facts: FileFacts | None = None
    text: str | None = None
    """Instead of facts: the whole text, which is then stored."""
    title: str = ""
    """Takes precedence over the title that a reader found."""
    summary: str = ""
    untrusted: bool = False
    source: str = ""


@action("file.read", runs=Runs.SERVER)
class ReadFile(Action[FileText], frozen=True):
    """A stretch of a file's text: from a character, a page or a heading on."""

    id: RowId
    start: int | None = None
    """In characters from 0; not together with `page` or `heading`."""
    page: int | None = None
    heading: str | None = None
    """Beginning of a heading or of one of its levels, without regard to case."""
    length: int = 20_000
    """Characters, at most 200,000."""
    version: int | None = None
    """Number of an earlier version; the current one when None."""


@action("file.parts", runs=Runs.SERVER)
class ListParts(Action[PartList], frozen=True):
    """The pages and sections of a file's text, without the text."""

    id: RowId
    offset: int = 0
    limit: int = 1000
    version: int | None = None


@action("file.replace", risk=Risk.WRITE)
class ReplaceFile(Action[KeptFile], frozen=True):
    """Give a file other contents; the earlier ones stay as a version."""

    id: RowId
    facts: FileFacts | None = None
    text: str | None = None
    """Instead of facts: the whole text."""
    expect_version: int | None = None


@action("file.extract", risk=Risk.WRITE)
class ExtractFile(Action[Row], frozen=True):
    """Keep what was read of the same bytes anew, or how its original stands: changed, missing."""

    id: RowId
    facts: FileFacts
    expect_version: int | None = None


@action("file.update", risk=Risk.WRITE)
class UpdateFile(Action[Row], frozen=True):
    """Change what is said about a file; None leaves a field as it is."""

    id: RowId
    name: str | None = None
    title: str | None = None
    summary: str | None = None
    path: str | None = None
    """Where the original of a referenced file is now."""
    untrusted: bool | None = None
    expect_version: int | None = None


@action("file.versions", runs=Runs.SERVER)
class ListVersions(Action[tuple[FileVersion, ...]], frozen=True):
    """The contents a file had, newest first."""

    id: RowId
    limit: int = 200


@action("file.compare", runs=Runs.SERVER)
class CompareVersions(Action[Comparison], frozen=True):
    """The lines in which two versions of a file differ."""

    id: RowId
    before: int
    """Number of a version."""
    after: int | None = None
    """The current one when None."""


@action("artifact.create", risk=Risk.WRITE)
class CreateArtifact(Action[Row], frozen=True):
    """Write a document into the workspace: Markdown unless said."""

    title: str
    text: str = ""
    media_type: str = "text/markdown"
    name: str = ""
    """File name; made from the title when empty."""
    summary: str = ""
    source: str = ""
    """What it was made from, in words."""


@action("artifact.update", risk=Risk.WRITE)
class UpdateArtifact(Action[Row], frozen=True):
    """Change an artifact; None leaves a field as it is, and every text it had stays as a version."""

    id: RowId
    text: str | None = None
    title: str | None = None
    summary: str | None = None
    expect_version: int | None = None


class FetchLeave(msgspec.Struct, frozen=True):
    """Leave to fetch one page; its text then comes in through `file.add`."""

    url: str
    """Normalised."""
    host: str
    left_today: int
    """Pages that may still be fetched in this workspace within 24 hours."""


@action("file.from_url", risk=Risk.WRITE, effects=Effects.OUTSIDE)
class FetchUrl(Action[FetchLeave], frozen=True):
    """Begin to fetch one web page as a file that is not trusted."""

    url: str
