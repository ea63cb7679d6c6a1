"""All conversations: found by words of titles and messages, opened, renamed, deleted, brought back."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import SearchText, Undo
from lattice.actions.chat import DeleteThread, ListThreads, ReadThread, UpdateThread
from lattice.model.chat import MESSAGES, Thread
from lattice.model.errors import LatticeError
from lattice.tui.chat import ChatSession
from lattice.tui.chat.footing import money
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog, Prompt
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.lists import Lines
from lattice.tui.words import ago
from lattice.tui.work import start

#: Conversations that are read at once.
PAGE = 50
#: Messages that a search looks at.
HITS = 60


class ThreadsScreen(Dialog[str | None]):
    """Answers the conversation that is wanted, an empty text for a new one, None when it was left."""

    BINDINGS = [
        bind("threads.open", "open", show=True),
        bind("threads.new", "new"),
        bind("threads.search", "search"),
        bind("threads.rename", "rename"),
        bind("threads.delete", "delete"),
        bind("threads.undo", "undo"),
    ]
    HELP = "Your conversations with the assistant; nobody else sees them."

    lines = getters.query_one(Lines)
    field = getters.query_one("#threads-words", Input)

    def __init__(self, session: ChatSession) -> None:
        super().__init__()
        self._session = session
        self._threads: list[Thread] = []
        self._more = False
        self._found: set[str] | None = None
        """Ids of those whose messages have the words; None while nothing is looked for."""
        self._deleted: list[str] = []
        """Changes that moved one to the trash, newest last."""

    def compose(self) -> ComposeResult:
        """The words, the list, a line about it."""
        with Vertical(classes="dialog -find", id="threads") as box:
            box.border_title = "Conversations"
            yield Input(placeholder="/ finds words of titles and messages", id="threads-words", compact=True)
            yield Lines()
            yield Static("", id="threads-note", classes="muted", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The list first: most want one of the newest."""
        self.lines.focus()
        start(self, self._read(), group="threads")

    async def _read(self, *, more: bool = False) -> None:
        before = self._threads[-1].last_at if more and self._threads else None
        listed = (await self._session.client.run(ListThreads(limit=PAGE, before=before))).value
        self._threads = [*(self._threads if more else ()), *listed.threads]
        self._more = listed.more
        self._fill()

    def _fill(self) -> None:
        here = self._session.thread.id if self._session.thread is not None else ""
        held = self.lines.highlighted_id or here
        shown = self._shown()
        self.lines.set_options(Option(_paint(thread, here), id=thread.id) for thread in shown)
        if not self.lines.highlight_id(held):
            self.lines.highlighted = 0 if shown else None
        words = ""
        if not shown:
            words = "No conversation has these words." if self._threads else "Nothing was said yet: n begins."
        more = "There are older ones; the end of the list brings them." if self._more and not words else ""
        self.query_one("#threads-note", Static).update(Content(words or more))
        self.refresh_bindings()

    def _shown(self) -> Sequence[Thread]:
        words = self.field.value.strip().casefold()
        if not words:
            return self._threads
        found = self._found or set()
        return [t for t in self._threads if words in t.title.casefold() or t.id in found]

    @property
    def _thread(self) -> Thread | None:
        held = self.lines.highlighted_id
        return next((thread for thread in self._threads if thread.id == held), None)

    # --- looking for one ---

    @on(Input.Changed)
    def _typed(self) -> None:
        self._found = None
        self._fill()
        start(self, self._search(self.field.value.strip()), group="threads-search", failed=lambda _: None)

    async def _search(self, words: str) -> None:
        """Conversations with these words in their messages, older ones among them. Raises LatticeError."""
        if not words:
            return
        hits = (await self._session.client.run(SearchText(text=words, tables=(MESSAGES,), limit=HITS))).value
        found: dict[str, Thread] = {}
        for hit in hits.hits:
            page = (await self._session.client.run(ReadThread(id=hit.row_id, limit=1))).value
            found[page.thread.id] = page.thread
        known = {thread.id for thread in self._threads}
        if words == self.field.value.strip():
            self._found = set(found)
            self._threads += [thread for id_, thread in found.items() if id_ not in known]
            self._fill()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.lines.focus()

    @on(Lines.EndNear)
    def _on_end(self) -> None:
        if self._more and not self.field.value:
            self._more = False
            start(self, self._read(more=True), group="threads")

    def action_search(self) -> None:
        """Type words."""
        self.field.focus()

    # --- what is done ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now."""
        if action in ("open", "rename", "delete"):
            return self._thread is not None
        return action != "undo" or bool(self._deleted)

    def action_cancel(self) -> None:
        """Back to the list, then away."""
        if self.field.value:
            self.field.value = ""
            self.lines.focus()
        else:
            self.dismiss(None)

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Go on with the one under the cursor."""
        if self._thread is not None:
            self.dismiss(self._thread.id)

    def action_new(self) -> None:
        """Begin another."""
        self.dismiss("")

    def action_rename(self) -> None:
        """Give another title."""
        if self._thread is not None:
            start(self, self._rename(self._thread), group="threads-deed", opens=True)

    async def _rename(self, thread: Thread) -> None:
        asked = Prompt("Rename this conversation", "Its title", thread.title, verb="Rename")
        title = await self.app.push_screen_wait(asked)
        if title:
            await self._session.client.run(UpdateThread(id=thread.id, title=title.strip()))
            await self._read()
            await self._session.refresh()

    def action_delete(self) -> None:
        """Move it to the trash."""
        if self._thread is not None:
            start(self, self._delete(self._thread), group="threads-deed")

    async def _delete(self, thread: Thread) -> None:
        if self._session.turns.of(thread.id) is not None:
            raise LatticeError("busy", "An answer runs in it.", "Stop it first, or wait for its end.")
        outcome = await self._session.client.run(DeleteThread(id=thread.id))
        if outcome.change_id:
            self._deleted.append(outcome.change_id)
        if self._session.thread is not None and self._session.thread.id == thread.id:
            self._session.begin_new()
        await self._read()
        self.query_one("#threads-note", Static).update(Content("In the trash. u brings it back."))

    def action_undo(self) -> None:
        """Bring back the one that was deleted last."""
        start(self, self._undo(), group="threads-deed")

    async def _undo(self) -> None:
        await self._session.client.run(Undo(change_id=self._deleted.pop()))
        await self._read()


def _paint(thread: Thread, here: str) -> Content:
    mark = ("◆ ", "$text-primary") if thread.id == here else "  "
    running = (" ⟳", "$text-accent") if thread.running else ""
    title = fit_cells(one_line(thread.title, 80) or "(no title)", 54)
    when = fit_cells(ago(thread.last_at), 13, right=True)
    cost = fit_cells(money(thread.usage.cost), 8, right=True)
    return Content.assemble(mark, title, (f" {when} {cost}", "$text-muted"), running)
