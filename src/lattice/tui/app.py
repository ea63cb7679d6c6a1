"""The app: opens screens, and owns the home, the settings, the themes and the client that is open."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.binding import Binding
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.screen import Screen

from lattice.model.errors import LatticeError
from lattice.model.people import Caller
from lattice.model.visible import visible
from lattice.settings import Loaded, derived_person
from lattice.tui import clipboard, doors
from lattice.tui.chords import Chords
from lattice.tui.flow import Flow
from lattice.tui.harmless import Harmless
from lattice.tui.keys import bind
from lattice.tui.leaving import leave_when_told
from lattice.tui.memory import settle_memory_soon
from lattice.tui.preferences import Preferences
from lattice.tui.stack import StackedApp
from lattice.tui.stylesheet import KeptStylesheet
from lattice.workspaces import Entry, Registry

if TYPE_CHECKING:
    # 100 ms that the first paint does not pay
    from lattice.client import Client

R = TypeVar("R")


class LatticeApp(StackedApp):
    """One session of the workbench."""

    TITLE = "Lattice"
    CSS_PATH = "styles/base.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal"), (120, "-wide")]
    BINDINGS = [
        bind("app.quit", "quit", priority=True),
        bind("app.help", "keys"),
        bind("app.palette", "palette"),
        bind("app.jump", "jump"),
        bind("app.switch", "switch"),
        bind("app.theme", "theme"),
        bind("app.settings", "settings"),
        bind("app.messages", "messages"),
    ]

    def __init__(self, home: Path, workspace: str | None = None, *, folder: Path | None = None) -> None:
        # without colour the terminal's own are taken, so that none at all is left of them
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.home = home
        self.registry = Registry(home)
        self.client: Client | None = None
        self.entry: Entry | None = None
        self.flow = Flow(self)
        self.said: list[tuple[str, str]] = []
        """What was notified: severity and words, oldest first."""
        self.said_at: list[str] = []
        """When each of them was."""
        self.crash_report = ""
        """Where the report of the bug is that ended this session; empty when none did."""
        self._chords = Chords(self)
        self.doors = doors.Doors(self, self._press)
        self._harmless = Harmless()
        self._switchable = False
        self._changing_base = asyncio.Lock()
        self._wanted = workspace
        self._folder = folder or Path.cwd()
        self.preferences = Preferences(self)
        self.preferences.follow()

    @property
    def settings(self) -> Loaded:
        """The settings as last read, with what was wrong about them."""
        return self.preferences.loaded

    @property
    def caller(self) -> Caller:
        """Who acts on this screen; before anybody said so, the user of the operating system."""
        person = self.settings.settings.person or derived_person()
        return Caller(actor=f"human:{person.handle}", origin="tui")

    def reload_settings(self) -> None:
        """Read the settings again and follow them."""
        self.preferences.read()

    def use_theme(self, name: str) -> None:
        """Draw in a theme; the house theme where there is none of that name."""
        self.preferences.wear(name)

    async def on_mount(self) -> None:
        """The workspace that is meant, or the welcome; then what is wrong with the small files."""
        if not self.is_headless:
            leave_when_told(self)
            settle_memory_soon(self)
        self._look_for_others()
        from lattice.tui.screens.opening import first_screen

        await self.push_screen(first_screen(self.home, self._wanted, self._folder))
        self.preferences.watch()
        for notice in self.registry.notices:
            self.notify(notice, severity="warning", markup=False, timeout=12)

    async def on_unmount(self) -> None:
        """Let go of the workspace, and of one that is half made."""
        await self.flow.abandon()
        await self.close_workspace()

    async def close_workspace(self) -> None:
        """Close what is open, if anything is."""
        client, self.client, self.entry = self.client, None, None
        if client is not None:
            await client.close()

    def _look_for_others(self) -> None:
        """Whether there is a workspace to switch to; bindings ask too often to read the registry."""
        try:
            self._switchable = bool(self.registry.entries())
        except LatticeError:
            self._switchable = False

    async def show_base(self, screen: Screen[None]) -> None:
        """Make `screen` the only one, over the blank one that Textual begins with and cannot replace."""
        self._look_for_others()
        async with self._changing_base:
            while len(self.screen_stack) > 2:
                await self.pop_screen()
            await self.switch_screen(screen)

    async def open_workspace(self, entry: Entry) -> None:
        """Leave what is open and open another workspace."""
        from lattice.tui.screens.opening import OpeningScreen

        # what is open now, not what the next screen may have opened by then
        client, self.client, self.entry = self.client, None, None
        await self.show_base(OpeningScreen(entry))
        if client is not None:
            await client.close()

    async def show_workbench(self, client: Client, entry: Entry) -> None:
        """The workbench over a client that is open."""
        from lattice.tui.screens.workbench import WorkbenchScreen

        self.client, self.entry = client, entry
        await self.show_base(WorkbenchScreen(client, entry))

    async def show_problem(self, entry: Entry | None, error: LatticeError) -> None:
        """Say why a workspace cannot be opened, and what can be done."""
        from lattice.tui.screens.opening import ProblemScreen

        await self.show_base(ProblemScreen(entry, error))

    async def show_start(self) -> None:
        """The workspace that is active now, or the welcome when none is left."""
        active = self.registry.active()
        if active is not None:
            await self.open_workspace(active)
            return
        from lattice.tui.screens.welcome import WelcomeScreen

        await self.show_base(WelcomeScreen())
        await self.close_workspace()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line of every widget goes through on its way to the terminal."""
        return [self._harmless, *super().get_line_filters()]

    def tell(self, error: LatticeError) -> None:
        """Say a refusal in a toast: what, and what to do."""
        self.notify(str(error), severity="error", markup=False, timeout=10)

    def notify(self, message: str, **kwargs: object) -> None:
        """Say something in passing; kept for the list of messages. Never markup: it may quote data."""
        message = visible(message, lines=True)
        self.said.append((str(kwargs.get("severity", "information")), message))
        self.said_at.append(f"{datetime.now():%H:%M:%S}")
        del self.said[:-200], self.said_at[:-200]
        super().notify(message, **{**kwargs, "markup": False})  # type: ignore[arg-type]

    async def on_event(self, event: Event) -> None:
        """Keys go one by one; they wait while something opens, except for the one that always quits.

        What is pasted goes with them: it must not overtake the key that opens what it is meant for.
        """
        quits = isinstance(event, Key) and event.key == "ctrl+q"
        if isinstance(event, Key | Paste) and not event.is_forwarded and not quits:
            await self.doors.take(event)
            return
        await super().on_event(event)

    async def _press(self, event: Key | Paste) -> None:
        if isinstance(event, Paste) or not await self._chords.take(event):
            await super().on_event(event)

    def on_passed(self, event: doors.Passed) -> None:
        """A key has done what it does."""
        self.doors.passed(event)

    async def push_screen_wait(  # type: ignore[override]
        self, screen: Screen[R], *, mode: str | None = None
    ) -> R | Any:
        """Ask something; keys wait until it is on screen, and when it is answered until what follows is."""
        with self.doors.asking(screen):
            return await super().push_screen_wait(screen, mode=mode)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text, wherever this person's clipboard is."""
        clipboard.copy(text, super().copy_to_clipboard)

    def get_key_display(self, binding: Binding) -> str:
        """Keys as people write them: `^k`, `g t`, `?`."""
        from lattice.tui.key_names import key_name

        return binding.key_display or key_name(binding.key)

    async def action_press(self, key: str) -> None:
        """Press a key, as a click on it in the last line does."""
        if " " in key:
            await self._chords.run(key)
        else:
            self.simulate_key(key)

    async def action_keys(self) -> None:
        """The keys of what has focus."""
        from lattice.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            await self.push_screen(HelpScreen(self.screen))

    async def action_palette(self) -> None:
        """Every action that is possible here."""
        from lattice.tui.screens.palette import PaletteScreen

        if not self.screen.is_modal:
            await self.push_screen(PaletteScreen(self.screen))

    async def action_jump(self) -> None:
        """A letter on every pane."""
        from lattice.tui.screens.jump import JumpScreen, targets

        if found := targets(self.screen):
            await self.push_screen(JumpScreen(found))

    def action_switch(self) -> None:
        """Open, create, rename or forget a workspace."""
        self.flow.switch()

    def action_place(self, deed: str = "") -> None:
        """Where the workspace that is open is, and what can be done about that."""
        self.flow.place(deed)

    def action_theme(self) -> None:
        """Choose the colours."""
        self.flow.theme()

    def action_settings(self, part: str = "") -> None:
        """What this person sets for themselves, or their keys."""
        self.flow.settings(part)

    def action_connect_key(self) -> None:
        """Connect the assistant, test its key, or let go of it."""
        self.flow.connect_key()

    def action_help_quit(self) -> None:
        """Tell whoever presses ^c to leave, where it means nothing, what leaves."""
        self.notify(f"{self.get_key_display(bind('app.quit', 'quit'))} quits.")

    async def action_messages(self) -> None:
        """What was said lately."""
        from lattice.tui.screens.messages import MessagesScreen, Said

        if not isinstance(self.screen, MessagesScreen):
            said = [Said(*one, at) for one, at in zip(self.said, self.said_at, strict=True)]
            await self.push_screen(MessagesScreen(self.home, said))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what cannot be done here: no switcher without a workspace, none over a question."""
        if action == "switch":
            return not self.screen.is_modal and self._switchable
        return action not in ("jump", "palette", "settings") or not self.screen.is_modal

    def _fatal_error(self) -> None:
        from lattice.tui.crash import last_words, write_report

        screens = [type(screen).__name__ for screen in self.screen_stack]
        self.crash_report = write_report(self.home, self._exception, screens)
        self._exit_renderables.append(last_words(self.crash_report))
        self._close_messages_no_wait()
