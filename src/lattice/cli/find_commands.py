"""`search`, `sql`: finding rows by their text, and by a query."""

from __future__ import annotations

import sys
from typing import Annotated

import msgspec
import typer

from lattice.actions.search import SearchText
from lattice.actions.sql import QuerySql
from lattice.cli.arguments import Limit
from lattice.cli.completion import tables
from lattice.cli.globals import flags_of
from lattice.cli.output import answer, note, shown
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import has_colour, table_text
from lattice.model.errors import LatticeError
from lattice.model.rows import Hit
from lattice.model.visible import visible

app = typer.Typer()

#: What stands around a matching word where nothing can be bold.
_MARK = "**"
#: No query that a person or an agent writes is longer.
_QUERY_BYTES = 1_000_000


@app.command("search")
def search(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    within: Annotated[
        list[str] | None,
        typer.Option(
            "--in",
            metavar="T",
            help="Only this table; may be given again.",
            autocompletion=tables,
            show_default=False,
        ),
    ] = None,
    limit: Limit = 20,
) -> None:
    """Find rows by their text.

    A row is found when it holds all the words; the last may be the beginning of one.
    """
    flags = flags_of(ctx)
    action = SearchText(text=text, tables=tuple(within or ()), limit=limit)
    found = on_workspace(flags, lambda client: client.run(action)).value
    answer(flags, lambda: [_hit_data(hit) for hit in found.hits], lambda: _hits_text(found.hits))
    if found.more and not flags.as_json:
        note(f"The best {len(found.hits)}; more with --limit")


def _hit_data(hit: Hit) -> dict[str, object]:
    data: dict[str, object] = msgspec.to_builtins(hit)
    return {**data, "snippet": _marked(hit.snippet, _MARK, _MARK)}


def _hits_text(hits: tuple[Hit, ...]) -> str:
    if not hits:
        return "Nothing found.\n"
    before, after = ("\x1b[1m", "\x1b[0m") if has_colour() else (_MARK, _MARK)
    lines = []
    for hit in hits:
        where = f"{visible(hit.table)}/{visible(hit.label)}  {hit.row_id}"
        where += f"  {visible(hit.place)}" if hit.place else ""
        # made visible in pieces, so that only our own marks are escape codes
        lines.append(f"{where}\n    {visible(hit.column)}: {_marked(hit.snippet, before, after, show=True)}")
    return "\n".join(lines) + "\n"


def _marked(snippet: str, before: str, after: str, *, show: bool = False) -> str:
    pieces = snippet.replace("\x03", "\x02").split("\x02")
    parts = [visible(piece) if show else piece for piece in pieces]
    return "".join(part if i % 2 == 0 else f"{before}{part}{after}" for i, part in enumerate(parts))


@app.command("sql")
def sql(
    ctx: typer.Context,
    query: Annotated[
        str, typer.Argument(metavar="SELECT", help="The query; `-` reads it from stdin.", show_default=False)
    ],
    limit: Limit = 1000,
) -> None:
    """Read with one SELECT.

    Anything that is not reading is refused.
    """
    flags = flags_of(ctx)
    action = QuerySql(sql=_typed_query() if query == "-" else query, limit=limit)
    result = on_workspace(flags, lambda client: client.run(action)).value
    names = _unique(result.columns)
    answer(
        flags,
        lambda: [dict(zip(names, row, strict=True)) for row in result.rows],
        lambda: table_text(
            [visible(name) for name in result.columns],
            [[shown(value) for value in row] for row in result.rows],
        ),
    )
    if result.truncated:
        note(f"Only the first {len(result.rows):,} rows; more with --limit")


def _typed_query() -> str:
    """The query that comes through standard input; raises `usage` for what is none."""
    typed = sys.stdin.buffer.read(_QUERY_BYTES + 1) if sys.stdin is not None else b""
    if len(typed) > _QUERY_BYTES:
        raise LatticeError(
            "usage", f"Standard input is longer than {_QUERY_BYTES:,} bytes.", "Write a shorter SELECT."
        )
    try:
        return typed.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LatticeError("usage", "Standard input is not text in UTF-8.", "Write one SELECT.") from None


def _unique(names: tuple[str, ...]) -> list[str]:
    """Names as keys of an object: a second `count(*)` is `count(*)_2`, so that no value is lost."""
    found: list[str] = []
    for name in names:
        number, fresh = 2, name
        while fresh in found:
            fresh, number = f"{name}_{number}", number + 1
        found.append(fresh)
    return found
