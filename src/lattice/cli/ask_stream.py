"""A turn as it is shown while it runs: the answer on stdout, what is done for it on stderr."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import Protocol

from lattice.assistant.events import (
    Answered,
    ApprovalAsked,
    Asking,
    Began,
    CallBegan,
    CallEnded,
    Ended,
    Said,
    Thought,
    Trimmed,
    TurnEvent,
    Used,
    Voided,
    Waiting,
)
from lattice.cli.ask_status import Status
from lattice.cli.output import encode_json, flush, note, write
from lattice.cli.shown_text import ShownText
from lattice.cli.turn_text import call_line
from lattice.model.chat import Message, NoteBlock, Usage
from lattice.model.visible import visible


class Course:
    """What is known of a turn while it runs and afterwards, whoever shows it."""

    def __init__(self) -> None:
        self.turn = ""
        self.usage = Usage()
        self.refused: list[ApprovalAsked] = []
        """What was asked for and not allowed because nobody was there to be asked."""
        self.change_ids: list[str] = []
        """Of all that its calls changed, as far as it is known."""
        self.ended: Ended | None = None

    def take(self, event: TurnEvent) -> None:
        """Remember it."""
        match event:
            case Began(turn=turn):
                self.turn = turn
            case Used(turn=usage):
                self.usage = usage
            case CallEnded(result=result):
                self.change_ids += result.change_ids
            case Ended():
                self.ended = event
            case _:
                pass


class View(Protocol):
    """Shows events."""

    def show(self, event: TurnEvent) -> None:
        """Show one; raises OSError when stdout takes no more."""


class JsonView:
    """One object a line."""

    def show(self, event: TurnEvent) -> None:
        """Write it."""
        write(encode_json(event) + "\n")
        flush()


class PipeView:
    """Whole answers, as they are; what of one is void never gets there."""

    def __init__(self, status: Status, *, thinking: bool) -> None:
        self._aside = Aside(status, thinking=thinking)
        self._text = ""
        self._any = False

    def show(self, event: TurnEvent) -> None:
        """Write an answer when it is whole, or all there will ever be of it."""
        self._aside.show(event)
        match event:
            case Said(text=text):
                self._text += text
            case Voided():
                self._text = ""
            case Answered() | Ended():
                self._write()
            case _:
                pass

    def _write(self) -> None:
        text, self._text = self._text.strip("\n"), ""
        if text.strip():
            write(("\n" if self._any else "") + text + "\n")
            flush()
            self._any = True


class TerminalView:
    """The answer as it comes, harmless; a line for each call between its parts."""

    def __init__(self, status: Status, *, thinking: bool) -> None:
        self._status = status
        self._aside = Aside(status, thinking=thinking, before=self._break)
        self._shown = ShownText()
        self._in_text = False
        self._at_start = True
        self._any = False

    def show(self, event: TurnEvent) -> None:
        """Write what there is of the answer at once."""
        match event:
            case Said(text=text):
                self._say(text)
            case Answered() | Ended() | Voided():
                self._break()
                self._aside.show(event)
            case _:
                self._aside.show(event)

    def _say(self, text: str) -> None:
        if not self._in_text:
            text = text.lstrip("\n")
            if not text:
                return
            self._status.wipe()
            self._aside.end_thought()
            write("\n" if self._any or self._aside.lines else "")
            self._in_text = self._any = True
        self._put(self._shown.take(text))

    def _put(self, shown: str) -> None:
        if shown:
            write(shown)
            flush()
            self._at_start = shown.endswith("\n")

    def _break(self) -> None:
        """End the part of the answer that is being written: something else comes below it."""
        if not self._in_text:
            return
        self._put(self._shown.end())
        if not self._at_start:
            write("\n")
        flush()
        self._in_text = False
        self._aside.gap()


class Aside:
    """What is said beside the answer, on stderr; of calls and waits only when that is a terminal."""

    def __init__(self, status: Status, *, thinking: bool, before: Callable[[], None] = lambda: None) -> None:
        self._status = status
        self._thinking = thinking
        self._before = before
        self._words: dict[str, str] = {}
        self._warned: set[str] = set()
        self._thought = ShownText()
        self._in_thought = False
        self._gap = False
        self.lines = 0
        """How many lines were written so far."""

    def gap(self) -> None:
        """Leave an empty line before the next."""
        self._gap = self._status.live

    def show(self, event: TurnEvent) -> None:
        """Say what it means, if anything."""
        if not isinstance(event, Thought):
            self.end_thought()
        match event:
            case Asking(model=model):
                self._status.say(f"{visible(model)} reads")
            case Waiting():
                self._status.say(
                    f"{visible(event.reason)}; asking again in {event.seconds:.0f} s"
                    f" ({event.attempt} of {event.of})"
                )
            case Thought(text=text):
                self._think(text)
            case CallBegan(call=call, words=words):
                self._words[call.id] = words
                self._status.say(visible(words or call.name))
            case CallEnded(call=call, result=result):
                room = shutil.get_terminal_size((80, 24)).columns - len("· ") - 1
                self._line(f"· {call_line(call, result, self._words.pop(call.id, ''), room)}")
            case Voided(reason=reason):
                self._line(f"· {visible(reason)}; what stands above is void, and it is asked for anew")
            case Trimmed(words=words):
                self._line(f"· {visible(words)}")
            case Used(warnings=warnings):
                self._warn(warnings)
            case Answered(message=message):
                self._note(message)
            case Ended():
                self._status.wipe()
            case _:
                pass

    def _line(self, text: str) -> None:
        """One dim line, on a terminal."""
        if not self._status.live:
            return
        self._before()
        self._status.wipe()
        if self._gap:
            sys.stderr.write("\n")
        self._gap = False
        self._status.line(text)
        self.lines += 1

    def _think(self, text: str) -> None:
        if not self._thinking:
            self._status.say("thinking")
            return
        self._before()
        self._status.wipe()
        self._in_thought = True
        self._status.piece(self._thought.take(text))

    def end_thought(self) -> None:
        """End the thinking that is being shown."""
        if self._in_thought:
            self._status.piece(self._thought.end() + "\n")
            self._in_thought = False
            self.lines += 1

    def _warn(self, warnings: tuple[str, ...]) -> None:
        for one in warnings:
            # the amount grows with each request; that it is said once is enough
            span = one.partition(" in ")[2].partition(":")[0]
            if span not in self._warned:
                self._warned.add(span)
                self._before()
                self._status.wipe()
                note(one)

    def _note(self, message: Message) -> None:
        """What Lattice says below an answer, such as that it was cut."""
        if any(isinstance(block, NoteBlock) for block in message.blocks):
            self._before()
            self._status.wipe()
        for block in message.blocks:
            if isinstance(block, NoteBlock):
                note(block.text)
