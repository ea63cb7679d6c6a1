"""The commands of the cloud against a server that really runs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import NamedTuple

import pytest

from lattice.client.cloud import signing_in
from lattice.client.cloud.signing_in import Server
from lattice.model.ids import new_id
from lattice.model.members import Joined
from lattice.settings import derived_person
from tests.cli.shell import Shell
from tests.keyrings import Kept
from tests.served import served


class Team(NamedTuple):
    """A workspace on a server, with its owner's shell."""

    ada: Shell
    bo: Shell
    """Of somebody who is not in yet."""

    def invite(self) -> str:
        return str(self.ada.ask("invite", "create", "--role", "editor")["invite"])


@pytest.fixture
def team(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Kept")
    monkeypatch.setattr(Kept, "held", {})
    for name in ("LATTICE_HOME", "LATTICE_WORKSPACE", "LATTICE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    ada, bo = Shell(tmp_path / "ada", capsys), Shell(tmp_path / "bo", capsys)
    joined = asyncio.run(_made())
    monkeypatch.setenv("LATTICE_TOKEN", joined.token)
    ada.ok("connect", served().address, joined.workspace_id, "--as", "team")
    monkeypatch.delenv("LATTICE_TOKEN")
    ada.ok("table", "create", "people", "name:text", "age:integer", "iban:text")
    ada.ok("add", "people", "name=Ada", "age=36", "iban=NO1")
    return Team(ada, bo)


async def _made() -> Joined:
    return await signing_in.create_workspace(
        Server(served().address),
        served().admin,
        name="Team",
        handle="ada",
        member_name="Ada",
        device="test",
        op_id=new_id(),
    )


def test_who_joins_without_a_handle_is_told_which_was_taken_and_how_to_read_offline(team: Team) -> None:
    done = team.bo("join", team.invite())
    assert done.status == 0, done.err
    assert f"you are human:{derived_person().handle}" in done.out
    assert "--handle" in done.out
    assert "lattice sync" in done.err


def test_a_handle_that_was_chosen_is_taken_and_nothing_is_said_of_it(team: Team) -> None:
    done = team.bo("join", team.invite(), "--handle", "Bo", "--name", "Bo Berg")
    assert "you are human:bo." in done.out
    assert "--handle" not in done.out
    assert [one["name"] for one in team.ada.ask("members")] == ["Ada", "Bo Berg"]
    assert team.bo("join", team.invite(), "--handle", "no:body", "--json").error["code"] == "usage"


def test_a_masked_cell_says_that_it_is_masked(team: Team) -> None:
    team.ada.ok("mask", "people.age", "admin")
    team.ada.ok("mask", "people.iban", "admin")
    team.bo.ok("join", team.invite(), "--handle", "bo")
    assert team.bo.ok("rows", "people").splitlines()[1].split()[1:] == ["Ada", "•••", "•••"]
    (row,) = team.bo.ask("rows", "people")["rows"]
    assert (row["age"], row["iban"]) == (None, "•••")
    assert team.bo.ok("get", "people", row["_id"]).count("•••") == 2
    columns = team.bo.ask("tables")[0]["columns"]
    assert [(c["masked"], c["audience"]) for c in columns] == [
        (False, "everyone"),
        (True, "admin"),
        (True, "admin"),
    ]
    assert team.ada.ok("rows", "people").splitlines()[1].split()[1:] == ["Ada", "36", "NO1"]
