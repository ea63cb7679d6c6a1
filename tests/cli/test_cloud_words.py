from __future__ import annotations

import base64
import json

import pytest

from lattice.cli.durations import days
from lattice.cli.member_names import split_names
from lattice.cli.progress import Progress
from lattice.model.errors import LatticeError
from lattice.workspaces import Entry, Registry
from tests.cli.shell import Shell

TOKEN = "lat_" + "x" * 43


@pytest.mark.parametrize(
    ("text", "wanted"), [("7d", 7), ("12h", 0.5), ("90 m", 0.0625), ("2W", 14), ("1.5d", 1.5)]
)
def test_spans_of_time_are_read_as_people_write_them(text: str, wanted: float) -> None:
    assert days(text) == wanted


@pytest.mark.parametrize("text", ["", "7", "d", "-1d", "7 years", "1e3d", "٣d", "9" * 30 + "d"])
def test_what_is_no_span_of_time_is_refused(text: str) -> None:
    with pytest.raises(LatticeError) as refused:
        days(text)
    assert refused.value.code == "usage"


def test_names_come_several_times_and_with_commas() -> None:
    assert split_names(["ada, bo", "cy", ","]) == ["ada", "bo", "cy"]


@pytest.mark.parametrize(
    "line",
    [
        ("connect", "https://lattice.example.org", TOKEN),
        ("connect", TOKEN),
        ("join", TOKEN),
        ("token", "create", "--agent", TOKEN),
        ("token", "revoke", TOKEN),
    ],
)
def test_a_token_as_an_argument_is_refused_and_not_said_again(shell: Shell, line: tuple[str, ...]) -> None:
    done = shell(*line, "--json")
    assert done.status == 2
    assert done.error["code"] == "usage"
    assert TOKEN not in done.err


@pytest.mark.parametrize("text", ["hello", "lattice-invite:", "lattice-invite:%%%", "lattice-invite:e30"])
def test_what_is_no_invitation_adds_nothing(acme: Shell, text: str) -> None:
    assert acme("join", text, "--json").error["code"] == "usage"
    assert [one["name"] for one in acme.ask("workspaces")] == ["acme"]


def test_a_server_that_does_not_answer_is_unreachable_and_adds_nothing(
    acme: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LATTICE_TOKEN", TOKEN)
    done = acme("connect", "http://127.0.0.1:9", "team", "--json")
    assert (done.status, done.error["code"]) == (6, "unreachable")
    assert TOKEN not in done.err
    sent = {"v": 1, "server": "http://127.0.0.1:9", "secret": "s" * 43, "fingerprint": ""}
    invite = "lattice-invite:" + base64.urlsafe_b64encode(json.dumps(sent).encode()).decode()
    assert acme("join", invite, "--json").status in (5, 6)  # 5 where no keyring can hold the token
    assert [one["name"] for one in acme.ask("workspaces")] == ["acme"]


def test_a_name_that_is_taken_is_refused_before_anything_is_asked(acme: Shell) -> None:
    done = acme("connect", "http://127.0.0.1:9", "team", "--as", "ACME", "--json")
    assert done.error["code"] == "exists"


def test_a_connection_without_a_token_says_where_one_may_come_from(
    acme: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LATTICE_TOKEN", raising=False)
    done = acme("connect", "http://127.0.0.1:9", "team", "--json")
    assert done.error["code"] == "usage"
    assert "LATTICE_TOKEN" in done.error["hint"]


def test_an_agent_joins_nothing(acme: Shell) -> None:
    done = acme("--actor", "agent:scout", "join", "lattice-invite:x", "--json")
    assert done.error["code"] == "approval_required"


def test_removing_a_member_waits_for_yes(acme: Shell) -> None:
    assert acme("member", "remove", "bo", "--json").error["code"] == "usage"


@pytest.mark.parametrize(
    "line",
    [
        ("share", "people"),
        ("share", "people", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "everyone", "--read", "bo"),
        ("share", "people", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "--default", "private"),
        ("mask", "people", "admin"),
        ("share", "people", "--default", "nobody"),
    ],
)
def test_what_cannot_be_meant_by_sharing_is_a_mistake_of_usage(acme: Shell, line: tuple[str, ...]) -> None:
    assert acme(*line, "--json").status == 2


def test_on_a_workspace_of_this_machine_sync_has_nothing_to_do(acme: Shell) -> None:
    assert acme.ask("sync")["kind"] == "local"
    assert "on this machine" in acme.ok("sync")
    assert [one["actor"] for one in acme.ask("who")] == [acme.ask("status")["actor"]]


def test_publishing_to_a_port_where_nobody_is_says_so_before_it_looks_for_a_token(
    acme: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LATTICE_TOKEN", raising=False)
    done = acme("publish", "http://127.0.0.1:9", "--json")
    assert (done.status, done.error["code"]) == (6, "unreachable")
    assert "127.0.0.1:9 does not answer" in done.error["message"]


@pytest.mark.parametrize("line", [("publish", "foo"), ("connect", "foo", "team")])
def test_a_word_that_is_no_address_is_not_looked_for_in_the_network(
    acme: Shell, line: tuple[str, ...]
) -> None:
    done = acme(*line, "--json")
    assert (done.status, done.error["code"]) == (2, "usage")
    assert "https://host" in done.error["hint"]


@pytest.mark.parametrize("name", ["acme", "acme (local copy)"])
def test_what_is_on_a_server_already_says_so_before_it_looks_for_a_token(
    acme: Shell, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("LATTICE_TOKEN", raising=False)
    registry = Registry(acme.home)
    local = registry.rename("acme", "acme (local copy)")
    there = Entry(
        name="acme",
        id=local.id,
        path=str(acme.home / "mirrors" / "acme.lattice"),
        kind="cloud",
        server="http://127.0.0.1:9",
        workspace=local.id,
        member="human:ada",
    )
    registry.add(there, make_active=True)
    done = acme("publish", "http://127.0.0.1:9", "-w", name, "--json")
    assert (done.status, done.error["code"]) == (2, "usage")
    assert "on a server already: http://127.0.0.1:9, as acme" in done.error["message"]


def test_steps_of_long_work_are_lines_where_nobody_sees_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Progress("publish", lines=True) as progress:
        progress.step("reading what is here")
        progress.step("sending 2 of 2 records")
        progress.of(1, 2, "records")
        progress.step("opening it there")
    assert capsys.readouterr().err.splitlines() == [
        "publish: reading what is here",
        "publish: sending 2 of 2 records",
        "publish: opening it there",
    ]
