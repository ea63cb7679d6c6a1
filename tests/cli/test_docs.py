from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from string import Template

import pytest

from lattice.cli.commands import COMMANDS
from lattice.model.errors import CODES
from tests.cli.reference import FILES_PAGE, PAGE, page
from tests.cli.shell import Shell
from tests.cli.talking import talk

TEXT = PAGE.read_text("utf-8")
#: Commands of the page, by section.
EXAMPLES = [
    (block.group(1).splitlines()[0], re.findall(r"^\$ lattice (.*)$", block.group(0), re.MULTILINE))
    for block in re.finditer(r"^## (.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
]

#: What goes on until ^C is tried elsewhere (test_history, test_watch_render, tests/mcp), and so are pages of
#: the web and what asks a model (test_ask), and the workbench in a browser (tests/browser).
ENDLESS = re.compile(r"^(lattice )?(watch|ask|mcp|web)\b|--watch|--follow|https://")


def test_the_made_parts_of_the_page_are_up_to_date() -> None:
    for one in (PAGE, FILES_PAGE):
        text = one.read_text("utf-8")
        assert page(text) == text, "run `python -m tests.cli.reference`"


def test_every_exit_status_is_on_the_page() -> None:
    for rule in CODES.values():
        assert f"\n| {rule.exit_status} | " in TEXT


def test_every_command_has_an_example() -> None:
    shown = {shlex.split(line)[0] for _, lines in EXAMPLES for line in lines}
    assert {command.name for command in COMMANDS} <= shown


def asked_for(shell: Shell, name: str) -> str:
    """What an agent asks for, and a person must allow."""
    shell.ok("policy", "set", "writes", "ask")
    done = shell("--actor", "agent:scout", "add", "people", f"name={name}", "--json")
    approval: str = done.error["details"]["approval"]
    return approval


def test_the_examples_of_the_page_work_one_after_the_other(shell: Shell) -> None:
    folder = shell.home.parent
    (folder / "cities.csv").write_text(
        "code,city,since,people\n001,Oslo,1048,709037\n002,Bergen,1070,285911\n"
    )
    (folder / "people.json").write_text(
        '[{"name": "Ada", "born": "1815-12-10"}, {"name": "Cy Ada", "born": "1990-01-01"}]'
    )
    (folder / "papers").mkdir()
    (folder / "papers" / "nets.md").write_text("# Nets\n\n## Mending\n\nWith a needle.\n")
    (folder / "letter.txt").write_text("Dear all, the boats are in.\n")
    (folder / "plan.md").write_text("# Plan\n\n## Spring\n\nPeas.\n\n## Autumn\n\nRye.\n")
    known: dict[str, str] = {}
    for section, lines in EXAMPLES:
        if section == "Rows":
            rows = shell.ask("rows", "people")["rows"]
            known |= {"ID": rows[0]["_id"], "OTHER": rows[1]["_id"]}
        if section == "The assistant":
            known |= {
                "THREAD": talk(shell),
                "APPROVAL": asked_for(shell, "Cy"),
                "OTHER_APPROVAL": asked_for(shell, "Di"),
            }
        for line in lines:
            if line.startswith("open"):
                known["FILE"] = str(next((shell.home / "workspaces").glob("play-*.lattice")))
            if ENDLESS.search(line) or section == "The cloud":
                # a server and its members are asked in test_cloud
                continue
            if "$CHANGE" in line:
                known["CHANGE"] = shell.ask("log", "--limit", "1")[0]["change_id"]
            arguments = shlex.split(Template(line).substitute(known))
            done = shell(*arguments)
            assert done.status == 0, f"{section}: lattice {line}\n{done.err}"
        if section == "Workspaces":
            shell.ok("use", "acme")


def test_the_examples_of_the_page_on_files_work_one_after_the_other(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "nets.md").write_text("# Nets\n\n## Mending\n\nWith a needle.\n")
    (tmp_path / "letter.txt").write_text("Dear all, the boats are in.\n")
    (tmp_path / "budget.csv").write_text("what,cost\nnets,12\n")
    (tmp_path / "plan.md").write_text("# Plan\n\nPeas.\n")
    shell.ok("create", "acme")
    shell.ok("table", "create", "people", "name:text")
    lines = re.findall(r"^\$ (.*)$", FILES_PAGE.read_text("utf-8"), re.MULTILINE)
    session = "\n".join(line for line in lines if not ENDLESS.search(line))
    command = f'lattice() {{ "{sys.executable}" -m lattice "$@"; }}\n{session}'
    done = subprocess.run(
        ["/bin/sh", "-e", "-x", "-c", command],
        capture_output=True,
        text=True,
        env=shell.environment(),
        cwd=tmp_path,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "+Dear all, the boats are in." in done.stdout
    assert (tmp_path / "out.txt").read_text() == "Boats: 12\n"


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_the_help_of_a_command_fits_a_terminal(shell: Shell, command: str) -> None:
    assert max(len(line) for line in shell.ok(command, "--help").splitlines()) <= 110
