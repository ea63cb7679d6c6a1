"""Keeps the workspace's tree of Markdown current while it is open, and knows how it stands."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.files import FileStatus
from lattice.tui.work import start

if TYPE_CHECKING:
    from textual.worker import Worker

    from lattice.context import ContextNote
    from lattice.tui.screens.workbench import WorkbenchScreen

#: How long after the workbench is there the tree and the originals are looked at, in seconds: the person
#: comes first.
SETTLE_S = 1.5
#: How long without a word from a pass until the tree counts as current, in seconds.
QUIET_S = 3.0
#: What was told and is kept for the details.
TOLD = 50

#: What an edit that waits for a person ends in, beside the page that it was about.
_ASIDE = re.compile(r".+\.(?:error|conflict)(?:-[0-9]+)?\.md\Z")


class Standing(StrEnum):
    """How the tree stands."""

    OFF = "off"
    WAITING = "waiting"
    """Another Lattice keeps it."""
    RENDERING = "rendering…"
    CURRENT = "current"
    FAILED = "failed"


class Told(msgspec.Struct, frozen=True):
    """One thing that happened to the tree."""

    clock: str
    message: str
    path: str = ""


class ContextKeeper:
    """The life of one tree, for as long as its workbench is on screen."""

    def __init__(self, screen: WorkbenchScreen, changed: Callable[[], None]) -> None:
        self._screen = screen
        self._changed = changed
        self._worker: Worker[None] | None = None
        self._passes = 0
        self.standing = Standing.OFF
        self.open: tuple[str, ...] = ()
        """Edits that wait for a person, by their paths in the tree."""
        self.told: list[Told] = []
        """What happened lately, oldest first."""
        self._warned: set[tuple[str, str]] = set()
        """Edits that wait and were told in a toast: path and reason."""

    @property
    def folder(self) -> Path:
        """Where the tree stands."""
        from lattice.context import context_folder

        return context_folder(Path(self._screen.workspace.path))

    @property
    def possible(self) -> bool:
        """Whether this workspace has a tree: one that is a file on this machine."""
        return self._screen.workspace.kind == "local"

    @property
    def auto(self) -> bool:
        """Whether it is kept current by itself, as the settings say."""
        return self._screen.app.settings.settings.context.auto

    @property
    def words(self) -> str:
        """How it stands, as the status bar says it."""
        if not self.possible:
            return ""
        if self.open:
            return f"context ! {len(self.open):,} open"
        marks = {Standing.CURRENT: "✓", Standing.RENDERING: "…", Standing.FAILED: "! failed"}
        return f"context {marks.get(self.standing, self.standing.value)}"

    def begin(self) -> None:
        """Start after the workbench has settled."""
        self._changed()
        self._screen.set_timer(SETTLE_S, self._settled)

    def _settled(self) -> None:
        start(self._screen, self._look_after_originals(), group="originals")
        self.follow_setting()

    def follow_setting(self) -> None:
        """Keep it current, or stop, as the settings say."""
        running = self._worker is not None and not self._worker.is_finished
        if self.possible and self.auto and not running:
            self._worker = start(self._screen, self._keep(), group="context", failed=self._failed)
        elif running and not self.auto and self._worker is not None:
            self._worker.cancel()
            self._worker = None
            self._stand(Standing.OFF)

    async def _keep(self) -> None:
        # jinja2, yaml and watchfiles: 0.2 s that the first paint does not pay
        from lattice.context import keep_current

        self._busy()
        await self.look_for_open()
        rules = self._screen.app.settings.settings.context
        await keep_current(self._screen.bench.client, self.folder, rules, report=self._hear)

    async def _look_after_originals(self) -> None:
        """Notice originals that were moved, changed or taken away while nobody looked."""
        bench = self._screen.bench
        if bench.files is None or not bench.files.rows:
            return
        from lattice.ingest.files import check_originals

        news = await check_originals(bench.client)
        gone = sum(file.status is FileStatus.MISSING for file in news)
        other = sum(file.status is FileStatus.CHANGED for file in news)
        parts = [f"{other:,} changed" if other else "", f"{gone:,} missing" if gone else ""]
        if said := " and ".join(part for part in parts if part):
            self._screen.notify(f"Originals of files: {said}. R in Files reads them again.", markup=False)

    # --- what is told ---

    def stir(self) -> None:
        """The workspace was changed: a pass will follow."""
        if self._worker is not None and self.standing in (Standing.CURRENT, Standing.RENDERING):
            self._busy()

    def _busy(self) -> None:
        self._passes += 1
        number = self._passes
        self._stand(Standing.RENDERING)
        self._screen.set_timer(QUIET_S, lambda: self._quiet(number))

    def _quiet(self, number: int) -> None:
        """No word came for a while: there was nothing to write."""
        if number == self._passes and self.standing is Standing.RENDERING:
            self._stand(Standing.CURRENT)

    def _hear(self, note: ContextNote) -> None:
        kind = note.kind.value
        if kind == "rendering":
            self._passes += 1
            self._stand(Standing.RENDERING)
            return
        if kind in ("rendered", "current"):
            self._passes += 1
            self._stand(Standing.CURRENT)
        elif kind == "waiting":
            self._stand(Standing.WAITING)
        elif kind == "failed":
            self._stand(Standing.FAILED)
        if note.message:
            where = f"{note.path}: " if note.path else ""
            clock = f"{datetime.now():%H:%M:%S}"
            self.told = [*self.told, Told(clock, where + note.message, note.path)][-TOLD:]
        if kind in ("conflict", "unreadable"):
            self._warn(note)
        elif note.path:
            # it was dealt with: should it break again, that is news
            self._warned = {told for told in self._warned if told[0] != note.path}
        if kind not in ("rendering", "current", "waiting"):
            start(self._screen, self.look_for_open(), group="open-edits")
        self._changed()

    def _warn(self, note: ContextNote) -> None:
        """Tell of an edit that waits, once for as long as it waits for the same reason."""
        if (note.path, note.message) not in self._warned:
            self._warned.add((note.path, note.message))
            self._screen.notify(
                f"An edit of the context waits for you. {note.path}: {note.message} C shows it.",
                severity="warning",
                markup=False,
                timeout=15,
            )

    def _failed(self, error: LatticeError) -> None:
        self.told = [*self.told, Told("", str(error))][-TOLD:]
        self._stand(Standing.FAILED)
        self._screen.notify(f"The context is not kept. {error}", severity="warning", markup=False)

    def _stand(self, standing: Standing) -> None:
        if standing is not self.standing:
            self.standing = standing
            self._changed()

    async def look_for_open(self) -> None:
        """Find the edits that wait for a person; they stand beside their pages until they are settled."""
        found = await asyncio.to_thread(lambda: tuple(_asides(self.folder)))
        if found != self.open:
            if not found:
                self._warned = set()
            self.open = found
            self._changed()

    # --- what is asked for ---

    async def render_now(self) -> str:
        """Make one pass now; what it did, in words. Raises LatticeError."""
        from lattice.context import render

        self._passes += 1
        self._stand(Standing.RENDERING)
        rules = self._screen.app.settings.settings.context
        try:
            report = await render(self._screen.bench.client, self.folder, rules)
        except LatticeError:
            self._stand(Standing.FAILED)
            raise
        running = self._worker is not None and not self._worker.is_finished
        self._stand(Standing.CURRENT if running else Standing.OFF)
        await self.look_for_open()
        if not (report.written or report.removed):
            return "The context was current; nothing was written."
        return report.words


def _asides(folder: Path) -> Iterator[str]:
    """Paths of the edits that stand aside, from the folder on."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if _ASIDE.match(name):
                yield os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/")
