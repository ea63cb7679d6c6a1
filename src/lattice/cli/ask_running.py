"""One turn from the command line to its end: opened, asked, shown, summed up."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lattice.actions.chat import CreateThread, ReadThread
from lattice.actions.log import Undo
from lattice.assistant.events import TurnEvent
from lattice.cli.ask_deciding import Deciding, allowed_names
from lattice.cli.ask_input import Bringer, is_piped, question
from lattice.cli.ask_status import Status
from lattice.cli.ask_stream import Course, JsonView, PipeView, TerminalView, View
from lattice.cli.ask_undo import Undoing, undoing
from lattice.cli.globals import Globals
from lattice.cli.money import usage_words
from lattice.cli.output import count
from lattice.cli.running import Session
from lattice.cli.thread_ids import thread_id
from lattice.cli.turn_text import changes_words
from lattice.model.chat import Block, MessageStatus, Role, TextBlock
from lattice.model.errors import CODES, LatticeError, Stage
from lattice.model.ids import new_id
from lattice.settings import web_rules

if TYPE_CHECKING:
    from lattice.assistant.conversation import Assistant
    from lattice.secrets import Secret


class Asked(NamedTuple):
    """What a command line says."""

    words: str
    thread: str
    """An id, `last`, or empty for a new conversation."""
    goes_on: bool
    model: str
    files: tuple[str, ...]
    yes: tuple[str, ...]
    thinking: bool


class Asking:
    """See the module."""

    def __init__(self, held: Session, flags: Globals, asked: Asked, pieces: Iterator[bytes]) -> None:
        self._held = held
        self._client = held.client
        self._flags = flags
        self._asked = asked
        self._pieces = pieces
        self._course = Course()
        self._status = Status(quiet=flags.as_json)
        self._view = _view(flags, self._status, asked)
        self._turn = new_id()
        self._thread = ""
        self._bringer = Bringer(held.client, held.settings, self._turn)
        self._task: asyncio.Task[object] | None = None
        self._broken: OSError | None = None
        self._undoing = Undoing()

    async def run(self) -> None:
        """Ask, and show what comes; raises what keeps the turn from beginning."""
        allowed = await allowed_names(self._client, self._asked.yes)
        assistant = await self._open()
        try:
            try:
                await self._one_turn(assistant, Deciding(allowed, self._status, self._course))
            except LatticeError:
                await self._let_go()
                raise
            finally:
                brought = self._bringer.brought > 0
                self._undoing = await undoing(
                    self._client, self._turn, self._course.change_ids, brought=brought
                )
                self._say_end()
            if self._ended_well:
                with suppress(asyncio.CancelledError):  # the answer is there: only a title is waited for
                    await assistant.rest()
        finally:
            await assistant.close()

    @property
    def _ended_well(self) -> bool:
        return self._course.ended is not None and self._course.ended.status is MessageStatus.DONE

    async def _open(self) -> Assistant:
        from lattice.assistant.opening import open_assistant
        from lattice.secrets import vault_of

        settings = self._held.settings
        vault = vault_of(self._flags.home_path, settings.secrets.store, os.environ, _passphrase)
        settings = msgspec.structs.replace(settings, web=web_rules(settings.web))
        return await open_assistant(self._client, settings, os.environ, vault=vault)

    async def _one_turn(self, assistant: Assistant, deciding: Deciding) -> None:
        thread = await self._known_thread(assistant)
        blocks = () if self._asked.goes_on else await self._blocks()
        self._thread = thread or (await self._client.run(CreateThread())).value.id
        turn = assistant.run_turn(
            self._thread,
            blocks,
            tell=self._tell,
            decide=deciding.decide,
            model=self._asked.model,
            turn=self._turn,
        )
        self._task = asyncio.ensure_future(turn)
        ticking = asyncio.ensure_future(self._status.tick())
        try:
            await self._task
        finally:
            ticking.cancel()

    async def _known_thread(self, assistant: Assistant) -> str:
        """The conversation that is meant, with its last turn settled; empty for a new one."""
        if not self._asked.thread:
            return ""
        id_ = await thread_id(self._client, self._asked.thread)
        page = (await self._client.run(ReadThread(id=id_, limit=1))).value
        if page.thread.running:
            page = await assistant.settle(id_)
        if self._asked.goes_on and not page.thread.running:
            last = page.messages[-1] if page.messages else None
            if last is None or (last.status is MessageStatus.DONE and last.role is not Role.PERSON):
                raise LatticeError(
                    "usage",
                    "Nothing was stopped or cut off in this conversation.",
                    "Say what is asked next.",
                    stage=Stage.CONSTRAINTS,
                )
        return id_

    async def _blocks(self) -> tuple[Block, ...]:
        """What is said and what stands beside it."""
        words = self._asked.words
        blocks: tuple[Block, ...] = (TextBlock(await question(words, self._pieces)),)
        if words not in ("", "-") and is_piped():
            blocks += await self._bringer.piped(self._pieces)
        return blocks + await self._bringer.files(self._asked.files)

    async def _let_go(self) -> None:
        """Take back what came in for a turn that did not begin."""
        if self._bringer.brought and self._course.ended is None:
            with suppress(LatticeError):
                await self._client.run(Undo(change_id=self._turn))
            self._bringer.brought = 0

    def _tell(self, event: TurnEvent) -> None:
        """Show an event; when nobody reads any more, the turn stops."""
        self._course.take(event)
        if self._broken is not None:
            return
        try:
            self._view.show(event)
        except OSError as error:
            self._broken = error
            if self._task is not None:
                self._task.cancel()

    def _say_end(self) -> None:
        """What it took and what it changed, in a line."""
        self._status.wipe()
        if self._flags.as_json:
            return
        ended, brought = self._course.ended, self._bringer.brought
        parts = ["stopped, for nobody reads any more"] if self._broken is not None else []
        if ended is not None:
            parts += [usage_words(self._course.usage), changes_words(ended.changes, self._undoing.lasting)]
        parts += [f"{count(brought, 'file')} attached"] if brought else []
        parts += self._undoing.commands
        parts += [f"thread {self._thread}"] if ended is not None else []
        if parts:
            self._status.last(parts)

    def raise_end(self) -> None:
        """Raise what did not go well: stopped, failed, not allowed."""
        if isinstance(self._broken, BrokenPipeError):
            return  # as with `| head`: nobody wants the rest, and what was done is said
        if self._broken is not None:
            raise self._broken
        ended = self._course.ended
        if ended is None:
            return
        if ended.status is MessageStatus.STOPPED:
            raise _stopped(ended.changes, self._undoing, self._thread)
        if ended.status is MessageStatus.FAILED:
            body = ended.error
            if body is None or body.code not in CODES:
                raise LatticeError("failed", body.message if body else "The turn failed.")
            raise LatticeError(body.code, body.message, body.hint, stage=Stage(body.stage))
        if self._course.refused:
            raise _not_allowed(self._course)


def _view(flags: Globals, status: Status, asked: Asked) -> View:
    if flags.as_json:
        return JsonView()
    if sys.stdout.isatty():
        return TerminalView(status, thinking=asked.thinking)
    return PipeView(status, thinking=asked.thinking)


def _stopped(changes: int, undoing: Undoing, thread: str) -> LatticeError:
    done = f"{changes_words(changes, undoing.lasting).capitalize()}; what was still to come was not done."
    commands = ", ".join(f"`{command}`" for command in undoing.commands)
    undo = f"{commands} takes back what was done; " if commands else ""
    return LatticeError(
        "interrupted", f"Stopped. {done}", f"{undo}`lattice ask --continue --thread {thread}` goes on."
    )


def _not_allowed(course: Course) -> LatticeError:
    """Nobody was there to be asked."""
    names = list(dict.fromkeys(asked.approval.action for asked in course.refused))
    words = "; ".join(
        dict.fromkeys(asked.words[0] if asked.words else asked.approval.action for asked in course.refused)
    )
    return LatticeError(
        "approval_required",
        f"Not done, for nobody allowed it: {words}.",
        f"Ask again with --yes {','.join(names)}, or at a terminal, where you are asked.",
        stage=Stage.CONSTRAINTS,
    )


def _passphrase(new: bool) -> Secret:
    """Of the encrypted file with the key, where somebody can be asked."""
    import typer

    from lattice.secrets import Secret

    if new or not sys.stdin.isatty():
        return Secret("")
    words = "Passphrase of the encrypted file (hidden)"
    return Secret(str(typer.prompt(words, default="", hide_input=True, show_default=False, err=True)).strip())
