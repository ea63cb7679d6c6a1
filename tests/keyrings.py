"""Keyrings for tests, chosen by `PYTHON_KEYRING_BACKEND` as a person chooses theirs."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.backends import fail


class Kept(KeyringBackend):
    """Keeps what it is given for as long as the process runs."""

    priority = 1  # type: ignore[assignment]
    held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class Hanging(Kept):
    """Waits for somebody who never comes, as a locked keyring does."""

    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait()
        return None


class Quoting(Kept):
    """Refuses, and quotes what it was given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"cannot keep {password}")


class Forgetful(Kept):
    """Takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Disguised(fail.Keyring):
    """One that is turned off, under another name."""
