"""The workspaces of the pictures: the sample, and the sample with airports, cars and conversations."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from assets.talks import EARLIER
from lattice.client import create_local
from lattice.model.people import Caller, Person
from lattice.sample import fill
from lattice.settings import set_person, set_setting
from lattice.workspaces import Registry
from tests.assistant.wire import KEY, Wire, say, serving, titled

NAME = "nordlys"
DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent
#: Of the encrypted files that keep the tokens of a shared workspace.
PASSPHRASE = "four words of a picture"


async def make_sample(home: Path) -> Path:
    """A home with a person and the sample; the file of its workspace."""
    set_person(home, Person("ada", "Ada Berg"))
    path = Registry(home).new_path(NAME)
    path.parent.mkdir(parents=True, exist_ok=True)
    client = await create_local(path, name=NAME, caller=Caller(actor="human:ada", origin="tui"))
    try:
        await fill(client)
    finally:
        await client.close()
    Registry(home).open_file(path)
    return path


def bring_in(home: Path) -> None:
    """Airports, cars and the flight notes."""
    lattice(home, "import", str(DATA / "airports.csv"), "--key", "iata")
    lattice(home, "import", str(DATA / "cars.csv"))
    lattice(home, "file", "add", str(DATA / "flight-notes.md"))


def talk(home: Path) -> None:
    """Conversations that were had before, on the command line."""
    for title, question, answer in EARLIER:
        with serving(Wire([[say(answer)]], aside=titled(title))) as wire:
            lattice(home, "ask", question, **service(wire))


def service(wire: Wire) -> dict[str, str]:
    """The environment in which this service answers."""
    return {
        "ANTHROPIC_BASE_URL": wire.url,
        "ANTHROPIC_API_KEY": KEY,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }


def lattice(home: Path, *words: str, **environ: str) -> str:
    """What a command prints; ends all when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "lattice", "--home", str(home), *words],
        env={**os.environ, **environ},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"lattice {' '.join(words)}: {done.stderr or done.stdout}")
    return done.stdout


def move_in(home: Path, workspace: Path | None, settings: Mapping[str, str]) -> None:
    """A fresh home with its own copy of a workspace, so that no picture shows what another one did."""
    home.mkdir(parents=True)
    if workspace is not None:
        set_person(home, Person("ada", "Ada Berg"))
        path = Registry(home).new_path(NAME)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(workspace, path)
        Registry(home).open_file(path)
    for key, value in settings.items():
        set_setting(home, key, value)


def share(home: Path, others: Path) -> str:
    """Publish the workspace of a home to a server of this run, where Bo joins; an invitation for Cleo.

    `others` is where the homes of those are who join.
    """
    from tests.served import served

    server = served()
    mine = {"LATTICE_PASSPHRASE": PASSPHRASE}
    set_setting(home, "secrets.store", "file")
    lattice(home, "publish", server.address, LATTICE_TOKEN=server.admin, **mine)
    bo = others / "bo"
    set_person(bo, Person("bo", "Bo Berg"))
    set_setting(bo, "secrets.store", "file")
    invitation = lattice(home, "invite", "create", "--role", "editor", "--for", "Bo Berg", **mine).strip()
    lattice(bo, "join", invitation, "--handle", "bo", LATTICE_PASSPHRASE=PASSPHRASE)
    return lattice(home, "invite", "create", "--role", "viewer", "--for", "Cleo", **mine).strip()
