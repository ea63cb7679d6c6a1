"""The workbench and its chat: shows, hides and sizes it, follows its links, tells it what is on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lattice.actions.chat import ReadThread
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.tui.chat import ChatSession, Running, Said, Size, chat_path
from lattice.tui.keeper import Keeper
from lattice.tui.screens import laying
from lattice.tui.screens.looking import look
from lattice.tui.session import TabKey, TabKind
from lattice.tui.words import handle
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.assistant.conversation import Assistant
    from lattice.assistant.events import TurnEvent
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen
    from lattice.tui.widgets.chat.pane import ChatPane

#: How often what other agents ask for is looked for, in seconds.
ASKED_S = 2.0
_NEXT = {Size.NARROW: Size.WIDE, Size.WIDE: Size.FULL, Size.FULL: Size.NARROW}


class Chatting:
    """The chat of one workbench; its pane is made when it is first opened, its turns go on without it."""

    def __init__(self, screen: WorkbenchScreen) -> None:
        self._screen = screen
        path = chat_path(screen.app.home, screen.workspace.id)
        self.session = ChatSession(screen.bench.client, path, self._open_assistant, lambda: look(screen))
        self.session.follow(self)
        self._told: set[str] = set()
        """Ids of what other agents asked for, and was said."""
        self._keeper = Keeper(screen, "The chat's draft is not kept.")

    async def _open_assistant(self) -> Assistant:
        import asyncio
        import os
        from importlib import import_module

        # more than a second of imports that no screen waits for
        await asyncio.to_thread(import_module, "anthropic")
        opening = await asyncio.to_thread(import_module, "lattice.assistant.opening")
        app = self._screen.app
        assistant: Assistant = await opening.open_assistant(
            self._screen.bench.client, app.settings.settings, os.environ, vault=app.flow.vault
        )
        return assistant

    @property
    def pane(self) -> ChatPane | None:
        """The pane, once it was opened."""
        # by its name: the pane is 60 ms that a start without it does not pay
        return cast("ChatPane | None", next(iter(self._screen.query("ChatPane")), None))

    def allows(self, action: str, *parameters: object) -> bool:
        """Answering is possible while something is asked; no table is filtered while one writes here."""
        if action == "filter":
            return not self.writing
        return self.asked if (action, *parameters) == ("chat", "answer") else True

    @property
    def writing(self) -> bool:
        """Whether what is typed goes to the assistant."""
        focused = self._screen.focused
        return focused is not None and focused.id == "chat-prompt"

    @property
    def covers(self) -> bool:
        """Whether the chat, when it is shown, takes the place of the tabs."""
        return not self._screen.has_class("-wide") or self.session.state.size is Size.FULL

    # --- from the workbench ---

    def begin(self) -> None:
        """The workbench is there: show the chat if it was shown, and look for what agents ask for."""
        screen = self._screen
        self._resize(self.session.state.size)
        if self.session.state.shown and not self.covers:
            start(screen, self._show_again(), group="chat")
        self.session.when_noted(lambda: self._keeper.keep(self.session.write))
        screen.set_interval(ASKED_S, self._look_for_asked)
        self._look_for_asked()

    async def _show_again(self) -> None:
        await self.show(focus=False)

    async def show(self, *, focus: bool = True) -> ChatPane:
        """Show the chat."""
        screen = self._screen
        pane = self.pane
        if pane is None:
            from lattice.tui.screens.workbench_chat import WorkbenchChat

            pane = WorkbenchChat(self, screen.bench)
            await screen.query_one("#middle").mount(pane)
        self._display(True)
        self.session.keep(shown=True)
        if focus:
            pane.take_focus()
        return pane

    def _display(self, shown: bool) -> None:
        # at once, not with the next look at the style sheet: what is hidden takes no focus
        if (pane := self.pane) is not None:
            pane.display = shown
        self._screen.with_chat = shown
        laying.lay_out(self._screen)

    def hide(self) -> None:
        """Hide it; a turn that runs goes on."""
        self._display(False)
        self.session.keep(shown=False)
        screen = self._screen
        (screen.tabs if screen.tabs.panes else screen.sidebar).take_focus()

    async def act(self, what: str) -> None:
        """Do what a key of the workbench or the palette asks for. Raises LatticeError."""
        match what:
            case "toggle":
                await self.toggle()
            case "answer":
                await self.answer()
            case "size" | "narrow" | "wide" | "full" | "hide":
                await self.lay_out(what)
            case _:
                (await self.show()).do_async(what)

    @property
    def asked(self) -> bool:
        """Whether something waits for an answer."""
        return bool(self.session.asked or self.session.waiting)

    async def toggle(self) -> None:
        """Show it, go there, or hide it when one is there."""
        pane = self.pane
        if pane is not None and self._screen.with_chat and pane.has_focus_within:
            self.hide()
        else:
            await self.show()

    async def lay_out(self, what: str) -> None:
        """Take more or less of the screen: the name of a size, `size` for the next one, or `hide`."""
        if what == "hide":
            self.hide()
            return
        self._resize(_NEXT[self.session.state.size] if what == "size" else Size(what))
        # a size that is asked for takes the place of a width that was drawn by hand
        laying.arrange(self._screen, chat_width=0)
        await self.show()

    def _resize(self, size: Size) -> None:
        self.session.keep(size=size)
        self._screen.update_classes({f"chat-{other.value}": other is size for other in Size})

    def make_way(self) -> None:
        """Something is opened in a tab: what lies over the tabs gives way."""
        if not self._screen.with_chat or not self.covers:
            return
        if self._screen.has_class("-wide"):
            self._resize(Size.WIDE)
        else:
            self._display(False)

    async def close(self) -> None:
        """The workbench is left: end what the assistant does, and keep what is kept."""
        await self.session.close()
        self._keeper.finish()

    def _look_for_asked(self) -> None:
        def missed(_: LatticeError) -> None:
            """It is asked for again in a moment."""

        start(self._screen, self.session.look_for_approvals(), group="asked", failed=missed)

    async def open_message(self, message_id: str) -> None:
        """Show a conversation at one of its messages. Raises LatticeError."""
        page = (await self.session.client.run(ReadThread(id=message_id, limit=1))).value
        n = page.messages[-1].n
        pane = await self.show(focus=False)
        await self.session.show(page.thread.id, upto=n)
        pane.call_after_refresh(pane.go_to, n)

    async def answer(self) -> None:
        """Go to what waits for an answer, also to what was put aside; then back to where one was."""
        before = self._screen.focused
        pane = await self.show()
        if pane.put_off:
            pane.put_off.clear()
            pane.following.on_chat_changed()
        if pane.approval.display:
            if before is not None and before is not pane.approval:
                pane.approval.back = before if before.is_on_screen else pane.composer.prompt
            pane.approval.focus()
        else:
            self._screen.notify("Nothing waits for your answer.", markup=False)

    # --- from the session ---

    def on_turn_event(self, running: Running, event: TurnEvent) -> None:
        """What was made opens by itself; what is asked while the chat is hidden is said."""
        from lattice.assistant.events import ApprovalAsked, Ended

        match event:
            case Ended(artifacts=artifacts):
                for artifact in artifacts:
                    start(self._screen, self._open_behind(artifact), group="artifact", exclusive=False)
                if not self._screen.with_chat:
                    words = f"The assistant's answer: {event.status.value}. ^t shows it."
                    self._screen.notify(words, markup=False)
            case ApprovalAsked() if not self._screen.with_chat:
                self._screen.notify("The assistant asks to be allowed something. ^g shows it.", markup=False)
            case _:
                pass

    async def _open_behind(self, file_id: str) -> None:
        """Bring an artifact to the front of the tabs, and leave the focus where it is."""
        await self._screen.tabs.open(TabKey(TabKind.FILE, row_id=file_id))

    def on_thread_shown(self) -> None:
        """The pane's."""

    def on_chat_changed(self) -> None:
        """The keys that are possible are others now; what another agent asks is said once."""
        self._screen.refresh_bindings()
        fresh = [a for a in self.session.waiting if a.id not in self._told]
        if fresh and not self._screen.with_chat:
            words = f"{handle(fresh[-1].actor)} asks to be allowed something. ^g shows it."
            self._screen.notify(words, markup=False)
        self._told |= {a.id for a in fresh}

    def on_said_refused(self, said: Said | None, error: LatticeError) -> None:
        """The pane's."""

    # --- links ---

    async def open_ref(self, table: str, row_id: str) -> None:
        """Open what an answer refers to. Raises LatticeError."""
        screen = self._screen
        found = screen.bench.find(table)
        if found is None:
            raise LatticeError("not_found", f"There is no table {table!r} any more.")
        self.make_way()
        kind = TabKind.FILE if found.name == FILES else TabKind.ROW
        key = TabKey(kind, row_id=row_id) if kind is TabKind.FILE else TabKey(kind, found.id, row_id)
        await screen.open_tab(key)

    async def open_address(self, url: str) -> None:
        """Open a web page, after showing its whole address. Raises LatticeError."""
        import asyncio
        import webbrowser

        from lattice.tui.literal import literal
        from lattice.tui.screens.dialogs import Confirm

        asked = Confirm("Open in the browser?", literal(url).plain, "Open", danger=False)
        if await self._screen.app.push_screen_wait(asked):
            await asyncio.to_thread(webbrowser.open, url)


def commands(screen: WorkbenchScreen) -> list[Command]:
    """What the palette offers of the chat."""
    from lattice.tui.chat.commands import COMMANDS
    from lattice.tui.screens.palette import Command

    return [
        Command(f"chat.{c.name}", c.palette, f"Chat: {c.words}", "", f"chat({c.name!r})", screen)
        for c in COMMANDS
        if c.palette
    ]
