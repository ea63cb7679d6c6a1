"""Keeping a tree current for as long as someone has the workspace open: rendering, and the way back."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Coroutine
from pathlib import Path

from lattice.client import Client
from lattice.context.finding import INBOX, is_page
from lattice.context.loopback import take_back
from lattice.context.notes import ContextNote, NoteKind
from lattice.context.render import render
from lattice.context.templates import FOLDER
from lattice.context.threads import in_thread
from lattice.context.tree import OWN, unwritable
from lattice.model.context import ContextRules
from lattice.model.errors import LatticeError

#: How often one that stands by looks whether the keeper is gone, in seconds.
_STAND_BY_S = 1.0
#: How long files must rest before they are looked at, in milliseconds.
_QUIET_MS = 300
#: How often it is asked whether they rest, in milliseconds; the answer comes so much later at most.
_STEP_MS = 200
#: How often it is looked whether the folder is still there, in milliseconds.
_LOOK_MS = 5000
#: After a failure: how long to wait before the next attempt, and at most, in seconds.
_RETRY_S, _RETRY_MOST_S = 1.0, 60.0
#: While the workspace never rests, the tree is rendered all the same after so many pauses.
_PAUSES = 5

Report = Callable[[ContextNote], None]


async def keep_current(client: Client, folder: Path, rules: ContextRules, *, report: Report) -> None:
    """Render the tree whenever the workspace changes and take edits and notes back, until cancelled.

    One process keeps a folder at a time; another stands by and takes over when that ends. What goes
    wrong is reported and tried again. Raises `unwritable` when the folder cannot be made.
    """
    root = await in_thread(folder.resolve)
    lock = await _keeper(root, report)
    try:
        await _Keeper(client, root, rules, report).run()
    finally:
        os.close(lock)


async def _keeper(root: Path, report: Report) -> int:
    """The lock of the one who keeps the folder, when it is had."""
    import fcntl

    own = root / OWN
    try:
        own.mkdir(parents=True, exist_ok=True)
        lock = os.open(own / "keeper", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise unwritable(own, error) from error
    waiting = False
    try:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return lock
            except BlockingIOError:
                if not waiting:
                    report(ContextNote(NoteKind.WAITING, f"Another Lattice keeps {root} current."))
                waiting = True
                await asyncio.sleep(_STAND_BY_S)
    except BaseException:
        os.close(lock)
        raise


class _Keeper:
    """The life of one who keeps a tree."""

    def __init__(self, client: Client, root: Path, rules: ContextRules, report: Report) -> None:
        self._client = client
        self._root = root
        self._rules = rules
        self._report = report
        self._paths: set[str] | None = None
        """Files to look at; None for all of them."""
        self._told: set[str] = set()
        """Words on templates that were told once."""
        self._moved = asyncio.Event()
        """Set when the workspace changed or files were touched."""
        self._touched = False
        """Whether something happened since the last look at `_moved`."""

    async def run(self) -> None:
        """Until cancelled."""
        if self._rules.inbox:
            with contextlib.suppress(OSError):
                (self._root / INBOX).mkdir(exist_ok=True)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._again(self._watch_log))
            tasks.create_task(self._again(self._watch_files))
            tasks.create_task(self._again(self._follow))

    async def _again(self, work: Callable[[], Coroutine[object, object, None]]) -> None:
        """Do it for ever; what goes wrong is reported, and it begins anew after a while."""
        wait = _RETRY_S
        while True:
            try:
                await work()
                wait = _RETRY_S
            except LatticeError as error:
                self._fail(f"{error.message} {error.hint}".strip())
            except OSError as error:
                self._fail(f"{self._root}: {error.strerror or error}.")
            await asyncio.sleep(wait)
            wait = min(wait * 2, _RETRY_MOST_S)
            self._stir()

    def _fail(self, message: str) -> None:
        self._report(ContextNote(NoteKind.FAILED, message))

    def _stir(self) -> None:
        self._touched = True
        self._moved.set()

    async def _watch_log(self) -> None:
        async for _ in self._client.watch():
            self._stir()

    async def _watch_files(self) -> None:
        from watchfiles import awatch

        # what was touched before the watching began is found by a look at all
        self._paths = None
        self._stir()
        watched = await in_thread(_identity, self._root)
        async for changes in awatch(
            self._root,
            watch_filter=self._wants,
            debounce=_QUIET_MS,
            step=_STEP_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            if await in_thread(_identity, self._root) != watched:
                # the folder was moved or taken away: what is watched is not the tree any more
                return
            if not changes:
                continue
            touched = {self._relative(path) for _, path in changes}
            if self._paths is not None:
                self._paths |= touched
            self._stir()

    def _relative(self, path: str) -> str:
        return os.path.relpath(path, self._root).replace(os.sep, "/")

    def _wants(self, _: object, path: str) -> bool:
        relative = self._relative(path)
        if relative.startswith((f"{OWN}/", "..")) or relative == OWN:
            return False
        if relative.startswith(f"{FOLDER}/"):
            return True
        # a folder that was moved in or taken away tells of no file in it
        return is_page(relative) or "." not in relative.rpartition("/")[2]

    async def _follow(self) -> None:
        """One pass after each stir, when things have come to rest."""
        while True:
            await self._moved.wait()
            await self._rest()
            self._moved.clear()
            paths, self._paths = self._paths, set()
            try:
                await self._pass(paths)
            except BaseException:
                self._owe(paths)
                raise

    async def _rest(self) -> None:
        for _ in range(_PAUSES):
            self._touched = False
            await asyncio.sleep(self._rules.pause_ms / 1000)
            if not self._touched:
                return

    def _owe(self, paths: set[str] | None) -> None:
        if paths is None or self._paths is None:
            self._paths = None
        else:
            self._paths |= paths

    async def _pass(self, paths: set[str] | None) -> None:
        self._report(ContextNote(NoteKind.RENDERING))
        if paths is not None and any(not path.endswith(".md") for path in paths):
            paths = None
        if paths is None or paths:
            taken = await take_back(self._client, self._root, self._rules, paths=paths)
            for note in taken.notes:
                self._report(note)
            if taken.again:
                self._owe(set(taken.again))
        report = await render(self._client, self._root, self._rules)
        for text in sorted(set(report.notes) - self._told):
            self._fail(text)
        self._told |= set(report.notes)
        if report.written or report.removed:
            self._report(ContextNote(NoteKind.RENDERED, report.words))
        self._report(ContextNote(NoteKind.CURRENT))


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        info = os.stat(root)
    except OSError:
        return None
    return info.st_dev, info.st_ino
