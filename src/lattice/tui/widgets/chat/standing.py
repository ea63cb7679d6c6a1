"""How the pane says how the chat stands: the line above where one writes, its frame, what waits."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from lattice.model.chat import MessageStatus, Usage
from lattice.tui.chat import ChatSession
from lattice.tui.chat.footing import doing, footer
from lattice.tui.key_names import key_name
from lattice.tui.keys import key_of, split_keys
from lattice.tui.literal import one_line
from lattice.tui.widgets.chat.approval import Question

if TYPE_CHECKING:
    from lattice.tui.widgets.chat.pane import ChatPane

_CUT_OFF = (MessageStatus.INTERRUPTED, MessageStatus.FAILED, MessageStatus.STOPPED)
#: A second escape within this time stops the answer, in seconds.
TWICE_S = 1.5


def key(key_id: str) -> str:
    """The first key of a line of the table, as people write it."""
    return key_name(split_keys(key_of(key_id).keys)[0])


def questions(session: ChatSession) -> tuple[Question, ...]:
    """What waits for an answer: what the turns here ask, then what other agents do."""
    own = [
        Question(a.approval.id, a.approval.actor, a.words or (a.approval.action,), a.details)
        for a in session.asked
    ]
    known = {question.id for question in own}
    others = [
        Question(
            a.id,
            a.actor,
            session.words.get(a.id, ((a.action,), (a.request,)))[0],
            session.words.get(a.id, ((), (a.request,)))[1],
            mine=False,
        )
        for a in session.waiting
        if a.id not in known
    ]
    return (*own, *others)


def interrupted(session: ChatSession) -> bool:
    """Whether the last turn was cut off, and can go on."""
    page = session.page
    if page is None or not page.messages or session.running is not None:
        return False
    return page.messages[-1].status in _CUT_OFF


def show(pane: ChatPane) -> None:
    """The line above where one writes, and the frame; none of it lays anything out anew."""
    state = pane.query_one("#chat-state", Static)
    state.set_class(bool(pane.session.asked), "asks")
    line = _state(pane)
    if state.content != line:
        state.update(line, layout=False)
    session = pane.session
    running = session.running
    turn = running.usage if running is not None else None
    used = running.before + running.usage if running is not None else Usage()
    if running is None and session.thread is not None:
        used = session.thread.usage
    warnings = running.warnings if running is not None else ()
    words = footer(pane.model, used, turn, warnings)
    if str(pane.composer.border_subtitle or "") != words:
        pane.composer.border_subtitle = Content(words)


def _state(pane: ChatPane) -> Content:
    session, running = pane.session, pane.session.running
    if running is not None:
        stop = "esc again stops" if _escaped(pane) else f"{key('composer.stop')} stops"
        words = doing(running, still=pane.app.animation_level == "none" and not running.asked)
        return Content.assemble((one_line(words, 60), "$text-accent"), (f"  {stop}", "$text-muted"))
    if pane.trouble is not None:
        why = one_line(pane.trouble.message, 60)
        return Content.assemble(("/connect", "bold $footer-key-foreground"), (f"  {why}", "$text-warning"))
    if interrupted(session):
        status = session.page.messages[-1].status.value if session.page is not None else ""
        pressed = (key("chat.continue"), "bold $footer-key-foreground")
        return Content.assemble((f"{status}  ", "$text-warning"), pressed, " goes on")
    hints = [("⏎", "sends"), (key("composer.newline"), "new line"), ("@", "names"), ("/", "commands")]
    if pane.history.display:
        # the way into the conversation stands where there is room for few
        hints[1] = (key("composer.back"), "reads")
    parts = [Content.assemble((k, "$footer-key-foreground"), (f" {w}", "$text-muted")) for k, w in hints]
    return Content("  ").join(parts)


def press(pane: ChatPane) -> None:
    """The line was clicked on: send what is written, stop what runs, or go on with what was interrupted."""
    if not pane.composer.empty:
        pane.composer.prompt.action_send()
    elif pane.session.running is not None:
        pane.session.stop()
    elif pane.trouble is not None:
        pane.do_async("connect")
    elif interrupted(pane.session):
        pane.do_async("continue")


def _escaped(pane: ChatPane) -> bool:
    return monotonic() - pane.escaped < TWICE_S


def step_back(pane: ChatPane) -> None:
    """Escape: close what is offered, take back what is queued, leave an edit; twice it stops."""
    composer = pane.composer
    if composer.close_offers():
        return
    if pane.session.queued and composer.empty:
        said = pane.session.take_back()
        if said is not None:
            composer.put(said.text, said.attached)
        return
    if pane.editing is not None:
        pane.cancel_edit()
        composer.put("", ())
        return
    if pane.session.running is not None:
        if _escaped(pane):
            pane.session.stop()
        pane.escaped = monotonic()
        show(pane)
        return
    (pane.history if pane.history.display else composer.prompt).focus()


def show_queue(pane: ChatPane) -> None:
    """What is said after the turn that runs."""
    queued = pane.session.queued
    line = pane.query_one("#chat-queue", Static)
    line.display = bool(queued)
    shown = [
        Content.assemble(("queued ", "$text-accent"), one_line(said.text, 200) or "files") for said in queued
    ]
    if shown:
        shown[-1] = shown[-1] + Content.styled("  esc takes it back", "$text-muted")
    line.update(Content("\n").join(shown[-3:]))
