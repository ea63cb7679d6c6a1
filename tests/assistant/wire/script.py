"""Scripts as JSON, and the one that is built in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from tests.assistant.wire.actions import AnyAction, Cut, Turn, call, cut, pause, say, think
from tests.assistant.wire.asked import Asked
from tests.assistant.wire.server import Wire


class Aside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A turn for requests that come beside the conversation, such as those for a title."""

    turn: list[AnyAction]
    system: str = ""
    """Words that stand in the system prompt."""
    said: str = ""
    """Words that stand in the last message."""


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A script as it stands in a file."""

    turns: list[list[AnyAction]]
    asides: list[Aside] = []
    otherwise: list[AnyAction] | None = None
    """Once the turns are over."""
    cut: Cut = Cut()
    strict: bool = True
    key: str = ""


def wired(script: Script, port: int = 0) -> Wire:
    """The server of a script."""
    return Wire(
        script.turns,
        aside=beside(script.asides),
        otherwise=script.otherwise,
        cut=script.cut,
        key=script.key,
        strict=script.strict,
        port=port,
    )


def read(path: Path) -> Script:
    """A script from a file."""
    return msgspec.json.decode(path.read_bytes(), type=Script)


def beside(asides: list[Aside]) -> Callable[[Asked], Turn | None]:
    """What answers by the words of the request."""

    def choose(asked: Asked) -> Turn | None:
        for one in asides:
            if one.system in asked.system and one.said in asked.said:
                return one.turn
        return None

    return choose


def titled(title: str, marker: str = "title") -> Callable[[Asked], Turn | None]:
    """Answers requests without tools whose system prompt names `marker`: how threads get their titles."""
    return lambda asked: [say(title)] if not asked.tools and marker in asked.system.lower() else None


ANSWER = """Four of them are larger than the rest:

| airport | runways |
|---|---:|
| Denver | 6 |
| Dallas | 7 |
| Chicago | 8 |
| Amsterdam | 6 |

Chicago has the most. Shall I make a table of them?
"""

#: To look at by hand: it thinks, calls a tool, and answers in Markdown, a little slower than a test would.
DEMO = Script(
    turns=[
        [think("They ask about airports. I look at the tables first."), pause(0.3), call("list_tables")],
        [
            think("Now the answer."),
            *[part for line in ANSWER.splitlines(True) for part in (say(line), pause(0.1))],
        ],
    ],
    asides=[Aside([say("Airports and runways")], system="You give conversations a title")],
    otherwise=[pause(0.2), say("The demo has no more to say. Start it again for another round.")],
    cut=cut(),
)
