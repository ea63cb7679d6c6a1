from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.places import home_dir
from lattice.registry import mirror_path
from lattice.workspaces import Entry, Registry, Rule, check_workspace_name, choose


def make_file(path: Path, name: str, workspace_id: str | None = None) -> str:
    """A file that says it is a workspace, without an engine."""
    workspace_id = workspace_id or new_id()
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE lattice_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.executemany(
        "INSERT INTO lattice_meta VALUES (?, ?)", [("workspace_id", workspace_id), ("name", name)]
    )
    connection.commit()
    connection.close()
    return workspace_id


def add(registry: Registry, name: str, *, make_active: bool = True) -> Entry:
    path = registry.new_path(name)
    return registry.add(Entry(name=name, id=make_file(path, name), path=str(path)), make_active=make_active)


def test_the_home_is_the_flag_then_the_variable_then_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LATTICE_HOME", str(tmp_path / "variable"))
    assert home_dir(str(tmp_path / "flag")) == tmp_path / "flag"
    assert home_dir() == tmp_path / "variable"
    monkeypatch.delenv("LATTICE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert home_dir().name == "lattice"


def test_an_empty_home_has_no_workspaces_and_is_not_written_to(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "home")
    assert registry.entries() == []
    assert registry.active() is None
    assert not (tmp_path / "home").exists()


def test_what_was_added_is_listed_by_name_and_the_last_is_active(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    add(registry, "Zebra")
    add(registry, "acme")
    again = Registry(tmp_path)
    assert [entry.name for entry in again.entries()] == ["acme", "Zebra"]
    active = again.active()
    assert active is not None
    assert active.name == "acme"
    assert active.created_at
    assert stat.S_IMODE(registry.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(registry.folder.stat().st_mode) == 0o700


def test_names_are_one_without_regard_to_case(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    entry = add(registry, "Straße")
    assert registry.get("STRASSE") == entry
    assert registry.get(entry.id.lower()) == entry
    with pytest.raises(LatticeError, match="already") as caught:
        registry.check_free("strasse")
    assert caught.value.code == "exists"


@pytest.mark.parametrize("name", ["", "  ", " a", "a ", "x" * 61, "a\nb", "a\u202eb", "\x1b[31m", "-w"])
def test_a_name_that_cannot_be_typed_or_seen_is_refused(name: str) -> None:
    with pytest.raises(LatticeError) as caught:
        check_workspace_name(name)
    assert caught.value.code == "invalid_name"


@pytest.mark.parametrize("name", ["a", "acme research", "研究", "../../etc", "x" * 60, "📚 books"])
def test_any_visible_name_gets_a_safe_file(tmp_path: Path, name: str) -> None:
    registry = Registry(tmp_path)
    path = registry.new_path(check_workspace_name(name))
    assert path.parent == registry.folder
    assert path.name.isascii()


def test_use_rename_and_forget(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    first, second = add(registry, "one"), add(registry, "two")
    assert registry.use("ONE").name == "one"
    assert registry.rename("one", "Uno").name == "Uno"
    active = registry.active()
    assert active is not None
    assert active.name == "Uno"
    assert registry.rename("uno", "UNO").name == "UNO"
    with pytest.raises(LatticeError, match="already"):
        registry.rename("two", "uno")
    registry.forget("UNO")
    assert Path(first.path).exists()
    assert registry.active() is not None
    registry.forget("two")
    assert registry.active() is None
    assert Path(second.path).exists()


def test_delete_removes_the_file_and_all_that_belongs_to_it(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    entry = add(registry, "gone")
    for suffix in ("-wal", "-shm"):
        Path(entry.path + suffix).write_bytes(b"x")
    registry.delete("gone")
    assert list(registry.folder.iterdir()) == []
    assert registry.entries() == []


def test_delete_leaves_files_outside_alone(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "home")
    outside = tmp_path / "mine.lattice"
    make_file(outside, "mine")
    registry.open_file(outside)
    with pytest.raises(LatticeError) as caught:
        registry.delete("mine")
    assert caught.value.code == "forbidden"
    link = registry.folder / "link.lattice"
    registry.folder.mkdir(parents=True)
    link.symlink_to(outside)
    registry.add(Entry(name="link", id=new_id(), path=str(link)))
    with pytest.raises(LatticeError, match="not in Lattice's own folder"):
        registry.delete("link")
    assert outside.exists()
    assert [entry.name for entry in registry.entries()] == ["link", "mine"]


def test_open_takes_in_a_file_once_and_follows_it_when_it_moves(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "home")
    file = tmp_path / "a.db"
    make_file(file, "Team")
    assert registry.open_file(file).name == "Team"
    assert registry.open_file(file).name == "Team"
    file.rename(tmp_path / "b.db")
    assert registry.open_file(tmp_path / "b.db").path == str(tmp_path / "b.db")
    make_file(tmp_path / "c.db", "Team")
    assert registry.open_file(tmp_path / "c.db").name == "Team 2"
    assert len(registry.entries()) == 2


def test_open_refuses_what_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hello")
    sqlite3.connect(tmp_path / "y").execute("CREATE TABLE t (a)").connection.close()
    for name, code in (("x", "invalid_file"), ("y", "invalid_file"), ("z", "not_found")):
        with pytest.raises(LatticeError) as caught:
            Registry(tmp_path / "home").open_file(tmp_path / name)
        assert caught.value.code == code


@pytest.mark.parametrize("damage", [b"", b"{", b'{"entries": 3}', b"\xff\xfe", b"[]"])
def test_a_damaged_registry_is_kept_aside_and_made_anew(tmp_path: Path, damage: bytes) -> None:
    registry = Registry(tmp_path)
    entry = add(registry, "kept")
    (registry.folder / "stray.lattice").write_text("not a workspace")
    registry.path.write_bytes(damage)
    again = Registry(tmp_path)
    assert [(e.name, e.id, e.path) for e in again.entries()] == [("kept", entry.id, entry.path)]
    assert again.active() is not None
    assert any("damaged" in notice for notice in again.notices)
    assert any("stray" in notice for notice in again.notices)
    (aside,) = tmp_path.glob("workspaces.json.damaged-*")
    assert aside.read_bytes() == damage
    assert Registry(tmp_path).entries() == again.entries()


def test_a_lost_registry_is_made_anew_from_the_files(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    add(registry, "one")
    registry.path.unlink()
    again = Registry(tmp_path)
    assert [e.name for e in again.entries()] == ["one"]
    assert again.notices


def test_a_registry_of_a_newer_lattice_is_left_alone(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    tmp_path.joinpath("workspaces.json").write_text('{"format": 2, "entries": []}')
    with pytest.raises(LatticeError) as caught:
        registry.entries()
    assert caught.value.code == "newer_workspace"
    assert registry.path.exists()


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder")
    with pytest.raises(LatticeError) as caught:
        Registry(tmp_path / "home").new_path("x")
    assert caught.value.code == "unwritable"
    assert str(tmp_path) in caught.value.message


def test_processes_that_write_at_once_lose_no_entry(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from lattice.workspaces import Entry, Registry\n"
        "r = Registry(Path(sys.argv[1]))\n"
        "for i in range(10):\n"
        "    name = f'{sys.argv[2]}-{i}'\n"
        "    r.add(Entry(name=name, id=name, path=f'/nowhere/{name}'))\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), str(n)], env=os.environ)
        for n in range(4)
    ]
    assert [process.wait(60) for process in running] == [0] * 4
    names = {entry.name for entry in Registry(tmp_path).entries()}
    assert names == {f"{n}-{i}" for n in range(4) for i in range(10)}


def test_the_rules_choose_in_their_order(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "project"
    folder.mkdir()
    with pytest.raises(LatticeError, match="no workspace yet") as caught:
        choose(home, None, None, folder)
    assert caught.value.code == "no_workspace"
    registry = Registry(home)
    for name in ("flag", "env", "folder", "active"):
        add(registry, name)
    assert choose(home, None, None, folder).rule is Rule.ACTIVE
    (folder / ".lattice.toml").write_text('workspace = "Folder"\n')
    chosen = choose(home, None, None, folder)
    assert (chosen.entry.name, chosen.rule, chosen.because) == (
        "folder",
        Rule.FOLDER,
        str(folder / ".lattice.toml"),
    )
    assert choose(home, None, "env", folder).rule is Rule.ENVIRONMENT
    assert choose(home, "flag", "env", folder).rule is Rule.FLAG
    for flag, env in (("nope", None), (None, "nope")):
        with pytest.raises(LatticeError) as missing:
            choose(home, flag, env, folder)
        assert missing.value.code == "not_found"


def test_the_folder_file_counts_at_the_root_of_the_repository_and_no_further(tmp_path: Path) -> None:
    home, repository = tmp_path / "home", tmp_path / "outer" / "repository"
    deep = repository / "a" / "b"
    deep.mkdir(parents=True)
    registry = Registry(home)
    add(registry, "inner")
    add(registry, "other")
    (tmp_path / "outer" / ".lattice.toml").write_text('workspace = "inner"')
    assert choose(home, None, None, deep).rule is Rule.ACTIVE
    (repository / ".git").mkdir()
    assert choose(home, None, None, deep).rule is Rule.ACTIVE
    (repository / ".lattice.toml").write_text('workspace = "inner"')
    assert choose(home, None, None, deep).entry.name == "inner"
    (repository / "a" / ".lattice.toml").write_text('workspace = "other"')
    assert choose(home, None, None, deep).entry.name == "inner"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "workspace = 3",
        "workspace = ",
        'workspace = "a\\u0000b"',
        'server = "https://ada:secret@x"\nworkspace = "one"',
        'server = 3\nworkspace = "one"',
        'server = "https://x"',
        "[workspace]\nname = 1",
        "#" * 70_000,
    ],
)
def test_a_folder_file_that_names_no_workspace_is_refused(tmp_path: Path, text: str) -> None:
    add(Registry(tmp_path / "home"), "one")
    (tmp_path / ".lattice.toml").write_text(text)
    with pytest.raises(LatticeError) as caught:
        choose(tmp_path / "home", None, None, tmp_path)
    assert caught.value.exit_status == 2


def cloud_entry(home: Path, name: str = "Team", member: str = "human:ada") -> Entry:
    workspace = new_id()
    path = mirror_path(home, workspace, member)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a mirror")
    return Entry(
        name=name,
        id=workspace,
        path=str(path),
        kind="cloud",
        server="https://lattice.example.org",
        workspace=workspace,
        member=member,
    )


@pytest.mark.parametrize("way", ["forget", "delete"])
def test_a_cloud_workspace_that_leaves_the_list_takes_its_copy_with_it(tmp_path: Path, way: str) -> None:
    registry = Registry(tmp_path)
    kept = add(registry, "local")
    entry = registry.add(cloud_entry(tmp_path))
    for end in ("-wal", ".feed", ".head"):
        Path(entry.path + end).write_bytes(b"x")
    assert registry.active() == registry.get("Team")
    getattr(registry, way)("Team")
    assert [e.name for e in registry.entries()] == ["local"]
    assert list((tmp_path / "mirrors").iterdir()) == []
    assert Path(kept.path).exists()


def test_a_damaged_list_does_not_make_a_mirror_out_of_another_file(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    precious = tmp_path / "letter.txt"
    precious.write_text("dear all")
    registry.add(msgspec.structs.replace(cloud_entry(tmp_path), path=str(precious)))
    registry.delete("Team")
    assert precious.read_text() == "dear all"


def test_a_folder_file_may_name_a_server_and_a_workspace_there(tmp_path: Path) -> None:
    home = tmp_path / "home"
    registry = Registry(home)
    add(registry, "Team")
    entry = registry.add(cloud_entry(home, "Team 2"), make_active=False)
    other = registry.add(
        msgspec.structs.replace(cloud_entry(home, "Team 3"), server="https://other.example.org")
    )
    file = tmp_path / ".lattice.toml"
    for server in ("https://lattice.example.org", "lattice.example.org/", "HTTPS://Lattice.Example.org"):
        file.write_text(f'server = "{server}"\nworkspace = "{entry.workspace}"')
        assert choose(home, None, None, tmp_path).entry == entry
    file.write_text('server = "lattice.example.org"\nworkspace = "team 2"')
    assert choose(home, None, None, tmp_path).entry == entry
    file.write_text(f'server = "lattice.example.org"\nworkspace = "{other.workspace}"')
    with pytest.raises(LatticeError) as caught:
        choose(home, None, None, tmp_path)
    assert caught.value.code == "not_found"
    assert "lattice connect" in caught.value.hint
