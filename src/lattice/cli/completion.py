"""Names for the shell to complete: workspaces, tables, columns, files. Never fails loudly."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import sqlite3
from pathlib import Path

import typer

from lattice.cli.globals import flags_of
from lattice.model.errors import LatticeError

#: Name of the native table of files; its module costs more than a shell shall wait.
FILES = "_files"
#: What every shell takes for one word.
_ONE_WORD = re.compile(r"[\w.,+@%=^-]+")
_OFFERED = 100
#: A shell that waits for a name is worse than one without it.
_PATIENCE_S = 0.2


def workspaces(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of the workspaces that begin so."""
    from lattice.workspaces import Registry

    with contextlib.suppress(LatticeError, OSError):
        return _beginning([entry.name for entry in Registry(flags_of(ctx).home_path).entries()], incomplete)
    return []


def tables(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of the tables that begin so; those of Lattice where the `_` was typed."""
    native = [FILES] if incomplete.startswith("_") else []
    return _beginning(native + [table for table, _ in _schema(ctx)], incomplete)


def files(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of files that begin so, as far as a shell takes them for one word; or ids, once one is begun."""
    names = [name for name, _ in _files(ctx) if _ONE_WORD.fullmatch(name)]
    found = _beginning(sorted(set(names)), incomplete)
    if incomplete and not found:
        found = _beginning([row_id for _, row_id in _files(ctx)], incomplete)
    return found[:_OFFERED]


def views(ctx: typer.Context, incomplete: str) -> list[str]:
    """Saved views of the table that is named before, as far as a shell takes their names for one word."""
    wanted = str(ctx.params.get("table") or _word_behind_command(ctx)).casefold()
    asked = (
        "SELECT t.name, v.name FROM _views v JOIN lattice_tables t ON t.id = v.table_id"
        " WHERE v._deleted_at IS NULL ORDER BY v.name"
    )
    names = [name for table, name in _asked(ctx, asked) if table.casefold() == wanted]
    return _beginning([name for name in names if _ONE_WORD.fullmatch(name)], incomplete)


def columns(ctx: typer.Context, incomplete: str) -> list[str]:
    """Columns of the table that is named before, with the `=` of an assignment."""
    return _beginning([f"{column}=" for column in _columns(ctx)], incomplete)


def column_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Columns of the table that is named before; for lists, the last after a comma."""
    begun, comma, last = incomplete.rpartition(",")
    sign = "-" if last.startswith("-") else ""
    return [begun + comma + sign + name for name in _beginning(_columns(ctx), last.removeprefix("-"))]


def _columns(ctx: typer.Context) -> list[str]:
    wanted = str(ctx.params.get("table") or _word_behind_command(ctx)).casefold()
    return [column for table, names in _schema(ctx) if table.casefold() == wanted for column in names]


def _word_behind_command(ctx: typer.Context) -> str:
    """The table where the line breaks off behind an option, of which the parser then tells nothing."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    with contextlib.suppress(ValueError, IndexError):
        words = shlex.split(line)
        return words[words.index(ctx.info_name or "") + 1]
    return ""


def _schema(ctx: typer.Context) -> list[tuple[str, list[str]]]:
    """Tables with their columns, read from the catalogue of the file: 5 ms, and no engine."""
    return _grouped(
        _asked(
            ctx,
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c "
            "WHERE t.type = 'table' ORDER BY t.name, c.cid",
        )
    )


def _files(ctx: typer.Context) -> list[tuple[str, str]]:
    """Names and ids of the living files."""
    return _asked(ctx, "SELECT name, _id FROM _files WHERE _deleted_at IS NULL ORDER BY _id DESC LIMIT 5000")


def _asked(ctx: typer.Context, query: str) -> list[tuple[str, str]]:
    """What the file of the workspace answers; nothing when it cannot."""
    from lattice.cli.running import chosen_workspace

    with contextlib.suppress(LatticeError, OSError, sqlite3.Error):
        path = Path(chosen_workspace(flags_of(ctx)).entry.path)
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=_PATIENCE_S)
        with contextlib.closing(connection):
            return connection.execute(query).fetchall()
    return []


def _grouped(found: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """User tables are those with the columns of a row; what begins with _ is Lattice's."""
    grouped: dict[str, list[str]] = {}
    for table, column in found:
        grouped.setdefault(table, []).append(column)
    return [
        (table, [name for name in names if not name.startswith("_")])
        for table, names in grouped.items()
        if "_id" in names and not table.startswith(("lattice_", "_"))
    ]


def _beginning(names: list[str], incomplete: str) -> list[str]:
    folded = incomplete.casefold()
    return [name for name in names if name.casefold().startswith(folded)]
