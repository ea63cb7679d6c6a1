"""A conversation as it stands and as it goes on: messages and events to items, items to parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lattice.actions import ThreadPage
from lattice.assistant import events
from lattice.model.chat import Message, MessageStatus, NoteBlock, Role, TextBlock, ThinkingBlock
from lattice.tui.chat.footing import model_words
from lattice.tui.chat.names import told_names
from lattice.tui.widgets.chat.history import faces
from lattice.tui.widgets.chat.history.items import (
    Call,
    Earlier,
    Facts,
    Item,
    Note,
    Thinking,
    Words,
    items_of,
)
from lattice.tui.widgets.chat.history.links import allowed_ids, ids_of, linker
from lattice.tui.widgets.chat.history.live import Live, Streaming
from lattice.tui.widgets.chat.history.parts import Answer, Laid, Manner, Part
from lattice.tui.widgets.markdown.layout import Colours
from lattice.tui.widgets.markdown.syntax import spans_of


class Talk:
    """One conversation: what was said, what is being said, and what is unfolded."""

    def __init__(self, colours: Colours = spans_of) -> None:
        self.messages: list[Message] = []
        self.more = False
        """Whether there are earlier messages."""
        self.facts = Facts()
        self.ids: set[str] = set()
        """Of rows and files that may be opened: retrieved, or written by the person."""
        self.unfolded: set[str] = set()
        """Keys of items."""
        self.items: list[Item] = []
        self.parts: list[Part] = []
        self._manner = Manner(linker(self.ids), colours)
        self._live = Streaming(self._manner)
        self._remarks = 0
        self._settled: tuple[list[Item], list[Part]] | None = None
        self._known: dict[str, tuple[Item, bool, list[Part]]] = {}
        self._answers: dict[str, Answer] = {}

    # --- what it holds ---

    def open(self, page: ThreadPage) -> None:
        """Begin with the newest messages of a thread."""
        self.messages = list(page.messages)
        self.more = page.more
        self.facts = Facts(running=page.thread.running or "", names=told_names(page.messages))
        self.unfolded.clear()
        self.ids.clear()
        self.ids |= allowed_ids(self.messages)
        self._live.drop()
        self._known.clear()
        self._answers.clear()
        self.arrange(anew=True)

    def prepend(self, messages: Sequence[Message], *, more: bool) -> None:
        """Put earlier messages above."""
        self.messages = [*messages, *self.messages]
        self.more = more
        self.facts.names |= told_names(messages)
        self.ids |= allowed_ids(messages)
        self.arrange(anew=True)

    def fold(self, key: str) -> None:
        """Unfold an item, or fold it again."""
        self.unfolded ^= {key}
        self.arrange(anew=True)

    def undone(self, change_ids: Sequence[str]) -> None:
        """These changes were taken back."""
        self.facts.undone.update(change_ids)
        self.arrange(anew=True)

    def name(self, names: Mapping[str, str]) -> None:
        """These rows and files are called so, from when the items are made next."""
        self.facts.names |= names

    # --- what happens ---

    def apply(self, event: events.TurnEvent) -> None:
        """Take in what a turn tells."""
        match event:
            case events.Said(text):
                self._live.say(text)
            case events.Thought(text):
                self._live.think(text)
            case events.Began(turn=turn, message=message):
                self.facts.running = turn
                self._live.wait = "…"
                self._add(message)
            case events.Asking(model=model):
                self._live.wait = f"asking {model_words(model)} …"
            case events.Waiting(seconds, attempt, of, reason):
                self._live.wait = f"{reason} Asking again in {seconds:.0f} s ({attempt} of {of})."
            case events.Voided(reason):
                self._live.drop(f"{reason} Asking again.")
            case events.Answered(message):
                self._answered(message)
            case events.CallBegan(call, words):
                self.facts.words[call.id] = words
            case events.ApprovalAsked(call_id=call_id):
                self.facts.waits.add(call_id)
            case events.ApprovalAnswered(call_id=call_id):
                self.facts.waits.discard(call_id)
            case events.CallEnded(call, result):
                self.facts.waits.discard(call.id)
                self.facts.results[call.id] = result
                self.ids |= ids_of(result.refs)
            case events.Kept(message):
                self._add(message)
            case events.Trimmed(words):
                self._remark(NoteBlock(words, "trimmed"))
            case events.Ended():
                self._end(event)
            case events.Used() | events.Titled():
                return
        self.arrange(anew=not isinstance(event, events.Said | events.Thought))

    def _add(self, message: Message | None) -> None:
        if message is None:
            return
        self.messages = [known for known in self.messages if known.id != message.id]
        self.messages.append(message)
        self.facts.names |= told_names([message])
        self.ids |= allowed_ids([message])

    def _answered(self, message: Message) -> None:
        """What streamed in is whole: what was laid out of it stays."""
        self._live.close_thinking()
        words = [live for live in self._live.blocks if live.answer is not None]
        thoughts = [live for live in self._live.blocks if live.answer is None]
        for at, block in enumerate(message.blocks):
            key = f"{message.id}:{at}"
            if isinstance(block, TextBlock) and words:
                live = words.pop(0)
                if live.answer is not None and live.text == block.text:
                    live.answer.finish()
                    self._answers[key] = live.answer
            elif isinstance(block, ThinkingBlock) and block.text and thoughts:
                live = thoughts.pop(0)
                self.facts.seconds[key] = live.seconds
                if live.key in self.unfolded:
                    self.unfolded.add(key)
        self._live.drop()
        self._add(message)

    def _end(self, event: events.Ended) -> None:
        left = self._live.left
        self._live.drop()
        self.facts.running = ""
        self.facts.waits.clear()
        told = any(m.turn == event.turn and (m.error or m.status is event.status) for m in self.messages)
        told = told and event.status is not MessageStatus.DONE
        error = f"{event.error.message} {event.error.hint or ''}".strip() if event.error else ""
        if left or not (told or event.status is MessageStatus.DONE):
            self._remark(*left, turn=event.turn, status=event.status, error="" if told else error)

    def _remark(
        self,
        *blocks: TextBlock | ThinkingBlock | NoteBlock,
        turn: str = "",
        status: MessageStatus = MessageStatus.DONE,
        error: str = "",
    ) -> None:
        """Say something that is no message of the thread, until it is read again."""
        self._remarks += 1
        last = self.messages[-1] if self.messages else None
        self.messages.append(
            Message(
                id=f"remark:{self._remarks}",
                thread=last.thread if last else "",
                turn=turn or (last.turn if last else ""),
                n=last.n if last else 0,
                role=Role.NOTE,
                status=status,
                blocks=blocks,
                at=last.at if last else "",
                by="",
                error=error,
            )
        )

    # --- items and parts ---

    def arrange(self, *, anew: bool) -> None:
        """Make items and parts; those of messages only when `anew`, what streams in always."""
        if anew or self._settled is None:
            items = items_of(self.messages, self.facts)
            if self.more:
                items.insert(0, Earlier())
            self._known = {key: known for item in items if (known := self._known.get(key := item.key))}
            parts: list[Part] = []
            for index, item in enumerate(items):
                following = items[index + 1] if index + 1 < len(items) else None
                parts += self._parts(item, index, self._gap(item, following))
            self._settled = items, parts
        items, parts = self._settled
        self.items, self.parts = list(items), list(parts)
        if self.parts:
            self.parts[-1].set_gap(0)
        for live in self._live.blocks:
            self._add_live(live)
        if self._live.wait:
            note = Note("wait", None, self._live.wait, "wait")
            self._append(note, [_part(note, unfolded=False)])

    def _add_live(self, live: Live) -> None:
        if live.answer is not None:
            self._append(Words(live.key, None, ""), live.answer.parts)
            return
        item = Thinking(live.key, None, live.text, live.seconds, running=not live.seconds)
        self._append(item, [_part(item, unfolded=live.key in self.unfolded)])

    def _append(self, item: Item, parts: Sequence[Part]) -> None:
        if not parts:
            return
        if self.parts:
            self.parts[-1].set_gap(self._gap(self.items[-1], item))
        self.items.append(item)
        for part in parts:
            part.item = len(self.items) - 1
        self.parts += parts

    def _parts(self, item: Item, index: int, gap: int) -> list[Part]:
        """The parts of a settled item; the same as before when it is the same."""
        unfolded = item.key in self.unfolded
        known = self._known.get(item.key)
        if known is not None and known[1] == unfolded and known[0] == item:
            parts = known[2]
        elif isinstance(item, Words):
            parts = self._answer(item).parts
        else:
            parts = [_part(item, unfolded=unfolded)]
        self._known[item.key] = item, unfolded, parts
        for part in parts:
            part.item = index
        if parts:
            parts[-1].set_gap(gap)
        return parts

    def _gap(self, item: Item, following: Item | None) -> int:
        """How many blank lines stand between two items; calls stand close while they are folded."""
        small = (Call, Thinking)
        if isinstance(item, small) and isinstance(following, small) and item.key not in self.unfolded:
            return 0
        return 0 if following is None else 1

    def _answer(self, item: Words) -> Answer:
        answer = self._answers.get(item.key)
        if answer is None:
            answer = self._answers[item.key] = Answer(self._manner)
            answer.feed(item.text)
            answer.finish()
        return answer


def _part(item: Item, *, unfolded: bool) -> Part:
    def make(width: int) -> Laid:
        return faces.lay_out(item, width, unfolded=unfolded)

    return Part(make, lambda width: faces.guess(item, width))
