"""A conversation to look at, and an app that shows it and notes what it is told."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.message import Message as TextualMessage
from textual.pilot import Pilot
from textual.widgets import Input

from lattice.actions import ThreadPage
from lattice.model.chat import (
    AttachmentBlock,
    Block,
    CallBlock,
    CallStatus,
    Message,
    MessageStatus,
    ResultBlock,
    Role,
    TextBlock,
    ThinkingBlock,
    Thread,
    Usage,
)
from lattice.tui import themes
from lattice.tui.harmless import Harmless
from lattice.tui.widgets.chat.history import ChatHistory, wishes

STYLES = Path(themes.__file__).parent / "styles" / "base.tcss"
AT = "2026-11-21T10:00:00Z"
ADA, BO, CY = (f"01ARZ3NDEKTSV4RRFFQ69G5FA{letter}" for letter in "ABC")
ANSWER = f"""14 people joined. The first are [Ada Berg](lattice://people/{ADA}), [Bo Lind](lattice://people/{BO})
and [Cy](lattice://people/{CY}):

| name | city | joined |
|---|---|---:|
| Ada Berg | Oslo | 2024-02-11 |
| Bo Lind | Bergen | 2024-03-02 |

1. **Ask** the *newest* first
2. Then `the rest`
   - with care

```python
def greet(name: str) -> str:
    return f"hello {{name}}" * 2
```

More at https://example.org/people. Text like [/b] stays text.
"""


def message(
    n: int,
    role: Role,
    *blocks: Block,
    turn: str = "t1",
    status: MessageStatus = MessageStatus.DONE,
    usage: Usage = Usage(),  # noqa: B008 - frozen
    error: str = "",
) -> Message:
    """A message of the thread."""
    by = "human:ada" if role is Role.PERSON else "agent:assistant"
    return Message(f"m{n}", "T", turn, n, role, status, blocks, AT, by, "sonnet", usage, error)


def page(*messages: Message, more: bool = False) -> ThreadPage:
    """A page of the thread."""
    return ThreadPage(Thread("T", "People", "", len(messages), AT, AT), messages, more=more)


def call(id: str, name: str, **input: Any) -> CallBlock:
    """A call of a tool."""
    return CallBlock(id, name, input, f"op-{id}")


QUERY = call("c1", "query_rows", table="people", where="joined >= 2024-01-01")
CHANGE = call("c2", "update_rows", table="people", values={"city": "Oslo"})
DROP = call("c3", "drop_table", table="people")
USED = Usage(1000, 200, 3000, 0, 41_000)


def conversation(*, more: bool = False) -> ThreadPage:
    """A turn with everything in it, one that was interrupted, and one that failed."""
    return page(
        message(1, Role.PERSON, TextBlock("Which of them joined?"), AttachmentBlock("f", "notes.pdf")),
        message(
            2,
            Role.ASSISTANT,
            ThinkingBlock("They may be many.\nLet me count."),
            TextBlock("Let me look."),
            QUERY,
            CHANGE,
            DROP,
            usage=USED,
        ),
        message(
            3,
            Role.TOOL,
            ResultBlock(
                "c1",
                CallStatus.DONE,
                "name\tcity\nAda Berg\tOslo\nBo\x1b[31m Lind\tBergen",
                "14 rows of people",
                refs=(f"lattice://people/{ADA}", f"lattice://people/{BO}"),
                elapsed_ms=12.3,
            ),
            ResultBlock("c2", CallStatus.DONE, "ok", "3 rows changed", ("ch1", "ch2"), elapsed_ms=1240),
            ResultBlock("c3", CallStatus.DENIED, "The person said no.", "denied"),
        ),
        message(4, Role.ASSISTANT, TextBlock(ANSWER), usage=USED),
        message(5, Role.PERSON, TextBlock("And now?"), turn="t2"),
        message(6, Role.ASSISTANT, TextBlock("Trying"), turn="t2", status=MessageStatus.INTERRUPTED),
        message(7, Role.PERSON, TextBlock("And again?"), turn="t3"),
        message(
            8,
            Role.ASSISTANT,
            turn="t3",
            status=MessageStatus.FAILED,
            error="The service is overloaded. Try again in a minute.",
        ),
        more=more,
    )


class ChatApp(App[None]):
    """One history with something to type in below it, and all that it told."""

    CSS_PATH: ClassVar[str] = str(STYLES)
    CSS = "ChatHistory { height: 1fr; }"

    def __init__(self, theme: str = "lattice-dark") -> None:
        super().__init__()
        self.history = ChatHistory()
        self.told: list[TextualMessage] = []
        path = themes.find_theme(theme, Path("nowhere"))
        assert path is not None
        self.register_theme(themes.read_theme(path))
        self.theme = theme
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield self.history
        yield Input(placeholder="ask or tell…")

    def on_mount(self) -> None:
        self.history.focus()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [Harmless(), *super().get_line_filters()]

    @on(wishes.MoreWanted)
    @on(wishes.UndoCall)
    @on(wishes.UndoTurn)
    @on(wishes.Retry)
    @on(wishes.Edit)
    @on(wishes.Fork)
    @on(wishes.OpenRef)
    @on(wishes.OpenAddress)
    def hear(self, message: TextualMessage) -> None:
        self.told.append(message)


@asynccontextmanager
async def shown(
    what: ThreadPage | None = None, *, size: tuple[int, int] = (80, 24), theme: str = "lattice-dark"
) -> AsyncIterator[tuple[Pilot[None], ChatHistory]]:
    """The app with a thread in it."""
    app = ChatApp(theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.history.show(what or conversation())
        await pilot.pause()
        yield pilot, app.history


def told(pilot: Pilot[None]) -> list[TextualMessage]:
    """What the history told its pane so far."""
    assert isinstance(pilot.app, ChatApp)
    return pilot.app.told


def text(history: ChatHistory) -> str:
    """What stands on the screen of a history."""
    rows = range(history.room.height)
    return "\n".join(history.render_line(y).text.rstrip() for y in rows)


def line_with(history: ChatHistory, words: str) -> int:
    """The line of the screen that has some words."""
    return next(y for y in range(history.room.height) if words in history.render_line(y).text)


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = get_running_loop().time() + 20
    while not condition():
        assert get_running_loop().time() < end, "never came"
        await pilot.pause(0.01)
