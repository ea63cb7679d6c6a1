"""The workspaces of this person: open, create, rename, forget, delete."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.errors import LatticeError
from lattice.tui.app import LatticeApp
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.lists import Lines
from lattice.workspaces import Entry


def ago(stamp: str | None, now: datetime) -> str:
    """How long ago a stored moment was, as people say it."""
    if not stamp:
        return "never opened"
    try:
        seconds = (now - datetime.fromisoformat(stamp)).total_seconds()
    except ValueError:
        return ""
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def size_of(path: Path) -> str:
    """How large a file is, for people."""
    try:
        size = float(path.stat().st_size)
    except OSError:
        return "missing"
    for unit in ("B", "KB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


class SwitcherScreen(ModalScreen[Entry | None]):
    """Answers the workspace that is to be opened, or None."""

    CSS_PATH = "../styles/switcher.tcss"
    BINDINGS = [
        bind("switcher.open", "open", show=True),
        bind("switcher.create", "create"),
        bind("switcher.rename", "rename"),
        bind("switcher.forget", "forget"),
        bind("switcher.delete", "delete"),
        bind("dialog.cancel", "cancel", show=True),
    ]

    app = getters.app(LatticeApp)
    lines = getters.query_one(Lines)

    def compose(self) -> ComposeResult:
        """The list, and where the one under the cursor is."""
        with Vertical(classes="dialog", id="switcher") as box:
            box.border_title = "Workspaces"
            yield Lines()
            yield Static("", id="switcher-path")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill(self.app.entry.name if self.app.entry else None)

    def _fill(self, highlight: str | None) -> None:
        self._entries = {entry.name: entry for entry in self.app.registry.entries()}
        now = datetime.now(UTC)
        self.lines.clear_options()
        wide = min(34, max((len(name) for name in self._entries), default=0))
        for entry in self._entries.values():
            here = self.app.entry is not None and self.app.entry.path == entry.path
            note = f"{size_of(Path(entry.path)):>8}   {ago(entry.last_opened_at, now)}"
            name = one_line(entry.name, 34).ljust(wide)
            mark = ("◆ ", "$text-primary") if here else "  "
            self.lines.add_option(
                Option(Content.assemble(mark, name, "  ", (note, "$text-muted")), id=entry.name)
            )
        if not self.lines.highlight_id(highlight):
            self.lines.action_first()

    @property
    def _entry(self) -> Entry | None:
        return self._entries.get(self.lines.highlighted_id or "")

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.query_one("#switcher-path", Static).update(Content(self._entry.path if self._entry else ""))

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the one under the cursor."""
        if self._entry:
            self.dismiss(self._entry)

    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(None)

    def action_create(self) -> None:
        """Make another."""
        self.dismiss(None)
        self.app.flow.create()

    @work(group="switcher", exclusive=True)
    async def action_rename(self) -> None:
        """Give another name."""
        from lattice.tui.beginnings import rename

        if (entry := self._entry) is None:
            return
        try:
            renamed = await rename(self.app, entry)
        except LatticeError as error:
            self.app.tell(error)
            return
        self._fill(renamed.name if renamed else entry.name)

    def action_forget(self) -> None:
        """Take it off the list; the file stays."""
        if (entry := self._entry) is not None:
            self.dismiss(None)
            self.app.flow.forget(entry)

    def action_delete(self) -> None:
        """Delete the file; asks first."""
        if (entry := self._entry) is not None:
            self.dismiss(None)
            self.app.flow.delete(entry)
