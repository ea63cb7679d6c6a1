"""`ask`: one turn of the assistant on the command line."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from lattice.cli.ask_running import Asked, Asking
from lattice.cli.file_bringing import typed_bytes
from lattice.cli.globals import Globals, flags_of
from lattice.cli.plain_values import PlainCommand
from lattice.cli.running import session
from lattice.model.errors import LatticeError, Stage
from lattice.settings import person_or_derived

app = typer.Typer()


class AskCommand(PlainCommand):
    """Lets `--yes` stand at the end without a name, so that it can be said which there are."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, with an empty name where none is."""
        return super().parse_args(ctx, [*args, ""] if args and args[-1] == "--yes" else args)


@app.command("ask", cls=AskCommand)
def ask(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT...]", help="What is asked; `-` reads it from stdin.", show_default=False
        ),
    ] = None,
    thread: Annotated[
        str, typer.Option("--thread", metavar="ID", help="In this conversation.", show_default=False)
    ] = "",
    last: Annotated[bool, typer.Option("--last", help="In the conversation that was last active.")] = False,
    new: Annotated[bool, typer.Option("--new", help="In a new one, as without this.")] = False,
    goes_on: Annotated[
        bool, typer.Option("--continue", help="Let a turn go on that was stopped or cut off; no TEXT.")
    ] = False,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME", help="The model that answers.", show_default=False)
    ] = "",
    files: Annotated[
        list[str] | None,
        typer.Option(
            "--file", metavar="PATH", help="Attach a file; several times for several.", show_default=False
        ),
    ] = None,
    yes: Annotated[
        list[str] | None,
        typer.Option(
            "--yes",
            metavar="ACTION,...",
            help="Allow these actions, as row.purge, in this turn; without a name it lists them.",
            show_default=False,
        ),
    ] = None,
    thinking: Annotated[
        bool, typer.Option("--thinking", help="Show on stderr what the model thinks.")
    ] = False,
) -> None:
    """Ask the assistant, which reads and changes the workspace as you could.

    What is piped in goes along as data: cat error.log | lattice ask "what is wrong here". The answer is on
    stdout, all else on stderr. What cannot be undone or goes outside is asked for at a terminal; elsewhere it
    is refused unless --yes names it. `lattice undo TURN` takes back all that a turn did.
    """
    flags = flags_of(ctx)
    _need_the_person(flags)
    if sum((bool(thread), last, new)) > 1:
        raise _usage("--thread, --last and --new each say which conversation.", "Give one of them.")
    if goes_on and (words or files or new):
        raise _usage("--continue goes on with what was said.", "To say something more, leave it out.")
    if flags.op_id is not None:
        raise _usage("An answer has no --op-id.", "Each change of a turn gets one by itself.")
    chosen = thread or ("last" if last or goes_on else "")
    asked = Asked(
        words=" ".join(words or ()).strip(),
        thread=chosen,
        goes_on=goes_on,
        model=model.strip(),
        files=tuple(files or ()),
        yes=tuple(yes or ()),
        thinking=thinking,
    )
    _run(flags, asked)


def _need_the_person(flags: Globals) -> None:
    """Refuse every other actor; raises `forbidden`."""
    if flags.actor is None or flags.actor == f"human:{person_or_derived(flags.home_path).handle}":
        return
    raise LatticeError(
        "forbidden",
        f"{flags.actor} cannot ask the assistant: it works for the person of this machine.",
        "Ask without --actor; what it does is then done by agent:assistant.",
        stage=Stage.AUTHORIZATION,
    )


def _usage(message: str, hint: str) -> LatticeError:
    return LatticeError("usage", message, hint, stage=Stage.CONSTRAINTS)


def _run(flags: Globals, asked: Asked) -> None:
    with session(flags) as held, typed_bytes() as pieces:
        asking = Asking(held, flags, asked, pieces)
        held.wait(asking.run())
    asking.raise_end()
