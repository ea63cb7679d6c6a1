"""What a turn on the command line may do: what `--yes` names, what the person says at the terminal."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from difflib import get_close_matches

from lattice.actions import specs
from lattice.assistant.events import ApprovalAsked
from lattice.cli.ask_status import Status
from lattice.cli.ask_stream import Course
from lattice.cli.output import note
from lattice.client import Client
from lattice.model.chat import ASSISTANT
from lattice.model.errors import LatticeError, Stage
from lattice.model.policy import Decision
from lattice.model.visible import visible

#: Keys answer nothing until none was pressed for so long: whoever was typing has not read the question.
_DEAF_S = 0.5
_KEYS = {
    "y": Decision.ONCE,
    "c": Decision.CONVERSATION,
    "n": Decision.NO,
    "\x1b": Decision.NO,
    "N": Decision.NEVER,
}
_ASKS = "y once · c for this conversation · n no · N never in this conversation"
_SAID = {
    Decision.ONCE: "allowed once",
    Decision.CONVERSATION: "allowed for this conversation",
    Decision.NO: "not allowed",
    Decision.NEVER: "never in this conversation",
}


async def allowed_names(client: Client, said: Sequence[str]) -> frozenset[str]:
    """The actions that `--yes` names, apart or with commas; raises `usage` for what it cannot allow."""
    if not said:
        return frozenset()
    described = await client.acting(ASSISTANT).describe()
    names = [name.strip().lower() for one in said for name in one.split(",")]
    wrong = next(
        (name for name in names if name not in {*described.needs_approval, *described.actions}), None
    )
    if wrong is None:
        return frozenset(names)
    listed = f"What waits for a yes: {', '.join(described.needs_approval)}."
    if not wrong:
        raise LatticeError("usage", "--yes names what it allows.", listed, stage=Stage.CONSTRAINTS)
    if wrong in specs():
        message = f"{wrong} is not for agents, and --yes does not change that."
        raise LatticeError("usage", message, listed, stage=Stage.CONSTRAINTS)
    near = get_close_matches(wrong, specs(), n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise LatticeError(
        "usage", f"--yes: there is no action {wrong[:80]!r}.", meant + listed, stage=Stage.CONSTRAINTS
    )


class Deciding:
    """Answers what a turn asks for."""

    def __init__(self, allowed: frozenset[str], status: Status, course: Course) -> None:
        self._allowed = allowed
        self._status = status
        self._course = course
        self._asks = status.live and sys.stdin is not None and sys.stdin.isatty() and _has_keys()

    async def decide(self, asked: ApprovalAsked) -> Decision:
        """Once for what `--yes` names; else the person's word, or no where nobody is there."""
        if asked.approval.action in self._allowed:
            self._status.line(f"· {visible(asked.approval.action)}: allowed by --yes")
            return Decision.ONCE
        if not self._asks:
            self._course.refused.append(asked)
            return Decision.NO
        self._status.hold(True)
        try:
            note("\n".join(question(asked)))
            decision = await _pressed()
        finally:
            self._status.hold(False)
        note(f"  {_SAID[decision]}")
        return decision


def question(asked: ApprovalAsked) -> list[str]:
    """What is asked for, in lines that are harmless on a terminal."""
    head, *rest = asked.words or (asked.approval.action,)
    lines = ["", f"The assistant asks: {head}"]
    lines += [f"  {line}" for line in (*rest, *asked.details)]
    return [*(visible(line) for line in lines), f"  {_ASKS}"]


async def _pressed() -> Decision:
    """The answer of the person, by one key; what was typed before is no answer."""
    async with _keys() as keys:
        await _quiet(keys)
        while True:
            # an arrow key or a paste comes as several characters at once
            key = await keys.get()
            if not key:
                return Decision.NO
            if key in _KEYS:
                return _KEYS[key]


async def _quiet(keys: asyncio.Queue[str]) -> None:
    """Wait until nothing is typed any more."""
    while True:
        try:
            async with asyncio.timeout(_DEAF_S):
                if not await keys.get():
                    keys.put_nowait("")
                    return
        except TimeoutError:
            return


@asynccontextmanager
async def _keys() -> AsyncIterator[asyncio.Queue[str]]:
    """Keys as they are pressed, without echo; empty when the terminal has gone. ^C stays ^C."""
    import termios
    import tty

    handle = sys.stdin.fileno()
    keys: asyncio.Queue[str] = asyncio.Queue()
    before = termios.tcgetattr(handle)
    loop = asyncio.get_running_loop()

    def read() -> None:
        try:
            data = os.read(handle, 1024)
        except OSError:
            data = b""
        keys.put_nowait(data.decode(errors="replace"))
        if not data:
            loop.remove_reader(handle)

    try:
        tty.setcbreak(handle)
        loop.add_reader(handle, read)
        yield keys
    finally:
        loop.remove_reader(handle)
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def _has_keys() -> bool:
    """Whether single keys can be read here: not on Windows."""
    return os.name == "posix"
