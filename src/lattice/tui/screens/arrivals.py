"""Documents as they come in: how far it is, a line for each file, a way to stop and to go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.errors import LatticeError
from lattice.tui.app import LatticeApp
from lattice.tui.arriving import Arrived, Delivery
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import ErrorDialog
from lattice.tui.widgets.bar import Bar
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.lists import Lines

#: Lines that are shown; of more only the newest.
SHOWN = 2_000
#: How often the screen looks at the job, in seconds.
LOOK_S = 0.1


class ArrivalsScreen(Screen[Delivery | None]):
    """Runs deliveries until they are whole, stopped or failed; answers the last one."""

    CSS_PATH = "../styles/bring_in.tcss"
    BINDINGS = [
        bind("arrivals.stop", "stop", show=True),
        bind("arrivals.again", "again", show=True),
        bind("arrivals.done", "done", show=True),
        bind("dialog.cancel", "cancel", show=False),
    ]
    HELP = "Documents on their way in. What is done stays, also when it is stopped."

    app = getters.app(LatticeApp)
    bar = getters.query_one(Bar)
    lines = getters.query_one(Lines)

    def __init__(self, make: Callable[[], Delivery]) -> None:
        super().__init__()
        self._make = make
        self.delivery = make()
        self.state = "running"
        """`running`, `stopping`, `stopped`, `failed` or `done`."""
        self._shown = 0

    def compose(self) -> ComposeResult:
        """The bar, what is being read, the lines, the buttons."""
        with Vertical(id="arrivals") as box:
            box.border_title = Content.assemble(("◆", "$text-primary"), " Bringing in")
            yield Bar()
            yield Static("", id="arrivals-head")
            yield Static("", id="arrivals-now")
            yield Lines(id="arrivals-lines")
            with Horizontal(classes="buttons"):
                yield Button("Stop", id="stop")
                yield Button("Go on", id="again", variant="primary")
                yield Button("Look at them", id="done", variant="primary")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin."""
        self.set_interval(LOOK_S, self._look)
        self._begin()

    def _begin(self) -> None:
        self.state = "running"
        self._shown = 0
        self.lines.clear_options()
        self._buttons()
        self._run()

    @work(group="delivery", exclusive=True)
    async def _run(self) -> None:
        try:
            await self.delivery.run()
            self.state = "stopped" if self.delivery.left else "done"
        except LatticeError as error:
            self.state = "failed"
            await self.app.push_screen_wait(ErrorDialog("Not all of it came in", error))
        except asyncio.CancelledError:
            self.state = "stopped"
            raise
        finally:
            if self.is_attached:
                self._buttons()
                self._look()

    def _buttons(self) -> None:
        running = self.state in ("running", "stopping")
        self.query_one("#stop").display = running
        self.query_one("#again").display = self.state in ("stopped", "failed")
        self.query_one("#done").display = not running
        self.refresh_bindings()
        if running:
            self.query_one("#stop").focus()
        else:
            self.query_one("#done" if self.state == "done" else "#again").focus()

    # --- how far it is ---

    def _look(self) -> None:
        job = self.delivery
        total = job.total
        running = self.state in ("running", "stopping")
        self.bar.part = (job.done / total if total else None) if running else (1.0 if not job.left else None)
        if not running and total:
            self.bar.part = job.done / total
        self.query_one("#arrivals-head", Static).update(Content(self._head()), layout=False)
        now = " · ".join(one_line(name, 60) for name in job.current) if running else self._end()
        self.query_one("#arrivals-now", Static).update(Content(now), layout=False)
        fresh = job.lines[self._shown :]
        if fresh:
            self._shown = len(job.lines)
            self.lines.add_options([Option(paint_arrived(line)) for line in fresh[-SHOWN:]])
            if running:
                self.lines.scroll_end(animate=False)

    def _head(self) -> str:
        job = self.delivery
        of_all = f" of {job.total:,}" if job.total is not None else ""
        parts = [f"{job.done:,}{of_all} files"]
        if job.total is None and not job.done:
            parts = ["Looking what is there…"]
        if job.unchanged:
            parts.append(f"{job.unchanged:,} as they were")
        if job.failed:
            parts.append(f"{job.failed:,} failed")
        if self.state == "stopping":
            parts.append("stopping after what is being read…")
        elif self.state == "running":
            parts.append(job.time_left)
        return " · ".join(part for part in parts if part)

    def _end(self) -> str:
        job = self.delivery
        if self.state == "done":
            said = "All of it is in; u in the workbench takes it back."
            if not job.lines:
                said = "All of it was in already, as it is."
        elif self.state == "failed":
            said = "It ended before its time. What came in stays; Go on tries the rest again."
        else:
            said = "Stopped. What came in stays; Go on, or bringing it in again, goes on where it stopped."
        return " ".join([said, *(one_line(note, 120) for note in job.notes[:2])])

    # --- what is pressed ---

    @on(Button.Pressed, "#stop")
    def action_stop(self) -> None:
        """Stop after the documents that are being read; pressed again, give these up too."""
        if self.state == "running":
            self.state = "stopping"
            self.delivery.stopping.set()
            self.query_one("#stop", Button).label = "Stop at once"
        elif self.state == "stopping":
            self.workers.cancel_group(self, "delivery")

    @on(Button.Pressed, "#again")
    def action_again(self) -> None:
        """Go on with what is left."""
        if self.state in ("stopped", "failed"):
            self.query_one("#stop", Button).label = "Stop"
            self.delivery = self._make()
            self._begin()

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Back, to look at what came in."""
        if self.state not in ("running", "stopping"):
            self.dismiss(self.delivery)

    def action_cancel(self) -> None:
        """Stop, or leave when it has ended."""
        if self.state in ("running", "stopping"):
            self.action_stop()
        else:
            self.action_done()

    @on(OptionList.OptionSelected)
    def _on_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        running = self.state in ("running", "stopping")
        if action == "stop":
            return running
        if action == "again":
            return self.state in ("stopped", "failed")
        if action == "done":
            return not running
        return True


def paint_arrived(line: Arrived) -> Content:
    """One file: what became of it, its name, and why."""
    mark = ("✗ ", "$text-error") if line.failed else ("✓ ", "$text-success")
    return Content.assemble(
        mark,
        (f"{line.word:<16}", "$text-error" if line.failed else "$text-muted"),
        one_line(line.name, 80),
        (f"  {one_line(line.note, 160)}" if line.note else "", "$text-warning"),
    )
