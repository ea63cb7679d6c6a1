"""The keyring of the operating system: which one can be used, and a deadline on every call to it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from lattice.model.errors import LatticeError, Stage
from lattice.model.visible import visible

if TYPE_CHECKING:
    # 150 ms, paid for by those who need a key
    from keyring.backend import KeyringBackend

T = TypeVar("T")

#: How long one call may take, in seconds. A locked keyring waits for its owner, perhaps for ever.
DEADLINE_S = 10.0
#: The name under which everything of Lattice stands in the keyring.
SERVICE = "lattice"
#: Where keyrings come from that keep secrets in a file, in the open or behind a question of their own.
_REFUSED = ("keyrings.alt", "keyrings.cryptfile", "keyring.backends.chainer")
#: Where those come from that keep nothing: somebody turned the keyring off.
_OFF = ("keyring.backends.fail", "keyring.backends.null")
REMEDIES = (
    "Install or unlock a keyring (a Secret Service such as gnome-keyring, or KWallet), set "
    "ANTHROPIC_API_KEY (for a model) or LATTICE_TOKEN (for a server) in the environment, or choose the "
    "encrypted file with `lattice settings set secrets.store file`."
)


class _System(NamedTuple):
    """A keyring of an operating system."""

    name: str
    module: str
    kind: str


_SYSTEMS: dict[str, tuple[_System, ...]] = {
    "darwin": (_System("Keychain", "keyring.backends.macOS", "Keyring"),),
    "win32": (_System("Credential Manager", "keyring.backends.Windows", "WinVaultKeyring"),),
    "": (
        _System("Secret Service", "keyring.backends.SecretService", "Keyring"),
        _System("Secret Service", "keyring.backends.libsecret", "Keyring"),
        _System("KWallet", "keyring.backends.kwallet", "DBusKeyring"),
    ),
}


class Found(NamedTuple):
    """The keyring that is used."""

    name: str
    """What people call it."""
    backend: KeyringBackend


def within(work: Callable[[], T]) -> T:
    """What `work` answers; raises `no_keyring` when it takes longer than the deadline.

    The thread is left to itself then: nothing can end a call that waits for a locked keyring, and
    waiting for it must not hold up the end of the process.
    """
    answer = _Answer(work)
    threading.Thread(target=answer.fetch, name="keyring", daemon=True).start()
    if not answer.ready.wait(DEADLINE_S):
        raise no_keyring(
            f"The keyring did not answer within {DEADLINE_S:.0f} seconds; it may be locked and waiting "
            "for its password."
        )
    if answer.error is not None:
        raise answer.error
    return answer.values[0]


class _Answer(Generic[T]):
    """What a call in a thread of its own came to."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self.ready = threading.Event()
        self.values: list[T] = []
        self.error: LatticeError | None = None

    def fetch(self) -> None:
        """Do the work, and keep what comes of it."""
        try:
            self.values.append(self._work())
        except LatticeError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 - backends, D-Bus and what is behind it raise anything
            self.error = _refused(error)
        finally:
            self.ready.set()


def _refused(error: Exception) -> LatticeError:
    from keyring.errors import KeyringLocked

    if isinstance(error, KeyringLocked):
        return no_keyring("The keyring is locked, and nobody unlocked it.")
    return no_keyring(f"The keyring refused: {_words(error)}")


def _words(error: Exception) -> str:
    """What a keyring said, on one line and not for ever."""
    said = visible(str(error))[:200].strip().rstrip(".!")
    return f"{said or type(error).__name__}."


def no_keyring(message: str, reason: str = "") -> LatticeError:
    """The refusal where no keyring can be used."""
    return LatticeError("no_keyring", message, f"{reason}{REMEDIES}", stage=Stage.CONSTRAINTS)


def find() -> Found:
    """The keyring that can be used now; raises `no_keyring` with what was tried."""
    chosen = _configured()
    if chosen is not None:
        return chosen
    reason = ""
    for system in _SYSTEMS.get(sys.platform, _SYSTEMS[""]):
        try:
            kind = getattr(import_module(system.module), system.kind)
            # a backend says by raising that it cannot be used here
            _ = kind.priority
            return Found(system.name, kind())
        except Exception as error:  # noqa: BLE001 - whatever keeps it from working is told
            reason = reason or f"{system.name}: {_words(error)} "
    raise no_keyring("There is no keyring here to keep a key in.", reason)


def _configured() -> Found | None:
    """The backend that a person chose for all their programs; None when they left it open."""
    from keyring import core

    try:
        backend = core.load_env() or core.load_config()
    except Exception as error:  # noqa: BLE001 - a name in a file may be of anything
        raise no_keyring(f"The keyring that was configured cannot be used: {_words(error)}") from None
    if backend is None:
        return None
    origins = {kind.__module__ for kind in type(backend).__mro__}
    name = f"{type(backend).__module__}.{type(backend).__name__}"
    if any(origin.startswith(_OFF) for origin in origins):
        raise no_keyring(f"The keyring is turned off ({name}).")
    if any(origin.startswith(_REFUSED) for origin in origins):
        raise no_keyring(f"{name} is no keyring of the operating system: Lattice keeps no key in it.")
    names = {(system.module, system.kind): system.name for group in _SYSTEMS.values() for system in group}
    return Found(names.get((type(backend).__module__, type(backend).__name__), name), backend)


def get(account: str) -> str | None:
    """The text kept under an account; None when there is none. Raises `no_keyring`."""
    return within(lambda: find().backend.get_password(SERVICE, account))


def put(account: str, value: str) -> None:
    """Keep a text under an account, in place of what was there. Raises `no_keyring`."""

    def work() -> None:
        backend = find().backend
        backend.set_password(SERVICE, account, value)
        if backend.get_password(SERVICE, account) != value:
            raise no_keyring("The keyring took the key and did not keep it.")

    within(lambda: _unsaid(work, value))


def remove(account: str) -> bool:
    """Remove what is kept under an account; False when there was nothing. Raises `no_keyring`."""

    def work() -> bool:
        backend = find().backend
        if backend.get_password(SERVICE, account) is None:
            return False
        backend.delete_password(SERVICE, account)
        return True

    return within(work)


def _unsaid(work: Callable[[], None], value: str) -> None:
    """Do `work`; what goes wrong is told without the value that it was about."""
    try:
        work()
    except LatticeError:
        raise
    except Exception as error:  # noqa: BLE001 - its words may quote what was to be kept
        raise no_keyring(f"The keyring refused: {_words(error).replace(value, '•••')}") from None


def account_of(name: str, home: str | os.PathLike[str]) -> str:
    """Under what a secret of one home stands, so that two homes keep apart."""
    from hashlib import sha256

    place = os.path.realpath(home)
    return f"{name}-{sha256(os.fsencode(place)).hexdigest()[:12]}"
