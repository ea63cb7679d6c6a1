from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
import typer

from lattice import __version__
from lattice.cli.commands import COMMANDS
from lattice.model.errors import CODES
from tests.cli.shell import Shell
from tests.terminal import Terminal

#: What may be loaded before `lattice --help` is answered.
KEPT_OUT_OF_HELP = {
    *("msgspec", "asyncio", "sqlite3", "aiosqlite", "textual", "rich", "pydantic", "openpyxl"),
    *("python_calamine", "charset_normalizer", "platformdirs", "tomllib"),
}


def loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys\n"
        "from lattice.cli.main import main\n"
        f"main({list(arguments)!r})\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_help_lists_every_command_and_imports_none_of_them() -> None:
    modules = loaded_by("--help")
    assert {name.split(".")[0] for name in modules} & KEPT_OUT_OF_HELP == set()
    ours = {name for name in modules if name.startswith("lattice.")}
    assert ours == {
        *("lattice.cli", "lattice.cli.main", "lattice.cli.program", "lattice.cli.commands"),
        *("lattice.cli.globals", "lattice.cli.plain_values", "lattice.cli.early_keys"),
    }


def test_a_command_loads_neither_the_workbench_nor_readers_nor_pydantic(acme: Shell) -> None:
    modules = loaded_by("--home", str(acme.home), "rows", "people", "--json")
    assert "lattice.engine.engine" in modules
    left_out = {"textual", "rich", "pydantic", "openpyxl", "python_calamine", "platformdirs"}
    assert {name.split(".")[0] for name in modules} & left_out == set()


@pytest.mark.parametrize("arguments", [("files",), ("file", "show", "a.md"), ("search", "words")])
def test_reading_files_loads_no_reader_of_documents(acme: Shell, arguments: tuple[str, ...]) -> None:
    acme.ok("artifact", "create", "A")
    modules = loaded_by("--home", str(acme.home), *arguments, "--json")
    left_out = {"textual", "pydantic", "httpx", "httpcore", "jinja2", "yaml", "watchfiles", "lxml", "PIL"}
    assert {name.split(".")[0] for name in modules} & left_out == set()
    assert not any(name.startswith(("lattice.ingest.", "lattice.context.")) for name in modules)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_table_of_commands_agrees_with_the_commands(command: object) -> None:
    from lattice.cli.commands import Command

    assert isinstance(command, Command)
    app: typer.Typer = import_module(f"lattice.cli.{command.module}").app
    for info in app.registered_commands:
        if info.name == command.name:
            assert info.callback is not None
            assert (info.callback.__doc__ or "").strip().splitlines()[0] == command.help
            return
    group = next(info for info in app.registered_groups if info.name == command.name)
    assert group.typer_instance is not None
    callback = group.typer_instance.registered_callback
    said = callback.callback.__doc__ if callback and callback.callback else group.typer_instance.info.help
    assert (said or "").strip().splitlines()[0] == command.help


def test_every_command_of_a_module_is_in_the_table() -> None:
    for module in {command.module for command in COMMANDS}:
        app: typer.Typer = import_module(f"lattice.cli.{module}").app
        names = {info.name for info in [*app.registered_commands, *app.registered_groups]}
        assert names == {command.name for command in COMMANDS if command.module == module}


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help(shell: Shell, command: str) -> None:
    text = shell.ok(command, "--help")
    assert text.startswith(f"Usage: lattice {command}")
    assert "--json" in text


def test_the_version_is_said(shell: Shell) -> None:
    assert shell.ok("--version") == f"lattice {__version__}\n"


def test_global_flags_stand_before_or_behind_the_command(acme: Shell) -> None:
    acme.ok("create", "other")
    before = acme("-w", "acme", "--json", "rows", "people")
    behind = acme("rows", "people", "--json", "-w", "ACME")
    between = acme("--workspace=acme", "rows", "--json", "people")
    assert before.json == behind.json == between.json
    assert acme("rows", "people").status == 3
    assert acme("audit", "verify", "--json", "-w", "acme").json["ok"] is True
    assert acme("audit", "--json", "verify", "-w", "acme").json["ok"] is True


def test_the_flag_behind_the_command_wins(acme: Shell) -> None:
    acme.ok("create", "other")
    assert acme("-w", "other", "rows", "people", "-w", "acme").status == 0


def test_the_environment_names_home_and_workspace(acme: Shell) -> None:
    acme.ok("create", "other")
    assert acme.process("rows", "people").status == 3
    assert acme.process("rows", "people", env={"LATTICE_WORKSPACE": "acme"}).status == 0
    status = acme.process("status", "--json", env={"LATTICE_WORKSPACE": "acme"}).json
    assert (status["workspace"], status["rule"]) == ("acme", "environment")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope",),
        ("rows",),
        ("rows", "people", "--nope"),
        ("rows", "people", "--limit", "many"),
        ("rows", "people", "--limit", "0"),
        ("rows", "people", "extra"),
        ("import", "--mode", "sideways", "x.csv"),
        ("get", "people", "not-an-id"),
        ("--actor", "somebody", "rows", "people"),
        ("table",),
    ],
)
def test_usage_errors_exit_2_with_one_form_of_error(acme: Shell, arguments: tuple[str, ...]) -> None:
    done = acme(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith("lattice: ")
    error = acme("--json", *arguments)
    assert error.status == 2
    assert error.error["code"] == "usage"
    assert set(error.error) >= {"code", "stage", "message", "hint"}


def test_an_unknown_command_says_what_may_have_been_meant(shell: Shell) -> None:
    assert "Did you mean rows" in shell("rowz").err


def test_exit_statuses_are_those_that_were_promised() -> None:
    promised = {0, 1, 2, 3, 4, 5, 6, 7, 130}
    assert {rule.exit_status for rule in CODES.values()} <= promised
    assert {code for code, rule in CODES.items() if rule.exit_status == 2} >= {"usage", "no_workspace"}


def test_without_a_terminal_the_workbench_says_so(shell: Shell) -> None:
    done = shell.process()
    assert done.status == 2
    assert "needs a terminal" in done.err


def test_in_a_terminal_that_cannot_place_words_the_workbench_says_so(shell: Shell) -> None:
    with Terminal([sys.executable, "-m", "lattice"], env=shell.environment({"TERM": "dumb"})) as terminal:
        assert terminal.wait_end() == 2
        assert "TERM=dumb" in terminal.text
