"""The program: global flags before or after the command, commands loaded when they are named."""

from __future__ import annotations

import copy
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command, get_command_from_info, get_group_from_info

from lattice import __version__
from lattice.cli.commands import BY_NAME, COMMANDS
from lattice.cli.globals import Globals
from lattice.cli.plain_values import PlainCommand, PlainGroup

_EPILOG = (
    "Exit status: 0 done, 1 failed, 2 usage or no workspace, 3 not found, 4 conflict, 5 refused, "
    "6 unreachable, 7 outcome unknown, 130 interrupted. "
    "`lattice COMMAND --help` says more; the flags above may also stand after the command."
)


class LatticeGroup(PlainGroup):
    """The root group: help from the table, a module imported when its command is named."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All commands, without importing any."""
        return [command.name for command in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, from its module."""
        if cmd_name not in BY_NAME:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = self._load(cmd_name)
        return self.commands[cmd_name]

    def _load(self, name: str) -> Any:
        app: typer.Typer = import_module(f"lattice.cli.{BY_NAME[name].module}").app
        for info in app.registered_commands:
            if info.name == name:
                info.cls = info.cls if issubclass(info.cls or object, PlainCommand) else PlainCommand
                built = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
                return self._with_globals(built)
        group = next(info for info in app.registered_groups if info.name == name)
        _make_plain(group)
        built = get_group_from_info(
            group, pretty_exceptions_short=False, suggest_commands=True, rich_markup_mode=None
        )
        return self._with_globals(built)

    def _with_globals(self, command: Any) -> Any:
        """The command, and those in it, with the root's flags, so that they may stand behind it.

        A flag that the command has itself is its own: `log --actor` filters.
        """
        for inner in getattr(command, "commands", {}).values():
            self._with_globals(inner)
        own = {option for param in command.params for option in param.opts}
        for param in self.params:
            if param.name in Globals.FLAGS and own.isdisjoint(param.opts):
                shared = copy.copy(param)
                shared.expose_value = False
                command.params.append(shared)
        return command

    def invoke(self, ctx: Any) -> Any:
        """Run the command; ^C is said like everything else that ends one."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            from lattice.cli.failures import interrupted

            raise interrupted() from error

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named; an unknown one with what may have been meant."""
        if args and args[0] not in BY_NAME and not args[0].startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches  # for a mistake only

            near = get_close_matches(args[0], BY_NAME, n=3)
            meant = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The table of commands, by section."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for command in COMMANDS:
            sections.setdefault(command.section, []).append((command.name, command.help))
        for section, rows in sections.items():
            with formatter.section(section):
                formatter.write_dl(rows, col_max=12)


def _make_plain(group: Any) -> None:
    """Give a group, its commands and the groups in it the classes that speak as all of Lattice does."""
    assert group.typer_instance is not None
    own = group.typer_instance.info.cls
    group.cls = own if isinstance(own, type) else PlainGroup
    for inner in group.typer_instance.registered_commands:
        inner.cls = PlainCommand
    for within in group.typer_instance.registered_groups:
        _make_plain(within)


app = typer.Typer(
    name="lattice",
    cls=LatticeGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _remember(ctx: typer.Context, param: Any, value: Any) -> Any:
    """Keep a global flag wherever it stands; the one behind the command wins."""
    held = ctx.find_root().obj
    if value not in (None, False) and isinstance(held, Globals):
        setattr(held, str(param.name), value)
    return value


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"lattice {__version__}")
        raise typer.Exit


def _complete_workspaces(ctx: typer.Context, incomplete: str) -> list[str]:
    from lattice.cli.completion import workspaces

    return workspaces(ctx, incomplete)


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    home: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            callback=_remember,
            help="Where workspaces and settings are kept (or LATTICE_HOME).",
            show_default=False,
        ),
    ] = None,
    workspace: Annotated[
        str | None,
        typer.Option(
            "--workspace",
            "-w",
            metavar="NAME",
            callback=_remember,
            autocompletion=_complete_workspaces,
            help="The workspace that is meant (or LATTICE_WORKSPACE); else the active one.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", callback=_remember, help="One JSON document instead of words.")
    ] = False,
    actor: Annotated[
        str | None,
        typer.Option(
            metavar="ACTOR", callback=_remember, help="Who acts, such as agent:scout.", show_default=False
        ),
    ] = None,
    op_id: Annotated[
        str | None,
        typer.Option(
            metavar="ULID",
            callback=_remember,
            help="Id of this write: the same again does nothing twice.",
            show_default=False,
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say the version and exit."),
    ] = False,
) -> None:
    """A terminal workbench for the memory that people and AI agents share.

    Without a command the workbench opens on the workspace last open.
    """
    if ctx.invoked_subcommand is None:
        from lattice.cli.workbench import open_workbench

        raise typer.Exit(open_workbench(ctx.obj))


def run_program(arguments: list[str]) -> int:
    """Run a command line to its end, and say what went wrong."""
    flags = Globals(as_json=_wants_json(arguments))
    program = get_command(app)
    try:
        status = program.main(args=arguments, prog_name="lattice", standalone_mode=False, obj=flags)
    except SystemExit as end:
        # completion ends so
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:
        from lattice.cli.failures import report

        if isinstance(error, OSError) and _is_about_stdout(error):
            raise
        return report(error, flags)
    return status if isinstance(status, int) else 0


def _is_about_stdout(error: OSError) -> bool:
    return isinstance(error, BrokenPipeError) or getattr(error, "about_stdout", False)


def _wants_json(arguments: list[str]) -> bool:
    """Known before anything is parsed, for the errors of parsing itself."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in before
