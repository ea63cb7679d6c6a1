"""`import`: files become tables."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from lattice.actions.tables import ListTables, TableList
from lattice.cli.completion import tables
from lattice.cli.globals import Globals, flags_of
from lattice.cli.import_text import plans_text, reports_text
from lattice.cli.output import answer, note
from lattice.cli.progress import Progress
from lattice.cli.running import Session, session
from lattice.client import LoadMode
from lattice.ingest.loading import Imported, column_values, landed, load_source
from lattice.ingest.plan import Source
from lattice.ingest.references import Lookup
from lattice.ingest.sources import ImportOptions, Sources, open_sources
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id

app = typer.Typer()

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@app.command("import")
def import_(
    ctx: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders of files, `-` for stdin.", show_default=False),
    ],
    table: Annotated[
        str | None,
        typer.Option(metavar="T", help="Into this table.", autocompletion=tables, show_default=False),
    ] = None,
    key: Annotated[
        str, typer.Option(metavar="COL,...", help="Columns that say which row is meant.", show_default=False)
    ] = "",
    mode: Annotated[
        LoadMode, typer.Option(help="What happens to rows that are there; upsert needs a key.")
    ] = LoadMode.APPEND,
    types: Annotated[
        str,
        typer.Option(metavar="col=type,...", help="Types, where the guess is not meant.", show_default=False),
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Refuse all when one line is refused.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of text files, as latin-1.", show_default=False)
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option(metavar="CHAR", help="Of CSV files, as `;`.", show_default=False)
    ] = None,
    header: Annotated[
        bool, typer.Option("--header/--no-header", help="Whether the first line names the columns.")
    ] = True,
    references: Annotated[
        bool,
        typer.Option("--references/--no-references", help="Whether other tables' keys become references."),
    ] = True,
) -> None:
    """Bring data in: CSV, TSV, JSON, NDJSON, Excel, SQLite, a folder.

    The types are guessed from all of each column and said; `--types` decides otherwise. One
    import is undone as one.
    """
    from lattice.ingest.choices import parse_types

    flags = flags_of(ctx)
    options = ImportOptions(
        table=table,
        key=tuple(part.strip() for part in key.split(",") if part.strip()),
        mode=mode,
        types=parse_types(types),
        strict=strict,
        encoding=encoding,
        delimiter=delimiter,
        header=header,
        references=references,
    )
    with session(flags) as held, _opened(held, paths, options) as sources:
        for text in sources.notes:
            note(text)
        if dry_run:
            answer(flags, lambda: [_plan_data(source) for source in sources], lambda: plans_text(sources))
            return
        reports = _load_all(held, flags, sources)
    answer(flags, lambda: reports, lambda: reports_text(reports))


def _opened(held: Session, paths: list[str], options: ImportOptions) -> Sources:
    schema = held.wait(_schema(held)).schema
    with Progress("reading"):
        return open_sources(
            paths,
            schema=schema,
            options=options,
            stdin=sys.stdin.buffer if sys.stdin is not None else None,
            limits=held.limits,
            lookup=_lookup(held),
        )


async def _schema(held: Session) -> TableList:
    return (await held.client.run(ListTables())).value


def _lookup(held: Session) -> Lookup:
    return lambda table, column: held.wait(column_values(held.client, table, column))


def _load_all(held: Session, flags: Globals, sources: Sources) -> list[Imported]:
    """Load one source after the other, as one group; a failure says what was done before it."""
    group_id = new_id() if len(sources) > 1 else None
    done: list[Imported] = []
    first = flags.op_id or new_id()
    for i, source in enumerate(sources):
        op_id = _op_id(first, i)
        try:
            if not flags.as_json:
                _say_plan(source)
            done.append(_load(held, source, op_id, group_id))
        except (KeyboardInterrupt, LatticeError) as error:
            tables = [one.plan.table for one in sources]
            # ^C while it was being committed: then it is done, and it must not be said that it is not
            reached = i + (
                isinstance(error, KeyboardInterrupt) and held.wait(landed(held.client, source, op_id))
            )
            raise _with_what_was_done(error, tables[:reached], tables[reached:], group_id) from error
    return done


def _say_plan(source: Source) -> None:
    """The types, before they are applied, and what else there is to know."""
    new = [guess for guess in source.guesses if guess.new]
    if new:
        types = ", ".join(f"{g.name} {'→ ' + g.target if g.target else g.type.value}" for g in new)
        note(f"{source.plan.table}: new columns {types}")
    for text in source.notes:
        note(f"{source.plan.table}: {text}")


def _load(held: Session, source: Source, op_id: str | None, group_id: str | None) -> Imported:
    with Progress(source.plan.table) as progress:
        return held.wait(
            load_source(
                held.client,
                source,
                op_id=op_id,
                group_id=group_id,
                progress=_telling(progress, source.rows),
            )
        )


def _telling(progress: Progress, total: int) -> Callable[[int], None]:
    return lambda read: progress.of(read, total)


def _op_id(op_id: str, index: int) -> str:
    """The op_id of the nth table: the same for the same command, so that asking again does nothing twice."""
    if index == 0:
        return op_id
    digest = hashlib.sha256(f"{op_id}/{index}".encode()).digest()
    return op_id[:10] + "".join(_ALPHABET[byte & 31] for byte in digest[:16])


def _with_what_was_done(
    error: BaseException, done: list[str], left: list[str], group_id: str | None
) -> LatticeError:
    before = ", ".join(done) or "nothing"
    said = f"Imported before that: {before}; not imported: {', '.join(left) or 'nothing'}."
    undo = f"`lattice undo {group_id or ''}".rstrip() + "` takes back what was imported." if done else ""
    if isinstance(error, LatticeError):
        if not done:
            return error
        return LatticeError(
            error.code,
            f"{error.message} {said}",
            f"{error.hint} {undo}".strip(),
            stage=error.stage,
            details=error.details,
        )
    return LatticeError("interrupted", f"Stopped. {said}", undo or "The workspace is as it was before.")


def _plan_data(source: Source) -> dict[str, object]:
    return {
        "table": source.plan.table,
        "source": source.place,
        "exists": source.exists,
        "mode": source.plan.mode.value,
        "key": source.plan.key,
        "rows": source.rows,
        "refused": source.refused,
        "refusals": source.refusals,
        "columns": source.guesses,
        "notes": source.notes,
    }
