"""What the workbench does when something changed, here or elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.model.chat import PRIVATE_TABLES
from lattice.model.errors import LatticeError
from lattice.tui.live import KEPT, Batch, follow
from lattice.tui.screens import deeds
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen


#: How often it is looked whether more happened than was told, in seconds.
LOOK_S = 1.0


def listen(screen: WorkbenchScreen) -> None:
    """Hear of changes from now on, as long as the screen is there."""

    def hear(batch: Batch) -> None:
        screen.bench.seq = batch.seq
        screen.top_bar.seq = batch.seq
        screen.top_bar.lost = False
        told = tuple(event for event in batch.events if event.table_id not in PRIVATE_TABLES)
        if not told:
            # what is said in the chat is the chat's to show, and changes nothing else on the screen
            return
        screen.context.stir()
        if len(batch.events) < KEPT:
            screen.feed.show(told)
        start(screen, _catch_up(screen, batch), group="catch-up", exclusive=False)

    def lose(error: LatticeError) -> None:
        """Changes of others do not arrive now."""
        screen.top_bar.lost = True

    start(screen, follow(screen.bench.client, screen.bench.seq, hear, lose), group="live")
    if screen.bench.client.standing().kind != "local":
        _notice_the_untold(screen)


def _notice_the_untold(screen: WorkbenchScreen) -> None:
    """Read again when the log went on without a word: rows may have come into sight, or gone from it."""
    before = 0

    def look() -> None:
        nonlocal before
        seq = screen.bench.client.standing().seq
        # what is told comes a moment later than the number: only what stays untold counts
        untold, before = seq == before and seq > screen.bench.seq, seq
        if untold:
            screen.bench.seq = screen.top_bar.seq = seq
            tables = frozenset(info.table.id for info in screen.bench.known)
            batch = Batch((), tables, frozenset(), schema=False, seq=seq, flood=True)
            start(screen, _catch_up(screen, batch), group="catch-up", exclusive=False)

    screen.set_interval(LOOK_S, look)


async def _catch_up(screen: WorkbenchScreen, batch: Batch) -> None:
    if not batch.schema:
        # the rows first: they are what one looks at
        _pass_on(screen, batch)
    if any(event.op.startswith(("member.", "workspace.")) for event in batch.events):
        # what I may do, or the name of all this, may be another now
        screen.bench.me = await screen.bench.client.describe()
    files = screen.bench.files
    await screen.bench.read(files=batch.flood or files is None or files.table.id in batch.tables)
    screen.show_bench()
    if len(batch.events) >= KEPT:
        # a part of a large change: the log knows all of it
        await deeds.read_feed(screen)
    if batch.schema:
        await screen.tabs.prune()
        _pass_on(screen, batch)
    else:
        screen.tabs.recount()
    screen.tabs.retitle()


def _pass_on(screen: WorkbenchScreen, batch: Batch) -> None:
    screen.tabs.changed(batch)
    if screen.with_inspector:
        screen.inspector.changed(batch)
