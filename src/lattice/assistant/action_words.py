"""What actions on tables, columns and the workspace will do, in words; others by their own sentence."""

from __future__ import annotations

from typing import Any

import msgspec

from lattice.actions import (
    AddColumn,
    CreateArtifact,
    CreateTable,
    DefineColumn,
    DefineTable,
    DropColumn,
    RenameColumn,
    RenameTable,
    RenameView,
    RenameWorkspace,
    RetypeColumn,
    SaveView,
    spec_of,
)
from lattice.actions.base import Action
from lattice.model.visible import visible

Lines = tuple[str, ...]
_VALUE_CHARS = 300


def schema_words(action: Action[Any]) -> tuple[Lines, Lines]:
    """The words of one action, and more of it to unfold."""
    shown = _words(action)
    if shown:
        return (shown,), _fields(action)
    return (spec_of(action).summary.rstrip("."), *_fields(action)), ()


def _words(action: Action[Any]) -> str:
    match action:
        case CreateTable():
            columns = ", ".join(f"{visible(c.name)} {c.type.value}" for c in action.columns)
            return f"Make a table {visible(action.name)}" + (f" with {columns}" if columns else "")
        case RenameTable():
            return f"Rename the table {visible(action.table)} to {visible(action.name)}"
        case DefineTable():
            return f"Define the table {visible(action.table)}: {visible(action.definition) or 'nothing'}"
        case AddColumn():
            column = action.column
            return f"Add a column {visible(column.name)} ({column.type.value}) to {visible(action.table)}"
        case DropColumn():
            return f"Take the column {visible(action.column)} out of {visible(action.table)}, with its values"
        case RenameColumn():
            return f"Rename {visible(action.table)}.{visible(action.column)} to {visible(action.name)}"
        case DefineColumn():
            named = f"{visible(action.table)}.{visible(action.column)}"
            return f"Define the column {named}: {visible(action.definition) or 'nothing'}"
        case RetypeColumn():
            lost = "; values that do not fit become empty" if action.empty_misfits else ""
            named = f"{visible(action.table)}.{visible(action.column)}"
            return f"Make {named} a column of {action.type.value}{lost}"
        case SaveView():
            verb = "Save over a view as" if action.id else "Save a view"
            return f"{verb} {visible(action.name)} of {visible(action.table)}, for everyone"
        case RenameView():
            return f"Rename a saved view to {visible(action.name)}"
        case CreateArtifact():
            return f"Write the artifact {visible(action.title)} ({len(action.text):,} characters)"
        case RenameWorkspace():
            return f"Name the workspace {visible(action.name or '')}".rstrip()
        case _:
            return ""


def _fields(action: Action[Any]) -> Lines:
    """What is asked, field by field, without what was left as it is."""
    given = msgspec.to_builtins(action)
    defaults = {f.name: f.default for f in msgspec.structs.fields(type(action))}
    return tuple(
        f"{name}: {_cut(value)}"
        for name, value in given.items()
        if value != defaults.get(name, msgspec.UNSET)
    )


def _cut(value: Any) -> str:
    shown = visible(value if isinstance(value, str) else msgspec.json.encode(value).decode())
    return shown if len(shown) <= _VALUE_CHARS else f"{shown[:_VALUE_CHARS]}…"
