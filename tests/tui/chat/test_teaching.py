"""What an empty chat says of the key: where one goes, or what opens the one that is there."""

from __future__ import annotations

from lattice.model.errors import LatticeError
from lattice.tui.widgets.chat.teaching import without_key


def test_without_a_key_both_places_where_one_may_go_are_named() -> None:
    said = without_key(LatticeError("no_key", "No key is connected.")).plain
    assert "has no key yet" in said
    assert "the keyring of this machine, or into an encrypted file" in said


def test_a_key_in_a_file_that_is_shut_is_not_called_missing() -> None:
    said = without_key(LatticeError("no_passphrase", "The file opens with a passphrase.")).plain
    assert "no key yet" not in said
    assert "keyring" not in said
    assert "its passphrase opens" in said
