"""Trees for the tests of the context: what stands in them, byte for byte."""

from __future__ import annotations

from pathlib import Path

from lattice.model.context import ContextRules

#: So small that a handful of rows already fills every kind of page.
SMALL = ContextRules(row_chars=400, index_rows=4, links=3, recent=8)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a tree but those that Lattice keeps for itself, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".lattice" not in path.relative_to(folder).parts
    }


def stamps_in(folder: Path) -> dict[str, tuple[int, int]]:
    """When every file was written and which one it is, those of Lattice's own folder included."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def the_page(folder: Path, words: str) -> Path:
    """The one page of a row whose name begins so."""
    (found,) = folder.rglob(f"{words}-??????.md")
    return found
