from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.shell import Shell


def test_without_a_workspace_everything_says_so(shell: Shell) -> None:
    for command in (("tables",), ("rows", "x"), ("status",), ("undo",)):
        done = shell(*command, "--json")
        assert done.status == 2
        assert done.error["code"] == "no_workspace"
        assert "lattice create" in done.error["hint"]
    assert shell.ask("workspaces") == []
    assert "There is no workspace yet" in shell.ok("workspaces")


def test_create_makes_a_file_and_makes_it_active(shell: Shell) -> None:
    made = shell.ask("create", "Acme research", "--description", "What we know")
    assert Path(made["path"]).is_file()
    assert made["active"] is True
    assert shell("create", "acme RESEARCH", "--json").error["code"] == "exists"
    status = shell.ask("status")
    assert (status["workspace"], status["id"], status["rule"]) == ("Acme research", made["id"], "active")
    assert status["description"] == "What we know"
    assert shell("create", "second").err == ""
    assert [(w["name"], w["active"]) for w in shell.ask("workspaces")] == [
        ("Acme research", False),
        ("second", True),
    ]


def test_a_create_that_fails_leaves_nothing(shell: Shell) -> None:
    assert shell("create", "a\x1bb").status == 2
    assert shell("create", "x" * 61).status == 2
    assert shell.ask("workspaces") == []
    assert not list(shell.home.glob("workspaces/*"))


def test_the_first_use_keeps_who_this_is(shell: Shell) -> None:
    shell.ok("create", "a")
    handle = shell.ask("settings")["person"]["handle"]
    assert shell.ask("status")["actor"] == f"human:{handle}"


def test_use_rename_forget_and_open(acme: Shell) -> None:
    acme.ok("create", "other")
    acme.ok("use", "ACME")
    assert acme.ask("status")["workspace"] == "acme"
    acme.ok("rename", "acme", "Acme 2")
    assert acme.ask("tables", "-w", "acme 2")[0]["rows"] == 2
    path = Path(acme.ask("status")["path"])
    acme.ok("forget", "Acme 2")
    assert path.exists()
    assert acme.ask("status")["workspace"] == "other"
    opened = acme.ask("open", str(path))
    assert (opened["name"], opened["active"]) == ("Acme 2", True)
    assert acme("use", "nope", "--json").error["code"] == "not_found"
    assert acme("open", "nope.lattice").status == 3


def test_delete_alone_is_the_workspace_and_needs_yes(acme: Shell) -> None:
    path = Path(acme.ask("status")["path"])
    refused = acme("delete", "acme", "--json")
    assert (refused.status, refused.error["code"]) == (2, "usage")
    assert path.exists()
    acme.ok("delete", "acme", "--yes")
    assert not list(path.parent.glob("*"))
    assert acme("status").status == 2
    assert acme("delete", "people", "--yes").status == 3


def test_an_agent_does_not_remove_workspaces(acme: Shell) -> None:
    for command in (
        ("delete", "acme", "--yes"),
        ("forget", "acme"),
        ("rename", "acme", "b"),
        ("create", "c"),
    ):
        done = acme("--actor", "agent:scout", *command, "--json")
        assert (done.status, done.error["code"]) == (5, "approval_required")


def test_a_file_that_has_gone_is_said_with_the_way_out(acme: Shell) -> None:
    path = Path(acme.ask("status")["path"])
    path.rename(path.with_suffix(".moved"))
    done = acme("tables", "--json")
    assert done.status == 3
    assert "lattice open" in done.error["hint"]
    assert not path.exists()


def test_a_file_that_is_no_workspace_is_refused_and_left_alone(acme: Shell) -> None:
    path = Path(acme.ask("status")["path"])
    for companion in path.parent.glob(path.name + "-*"):
        companion.unlink()
    path.write_bytes(b"not a database" * 500)
    done = acme("tables", "--json")
    assert done.status == 1
    assert done.error["code"] == "corrupt"
    assert path.read_bytes().startswith(b"not a database")


def test_a_damaged_registry_is_mended_and_said(acme: Shell) -> None:
    (acme.home / "workspaces.json").write_text("{")
    done = acme("workspaces")
    assert done.status == 0
    assert "damaged" in done.err
    assert "acme" in done.out
    (acme.home / "workspaces.json").write_text("{")
    done = acme("tables", "--json")
    assert done.json[0]["name"] == "people"
    assert "damaged" in done.err
    assert acme("tables").err == ""


def test_a_home_that_cannot_be_written_is_said(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = shell.process("create", "a", "--json", env={"LATTICE_HOME": str(tmp_path / "file" / "home")})
    assert done.status == 1
    assert done.error["code"] == "unwritable"


def test_a_folder_names_its_workspace(acme: Shell, tmp_path: Path) -> None:
    acme.ok("create", "other")
    (tmp_path / ".lattice.toml").write_text('workspace = "acme"\n')
    status = acme.ask("status")
    assert (status["workspace"], status["rule"]) == ("acme", "folder")
    assert status["because"] == str(tmp_path / ".lattice.toml")


def test_the_sample_is_there_to_explore(shell: Shell) -> None:
    shell.ok("create", "try", "--sample")
    tables = shell.ask("tables")
    assert len(tables) >= 5
    assert sum(table["rows"] for table in tables) > 1_000


def test_a_workspace_can_be_copied_as_a_file(acme: Shell, tmp_path: Path) -> None:
    path = Path(acme.ask("status")["path"])
    shutil.copy(path, tmp_path / "copy.lattice")
    assert acme.ask("open", str(tmp_path / "copy.lattice"))["name"] == "acme 2"
    assert acme.ask("tables")[0]["rows"] == 2
