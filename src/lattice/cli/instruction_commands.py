"""`instructions`: what the workspace tells every assistant that works on it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from lattice.actions.policy import Instructions, ReadInstructions, SetInstructions
from lattice.cli.editing import edited
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, count, note
from lattice.cli.running import Session, need_person, session
from lattice.model.errors import LatticeError, Stage
from lattice.model.visible import visible

app = typer.Typer()


@app.command("instructions")
def instructions(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SET]", help="What they shall be; `-` reads it from stdin.", show_default=False
        ),
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Write them in your editor.")] = False,
    clear: Annotated[bool, typer.Option("--clear", help="Take them away.")] = False,
) -> None:
    """Show or set what every assistant that works on the workspace is told.

    They go to the model with each request: what the workspace is for, how things are done here.
    """
    flags = flags_of(ctx)
    text = _given(words or [], edit=edit, clear=clear)
    with session(flags) as held:
        if edit:
            need_person(flags, "set the instructions")
            text = edited(_read(held).text, ".md", held.settings)
        if text is None:
            found = _read(held)
            answer(flags, lambda: found, lambda: _shown(found.text))
            if not found.text and not flags.as_json:
                note("There are no instructions. `lattice instructions --edit` writes them.")
            return
        before = _read(held).text
        now = held.wait(held.client.run(SetInstructions(text=text), op_id=flags.op_id)).value
    answer(flags, lambda: now, lambda: _said(before, now))
    _say_undo(flags, before, now)


def _given(words: list[str], *, edit: bool, clear: bool) -> str | None:
    """What they shall be; None when nothing is said. Raises `usage`."""
    if words and words[0] == "set":
        words = words[1:] or [""]
    if (bool(words) + edit + clear) > 1:
        raise _usage("A text, --edit and --clear each say what they shall be.", "Give one of them.")
    if len(words) > 1:
        raise _usage("The instructions are one text.", "Put it in quotes, or send it: `-` reads stdin.")
    if clear:
        return ""
    if not words:
        return None
    text = sys.stdin.read() if words[0] == "-" and sys.stdin is not None else words[0]
    if not text.strip():
        raise _usage("The text is empty.", "`lattice instructions --clear` takes them away.")
    return text


def _usage(message: str, hint: str) -> LatticeError:
    return LatticeError("usage", message, hint, stage=Stage.CONSTRAINTS)


def _read(held: Session) -> Instructions:
    return held.wait(held.client.run(ReadInstructions())).value


def _shown(text: str) -> str:
    """As it is to a pipe; on a terminal with what would act there shown."""
    return visible(text, lines=True) if sys.stdout.isatty() else text


def _said(before: str, now: Instructions) -> str:
    if before == now.text:
        return "They were so before."
    if not now.text:
        return "There are no instructions any more."
    return f"Set: {count(len(now.text), 'character')}."


def _say_undo(flags: Globals, before: str, now: Instructions) -> None:
    if before != now.text and not flags.as_json:
        note("`lattice undo` takes it back.")
