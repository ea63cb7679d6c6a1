"""`web`: the workbench in a browser on this machine."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from lattice.cli.globals import flags_of
from lattice.cli.output import note
from lattice.model.errors import LatticeError

app = typer.Typer()

#: Where it listens unless told otherwise.
PORT = 8600


@app.command("web")
def web(
    ctx: typer.Context,
    port: Annotated[
        int,
        typer.Option("--port", metavar="N", min=0, max=65535, help="Where to listen; 0 takes any free one."),
    ] = PORT,
    opens: Annotated[bool, typer.Option("--open", help="Open it in the usual browser.")] = False,
) -> None:
    """Show the workbench in a browser on this machine.

    Prints the address to open, which has a secret in it: whoever has it works as you, until ^C ends it.
    Each page is a workbench of its own; closing the page closes that. Only this machine is served.
    """
    if find_spec("textual_serve") is None:
        raise LatticeError(
            "failed",
            "A browser needs more than what is installed.",
            "Install it: `pip install 'lattice-workbench[web]'`.",
        )
    from lattice.browser.server import serve

    flags = flags_of(ctx)
    command = [sys.executable, "-m", "lattice", "--home", str(flags.home_path)]
    if flags.workspace:
        command += ["--workspace", flags.workspace]

    def ready(address: str) -> None:
        typer.echo(address)
        note("Open it in a browser on this machine; ^C ends it.")
        if opens:
            import webbrowser

            webbrowser.open(address)

    serve(command, port=port, title="Lattice", ready=ready)
