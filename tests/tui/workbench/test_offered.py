"""What the parts of the workbench offer fits together: no two want one name, and nothing is out of reach."""

from __future__ import annotations

from pathlib import Path

from lattice.tui.keys import KEYS
from lattice.tui.screens.offered import DEEDS, PARTS, commands

from .conftest import workbench


def test_no_two_parts_do_something_under_one_name() -> None:
    assert sum(len(part.DEEDS) for part in PARTS) == len(DEEDS)


async def test_every_deed_has_a_key_or_a_command_and_no_two_commands_one_name(home: Path) -> None:
    async with workbench(home) as bench:
        offered = commands(bench.screen)
        names = [command.name for command in offered]
        assert len(names) == len(set(names))
        done = {command.action for command in offered}
        keys = {key.id for key in KEYS}
        assert [name for name in DEEDS if name not in keys and f"do({name!r})" not in done] == []
