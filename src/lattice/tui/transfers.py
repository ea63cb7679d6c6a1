"""Files into the workspace that is open, and tables out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lattice.actions import ListTables
from lattice.model.errors import LatticeError
from lattice.tui.screens.dialogs import ErrorDialog
from lattice.tui.screens.working import Progress, Working

if TYPE_CHECKING:
    from lattice.ingest.export import Exported
    from lattice.tui.app import LatticeApp


async def import_files(app: LatticeApp, paths: tuple[Path, ...]) -> None:
    """Ask for a path when none is given, show the plan, load."""
    from lattice.tui.screens.ask_path import AskPath
    from lattice.tui.screens.deeds import show_table
    from lattice.tui.screens.import_files import ImportScreen
    from lattice.tui.screens.workbench import WorkbenchScreen

    client = app.client
    if client is None:
        return
    if not paths:
        label = "CSV, TSV, JSON, NDJSON, Excel or SQLite, or a folder of these."
        path = await app.push_screen_wait(AskPath("Import", label, "Read it"))
        if path is None:
            return
        paths = (path,)
    result = await app.push_screen_wait(ImportScreen(client, paths))
    if result is not None and result.done and isinstance(app.screen, WorkbenchScreen):
        await show_table(app.screen, result.done[0].table)


async def export(app: LatticeApp, table: str, where: str) -> None:
    """Ask what and where to, write it, say what was written."""
    from lattice.ingest.export import export_tables
    from lattice.tui.screens.export import ExportScreen

    client = app.client
    if client is None:
        return
    tables = tuple(info.table.name for info in (await client.run(ListTables())).value.tables)
    if not tables:
        app.notify("There is no table to export yet.", severity="warning")
        return
    wish = await app.push_screen_wait(ExportScreen(tables, table, where))
    if wish is None:
        return

    async def job(progress: Progress) -> list[Exported]:
        def said(rows: int, total: int) -> None:
            progress.part = rows / total if total else None
            progress.note = f"{rows:,} of {total:,} rows"

        return await export_tables(
            client, [wish.table], wish.path, wish.format, where=wish.where, progress=said
        )

    answer = await app.push_screen_wait(Working(f"Exporting {wish.table}", job))
    if answer is None:
        app.notify("Stopped. No file was written.")
    elif isinstance(answer, LatticeError):
        await app.push_screen_wait(ErrorDialog("Nothing was exported", answer))
    else:
        rows = sum(exported.rows for exported in answer)
        notes = [note for exported in answer for note in exported.notes]
        app.notify("\n".join([f"{rows:,} rows written to {wish.path}", *notes[:5]]))
