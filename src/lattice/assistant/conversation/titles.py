"""The title of a conversation: by the small model after the first answer, else the words of the question."""

from __future__ import annotations

from collections.abc import Callable

from lattice.actions import UpdateThread
from lattice.assistant.conversation.aside import Aside
from lattice.assistant.events import Titled, TurnEvent
from lattice.assistant.prompts import TITLE_PROMPT
from lattice.assistant.tools.provenance import STRANGERS, plain, wrapped
from lattice.client.base import Client
from lattice.model.errors import LatticeError
from lattice.model.visible import visible

#: Characters of the question and of the answer that the model sees.
_SEEN_CHARS = 1_500
#: Characters of a title.
TITLE_CHARS = 60
_MAX_TOKENS = 400


async def give_title(
    aside: Aside, person: Client, question: str, answer: str, tell: Callable[[TurnEvent], None]
) -> None:
    """Give the thread a title; never fails a turn: what goes wrong leaves the thread without one."""
    try:
        said = plain(f"{question[:_SEEN_CHARS]}\n\n{answer[:_SEEN_CHARS]}")
        title = shortened(
            await aside.ask(TITLE_PROMPT, wrapped(said, STRANGERS), purpose="title", max_tokens=_MAX_TOKENS)
        )
    except LatticeError:
        title = ""
    title = title or shortened(question)
    if not title:
        return
    try:
        await person.run(UpdateThread(id=aside.thread, title=title))
    except LatticeError:
        return
    tell(Titled(title))


def shortened(text: str) -> str:
    """One line that is no longer than a title, cut between words."""
    line = visible(" ".join(text.split())).strip(" \"'“”«»*#.")
    if len(line) <= TITLE_CHARS:
        return line
    return line[:TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
