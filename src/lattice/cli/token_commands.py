"""`token create|list|revoke`: what agents sign in to a cloud workspace with, and what is signed in."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.members import CreateToken, ListTokens, RevokeToken
from lattice.cli.durations import days
from lattice.cli.globals import flags_of
from lattice.cli.member_names import split_names
from lattice.cli.output import answer, note
from lattice.cli.running import on_workspace
from lattice.cli.secret_input import refuse_token
from lattice.cli.tables_text import table_text
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import Token
from lattice.model.people import parse_actor
from lattice.model.values import now, show_time
from lattice.model.visible import visible

app = typer.Typer()
token_app = typer.Typer(help="Make a token for an agent of yours, list tokens, revoke one.")
app.add_typer(token_app, name="token")


@token_app.command("create")
def create(
    ctx: typer.Context,
    agent: Annotated[
        str, typer.Option("--agent", metavar="NAME", help="The agent, as scout.", show_default=False)
    ],
    actions: Annotated[
        list[str] | None,
        typer.Option(
            "--actions",
            metavar="A,…",
            help="The only actions it may run, as row.list,row.update; else all that agents may.",
            show_default=False,
        ),
    ] = None,
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--tables",
            metavar="T,…",
            help="The only tables it may know of; else all that you may.",
            show_default=False,
        ),
    ] = None,
    dollars: Annotated[
        float | None,
        typer.Option(
            "--dollars-a-day",
            min=0,
            metavar="N",
            help="What it may spend on models in a day.",
            show_default=False,
        ),
    ] = None,
    expires: Annotated[
        str, typer.Option("--expires", metavar="SPAN", help="How long it holds, as 90d.")
    ] = "90d",
) -> None:
    """Make a token for an agent of yours; it is shown once, and ends with you."""
    flags = flags_of(ctx)
    action = CreateToken(
        agent=_agent(agent),
        actions=tuple(split_names(actions or ())),
        tables=tuple(split_names(tables or ())),
        dollars_a_day=dollars,
        expires_days=days(expires),
    )
    made = on_workspace(flags, lambda client: client.run(action, op_id=flags.op_id)).value
    answer(flags, lambda: made, lambda: made.token)
    if not flags.as_json:
        until = f" It holds until {show_time(made.expires_at)[:16]}." if made.expires_at else ""
        note(
            f"It is shown only now; give it to {action.agent} as LATTICE_TOKEN.{until}"
            " There: `lattice connect URL WORKSPACE`, and every command after it."
            f" `lattice token revoke {made.id}` ends it at once."
        )


def _agent(name: str) -> str:
    refuse_token(name)
    actor = parse_actor(name if ":" in name else f"agent:{name.strip().lower()}")
    if not actor.startswith("agent:"):
        raise LatticeError(
            "usage",
            f"{actor} is no agent.",
            "People come in with `lattice invite create`.",
            stage=Stage.CONSTRAINTS,
        )
    return actor


@token_app.command("list")
def list_(ctx: typer.Context) -> None:
    """List your tokens and those of your agents, newest first; admins see all."""
    flags = flags_of(ctx)
    found = on_workspace(flags, lambda client: client.run(ListTokens())).value.tokens
    answer(flags, lambda: found, lambda: _text(found))


def _text(tokens: tuple[Token, ...]) -> str:
    moment = now()
    rows = [
        (
            token.id,
            token.actor,
            visible(token.device),
            show_time(token.last_used_at)[:16] if token.last_used_at else "never",
            _state(token, moment),
            visible(_may(token)),
        )
        for token in tokens
    ]
    return table_text(("id", "whose", "device", "last used", "state", "may"), rows)


def _state(token: Token, moment: str) -> str:
    if token.revoked_at:
        return "revoked"
    if token.expires_at is None:
        return "open"
    return f"until {show_time(token.expires_at)[:10]}" if token.expires_at > moment else "expired"


def _may(token: Token) -> str:
    parts = [", ".join(token.actions), f"on {', '.join(token.tables)}" if token.tables else ""]
    if token.dollars_a_day is not None:
        parts.append(f"${token.dollars_a_day:,.2f} a day")
    return "; ".join(part for part in parts if part)


@token_app.command("revoke")
def revoke(
    ctx: typer.Context,
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="As `lattice token list` shows it.", show_default=False)
    ],
) -> None:
    """End a token at once, and what is open with it."""
    flags = flags_of(ctx)
    refuse_token(id_)
    action = RevokeToken(id=id_.strip().upper())
    done = on_workspace(flags, lambda client: client.run(action, op_id=flags.op_id)).value
    answer(flags, lambda: done, lambda: f"The token {done.id} of {done.actor} has ended.")
