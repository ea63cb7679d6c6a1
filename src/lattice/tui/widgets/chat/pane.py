"""The chat as a pane of the workbench: shows one session, and hands on what is pressed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from lattice.model.errors import LatticeError
from lattice.tui.app import LatticeApp
from lattice.tui.bench import Bench
from lattice.tui.chat import ChatSession, Said
from lattice.tui.keys import bind
from lattice.tui.session import TabKey
from lattice.tui.widgets.chat import refusing, standing
from lattice.tui.widgets.chat.approval import ApprovalBox
from lattice.tui.widgets.chat.composer import Composer
from lattice.tui.widgets.chat.following import Following
from lattice.tui.widgets.chat.head import ChatHead
from lattice.tui.widgets.chat.history import ChatHistory, wishes
from lattice.tui.widgets.chat.lesson import Lesson
from lattice.tui.widgets.chat.places import show_message
from lattice.tui.widgets.chat.prompt import Prompt
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.widgets.chat.deeds import Deed

#: How often the state line moves while something runs, in seconds.
TICK_S = 0.2


class ChatPane(Vertical):
    """One conversation, and the way to the others."""

    BINDINGS = [
        bind("chat.write", "write"),
        bind("chat.new", "do('new')"),
        bind("chat.threads", "do('threads')"),
        bind("chat.continue", "do('continue')"),
    ]
    HELP = "The chat with the assistant. ^t hides it; an answer that runs goes on."

    app = getters.app(LatticeApp)
    history = getters.query_one(ChatHistory)
    composer = getters.query_one(Composer)
    approval = getters.query_one(ApprovalBox)

    @dataclass
    class LayOut(Message):
        """More or less of the screen is wanted: `narrow`, `wide`, `full`, `size` for the next, or `hide`."""

        what: str

    @dataclass
    class OpenTab(Message):
        """Something is wanted in a tab."""

        key: TabKey

    def __init__(self, bench: Bench, session: ChatSession, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.bench = bench
        self.session = session
        self.following = Following(self)
        self.trouble: LatticeError | None = None
        """Why nobody can answer."""
        self.put_off: set[str] = set()
        """Ids of what other agents ask, and is not to be seen for now."""
        self.editing: int | None = None
        """Number of the message that is said otherwise by what is written."""
        self.escaped = 0.0
        """When escape was pressed last while an answer ran."""
        self.opened = False
        """Whether the conversation that was left is shown again."""
        self.default_model = ""
        """What is asked when nobody chose."""

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield ChatHead(id="chat-head")
        yield ChatHistory(id="chat-history")
        yield Lesson(id="chat-nothing")
        yield ApprovalBox(id="chat-approval")
        yield Static("", id="chat-queue", markup=False)
        yield Static("", id="chat-state", markup=False)
        yield Composer(self.bench, id="composer")

    def on_mount(self) -> None:
        """Take up the conversation that was shown last, and load what answers meanwhile."""
        state = self.session.state
        self.composer.said = state.said
        self.composer.put(state.draft, state.attached)
        self.approval.back = self.composer.prompt
        self.composer.prompt.stoppable = lambda: self.session.running is not None
        self.session.follow(self.following)
        self.set_interval(TICK_S, self.following.tock)
        self.following.on_thread_shown()
        start(self, self._open(), group="chat-open", failed=self.refuse)
        start(self, self.warm(), group="chat-warm", failed=self.refuse)

    async def _open(self) -> None:
        await self.session.open()
        self.opened = True

    async def warm(self) -> None:
        """Load what answers, and say so when nobody can. Raises LatticeError."""
        try:
            await self.session.turns.assistant()
        except LatticeError as error:
            if error.code not in refusing.NO_KEY | {"key_refused"}:
                raise
            self.without(error)
        else:
            from lattice.assistant.models import default_model

            self.default_model = self.app.settings.settings.assistant.model or default_model()
            self.without(None)
            self.following.tick()

    def without(self, error: LatticeError | None) -> None:
        """Nobody can answer, and why; None when somebody can."""
        self.trouble = error
        self.following.teach()
        self.following.tick()

    @property
    def model(self) -> str:
        """The model that is asked next, or is being asked."""
        running = self.session.running
        if running is not None and running.model:
            return running.model
        return self.session.model or self.default_model

    def take_focus(self) -> None:
        """Where one writes, whatever waits for an answer: what is typed next answers nothing."""
        # at once: the next key is meant for it
        self.screen.set_focus(self.composer.prompt)

    def refuse(self, error: LatticeError) -> None:
        """Something was not possible: say why, where one looks."""
        refusing.refuse(self, error)

    def go_to(self, n: int) -> None:
        """Bring a message into sight."""
        show_message(self.history, n)
        self.history.focus()

    # --- what is written ---

    @on(Composer.Spoken)
    def _on_spoken(self, event: Composer.Spoken) -> None:
        event.stop()
        from lattice.tui.chat.commands import command_of

        command = command_of(event.said.text) if not event.said.attached else None
        if command is not None:
            self.do_async(command[0].name, command[1])
        else:
            self.do_async("say", event.said)

    @on(Composer.Changed)
    def _on_changed(self) -> None:
        self.session.keep(draft=self.composer.draft, attached=self.composer.attached)

    @on(Prompt.Stop)
    def _on_stop(self, event: Prompt.Stop) -> None:
        event.stop()
        self.session.stop()

    @on(Prompt.Back)
    def _on_back(self, event: Prompt.Back) -> None:
        event.stop()
        standing.step_back(self)

    @on(Prompt.Dropped)
    def _on_dropped(self, event: Prompt.Dropped) -> None:
        event.stop()
        for place in event.places:
            self.do_async("attach", place)

    @on(Prompt.Pasted)
    def _on_pasted(self, event: Prompt.Pasted) -> None:
        event.stop()
        self.do_async("paste", event.text)

    def begin_edit(self, n: int, said: Said) -> None:
        """Say a message otherwise: what is sent next takes its place, and all that came of it."""
        self.editing = n
        self.composer.put(said.text, said.attached)
        self.composer.set_class(True, "editing")
        self.composer.border_title = "said otherwise · esc leaves it"
        self.composer.prompt.focus()

    def cancel_edit(self) -> bool:
        """Leave it as it was said; False when nothing is being said otherwise."""
        was, self.editing = self.editing, None
        self.composer.set_class(False, "editing")
        self.composer.border_title = None
        return was is not None

    # --- what is pressed ---

    def action_write(self) -> None:
        """Go to where one writes."""
        self.composer.prompt.focus()

    def action_do(self, name: str) -> None:
        """Do what a command does."""
        self.do_async(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer is continued only when it was interrupted, and what is new needs no other new one."""
        if action == "do" and parameters == ("continue",):
            return standing.interrupted(self.session)
        if action == "do" and parameters == ("new",):
            return self.session.thread is not None
        if action == "write":
            return not any(prompt.has_focus for prompt in self.query(Prompt))
        return True

    def do_async(self, name: str, argument: object = "") -> None:
        """Do something by name, in the background; refusals are told here."""
        from lattice.tui.widgets.chat.deeds import DEEDS, OPENING

        deed: Deed = DEEDS[name]

        async def work() -> None:
            await deed(self, argument)

        start(self, work(), group=f"chat-{name}", exclusive=False, failed=self.refuse, opens=name in OPENING)

    @on(ChatHead.Pressed)
    def _on_head(self, event: ChatHead.Pressed) -> None:
        event.stop()
        self.do_async(event.name)

    @on(Lesson.Example)
    def _on_example(self, event: Lesson.Example) -> None:
        event.stop()
        self.composer.put(event.words)
        self.composer.prompt.focus()

    @on(Lesson.Connect)
    def _on_connect(self) -> None:
        self.do_async("connect")

    @on(events.Click, "#chat-state")
    def _on_state(self) -> None:
        standing.press(self)

    @on(ApprovalBox.Answered)
    def _on_answered(self, event: ApprovalBox.Answered) -> None:
        event.stop()
        self.do_async("decide", event)

    @on(ApprovalBox.Later)
    def _on_later(self, event: ApprovalBox.Later) -> None:
        event.stop()
        self.do_async("later")

    # --- what the history asks for ---

    @on(wishes.MoreWanted)
    def _on_more(self, event: wishes.MoreWanted) -> None:
        event.stop()
        self.do_async("earlier")

    @on(wishes.UndoCall)
    @on(wishes.UndoTurn)
    @on(wishes.Retry)
    @on(wishes.Edit)
    @on(wishes.Fork)
    def _on_wish(self, event: Message) -> None:
        event.stop()
        self.do_async("wish", event)
