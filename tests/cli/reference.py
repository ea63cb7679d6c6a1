"""Writes what the program says of itself into docs/: `python -m tests.cli.reference`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from lattice.cli.commands import COMMANDS
from lattice.cli.globals import Globals
from lattice.cli.program import app
from lattice.cli.settings_commands import value_text
from lattice.setting_docs import described

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
FILES_PAGE = PAGE.with_name("files.md")


def commands_table() -> str:
    """Every command with its arguments and own flags."""
    program: Any = get_command(app)
    context = typer.Context(program, info_name="lattice")
    lines = ["| command | what it does |", "|---|---|"]
    for command in COMMANDS:
        lines += _lines(command.name, program.get_command(context, command.name), command.help)
    return "\n".join(lines)


def _lines(name: str, command: Any, said: str) -> list[str]:
    """A command, or those in a group and in the groups within it."""
    inner = getattr(command, "commands", {})
    lines = []
    if not inner or command.invoke_without_command:
        lines.append(f"| `{_usage(name, command)}` | {_escaped(said)} |")
    for word, sub in inner.items():
        lines += _lines(f"{name} {word}", sub, (sub.help or "").partition("\n")[0])
    return lines


def _usage(name: str, command: Any) -> str:
    parts = [name]
    for param in command.params:
        if param.param_type_name == "argument":
            parts.append(param.metavar)
        elif param.name not in Globals.FLAGS or param.expose_value:
            parts.append(f"[{_flag(param)}]")
    return " ".join(parts).replace("|", "\\|")


def _flag(param: Any) -> str:
    longest = max(param.opts, key=len)
    if param.secondary_opts:
        return param.secondary_opts[0] if param.default else longest
    if param.is_flag:
        return str(longest)
    choices = param.type_descriptor.choices
    return f"{longest} {'|'.join(str(c) for c in choices) if choices else param.metavar}"


def settings_table() -> str:
    """Every setting with its type, default and sentence."""
    lines = ["| setting | is | default | what it is |", "|---|---|---|---|"]
    for one in described():
        default = value_text(one.default) if not one.key.startswith("person.") else ""
        lines.append(
            f"| `{one.key}` | {one.type} | {f'`{default}`' if default else ''} | {_escaped(one.sentence)} |"
        )
    return "\n".join(lines)


def web_table() -> str:
    """Every rule of the web with its setting and its variable."""
    lines = ["| setting | variable | default | what it is |", "|---|---|---|---|"]
    for one in described():
        section, _, name = one.key.partition(".")
        if section == "web":
            default = (
                value_text(list(one.default)) if isinstance(one.default, tuple) else value_text(one.default)
            )
            shown = f"`{default}`" if default else ""
            lines.append(
                f"| `{one.key}` | `LATTICE_URL_{name.upper()}` | {shown} | {_escaped(one.sentence)} |"
            )
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def page(text: str) -> str:
    """The page with its made parts as they must be."""
    parts = {"commands": commands_table(), "settings": settings_table(), "rules of the web": web_table()}
    for name, made in parts.items():
        pattern = re.compile(rf"(<!-- made from the {name}:.*?-->\n).*?(<!-- end -->)", re.DOTALL)
        text = pattern.sub(lambda m, made=made: f"{m[1]}{made}\n{m[2]}", text)  # type: ignore[misc]
    return text


if __name__ == "__main__":
    for one in (PAGE, FILES_PAGE):
        one.write_text(page(one.read_text("utf-8")), "utf-8")
