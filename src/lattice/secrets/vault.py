"""Where the secrets of one home are: the one door to the keyring and to the encrypted file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from lattice.model.errors import LatticeError, Stage
from lattice.places import locked
from lattice.secrets import encrypted_file, os_keyring
from lattice.secrets.secret import Secret

#: Where secrets can be kept; the names of the setting `secrets.store`.
STORES = ("keyring", "file")
#: The environment variable with the passphrase of the encrypted file.
PASSPHRASE_VARIABLE = "LATTICE_PASSPHRASE"


class Standing(msgspec.Struct, frozen=True):
    """Whether secrets can be kept here."""

    store: str
    """`keyring` or `file`."""
    name: str
    """What people call the place, such as `Secret Service`; of a file its path."""
    usable: bool
    problem: str = ""
    """Why not, in words."""
    hint: str = ""
    """What can be done."""


class Vault:
    """The secrets of one home. All of it waits, up to ten seconds for a keyring: call it in a thread.

    `ask` is asked for the passphrase when it is needed first; it hears whether the file is yet to be made.
    """

    def __init__(
        self,
        home: Path,
        store: str = "keyring",
        passphrase: Secret | None = None,
        ask: Callable[[bool], Secret] | None = None,
    ) -> None:
        self.home = home
        self.store = store
        self._passphrase = passphrase
        self._ask = ask
        self.changes = 0
        """How often something was kept or removed through this door, for those who hold what was in it."""

    def get(self, name: str) -> Secret | None:
        """The secret of that name; None when there is none.

        Raises `no_keyring`; with the encrypted file `no_passphrase`, `corrupt`, `unwritable`.
        """
        if self.store == "file":
            if not self.file.exists():
                return None
            with self._opened() as passphrase:
                value = encrypted_file.get(self.file, passphrase, name)
        else:
            value = os_keyring.get(os_keyring.account_of(name, self.home))
        return None if value is None else Secret(value)

    def put(self, name: str, secret: Secret) -> None:
        """Keep a secret, in place of the one that was there. Raises as `get` does."""
        self.changes += 1
        if self.store == "file":
            with self._opened() as passphrase:
                encrypted_file.put(self.file, passphrase, name, secret.reveal())
        else:
            os_keyring.put(os_keyring.account_of(name, self.home), secret.reveal())

    def remove(self, name: str) -> bool:
        """Remove a secret; False when there was none. Raises as `get` does."""
        self.changes += 1
        if self.store == "file":
            if not self.file.exists():
                return False
            with self._opened() as passphrase:
                return encrypted_file.remove(self.file, passphrase, name)
        return os_keyring.remove(os_keyring.account_of(name, self.home))

    def standing(self) -> Standing:
        """Whether secrets can be kept here, found out by asking; raises nothing."""
        if self.store == "file":
            return Standing("file", str(self.file), usable=True)
        try:
            found = os_keyring.within(os_keyring.find)
        except LatticeError as error:
            return Standing("keyring", "", usable=False, problem=error.message, hint=error.hint)
        return Standing("keyring", found.name, usable=True)

    @contextlib.contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Hold off all other processes of this home that want the same; raises `unwritable`."""
        with locked(self.home / name):
            yield

    @property
    def file(self) -> Path:
        """The encrypted file, whether it is there or not."""
        return encrypted_file.file_of(self.home)

    @property
    def needs_passphrase(self) -> bool:
        """Whether the next call needs a passphrase that nobody has said yet."""
        return self.store == "file" and self._passphrase is None

    def open_with(self, passphrase: Secret) -> None:
        """Use a passphrase from now on, for as long as this process runs; it is written nowhere."""
        self._passphrase = passphrase

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Secret]:
        """The passphrase; one that does not open the file is not kept."""
        try:
            yield self._opening()
        except LatticeError as error:
            if error.code == "no_passphrase":
                self._passphrase = None
            raise

    def _opening(self) -> Secret:
        if self._passphrase is None and self._ask is not None:
            self._passphrase = self._ask(not self.file.exists())
        if self._passphrase is None or not self._passphrase:
            raise LatticeError(
                "no_passphrase",
                f"{self.file} opens with a passphrase.",
                f"Set {PASSPHRASE_VARIABLE} in the environment, or connect the key again on a terminal.",
                stage=Stage.CONSTRAINTS,
            )
        return self._passphrase


def vault_of(
    home: Path,
    store: str,
    environ: Mapping[str, str] | None = None,
    ask: Callable[[bool], Secret] | None = None,
) -> Vault:
    """The vault of a home as its settings say; the passphrase is taken from the environment if it is there.

    Raises `usage` for a store that there is not.
    """
    if store not in STORES:
        raise LatticeError(
            "usage",
            f"secrets.store must be one of {', '.join(STORES)}, not {store!r}.",
            "`lattice settings set secrets.store keyring` goes back to the keyring.",
            stage=Stage.CONSTRAINTS,
        )
    said = (os.environ if environ is None else environ).get(PASSPHRASE_VARIABLE)
    return Vault(home, store, Secret(said) if said else None, ask)
