"""Saved views as the workbench names them: the tab in which one opens, and in one line what it shows."""

from __future__ import annotations

from lattice.model.views import View
from lattice.tui.session import TabKey, TabKind


def tab_of(view: View) -> TabKey:
    """The tab in which a view opens."""
    return TabKey(TabKind.TABLE, view.table_id, name=view.id)


def words_of(view: View) -> str:
    """What a view shows, in one line: `age >= 18 · sorted by age ↓ · without city`."""
    sort = ", ".join(f"{key[1:]} ↓" if key.startswith("-") else f"{key} ↑" for key in view.sort)
    hidden = ", ".join(column.name for column in view.columns if column.hidden)
    parts = (
        view.where or "all rows",
        f"sorted by {sort}" if sort else "",
        f"without {hidden}" if hidden else "",
    )
    return " · ".join(part for part in parts if part)
