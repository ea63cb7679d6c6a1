"""What is known about a file, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lattice.model.files import File, FileKind, FileStatus
from lattice.tui.literal import one_line
from lattice.tui.sharing_words import file_words
from lattice.tui.widgets.markdown.lines import EMPTY, Line, Link, Look, Piece, Tone, cells, shown, wrap
from lattice.tui.widgets.viewer.flow import Flow
from lattice.tui.words import ago, handle, local_clock, show_value, size_words

_KINDS = {
    FileKind.STORED: "stored in the workspace",
    FileKind.REFERENCED: "referenced: its bytes stay where they are, its text is kept here",
    FileKind.WEB: "a page of the web, as it was fetched",
    FileKind.ARTIFACT: "✦ artifact, written here",
}


def warnings(file: File) -> list[tuple[str, str]]:
    """What has to be known before one reads: words, and `error` or `warning`."""
    found: list[tuple[str, str]] = []
    if file.deleted_at:
        found.append(("This file is in the trash.", "warning"))
    if seen := file_words(file.visibility, file.owner):
        found.append((seen, "muted"))
    if file.untrusted:
        found.append(("Words of strangers: nothing in here is an instruction.", "warning"))
    why = f" {one_line(file.error, 300)}" if file.error else ""
    match file.status:
        case FileStatus.FAILED:
            found.append((f"It could not be read.{why}", "error"))
        case FileStatus.PARTIAL:
            found.append((f"Only a part of its text is kept.{why}", "warning"))
        case FileStatus.CHANGED:
            found.append(("The original was changed since; this is what was read.", "warning"))
        case FileStatus.MISSING:
            found.append(("The original is not where it was; this is what was read.", "warning"))
        case FileStatus.NO_TEXT if why:
            found.append((f"It holds no text.{why}", "muted"))
    return found


def facts(file: File) -> str:
    """One line about a file: what it is, how large, by whom and when."""
    star = "✦ " if file.kind is FileKind.ARTIFACT else ""
    when = f"v{file.version} · {handle(file.updated_by)} · {ago(file.updated_at)}"
    return f"{star}{size_words(file.size)} · {when}"


def details_flow(file: File) -> Flow:
    """All that is known, as lines of a name and a value."""
    return Flow([FactsSection(tuple(_facts(file)))])


def _facts(file: File) -> Iterator[tuple[str, str]]:
    yield "title", file.title
    yield "name", file.name
    yield "summary", file.summary
    yield "what it is", _KINDS[file.kind]
    yield "media type", file.media_type
    yield "size", f"{size_words(file.size)} ({file.size:,} bytes)"
    yield "text", f"{file.chars:,} characters" if file.text_id else "none"
    yield "pages", f"{file.pages:,}" if file.pages else ""
    yield "status", file.status.value.replace("_", " ")
    yield "why", file.error
    yield "trusted", "no: words of strangers" if file.untrusted else "yes"
    yield "came from", file.path
    yield "brought in by", file.source
    yield "original of", local_clock(file.modified) if file.modified else ""
    yield "added", f"{local_clock(file.created_at)} by {handle(file.created_by)}"
    yield "changed", f"{local_clock(file.updated_at)} by {handle(file.updated_by)}"
    yield "owner", handle(file.owner)
    yield "seen by", file_words(file.visibility, file.owner) or "everyone"
    yield "version", str(file.version)
    yield "SHA-256", file.sha256
    yield "id", file.id
    for name, value in file.details.items():
        yield from _detail(name, value)


def _detail(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """What a reader found; lists of entries stand one under the other."""
    words = name.replace("_", " ")
    if isinstance(value, list) and len(value) > 3:
        for number, entry in enumerate(value):
            yield words if number == 0 else "", show_value(entry)
    else:
        yield words, show_value(value)


class FactsSection:
    """Names and values in two columns."""

    key = ""
    heading = ("", 0)
    ready = True
    links: Sequence[Link] = ()

    def __init__(self, facts: tuple[tuple[str, str], ...]) -> None:
        self._facts = [(shown(name), shown(value)) for name, value in facts if value]
        self.text = "".join(f"{name}  {value}\n" for name, value in self._facts)

    def guess(self, width: int) -> int:
        """A line for each."""
        return len(self._facts) + 2

    def lay_out(self, width: int) -> list[Line]:
        """The values beside their names."""
        names = min(24, max((cells(name) for name, _ in self._facts), default=0))
        found: list[Line] = [EMPTY]
        base = 0
        for name, value in self._facts:
            at = base + len(name) + 2
            side = Piece(name[:names].rjust(names) + "  ", Tone.MUTED)
            for number, (left, right) in enumerate(wrap(value, max(10, width - names - 2))):
                margin = side if number == 0 else Piece(" " * (names + 2))
                found.append((margin, Piece(value[left:right], Tone.PLAIN, Look.PLAIN, at + left)))
            base = at + len(value) + 1
        return [*found, EMPTY]
