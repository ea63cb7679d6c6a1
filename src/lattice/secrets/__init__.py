"""Keys and tokens: in the keyring of the operating system, or in an encrypted file if a person chose it."""

from lattice.secrets.aside import aside
from lattice.secrets.secret import Secret
from lattice.secrets.vault import PASSPHRASE_VARIABLE, STORES, Standing, Vault, vault_of

__all__ = ["PASSPHRASE_VARIABLE", "STORES", "Secret", "Standing", "Vault", "aside", "vault_of"]
