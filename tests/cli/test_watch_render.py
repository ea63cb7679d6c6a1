"""`watch` and `render` by the command line: what they say, what they write, how they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.following import Following
from tests.cli.shell import Shell


@pytest.fixture
def start(shell: Shell) -> Iterator[Callable[..., Following]]:
    """Starts commands that go on until they are interrupted; the shell is in a workspace of two people."""
    shell.ok("create", "acme")
    shell.ok("table", "create", "people", "name:text", "about:markdown")
    shell.ok("add", "people", "name=Ada", "about=Counts herring.")
    started: list[Following] = []

    def start(*arguments: str) -> Following:
        started.append(Following(shell, *arguments))
        return started[-1]

    yield start
    for one in started:
        one.close()


def test_a_watched_folder_stays_in_step_until_it_is_interrupted(
    shell: Shell, start: Callable[..., Following]
) -> None:
    papers = Path("papers")
    papers.mkdir()
    (papers / "a.txt").write_text("Herring\n")
    watch = start("watch", "papers")
    first = watch.until(lambda note: "total" in note)
    assert (first["total"], first["added"], first["folder"]) == (1, 1, str(papers.absolute()))
    (papers / "b.txt").write_text("Mackerel\n")
    added = watch.until(lambda note: note.get("name") == "b.txt")
    assert (added["fate"], added["status"], added["trouble"]) == ("added", "ready", False)
    assert shell.ask("search", "mackerel")[0]["row_id"] == added["_id"]
    (papers / "b.txt").write_text("Sprat, not the other\n")
    assert watch.until(lambda note: note.get("name") == "b.txt")["fate"] == "replaced"
    (papers / "b.txt").unlink()
    assert watch.until(lambda note: note.get("name") == "b.txt")["fate"] == "missing"
    status, said = watch.interrupt()
    assert status == 130
    assert "no longer watched. Since it began: 2 added, 1 replaced, 1 missing." in said
    assert shell.ask("audit", "verify")["ok"] is True


def test_what_is_no_folder_is_not_watched(shell: Shell, start: Callable[..., Following]) -> None:
    Path("a.txt").write_text("x")
    assert shell("watch", "missing").status == 3
    assert shell("watch", "a.txt").status == 2
    assert shell("watch", "").status == 2


def test_the_workspace_is_written_as_markdown_and_only_what_changed_again(
    shell: Shell, start: Callable[..., Following]
) -> None:
    first = shell.ask("render", "--out", "tree")
    tree = Path("tree").absolute()
    assert first["folder"] == str(tree)
    assert first["written"] > 0
    assert (tree / "INDEX.md").exists()
    assert any("Counts herring." in page.read_text() for page in tree.rglob("*.md"))
    assert shell.ask("render", "--out", "tree")["written"] == 0
    shell.ok("add", "people", "name=Bo")
    assert 0 < shell.ask("render", "--out", "tree")["written"] < 10
    words = shell.ok("render", "--out", "tree")
    assert words.startswith(str(tree))
    assert "0 pages written" in words


def test_the_tree_stands_beside_the_workspace_unless_said(
    shell: Shell, start: Callable[..., Following]
) -> None:
    path = Path(shell.ask("status")["path"])
    folder = Path(shell.ask("render")["folder"])
    assert folder.parent == path.parent
    assert (folder / "INDEX.md").exists()


def test_an_edited_page_is_left_alone_by_one_pass_and_said(
    shell: Shell, start: Callable[..., Following]
) -> None:
    shell.ok("render", "--out", "tree")
    (page,) = Path("tree/tables/people").glob("ada*.md")
    page.write_text(page.read_text().replace("Counts herring.", "Counts sprat."))
    shell.ok("set", "people", shell.ask("rows", "people")["rows"][0]["_id"], "name=Ada King")
    words = shell.ok("render", "--out", "tree")
    assert f"left alone:\n  tables/people/{page.name}\n" in words
    assert "--watch" in words
    assert "Counts sprat." in page.read_text()


def test_edits_come_back_while_the_tree_is_watched_and_can_be_undone(
    shell: Shell, start: Callable[..., Following]
) -> None:
    keep = start("render", "--watch", "--out", "tree")
    assert keep.until(lambda note: note["kind"] == "rendered")["at"]
    (page,) = Path("tree/tables/people").glob("ada*.md")
    page.write_text(page.read_text().replace("Counts herring.", "Counts sprat."))
    taken = keep.until(lambda note: note["kind"] == "changed")
    assert (taken["table"], taken["path"]) == ("people", f"tables/people/{page.name}")
    assert shell.ask("rows", "people")["rows"][0]["about"] == "Counts sprat."
    shell.ok("undo", taken["change_id"])
    keep.until(lambda note: note["kind"] == "rendered" and "Counts herring." in page.read_text())
    second = start("render", "--watch", "--out", "tree")
    assert "Another Lattice" in second.until(lambda note: note["kind"] == "waiting")["message"]
    assert second.interrupt()[0] == 130
    status, said = keep.interrupt()
    assert status == 130
    assert "no longer kept current. Since it began: " in said


@pytest.mark.parametrize("out", ["", "a\0b", "file.txt", "/proc/nothing/here"])
def test_a_folder_that_cannot_be_is_refused_in_words(
    shell: Shell, start: Callable[..., Following], out: str
) -> None:
    Path("file.txt").write_text("x")
    for more in ((), ("--watch",)):
        done = shell("render", "--out", out, *more)
        assert done.status in (1, 2)
        assert "inside Lattice" not in done.err
    assert Path("file.txt").read_text() == "x"


def test_what_was_rendered_of_a_deleted_workspace_is_named(
    shell: Shell, start: Callable[..., Following]
) -> None:
    folder = shell.ask("render")["folder"]
    done = shell("delete", "acme", "--yes")
    assert folder in done.err
    assert Path(folder, "INDEX.md").exists()


def test_the_folder_of_another_workspace_is_left_alone(shell: Shell, start: Callable[..., Following]) -> None:
    shell.ok("render", "--out", "tree")
    before = Path("tree/INDEX.md").read_text()
    shell.ok("create", "other")
    assert shell("render", "--out", "tree").status == 4
    assert Path("tree/INDEX.md").read_text() == before
