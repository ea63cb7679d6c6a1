"""`render`: the workspace as a tree of Markdown, once or for as long as it is watched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, count, encode_json, flush, note, write
from lattice.cli.progress import Progress
from lattice.cli.running import Session, chosen_workspace, session
from lattice.model.errors import LatticeError
from lattice.model.values import now, show_time
from lattice.model.visible import visible

if TYPE_CHECKING:
    from lattice.context import ContextNote, RenderReport

app = typer.Typer()

#: Conflicts and notes shown to people; --json has all.
_SHOWN = 20


@app.command("render")
def render(
    ctx: typer.Context,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Another folder than the one beside the workspace.",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Keep it current and take edits back, until ^C.")
    ] = False,
) -> None:
    """Write the workspace as a tree of Markdown that agents read.

    Only what changed is written. Files that Lattice did not write, or that somebody edited, stay as
    they are; with --watch edits come back as changes of the workspace.
    """
    flags = flags_of(ctx)
    folder = _folder(flags, out)
    with session(flags) as held:
        if watch:
            _keep(held, flags, folder)
            return
        report = _render(held, folder)
    data = {"folder": str(folder), **msgspec.to_builtins(report)}
    answer(flags, lambda: data, lambda: _report_text(folder, report))


def _folder(flags: Globals, out: str | None) -> Path:
    from lattice.context import context_folder

    if out is None:
        return context_folder(Path(chosen_workspace(flags).entry.path))
    if not out or "\0" in out:
        raise LatticeError("usage", "--out names no folder.", "Write --out DIR, or leave it out.")
    return Path(out).absolute()


def _render(held: Session, folder: Path) -> RenderReport:
    from lattice.context import render as render_tree

    with Progress("render") as progress:
        return held.wait(
            render_tree(
                held.client,
                folder,
                held.settings.context,
                progress=lambda state: progress.of(state.done, state.total),
            )
        )


def _report_text(folder: Path, report: RenderReport) -> str:
    lines = [
        visible(str(folder)),
        f"{count(report.written, 'page')} written, {report.unchanged:,} looked at and unchanged,"
        f" {report.removed:,} removed; {report.seconds:.2f} s",
    ]
    if report.conflicts:
        lines.append(f"{count(len(report.conflicts), 'file')} of others, or edited, and left alone:")
        lines += [f"  {visible(path)}" for path in report.conflicts[:_SHOWN]]
        if len(report.conflicts) > _SHOWN:
            lines.append(f"  and {len(report.conflicts) - _SHOWN:,} more")
        lines.append("`lattice render --watch` takes edits back.")
    lines += [visible(text) for text in report.notes[:_SHOWN]]
    return "\n".join(lines) + "\n"


def _keep(held: Session, flags: Globals, folder: Path) -> None:
    """Keep the tree current until ^C, a line for each thing that happens."""
    from lattice.context import keep_current

    kinds: Counter[str] = Counter()
    note(f"Keeping {folder} current; ^C ends it.")
    try:
        held.wait(keep_current(held.client, folder, held.settings.context, report=_telling(kinds, flags)))
    except KeyboardInterrupt:
        done = ", ".join(f"{number:,} {kind}" for kind, number in kinds.items())
        note(f"{folder} is no longer kept current. Since it began: {done or 'nothing new'}.")
        raise typer.Exit(130) from None


def _telling(kinds: Counter[str], flags: Globals) -> Callable[[ContextNote], None]:
    """Says each thing that happens; passes that wrote nothing are told to programs alone."""
    first = True

    def told(said: ContextNote) -> None:
        nonlocal first
        if said.kind == "rendering":
            return
        is_state = said.kind == "current"
        if not is_state:
            kinds[said.kind.value] += 1
        if flags.as_json:
            write(encode_json({"at": now(), **msgspec.to_builtins(said)}) + "\n")
        elif first or not is_state:
            where = f" {visible(said.path)}" if said.path else ""
            words = said.message or "The tree shows the workspace."
            write(f"{show_time(now())[:19]}  {said.kind}{where}: {visible(words)}\n")
        first = first and not is_state
        flush()

    return told
