"""What an agent asks to be allowed, above where one writes: exactly what will happen, and four answers."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import monotonic
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from lattice.model.chat import ASSISTANT
from lattice.model.policy import Decision
from lattice.model.visible import visible
from lattice.tui.key_names import key_name
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.words import handle

#: Keys do nothing until none was pressed for this long since the question came up, in seconds: whoever was
#: typing when it appeared has answered nothing.
GUARD_S = 0.5
#: Lines of details that are laid out.
DETAILS = 400

_ANSWERS = (
    ("approval.once", Decision.ONCE, "once"),
    ("approval.conversation", Decision.CONVERSATION, "this chat"),
    ("approval.no", Decision.NO, "no"),
    ("approval.never", Decision.NEVER, "never"),
)


class Question(NamedTuple):
    """One thing that waits for an answer."""

    id: str
    """Of the approval."""
    actor: str
    words: tuple[str, ...]
    details: tuple[str, ...] = ()
    mine: bool = True
    """Whether a turn of this chat asks; else another agent does."""


def key_of_answering() -> str:
    """The key that goes to what waits for an answer."""
    return key_name(bind("workbench.answer", "").key.split(",")[0])


def _in_lines(parts: list[Content], width: int) -> Content:
    """Parts beside each other in as many lines as they take: none of them breaks over two."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + 2 + part.cell_length <= (width or sys.maxsize):
            lines[-1] = lines[-1] + Content("  ") + part
        else:
            lines.append(part)
    return Content("\n").join(lines)


class ApprovalBox(Vertical, can_focus=True):
    """The question that is answered next, and how many wait behind it."""

    BINDINGS = [
        bind("approval.once", "answer('once')"),
        bind("approval.conversation", "answer('conversation')"),
        bind("approval.no", "answer('no')"),
        bind("approval.never", "answer('never')"),
        bind("approval.details", "details"),
        bind("approval.next", "next"),
        bind("approval.later", "later"),
    ]
    HELP = "An agent asks to be allowed something. Nothing happens until you answer it."
    jump_letter = "y"

    unfolded = var(False, toggle_class="unfolded")

    @dataclass
    class Answered(Message):
        """The person has decided."""

        question: Question
        decision: Decision

    class Later(Message):
        """It waits on; the focus goes back to where one writes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.questions: tuple[Question, ...] = ()
        self._at = 0
        self._quiet_since = 0.0
        self.back: Widget | None = None
        """What had the focus before somebody came here to answer."""
        self.display = False

    def compose(self) -> ComposeResult:
        """The words, the details, the answers."""
        yield Static("", id="approval-words", markup=False)
        with VerticalScroll(id="approval-details", can_focus=False):
            yield Static("", markup=False)
        yield Static("", id="approval-answers", markup=False)

    @property
    def question(self) -> Question | None:
        """The one that is answered next."""
        return self.questions[self._at] if self._at < len(self.questions) else None

    def show(self, questions: tuple[Question, ...]) -> None:
        """These wait now."""
        before = self.question
        self.questions = questions
        ids = [question.id for question in questions]
        self._at = ids.index(before.id) if before is not None and before.id in ids else 0
        after = self.question
        if before is not None and before.id not in ids and (after is None or before.mine != after.mine):
            self._leave()
        self.display = after is not None
        if after == before:
            self._title()
            return
        if after is None or before is None or after.id != before.id:
            self.unfolded = False
            self._quiet_since = monotonic()
        self._paint()

    def _leave(self) -> None:
        """What it was asked for is answered: the focus goes back to where it was."""
        if self.has_focus and self.back is not None and self.back.is_attached:
            # at once: when this is hidden, the focus would go to whatever comes next
            self.screen.set_focus(self.back)

    def on_focus(self) -> None:
        """Keys that were on their way elsewhere are not meant for this."""
        self._quiet_since = monotonic()
        self._title()

    def on_blur(self) -> None:
        """The frame says how to get here."""
        self._title()

    def _title(self) -> None:
        more = f" · {self._at + 1} of {len(self.questions)}" if len(self.questions) > 1 else ""
        asker = self.question.actor if self.question else ""
        name = "The assistant" if asker == ASSISTANT else one_line(handle(asker), 30)
        self.border_title = Content(f"{name} asks to be allowed{more}")
        self.border_subtitle = None if self.has_focus else Content(f"{key_of_answering()} answers")

    def _paint(self) -> None:
        question = self.question
        if question is None:
            return
        self._title()
        words = Content("\n").join(Content(visible(line)) for line in question.words)
        self.query_one("#approval-words", Static).update(words)
        shown = question.details[:DETAILS]
        more = len(question.details) - len(shown)
        lines = [*(visible(line) for line in shown), *([f"… {more:,} more lines"] if more else [])]
        self.query_one("#approval-details Static", Static).update(Content("\n".join(lines)))
        self.query_one("#approval-answers", Static).update(self._answers(question))

    def _answers(self, question: Question) -> Content:
        parts: list[Content] = []
        for key_id, decision, words in _ANSWERS:
            key = key_name(bind(key_id, "").key.split(",")[0])
            part = Content.assemble(
                (key, "bold $footer-key-foreground"), f"\u00a0{words.replace(' ', chr(0xA0))}"
            )
            parts.append(part.stylize(Style.from_meta({"decide": decision.value})))
        if question.details:
            fold = "fold" if self.unfolded else "details"
            part = Content.assemble(("space", "bold $footer-key-foreground"), f"\u00a0{fold}")
            parts.append(part.stylize(Style.from_meta({"decide": "details"})))
        return _in_lines(parts, self.content_size.width)

    def on_resize(self) -> None:
        """The answers are laid out for the new width."""
        self._paint()

    def watch_unfolded(self) -> None:
        """The line of answers says how to fold."""
        if self.is_attached:
            self._paint()

    @property
    def guarded(self) -> bool:
        """Whether keys are not taken yet; each that is pressed meanwhile makes it last on."""
        now = monotonic()
        if now - self._quiet_since >= GUARD_S:
            return False
        self._quiet_since = now
        return True

    def action_answer(self, decision: str) -> None:
        """Answer, unless the question has only just come up."""
        question = self.question
        if question is not None and not self.guarded:
            self.post_message(self.Answered(question, Decision(decision)))

    def action_details(self) -> None:
        """Show or fold the details."""
        if self.question is not None and self.question.details:
            self.unfolded = not self.unfolded

    def action_next(self) -> None:
        """The next one that waits."""
        if len(self.questions) > 1:
            self._at = (self._at + 1) % len(self.questions)
            self.unfolded = False
            self._quiet_since = monotonic()
            self._paint()

    def action_later(self) -> None:
        """Leave it waiting."""
        self.post_message(self.Later())

    def on_click(self, event: events.Click) -> None:
        """A click on an answer gives it; the guard holds for clicks that were on their way too."""
        decide = event.style.meta.get("decide")
        if decide == "details":
            self.action_details()
        elif isinstance(decide, str):
            self.action_answer(decide)
