"""All rows of a large folder, by name: pages like those of a telephone book, split where they grow too long.

Which pages there are follows from the names alone, and a row that comes, goes or is renamed changes
only the pages on the way to its name.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lattice.context.inline import inline, link
from lattice.context.manifest import Manifest
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
    manifest: Manifest, folder: str, most: int, names: Iterable[str] | None
) -> tuple[list[Node], set[str]]:
    """The nodes that these names (None: any) have to do with, the index first; names of files to remove.

    What a node was split into stands in the tag of its page, so that only what is split otherwise now
    is looked into.
    """
    found: list[Node] = []
    stale: set[str] = set()
    waiting: list[tuple[str, tuple[str, ...] | None]] = [("", None if names is None else tuple(names))]
    while waiting:
        prefix, wanted = waiting.pop()
        one = node(manifest.register, folder, prefix, most)
        found.append(one)
        known = manifest.page(f"{folder}/{one.file}")
        if known is None or wanted is None:
            stale |= manifest.listings(folder, prefix)
            waiting += [(child, None) for child in one.children]
            continue
        before = set(known.tag.split(" ")[1:])
        for child in before.difference(one.children):
            stale |= manifest.listings(folder, child)
        for child in one.children:
            its = tuple(name for name in wanted if name.startswith(child))
            if child not in before:
                waiting.append((child, None))
            elif its:
                waiting.append((child, its))
    return found, stale.difference(one.file for one in found)


def tag_of(one: Node) -> str:
    """What the page of a node is tagged with: what it is split into."""
    return " ".join(("index", *one.children))


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
