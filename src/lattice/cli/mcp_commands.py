"""`mcp`: the workspace for another agent, over standard input and output."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import note
from lattice.cli.running import chosen_workspace, session
from lattice.model.errors import LatticeError
from lattice.model.people import Caller
from lattice.settings import person_or_derived, web_rules

app = typer.Typer()

#: What else may say something while the server runs; only with --verbose it is heard.
_LOGGERS = ("mcp", "lattice.mcp", "asyncio")
_INSTALL = "pip install 'lattice-workbench[mcp]'"


@app.command("mcp")
def mcp(
    ctx: typer.Context,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say on stderr what happens.")] = False,
) -> None:
    """Serve the workspace to another agent: MCP on standard input and output.

    A program starts it, not a person: `docs/mcp.md` says how to tell Claude and others about it. It
    acts as agent:mcp, or as --actor agent:NAME, on your behalf and through the same gates as the
    assistant; what cannot be undone or goes outside waits until you allow it: `lattice approvals`.
    """
    flags = flags_of(ctx)
    _need_sdk()
    from lattice.mcp.agent import Agent, agent_actor
    from lattice.mcp.server import serve

    actor = agent_actor(flags.actor)
    _set_up_logs(verbose)
    place = Path(chosen_workspace(flags).entry.path)
    with session(flags, caller=_person(flags)) as held:
        settings = held.settings
        agent = Agent(held.client, actor, place=place, rules=settings.context, web=web_rules(settings.web))
        if sys.stdin.isatty():
            note(f"This speaks with a program, not with you: MCP, as {actor}. ^C ends it.")
        try:
            held.wait(serve(agent))
        except KeyboardInterrupt:
            # a way to end it, like the end of the input
            raise typer.Exit(130) from None


def _person(flags: Globals) -> Caller:
    """The person on whose behalf the agent acts."""
    return Caller(actor=f"human:{person_or_derived(flags.home_path).handle}", origin="mcp")


def _need_sdk() -> None:
    """Raise `failed` when the SDK of the protocol is not installed."""
    from importlib.util import find_spec

    if find_spec("mcp") is None or find_spec("mcp_types") is None:
        raise LatticeError("failed", "The MCP server is not installed.", f"Install it with: {_INSTALL}")


def _set_up_logs(verbose: bool) -> None:
    """Nothing is logged where an agent's program would show it to its person, unless asked for."""
    shown = logging.StreamHandler()
    shown.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(shown if verbose else logging.NullHandler())
        logger.setLevel(logging.INFO if verbose else logging.CRITICAL)
