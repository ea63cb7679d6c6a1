"""Handlers: one module per noun, each carries out its actions in the transaction it is given."""

from __future__ import annotations

from importlib import import_module

_NOUNS = (
    "audit",
    "changes",
    "columns",
    "links",
    "log",
    "purge",
    "rows",
    "rows_read",
    "search",
    "sql",
    "tables",
    "trash",
    "workspace",
)


def register() -> None:
    """Make every handler known; importing a module registers its handlers."""
    for noun in _NOUNS:
        import_module(f"{__name__}.{noun}")
