"""What the documents promise: their scripts run, their links lead somewhere, the wheel has what it needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])


def blocks(document: str, language: str) -> list[str]:
    """The code of a document in one language, in order."""
    text = (ROOT / document).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def run_python(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_script_of_the_api_page_works(tmp_path: Path) -> None:
    script = blocks("docs/api.md", "python")[0]
    assert run_python(script, tmp_path).strip() == "['Ada Berg']"
    assert (tmp_path / "letters.lattice").is_file()


def test_the_other_pieces_of_the_api_page_work_one_after_the_other(tmp_path: Path) -> None:
    script, *pieces = blocks("docs/api.md", "python")
    assert len(pieces) >= 5
    body = textwrap.indent("\n".join(pieces), "    ")
    printed = run_python(
        script.replace("    await client.close()", f"{body}\n    await client.close()"), tmp_path
    )
    assert printed.splitlines()[0] == "['Ada Berg']"
    assert "people 1" in printed
    assert "conflict" in printed
    assert "2 0" in printed
    assert "Herring › Nets at 11 of 33" in printed
    assert "+Mended once." in printed
    assert "added ready" in printed
    assert "stored 1 [b'12\\n']" in printed


def test_the_command_lines_of_the_readme_work(tmp_path: Path) -> None:
    session = next(block for block in blocks("README.md", "sh") if "lattice create" in block)
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LATTICE_")},
        "LATTICE_HOME": str(tmp_path / "home"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["/bin/sh", "-e", "-x", "-c", session],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=env,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Ada Berg" in done.stdout
    assert "Cy Dahl" in done.stdout
    exported = (tmp_path / "people.json").read_text("utf-8")
    assert "Bo Lind" in exported
    assert "Cy Dahl" not in exported, "undo took it back before the export"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text("utf-8"))
    missing = [link for link in links if ":" not in link and not (document.parent / link).exists()]
    assert missing == []


def test_every_key_of_the_readme_is_a_key_of_the_workbench() -> None:
    from lattice.tui.keys import KEYS

    assert {key.id for key in KEYS} >= {
        "app.quit",
        "app.help",
        "app.palette",
        "workbench.find",
        "workbench.undo",
    }
    default = {name.strip() for key in KEYS for name in key.keys.split(",")}
    written = {
        "question_mark",
        "ctrl+p",
        "ctrl+k",
        "ctrl+o",
        "ctrl+b",
        "f4",
        "f6",
        "f7",
        "ctrl+w",
        "g t",
        "g T",
    }
    written |= set("neducsvyYlhixrUSHG") | {"slash", "space", "colon", "ctrl+s", "escape", "ctrl+q", "enter"}
    assert written <= default


def test_the_page_of_keys_is_made_from_the_table_of_keys() -> None:
    from assets.make_keys import page

    assert (ROOT / "docs" / "keys.md").read_text("utf-8") == page(), "run `make docs`"


def test_the_wheel_brings_the_themes_and_the_command() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["scripts"] == {"lattice": "lattice.cli.main:main"}
    forced = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert forced == {"themes": "lattice/themes"}
    assert len(list((ROOT / "themes").glob("*.toml"))) >= 4


def test_what_lattice_needs_is_bounded_where_it_has_broken_before() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for wanted in project["dependencies"]:
        assert re.search(r"[<>=]", wanted), f"{wanted} has no bound"
