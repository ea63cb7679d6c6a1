"""What the sidebar and the inspector wish for, and the workbench grants: new things, changes, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui import changing
from lattice.tui.screens import deeds
from lattice.tui.screens.offers import tables
from lattice.tui.widgets.inspector import RowView
from lattice.tui.widgets.sidebar import Sidebar
from lattice.tui.words import row_label
from lattice.tui.work import start

if TYPE_CHECKING:
    from textual.message import Message

    from lattice.tui.screens.workbench import WorkbenchScreen


def grant(screen: WorkbenchScreen, wish: Message) -> None:
    """Begin what is wished for; what it asks and does goes on in the background."""
    bench = screen.bench
    match wish:
        case RowView.LinkWanted(table=table, row=row):
            linking = changing.link_rows(screen, bench, table, [row.id], row_label(table, row))
            start(screen, linking, group="write", opens=True)
        case Sidebar.NewTable():
            tables.new_table(screen)
        case Sidebar.NewArtifact():
            start(screen, deeds.new_artifact(screen), group="write", opens=True)
        case Sidebar.ChangeTable(table=table, how=how):
            from lattice.tui.widgets.schema.changes import change_table

            start(screen, change_table(screen, bench, table, how), group="schema-change", opens=True)
        case Sidebar.ChangeView(view=view, how=how):
            from lattice.tui.screens.saving_views import change

            start(screen, change(screen, view, how), group="write", opens=True)
        case _:
            pass
