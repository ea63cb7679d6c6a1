"""Signing in instead of a key, for deployments that offer it: authorization code with PKCE."""

from lattice.assistant.oauth.deployment import Deployment, deployment_of
from lattice.assistant.oauth.renewal import OAUTH, fresh_tokens, keep_tokens, stored_tokens
from lattice.assistant.oauth.signing_in import open_browser, sign_in
from lattice.assistant.oauth.tokens import Tokens

__all__ = [
    "OAUTH",
    "Deployment",
    "Tokens",
    "deployment_of",
    "fresh_tokens",
    "keep_tokens",
    "open_browser",
    "sign_in",
    "stored_tokens",
]
