"""Who comes in: secrets, tokens and invitations of a server."""

from lattice.engine.identity.admission import admit, is_admin, me
from lattice.engine.identity.joining import look, redeem
from lattice.engine.identity.signing import create_admin_token, end, list_tokens, renew, revoke, sign_in
from lattice.engine.identity.sweeping import sweep

__all__ = [
    "admit",
    "create_admin_token",
    "end",
    "is_admin",
    "list_tokens",
    "look",
    "me",
    "redeem",
    "renew",
    "revoke",
    "sign_in",
    "sweep",
]
