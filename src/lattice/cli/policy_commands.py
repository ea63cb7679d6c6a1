"""`policy`, `policy set`: what agents may do in the workspace."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any

import typer

from lattice.actions.policy import ReadPolicy, SetPolicy
from lattice.cli.globals import flags_of
from lattice.cli.output import answer, note
from lattice.cli.policy_keys import KEYS, Key, key_named, parse_value, shown_value, value_of, with_value
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import table_text
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import FILES
from lattice.model.policy import Budget, Policy
from lattice.model.visible import visible

app = typer.Typer()
policy_app = typer.Typer(invoke_without_command=True)
app.add_typer(policy_app, name="policy")


def _names(incomplete: str) -> list[str]:
    return [key.name for key in KEYS if key.name.startswith(incomplete)]


@policy_app.callback()
def policy(ctx: typer.Context) -> None:
    """Show what agents may do in the workspace, and what they may spend."""
    if ctx.invoked_subcommand is not None:
        return
    flags = flags_of(ctx)
    found = on_workspace(flags, lambda client: client.run(ReadPolicy())).value
    answer(flags, lambda: found, lambda: _text(found))


def _text(found: Policy) -> str:
    rows = [(key.name, visible(shown_value(key, value_of(found, key.name))), key.sentence) for key in KEYS]
    return table_text(("key", "value", "what it is"), rows)


@policy_app.command("set")
def set_(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="KEY", help="As budgets.day.hard_cost.", autocompletion=_names, show_default=False
        ),
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="Lists with commas, money in dollars.", show_default=False)
    ],
) -> None:
    """Change one thing that agents may do or spend; people only."""
    flags = flags_of(ctx)
    key = key_named(name.strip().lower())
    typed = parse_value(key, value)

    async def work(client: Client) -> Policy:
        before = (await client.run(ReadPolicy())).value
        checked = await _known(client, key, typed)
        after = with_value(before, key.name, checked)
        return (await client.run(SetPolicy(policy=after), op_id=flags.op_id)).value

    now = on_workspace(flags, work)
    held = value_of(now, key.name)
    answer(
        flags,
        lambda: {"key": key.name, "value": held},
        lambda: f"{key.name} = {visible(shown_value(key, held))}",
    )
    if not flags.as_json:
        _say_odd(key, now)


async def _known(client: Client, key: Key, value: Any) -> Any:
    """The value with names as they are here; raises `not_found` for a name that means nothing."""
    if key.name == "tables":
        from lattice.actions.tables import ListTables

        tables = (await client.run(ListTables())).value.schema.tables
        names = [table.name for table in tables] + [FILES]
        return tuple(_one_known(name, names, "table", "`lattice tables` lists them.") for name in value)
    if key.name == "actions":
        return _known_actions(value)
    if key.name == "models":
        _check_models(value)
    return value


def _known_actions(value: tuple[str, ...]) -> tuple[str, ...]:
    from lattice.actions import specs

    known = sorted(specs())
    found: list[str] = []
    for name in value:
        of_noun = [one for one in known if name.endswith(".*") and one.startswith(name[:-1].lower())]
        found += of_noun or [_one_known(name, known, "action", f"Actions are {', '.join(known)}.")]
    return tuple(dict.fromkeys(found))


def _one_known(name: str, known: list[str], noun: str, hint: str) -> str:
    by_folded = {one.casefold(): one for one in known}
    if name.casefold() in by_folded:
        return by_folded[name.casefold()]
    near = get_close_matches(name.casefold(), by_folded, n=1)
    raise LatticeError(
        "not_found",
        f"There is no {noun} {name!r}; nothing was changed.",
        f"Did you mean {by_folded[near[0]]}?" if near else hint,
        stage=Stage.CONSTRAINTS,
    )


def _check_models(value: tuple[str, ...]) -> None:
    for name in value:
        if "*" in name[:-1] or " " in name:
            raise LatticeError(
                "invalid_value",
                f"{name!r} is not the name of a model.",
                "A * may stand at its end, as in claude-sonnet-*.",
                stage=Stage.CONSTRAINTS,
            )


def _say_odd(key: Key, now: Policy) -> None:
    """Say what is allowed and surely not meant."""
    if not key.name.startswith("budgets."):
        return
    span = key.name.split(".")[1]
    budget: Budget = getattr(now.budgets, span)
    if 0 < budget.hard_cost < budget.soft_cost or 0 < budget.hard_tokens < budget.soft_tokens:
        note(f"The budget of the {span} stops before it warns.")
