"""`key set`, `key status`, `key test`, `key remove`, `key login`: what the assistant asks its model with."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, note
from lattice.cli.plain_values import PlainGroup
from lattice.cli.running import need_person
from lattice.cli.secret_input import asked, read_stdin, vault_for
from lattice.cli.waiting import wait
from lattice.model.errors import LatticeError, Stage
from lattice.model.visible import visible
from lattice.secrets import PASSPHRASE_VARIABLE, Secret, Vault
from lattice.settings import need_settings

if TYPE_CHECKING:
    from lattice.assistant.checking import Trial
    from lattice.assistant.credentials import Credential


class KeyGroup(PlainGroup):
    """The commands of the key. A word that is none of them may be a key, and is not repeated."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named."""
        if (
            args
            and not args[0].startswith("-")
            and args[0] not in self.commands
            and not ctx.resilient_parsing
        ):
            raise _as_argument()
        return super().resolve_command(ctx, args)


app = typer.Typer()
key_app = typer.Typer(cls=KeyGroup, help="Connect the assistant: keep a key, test it, remove it.")
app.add_typer(key_app, name="key")

#: What a person may send by mistake is caught here instead of being quoted back by an error.
_CATCH_ALL = {"ignore_unknown_options": True, "allow_extra_args": True}
_Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[-]", help="`-` reads the key from standard input.", show_default=False),
]


@key_app.command("set", context_settings=_CATCH_ALL)
def set_(
    ctx: typer.Context,
    words: _Words = None,
    tested: Annotated[
        bool, typer.Option("--test/--no-test", help="Ask the service first whether it takes the key.")
    ] = True,
) -> None:
    """Keep a key, typed without being shown, when the service takes it.

    With `-` it is read from standard input; without a terminal it is taken from ANTHROPIC_API_KEY. A key that
    the service refuses is not kept; one that cannot be tested now is.
    """
    from lattice.assistant.credentials import keep_key

    flags = flags_of(ctx)
    need_person(flags, "connect a key")
    vault = vault_for(flags)
    key = _given(words or [])
    trial = _tried(flags, key) if tested else None
    keep_key(vault, key)
    where = _where(vault)
    answer(
        flags,
        lambda: {
            "stored": True,
            "store": vault.store,
            "place": where,
            "ends": key.ending,
            "tested": trial is not None and not trial.untested,
            "problem": trial.untested if trial else "",
        },
        lambda: f"The key {key.ending} is kept in {where}. {_outcome(trial)}",
    )


def _tried(flags: Globals, key: Secret) -> Trial:
    """Test a key before it is kept; raises `key_refused` with what to do about it."""
    from lattice.assistant.checking import try_key

    if sys.stderr is not None and sys.stderr.isatty():
        note("Testing the key …")
    try:
        return wait(try_key(key, need_settings(flags.home_path).assistant.base_url))
    except LatticeError as error:
        if error.code != "key_refused":
            raise
        raise LatticeError(
            "key_refused",
            f"{error.message} It was not kept.",
            "Copy it once more, whole, and run `lattice key set` again; `--no-test` keeps it untested.",
        ) from None


def _outcome(trial: Trial | None) -> str:
    if trial is None:
        return "`lattice key test` asks whether it works."
    if trial.untested:
        return f"It could not be tested: {visible(trial.untested)} `lattice key test` asks again."
    return "It works."


@key_app.command("status")
def status(ctx: typer.Context) -> None:
    """Say which key is used and where it is from; never the key."""
    flags = flags_of(ctx)
    need_person(flags, "look at the key")
    vault = vault_for(flags)
    found, problem = _found(vault)
    answer(flags, lambda: _status_data(vault, found, problem), lambda: _status_words(vault, found, problem))


@key_app.command("test")
def test(ctx: typer.Context) -> None:
    """Ask the service which models the key opens."""
    from lattice.assistant.checking import check
    from lattice.assistant.credentials import credentials

    flags = flags_of(ctx)
    need_person(flags, "test the key")
    base_url = need_settings(flags.home_path).assistant.base_url

    async def ask() -> tuple[Credential, tuple[str, ...]]:
        used = await credentials(vault_for(flags))
        return used, await check(used, base_url)

    used, models = wait(ask())
    answer(
        flags,
        lambda: {"ok": True, "kind": used.kind, "source": used.source, "models": models},
        lambda: f"It works ({_called(used)}). Models: {', '.join(models)}.",
    )


@key_app.command("remove")
def remove(ctx: typer.Context) -> None:
    """Remove the key or the sign-in that is kept."""
    from lattice.assistant.credentials import KEY_VARIABLE, forget

    flags = flags_of(ctx)
    need_person(flags, "remove the key")
    vault = vault_for(flags)
    left = (
        "" if not os.environ.get(KEY_VARIABLE) else f" {KEY_VARIABLE} of the environment is used from now on."
    )
    if not forget(vault):
        raise LatticeError("not_found", f"No key is kept in {_where(vault)}.", left.strip())
    answer(flags, lambda: {"removed": True}, lambda: f"The key is removed from {_where(vault)}.{left}")


@key_app.command("login")
def login(
    ctx: typer.Context,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page by itself, or only say where it is.")
    ] = True,
) -> None:
    """Sign in through the browser, where your service offers it."""
    from lattice.assistant.credentials import API_KEY
    from lattice.assistant.oauth import deployment_of, keep_tokens, open_browser, sign_in

    flags = flags_of(ctx)
    need_person(flags, "sign in")
    vault = vault_for(flags)
    deployment = deployment_of(os.environ)
    if deployment is None:
        raise LatticeError(
            "usage",
            "There is nothing to sign in to.",
            "With a key of your own: `lattice key set`. Services that offer a sign-in say what to set as "
            "ANTHROPIC_OAUTH_AUTHORIZE_URL, ANTHROPIC_OAUTH_TOKEN_URL and ANTHROPIC_OAUTH_CLIENT_ID.",
            stage=Stage.CONSTRAINTS,
        )
    # nobody signs in for nothing: the keyring answers, the file opens
    vault.get(API_KEY)

    def show(address: str) -> None:
        note(f"Sign in at {address}")
        if browser:
            open_browser(address)

    tokens = wait(sign_in(deployment, show))
    keep_tokens(vault, tokens)
    vault.remove(API_KEY)
    answer(
        flags,
        lambda: {"signed_in": True, "store": vault.store, "expires_at": tokens.expires_at or None},
        lambda: f"You are signed in; the sign-in is kept in {_where(vault)}.",
    )


def _given(words: list[str]) -> Secret:
    """The key, from wherever a key may come; raises `usage` for one in an argument."""
    from lattice.assistant.credentials import KEY_VARIABLE

    if words and words != ["-"]:
        raise _as_argument()
    if words:
        return Secret(read_stdin())
    held = os.environ.get(KEY_VARIABLE, "").strip()
    if sys.stdin.isatty():
        either = f" (hidden; enter alone takes {KEY_VARIABLE})" if held else " (hidden)"
        return Secret(asked(f"Key{either}") or held)
    if not held:
        raise LatticeError(
            "usage",
            "There is no key to keep.",
            f"Send it with `lattice key set -`, or set {KEY_VARIABLE}.",
            stage=Stage.CONSTRAINTS,
        )
    return Secret(held)


def _as_argument() -> LatticeError:
    return LatticeError(
        "usage",
        "A key is never taken as an argument: it would stand in the history of your shell and in the "
        "list of processes, where others can read it.",
        "Type it when asked, or send it: `lattice key set - < FILE`. If it was your key, make a new one. "
        "`lattice key --help` lists the commands.",
        stage=Stage.CONSTRAINTS,
    )


def _where(vault: Vault) -> str:
    standing = vault.standing()
    if standing.store == "file":
        return f"the encrypted file {visible(standing.name)}"
    return f"the keyring ({standing.name})" if standing.name else "the keyring"


def _found(vault: Vault) -> tuple[Credential | None, LatticeError | None]:
    from lattice.assistant.credentials import credentials

    try:
        return wait(credentials(vault)), None
    except LatticeError as error:
        return None, error


def _called(used: Credential) -> str:
    what = "the sign-in" if used.kind == "oauth" else f"the key {used.secret.ending}"
    places = {"keyring": "the keyring", "file": "the encrypted file", "environment": "the environment"}
    return f"{what} of {places[used.source]}"


def _status_data(vault: Vault, used: Credential | None, problem: LatticeError | None) -> dict[str, object]:
    standing = vault.standing()
    return {
        "connected": used is not None,
        "kind": used.kind if used else None,
        "source": used.source if used else None,
        "ends": used.secret.ending if used else None,
        "expires_at": used.expires_at or None if used else None,
        "problem": problem.message if problem else used.note if used else "",
        "hint": problem.hint if problem else "",
        "store": standing,
    }


def _status_words(vault: Vault, used: Credential | None, problem: LatticeError | None) -> str:
    standing = vault.standing()
    lines = []
    if used is not None:
        lines.append(f"Used: {_called(used)}.")
    if used is not None and used.note:
        lines.append(f"The keyring was not asked: {visible(used.note)}")
    if problem is not None:
        lines += [visible(problem.message), visible(problem.hint)]
    if standing.usable:
        lines.append(f"Keys are kept in {_where(vault)}.")
    if vault.needs_passphrase and vault.file.exists():
        lines.append(f"It opens with a passphrase: {PASSPHRASE_VARIABLE}, or typed when asked.")
    return "\n".join(line for line in lines if line)
