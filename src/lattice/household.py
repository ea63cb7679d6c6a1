"""What can be wrong on this machine beside the workspaces: the home, the settings, the keys, the registry."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from lattice.model.errors import LatticeError
from lattice.model.findings import Finding
from lattice.settings import load_settings, settings_path
from lattice.workspaces import Entry, Registry


def check(home: Path, *, repair: bool = False) -> Iterator[Finding]:
    """What each check of the home found, named `home`, `settings`, `keys` or `registry`."""
    yield _home(home)
    yield from _settings(home)
    yield _secrets(home)
    registry = Registry(home)
    entries = registry.entries()
    for notice in registry.notices:
        yield Finding("registry", ok=False, message=notice, repaired=True)
    yield from _strays(registry, entries, repair=repair)


def _home(home: Path) -> Finding:
    if not home.exists():
        return Finding("home", ok=True, message=f"{home} is not there yet; it is made when it is needed.")
    if home.is_dir() and os.access(home, os.R_OK | os.W_OK | os.X_OK):
        return Finding("home", ok=True, message=f"{home} can be read and written.")
    return Finding(
        "home",
        ok=False,
        message=f"{home} cannot be read and written.",
        hint="Make the folder yours, or choose another with --home.",
    )


def _settings(home: Path) -> Iterator[Finding]:
    problems = load_settings(home).problems
    for problem in problems:
        yield Finding(
            "settings",
            ok=problem.unknown,
            message=f"{settings_path(home)}: {problem.message}.",
            hint=""
            if problem.unknown
            else "Mend the file, or write the key anew with `lattice settings set`.",
        )
    if not problems:
        yield Finding("settings", ok=True, message="The settings can be used.")


def _secrets(home: Path) -> Finding:
    """Whether a key can be kept; nothing is wrong where it cannot, for nobody needs one."""
    from lattice.secrets import vault_of

    standing = vault_of(home, load_settings(home).settings.secrets.store).standing()
    if not standing.usable:
        return Finding("keys", ok=True, message=standing.problem, hint=standing.hint)
    place = f"the encrypted file {standing.name}" if standing.store == "file" else f"the {standing.name}"
    if standing.store == "file" and not Path(standing.name).exists():
        return Finding("keys", ok=True, message=f"Keys go into {place}; none was kept yet.")
    return Finding("keys", ok=True, message=f"Keys are kept in {place}.")


def _strays(registry: Registry, entries: list[Entry], *, repair: bool) -> Iterator[Finding]:
    """Workspace files in the home that the registry does not know."""
    known = {os.path.realpath(entry.path) for entry in entries}
    for path in sorted(registry.folder.glob("*.lattice")):
        if os.path.realpath(path) in known:
            continue
        message, hint, repaired = f"{path} is not on the list of workspaces.", "", False
        if repair:
            try:
                taken = registry.open_file(path, make_active=False)
                message, repaired = f"{path} was taken in as {taken.name}.", True
            except LatticeError as error:
                hint = str(error)
        yield Finding(
            "registry",
            ok=False,
            message=message,
            hint=hint or ("" if repaired else "`lattice doctor --repair` takes it in."),
            repaired=repaired,
        )
    yield Finding("registry", ok=True, message=f"Workspaces on the list: {len(registry.entries())}.")
