"""What a workbench looked like when it was left: tabs, sorts, filters, widths, where the cursor was."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

from lattice.places import write_whole


class TabKind(StrEnum):
    """What a tab shows."""

    TABLE = "table"
    ROW = "row"
    SCHEMA = "schema"
    HISTORY = "history"
    TRASH = "trash"
    AUDIT = "audit"
    FILES = "files"
    ARTIFACTS = "artifacts"
    FILE = "file"
    PEOPLE = "people"
    SQL = "sql"
    HOME = "home"
    GRAPH = "graph"
    """A row among its neighbours."""


class TabKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which thing a tab is about; a workbench has at most one tab of each."""

    kind: TabKind
    table_id: str = ""
    """Of a table's or a row's tab."""
    row_id: str = ""
    """Of a row's tab, of a file's, or of a row among its neighbours."""
    name: str = ""
    """Which one, where there may be several of a kind and no row stands for them: a query, a saved view."""


class ViewState(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one table is looked at."""

    where: str = ""
    sort: tuple[str, ...] = ()
    """Column names in order of weight, `-` before a name for descending."""
    hidden: tuple[str, ...] = ()
    """Ids of columns that are not shown."""
    order: tuple[str, ...] = ()
    """Ids of columns in the order wanted; the others follow."""
    frozen: int = 0
    """How many columns at the left stay in sight."""
    widths: dict[str, int] = {}
    """Column id to width in cells, where the person chose one."""
    row_id: str = ""
    """The row under the cursor."""
    offset: int = 0
    """Its position, for when the row is gone."""
    column_id: str = ""
    """The column under the cursor."""


class TabState(msgspec.Struct, frozen=True, omit_defaults=True):
    """One open tab."""

    key: TabKey
    view: ViewState = ViewState()
    kept: dict[str, str] = {}
    """What its pane wants back, by names of its own."""


class Arrangement(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the parts of a workbench share the screen, beside what is shown and hidden."""

    split: int = -1
    """Which tab stands beside the one in front; -1 when none does."""
    split_right: bool = False
    """Whether the one in front is the right one of the two."""
    split_share: int = 0
    """What the left one has of the width, in thousandths; 0 for half."""
    inspector_height: int = 0
    """In rows; 0 for the height of the style sheet."""
    inspector_part: str = ""
    """Which part of the inspector is in sight: `fields`, `links`, `history` or `context`."""
    chat_width: int = 0
    """In cells; 0 for the width of the style sheet."""
    zoomed: str = ""
    """Which part has the whole screen, by its id (`tabs`, `inspector`, `sidebar`)."""
    feed: bool = False
    """Whether the stream of changes is open above its line."""
    keys: bool = False
    """Whether the keys of what has the focus stay in sight at the right."""


class SessionState(msgspec.Struct, frozen=True, omit_defaults=True):
    """One workbench."""

    tabs: tuple[TabState, ...] = ()
    active: int = 0
    """Which tab is in front."""
    sidebar: bool = True
    """Whether the sidebar is shown."""
    sidebar_width: int = 0
    """In cells; 0 for the width of the style sheet."""
    folded: bool = False
    """Whether the tables of the sidebar are folded away."""
    inspector: bool = False
    """Whether the inspector is open."""
    arrangement: Arrangement = Arrangement()
    seq: int = 0
    """Of the newest event that was on this screen; 0 when none was."""
    drafts: dict[str, dict[str, str]] = {}
    """What was typed and not saved: table id of a new row, column name, text; or row id, column id, text."""


def session_path(home: Path, workspace_id: str) -> Path:
    """Where the state of a workspace is kept; the id is ours and has no separators."""
    return home / "state" / f"{workspace_id}.json"


def load_session(path: Path) -> SessionState:
    """The state kept at `path`; a fresh one when there is none or it cannot be read.

    A damaged state costs the person a few tabs, which is no reason to refuse the workspace.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=SessionState)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return SessionState()


def save_session(path: Path, state: SessionState) -> None:
    """Write the state so that a crash leaves the old one or the new one; raises `unwritable`, `disk_full`."""
    write_whole(path, msgspec.json.encode(state))
