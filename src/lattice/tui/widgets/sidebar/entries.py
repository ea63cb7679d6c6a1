"""What stands in the sidebar, as plain data, and how one line of it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from lattice.actions import TableInfo
from lattice.model.views import View
from lattice.tui.literal import one_line
from lattice.tui.saved_views import tab_of, words_of
from lattice.tui.session import TabKey, TabKind
from lattice.tui.sharing_words import table_badge

#: Id of the line that folds the tables away.
FOLD = "fold"
#: Stands before the name of a saved view.
VIEW_MARK = "≡"


class Entry(NamedTuple):
    """One line of the sidebar."""

    id: str
    key: TabKey | None
    """What it opens; None for the line that folds."""
    label: str
    total: int | None
    """Shown at the right; None where there is nothing to count."""
    definition: str
    depth: int = 0


def entries(
    tables: Sequence[TableInfo],
    files: TableInfo | None = None,
    artifacts: int = 0,
    here: int | None = None,
    views: Sequence[View] = (),
    *,
    folded: bool,
) -> list[Entry]:
    """The lines of the sidebar in order; of the files, `artifacts` were written here; `here` are people."""
    mark = "▸" if folded else "▾"
    lines = [
        Entry("home", TabKey(TabKind.HOME), "Home", None, "What is in here, and what happened lately."),
        Entry(FOLD, None, f"{mark} Tables", len(tables), "What this workspace remembers, as tables."),
    ]
    if not folded:
        for info in tables:
            lines.append(_table_entry(info))
            lines += [_view_entry(view) for view in views if view.table_id == info.table.id]
    trashed = sum(info.trashed for info in tables) + (files.trashed if files else 0)
    return [
        *lines,
        *(_file_entries(files, artifacts) if files else ()),
        Entry(
            "schema", TabKey(TabKind.SCHEMA), "Schema", None, "Tables and columns: types, references, words."
        ),
        Entry(
            "history",
            TabKey(TabKind.HISTORY),
            "History",
            None,
            "Every change, newest first; each can be undone.",
        ),
        Entry("trash", TabKey(TabKind.TRASH), "Trash", trashed, "What was deleted and can come back."),
        Entry("audit", TabKey(TabKind.AUDIT), "Audit", None, "The chain that proves who did what."),
        Entry(
            "people",
            TabKey(TabKind.PEOPLE),
            "People here",
            here,
            "Who is here and on what; members, invitations, agents.",
        ),
    ]


def _table_entry(info: TableInfo) -> Entry:
    table = info.table
    label = f"{table.name} {table_badge(table)}".rstrip()
    return Entry(table.id, TabKey(TabKind.TABLE, table.id), label, info.rows, table.definition, 1)


def _view_entry(view: View) -> Entry:
    label = f"{VIEW_MARK} {view.name}"
    return Entry(view.id, tab_of(view), label, None, f"View of {view.table}: {words_of(view)}", 2)


def _file_entries(files: TableInfo, artifacts: int) -> tuple[Entry, Entry]:
    return (
        Entry(
            "files",
            TabKey(TabKind.FILES),
            "Files",
            files.rows - artifacts,
            "Documents and web pages that were brought in; i brings in more.",
        ),
        Entry(
            "artifacts",
            TabKey(TabKind.ARTIFACTS),
            "Artifacts",
            artifacts,
            "What people and agents wrote here; n writes one.",
        ),
    )


def paint(entry: Entry, width: int) -> Content:
    """One line: the label at the left, the count at the right, as wide as `width` cells."""
    count = "" if entry.total is None else f"{entry.total:,}"
    if cell_len(count) + entry.depth * 2 + 4 > width:
        # a number that is cut says something else: where there is no room for it, there is none
        count = ""
    room = max(width - cell_len(count) - entry.depth * 2 - (1 if count else 0), 1)
    label = one_line(entry.label)
    if cell_len(label) > room:
        label = set_cell_size(label, room - 1).rstrip() + "…"
    gap = " " * (max(room - cell_len(label), 0) + (1 if count else 0))
    style = "bold $text-muted" if entry.id == FOLD else ""
    return Content.assemble("  " * entry.depth, (label, style), gap, (count, "$text-muted"))


class Line(Visual):
    """One line, painted for the width that it gets: it never wraps, however narrow the sidebar is."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def __str__(self) -> str:
        return one_line(self._entry.label)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The line in `width` cells."""
        return paint(self._entry, width).render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line."""
        return 1
