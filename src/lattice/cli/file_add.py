"""`file add`: paths, folders, web pages and standard input become files of the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lattice.cli.file_bringing import Bringing, Wishes, is_address, read_limits
from lattice.cli.file_text import added_text
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, count, flush
from lattice.cli.running import Session, session
from lattice.model.errors import LatticeError
from lattice.model.files import FileStatus
from lattice.model.ids import new_id

#: A text that is not whole.
_NOT_WHOLE = frozenset({FileStatus.PARTIAL, FileStatus.FAILED})


def add(
    ctx: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL|-...",
            help="Files, folders with all below them, web pages, `-` for stdin.",
            show_default=False,
        ),
    ],
    store: Annotated[
        bool | None,
        typer.Option(
            "--store/--no-store",
            help="Keep the bytes too, not only the text (setting files.store).",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="File name, of one file.", show_default=False)
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Title, of one file.", show_default=False)
    ] = None,
    untrusted: Annotated[bool, typer.Option("--untrusted", help="They hold words of strangers.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 when the text of one could not be read whole.")
    ] = False,
) -> None:
    """Bring files in: referenced where they are, their text kept and searchable.

    A document that cannot be read has a row all the same, which says why. Adding again what is there
    already reads only what changed.
    """
    flags = flags_of(ctx)
    _check(sources, name, title)
    with session(flags) as held:
        one_step = len(sources) == 1 and name is None and title is None
        wishes = Wishes(
            store=held.settings.files.store if store is None else store,
            untrusted=untrusted or None,
            name=name,
            title=title,
            limits=read_limits(held),
            group_id=None if one_step else new_id(),
            quiet=flags.as_json,
        )
        bringing = _run(held, sources, wishes)
    _report(flags, bringing, sources, strict=strict)


def _check(sources: list[str], name: str | None, title: str | None) -> None:
    if "" in sources:
        raise LatticeError("usage", "A path is empty.", "Name a file, a folder, an address, or `-`.")
    if sources.count("-") > 1:
        raise LatticeError("usage", "Standard input is named twice.", "It can be read once.")
    several = len(sources) > 1 or (not is_address(sources[0]) and Path(sources[0]).is_dir())
    if several and (name is not None or title is not None):
        raise LatticeError("usage", "--name and --title are for one file.", "Add that one by itself.")


def _run(held: Session, sources: list[str], wishes: Wishes) -> Bringing:
    """Each source in turn; one that is refused stops no other. ^C says what was done and what was not."""
    bringing = Bringing(held, wishes)
    for at, source in enumerate(sources):
        try:
            bringing.add(source)
        except LatticeError as error:
            bringing.refused.append((source, error))
        except KeyboardInterrupt:
            raise _stopped(bringing, sources[at:]) from None
    return bringing


def _stopped(bringing: Bringing, left: list[str]) -> LatticeError:
    before = f"Added before that: {count(len(bringing.done), 'file')}. " if bringing.done else ""
    now = bringing.so_far or f"Not added: {', '.join(left)}."
    rest = f" Not begun: {', '.join(left[1:])}." if bringing.so_far and left[1:] else ""
    return LatticeError(
        "interrupted", f"Stopped. {before}{now}{rest}", "What is done stays; the same command goes on there."
    )


def _report(flags: Globals, bringing: Bringing, sources: list[str], *, strict: bool) -> None:
    """The answer, then what was refused as an error behind it."""
    done, refused = bringing.done, bringing.refused
    if done or not refused:
        answer(flags, lambda: [one.flat() for one in done], lambda: added_text(done))
    if not flags.as_json:
        flush()
        bringing.say()
    if refused:
        raise _refusal(refused, len(sources))
    broken = [one for one in done if one.file is None or one.file.status in _NOT_WHOLE]
    if strict and broken:
        raise LatticeError(
            "failed",
            f"The text of {len(broken):,} of {count(len(done), 'file')} could not be read whole.",
            "Their status and error say why.",
        )


def _refusal(refused: list[tuple[str, LatticeError]], total: int) -> LatticeError:
    error = refused[0][1]
    if total == 1:
        return error
    lines = "\n".join(f"{source}: {error.message}" for source, error in refused)
    return LatticeError(
        error.code,
        f"{len(refused):,} of {total:,} were not added:\n{lines}",
        error.hint if len(refused) == 1 else "",
        stage=error.stage,
        details={"refused": [{"source": s, "code": e.code, "message": e.message} for s, e in refused]},
    )
