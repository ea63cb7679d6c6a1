"""Which pane shows what: one line for each kind of tab, imported when it is first opened."""

from __future__ import annotations

from lattice.tui.bench import Bench
from lattice.tui.session import TabKey, TabKind, ViewState
from lattice.tui.widgets.pane import Pane


def make_pane(bench: Bench, key: TabKey, view: ViewState) -> Pane:
    """The pane of a tab."""
    match key.kind:
        case TabKind.TABLE if key.name:
            from lattice.tui.widgets.table.saved import SavedPane

            return SavedPane(bench, key, view)
        case TabKind.TABLE:
            from lattice.tui.widgets.table import TablePane

            return TablePane(bench, key, view)
        case TabKind.ROW:
            from lattice.tui.widgets.inspector.pane import RowPane

            return RowPane(bench, key)
        case TabKind.SCHEMA:
            from lattice.tui.widgets.schema import SchemaPane

            return SchemaPane(bench, key)
        case TabKind.HISTORY:
            from lattice.tui.widgets.history.pane import HistoryPane

            return HistoryPane(bench, key)
        case TabKind.TRASH:
            from lattice.tui.widgets.trash import TrashPane

            return TrashPane(bench, key)
        case TabKind.FILES:
            from lattice.tui.widgets.files.listing import FilesPane

            return FilesPane(bench, key, view)
        case TabKind.ARTIFACTS:
            from lattice.tui.widgets.files.listing import ArtifactsPane

            return ArtifactsPane(bench, key, view)
        case TabKind.FILE:
            from lattice.tui.widgets.files.viewing import FilePane

            return FilePane(bench, key)
        case TabKind.PEOPLE:
            from lattice.tui.widgets.people import PeoplePane

            return PeoplePane(bench, key)
        case TabKind.AUDIT:
            from lattice.tui.widgets.audit import AuditPane

            return AuditPane(bench, key)
        case TabKind.SQL:
            from lattice.tui.widgets.sql import SqlPane

            return SqlPane(bench, key)
        case TabKind.HOME:
            from lattice.tui.widgets.home import HomePane

            return HomePane(bench, key)
        case TabKind.GRAPH:
            from lattice.tui.widgets.neighbours import NeighboursPane

            return NeighboursPane(bench, key)
