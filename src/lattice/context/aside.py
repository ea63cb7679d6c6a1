"""Files that Lattice puts beside a page: why an edit was not taken, and the text of one that clashed.

They end in `.error.md` and `.conflict.md`. Each carries a sum, so that one that somebody wrote in is
never removed or replaced.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import zlib
from collections.abc import Sequence

from lattice.context.frontmatter import escaped_json
from lattice.context.merging import Clash
from lattice.context.page import heading
from lattice.context.sections import fenced
from lattice.context.tree import OWN, Tree
from lattice.model.values import Value
from lattice.model.visible import visible

ERROR, CONFLICT = "error", "conflict"
#: Texts that were set aside and settled, or that became rows, are kept there for a while.
KEPT = f"{OWN}/kept"
#: How many of them.
KEPT_FILES = 500

_NAME = re.compile(r"(.+)\.(error|conflict)(?:-[0-9]+)?\.md\Z")
_SEAL = re.compile(r"<!-- written by Lattice, ([0-9a-f]{8}) -->\n\Z")


def page_beside(path: str) -> str | None:
    """The page that such a file is about; None for any other file."""
    match = _NAME.match(path)
    if match is None:
        return None
    folder, _, name = match.group(1).rpartition("/")
    name = name.removeprefix("EDITED-")
    return f"{folder}/{name}.md" if folder else f"{name}.md"


class Beside:
    """What stands beside the pages of a tree; each folder is looked through once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._places: dict[str, dict[str, set[str]]] = {}

    def put_error(self, path: str, reason: str, hint: str) -> str:
        """Say beside a file why it could not be taken; where that stands comes back."""
        name = path.rpartition("/")[2]
        text = (
            f"# {heading(name)} could not be taken\n\n{_line(reason)}\n{_line(hint)}\n\n"
            "It stands there as it was saved. Correct it and save it again, or delete it to get the page back"
            " as the workspace has it.\n"
        )
        number = 1
        while (found := self._tree.read(_place(path, ERROR, number))) is not None and not _is_ours(found):
            number += 1
        return self._put(path, _place(path, ERROR, number), text, found)

    def put_conflict(self, path: str, title: str, body: str, saved: str) -> str:
        """Keep beside a page what someone saved there, with what there is to say about it."""
        name = path.rpartition("/")[2]
        kept = fenced(saved, "markdown")
        text = f"# {title}\n\n{body}\n## {heading(name)} as it was saved\n\n{kept}\n"
        number = 1
        while True:
            place = _place(path, CONFLICT, number)
            found = self._tree.read(place)
            if found is None or found == _sealed(text):
                return self._put(path, place, text, found)
            number += 1

    def _put(self, path: str, place: str, text: str, found: bytes | None) -> str:
        data = _sealed(text)
        if found != data:
            self._tree.write(place, data)
        self._of(path).add(place)
        return place

    def clear(self, path: str, *, conflicts: bool = True) -> None:
        """The edit of a page is settled: what stood beside it goes, unless somebody wrote in it."""
        for place in sorted(self._of(path)):
            found = self._tree.read(place)
            if found is None or not _is_ours(found):
                continue
            if f".{CONFLICT}" not in place.rpartition("/")[2]:
                self._tree.remove(place)
            elif conflicts:
                keep(self._tree, place, found)

    def _of(self, path: str) -> set[str]:
        """The files beside a page that tell of it."""
        folder = path.rpartition("/")[0]
        if folder not in self._places:
            pages: dict[str, set[str]] = {}
            for name in self._tree.names(folder):
                if f".{ERROR}" not in name and f".{CONFLICT}" not in name:
                    continue
                place = f"{folder}/{name}" if folder else name
                if (page := page_beside(place)) is not None:
                    pages.setdefault(page, set()).add(place)
            self._places[folder] = pages
        return self._places[folder].setdefault(path, set())


def clash_text(clashes: Sequence[Clash], version: int | None, now: str) -> str:
    """Both sides of a conflict, for people."""
    lines = [
        f"You edited version {version}; {_line(now)}",
        "",
        "The page shows the present state. To settle this, write what should stand there into the page and"
        " save it, or delete this file to leave it as it is.",
        "",
    ]
    for clash in clashes:
        lines += [f"## {heading(clash.column)}", ""]
        for side, value in (
            ("It was", clash.before),
            ("They wrote", clash.theirs),
            ("You wrote", clash.yours),
        ):
            lines += [f"{side}:", "", fenced(_value(value), "text"), ""]
    return "\n".join(lines)


def has_error(tree: Tree, path: str) -> bool:
    """Whether it stands beside a file that it could not be taken."""
    return os.path.lexists(tree.root / _place(path, ERROR))


def keep(tree: Tree, path: str, found: bytes) -> bool:
    """Take a file whose content is settled out of the tree; False when it is another one by now.

    It is moved first and looked at then, so that what is saved in this moment is not lost.
    """
    name = path.rpartition("/")[2].removesuffix(".md")
    place = f"{KEPT}/{name[:60]}-{zlib.crc32(path.encode() + found):08x}.md"
    tree.write(f"{KEPT}/.made", b"")
    source, target = tree.root / path, tree.root / place
    with contextlib.suppress(FileNotFoundError):
        os.replace(source, target)
        if tree.read(place) != found and not os.path.lexists(source):
            os.replace(target, source)
            return False
    _prune(tree)
    return True


def _prune(tree: Tree) -> None:
    names = tree.names(KEPT)
    if len(names) <= KEPT_FILES:
        return
    folder = tree.root / KEPT
    oldest = sorted(names, key=lambda name: os.lstat(folder / name).st_ctime_ns)
    for name in oldest[: len(names) - KEPT_FILES]:
        tree.remove(f"{KEPT}/{name}")


def _place(path: str, kind: str, number: int = 1) -> str:
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".md")
    # INDEX.<letters>.md are names of pages
    stem = f"EDITED-{stem}" if stem.startswith("INDEX") else stem
    end = f".{kind}.md" if number == 1 else f".{kind}-{number}.md"
    return f"{folder}/{stem}{end}" if folder else f"{stem}{end}"


def _sealed(text: str) -> bytes:
    body = text.encode("utf-8", "replace")
    return body + f"\n<!-- written by Lattice, {zlib.crc32(body):08x} -->\n".encode()


def _is_ours(found: bytes) -> bool:
    text = found.decode("utf-8", "replace").replace("\r\n", "\n")
    match = _SEAL.search(text)
    if match is None:
        return False
    return f"{zlib.crc32(text[: match.start() - 1].encode()):08x}" == match.group(1)


def _line(text: str) -> str:
    return heading(visible(text))


def _value(value: Value) -> str:
    if value is None:
        return "(empty)"
    if isinstance(value, str):
        return visible(value.replace("\r\n", "\n"), lines=True)

    return escaped_json(json.dumps(value, ensure_ascii=False))
