"""Shortening a conversation before it is too long for the model, in the open: each step is told and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lattice.assistant.conversation.aside import Aside
from lattice.assistant.conversation.history import since_summary
from lattice.assistant.conversation.journal import Journal
from lattice.assistant.conversation.trimming import LEFT, Measure, cut_results, earlier_turns
from lattice.assistant.events import Trimmed, TurnEvent
from lattice.assistant.prompts import SUMMARY_PROMPT
from lattice.assistant.tools.provenance import STRANGERS, plain, wrapped
from lattice.model.chat import CallBlock, Message, NoteBlock, ResultBlock, Role, TextBlock
from lattice.model.errors import LatticeError

#: Characters that the small model is given to summarise; of more the newest.
_GIVEN_CHARS = 200_000
#: Characters of one block in it.
_BLOCK_CHARS = 4_000
_SUMMARY_TOKENS = 2_000
#: Characters of each question, when no summary can be had.
_QUESTION_CHARS = 300


class Shortening:
    """Keeps the conversation of one turn in bounds."""

    def __init__(
        self,
        journal: Journal,
        aside: Aside,
        tell: Callable[[TurnEvent], None],
        *,
        bound: int,
        chars: Callable[[], int],
    ) -> None:
        """`bound` is in tokens; `chars` says how long the request is that would be sent now."""
        self._journal = journal
        self._aside = aside
        self._tell = tell
        self._bound = bound
        self._chars = chars
        self._measure = Measure()

    def learn(self, chars: int, tokens: int) -> None:
        """The service counted so many tokens of a request."""
        self._measure.learn(chars, tokens)

    async def fit(self) -> None:
        """Shorten the conversation if it is beyond its bound."""
        if self._measure.tokens(self._chars()) > self._bound:
            await self._shorten_to(int(self._bound * LEFT))

    async def halve(self) -> bool:
        """Shorten it to half of what it is, whatever was guessed; False when nothing can be left out."""
        before = self._chars()
        await self._shorten_to(self._measure.tokens(before) // 2)
        return self._chars() < before

    async def _shorten_to(self, tokens: int) -> None:
        chars = self._chars()
        now = self._measure.tokens(chars)
        cut = cut_results(self._journal.messages, int((now - tokens) * chars / max(1, now)))
        if cut is not None:
            count = "1 result" if cut.results == 1 else f"{cut.results:,} results"
            await self._note(
                f"{count} of earlier calls left out for the model, to save room; it can ask again.",
                "trimmed",
                cut.upto,
                f"{count} of earlier calls left out for the model",
            )
        if self._measure.tokens(self._chars()) > tokens:
            await self._summarise()

    async def _summarise(self) -> None:
        earlier = earlier_turns(self._journal.messages, self._aside.turn)
        if not any(message.role is Role.PERSON for message in earlier):
            return
        known, _ = since_summary(self._journal.messages)
        text = as_text(earlier, known.text if known else "")
        try:
            summary = await self._aside.ask(
                SUMMARY_PROMPT, wrapped(plain(text), STRANGERS), purpose="summary", max_tokens=_SUMMARY_TOKENS
            )
        except LatticeError:
            summary = ""
        words = "earlier messages summarised for the model"
        if not summary:
            summary = without_summary(earlier, known.text if known else "")
            words = "earlier messages left out for the model; no summary could be made"
        await self._note(summary, "summary", earlier[-1].n, words)

    async def _note(self, text: str, kind: str, upto: int, words: str) -> None:
        await self._journal.add(Role.NOTE, (NoteBlock(text, kind=kind, upto=upto),))
        self._tell(Trimmed(words))


def as_text(messages: Sequence[Message], summary: str) -> str:
    """Messages as the small model reads them, the newest if there is not room for all."""
    parts = [f"Summary of what came before:\n{summary}"] if summary else []
    for message in messages:
        for block in message.blocks:
            match block:
                case TextBlock():
                    parts.append(f"{message.role.value}: {block.text[:_BLOCK_CHARS]}")
                case CallBlock():
                    parts.append(f"call: {block.name} {str(block.input)[:_BLOCK_CHARS]}")
                case ResultBlock():
                    parts.append(f"result ({block.status.value}): {block.words}\n{block.text[:_BLOCK_CHARS]}")
                case _:
                    pass
    return "\n\n".join(parts)[-_GIVEN_CHARS:]


def without_summary(messages: Sequence[Message], summary: str) -> str:
    """What can be said without a model: the earlier summary, what the person asked, what was done."""
    lines = [summary] if summary else []
    for message in messages:
        for block in message.blocks:
            if message.role is Role.PERSON and isinstance(block, TextBlock):
                lines.append(f"The person said: {block.text[:_QUESTION_CHARS]}")
            elif isinstance(block, ResultBlock) and block.change_ids:
                lines.append(f"Done by a call: {block.words}")
    return "\n".join(lines)[-_GIVEN_CHARS // 20 :]
