"""The workspaces of this person: open, create, rename, forget, delete."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from rich.cells import cell_len
from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.errors import LatticeError
from lattice.tui.app import LatticeApp
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.modal import Modal
from lattice.tui.place_words import host_of
from lattice.tui.unread import News
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.lists import Lines
from lattice.tui.work import start
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


class SwitcherScreen(Modal[Entry | None]):
    """Answers the workspace that is to be opened, or None."""

    CSS_PATH = "../styles/switcher.tcss"
    BINDINGS = [
        bind("switcher.open", "open", show=True),
        bind("switcher.create", "create"),
        bind("switcher.join", "join"),
        bind("switcher.connect", "connect"),
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
        """Fill the list, and ask the servers of the others what is new there."""
        self._news: dict[str, News] = {}
        self._fill(self.app.entry.name if self.app.entry else None)
        for entry in self._entries.values():
            if entry.kind == "cloud" and not self._is_open(entry):
                start(self, self._ask(entry), group=f"news {entry.path}")

    def _is_open(self, entry: Entry) -> bool:
        return self.app.entry is not None and self.app.entry.path == entry.path

    async def _ask(self, entry: Entry) -> None:
        self._news[entry.name] = await self.app.flow.unread.ask(entry, self.app.flow.vault)
        if entry.name in self._entries:
            self.lines.replace_option_prompt(entry.name, self._line(entry))

    def _fill(self, highlight: str | None) -> None:
        self._entries = {entry.name: entry for entry in self.app.registry.entries()}
        self.lines.clear_options()
        for entry in self._entries.values():
            self.lines.add_option(Option(self._line(entry), id=entry.name))
        if not self.lines.highlight_id(highlight):
            self.lines.action_first()

    def _line(self, entry: Entry) -> Content:
        wide = min(26, max((cell_len(one_line(name, 26)) for name in self._entries), default=0))
        mark = ("◆ ", "$text-primary") if self._is_open(entry) else "  "
        name = fit_cells(one_line(entry.name), wide)
        opened = ago(entry.last_opened_at, datetime.now(UTC))
        if entry.kind != "cloud":
            note = f"{fit_cells('local', 18)}  {size_of(Path(entry.path)):>12}  {opened}"
            return Content.assemble(mark, name, "  ", (note, "$text-muted"))
        news = self._news.get(entry.name) or News("open" if self._is_open(entry) else "…")
        look = "bold $text-primary" if news.fresh else "$text-muted"
        host = fit_cells(one_line(host_of(entry.server)), 18)
        words = f"{'● ' if news.fresh else ''}{news.words}"
        place, when = (f"  {host}  ", "$text-muted"), (f"  {opened}", "$text-muted")
        return Content.assemble(mark, name, place, (f"{words:>12}", look), when)

    @property
    def _entry(self) -> Entry | None:
        return self._entries.get(self.lines.highlighted_id or "")

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        entry = self._entry
        words = entry.path if entry else ""
        if entry is not None and entry.kind == "cloud":
            words = f"{entry.server}, where you are {entry.member}"
        self.query_one("#switcher-path", Static).update(Content(words))

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
        from lattice.tui.switching import rename

        if (entry := self._entry) is None:
            return
        try:
            renamed = await rename(self.app, entry)
        except LatticeError as error:
            self.app.tell(error)
            return
        self._fill(renamed.name if renamed else entry.name)

    def action_join(self) -> None:
        """Come into another with an invitation."""
        self.dismiss(None)
        self.app.flow.join()

    def action_connect(self) -> None:
        """Open one of a server with a token."""
        self.dismiss(None)
        self.app.flow.connect()

    def action_forget(self) -> None:
        """Take it off the list; the file of a local one stays, the token of a cloud one ends."""
        if (entry := self._entry) is not None:
            self.dismiss(None)
            if entry.kind == "cloud":
                self.app.flow.sign_out(entry)
            else:
                self.app.flow.forget(entry)

    def action_delete(self) -> None:
        """Delete the file; asks first. Of a cloud workspace there is only a copy here."""
        if (entry := self._entry) is not None:
            self.dismiss(None)
            if entry.kind == "cloud":
                self.app.flow.sign_out(entry)
            else:
                self.app.flow.delete(entry)
