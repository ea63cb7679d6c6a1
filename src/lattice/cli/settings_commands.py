"""`settings`, `settings set`, `settings path`."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from lattice.cli.globals import flags_of
from lattice.cli.output import answer, note
from lattice.cli.running import need_person
from lattice.cli.tables_text import table_text
from lattice.model.errors import LatticeError
from lattice.model.visible import visible
from lattice.setting_docs import described
from lattice.settings import (
    Settings,
    load_settings,
    need_settings,
    set_setting,
    setting_value,
    settings_path,
)

app = typer.Typer()
settings_app = typer.Typer(invoke_without_command=True)
app.add_typer(settings_app, name="settings")


def _keys(incomplete: str) -> list[str]:
    return [one.key for one in described() if one.key.startswith(incomplete)]


@settings_app.callback()
def settings(ctx: typer.Context) -> None:
    """Show this person's settings."""
    if ctx.invoked_subcommand is not None:
        return
    flags = flags_of(ctx)
    loaded = need_settings(flags.home_path)
    for problem in load_settings(flags.home_path).problems:
        note(f"{settings_path(flags.home_path)}: {problem.message}.")
    answer(flags, lambda: _data(loaded), lambda: _text(loaded))


def _data(loaded: Settings) -> dict[str, object]:
    data: dict[str, object] = msgspec.to_builtins(loaded)
    return data


def _text(loaded: Settings) -> str:
    rows = [
        (one.key, visible(value_text(setting_value(loaded, one.key))), one.sentence) for one in described()
    ]
    return table_text(("setting", "value", "what it is"), rows)


def value_text(value: object) -> str:
    """A setting as it is typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ",".join(str(part) for part in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={part}" for key, part in value.items())
    return str(value)


@settings_app.command("set")
def set_(
    ctx: typer.Context,
    key: Annotated[
        str, typer.Argument(metavar="KEY", help="As search.limit.", autocompletion=_keys, show_default=False)
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Lists with commas.", show_default=False)],
) -> None:
    """Change one setting."""
    flags = flags_of(ctx)
    need_person(flags, "change settings")
    if key == "agents.denied_actions":
        _check_actions(value)
    changed = set_setting(flags.home_path, key, value)
    now = value if key.startswith("keys.") else setting_value(changed, key)
    answer(
        flags,
        lambda: {"key": key, "value": now},
        lambda: f"{visible(key)} = {visible(value_text(now))}",
    )


@settings_app.command("path")
def path(ctx: typer.Context) -> None:
    """Say where the settings stand."""
    flags = flags_of(ctx)
    place: Path = settings_path(flags.home_path)
    answer(flags, lambda: {"path": str(place)}, lambda: str(place))


def _check_actions(value: str) -> None:
    """Raise `usage` for a name that is no action: it would deny nothing, and nobody would notice."""
    from lattice.actions import specs

    known = set(specs())
    for name in (part.strip() for part in value.split(",")):
        if name and name not in known:
            near = get_close_matches(name.lower(), known, n=1)
            raise LatticeError(
                "usage",
                f"There is no action {name!r} to deny.",
                f"Did you mean {near[0]}?" if near else f"Actions are {', '.join(sorted(known))}.",
            )
