"""Files as words and tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from lattice.cli.tables_text import table_text
from lattice.model.files import File, FileOutcome, FileVersion
from lattice.model.values import show_time
from lattice.model.visible import visible

_UNITS = ("bytes", "kB", "MB", "GB", "TB")
#: Files that are explained one by one beside the table; --json has all.
_SHOWN = 20


def size_text(size: int) -> str:
    """`950 bytes`, `1.2 MB`."""
    number, unit = float(size), 0
    while number >= 999.5 and unit < len(_UNITS) - 1:
        number, unit = number / 1000, unit + 1
    return f"{number:.0f} {_UNITS[unit]}" if unit == 0 or number >= 99.95 else f"{number:.1f} {_UNITS[unit]}"


def files_text(files: Sequence[File]) -> str:
    """A table of files, then why the text of some is not whole."""
    if not files:
        return "No files. `lattice file add PATH` brings one in.\n"
    rows = [
        (
            f"{'✦ ' if file.kind == 'artifact' else ''}{visible(file.name)}",
            file.kind.value,
            file.status.value,
            size_text(file.size),
            f"{file.pages:,}" if file.pages else "",
            file.id,
        )
        for file in files
    ]
    return table_text(("name", "kind", "status", "size", "pages", "id"), rows, right=frozenset({3, 4}))


class Outcome(Protocol):
    """What became of one file."""

    @property
    def outcome(self) -> str:
        """In one word."""
        ...

    @property
    def file(self) -> File | None:
        """What is known of it; None when it could not even be opened."""
        ...

    @property
    def name(self) -> str:
        """What it was called where it came from."""
        ...

    @property
    def error(self) -> str:
        """Why nothing is known of it."""
        ...


def added_text(done: Sequence[Outcome]) -> str:
    """What became of each file, then why the text of some is not whole."""
    if not done:
        return ""
    rows = []
    for one in done:
        file = one.file
        if file is None:
            rows.append((visible(one.name), one.outcome, "", "", ""))
        else:
            rows.append((visible(file.name), one.outcome, file.status.value, size_text(file.size), file.id))
    text = table_text(("name", "outcome", "status", "size", "id"), rows, right=frozenset({3}))
    for one in done:
        if one.file is None:
            text += f"{visible(one.name)}: {visible(one.error)}\n"
        elif one.outcome == FileOutcome.MERGED:
            text += f"{visible(one.name)} has the bytes of {visible(one.file.name)}, which stands for both\n"
    return text + errors_text(file for one in done if (file := one.file) is not None)


def errors_text(files: Iterable[File]) -> str:
    """A line for each file whose text is not whole, up to a bound."""
    troubled = [file for file in files if file.error]
    lines = [
        f"{visible(file.name)}: {file.status.value}: {visible(file.error)}\n" for file in troubled[:_SHOWN]
    ]
    if len(troubled) > _SHOWN:
        lines.append(f"and {len(troubled) - _SHOWN:,} more; `lattice files` lists them\n")
    return "".join(lines)


def file_pairs(file: File) -> list[tuple[str, str]]:
    """What is known of one file, as lines of name and value; what is empty is left out."""
    pairs = [
        ("name", visible(file.name)),
        ("title", visible(file.title)),
        ("summary", visible(file.summary)),
        ("id", file.id),
        ("version", str(file.version)),
        ("kind", file.kind.value),
        ("status", file.status.value),
        ("error", visible(file.error)),
        ("type", visible(file.media_type)),
        ("size", size_text(file.size)),
        ("pages", f"{file.pages:,}" if file.pages else ""),
        ("characters", f"{file.chars:,}"),
        ("path", visible(file.path)),
        ("source", visible(file.source)),
        ("untrusted", "yes: words of strangers" if file.untrusted else ""),
        ("changed there", show_time(file.modified)[:19] if file.modified else ""),
        ("sha256", file.sha256),
        ("added", f"{show_time(file.created_at)[:19]} by {visible(file.created_by)}"),
        ("updated", f"{show_time(file.updated_at)[:19]} by {visible(file.updated_by)}"),
        ("deleted", show_time(file.deleted_at)[:19] if file.deleted_at else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def versions_text(versions: Sequence[FileVersion]) -> str:
    """The contents a file had, newest first."""
    rows = [
        (
            f"{one.n}{' ←' if one.current else ''}",
            show_time(one.at)[:19],
            visible(one.actor),
            size_text(one.size),
            "kept" if one.kept else "text only" if one.text_id else "gone",
            one.change_id,
        )
        for one in versions
    ]
    headers = ("version", "at", "by", "size", "bytes", "change")
    return table_text(headers, rows, right=frozenset({3}))
