"""All rows of a large folder, by name: pages like those of a telephone book, split where they grow too long.

Which pages there are follows from the names alone, and a row that comes, goes or is renamed changes
only the pages on the way to its name.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lattice.context.inline import inline, link
from lattice.context.register import Register, RowRecord, beyond

#: Between `INDEX` and the letters a page is for; names of rows never hold a dot.
DOT = "."


class Node(msgspec.Struct, frozen=True):
    """The names of a folder that begin alike."""

    prefix: str
    rows: tuple[RowRecord, ...]
    """Those listed here: all of them when they fit, else those that are named just as `common`."""
    common: str = ""
    """What all of them begin with, when they do not fit."""
    children: tuple[str, ...] = ()
    """Prefixes of the pages that list them, when they do not fit."""

    @property
    def file(self) -> str:
        """The name of its page."""
        return page_file(self.prefix)


def page_file(prefix: str) -> str:
    """The name of the page for names that begin with `prefix`; the index itself for none."""
    return f"INDEX{DOT}{prefix}.md" if prefix else "INDEX.md"


def is_listing(path: str) -> bool:
    """Whether a path is that of such a page."""
    return path.rpartition("/")[2].startswith(f"INDEX{DOT}") and not path.endswith("/INDEX.md")


def node(register: Register, folder: str, prefix: str, most: int) -> Node:
    """The names of a folder that begin with `prefix`."""
    if not register.more_than(folder, prefix, most):
        return Node(prefix, tuple(register.named(folder, prefix)))
    ends = register.ends(folder, prefix, beyond(prefix))
    common = _common(*ends) if ends else prefix
    children: list[str] = []
    low = common
    while (found := register.ends(folder, low, beyond(common))) is not None:
        first = found[0]
        if first == common:
            low = common + "\x00"
            continue
        children.append(first[: len(common) + 1])
        low = beyond(children[-1])
    exact = register.row_at(folder, common)
    return Node(prefix, (exact,) if exact else (), common, tuple(children))


def _common(first: str, last: str) -> str:
    for n, (a, b) in enumerate(zip(first, last, strict=False)):
        if a != b:
            return first[:n]
    return min(first, last, key=len)


def nodes_of(
    register: Register, folder: str, most: int, there: set[str], names: Iterable[str] | None
) -> tuple[list[Node], set[str]]:
    """The nodes below the index that these names (None: any) have to do with; names of files to remove.

    `there` are the names of the listing pages that stand in the folder.
    """
    wanted = None if names is None else tuple(names)
    found: list[Node] = []
    stale: set[str] = set()
    waiting = [""]
    while waiting:
        one = node(register, folder, waiting.pop(), most)
        if one.prefix:
            found.append(one)
        below = {f for f in there if f != one.file and f.startswith(_stem(one.prefix))}
        stale |= {f for f in below if not f.startswith(tuple(_stem(c) for c in one.children))}
        waiting += [
            c
            for c in one.children
            if wanted is None or page_file(c) not in there or any(n.startswith(c) for n in wanted)
        ]
    return found, stale


def _stem(prefix: str) -> str:
    return f"INDEX{DOT}{prefix}"


def listing(title: str, head: str, one: Node) -> str:
    """The page of a node."""
    lines = [f"# {inline(title)}: {inline(one.prefix)}…", "", "[Index](INDEX.md)", ""]
    if one.children:
        lines += ["By name:", "", *children_lines(one), ""]
    if one.rows:
        lines += [head, *(row.line for row in one.rows), ""]
    return "\n".join(lines)


def children_lines(one: Node) -> list[str]:
    """Links to the pages that a node is split into."""
    return [f"- {link(f'{child}…', page_file(child))}" for child in one.children]
