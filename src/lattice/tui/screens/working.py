"""Long work over a screen: how far it is, how long is left, and a way to stop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Generic, TypeVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from lattice.model.errors import LatticeError
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.bar import Bar

R = TypeVar("R")


class Progress:
    """How far a piece of work is; the work writes it, the screen looks at it ten times a second."""

    def __init__(self) -> None:
        self.part: float | None = None
        """What is done, 0 to 1; None while nobody knows."""
        self.note = ""
        """What is being done, for people."""
        self.watch: Callable[[], float | None] | None = None
        """Where the part is to be looked up, when somebody else counts it."""
        self._since = monotonic()

    def restart(self, note: str) -> None:
        """Another stretch of work, timed anew."""
        self.part, self.note, self._since = None, note, monotonic()

    @property
    def left(self) -> str:
        """How long it will take yet; empty while it is too early to say."""
        elapsed = monotonic() - self._since
        if not self.part or elapsed < 0.7 or self.part < 0.02:
            return ""
        return duration(elapsed * (1 - self.part) / self.part) + " left"


def duration(seconds: float) -> str:
    """A time span as people say it."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


class Working(Dialog[R | LatticeError | None], Generic[R]):
    """Runs a job; answers what it answered, the error it raised, or None when it was stopped."""

    bar = getters.query_one(Bar)

    def __init__(
        self,
        title: str,
        job: Callable[[Progress], Awaitable[R]],
        stop: Callable[[], None] | None = None,
    ) -> None:
        """`stop` tells the job that it is to end; without it the job is cancelled."""
        super().__init__()
        self._stop = stop
        self._title = title
        self._job = job
        self._progress = Progress()
        self._stopping = False

    def compose(self) -> ComposeResult:
        """The bar, what is being done, and the button that stops it."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self._title)
            yield Bar()
            yield Static("", classes="bar-note")
            with Horizontal(classes="buttons"):
                yield Button("Stop", id="stop")

    def on_mount(self) -> None:
        """Begin."""
        self.set_interval(0.1, self._show)
        self._run()

    def _show(self) -> None:
        progress = self._progress
        if progress.watch is not None:
            progress.part = progress.watch()
        self.bar.part = progress.part
        parts = ["Stopping…"] if self._stopping else [progress.note, progress.left]
        self.query_one(".bar-note", Static).update(Content(" · ".join(p for p in parts if p)), layout=False)

    @work(group="work", exclusive=True)
    async def _run(self) -> None:
        result: R | LatticeError | None = None
        try:
            result = await self._job(self._progress)
        except LatticeError as error:
            result = error
        finally:
            # also when it was cancelled: nobody may wait for ever for what was stopped
            self.app.call_later(self._finish, result)

    def _finish(self, result: R | LatticeError | None) -> None:
        if self.is_current:
            self.dismiss(result)

    @on(Button.Pressed, "#stop")
    def action_cancel(self) -> None:
        """Stop the work; the answer comes when it has let go."""
        if not self._stopping:
            self._stopping = True
            self._show()
            if self._stop is not None:
                self._stop()
            else:
                self.workers.cancel_group(self, "work")
