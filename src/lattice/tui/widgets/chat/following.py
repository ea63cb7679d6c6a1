"""What the session of a chat tells its pane, and how the pane follows: the history, the title, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.actions.chat import ThreadPage
from lattice.assistant.events import Ended, Titled, TurnEvent, Used
from lattice.model.errors import LatticeError
from lattice.tui.chat import Running, Said
from lattice.tui.widgets.chat import refusing, standing, teaching
from lattice.tui.widgets.chat.head import ChatHead
from lattice.tui.widgets.chat.lesson import Lesson
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.widgets.chat.pane import ChatPane


class Following:
    """The listener of one pane's session."""

    def __init__(self, pane: ChatPane) -> None:
        self._pane = pane

    def on_thread_shown(self) -> None:
        """Show the conversation from its end; of a turn that runs, what it has told so far."""
        pane = self._pane
        page, running = pane.session.page, pane.session.running
        pane.cancel_edit()
        if page is not None:
            messages = running.without_mine(page.messages) if running is not None else page.messages
            pane.history.show(ThreadPage(page.thread, messages, page.more))
            for event in running.events if running is not None else ():
                pane.history.apply(event)
            pane.do_async("learn", messages)
        self.teach()
        self.on_chat_changed()

    def on_turn_event(self, running: Running, event: TurnEvent) -> None:
        """Show what a turn tells, if it is one of the conversation that is shown."""
        pane = self._pane
        if pane.session.thread is None or running.thread != pane.session.thread.id:
            return
        if not isinstance(event, Used | Titled):
            pane.history.apply(event)
        if not pane.history.display:
            self.teach(said=True)
        if isinstance(event, Ended):
            pane.do_async("learn", tuple(pane.history.talk.messages))
        if isinstance(event, Ended | Titled):
            start(pane, pane.session.refresh(), group="chat-refresh", exclusive=False)
        self.tick()

    def on_chat_changed(self) -> None:
        """Show the title, what waits, what is queued, how it stands."""
        pane = self._pane
        thread = pane.session.thread
        pane.query_one(ChatHead).show(thread.title if thread is not None else "")
        pane.composer.said = pane.session.state.said
        standing.show_queue(pane)
        asked = standing.questions(pane.session)
        pane.approval.show(tuple(q for q in asked if q.id not in pane.put_off))
        self.tick()
        pane.composer.prompt.refresh_bindings()
        pane.refresh_bindings()

    def on_said_refused(self, said: Said | None, error: LatticeError) -> None:
        """It stands where one writes again."""
        refusing.said_refused(self._pane, said, error)

    def teach(self, *, said: bool = False) -> None:
        """Where nothing was said yet, say what can be; `said` when something just was."""
        pane = self._pane
        page = pane.session.page
        empty = not said and (page is None or not page.messages) and pane.session.running is None
        pane.history.display = not empty
        lesson = pane.query_one(Lesson)
        lesson.display = empty
        if empty:
            lesson.show(teaching.without_key(pane.trouble) if pane.trouble else teaching.lesson(pane.bench))

    def tock(self) -> None:
        """Time went by while a turn runs."""
        if self._pane.session.running is not None:
            self.tick()

    def tick(self) -> None:
        """Say how it stands, when anybody sees that."""
        if self._pane.display:
            standing.show(self._pane)
