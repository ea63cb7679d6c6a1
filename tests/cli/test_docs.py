from __future__ import annotations

import re
import shlex
from string import Template

import pytest

from lattice.cli.commands import COMMANDS
from lattice.model.errors import CODES
from tests.cli.reference import PAGE, page
from tests.cli.shell import Shell

TEXT = PAGE.read_text("utf-8")
#: Commands of the page, by section.
EXAMPLES = [
    (block.group(1).splitlines()[0], re.findall(r"^\$ lattice (.*)$", block.group(0), re.MULTILINE))
    for block in re.finditer(r"^## (.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
]


def test_the_made_parts_of_the_page_are_up_to_date() -> None:
    assert page(TEXT) == TEXT, "run `python -m tests.cli.reference`"


def test_every_exit_status_is_on_the_page() -> None:
    for rule in CODES.values():
        assert f"\n| {rule.exit_status} | " in TEXT


def test_every_command_has_an_example() -> None:
    shown = {shlex.split(line)[0] for _, lines in EXAMPLES for line in lines}
    assert {command.name for command in COMMANDS} <= shown


def test_the_examples_of_the_page_work_one_after_the_other(shell: Shell) -> None:
    folder = shell.home.parent
    (folder / "cities.csv").write_text(
        "code,city,since,people\n001,Oslo,1048,709037\n002,Bergen,1070,285911\n"
    )
    (folder / "people.json").write_text(
        '[{"name": "Ada", "born": "1815-12-10"}, {"name": "Cy Ada", "born": "1990-01-01"}]'
    )
    (folder / "plan.md").write_text("# Plan\n\n## Spring\n\nPeas.\n\n## Autumn\n\nRye.\n")
    known: dict[str, str] = {}
    for section, lines in EXAMPLES:
        if section == "Rows":
            rows = shell.ask("rows", "people")["rows"]
            known |= {"ID": rows[0]["_id"], "OTHER": rows[1]["_id"]}
        for line in lines:
            if line.startswith("open"):
                known["FILE"] = str(next((shell.home / "workspaces").glob("play-*.lattice")))
            if line.startswith("diff"):
                known["CHANGE"] = shell.ask("log", "--limit", "1")[0]["change_id"]
            arguments = shlex.split(Template(line).substitute(known))
            done = shell(*arguments)
            assert done.status == 0, f"{section}: lattice {line}\n{done.err}"
        if section == "Workspaces":
            shell.ok("use", "acme")


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_the_help_of_a_command_fits_a_terminal(shell: Shell, command: str) -> None:
    assert max(len(line) for line in shell.ok(command, "--help").splitlines()) <= 110
