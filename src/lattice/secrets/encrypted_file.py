"""The encrypted file: secrets behind a passphrase, for machines without a keyring."""

from __future__ import annotations

import configparser
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from lattice.model.errors import LatticeError, Stage
from lattice.places import locked, unwritable, write_whole
from lattice.secrets.secret import Secret

if TYPE_CHECKING:
    from keyrings.cryptfile.cryptfile import CryptFileKeyring

#: A passphrase for a new file has at least so many characters.
LEAST_PASSPHRASE = 8
_SERVICE = "lattice"


def file_of(home: Path) -> Path:
    """Where the encrypted file of a home stands."""
    return home / "secrets.crypt"


def get(path: Path, passphrase: Secret, name: str) -> str | None:
    """The text of that name; None when there is none. Raises `no_passphrase`, `corrupt`, `unwritable`."""
    if not path.exists():
        return None
    with _told(path):
        value: str | None = _unproved(path, passphrase).get_password(_SERVICE, name)
        if value is None:
            # nothing was opened with the passphrase yet: a wrong one must not pass for an empty file
            _opened(path, passphrase)
    return value


def put(path: Path, passphrase: Secret, name: str, value: str) -> None:
    """Keep a text, in place of what was there; the first one makes the file. Raises as `get` does."""
    new = not path.exists()
    if new and len(passphrase.reveal().strip()) < LEAST_PASSPHRASE:
        raise LatticeError(
            "no_passphrase",
            f"The passphrase must have at least {LEAST_PASSPHRASE} characters.",
            "Several words that only you would put together are easy to keep and hard to guess.",
            stage=Stage.CONSTRAINTS,
        )
    with _written(path) as copy, _told(path):
        _opened(copy, passphrase, new=new).set_password(_SERVICE, name, value)


def remove(path: Path, passphrase: Secret, name: str) -> bool:
    """Remove a text; False when there was none. Raises as `get` does."""
    if get(path, passphrase, name) is None:
        return False
    with _written(path) as copy, _told(path):
        _opened(copy, passphrase).delete_password(_SERVICE, name)
    return True


def _opened(path: Path, passphrase: Secret, *, new: bool = False) -> CryptFileKeyring:
    """The file, after the passphrase was tried on it."""
    ring = _unproved(path, passphrase)
    if not new:
        # it would make a damaged file anew, and what was in it would be gone
        ring._init_file = _damaged
    ring.keyring_key = passphrase.reveal()
    return ring


def _unproved(path: Path, passphrase: Secret) -> CryptFileKeyring:
    """The file, without trying the passphrase: each try costs half a second, and reading tries it anyway."""
    from keyrings.cryptfile.cryptfile import CryptFileKeyring

    ring = CryptFileKeyring()
    ring.file_path = str(path)
    ring._keyring_key = passphrase.reveal()
    return ring


def _damaged(*_: Any) -> NoReturn:
    raise configparser.Error


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """What goes wrong in an encrypted file, in our words; its own might quote what they are about."""
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from None
    except (configparser.Error, KeyError, AttributeError, UnicodeDecodeError):
        raise LatticeError(
            "corrupt",
            f"{path} is damaged, or is no encrypted file of Lattice.",
            "Bring it back from a backup, or remove it and connect the key again.",
        ) from None
    except (ValueError, TypeError):
        raise LatticeError(
            "no_passphrase",
            f"The passphrase does not open {path}.",
            "Type it again. A forgotten one cannot be found out: remove the file and connect the key again.",
            stage=Stage.CONSTRAINTS,
        ) from None


@contextlib.contextmanager
def _written(path: Path) -> Iterator[Path]:
    """A copy that takes the place of the file when all went well; the file is never half written."""
    with locked(path):
        copy = path.with_name(f".{path.name}.{os.getpid()}.copy")
        try:
            before = path.read_bytes() if path.exists() else b""
            with open(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(before)
            yield copy
            write_whole(path, copy.read_bytes())
        except OSError as error:
            raise unwritable(path, error) from None
        finally:
            copy.unlink(missing_ok=True)
