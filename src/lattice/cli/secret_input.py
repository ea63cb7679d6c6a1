"""Secrets on their way in: typed without being shown, from the environment, or on standard input."""

from __future__ import annotations

import os
import sys

import typer

from lattice.cli.globals import Globals
from lattice.model.errors import LatticeError, Stage
from lattice.secrets import Secret, Vault, vault_of
from lattice.settings import need_settings

#: What tokens of a server begin with.
_TOKENS = ("lat_", "lai_", "laa_")
#: Characters read from standard input at most.
_MOST = 10_000


def asked(words: str) -> str:
    """What is typed at a terminal without being shown; empty for enter alone."""
    return str(typer.prompt(words, default="", hide_input=True, show_default=False, err=True)).strip()


def vault_for(flags: Globals) -> Vault:
    """The vault of the home that is meant; the passphrase of an encrypted file is asked for at a terminal."""
    return vault_of(flags.home_path, need_settings(flags.home_path).secrets.store, os.environ, _passphrase)


def _passphrase(new: bool) -> Secret:
    """The passphrase as it is typed; a new one twice, for nobody sees what they type."""
    if not sys.stdin.isatty():
        return Secret("")
    if not new:
        return Secret(asked("Passphrase of the encrypted file (hidden)"))
    first = Secret(asked("A passphrase for the encrypted file (hidden)"))
    if first != Secret(asked("The same again")):
        raise LatticeError("no_passphrase", "The two are not the same.", "Nothing was kept; do it again.")
    return first


def read_stdin() -> str:
    """What `-` stands for: standard input, without the line's end."""
    return sys.stdin.read(_MOST).strip()


def given_token(variable: str, what: str, *, stdin: bool = False) -> Secret:
    """A token from standard input, the environment or the prompt; raises `usage` where there is none.

    `what` says whose it is, such as `Token` or `Admin token of the server`.
    """
    text = read_stdin() if stdin else os.environ.get(variable, "").strip()
    if not text and not stdin and sys.stdin.isatty():
        text = asked(f"{what} (hidden)")
    if text:
        return Secret(text)
    raise LatticeError(
        "usage",
        f"{what}: there is none.",
        f"Set {variable}, or send it on standard input with `-`.",
        stage=Stage.CONSTRAINTS,
    )


def refuse_token(*arguments: str) -> None:
    """Raise `usage` when an argument is a token, without repeating it."""
    if any(argument.startswith(_TOKENS) for argument in arguments):
        raise LatticeError(
            "usage",
            "A token is never taken as an argument: it would stand in the history of your shell and in the "
            "list of processes, where others can read it.",
            "Set LATTICE_TOKEN, type it when asked, or send it with `-`. This one should be revoked.",
            stage=Stage.CONSTRAINTS,
        )
