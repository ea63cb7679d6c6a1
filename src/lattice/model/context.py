"""How a workspace is rendered as a tree of Markdown: what is written, how much of it, what comes back."""

from __future__ import annotations

import msgspec


class ContextRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The person's choices about the context tree; kept in the settings."""

    auto: bool = True
    """Whether the context folder is kept current while the workbench has the workspace open."""
    take_back: bool = True
    """Whether what is edited in the context folder comes back as changes."""
    delete: bool = False
    """Whether deleting a row's file moves the row to the trash; else the file comes back."""
    inbox: bool = True
    """Whether notes that are dropped into `inbox/` become rows and files."""
    row_chars: int = 40_000
    """Characters of one row's page; long text beyond it is cut, with a note of how to read on."""
    index_rows: int = 200
    """Rows that the index of a table lists; the rest is in further pages of it."""
    table_rows: int = 100_000
    """Rows up to which each row of a table has a page; a larger one has an index that says how to read it."""
    links: int = 100
    """Links and back-references that a row's page lists, of each."""
    recent: int = 200
    """Changes that the page of recent changes lists."""
    pause_ms: int = 400
    """How long the workspace must rest before the tree is rendered, in milliseconds."""
