"""Files into the workspace that is open, and tables out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lattice.actions import ListTables
from lattice.model.errors import LatticeError
from lattice.tui.screens.dialogs import ErrorDialog
from lattice.tui.screens.working import Progress, Working
from lattice.tui.session import TabKey, TabKind

if TYPE_CHECKING:
    from lattice.client import Client
    from lattice.ingest.export import Exported
    from lattice.ingest.portion import Portion
    from lattice.tui.app import LatticeApp
    from lattice.tui.screens.bring_in import BringIn
    from lattice.tui.screens.workbench import WorkbenchScreen


async def bring_in(app: LatticeApp, places: tuple[str, ...]) -> None:
    """Ask what is to come in and as what, bring it in, and show it. Raises LatticeError."""
    from lattice.tui.screens.bring_in import BringInScreen
    from lattice.tui.screens.workbench import WorkbenchScreen

    client = app.client
    if client is None:
        return
    wish = await app.push_screen_wait(BringInScreen(places, store=app.settings.settings.files.store))
    if wish is None:
        return
    if wish.paste:
        await paste_text(app, client)
        return
    brought = await fulfil(app, client, wish)
    if brought is not None and isinstance(app.screen, WorkbenchScreen):
        await brought.show(app.screen)


class Brought(NamedTuple):
    """What came in."""

    tables: tuple[str, ...]
    """Names of the tables that have new rows."""
    files: tuple[str, ...]
    """Ids of the files, as far as they are new."""

    async def show(self, screen: WorkbenchScreen) -> None:
        """Open it: the only file, the list of several, else the first table. Raises LatticeError."""
        from lattice.tui.screens.deeds import show_table

        if self.files or not self.tables:
            await screen.bench.read()
            screen.show_bench()
            one = len(self.files) == 1
            key = TabKey(TabKind.FILE, row_id=self.files[0]) if one else TabKey(TabKind.FILES)
            await screen.open_tab(key)
        else:
            await show_table(screen, self.tables[0])


async def fulfil(app: LatticeApp, client: Client, wish: BringIn) -> Brought | None:
    """Bring in what was asked for: tables after a look at their plan, then documents; None when left."""
    from lattice.tui.arriving import Delivery
    from lattice.tui.parcels import documents_of, tables_of
    from lattice.tui.screens.arrivals import ArrivalsScreen
    from lattice.tui.screens.import_files import ImportScreen

    tables: tuple[str, ...] = ()
    if paths := tables_of(wish.parcels):
        result = await app.push_screen_wait(ImportScreen(client, paths))
        if result is None:
            return None
        tables = tuple(done.table for done in result.done)
    parcels = documents_of(wish.parcels)
    if not parcels:
        return Brought(tables, ())
    settings = app.settings.settings

    def make() -> Delivery:
        return Delivery(client, parcels, settings, store=wish.store)

    delivery = await app.push_screen_wait(ArrivalsScreen(make))
    lines = delivery.lines if delivery is not None else []
    return Brought(tables, tuple(dict.fromkeys(line.file_id for line in lines if line.file_id)))


async def paste_text(app: LatticeApp, client: Client) -> None:
    """Ask for a text and keep it as a file. Raises LatticeError."""
    from lattice.tui.screens.paste_text import PasteScreen
    from lattice.tui.screens.workbench import WorkbenchScreen

    pasted = await app.push_screen_wait(PasteScreen())
    if pasted is None:
        return
    from lattice.ingest.files import add_text

    kept = await add_text(client, pasted.text, name=pasted.name)
    app.notify(f"Kept as {kept.row.values.get('name')}.")
    if isinstance(app.screen, WorkbenchScreen):
        await app.screen.open_tab(TabKey(TabKind.FILE, row_id=kept.row.id))


async def import_files(app: LatticeApp, paths: tuple[Path, ...]) -> None:
    """Show the plan of data files, load them as tables, and open the first."""
    from lattice.tui.screens.deeds import show_table
    from lattice.tui.screens.import_files import ImportScreen
    from lattice.tui.screens.workbench import WorkbenchScreen

    client = app.client
    if client is None:
        return
    result = await app.push_screen_wait(ImportScreen(client, paths))
    if result is not None and result.done and isinstance(app.screen, WorkbenchScreen):
        await show_table(app.screen, result.done[0].table)


async def export(app: LatticeApp, table: str, portion: Portion) -> None:
    """Ask what and where to, write it, say what was written."""
    from lattice.ingest.export import export_tables
    from lattice.tui.screens.export import ExportScreen

    client = app.client
    if client is None:
        return
    tables = tuple(info.table for info in (await client.run(ListTables())).value.tables)
    if not tables:
        app.notify("There is no table to export yet.", severity="warning")
        return
    wish = await app.push_screen_wait(ExportScreen(tables, table, portion))
    if wish is None:
        return

    async def job(progress: Progress) -> list[Exported]:
        def said(rows: int, total: int) -> None:
            progress.part = rows / total if total else None
            progress.note = f"{rows:,} of {total:,} rows"

        return await export_tables(
            client, [wish.table], wish.path, wish.format, portion=wish.portion, progress=said
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
