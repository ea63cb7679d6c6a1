"""The one table of keys: what can be pressed, what it is called; each part of it in a module of its own.

A widget takes its bindings from here (`bind("grid.edit", "edit")`), so that footer, help, palette and
the settings of a user cannot disagree. A key written with a space (`g t`) is two keys, one after the other.
What a user may change about it is in `keymap`.
"""

from __future__ import annotations

from textual.binding import Binding

from lattice.tui.app_keys import APP_GROUPS, APP_KEYS
from lattice.tui.bring_keys import BRING_GROUPS, BRING_KEYS
from lattice.tui.chat_keys import CHAT_GROUPS, CHAT_KEYS
from lattice.tui.edit_keys import EDIT_GROUPS, EDIT_KEYS
from lattice.tui.grid_keys import GRID_GROUPS, GRID_KEYS
from lattice.tui.history_keys import HISTORY_GROUPS, HISTORY_KEYS
from lattice.tui.home_keys import HOME_GROUPS, HOME_KEYS
from lattice.tui.key import Key
from lattice.tui.layout_keys import LAYOUT_GROUPS, LAYOUT_KEYS
from lattice.tui.looking_keys import LOOKING_GROUPS, LOOKING_KEYS
from lattice.tui.menu_keys import MENU_GROUPS, MENU_KEYS
from lattice.tui.people_keys import PEOPLE_GROUPS, PEOPLE_KEYS
from lattice.tui.place_keys import PLACE_KEYS
from lattice.tui.schema_keys import SCHEMA_GROUPS, SCHEMA_KEYS
from lattice.tui.settings_keys import SETTINGS_GROUPS, SETTINGS_KEYS
from lattice.tui.sidebar_keys import SIDEBAR_GROUPS, SIDEBAR_KEYS
from lattice.tui.sql_keys import SQL_GROUPS, SQL_KEYS
from lattice.tui.talk_keys import TALK_GROUPS, TALK_KEYS
from lattice.tui.viewer_keys import VIEWER_GROUPS, VIEWER_KEYS
from lattice.tui.welcome_keys import WELCOME_GROUPS, WELCOME_KEYS

#: What the groups are called on the help screen, in its order.
GROUPS: dict[str, str] = {
    **APP_GROUPS,
    **LAYOUT_GROUPS,
    **MENU_GROUPS,
    **HOME_GROUPS,
    **GRID_GROUPS,
    **LOOKING_GROUPS,
    **VIEWER_GROUPS,
    **EDIT_GROUPS,
    **HISTORY_GROUPS,
    **SIDEBAR_GROUPS,
    **SCHEMA_GROUPS,
    **SQL_GROUPS,
    **SETTINGS_GROUPS,
    **WELCOME_GROUPS,
    **BRING_GROUPS,
    **CHAT_GROUPS,
    **TALK_GROUPS,
    **PEOPLE_GROUPS,
}

KEYS: tuple[Key, ...] = (
    *APP_KEYS,
    *LAYOUT_KEYS,
    *MENU_KEYS,
    *HOME_KEYS,
    *GRID_KEYS,
    *LOOKING_KEYS,
    *VIEWER_KEYS,
    *EDIT_KEYS,
    *HISTORY_KEYS,
    *SIDEBAR_KEYS,
    *SCHEMA_KEYS,
    *SQL_KEYS,
    *SETTINGS_KEYS,
    *WELCOME_KEYS,
    *BRING_KEYS,
    *CHAT_KEYS,
    *TALK_KEYS,
    *PEOPLE_KEYS,
    *PLACE_KEYS,
)

_BY_ID: dict[str, Key] = {key.id: key for key in KEYS}


def bind(key_id: str, action: str, *, priority: bool = False, show: bool | None = None) -> Binding:
    """The binding of a widget for one line of the table; raises KeyError for a name that is not there."""
    key = _BY_ID[key_id]
    return Binding(
        key.keys,
        action,
        key.description,
        show=key.show if show is None else show,
        tooltip=key.tooltip,
        id=key.id,
        priority=priority,
    )


def key_of(key_id: str) -> Key:
    """The line of the table with that name; raises KeyError when there is none."""
    return _BY_ID[key_id]


def split_keys(keys: str) -> tuple[str, ...]:
    """Keys of one line, each trimmed, empty ones left out."""
    return tuple(part for key in keys.split(",") if (part := key.strip()))
