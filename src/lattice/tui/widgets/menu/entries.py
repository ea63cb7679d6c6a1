"""What a menu offers: what is possible here with what has the focus, then what is everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import OptionList

from lattice.tui.widgets.grid import Grid

if TYPE_CHECKING:
    from textual.screen import Screen

    from lattice.tui.screens.palette import Command

#: Of the table under the cursor: what one does by moving, which a menu cannot.
_STEPS = frozenset(
    ["goto", "extend_down", "extend_up", "extend_left", "extend_right", "widen", "narrow", "next", "previous"]
)
#: What is done with a column: all there is on its head, the end of the menu on its cells.
_OF_COLUMNS = (
    *("grid.sort", "grid.sort_add", "grid.filter", "grid.groups", "grid.figures", "grid.hide_column"),
    *("grid.move_left", "grid.move_right", "grid.freeze", "grid.fit", "grid.fit_all", "grid.columns"),
)
#: What is done with a cell or row, the most wanted first; what is not named here follows.
_OF_ROWS = (
    *("grid.open", "tab.row", "workbench.neighbours", "grid.edit", "grid.new", "grid.delete"),
    *(
        "grid.history",
        "grid.link",
        "grid.follow",
        "grid.share",
        "grid.only",
        "grid.exclude",
        "grid.copy",
        "grid.copy_row",
    ),
    *("grid.copy_as", "grid.paste", "grid.fill_down", "grid.select", "grid.select_all"),
)
#: What is done with the row of an inspector beside what its own keys do.
_OF_A_ROW = ("tab.row", "workbench.neighbours")
#: What is done with a whole table from the sidebar, beside what its own keys do.
_OF_A_TABLE = ("grid.filter", "workbench.as_query", "workbench.export")
#: What stands at the end of every menu.
_ALWAYS = ("workbench.undo", "workbench.redo", "tab.split", "workbench.maximize", "app.palette")
#: What stands in the menu of a tab.
_OF_TABS = (
    *("tab.close", "tab.close_others", "tab.reopen", "tab.split", "tab.cross"),
    *("tab.move_left", "tab.move_right", "workbench.maximize"),
)


#: A menu in its parts, between which a line is drawn; none of them is empty.
Entries = tuple[tuple["Command", ...], ...]


def entries(screen: Screen[Any], *, head: bool = False) -> Entries:
    """The menu of what has the focus; of a table that of its cells, or of the `head` of a column."""
    from lattice.tui.screens.palette import commands_of

    focused = screen.focused
    near = {node for node in (focused.ancestors_with_self if focused else ()) if node is not screen}
    near.discard(screen.app)
    found = commands_of(screen)
    own = [c for c in found if c.node in near and c.name.rpartition(".")[2] not in _STEPS]
    if not isinstance(focused, Grid):
        names = {command.name for command in own}
        whole = _OF_A_ROW if "row.link" in names else _OF_A_TABLE if "sidebar.schema" in names else ()
        return _filled(tuple(own), _named(found, (*whole, *_ALWAYS)))
    columns = _named(found, _OF_COLUMNS)
    if head:
        return _filled(columns)
    first = _named(found, _OF_ROWS)
    rest = tuple(c for c in own if c not in (*first, *columns))
    return _filled((*first, *rest), columns, _named(found, _ALWAYS))


def tab_entries(screen: Screen[Any]) -> Entries:
    """The menu of the tab in front."""
    from lattice.tui.screens.palette import commands_of

    return _filled(_named(commands_of(screen), _OF_TABS))


def _filled(*parts: tuple[Command, ...]) -> Entries:
    return tuple(part for part in parts if part)


def _named(found: list[Command], names: tuple[str, ...]) -> tuple[Command, ...]:
    by_name = {command.name: command for command in found}
    return tuple(by_name[name] for name in names if name in by_name)


def place_of(widget: Widget | None) -> Offset:
    """Where the menu of a widget opens when it is asked for by key: under its cursor."""
    if widget is None:
        return Offset(0, 1)
    area = widget.content_region
    if isinstance(widget, Grid) and widget.columns:
        slot = widget.arrangement.slots[widget.cursor_column]
        scrolled = 0 if widget.cursor_column < widget.arrangement.frozen else widget.scroll_offset.x
        x = area.x + widget.gutter_width + slot.x - scrolled
        return Offset(x, area.y + widget.header_height + widget.cursor_row - widget.scroll_offset.y + 1)
    if isinstance(widget, OptionList) and widget.highlighted is not None:
        return Offset(area.x + 2, area.y + widget.highlighted - widget.scroll_offset.y + 1)
    return area.offset
