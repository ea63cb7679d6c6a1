"""`watch`: a folder is kept in step with the workspace, until ^C."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lattice.cli.file_bringing import read_limits
from lattice.cli.globals import flags_of
from lattice.cli.output import encode_json, flush, note, write
from lattice.cli.progress import Progress
from lattice.cli.running import session
from lattice.model.errors import LatticeError
from lattice.model.values import show_time
from lattice.model.visible import visible

if TYPE_CHECKING:
    from lattice.ingest.files import FolderProgress, FolderReport, WatchNote

app = typer.Typer()


@app.command("watch")
def watch(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", show_default=False)],
    store: Annotated[
        bool | None,
        typer.Option(
            "--store/--no-store",
            help="Keep the bytes too, not only the text (setting files.store).",
            show_default=False,
        ),
    ] = None,
    untrusted: Annotated[bool, typer.Option("--untrusted", help="They hold words of strangers.")] = False,
) -> None:
    """Bring a folder in and keep it in step, until ^C.

    A line for each file that comes, changes, moves or goes; with --json an object.
    """
    from lattice.ingest.files import watch_folder

    flags = flags_of(ctx)
    if not folder:
        # nobody means the folder one stands in by it
        raise LatticeError("usage", "DIR is empty.", "Name a folder; `.` is the one you stand in.")
    telling = _Telling(as_json=flags.as_json, folder=folder)
    with session(flags) as held:
        watching = watch_folder(
            held.client,
            folder,
            report=telling.note,
            store=held.settings.files.store if store is None else store,
            limits=read_limits(held),
            untrusted=untrusted or None,
            progress=telling.progress,
        )
        try:
            held.wait(watching)
        except KeyboardInterrupt:
            # the way to end it
            telling.end()
            raise typer.Exit(130) from None
        finally:
            telling.close()


class _Telling:
    """What is said while a folder is watched."""

    def __init__(self, *, as_json: bool, folder: str) -> None:
        self._as_json = as_json
        self._folder = folder
        self._fates: Counter[str] = Counter()
        self._progress: Progress | None = Progress(visible(folder))

    def progress(self, state: FolderProgress) -> None:
        """How far the first look is."""
        if self._progress is not None and state.total is not None:
            self._progress.of(state.done, state.total, "files")

    def note(self, said: WatchNote) -> None:
        """One thing that the watcher did or noticed."""
        self.close()
        if said.line is not None:
            self._fates[said.line.fate.value] += 1
        if said.report is not None:
            self._fates.update(_counts(said.report))
        if self._as_json:
            write(encode_json(_note_data(said)) + "\n")
        else:
            write(_note_text(said))
        flush()

    def close(self) -> None:
        """Wipe the line of progress."""
        if self._progress is not None:
            self._progress.close()
            self._progress = None

    def end(self) -> None:
        """Say what was done all in all."""
        self.close()
        self._fates.pop("unchanged", None)
        done = ", ".join(f"{number:,} {fate}" for fate, number in self._fates.items() if number)
        note(f"{self._folder} is no longer watched. Since it began: {done or 'nothing new'}.")


def _counts(report: FolderReport) -> dict[str, int]:
    return {name: getattr(report.counts, name) for name in report.counts.__struct_fields__}


def _note_text(said: WatchNote) -> str:
    at = show_time(said.at)[:19]
    text = f"{at}  {visible(said.text)}\n"
    if said.report is None:
        return text
    known = {name: number for name, number in _counts(said.report).items() if number}
    if known:
        text = f"{at}  {visible(said.text)} {', '.join(f'{n:,} {name}' for name, n in known.items())}.\n"
    troubled = [line for line in said.report.lines if line.note]
    text += "".join(f"{at}  {line.fate} {visible(line.name)}: {visible(line.note)}\n" for line in troubled)
    return text


def _note_data(said: WatchNote) -> dict[str, Any]:
    """As JSON: what was said, and what it is about."""
    data: dict[str, Any] = {"at": said.at, "text": said.text, "trouble": said.trouble}
    if said.line is not None:
        line = said.line
        data |= {"fate": line.fate.value, "name": line.name, "path": str(line.place)}
        data |= {"_id": line.row_id or None, "status": line.status, "note": line.note}
    if said.report is not None:
        report = said.report
        data |= {"folder": str(report.folder), "total": report.total, **_counts(report)}
    return data
