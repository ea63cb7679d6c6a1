"""What one does with files: write one, delete, bring back, link, save to a path, read again."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeAlias

from textual.widget import Widget

from lattice.actions import CreateArtifact, DeleteRow, DeleteRows, GetRow, ListRows, RestoreRows
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, File, FileKind, file_of
from lattice.model.rows import Row
from lattice.tui.bench import Bench
from lattice.tui.changing import link_rows
from lattice.tui.screens.asking import ask_text
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.pane import Pane, Spot

if TYPE_CHECKING:
    from lattice.tui.widgets.files.listing import FilesPane
    from lattice.tui.widgets.files.viewing import FilePane

    #: What has files to do something with: a list with some selected, or a tab with one.
    Holder: TypeAlias = FilesPane | FilePane


def plural(count: int, noun: str) -> str:
    """`1 file`, `1,204 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


async def read_file(bench: Bench, file_id: str) -> File:
    """What is known of a file, also of one in the trash. Raises LatticeError."""
    return file_of((await bench.run(GetRow(table=FILES, id=file_id))).value)


async def new(pane: FilesPane) -> None:
    """Write an artifact; a file is not written but brought in. Raises LatticeError."""
    if pane.key.kind is not TabKind.ARTIFACTS:
        pane.app.notify("Files are brought in: i. What is written here is an artifact: n in Artifacts.")
        return
    await write_artifact(pane, pane.bench)


async def write_artifact(pane: Widget, bench: Bench) -> None:
    """Ask for a title, make the Markdown document and open it to be written. Raises LatticeError."""
    title = await ask_text(
        pane.app, "New artifact", "Its title; a Markdown document opens to write in.", check=_titled
    )
    if not title:
        return
    outcome = await bench.run(CreateArtifact(title=title.strip(), text=f"# {title.strip()}\n\n"))
    pane.post_message(Pane.Done(f"Made ✦ {title.strip()}.", outcome))
    pane.post_message(Pane.OpenTab(TabKey(TabKind.FILE, row_id=outcome.value.id), spot=Spot(edit=True)))


def _titled(text: str) -> str:
    return "" if text.strip() else "Type a title; it can be changed later."


async def edit(pane: FilesPane) -> None:
    """Open what is text in its editor; say of others why not."""
    file = pane.file
    if file is None:
        return
    if file.kind is FileKind.ARTIFACT or file.media_type.startswith("text/"):
        pane.post_message(Pane.OpenTab(TabKey(TabKind.FILE, row_id=file.id), spot=Spot(edit=True)))
        return
    pane.app.notify(f"{file.name} is no text to be typed into; enter opens it.", severity="warning")


async def delete(pane: Holder) -> None:
    """Move files to the trash; nothing is asked, undo is offered. Raises LatticeError."""
    ids = await pane.picked()
    file = pane.file
    if not ids:
        return
    if len(ids) == 1:
        outcome = await pane.bench.run(DeleteRow(table=FILES, id=ids[0]))
        name = file.label if file and file.id == ids[0] else "1 file"
        pane.post_message(Pane.Done(f"{name} is in the trash{pane.BACK}.", outcome))
    else:
        many = await pane.bench.run(DeleteRows(table=FILES, ids=ids))
        words = f"{plural(many.value.count, pane.NOUN)} are in the trash; r brings back one by one."
        pane.post_message(Pane.Done(words, many))
    pane.let_go(deleted=True)


async def restore(pane: FilesPane) -> None:
    """Bring back the file of this list that was deleted last. Raises LatticeError."""
    action = ListRows(table=FILES, where=pane.shelf.where, sort=("-_deleted_at",), limit=1, deleted=True)
    rows: tuple[Row, ...] = (await pane.bench.run(action)).value.rows
    if not rows:
        pane.app.notify(f"There is no {pane.shelf.noun} in the trash.")
        return
    file = file_of(rows[0])
    outcome = await pane.bench.run(RestoreRows(table=FILES, ids=(file.id,)))
    pane.post_message(Pane.Done(f"Brought back {file.label}.", outcome))
    pane.go_to_row(file.id)


async def link(pane: Holder) -> None:
    """Tie the files selected to a row or to another file. Raises LatticeError."""
    ids = await pane.picked()
    file, files = pane.file, pane.bench.files
    if ids and file is not None and files is not None:
        title = file.label if len(ids) == 1 else plural(len(ids), pane.NOUN)
        await link_rows(pane, pane.bench, files.table, ids, title)


async def save(pane: Holder) -> None:
    """Write the bytes of the file under the cursor to a path. Raises LatticeError."""
    from lattice.tui.screens.save_file import save_file

    if pane.file is not None:
        await save_file(pane.app, pane.bench.client, await read_file(pane.bench, pane.file.id))


async def read_again(pane: Holder) -> None:
    """Read files anew from their originals or kept bytes. Raises LatticeError."""
    # httpx and the readers: not before they are needed
    from lattice.ingest import files

    ids = await pane.picked()
    if ids:
        pane.app.notify(f"Reading {plural(len(ids), pane.NOUN)} again…")
    failed: LatticeError | None = None
    for file_id in ids:
        try:
            file = file_of(await files.read_again(pane.bench.client, file_id))
        except LatticeError as error:
            failed = error
            continue
        if len(ids) == 1:
            why = f": {file.error}" if file.error else "."
            pane.app.notify(f"{file.label} is {file.status.value.replace('_', ' ')}{why}")
    if failed is not None:
        raise failed
    pane.let_go(deleted=False)


async def share(pane: Holder) -> None:
    """Choose who may see and change files. Raises LatticeError."""
    from lattice.tui.sharing import share_rows

    ids = await pane.picked()
    if not ids or pane.bench.files is None:
        return
    title = plural(len(ids), pane.NOUN)
    if len(ids) == 1:
        title = (await read_file(pane.bench, ids[0])).label
    await share_rows(pane, pane.bench, pane.bench.files.table, ids, title)


#: In a list and in the tab of a file alike.
EVERYWHERE: dict[str, Callable[[Holder], Coroutine[Any, Any, None]]] = {
    "delete": delete,
    "link": link,
    "save": save,
    "read_again": read_again,
    "share": share,
}

#: In a list.
DEEDS: dict[str, Callable[[FilesPane], Coroutine[Any, Any, None]]] = {
    **EVERYWHERE,
    "new": new,
    "edit": edit,
    "restore": restore,
}

#: Those that open something to type into.
OPENING = frozenset({"new", "link", "save", "share"})
